"""Visits as they stand now: single ones, lists, and the thin rows the norm counts."""

from __future__ import annotations

import itertools
import json
import operator
from typing import TYPE_CHECKING, Any

from spaedbarn_cli.domain.case import sayable
from spaedbarn_cli.domain.visit import Sign, Span, Visit
from spaedbarn_cli.errors import NotFound, WrongUsage
from spaedbarn_cli.store.cases import among

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spaedbarn_cli.store.vault import Store

_VISIT = (
    'SELECT id, case_id, start, "end", kind, status, "by", present, core, signs, note, next, reason, cancelled_by, '
    "excused, retracted, versions FROM visits"
)

_SPAN = 'SELECT case_id, id, start, "end", kind, status, practitioners FROM visits'


def _visit(row: Any) -> Visit:
    (key, case_id, start, end, kind, status, by, present, core, signs, note, following, reason, cancelled_by, excused,
     retracted, versions) = row  # fmt: skip
    return Visit(
        id=key, case_id=case_id, start=start, end=end, kind=kind, status=status, by=tuple(json.loads(by or "[]")),
        present=tuple(json.loads(present or "[]")), core=tuple(json.loads(core or "[]")),
        signs=tuple(Sign(s["who"], s["key"], s["value"]) for s in json.loads(signs or "[]")), note=note, next=following,
        reason=reason, cancelled_by=cancelled_by, excused=None if excused is None else bool(excused),
        retracted=bool(retracted), versions=versions,
    )  # fmt: skip


def find(store: Store, key: str) -> Visit:
    """Return a visit by its id or the beginning of one (at least 4 characters); raises NotFound, WrongUsage."""
    wanted = key.strip().lower()
    if len(wanted) < 4 or not wanted.isalnum():
        raise NotFound("visit_not_found", id=sayable(wanted))
    rows = store.rows(f"{_VISIT} WHERE id >= ? AND id < ? LIMIT 2", wanted, wanted + "~")
    if not rows:
        raise NotFound("visit_not_found", id=sayable(wanted))
    if len(rows) > 1:
        raise WrongUsage("visit_ambiguous", id=wanted)
    return _visit(rows[0])


def listed(
    store: Store, case_id: str | None = None, *, first: int | None = None, last: int | None = None,
    retracted: bool = False,
) -> list[Visit]:  # fmt: skip
    """Return visits in order of start that begin in [first, last) (minutes since the epoch), of one family or all."""
    where, params = ["1"], []
    for clause, value in (("case_id = ?", case_id), ("start >= ?", first), ("start < ?", last)):
        if value is not None:
            where.append(clause)
            params.append(value)
    if not retracted:
        where.append("retracted = 0")
    rows = store.rows(f"{_VISIT} WHERE {' AND '.join(where)} ORDER BY start, id", *params)
    return [_visit(row) for row in rows]


def last_held(store: Store, case_id: str) -> Visit | None:
    """Return the family's latest visit that took place: what the next one is filled in from."""
    rows = store.rows(
        f"{_VISIT} WHERE case_id = ? AND status = 'held' AND retracted = 0 ORDER BY start DESC LIMIT 1", case_id
    )
    return _visit(rows[0]) if rows else None


def spans(store: Store, case_id: str, first: int, last: int) -> list[Span]:
    """Return the thin rows of a family's visits that touch [first, last), answered from the index alone."""
    rows: Any = store.rows(
        'SELECT id, start, "end", kind, status, practitioners FROM visits '
        'WHERE case_id = ? AND start < ? AND "end" >= ? AND retracted = 0', case_id, last, first,
    )  # fmt: skip
    return list(map(Span._make, rows))


def spans_by_case(store: Store, first: int, last: int, only: Sequence[str] | None = None) -> dict[str, list[Span]]:
    """Return the thin rows of every family's visits that touch [first, last), by record id of the family.

    One pass over the index for all families, in order of start; `only` narrows it to these families.
    """
    where, params = among("case_id", only)
    touches = 'start < ? AND "end" >= ? AND retracted = 0'
    rows: Any = store.rows(f"{_SPAN} WHERE {where} AND {touches} ORDER BY case_id, start", *params, last, first)
    return {
        case_id: [Span(*row[1:]) for row in found] for case_id, found in itertools.groupby(rows, operator.itemgetter(0))
    }


def touching(store: Store, case_id: str, first: int, last: int) -> list[Visit]:
    """Return a family's visits that touch [first, last), whole, in order of start."""
    rows = store.rows(
        f'{_VISIT} WHERE case_id = ? AND start < ? AND "end" >= ? AND retracted = 0 ORDER BY start, id',
        case_id, last, first,
    )  # fmt: skip
    return [_visit(row) for row in rows]


def overlapping(store: Store, case_id: str, start: int, end: int) -> list[Visit]:
    """Return the family's visits that took place at the same time: the same visit logged twice looks like this."""
    rows = store.rows(
        f"{_VISIT} WHERE case_id = ? AND start < ? AND \"end\" > ? AND status = 'held' AND retracted = 0",
        case_id, end, start,
    )  # fmt: skip
    return [_visit(row) for row in rows]
