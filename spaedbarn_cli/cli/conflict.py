"""`conflict list|settle`: fields that two people have changed at once: both are kept, and somebody must choose."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from spaedbarn_cli.cli import given
from spaedbarn_cli.cli.app import command, group, session_of
from spaedbarn_cli.errors import NotFound, WrongUsage
from spaedbarn_cli.i18n.catalog import t

if TYPE_CHECKING:
    from spaedbarn_cli.session import Session


class Side(NamedTuple):
    """What one of them wrote; `at` is an ISO moment, `stands` says that it is what the record shows now."""

    author: str
    at: str
    value: Any
    stands: bool


class Conflict(NamedTuple):
    """A field of a record that two or more have changed from the same version."""

    record: str
    kind: str
    stream: str
    case: str | None
    field: str
    sides: tuple[Side, ...]


def register(app: typer.Typer) -> None:
    """Declare `conflict` and what belongs under it."""
    conflict = group("conflict")
    app.add_typer(conflict)

    @command(conflict, "list", key="conflict_list", codes="10–14", example="spaedbarn conflict list")
    def list_(ctx: typer.Context) -> None:
        run_list(session_of(ctx))

    @command(
        conflict, "settle", key="conflict_settle", codes="2 · 10–14 · 40",
        example='spaedbarn conflict settle 7k3q note --choose 2 --reason "talt sammen"',
    )  # fmt: skip
    def settle(
        ctx: typer.Context, record: Annotated[str, typer.Argument(metavar="ID")],
        field: Annotated[str, typer.Argument(metavar=t("metavar.field"))],
        choose: Annotated[str | None, typer.Option("--choose", metavar="N", help=t("opt.conflict_choose"))] = None,
        reason: Annotated[str | None, typer.Option("--reason", metavar=t("metavar.text"), help=t("opt.reason"))] = None,
    ) -> None:  # fmt: skip
        run_settle(session_of(ctx), record, field, choose, reason)


def conflicts(session: Session) -> list[Conflict]:
    """Return every field that waits for somebody to choose."""
    from spaedbarn_cli.store import cases

    store = session.store
    codes = cases.codes(store)
    found = []
    for record, field, changes in store.rows("SELECT record, field, changes FROM conflicts ORDER BY record, field"):
        kind, stream = store.rows("SELECT kind, stream FROM changes WHERE record = ? LIMIT 1", record)[0]
        heads = set(json.loads(str(changes)))
        sides = _sides(session, str(record), str(field), heads)
        owner = str(stream).partition("/")[0]
        found.append(Conflict(str(record), str(kind), str(stream), codes.get(owner), str(field), sides))
    return found


def _sides(session: Session, record: str, field: str, heads: set[str]) -> tuple[Side, ...]:
    """Return what each branch says of a field, the oldest first; the newest stands."""
    rows = session.store.rows(
        "SELECT c.id, c.hlc, c.device, p.body FROM changes c JOIN payloads p ON p.change = c.id WHERE c.record = ?", record
    )
    payloads = {str(row[0]): (str(row[1]), str(row[2]), json.loads(str(row[3]))) for row in rows}
    said: list[tuple[tuple[str, str], str, Any]] = []
    for head in heads:
        at, waiting = head, [head]
        while waiting:  # the newest change on this branch that says something of the field
            at = waiting.pop(0)
            if at in payloads and field in payloads[at][2]["fields"]:
                break
            waiting += payloads[at][2]["base"] if at in payloads else []
        if at in payloads:
            hlc, device, payload = payloads[at]
            said.append(((hlc, device), payload["author"], payload["fields"].get(field)))
    said.sort(key=lambda one: one[0])
    return tuple(Side(author, key[0][:24], value, n == len(said) - 1) for n, (key, author, value) in enumerate(said))


def document(one: Conflict) -> dict[str, Any]:
    """Return a conflict as JSON."""
    return {
        "record": one.record, "kind": one.kind, "case": one.case, "field": one.field,
        "sides": [side._asdict() for side in one.sides],
    }  # fmt: skip


def run_list(session: Session) -> None:
    """List what waits for a choice."""
    from spaedbarn_cli.cli.ledger import moment

    found = conflicts(session)
    if session.terminal.json:
        session.terminal.document({"conflicts": [document(one) for one in found]})
        return
    if not found:
        session.terminal.result(t("conflict.none"))
    for one in found:
        kind = t(f"history.kind.{one.kind}")
        session.terminal.result(t("conflict.head", code=one.case or "?", kind=kind, id=one.record[:6], field=one.field))
        for number, side in enumerate(one.sides, 1):
            value = side.value if isinstance(side.value, str) else json.dumps(side.value, ensure_ascii=False)
            said = t("conflict.side", n=number, author=side.author, at=moment(side.at), value=value)
            session.terminal.result(said + (t("conflict.stands") if side.stands else ""))


def run_settle(session: Session, record: str, field: str, choose: str | None, reason: str | None) -> None:
    """Write what shall stand, as a change that builds on all of them."""
    from spaedbarn_cli.domain.case import sayable
    from spaedbarn_cli.store.log import Entry

    wanted = record.strip().lower()
    mine = [one for one in conflicts(session) if one.record.startswith(wanted) and one.field == field.strip()]
    if len(wanted) < 4 or len(mine) != 1:
        raise NotFound("conflict_not_found", id=sayable(wanted))
    one = mine[0]
    number = given.needed(session, "--choose", choose, "opt.conflict_choose")
    if not number.isdecimal() or not 1 <= int(number) <= len(one.sides):
        raise WrongUsage("bad_choice", option="--choose")
    why = given.text(given.needed(session, "--reason", reason))
    fields = {one.field: one.sides[int(number) - 1].value}
    session.store.append([Entry(one.stream, one.kind, one.record, "amend", fields, why)])
    if session.terminal.json:
        session.terminal.document(document(one) | {"chosen": int(number)})
    else:
        session.terminal.result(t("conflict.said", field=one.field))
