"""A terminal for tests: a real pseudo-terminal, a real program in it, and a screen that is read as a person reads it.

    with PtySession(["visit", "log"], env=clean_env(tmp_path)) as it:
        it.wait_for("Familie")
        it.send(ENTER)
        assert it.wait_exit() == 0

`wait_for` looks at the rendered screen, never at bytes, and reads until the words stand there or time is out: no test
sleeps. `it.raw` holds every byte the program wrote, for what a screen does not show (clearing, bells).
"""

from __future__ import annotations

import os
import signal
import sys
import time
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pexpect
import pyte

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

ROOT = Path(__file__).parent.parent
RUNNER = Path(__file__).parent / "run_fast.py"

ENTER, TAB, ESC, SPACE, BACKSPACE = "\r", "\t", "\x1b", " ", "\x7f"
UP, DOWN, RIGHT, LEFT = "\x1b[A", "\x1b[B", "\x1b[C", "\x1b[D"
ALT_ENTER, F2 = "\x1b\r", "\x1bOQ"
CTRL_C, CTRL_D, CTRL_L = "\x03", "\x04", "\x0c"
CLEAR_SCROLLBACK = "\x1b[3J"

PATIENCE = 20.0
"""Seconds until a test gives up: long, for two busy cores; a test that passes never waits them out."""


def paste(text: str) -> str:
    """Return the text as a terminal sends what is pasted (bracketed; line breaks come as carriage returns)."""
    return f"\x1b[200~{text.replace(chr(10), chr(13))}\x1b[201~"


def clean_env(home: Path, **extra: str) -> dict[str, str]:
    """Return an environment with every folder of the user under `home`, no colour, and nothing of ours leaking in."""
    folders = {
        "HOME": home,
        "XDG_DATA_HOME": home / "data",
        "XDG_CONFIG_HOME": home / "config",
        "XDG_STATE_HOME": home / "state",
        "XDG_CACHE_HOME": home / "cache",
        "XDG_RUNTIME_DIR": home / "run",
        "TMPDIR": home / "tmp",
    }
    for folder in folders.values():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    kept = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH") if name in os.environ}
    return {
        **kept,
        **{name: str(folder) for name, folder in folders.items()},
        "NO_COLOR": "1",
        "TERM": "xterm-256color",
        "LANG": "C.UTF-8",
        "PYTHONPATH": str(ROOT),
        "PYTHONDONTWRITEBYTECODE": "1",
        **extra,
    }


_MOMENT = 0.05
_QUIET = 0.03
"""Seconds without output after which a picture is taken to be whole."""


class _Screen(pyte.HistoryScreen):
    """A screen that answers the program, and forgets its scrollback when told, as terminals do."""

    answer: Callable[[str], Any]

    def write_process_input(self, data: str) -> None:
        self.answer(data)

    def erase_in_display(self, how: int = 0, *args: Any, **kwargs: Any) -> None:
        super().erase_in_display(how, *args, **kwargs)
        if how == 3:
            self.history.top.clear()
            self.history.bottom.clear()


class PtySession:
    """One program on one terminal; a context manager that ends the program, if it still runs, when the test ends."""

    def __init__(
        self,
        args: Sequence[str] = (),
        *,
        env: dict[str, str],
        cols: int = 80,
        rows: int = 24,
        program: Sequence[str] | None = None,
        cwd: Path | None = None,
    ) -> None:
        self.raw = ""
        self._ended = False
        self._screen = _Screen(cols, rows, history=1000)
        self._stream = pyte.Stream(self._screen)
        command = [*(program or [sys.executable, str(RUNNER)]), *args]
        with warnings.catch_warnings():
            # From Python 3.12 a fork beside threads warns; the child only calls exec.
            warnings.simplefilter("ignore", DeprecationWarning)
            self.child = pexpect.spawn(
                command[0], command[1:], env=env, dimensions=(rows, cols), encoding="utf-8", codec_errors="replace",
                echo=True, timeout=None, cwd=str(cwd) if cwd else None,
            )  # fmt: skip
        self.child.delaybeforesend = None
        self._screen.answer = self.child.send

    def __enter__(self) -> PtySession:
        return self

    def __exit__(self, *_: object) -> None:
        if self.child.isalive():
            self.kill9()
        self.child.close()

    def send(self, *keys: str) -> None:
        """Strike keys; all in one write, as fast fingers and slow programs do."""
        self.child.send("".join(keys))

    def wait_for(self, text: str, timeout: float = PATIENCE) -> None:
        """Read until the words stand on the screen (a line folded at the edge counts as one)."""
        self.wait_until(lambda: text in self.text() or text in "".join(self.lines()), f"{text!r} to appear", timeout)

    def wait_gone(self, text: str, timeout: float = PATIENCE) -> None:
        """Read until the words no longer stand on the screen."""
        self.wait_until(lambda: text not in self.text(), f"{text!r} to go", timeout)

    def wait_until(self, seen: Callable[[], bool], what: str, timeout: float = PATIENCE) -> None:
        """Read until `seen()`; fails, showing the screen, when the program ends or the time is out before."""
        deadline = time.monotonic() + timeout
        while not (seen() and self._settled(seen)):
            if self._ended or time.monotonic() >= deadline:
                why = "the program ended" if self._ended else "the time was out"
                raise AssertionError(f"waited for {what}, but {why}; the screen:\n{self.text()}")
            self._read()

    def _settled(self, seen: Callable[[], bool]) -> bool:
        """Take in the rest of a picture that is being drawn, so that what is looked at next is not half of one."""
        before = -1
        while before != len(self.raw) and not self._ended:
            before = len(self.raw)
            self._read(_QUIET)
        return seen()

    def screen(self) -> list[str]:
        """Return the lines of the screen as they stand now, without blanks at their ends."""
        return [line.rstrip() for line in self._screen.display]

    def lines(self) -> list[str]:
        """Return the lines of the screen in their full width."""
        return list(self._screen.display)

    def text(self) -> str:
        """Return the screen as one text."""
        return "\n".join(self.screen()).rstrip()

    def scrollback(self) -> str:
        """Return what a person could scroll back to above the screen."""
        rows = self._screen.history.top
        return "\n".join("".join(row[x].data for x in range(self._screen.columns)).rstrip() for row in rows)

    def cursor(self) -> tuple[int, int]:
        """Return where the cursor stands, column and row from 0."""
        return self._screen.cursor.x, self._screen.cursor.y

    def wait_exit(self, timeout: float = PATIENCE) -> int:
        """Read until the program ends and return its exit code (128 + the number of the signal that ended it)."""
        deadline = time.monotonic() + timeout
        while not self._ended:
            if time.monotonic() >= deadline:
                raise AssertionError(f"the program did not end; the screen:\n{self.text()}")
            self._read()
        self.child.wait()
        if self.child.signalstatus is not None:
            return 128 + int(self.child.signalstatus)
        return int(self.child.exitstatus)

    def kill9(self) -> None:
        """End the program as a flat battery does."""
        self.child.kill(signal.SIGKILL)
        while not self._ended:
            self._read()
        self.child.wait()

    def _read(self, moment: float = _MOMENT) -> None:
        """Take in what the program wrote, waiting a moment for it: what is waited for may also stand in a file."""
        try:
            data = self.child.read_nonblocking(65536, timeout=moment)
        except pexpect.TIMEOUT:
            return
        except pexpect.EOF:
            self._ended = True
            return
        self.raw += data
        self._stream.feed(data)
