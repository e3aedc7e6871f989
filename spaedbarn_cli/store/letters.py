"""Letters: each act of sharing as it was written, given by us or to us."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from spaedbarn_cli.store.vault import Store


class Letter(NamedTuple):
    """One journal of an act of sharing. `at` is an aware ISO moment, `told` an ISO day, `sender` a signing key.

    `place` is where its change stands (device, number): the copies it came with follow it.
    """

    id: str
    stream: str
    case_id: str
    act: str
    at: str
    sender: str
    role: str
    recipient: str
    source: str
    ground: str | None
    law: str | None
    purpose: str | None
    told: str | None
    code: str | None
    consents: tuple[str, ...]
    left_out: tuple[str, ...]
    records: int
    place: tuple[str, int]


_SELECT = (
    "SELECT l.id, l.stream, l.case_id, l.act, l.at, l.sender, l.role, l.recipient, l.source, l.ground, l.law, l.purpose, "
    "l.told, l.code, l.consents, l.left_out, l.records, c.device, c.seq FROM letters l "
    "JOIN changes c ON c.record = l.id AND c.op = 'create' WHERE l.retracted = 0"
)


def listed(store: Store, case_id: str | None = None) -> list[Letter]:
    """Return the letters about a family, or all, the oldest first."""
    where, params = (" AND l.case_id = ?", (case_id,)) if case_id is not None else ("", ())
    return [_letter(row) for row in store.rows(f"{_SELECT}{where} ORDER BY l.at, l.id", *params)]


def _letter(row: Any) -> Letter:
    *said, consents, left_out, records, device, seq = row
    lists = (tuple(json.loads(text or "[]")) for text in (consents, left_out))
    return Letter._make((*said, *lists, records or 0, (device, seq)))
