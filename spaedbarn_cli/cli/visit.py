"""`visit log|list|show|correct|retract`: what happened in the home."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from spaedbarn_cli.cli import given
from spaedbarn_cli.cli.app import command, group, session_of
from spaedbarn_cli.cli.family import CASE, note_access
from spaedbarn_cli.cli.visit_fields import VisitOptions, check, fields_of, read_end, read_status, read_times
from spaedbarn_cli.i18n.catalog import t

if TYPE_CHECKING:
    from spaedbarn_cli.domain.case import Case
    from spaedbarn_cli.domain.visit import Visit
    from spaedbarn_cli.session import Session

_TEXT = t("metavar.text")
_MOMENT = t("metavar.moment")
_KEY = t("metavar.key")

Start = Annotated[str | None, typer.Option("--start", metavar=_MOMENT, help=t("opt.start"))]
End = Annotated[str | None, typer.Option("--end", metavar=_MOMENT, help=t("opt.end"))]
Minutes = Annotated[str | None, typer.Option("--minutes", metavar="N", help=t("opt.minutes"))]
Kind = Annotated[str | None, typer.Option("--kind", metavar=_KEY, help=t("opt.kind"))]
Status = Annotated[str | None, typer.Option("--status", metavar=_KEY, help=t("opt.status"))]
Reason = Annotated[str | None, typer.Option("--reason", metavar=_TEXT, help=t("opt.visit_reason"))]
CancelledBy = Annotated[str | None, typer.Option("--cancelled-by", metavar="family|us", help=t("opt.cancelled_by"))]
Excused = Annotated[bool | None, typer.Option("--excused/--not-excused", help=t("opt.excused"), show_default=False)]
By = Annotated[list[str] | None, typer.Option("--by", metavar=_TEXT, help=t("opt.by"))]
Present = Annotated[list[str] | None, typer.Option("--present", metavar=t("metavar.label"), help=t("opt.present"))]
Core = Annotated[list[str] | None, typer.Option("--core", metavar=_KEY, help=t("opt.core"))]
SignOf = Annotated[list[str] | None, typer.Option("--sign", metavar="WHO:KEY=yes|partly|no", help=t("opt.sign"))]
Note = Annotated[str | None, typer.Option("--note", metavar=_TEXT, help=t("opt.note"))]
Next = Annotated[str | None, typer.Option("--next", metavar=_TEXT, help=t("opt.next"))]
VisitId = Annotated[str, typer.Argument(metavar="ID")]


def register(app: typer.Typer) -> None:
    """Declare `visit` and what belongs under it."""
    visit_app = group("visit")
    app.add_typer(visit_app)

    @command(
        visit_app, "log", key="visit_log", codes="2 · 10–14 · 40 · 41",
        example='spaedbarn visit log A17 --start "2026-11-16 09:00" --minutes 90 --present mor',
    )  # fmt: skip
    def log(
        ctx: typer.Context, case: CASE = None, start: Start = None, end: End = None, minutes: Minutes = None,
        kind: Kind = None, status: Status = None, reason: Reason = None, cancelled_by: CancelledBy = None,
        excused: Excused = None, by: By = None, present: Present = None, core: Core = None, sign: SignOf = None,
        note: Note = None, next_: Next = None,
    ) -> None:  # fmt: skip
        options = VisitOptions(
            start=start, end=end, minutes=minutes, kind=kind, status=status, reason=reason, cancelled_by=cancelled_by,
            excused=excused, by=tuple(by or ()), present=tuple(present or ()), core=tuple(core or ()),
            sign=tuple(sign or ()), note=note, next=next_,
        )  # fmt: skip
        run_log(session_of(ctx), case, options)

    @command(
        visit_app, "list", key="visit_list", codes="2 · 10–14 · 40",
        example="spaedbarn visit list A17 --from 2026-11-01",
    )  # fmt: skip
    def list_(
        ctx: typer.Context, case: CASE = None,
        first: Annotated[str | None, typer.Option("--from", metavar=t("metavar.date"), help=t("opt.list_from"))] = None,
        last: Annotated[str | None, typer.Option("--to", metavar=t("metavar.date"), help=t("opt.list_to"))] = None,
        retracted: Annotated[bool, typer.Option("--retracted", help=t("opt.retracted"))] = False,
    ) -> None:  # fmt: skip
        run_list(session_of(ctx), case, first, last, retracted=retracted)

    @command(visit_app, "show", key="visit_show", codes="10–14 · 40", example="spaedbarn visit show 7k3q")
    def show(ctx: typer.Context, visit: VisitId) -> None:
        run_show(session_of(ctx), visit)

    @command(
        visit_app, "correct", key="visit_correct", codes="2 · 10–14 · 40 · 41",
        example='spaedbarn visit correct 7k3q --minutes 60 --reason "skrevet forkert"',
    )  # fmt: skip
    def correct(
        ctx: typer.Context, visit: VisitId, reason: Reason = None, start: Start = None, end: End = None,
        minutes: Minutes = None, kind: Kind = None, status: Status = None, cancelled_by: CancelledBy = None,
        excused: Excused = None, by: By = None, present: Present = None, core: Core = None, sign: SignOf = None,
        note: Note = None, next_: Next = None,
    ) -> None:  # fmt: skip
        options = VisitOptions(
            start=start, end=end, minutes=minutes, kind=kind, status=status, cancelled_by=cancelled_by,
            excused=excused, by=tuple(by or ()), present=tuple(present or ()), core=tuple(core or ()),
            sign=tuple(sign or ()), note=note, next=next_,
        )  # fmt: skip
        run_correct(session_of(ctx), visit, reason, options)

    @command(
        visit_app, "retract", key="visit_retract", codes="2 · 10–14 · 40 · 41",
        example='spaedbarn visit retract 7k3q --reason "skrevet på den forkerte familie"',
    )  # fmt: skip
    def retract(ctx: typer.Context, visit: VisitId, reason: Reason = None) -> None:
        run_retract(session_of(ctx), visit, reason)


def run_log(session: Session, code: str | None, options: VisitOptions) -> None:
    """Log a visit from flags; asks its way through where a person sits and the time is not given."""
    if session.terminal.interactive and options.start is None:
        from spaedbarn_cli.cli.visit_ask import ask_visit

        ask_visit(session, code, options)
        return
    from spaedbarn_cli.store import cases

    wanted = given.needed(session, "CASE", code, "ask.code")
    status = read_status(options.status)
    start, end = read_times(session, options, status=status)
    case = cases.find(session.store, wanted)
    fields = fields_of(session, options, only_given=False)
    if options.reason is not None:
        fields["reason"] = given.text(options.reason)
    check(session, case, fields, start, end, ended="minutes" if options.minutes else "end")
    save(session, case, fields, start, end)


def save(session: Session, case: Case, fields: dict[str, Any], start: int, end: int, draft: str | None = None) -> None:
    """Append a visit to the log and say what the week looks like now."""
    from spaedbarn_cli.cli.draft import put_off_waits
    from spaedbarn_cli.cli.week import say_week
    from spaedbarn_cli.domain.reading import write_moment
    from spaedbarn_cli.store import visits
    from spaedbarn_cli.store.ids import new_record_id
    from spaedbarn_cli.store.log import Entry
    from spaedbarn_cli.store.vault import case_stream

    store = session.store
    twin = fields["status"] == "held" and visits.overlapping(store, case.id, start, end)
    key = new_record_id()
    whole = {"case_id": case.id, "start": write_moment(start), "end": write_moment(end), **fields}
    store.append([Entry(case_stream(case.id, "contact"), "visit", key, "create", whole)], finish_draft=draft)
    visit = visits.find(store, key)
    if session.terminal.json:
        _document(session, visit, case.code)
        return
    session.terminal.result(t("said.visit_saved", id=key[:6]))
    if twin:
        session.terminal.warn("warn.visit_overlaps", code=case.code)
    say_week(session, case, visit)
    if put_off_waits(session, case.id):
        session.terminal.say(t("label.put_off"))


def _document(session: Session, visit: Visit, code: str) -> None:
    from spaedbarn_cli.report.documents import visit_document

    session.terminal.document(visit_document(visit, code))


def run_list(
    session: Session, code: str | None, first: str | None, last: str | None, *, retracted: bool
) -> None:
    """List visits of one family, or of all."""
    from datetime import timedelta

    from spaedbarn_cli.domain.dates import midnight
    from spaedbarn_cli.errors import WrongUsage
    from spaedbarn_cli.report.documents import visit_document
    from spaedbarn_cli.store import cases, visits

    begin, end = given.day("--from", first, session), given.day("--to", last, session)
    if begin and end and end < begin:
        raise WrongUsage("to_before_from")
    store = session.store
    case = cases.find(store, code) if code else None
    if case is not None:
        note_access(session, case, "visit list")
    found = visits.listed(
        store, case.id if case else None, first=midnight(begin) if begin else None,
        last=midnight(end + timedelta(days=1)) if end else None, retracted=retracted,
    )  # fmt: skip
    codes = cases.codes(store)
    documents = [visit_document(visit, codes.get(visit.case_id, "?")) for visit in found]
    if session.terminal.json:
        session.terminal.document({"visits": documents})
        return
    from spaedbarn_cli.report.terminal import visit_list

    session.terminal.rich(visit_list(documents))


def run_show(session: Session, key: str) -> None:
    """Show one visit, and say when two have changed it at once and nobody has chosen."""
    from spaedbarn_cli.cli.conflict import say_open
    from spaedbarn_cli.store import cases, visits

    visit = visits.find(session.store, key)
    case = cases.by_id(session.store, visit.case_id)
    note_access(session, case, "visit show")
    if session.terminal.json:
        _document(session, visit, case.code)
    else:
        from spaedbarn_cli.report.documents import visit_document
        from spaedbarn_cli.report.terminal import visit_card

        session.terminal.rich(visit_card(visit_document(visit, case.code), session.programme(case.programme)))
    say_open(session, visit.id)


def run_correct(session: Session, key: str, reason: str | None, options: VisitOptions) -> None:
    """Correct a visit; what stood before stays in its history."""
    from spaedbarn_cli.domain.reading import read_minutes, read_moment, write_moment
    from spaedbarn_cli.errors import Refused, WrongUsage
    from spaedbarn_cli.store import cases, visits
    from spaedbarn_cli.store.log import Entry
    from spaedbarn_cli.store.vault import case_stream

    why = given.needed(session, "--reason", reason)
    if options.end is not None and options.minutes is not None:
        raise WrongUsage("end_and_minutes")
    visit = visits.find(session.store, key)
    if visit.retracted:
        raise Refused("visit_retracted", id=visit.id[:6])
    case = cases.by_id(session.store, visit.case_id)
    fields = fields_of(session, options, only_given=True)
    start, end = visit.start, visit.end
    if options.start is not None:
        start = int(given.read("--start", options.start, read_moment, session.today()))
        end = start + visit.minutes
    if options.end is not None:
        end = read_end(options.end, start, session)
    if options.minutes is not None:
        end = start + int(given.read("--minutes", options.minutes, read_minutes))
    if (start, end) != (visit.start, visit.end):
        fields.update(start=write_moment(start), end=write_moment(end))
    if not fields:
        raise WrongUsage("nothing_to_correct")
    whole = {"kind": visit.kind, "status": visit.status, **fields}
    check(session, case, whole, start, end, ended="minutes" if options.minutes else "end")
    session.store.append(
        [Entry(case_stream(case.id, "contact"), "visit", visit.id, "amend", fields, given.text(why))]
    )
    _after(session, visit.id, case, "said.visit_corrected")


def run_retract(session: Session, key: str, reason: str | None) -> None:
    """Take a visit back that should not have been logged; it stays in the history."""
    from spaedbarn_cli.errors import Refused
    from spaedbarn_cli.store import cases, visits
    from spaedbarn_cli.store.log import Entry
    from spaedbarn_cli.store.vault import case_stream

    why = given.needed(session, "--reason", reason)
    visit = visits.find(session.store, key)
    if visit.retracted:
        raise Refused("visit_retracted", id=visit.id[:6])
    case = cases.by_id(session.store, visit.case_id)
    session.store.append([Entry(case_stream(case.id, "contact"), "visit", visit.id, "retract", {}, given.text(why))])
    _after(session, visit.id, case, "said.visit_retracted")


def _after(session: Session, key: str, case: Case, said: str) -> None:
    from spaedbarn_cli.cli.week import say_week
    from spaedbarn_cli.store import visits

    visit = visits.find(session.store, key)
    if session.terminal.json:
        _document(session, visit, case.code)
        return
    session.terminal.result(t(said, id=key[:6]))
    say_week(session, case, visit)
