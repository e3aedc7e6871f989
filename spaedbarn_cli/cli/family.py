"""What the commands on a family share: finding it, writing about it, and its document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from spaedbarn_cli.cli import given
from spaedbarn_cli.i18n.catalog import t

if TYPE_CHECKING:
    from spaedbarn_cli.domain.case import Case
    from spaedbarn_cli.session import Session

CASE = Annotated[str | None, typer.Argument(metavar="CASE", show_default=False)]


def document(session: Session, case: Case) -> dict[str, Any]:
    """Return what `case show --json` promises of a family."""
    from spaedbarn_cli.report.documents import case_document
    from spaedbarn_cli.store import cases

    store = session.store
    return case_document(
        case, cases.persons(store, case.id), cases.pauses(store, case.id), cases.agreements(store, case.id),
        session.pregnancy(), session.today(),
    )  # fmt: skip


def show(session: Session, code: str, said: str, **params: Any) -> None:
    """End a command on a family: its JSON, or one line of what was done."""
    from spaedbarn_cli.store import cases

    if session.terminal.json:
        session.terminal.document(document(session, cases.find(session.store, code)))
    else:
        session.terminal.result(t(said, code=code, **params))


def note_access(session: Session, case: Case, command: str) -> None:
    """Log that a family that is not one's own was read."""
    from datetime import UTC

    from spaedbarn_cli.store.ids import new_record_id
    from spaedbarn_cli.store.log import Entry

    store = session.store
    if case.owner == store.author:
        return
    fields = {"case_id": case.id, "command": command, "at": session.now().astimezone(UTC).isoformat(timespec="seconds")}
    store.append([Entry(store.own_stream, "access", new_record_id(), "create", fields)])


def known_programmes(session: Session, found: list[Case]) -> list[Case]:
    """Return the families whose programme is here, and say which are left out: one must not keep the rest from being counted.

    A family that somebody else shares may be in a programme that this program does not have.
    """
    from spaedbarn_cli.catalog.files import list_definitions

    known = set(list_definitions("programmes"))
    for case in found:
        if case.programme not in known:
            session.terminal.warn("warn.programme_unknown", code=case.code)
    return [case for case in found if case.programme in known]


def amend_case(session: Session, case: Case, fields: dict[str, Any], reason: str | None) -> None:
    """Write a change of a family's own record."""
    from spaedbarn_cli.store.log import Entry
    from spaedbarn_cli.store.vault import case_stream

    entry = Entry(case_stream(case.id, "contact"), "case", case.id, "amend", fields, given.text(reason))
    session.store.append([entry])


def create(session: Session, case: Case, kind: str, fields: dict[str, Any]) -> None:
    """Write a new record that belongs to a family."""
    from spaedbarn_cli.store.ids import new_record_id
    from spaedbarn_cli.store.log import Entry
    from spaedbarn_cli.store.vault import case_stream

    entry = Entry(case_stream(case.id, "contact"), kind, new_record_id(), "create", {"case_id": case.id, **fields})
    session.store.append([entry])
