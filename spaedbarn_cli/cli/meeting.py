"""`meeting log` and `meeting list`: who met, what was agreed, where each one stands, and when next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from spaedbarn_cli.cli import given
from spaedbarn_cli.cli.app import command, group, session_of
from spaedbarn_cli.cli.family import CASE, note_access
from spaedbarn_cli.cli.meeting_fields import MeetingOptions, fields_of
from spaedbarn_cli.i18n.catalog import t

if TYPE_CHECKING:
    from spaedbarn_cli.domain.case import Case
    from spaedbarn_cli.session import Session

_TEXT, _DATE = t("metavar.text"), t("metavar.date")

Date = Annotated[str | None, typer.Option("--date", metavar=_DATE, help=t("opt.meeting_date"))]
Note = Annotated[str | None, typer.Option("--note", metavar=_TEXT, help=t("opt.note"))]
Present = Annotated[list[str] | None, typer.Option("--present", metavar=t("metavar.label"), help=t("opt.meeting_present"))]

LACKING = ("statement_missing", "statement_late", "statement_not_reviewed", "dates_short")
"""What a meeting that was held can lack; said at once, and kept in the plan."""


def register(app: typer.Typer) -> None:
    """Declare `meeting` and what belongs under it."""
    meeting = group("meeting")
    app.add_typer(meeting)

    @command(
        meeting, "log", key="meeting_log", codes="2 · 10–14 · 40 · 41",
        example="spaedbarn meeting log A17 --kind network --date 2026-11-16 --statement-sent 2026-11-12",
    )  # fmt: skip
    def log(
        ctx: typer.Context, case: CASE = None,
        kind: Annotated[str | None, typer.Option("--kind", metavar=t("metavar.key"), help=t("opt.meeting_kind"))] = None,
        date: Date = None, present: Present = None,
        reviewed: Annotated[str | None, typer.Option("--reviewed", metavar=_DATE, help=t("opt.reviewed"))] = None,
        sent: Annotated[str | None, typer.Option("--statement-sent", metavar=_DATE, help=t("opt.sent"))] = None,
        note: Note = None,
        ahead: Annotated[list[str] | None, typer.Option("--next-date", metavar=_DATE, help=t("opt.next_date"))] = None,
        agreement: Annotated[list[str] | None, typer.Option("--agreement", metavar=_TEXT, help=t("opt.agreement"))] = None,
        safety: Annotated[list[str] | None, typer.Option("--safety", metavar="LABEL=0..10", help=t("opt.safety"))] = None,
    ) -> None:  # fmt: skip
        options = MeetingOptions(
            kind=kind, date=date, present=tuple(present or ()), reviewed=reviewed, sent=sent, note=note,
            ahead=tuple(ahead or ()), agreements=tuple(agreement or ()), safety=tuple(safety or ()),
        )  # fmt: skip
        run_log(session_of(ctx), case, options)

    @command(meeting, "list", key="meeting_list", codes="10–14 · 40", example="spaedbarn meeting list A17")
    def list_(ctx: typer.Context, case: CASE = None) -> None:
        run_list(session_of(ctx), case)


def run_log(session: Session, code: str | None, options: MeetingOptions) -> None:
    """Log a meeting from flags; asks its way through where a person sits and no flag says when it was."""
    if session.terminal.interactive and options.date is None and options.kind is None:
        from spaedbarn_cli.cli.meeting_ask import ask_meeting

        ask_meeting(session, code)
        return
    from spaedbarn_cli.store import cases

    case = cases.find(session.store, given.needed(session, "CASE", code, "ask.code"))
    fields, scales = fields_of(session, options)
    save(session, case, fields, scales)


def save(
    session: Session, case: Case, fields: dict[str, Any], scales: list[tuple[str, int]], draft: str | None = None
) -> None:
    """Append a meeting to the log, say what it lacks, and what comes next."""
    from spaedbarn_cli.cli.plan_gather import plan_of
    from spaedbarn_cli.report.plan_words import reason_words, state_words, step_words
    from spaedbarn_cli.store import plan
    from spaedbarn_cli.store.ids import new_record_id
    from spaedbarn_cli.store.log import Entry
    from spaedbarn_cli.store.vault import case_stream

    store, key = session.store, new_record_id()
    entries = [Entry(case_stream(case.id, "contact"), "meeting", key, "create", {"case_id": case.id, **fields})]
    for who, value in scales:
        scale = {"case_id": case.id, "meeting": key, "date": fields["date"], "who": who, "value": value}
        entries.append(Entry(case_stream(case.id, "plan"), "safety", new_record_id(), "create", scale))
    store.append(entries, finish_draft=draft)
    [meeting] = plan.meetings(store, case.id, key=key)
    found, today = plan_of(session, case), session.today()
    shown = [item for item in found.items if item.by == key]
    lacks = dict.fromkeys(reason for item in shown for reason in item.why if reason.code in LACKING)
    for reason in lacks:
        session.terminal.warn("warn.meeting_lacks", what=reason_words(reason, found.steps, today))
    if session.terminal.json:
        from spaedbarn_cli.report.meeting_documents import meeting_document

        session.terminal.document(meeting_document(meeting, case.code))
        return
    session.terminal.result(t("said.meeting_saved", id=key[:6]))
    kinds = ("meeting", fields["kind"])
    coming = [i for i in found.items if kinds in found.steps[i.obligation].completed_by and i.state == "upcoming" and i.due]
    for item in coming[:1]:
        session.terminal.say(t("said.meeting_next", step=step_words(item, found.steps), state=state_words(item, today)))


def run_list(session: Session, code: str | None) -> None:
    """List a family's meetings."""
    from spaedbarn_cli.report.meeting_documents import meeting_document
    from spaedbarn_cli.store import cases, plan

    case = cases.find(session.store, given.needed(session, "CASE", code, "ask.code"))
    note_access(session, case, "meeting list")
    documents = [meeting_document(meeting, case.code) for meeting in plan.meetings(session.store, case.id)]
    if session.terminal.json:
        session.terminal.document({"meetings": documents})
        return
    from spaedbarn_cli.report.meeting_terminal import meeting_list

    session.terminal.rich(meeting_list(documents))
