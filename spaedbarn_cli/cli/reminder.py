"""`case remember`: what is to be remembered of a family before the doorbell. A working note; it is never shared."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from spaedbarn_cli.cli import given
from spaedbarn_cli.cli.app import command, session_of
from spaedbarn_cli.cli.family import CASE, note_access
from spaedbarn_cli.errors import Interrupted, WrongUsage
from spaedbarn_cli.i18n.catalog import day, t

if TYPE_CHECKING:
    from spaedbarn_cli.domain.case import Case
    from spaedbarn_cli.session import Session
    from spaedbarn_cli.store.statements import Reminder

LONGEST = 240
"""Characters of a reminder: it must stand whole on the brief's one screen, whatever else there is to tell."""


def register_remember(group: typer.Typer) -> None:
    """Declare `remember` in the group `case`."""

    @command(
        group, "remember", key="case_remember", codes="2 · 10–14 · 40 · 41",
        example='spaedbarn case remember A17 --text "ring på hos naboen først"',
    )  # fmt: skip
    def remember(
        ctx: typer.Context, case: CASE = None,
        text: Annotated[str | None, typer.Option("--text", metavar=t("metavar.text"), help=t("opt.remember_text"))] = None,
        clear: Annotated[bool, typer.Option("--clear", help=t("opt.remember_clear"))] = False,
    ) -> None:  # fmt: skip
        run_remember(session_of(ctx), case, text, clear=clear)


def run_remember(session: Session, code: str | None, text: str | None, *, clear: bool = False) -> None:
    """Write, change, clear or (with nothing to write and nobody to ask) show the reminder of a family."""
    from spaedbarn_cli.cli.visit_fields import read_note
    from spaedbarn_cli.store import cases, statements

    if clear and text is not None:
        raise WrongUsage("remember_twice")
    case = cases.find(session.store, given.needed(session, "CASE", code, "ask.code"))
    note_access(session, case, "case remember")
    kept = statements.reminder(session.store, case.id)
    if clear:
        _save(session, case, kept, None)
    elif text is not None:
        _save(session, case, kept, _short(read_note(text)))
    elif session.terminal.interactive:
        _save(session, case, kept, _asked(kept))
    _show(session, case)


def _short(text: str | None) -> str | None:
    """Return the text on one line; raises WrongUsage when it is too long to stand on the screen."""
    words = " ".join((text or "").split())
    if len(words) > LONGEST:
        raise WrongUsage("reminder_too_long", most=LONGEST)
    return words or None


def _asked(kept: Reminder | None) -> str | None:
    from spaedbarn_cli.ui.prompts import BadAnswer, ask_text

    def parse(text: str) -> str | None:
        if len(text) > LONGEST:
            raise BadAnswer(t("err.reminder_too_long", most=LONGEST))
        return text or None

    # One line, saved whole: there is nothing to keep of it but the line itself.
    written = ask_text(t("ask.remember"), default_text=kept.text if kept else "", parse=parse, first=True)
    if not isinstance(written, str):
        raise Interrupted("interrupted")
    return _short(written)


def _save(session: Session, case: Case, kept: Reminder | None, text: str | None) -> None:
    """Append the change, if it is one; to clear it is to say that it no longer holds, and its history stays."""
    from spaedbarn_cli.store.ids import new_record_id
    from spaedbarn_cli.store.log import Entry
    from spaedbarn_cli.store.vault import case_stream

    if text == (kept.text if kept else None):
        return
    stream = case_stream(case.id, "work")
    fields: dict[str, Any] = {"text": text, "date": session.today().isoformat()}
    if kept is None:
        entry = Entry(stream, "reminder", new_record_id(), "create", {"case_id": case.id, **fields})
    elif text is None:
        entry = Entry(stream, "reminder", kept.id, "retract", {}, None)
    else:
        entry = Entry(stream, "reminder", kept.id, "amend", fields)
    session.store.append([entry])


def _show(session: Session, case: Case) -> None:
    from spaedbarn_cli.store import statements

    kept = statements.reminder(session.store, case.id)
    if session.terminal.json:
        found = {"text": kept.text, "since": kept.date.isoformat()} if kept else None
        session.terminal.document({"case": case.code, "reminder": found})
    elif kept is None:
        session.terminal.result(t("said.nothing_remembered", code=case.code))
    else:
        session.terminal.result(t("said.remembered", code=case.code, text=kept.text, day=day(kept.date)))
