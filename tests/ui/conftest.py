"""Start `asking.py` on a terminal and read its answers as they come."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from pty_session import PtySession, clean_env

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PROGRAM = Path(__file__).parent / "asking.py"


class Asked(PtySession):
    """A scenario of `asking.py` on a terminal."""

    def __init__(self, scenario: str, home: Path, *, cols: int, rows: int, lang: str, env: dict[str, str]) -> None:
        self.path = home / "answers"
        program = [sys.executable, str(PROGRAM)]
        args = [scenario, str(self.path), lang]
        super().__init__(args, env=clean_env(home, **env), cols=cols, rows=rows, program=program)

    def answers(self) -> list[Any]:
        """Return what was answered so far."""
        if not self.path.exists():
            return []
        return [json.loads(line) for line in self.path.read_text("utf-8").splitlines()]

    def draft(self) -> str | None:
        """Return what `on_change` was last given, None if it never was."""
        path = self.path.with_suffix(".draft")
        return path.read_text("utf-8") if path.exists() else None


@pytest.fixture
def asked(tmp_path: Path) -> Iterator[Callable[..., Asked]]:
    """Return `start(scenario, cols=, rows=, lang=, **env)`; what still runs is ended when the test ends."""
    running: list[Asked] = []

    def start(scenario: str, *, cols: int = 80, rows: int = 24, lang: str = "da", **env: str) -> Asked:
        home = tmp_path / str(len(running))
        home.mkdir()
        running.append(Asked(scenario, home, cols=cols, rows=rows, lang=lang, env=env))
        return running[-1]

    yield start
    for session in running:
        session.__exit__()
