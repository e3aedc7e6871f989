"""What was said of a record or a family, change by change: who, when, what it was, what it became, why."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from spaedbarn_cli.store.tables import KINDS, SECRET_FIELDS

if TYPE_CHECKING:
    from spaedbarn_cli.store.vault import Store


_BOTH = "changes c LEFT JOIN payloads p ON p.change = c.id"


class Step(NamedTuple):
    """One change as a person reads it; `before` and `after` hold the fields it changed (None: not known, erased)."""

    change: str
    at: str
    author: str
    kind: str
    record: str
    op: str
    reason: str | None
    before: dict[str, Any]
    after: dict[str, Any] | None


def of_record(store: Store, record: str) -> list[Step]:
    """Return every change of one record, the oldest first."""
    return _steps(store, "c.record = ?", record)


def of_case(store: Store, case_id: str) -> list[Step]:
    """Return every change of a family and of all that belongs to it, the oldest first."""
    return _steps(store, "(c.stream >= ? AND c.stream < ?)", f"{case_id}/", f"{case_id}0")


def records(store: Store, prefix: str) -> list[tuple[str, str]]:
    """Return kind and id of the records whose id begins so (at least 4 characters)."""
    wanted = prefix.strip().lower()
    if len(wanted) < 4:
        return []
    rows: Any = store.rows(
        "SELECT DISTINCT kind, record FROM changes WHERE record >= ? AND record < ?", wanted, wanted + "~"
    )
    return [(kind, record) for kind, record in rows if kind in KINDS]


def _steps(store: Store, where: str, *params: str) -> list[Step]:
    # `where` is one of the two clauses above.
    selected = f"SELECT c.id, c.hlc, c.kind, c.record, c.op, p.body FROM {_BOTH} WHERE {where}"  # noqa: S608
    rows: list[Any] = store.rows(f"{selected} ORDER BY c.hlc, c.device, c.id", *params)
    now: dict[str, dict[str, Any]] = {}
    steps: list[Step] = []
    for change, at, kind, record, op, body in rows:
        payload = json.loads(body) if body is not None else None
        fields: dict[str, Any] | None = payload["fields"] if payload else None
        if fields:
            fields = {name: value for name, value in fields.items() if name not in SECRET_FIELDS}
        known = now.setdefault(record, {})
        before = {name: known.get(name) for name in fields or {}}
        known.update(fields or {})
        author = payload["author"] if payload else ""
        reason = payload.get("reason") if payload else None
        steps.append(Step(change, at[:24], author, kind, record, op, reason, before, fields))
    return steps
