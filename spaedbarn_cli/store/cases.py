"""Families as they stand now: cases, persons, pauses and agreements out of their tables."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

from spaedbarn_cli.domain.case import PERSON_ROLES, Agreement, Case, Pause, Person, sayable
from spaedbarn_cli.domain.dates import zone
from spaedbarn_cli.errors import NotFound, Refused, WrongUsage
from spaedbarn_cli.store.belongs import only_copies

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from spaedbarn_cli.store.vault import Store

MARK = ":"
"""Stands between a code that two families have and the beginning of the record id that tells them apart."""

_Record = TypeVar("_Record", Person, Pause, Agreement)

_CASE = "SELECT id, code, programme, start, due, legal, discharged, closed, close_reason, owner FROM cases"
_PAUSE = "SELECT id, case_id, first_day, last_day, reason FROM pauses WHERE retracted = 0"
_AGREEMENT = "SELECT id, case_id, minutes, first_day, last_day, reason FROM agreements WHERE retracted = 0"
_PERSON = "SELECT id, case_id, label, role, name, born, gestation_days FROM persons WHERE retracted = 0"


def _day(value: Any) -> date | None:
    return None if value is None else date.fromisoformat(value)


def _case(row: Any, twice: Collection[str] = ()) -> Case:
    key, code, programme, start, due, legal, discharged, closed, close_reason, owner = row
    return Case(
        id=key, code=_told_apart(code, key, twice), programme=programme, start=_day(start), due=_day(due), legal=legal,
        discharged=_day(discharged), closed=_day(closed), close_reason=close_reason, owner=owner,
    )  # fmt: skip


def _told_apart(code: str, key: str, twice: Collection[str]) -> str:
    """Return a family's code; where another has the same, which happens when others share theirs, it says which one."""
    return f"{code}{MARK}{key[:4]}" if code.upper() in twice else code


def _twice(store: Store) -> frozenset[str]:
    """Return the codes, in capitals, that more than one family has."""
    rows = store.rows("SELECT upper(code) FROM cases WHERE retracted = 0 GROUP BY upper(code) HAVING count(*) > 1")
    return frozenset(str(row[0]) for row in rows)


def _with_code(store: Store, code: str) -> list[Any]:
    """Return the rows of the families that a code means, upper or lower case, with or without the mark of which one."""
    plain, _, key = code.strip().partition(MARK)
    rows: Any = store.rows(f"{_CASE} WHERE retracted = 0 AND upper(code) = ? ORDER BY id", plain.strip().upper())
    return [row for row in rows if row[0].startswith(key.strip().lower())]


def find(store: Store, code: str) -> Case:
    """Return the family with this code, upper or lower case; raises NotFound, and WrongUsage when two have it."""
    rows = _with_code(store, code)
    if not rows:
        raise NotFound("case_not_found", code=sayable(code))
    twice = _twice(store)
    if len(rows) > 1:
        known = ", ".join(_case(row, twice).code for row in rows)
        raise WrongUsage("case_ambiguous", code=rows[0][1], known=known)
    return _case(rows[0], twice)


def by_id(store: Store, case_id: str) -> Case:
    """Return the family with this record id; raises NotFound."""
    rows = store.rows(f"{_CASE} WHERE id = ?", case_id)
    if not rows:
        raise NotFound("case_not_found", code="?")
    return _case(rows[0], _twice(store))


def exists(store: Store, code: str) -> bool:
    """Say whether a family has this code, open or closed."""
    return bool(_with_code(store, code))


def every(store: Store, *, closed: bool = False) -> list[Case]:
    """Return the open families in order of code; with `closed`, the closed ones too.

    A family whose last day lies ahead is open until then.
    """
    where = "" if closed else " AND (closed IS NULL OR closed > ?)"
    params = () if closed else (store.now().astimezone(zone()).date().isoformat(),)
    twice = _twice(store)
    return [_case(row, twice) for row in store.rows(f"{_CASE} WHERE retracted = 0{where} ORDER BY code, id", *params)]


def written_here(store: Store) -> list[Case]:
    """Return the open families that can be written in: of those known from copies only, others keep the journal."""
    return [case for case in every(store) if not only_copies(store.connection, case.id)]


def must_be_written_here(store: Store, case: Case) -> None:
    """Raise Refused for a family that is known from copies only, before anything is asked about it."""
    if only_copies(store.connection, case.id):
        raise Refused("only_copies", code=case.code)


def codes(store: Store) -> dict[str, str]:
    """Return the code of every family by its record id."""
    twice = _twice(store)
    rows: Any = store.rows("SELECT id, code FROM cases WHERE retracted = 0")
    return {key: _told_apart(code, key, twice) for key, code in rows}


def persons(store: Store, case_id: str) -> tuple[Person, ...]:
    """Return a family's people: adults in order of role, then the children in order of birth."""
    return persons_by_case(store, [case_id]).get(case_id, ())


def persons_by_case(store: Store, only: Sequence[str] | None = None) -> dict[str, tuple[Person, ...]]:
    """Return the people of every family (of those in `only`) by its record id, each family's in order."""
    where, params = among("case_id", only)
    people = _grouped(_person(row) for row in store.rows(f"{_PERSON} AND {where}", *params))
    return {case_id: _in_order(found) for case_id, found in people.items()}


def _in_order(people: Iterable[Person]) -> tuple[Person, ...]:
    order = {role: place for place, role in enumerate((*PERSON_ROLES[:3], "child", *PERSON_ROLES[3:]))}
    return tuple(sorted(people, key=lambda p: (order.get(p.role, 99), p.born or date.max, p.label)))


def _person(row: Any) -> Person:
    key, case_id, label, role, name, born, gestation_days = row
    return Person(key, case_id, label, role, name, _day(born), gestation_days)


def pauses(store: Store, case_id: str) -> tuple[Pause, ...]:
    """Return a family's pauses in order of their first day."""
    return pauses_by_case(store, [case_id]).get(case_id, ())


def pauses_by_case(store: Store, only: Sequence[str] | None = None) -> dict[str, tuple[Pause, ...]]:
    """Return the pauses of every family (of those in `only`) by its record id, in order of their first day."""
    where, params = among("case_id", only)
    rows: list[Any] = store.rows(f"{_PAUSE} AND {where} ORDER BY first_day, id", *params)
    return _grouped(Pause(r[0], r[1], date.fromisoformat(r[2]), date.fromisoformat(r[3]), r[4]) for r in rows)


def agreements(store: Store, case_id: str) -> tuple[Agreement, ...]:
    """Return a family's agreed levels in order of their first day."""
    return agreements_by_case(store, [case_id]).get(case_id, ())


def agreements_by_case(store: Store, only: Sequence[str] | None = None) -> dict[str, tuple[Agreement, ...]]:
    """Return the agreed levels of every family (of those in `only`) by its record id, in order of their first day."""
    where, params = among("case_id", only)
    rows: list[Any] = store.rows(f"{_AGREEMENT} AND {where} ORDER BY first_day, id", *params)
    return _grouped(Agreement(r[0], r[1], r[2], date.fromisoformat(r[3]), _day(r[4]), r[5]) for r in rows)


MOST_NAMED = 200
"""Beyond so many families one pass over all of them is quicker than looking each up."""


def among(column: str, only: Sequence[str] | None) -> tuple[str, tuple[str, ...]]:
    """Return a condition and its parameters that narrow a query to some record ids; many of them are not named."""
    if only is None or len(only) > MOST_NAMED:
        return "1", ()
    return f"{column} IN ({', '.join('?' * len(only))})", tuple(only)


def _grouped(records: Iterable[_Record]) -> dict[str, tuple[_Record, ...]]:
    groups: dict[str, list[_Record]] = {}
    for record in records:
        groups.setdefault(record.case_id, []).append(record)
    return {case_id: tuple(found) for case_id, found in groups.items()}
