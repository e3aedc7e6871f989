"""A plan as plain data."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spaedbarn_cli.domain.plan_facts import Item


def item_json(item: Item) -> dict[str, Any]:
    """Return an item as `plan --json` and `due --json` promise it; days are ISO dates or null."""
    return {
        "case": item.case,
        "obligation": item.obligation,
        "number": item.number,
        "phase": item.phase,
        "earliest": _plain(item.earliest),
        "due": _plain(item.due),
        "latest": _plain(item.latest),
        "state": item.state,
        "responsible": item.responsible,
        "done_on": _plain(item.done_on),
        "by": item.by or None,
        "why": [
            {"reason": reason.code, **{name: _plain(value) for name, value in reason.params}} for reason in item.why
        ],
    }


def _plain(value: object) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value
