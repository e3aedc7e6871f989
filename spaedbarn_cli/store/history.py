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


_FAMILY = "(c.stream >= ? AND c.stream < ?)"


def of_record(store: Store, record: str) -> list[Step]:
    """Return every change of one record, the oldest first; of one that is known from copies, every version of these."""
    return _steps(store, "c.record = ?", record) or _steps(
        store, "c.kind = 'shared' AND c.record IN (SELECT id FROM shared WHERE record = ?)", record
    )


def of_case(store: Store, case_id: str) -> list[Step]:
    """Return every change of a family and of all that belongs to it, the oldest first.

    Of what was shared it tells that and with whom; the copies themselves only where there is no journal beside them.
    """
    inside = (f"{case_id}/", f"{case_id}0")
    return _steps(store, f"{_FAMILY} AND c.kind != 'shared'", *inside) if _has_journal(store, case_id) else (
        _steps(store, _FAMILY, *inside)
    )


def _has_journal(store: Store, case_id: str) -> bool:
    return bool(store.rows("SELECT 1 FROM changes WHERE record = ? LIMIT 1", case_id))


def records(store: Store, prefix: str) -> list[tuple[str, str]]:
    """Return kind and id of the records whose id begins so (at least 4 characters)."""
    wanted = prefix.strip().lower()
    if len(wanted) < 4:
        return []
    rows: Any = store.rows(
        "SELECT DISTINCT kind, record FROM changes WHERE record >= ? AND record < ?", wanted, wanted + "~"
    )
    copied: Any = store.rows("SELECT DISTINCT kind, record FROM shared WHERE record >= ? AND record < ?", wanted, wanted + "~")
    found = {record: kind for kind, record in (*copied, *rows) if kind in KINDS}
    return [(kind, record) for record, kind in sorted(found.items())]


def _steps(store: Store, where: str, *params: str) -> list[Step]:
    # `where` is one of the clauses above.
    selected = f"SELECT c.id, c.hlc, c.kind, c.record, c.op, p.body FROM {_BOTH} WHERE {where}"  # noqa: S608
    rows: list[Any] = store.rows(f"{selected} ORDER BY c.hlc, c.device, c.id", *params)
    now: dict[str, dict[str, Any]] = {}
    originals: dict[str, tuple[str, str]] = {}
    steps: list[Step] = []
    for change, at, kind, record, op, body in rows:
        payload = json.loads(body) if body is not None else None
        fields: dict[str, Any] | None = payload["fields"] if payload else None
        if kind == "shared" and fields is not None:  # a copy is read as what it is a copy of
            of = originals.setdefault(record, (fields.get("record", record), fields.get("kind", kind)))
            (record, kind), fields = of, fields.get("fields", {})
        if fields:
            fields = {name: value for name, value in fields.items() if name not in SECRET_FIELDS}
        known = now.setdefault(record, {})
        before = {name: known.get(name) for name in fields or {}}
        known.update(fields or {})
        author = payload["author"] if payload else ""
        reason = payload.get("reason") if payload else None
        steps.append(Step(change, at[:24], author, kind, record, op, reason, before, fields))
    return steps
