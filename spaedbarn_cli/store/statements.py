"""Status statements and reminders as they stand now."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from spaedbarn_cli.domain.case import sayable
from spaedbarn_cli.errors import NotFound, WrongUsage

if TYPE_CHECKING:
    from spaedbarn_cli.store.vault import Store


class Statement(NamedTuple):
    """One status statement in its newest version.

    `day` is the day it was written, `first_day` and `last_day` (both included) the period it tells of, `by` its
    writer, `language` the one it was drafted in. `sections` maps a section's key to its text; `facts` are the figures
    as they were then, so that the page looks the same however the records are corrected later.
    """

    id: str
    case_id: str
    day: date
    first_day: date
    last_day: date
    by: str
    language: str
    sections: dict[str, str]
    facts: dict[str, Any]
    retracted: bool
    versions: int


class Reminder(NamedTuple):
    """What is to be remembered of a family before the doorbell, and since when."""

    id: str
    text: str
    date: date


_SELECT = (
    'SELECT id, case_id, date, first_day, last_day, "by", language, sections, facts, retracted, versions '
    "FROM statements"
)


def _statement(row: Any) -> Statement:
    values = dict(zip(Statement._fields, row, strict=True))
    for name in ("day", "first_day", "last_day"):
        values[name] = date.fromisoformat(values[name])
    for name in ("sections", "facts"):
        values[name] = json.loads(values[name] or "{}")
    values["retracted"] = bool(values["retracted"])
    return Statement(**values)


def listed(store: Store, case_id: str) -> list[Statement]:
    """Return a family's statements in order of period; retracted ones are left out."""
    rows = store.rows(f"{_SELECT} WHERE case_id = ? AND retracted = 0 ORDER BY last_day, first_day, id", case_id)
    return [_statement(row) for row in rows]


def find(store: Store, case_id: str, key: str) -> Statement:
    """Return a family's statement by its id or the beginning of one (4 characters); raises NotFound, WrongUsage."""
    wanted = key.strip().lower()
    found = [one for one in listed(store, case_id) if len(wanted) >= 4 and one.id.startswith(wanted)]
    if not found:
        raise NotFound("statement_not_found", id=sayable(wanted))
    if len(found) > 1:
        raise WrongUsage("statement_ambiguous", id=sayable(wanted))
    return found[0]


def reminder(store: Store, case_id: str) -> Reminder | None:
    """Return what is to be remembered of a family, or None."""
    rows: Any = store.rows(
        "SELECT id, text, date FROM reminders WHERE case_id = ? AND retracted = 0 ORDER BY id LIMIT 1", case_id
    )
    return Reminder(rows[0][0], rows[0][1], date.fromisoformat(rows[0][2])) if rows else None
