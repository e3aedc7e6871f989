"""Builds the program and is the only place that turns errors into exit codes.

The language is settled first, since help is worded while the commands are declared; only the module of the command that
was asked for is imported.
"""

from __future__ import annotations

import gc
import os
import sys
from typing import Any

COMMANDS: dict[str, str] = {
    "init": "init", "unlock": "vault", "lock": "vault", "passphrase": "vault", "recover": "vault", "rotate": "vault",
    "doctor": "doctor", "backup": "backup", "history": "history", "demo": "demo", "guide": "guide",
    "case": "case", "person": "person", "birth": "person", "discharge": "agreed", "pause": "agreed", "agree": "agreed",
    "level": "agreed",
    "meeting": "meeting", "event": "event", "goal": "goal", "plan": "plan", "due": "plan", "today": "today",
    "visit": "visit", "import": "imports", "norm-check": "norm", "drafts": "draft", "resume": "draft",
    "instrument": "instrument", "questionnaire": "questionnaire", "interview": "interview",
    "network": "network",
    "brief": "brief", "timeline": "timeline", "report": "statement",
    "identity": "identity", "contact": "contact", "consent": "consent",
    "export": "export", "inbox": "inbox", "sync": "sync", "ledger": "ledger", "conflict": "conflict",
    "completion": "completion",
}  # fmt: skip
"""Which module of `cli` declares which command."""

_VALUED = {"--home", "--lang", "--now"}
_FLAGS = {"--json", "--yes"}
_PATHS = {"--home", "--out"}
_CPR_DIGITS = 10


class Given:
    """The global flags, wherever they stood on the line, and what is left of it."""

    def __init__(self, argv: list[str]) -> None:
        self.rest: list[str] = []
        self.values: dict[str, str] = {}
        self.flags: set[str] = set()
        self.missing: str | None = None
        waiting = iter(range(len(argv)))
        for place in waiting:
            word = argv[place]
            name, mark, value = word.partition("=")
            if word == "--":
                self.rest.extend(argv[place:])
                break
            if name in _VALUED and mark:
                self.values[name] = value
            elif word in _VALUED:
                if next(waiting, None) is None:
                    self.missing = word
                else:
                    self.values[word] = argv[place + 1]
            elif word in _FLAGS:
                self.flags.add(word)
            else:
                self.rest.append(word)


def main(argv: list[str] | None = None) -> None:
    """Run one command and leave with its exit code."""
    # Starting makes many objects and hardly any garbage: looking for it as often as usual costs a twentieth of a command.
    gc.set_threshold(50_000, 20, 20)
    sys.exit(run(list(sys.argv[1:] if argv is None else argv)))


def run(argv: list[str]) -> int:
    """Run one command; returns its exit code. Nothing but a defect in this function itself shows a traceback."""
    from spaedbarn_cli.errors import Interrupted, SpaedbarnError
    from spaedbarn_cli.ui.terminal import Terminal

    given = Given(argv)
    terminal = Terminal(json="--json" in given.flags)
    if given.rest[:1] == ["--version"]:
        from spaedbarn_cli import __version__

        terminal.result(f"spaedbarn {__version__}")
        return 0
    session: Any = None
    try:
        if "_SPAEDBARN_COMPLETE" in os.environ:
            return _complete(terminal)
        session = _session(given, terminal)
        _refuse_cpr(argv)
        code = _dispatch(given.rest, session)
    except SpaedbarnError as error:
        terminal.error(error)
        return error.exit_code
    except (KeyboardInterrupt, EOFError):
        terminal.error(Interrupted("interrupted"))
        return Interrupted.exit_code
    except Exception as error:  # the one place where a defect of ours becomes a message
        # Named, not imported: most runs ask nothing.
        if any(kind.__name__ == "IdleLock" for kind in type(error).__mro__):
            kept = getattr(error, "draft", None) is not None
            terminal.error(Interrupted("locked_draft" if kept else "locked_now"))
            return Interrupted.exit_code
        return _defect(error, terminal)
    finally:
        if session is not None:
            session.close()
        terminal.finish()
    return code


def _session(given: Given, terminal: Any) -> Any:
    from spaedbarn_cli.errors import WrongUsage
    from spaedbarn_cli.i18n import catalog
    from spaedbarn_cli.session import Session, parse_now

    language = given.values.get("--lang") or os.environ.get("SPAEDBARN_LANG") or catalog.DEFAULT
    try:
        catalog.use(language)
    except ValueError:
        raise WrongUsage("bad_language") from None
    if given.missing:
        raise WrongUsage("usage_value", option=given.missing)
    now = given.values.get("--now") or os.environ.get("SPAEDBARN_NOW")
    return Session(
        place=given.values.get("--home"), terminal=terminal, moment=parse_now(now) if now else None,
        yes="--yes" in given.flags,
    )  # fmt: skip


def _refuse_cpr(argv: list[str]) -> None:
    """Refuse what looks like a civil registration number: the shell remembers the line, and every process can see it.

    The names of files and folders are not ours to refuse.
    """
    before = ""
    for word in argv:
        name, _, value = word.partition("=")
        before, option = word, before
        if sum(letter.isdigit() for letter in word) < _CPR_DIGITS or option in _PATHS or name in _PATHS:
            continue
        from pathlib import Path

        from spaedbarn_cli.cli.given import holds_cpr

        if (holds_cpr(word) or holds_cpr(value)) and not (Path(word).exists() or Path(value or "?").exists()):
            from spaedbarn_cli.errors import WrongUsage

            raise WrongUsage("cpr_on_line")


def _dispatch(words: list[str], session: Any) -> int:
    from typer._click.exceptions import UsageError

    from spaedbarn_cli.cli import root

    if not words and session.terminal.interactive and sys.stdout.isatty():
        from spaedbarn_cli.cli.home import run_home

        return run_home(session)
    app = root.build(words, COMMANDS)
    try:
        code = app(words, obj=session, standalone_mode=False, prog_name="spaedbarn")
    except UsageError as error:
        raise root.usage_error(error) from None
    return code if isinstance(code, int) else 0


def _complete(terminal: Any) -> int:
    """Answer a shell that asks what can follow on the line; nothing is opened, and nobody is asked."""
    from typer.main import get_command

    from spaedbarn_cli.cli import completion, root
    from spaedbarn_cli.i18n import catalog

    *before, typed = completion.typed_words()
    given = Given(before)
    language = given.values.get("--lang") or os.environ.get("SPAEDBARN_LANG")
    catalog.use(language if language in catalog.LANGUAGES else catalog.DEFAULT)
    words = given.rest + ([given.missing] if given.missing else [])
    for line in completion.answers(words, typed, lambda found: get_command(root.build(found, COMMANDS))):
        terminal.raw(f"{line}\n")
    return 0


def _defect(error: Exception, terminal: Any) -> int:
    """Say that something is wrong with the program, without a word of what it was working on."""
    import secrets

    from spaedbarn_cli.errors import Failed

    number = secrets.token_hex(4)
    place = error.__traceback__
    while place is not None and place.tb_next is not None:
        place = place.tb_next
    where = f"{place.tb_frame.f_globals.get('__name__', '?')}:{place.tb_lineno}" if place is not None else "?"
    terminal.error(Failed("defect", number=number, kind=type(error).__name__, where=where))
    if os.environ.get("SPAEDBARN_DEBUG") == "1":
        import traceback

        # Places only: the text of an exception may quote what it could not read, and locals hold families.
        terminal.say("".join(traceback.format_tb(error.__traceback__)))
    return 1
