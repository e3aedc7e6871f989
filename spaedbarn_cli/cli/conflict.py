"""`conflict list|settle`: fields that two people have changed at once: both are kept, and somebody must choose."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from spaedbarn_cli.cli import given
from spaedbarn_cli.cli.app import command, group, session_of
from spaedbarn_cli.errors import NotFound, SpaedbarnError, WrongUsage
from spaedbarn_cli.i18n.catalog import has, language, listing, t

if TYPE_CHECKING:
    from spaedbarn_cli.session import Session

_ROW = 100
"""So many characters of a version stand in its row; the whole of it stands above the rows."""


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
        conflict, "settle", key="conflict_settle", codes="2 · 10–14 · 40 · 41",
        example='spaedbarn conflict settle 7k3q note --choose 2 --reason "talt sammen"',
    )  # fmt: skip
    def settle(
        ctx: typer.Context,
        record: Annotated[str | None, typer.Argument(metavar="ID", show_default=False)] = None,
        field: Annotated[str | None, typer.Argument(metavar=t("metavar.field"), show_default=False)] = None,
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


def label(field: str) -> str:
    """Return what a field is called on the screen."""
    return t(f"history.field.{field}") if has(f"history.field.{field}") else field


def head(session: Session, *same: Conflict) -> str:
    """Return the conflicts of a record on a line: the family, the record as it is known, its id, the fields."""
    from spaedbarn_cli.report.history_terminal import named
    from spaedbarn_cli.store import history

    one, now = same[0], dict[str, Any]()
    for step in history.of_record(session.store, one.record):
        now |= step.after or {}
    kind = " ".join((t(f"history.kind.{one.kind}"), *named(one.kind, now)))
    fields = listing([label(each.field) for each in same])
    return t("conflict.head", code=one.case or "?", kind=kind, id=one.record[:6], field=fields)


def values(session: Session, one: Conflict) -> list[str]:
    """Return what each side wrote, as it is read in a history."""
    from spaedbarn_cli.report.history_terminal import value

    terms = _terms(session, one)
    return [value(one.field, side.value, terms) for side in one.sides]


def _terms(session: Session, one: Conflict) -> dict[str, str]:
    """Return the words of the family's programme for its own keys; none when the programme is another municipality's."""
    from spaedbarn_cli.store import cases

    if one.case is None:
        return {}
    try:
        programme = session.programme(cases.find(session.store, one.case).programme)
    except SpaedbarnError:
        return {}
    return {term.key: term.text[language()] for term in (*programme.core, *programme.signs)}


def lines(session: Session, one: Conflict) -> list[str]:
    """Return a conflict in words: what it is about, and a line for what each side wrote."""
    from spaedbarn_cli.cli.ledger import moment

    found = [head(session, one)]
    for number, (side, said) in enumerate(zip(one.sides, values(session, one), strict=True), 1):
        told = t("conflict.side", n=number, author=side.author, at=moment(side.at), value=said)
        found.append(told + (t("conflict.stands") if side.stands else ""))
    return found


def say_open(session: Session, record: str) -> None:
    """Say which fields of a record wait for somebody to choose."""
    fields = [label(one.field) for one in conflicts(session) if one.record == record]
    if fields:
        session.terminal.warn("warn.conflict_open", fields=listing(fields), id=record[:6])


def document(one: Conflict) -> dict[str, Any]:
    """Return a conflict as JSON."""
    return {
        "record": one.record, "kind": one.kind, "case": one.case, "field": one.field,
        "sides": [side._asdict() for side in one.sides],
    }  # fmt: skip


def run_list(session: Session) -> None:
    """List what waits for a choice."""
    found = conflicts(session)
    if session.terminal.json:
        session.terminal.document({"conflicts": [document(one) for one in found]})
        return
    if not found:
        session.terminal.result(t("conflict.none"))
    for one in found:
        for line in lines(session, one):
            session.terminal.result(line)
    if found:
        session.terminal.say(t("conflict.how", id=found[0].record[:6], field=label(found[0].field)))


def run_settle(
    session: Session, record: str | None, field: str | None, choose: str | None, reason: str | None
) -> None:
    """Write what shall stand, as a change that builds on all of them; asks for what was not given.

    Such a change settles every field of the record: a person is asked of each, a script is told which were not chosen.
    """
    from spaedbarn_cli.store.log import Entry

    one = _wanted(session, record, field)
    if one is None:
        session.terminal.result(t("conflict.none"))
        return
    others = [other for other in conflicts(session) if other.record == one.record and other.field != one.field]
    if choose is None and session.terminal.interactive:
        chosen = [(each, _ask_side(session, each)) for each in (one, *others)]
    else:
        typed = given.needed(session, "--choose", choose)
        if not typed.isdecimal() or not 1 <= int(typed) <= len(one.sides):
            raise WrongUsage("bad_choice", option="--choose")
        chosen = [(one, int(typed))]
    why = given.text(given.needed(session, "--reason", reason))
    fields = {each.field: each.sides[number - 1].value for each, number in chosen}
    session.store.append([Entry(one.stream, one.kind, one.record, "amend", fields, why)])
    if session.terminal.json:
        session.terminal.document(document(one) | {"chosen": chosen[0][1]})
    else:
        for each, number in chosen:
            said = values(session, each)[number - 1]
            session.terminal.result(t("conflict.said", field=label(each.field), value=said))
    if rest := [label(other.field) for other in others if other.field not in fields]:
        session.terminal.warn("warn.conflict_rest", fields=listing(rest), id=one.record[:6])


def _wanted(session: Session, record: str | None, field: str | None) -> Conflict | None:
    """Return the conflict that is meant, chosen from those there are; None when there are none to choose from."""
    from spaedbarn_cli.domain.case import sayable

    asks = session.terminal.interactive
    prefix = (record if asks and record is None else given.needed(session, "ID", record)) or ""
    prefix = prefix.strip().lower()
    name = (field if asks and field is None else given.needed(session, t("metavar.field"), field)) or ""
    name = name.strip().casefold()
    found = [one for one in conflicts(session) if one.record.startswith(prefix)]
    mine = [one for one in found if not name or name in (one.field, label(one.field).casefold())]
    if record is None and not mine:
        return None
    if not mine or (record is not None and len(prefix) < 4) or (not asks and len(mine) > 1):
        raise NotFound("conflict_not_found", id=sayable(prefix))
    records = {each.record: tuple(other for other in mine if other.record == each.record) for each in mine}
    if len(records) == 1:
        return mine[0]
    from spaedbarn_cli.ui.prompts import ask_choice

    rows = [(record, head(session, *same)) for record, same in records.items()]
    return records[str(ask_choice(t("ask.conflict_which"), rows, skippable=False, first=True))][0]


def _ask_side(session: Session, one: Conflict) -> int:
    """Show what each side wrote, whole, and return the number of the one that is to stand."""
    from textwrap import shorten

    from spaedbarn_cli.ui.prompts import ask_choice

    for line in lines(session, one):
        session.terminal.say(line)
    rows = [
        (number, f"{side.author}: {shorten(said, _ROW, placeholder=' …')}")
        for number, (side, said) in enumerate(zip(one.sides, values(session, one), strict=True), 1)
    ]
    stands = next((number for number, side in enumerate(one.sides, 1) if side.stands), None)
    chosen: int = ask_choice(t("ask.conflict_side"), rows, stands, skippable=False, first=True)
    return chosen
