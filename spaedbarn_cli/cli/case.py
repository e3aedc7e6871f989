"""`case …`: open, list, show, close and correct a family."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

import typer

from spaedbarn_cli.cli import given
from spaedbarn_cli.cli.app import command, group, session_of
from spaedbarn_cli.cli.family import CASE, amend_case, document, note_access, show
from spaedbarn_cli.cli.reminder import register_remember
from spaedbarn_cli.domain.case import sayable
from spaedbarn_cli.errors import NotFound, Refused, WrongUsage
from spaedbarn_cli.i18n.catalog import listing, t

if TYPE_CHECKING:
    from spaedbarn_cli.domain.case import Agreement, Pause
    from spaedbarn_cli.session import Session

DEFAULT_PROGRAMME = "jammerbugt-spaedbarn"

_TEXT = t("metavar.text")
_DATE = t("metavar.date")


def register(app: typer.Typer) -> None:
    """Declare `case` and what belongs under it."""
    case_app = group("case")
    app.add_typer(case_app)

    @command(case_app, "open", key="case_open", example="spaedbarn case open A17 --due 2026-12-01", codes="2 · 10–14 · 41")
    def open_(
        ctx: typer.Context,
        code: Annotated[str | None, typer.Argument(metavar="CODE", show_default=False)] = None,
        programme: Annotated[str, typer.Option("--programme", metavar="ID", help=t("opt.programme"))] = DEFAULT_PROGRAMME,
        due: Annotated[str | None, typer.Option("--due", metavar=_DATE, help=t("opt.due"))] = None,
        start: Annotated[str | None, typer.Option("--start", metavar=_DATE, help=t("opt.case_start"))] = None,
        legal: Annotated[str | None, typer.Option("--legal", metavar=_TEXT, help=t("opt.legal"))] = None,
    ) -> None:
        run_open(session_of(ctx), OpenOptions(code=code, programme=programme, due=due, start=start, legal=legal))

    @command(case_app, "list", key="case_list", example="spaedbarn case list --json", codes="10–14")
    def list_(
        ctx: typer.Context, closed: Annotated[bool, typer.Option("--closed", help=t("opt.closed"))] = False
    ) -> None:
        run_list(session_of(ctx), closed=closed)

    @command(case_app, "show", key="case_show", example="spaedbarn case show A17", codes="10–14 · 40")
    def show_(ctx: typer.Context, case: CASE = None) -> None:
        run_show(session_of(ctx), case)

    @command(
        case_app, "close", key="case_close", codes="2 · 10–14 · 40 · 41",
        example='spaedbarn case close A17 --date 2027-08-31 --reason "målene er nået"',
    )  # fmt: skip
    def close(
        ctx: typer.Context, case: CASE = None,
        date: Annotated[str | None, typer.Option("--date", metavar=_DATE, help=t("opt.close_date"))] = None,
        reason: Annotated[str | None, typer.Option("--reason", metavar=_TEXT, help=t("opt.reason"))] = None,
    ) -> None:  # fmt: skip
        run_close(session_of(ctx), case, date, reason)

    @command(
        case_app, "correct", key="case_correct", codes="2 · 10–14 · 40 · 41",
        example='spaedbarn case correct A17 --due 2026-12-08 --reason "ny termin efter scanning"',
    )  # fmt: skip
    def correct(
        ctx: typer.Context, case: Annotated[str, typer.Argument(metavar="CASE")],
        due: Annotated[str | None, typer.Option("--due", metavar=_DATE, help=t("opt.due"))] = None,
        start: Annotated[str | None, typer.Option("--start", metavar=_DATE, help=t("opt.case_start"))] = None,
        legal: Annotated[str | None, typer.Option("--legal", metavar=_TEXT, help=t("opt.legal"))] = None,
        programme: Annotated[str | None, typer.Option("--programme", metavar="ID", help=t("opt.programme"))] = None,
        reopen: Annotated[bool, typer.Option("--reopen", help=t("opt.reopen"))] = False,
        reason: Annotated[str | None, typer.Option("--reason", metavar=_TEXT, help=t("opt.reason"))] = None,
    ) -> None:  # fmt: skip
        changes = {"due": due, "start": start, "legal": legal, "programme": programme}
        run_correct(session_of(ctx), case, reason, changes, reopen=reopen)

    @command(
        case_app, "retract", key="case_retract", codes="2 · 10–14 · 40 · 41",
        example='spaedbarn case retract A17 7k3q --reason "tastefejl"',
    )  # fmt: skip
    def retract(
        ctx: typer.Context, case: Annotated[str, typer.Argument(metavar="CASE")],
        record: Annotated[str, typer.Argument(metavar="ID")],
        reason: Annotated[str | None, typer.Option("--reason", metavar=_TEXT, help=t("opt.reason"))] = None,
    ) -> None:  # fmt: skip
        run_retract(session_of(ctx), case, record, reason)

    register_remember(case_app)

    @command(
        case_app, "erase", key="case_erase", codes="2 · 10–14 · 40",
        example='spaedbarn case erase A17 --reason "opbevaringstiden er udløbet"',
    )  # fmt: skip
    def erase(
        ctx: typer.Context, case: CASE = None,
        reason: Annotated[str | None, typer.Option("--reason", metavar=_TEXT, help=t("opt.reason"))] = None,
    ) -> None:  # fmt: skip
        run_erase(session_of(ctx), case, reason)


@dataclass(frozen=True, kw_only=True)
class OpenOptions:
    """`case open`."""

    code: str | None
    programme: str
    due: str | None
    start: str | None
    legal: str | None


def run_open(session: Session, options: OpenOptions) -> None:
    """Open a family."""
    from spaedbarn_cli.store import cases
    from spaedbarn_cli.store.ids import new_record_id
    from spaedbarn_cli.store.log import Entry
    from spaedbarn_cli.store.vault import case_stream

    code = given.code(given.needed(session, "CODE", options.code, "ask.code"))
    due, start = given.day("--due", options.due, session), given.day("--start", options.start, session)
    store = session.store
    programme = session.programme(options.programme)
    if cases.exists(store, code):
        raise Refused("case_exists", code=code)
    case_id = new_record_id()
    fields = {
        "code": code, "programme": programme.id, "start": start.isoformat() if start else None,
        "due": due.isoformat() if due else None, "legal": given.text(options.legal) or programme.legal or None,
        "owner": store.author,
    }  # fmt: skip
    store.append([Entry(case_stream(case_id, "contact"), "case", case_id, "create", fields)])
    show(session, code, "said.case_opened")


def run_list(session: Session, *, closed: bool) -> None:
    """List the families."""
    from spaedbarn_cli.store import cases

    found = cases.every(session.store, closed=closed)
    documents = [document(session, case) for case in found]
    if session.terminal.json:
        session.terminal.document({"cases": documents})
        return
    from spaedbarn_cli.report.terminal import case_list

    session.terminal.rich(case_list(documents))


def run_show(session: Session, code: str | None) -> None:
    """Show one family."""
    from spaedbarn_cli.store import cases

    wanted = given.needed(session, "CASE", code, "ask.code")
    case = cases.find(session.store, wanted)
    note_access(session, case, "case show")
    found = document(session, case)
    if session.terminal.json:
        session.terminal.document(found)
        return
    from spaedbarn_cli.report.terminal import case_card

    session.terminal.rich(case_card(found))


def run_close(session: Session, code: str | None, date: str | None, reason: str | None) -> None:
    """Close a family's programme; nothing of it disappears."""
    from spaedbarn_cli.store import cases

    wanted = given.needed(session, "CASE", code, "ask.code")
    last = given.needed_day(session, "--date", date, "ask.closed")
    why = given.needed(session, "--reason", reason)
    case = cases.find(session.store, wanted)
    if case.start is not None and last < case.start:
        raise WrongUsage("closed_before_start", option="--date")
    amend_case(session, case, {"closed": last.isoformat(), "close_reason": given.text(why)}, why)
    show(session, case.code, "said.case_closed")


def run_correct(session: Session, code: str, reason: str | None, changes: dict[str, str | None], *, reopen: bool) -> None:
    """Correct what was said of a family; the original stays in its history."""
    from spaedbarn_cli.store import cases

    fields: dict[str, Any] = {}
    for name in ("due", "start"):
        found = given.day(f"--{name}", changes[name], session)
        if found is not None:
            fields[name] = found.isoformat()
    if changes["legal"] is not None:
        fields["legal"] = given.text(changes["legal"])
    if reopen:
        fields.update(closed=None, close_reason=None)
    why = given.needed(session, "--reason", reason)
    case = cases.find(session.store, code)
    if changes["programme"] is not None:
        fields["programme"] = session.programme(changes["programme"]).id
    if not fields:
        raise WrongUsage("nothing_to_correct")
    amend_case(session, case, fields, why)
    show(session, case.code, "said.case_corrected")


def run_retract(session: Session, code: str, key: str, reason: str | None) -> None:
    """Take back a record of a family (person, pause, agreed level, meeting, event, goal, missed step), with the reason."""
    from spaedbarn_cli.store import cases, history, plan
    from spaedbarn_cli.store.log import Entry
    from spaedbarn_cli.store.vault import case_stream

    why = given.needed(session, "--reason", reason)
    case = cases.find(session.store, code)
    belongs: list[Pause | Agreement] = [*cases.pauses(session.store, case.id), *cases.agreements(session.store, case.id)]
    known = {record.id for record in belongs} | {p.id for p in cases.persons(session.store, case.id)}
    found = [(kind, record) for kind, record in history.records(session.store, key) if record in known]
    found = found or plan.records(session.store, case.id, key)
    if len(found) != 1:
        raise NotFound("record_not_found", id=sayable(key))
    kind, record = found[0]
    stream = "plan" if kind == "goal" else "contact"
    session.store.append([Entry(case_stream(case.id, stream), kind, record, "retract", {}, given.text(why))])
    show(session, case.code, "said.retracted")


def run_erase(session: Session, code: str | None, reason: str | None) -> None:
    """Erase a family for the law's sake, and say what is out of reach."""
    from spaedbarn_cli.store import cases
    from spaedbarn_cli.store.erasure import erase_case

    case = cases.find(session.store, given.needed(session, "CASE", code, "ask.code"))
    # Asked for where somebody sits; a script that says --yes has decided already.
    why = given.needed(session, "--reason", reason or (t("erase.reason") if session.yes else None))
    if not given.confirmed(session, "ask.erase", code=case.code):
        return
    receipt = erase_case(session.store, case.id, why)
    if session.terminal.json:
        out_of_reach = ["backups", "exports", "recipients"]
        session.terminal.document({"code": case.code, **receipt._asdict(), "out_of_reach": out_of_reach})
        return
    session.terminal.result(t("said.erased", code=case.code, **receipt._asdict()))
    if receipt.copies:
        session.terminal.result(t("said.erased_copies", names=listing(list(receipt.copies))))
