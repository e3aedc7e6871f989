"""`event log` and `event list`: documents, screenings, courses and referrals of the programme."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from spaedbarn_cli.cli import given
from spaedbarn_cli.cli.app import command, group, session_of
from spaedbarn_cli.cli.family import CASE, note_access
from spaedbarn_cli.cli.meeting import Date, Note, Present  # noqa: TC001 - typer itself reads the annotations
from spaedbarn_cli.cli.meeting_fields import past_day
from spaedbarn_cli.errors import WrongUsage
from spaedbarn_cli.i18n.catalog import t

if TYPE_CHECKING:
    from collections.abc import Mapping

    from spaedbarn_cli.session import Session

MOST_SESSIONS = 99


def register(app: typer.Typer) -> None:
    """Declare `event` and what belongs under it."""
    event = group("event")
    app.add_typer(event)

    @command(
        event, "log", key="event_log", codes="2 · 10–14 · 40 · 41",
        example="spaedbarn event log A17 cos-p --date 2026-11-16 --session 3 --present mor,far",
    )  # fmt: skip
    def log(
        ctx: typer.Context, case: CASE = None,
        kind: Annotated[str | None, typer.Argument(metavar="KIND", show_default=False)] = None, date: Date = None,
        session: Annotated[str | None, typer.Option("--session", metavar="N", help=t("opt.session"))] = None,
        present: Present = None, note: Note = None,
    ) -> None:  # fmt: skip
        run_log(session_of(ctx), case, kind, {"date": date, "session": session, "note": note}, tuple(present or ()))

    @command(event, "list", key="event_list", codes="10–14 · 40", example="spaedbarn event list A17")
    def list_(ctx: typer.Context, case: CASE = None) -> None:
        run_list(session_of(ctx), case)


def run_log(
    session: Session, code: str | None, kind: str | None, flags: Mapping[str, str | None], present: tuple[str, ...]
) -> None:
    """Log something of the programme that took place; raises WrongUsage for a kind it does not have."""
    from spaedbarn_cli.catalog.building import build_events
    from spaedbarn_cli.cli.visit_fields import read_note, split
    from spaedbarn_cli.i18n.catalog import language
    from spaedbarn_cli.store import cases
    from spaedbarn_cli.store.ids import new_record_id
    from spaedbarn_cli.store.log import Entry
    from spaedbarn_cli.store.vault import case_stream

    case = cases.find(session.store, given.needed(session, "CASE", code, "ask.code"))
    known = build_events(session.programme(case.programme))
    wanted = _kind(session, kind, {key: str(words[language()]) for key, words in known.items()})
    given_day = given.needed(session, "--date", flags["date"], "ask.event_date")
    day = past_day(session, "--date", given_day)
    assert day is not None
    number = _session(flags["session"], course=bool(known[wanted].get("parts")))
    labels = [given.label("--present", label) for label in split(present)]
    fields: dict[str, Any] = {
        "case_id": case.id, "kind": wanted, "date": day.isoformat(), "session": number, "present": labels,
        "note": read_note(flags["note"]),
    }  # fmt: skip
    key = new_record_id()
    session.store.append([Entry(case_stream(case.id, "contact"), "event", key, "create", fields)])
    if session.terminal.json:
        session.terminal.document(_document(session, case.id, case.code, key))
    else:
        session.terminal.result(t("said.event_saved", what=known[wanted][language()], id=key[:6]))


def _kind(session: Session, kind: str | None, known: Mapping[str, str]) -> str:
    """Return the key of an event of the programme; asks where it is not said and there is somebody to ask."""
    if kind is None and session.terminal.interactive:
        from spaedbarn_cli.ui.prompts import ask_choice

        return str(ask_choice(t("ask.event_kind"), list(known.items()), skippable=False, first=True))
    wanted = given.needed(session, "KIND", kind, "ask.event_kind").lower().replace("_", "-")
    if wanted not in known:
        raise WrongUsage("bad_event_kind", known=", ".join(known))
    return wanted


def _session(text: str | None, *, course: bool) -> int | None:
    if text is None:
        return None
    found = text.strip()
    if not course:
        raise WrongUsage("not_a_course", option="--session")
    if not (found.isascii() and found.isdigit() and len(found) < 3 and 1 <= int(found) <= MOST_SESSIONS):
        raise WrongUsage("bad_session", option="--session")
    return int(found)


def _document(session: Session, case_id: str, code: str, key: str) -> dict[str, Any]:
    from spaedbarn_cli.report.meeting_documents import event_document
    from spaedbarn_cli.store import plan

    return next(event_document(one, code) for one in plan.events(session.store, case_id) if one.id == key)


def run_list(session: Session, code: str | None) -> None:
    """List a family's events."""
    from spaedbarn_cli.catalog.building import build_events
    from spaedbarn_cli.i18n.catalog import language
    from spaedbarn_cli.report.meeting_documents import event_document
    from spaedbarn_cli.store import cases, plan

    case = cases.find(session.store, given.needed(session, "CASE", code, "ask.code"))
    note_access(session, case, "event list")
    documents = [event_document(one, case.code) for one in plan.events(session.store, case.id)]
    if session.terminal.json:
        session.terminal.document({"events": documents})
        return
    from spaedbarn_cli.report.meeting_terminal import event_list

    words = {key: str(one[language()]) for key, one in build_events(session.programme(case.programme)).items()}
    session.terminal.rich(event_list(documents, words))
