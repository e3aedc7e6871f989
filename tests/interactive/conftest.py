"""A desk with a store on it, and the real program on a real terminal."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from program import NOW, PASSPHRASE, Program
from pty_session import PtySession, clean_env

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Typed = Callable[..., PtySession]
    """Starts the program on a terminal at the desk."""


class Desk(Program):
    """A program in this process, to look at what was saved, and on a terminal, to type."""

    def terminal(self, *args: str, cols: int = 80, rows: int = 24, locked: bool = False, **env: str) -> PtySession:
        """Start the program on a terminal; `locked` leaves the passphrase to be typed."""
        known = {} if locked else {"SPAEDBARN_PASSPHRASE": PASSPHRASE}
        given = clean_env(self.home, SPAEDBARN_HOME=str(self.store), SPAEDBARN_NOW=NOW, **known)
        return PtySession(args, env={**given, **env}, cols=cols, rows=rows, cwd=self.home)


@pytest.fixture(scope="session")
def desk_made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The desk that is copied for every test."""
    home = tmp_path_factory.mktemp("desk")
    Program(home).families()
    return home


@pytest.fixture
def desk(tmp_path: Path, desk_made: Path) -> Desk:
    """A desk with two families, A17 with a child and a visit last Thursday, B03 before birth."""
    home = tmp_path / "desk"
    shutil.copytree(desk_made, home)
    return Desk(home)


@pytest.fixture
def empty_desk(tmp_path: Path) -> Desk:
    """A desk without a store."""
    return Desk(tmp_path / "desk")


@pytest.fixture
def typed(desk: Desk) -> Iterator[Typed]:
    """Return `start(*args)`: the program on a terminal at the desk; what still runs is ended when the test ends."""
    running: list[PtySession] = []

    def start(*args: str, **more: object) -> PtySession:
        running.append(desk.terminal(*args, **more))  # type: ignore[arg-type]
        return running[-1]

    yield start
    for session in running:
        session.__exit__()
