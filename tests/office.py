"""A store with one family in it, for tests of instruments: made once and copied for each test; the clock stands still.

The family A17: `mor` (31 years), `far` (16 years), a `mormor`, and `barn1`, born 17 September 2026, 38+4.
"""

from __future__ import annotations

import contextlib
import functools
import json
import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest import mock

from program import NOW, PASSPHRASE, Program, Ran
from pty_session import PtySession, clean_env

from spaedbarn_cli.session import Session, parse_now
from spaedbarn_cli.store import keywrap
from spaedbarn_cli.ui.terminal import Terminal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spaedbarn_cli.store.vault import Store

SEAMS = Path(__file__).parent / "interactive" / "instrument_seams.py"
_FAMILY = (
    ("case", "open", "A17", "--due", "2026-09-27"),
    ("person", "add", "A17", "mor", "--role", "mother", "--born", "1995-03-01", "--name", "Karen Skov"),
    ("person", "add", "A17", "far", "--role", "father", "--born", "2010-05-01"),
    ("person", "add", "A17", "mormor", "--role", "network"),
    ("birth", "A17", "--date", "2026-09-17", "--child", "barn1", "--gestation", "38+4"),
)


class Office:
    """A copy of the store, and ways to run commands on it: in this process, or on a terminal of their own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "desk"
        shutil.copytree(_made(), self.folder)
        self.program = Program(self.folder)
        self.home = self.program.store
        self._running: list[PtySession] = []

    def run(self, *args: str, **more: Any) -> Ran:
        """Run a command here, without a terminal."""
        return self.program(*args, **more)

    def json(self, *args: str, **more: Any) -> Any:
        """Run a command that must succeed and return its document."""
        return self.program.json(*args, **more)

    def file(self, name: str, content: Any) -> str:
        """Write a file beside the store, JSON unless it is a text, and return its path."""
        path = self.folder / name
        path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
        return str(path)

    def at(self, *args: str, cols: int = 80, rows: int = 30, **env: str) -> PtySession:
        """Run a command on a terminal; what still runs is ended with the test. Seams are variables `TEST_…`."""
        given = {**self.program.env, "SPAEDBARN_PASSPHRASE": PASSPHRASE, **env}
        program = [sys.executable, str(SEAMS)] if any(name.startswith("TEST_") for name in env) else None
        it = PtySession(list(args), env=clean_env(self.folder, **given), cols=cols, rows=rows, program=program)
        self._running.append(it)
        return it

    def end(self) -> None:
        """End every program that still runs."""
        for it in self._running:
            it.__exit__()

    @contextlib.contextmanager
    def store(self) -> Iterator[Store]:
        """Open the store as the program does."""
        given = {**os.environ, **clean_env(self.folder), "SPAEDBARN_PASSPHRASE": PASSPHRASE}
        with (
            mock.patch.dict(os.environ, given, clear=True),
            mock.patch.object(keywrap, "testing_kdf_cost", (1, 1, 64)),
        ):
            session = Session(place=str(self.home), terminal=Terminal(json=True), moment=parse_now(NOW))
            try:
                yield session.store
            finally:
                session.close()

    def responses(self) -> list[Any]:
        """Return the answered instruments of the family."""
        found: list[Any] = self.json("questionnaire", "list", "A17")["responses"]
        return found

    def drafts(self) -> list[Any]:
        """Return the drafts."""
        found: list[Any] = self.json("drafts")["drafts"]
        return found


def opened(folder: Path) -> Iterator[Office]:
    """Give a test its office, and clear up after it."""
    office = Office(folder)
    yield office
    office.end()


@functools.cache
def _made() -> Path:
    """Make the store, once a process."""
    import atexit

    folder = Path(tempfile.mkdtemp(prefix="office-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    program = Program(folder / "desk").init()
    for command in _FAMILY:
        program.ok(*command)
    return folder / "desk"
