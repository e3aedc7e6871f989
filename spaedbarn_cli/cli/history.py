"""`history`: every change of a family or a record, as it was said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from spaedbarn_cli.cli import given
from spaedbarn_cli.cli.app import command, session_of
from spaedbarn_cli.cli.family import note_access
from spaedbarn_cli.domain.case import sayable
from spaedbarn_cli.errors import NotFound, WrongUsage

if TYPE_CHECKING:
    from spaedbarn_cli.session import Session
    from spaedbarn_cli.store.history import Step


def register(app: typer.Typer) -> None:
    """Declare the command."""

    @command(app, "history", key="history", example="spaedbarn history A17", codes="2 · 10–14 · 40")
    def history(
        ctx: typer.Context, about: Annotated[str | None, typer.Argument(metavar="CASE|ID", show_default=False)] = None
    ) -> None:
        run_history(session_of(ctx), about)


def run_history(session: Session, about: str | None) -> None:
    """Show what was said of a family (by its code) or of one record (by the beginning of its id)."""
    from spaedbarn_cli.store import cases

    wanted = given.needed(session, "CASE|ID", about, "ask.code")
    steps, case_id = find_steps(session, wanted)
    case = cases.by_id(session.store, case_id) if case_id in cases.codes(session.store) else None
    if case is not None:
        note_access(session, case, "history")
    documents = [_document(step) for step in steps]
    if session.terminal.json:
        session.terminal.document({"changes": documents})
        return
    from spaedbarn_cli.report.history_terminal import history_lines

    session.terminal.rich(history_lines(documents, session.programme(case.programme) if case else None))


def find_steps(session: Session, wanted: str) -> tuple[list[Step], str | None]:
    """Return the changes and the family they are about; raises NotFound, WrongUsage when several records begin so."""
    from spaedbarn_cli.store import cases, history

    store = session.store
    if cases.exists(store, wanted):
        case = cases.find(store, wanted)
        return history.of_case(store, case.id), case.id
    found = history.records(store, wanted)
    if not found:
        raise NotFound("history_not_found", id=sayable(wanted))
    if len(found) > 1:
        raise WrongUsage("history_ambiguous", id=wanted)
    kind, record = found[0]
    steps = history.of_record(store, record)
    named = [step.after["case_id"] for step in steps if step.after and "case_id" in step.after]
    return steps, record if kind == "case" else next(iter(named), None)


def _document(step: Step) -> dict[str, Any]:
    """Return a change as `--json` promises it; of one whose payload was erased, only that it happened is known."""
    return {**step._asdict(), "after": step.after or {}, "erased": step.after is None}
