"""The only place that prints. stdout carries the result; stderr the talk.

Rules: errors and hints are lower case, without full stop, one line each, the user's own words in quotes; nothing is
ever read as markup; colour carries no meaning alone; whatever came from outside goes through `harmless` first.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any, TextIO

from spaedbarn_cli.domain.harmless import escaped, harmless
from spaedbarn_cli.i18n.catalog import has, t

if TYPE_CHECKING:
    from spaedbarn_cli.errors import SpaedbarnError

CLEAR = "\x1b[2J\x1b[3J\x1b[H"
"""Wipe the screen and the scrollback, cursor home."""
_ENTER, _LEAVE = "\x1b[?1049h", "\x1b[?1049l"


class Terminal:
    """What a command talks through; `json` mutes everything but one document on stdout."""

    def __init__(self, *, json: bool = False, out: TextIO | None = None, err: TextIO | None = None) -> None:
        self.json = json
        self.out = out or sys.stdout
        self.err = err or sys.stderr
        self._held: list[str] = []

    @property
    def interactive(self) -> bool:
        """Is there a person to ask?"""
        return not self.json and sys.stdin is not None and sys.stdin.isatty()

    @property
    def width(self) -> int:
        """Columns to write in: those of the terminal, at most 100."""
        import shutil

        return max(40, min(shutil.get_terminal_size((80, 24)).columns, 100))

    @property
    def height(self) -> int | None:
        """Lines of the screen a result is read on; None where it goes to a file or another program."""
        import shutil

        return shutil.get_terminal_size((80, 24)).lines if self.out.isatty() else None

    def result(self, text: str) -> None:
        """Write a result line on stdout."""
        self._write(self.out, _folded(harmless(text), self.out) + "\n")

    def raw(self, text: str) -> None:
        """Write a finished document on stdout as it is (CSV, HTML)."""
        self._write(self.out, text)

    def rich(self, renderable: Any) -> None:
        """Write a rich renderable on stdout (tables, coloured lines)."""
        from rich.console import Console

        console = Console(file=self.out, width=self.width, markup=False, emoji=False, highlight=False)
        console.print(renderable)

    def say(self, text: str) -> None:
        """Talk to the user on stderr; silent when a script asked for JSON."""
        if not self.json:
            self._write(self.err, _folded(harmless(text), self.err) + "\n")

    def warn(self, key: str, **params: Any) -> None:
        """Say something the user must know, now; a JSON run says it with its error, or on stderr when it ends well."""
        said = harmless(t(key, **params))
        if self.json:
            self._held.append(said)
            return
        self._line(f"spaedbarn: {t('word.warning')}: {said}")

    def finish(self) -> None:
        """Say what a JSON run held back so that an error would stand alone on stderr."""
        for said in self._held:
            self._line(f"spaedbarn: {t('word.warning')}: {said}")
        self._held.clear()

    def document(self, data: Any) -> None:
        """Write the one JSON document of this run."""
        import json

        self._write(self.out, escaped(json.dumps(data, ensure_ascii=False, indent=2)) + "\n")

    def error(self, error: SpaedbarnError) -> None:
        """Say what happened and what to do next, in words or as JSON, on stderr."""
        message, hint = words_of(error)
        if self.json:
            import json

            body: dict[str, Any] = {"code": error.exit_code, "key": error.key, "message": message, "hint": hint}
            problems = error.params.get("problems", ())
            if problems and all(isinstance(problem, dict) for problem in problems):
                body["problems"] = problems
            if self._held:
                body["warnings"] = list(self._held)
                self._held.clear()
            self._write(self.err, json.dumps({"error": body}, ensure_ascii=False) + "\n")
            return
        if help_text := error.params.get("help"):  # a group alone on the line: its help is the answer
            self._write(self.err, f"{help_text.rstrip()}\n")
            return
        self._line(f"spaedbarn: {t('word.error')}: {message}")
        for line in hint.splitlines():
            self._line(f"spaedbarn: {t('word.hint')}: {line}")

    def enter_screen(self) -> None:
        """Go to the terminal's other screen, which leaves nothing in the scrollback."""
        self._write(self.err, _ENTER + CLEAR)

    def leave_screen(self) -> None:
        """Wipe what was shown, here and in the scrollback, and come back."""
        self._write(self.err, CLEAR + _LEAVE + CLEAR)

    def clear(self) -> None:
        """Wipe screen and scrollback."""
        self._write(self.err, CLEAR)

    def _line(self, text: str) -> None:
        self._write(self.err, _folded(text, self.err) + "\n")

    def _write(self, stream: TextIO, text: str) -> None:
        try:
            stream.write(text)
            stream.flush()
        except UnicodeEncodeError:
            # A console that cannot show ▼ or ø gets a question mark rather than a crash.
            encoding = stream.encoding or "ascii"
            stream.write(text.encode(encoding, "replace").decode(encoding))
            stream.flush()
        except BrokenPipeError:
            # The reader has gone (`| head`): nobody is left to tell.
            devnull = os.open(os.devnull, os.O_WRONLY)
            os.dup2(devnull, stream.fileno())


def _folded(text: str, stream: TextIO) -> str:
    """Return text broken between words where a terminal would break it inside one; as it is where no person reads."""
    if not stream.isatty():
        return text
    import re
    import shutil
    import textwrap

    columns = shutil.get_terminal_size((80, 24)).columns
    # A command to be copied stays on one line where it can.
    whole = re.sub(r"`[^`\n]*`", lambda command: command[0].replace(" ", "\u00a0"), text)
    lines = []
    for line in whole.split("\n"):
        short = len(line) <= columns
        lines += [line] if short else textwrap.wrap(line, columns, break_long_words=False, break_on_hyphens=False)
    return "\n".join(lines).replace("\u00a0", " ")


def words_of(error: SpaedbarnError) -> tuple[str, str]:
    """Return message and hint of an error in the language in use."""
    params = {name: harmless(str(value)) if isinstance(value, str) else value for name, value in error.params.items()}
    hint = f"hint.{error.key}"
    return t(f"err.{error.key}", **params), t(hint, **params) if has(hint) else ""
