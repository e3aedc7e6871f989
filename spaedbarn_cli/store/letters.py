"""Letters: each act of sharing as it was written, given by us or to us."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from spaedbarn_cli.domain.sharing import CORRECTION, RECEIVED

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
    profile: str | None
    code: str | None
    consents: tuple[str, ...]
    left_out: tuple[str, ...]
    records: int
    place: tuple[str, int]


_SELECT = (
    "SELECT l.id, l.stream, l.case_id, l.act, l.at, l.sender, l.role, l.recipient, l.source, l.ground, l.law, l.purpose, "
    "l.told, l.profile, l.code, l.consents, l.left_out, l.records, c.device, c.seq FROM letters l "
    "JOIN changes c ON c.record = l.id AND c.op = 'create' WHERE l.retracted = 0"
)


def listed(store: Store, case_id: str | None = None) -> list[Letter]:
    """Return the letters about a family, or all, the oldest first."""
    where, params = (" AND l.case_id = ?", (case_id,)) if case_id is not None else ("", ())
    return [_letter(row) for row in store.rows(f"{_SELECT}{where} ORDER BY l.at, l.id", *params)]


def current_to(store: Store) -> dict[str, dict[str, str]]:
    """Return up to when copies tell of the visits of each family: by its record and the contact who gave them, a moment.

    That is when the contact last chose what goes; a correction that followed by itself brings nothing new. Of a contact
    who gives no visits, it is the newest of all.
    """
    rows = store.rows(
        "SELECT s.case_id, s.contact, max(l.at), max(CASE l.source WHEN 'contact' THEN l.at END) FROM sharings s "
        "JOIN letters l ON l.stream = s.target WHERE s.stream = ? AND s.retracted = 0 AND s.profile = ? "
        "AND l.retracted = 0 AND l.profile IS NOT ? GROUP BY s.case_id, s.contact", store.own_stream, RECEIVED, CORRECTION,
    )  # fmt: skip
    found: dict[str, dict[str, str]] = {}
    for case_id, contact, newest, visits in rows:
        found.setdefault(str(case_id), {})[str(contact)] = str(visits or newest)
    return found


def _letter(row: Any) -> Letter:
    *said, consents, left_out, records, device, seq = row
    lists = (tuple(json.loads(text or "[]")) for text in (consents, left_out))
    return Letter._make((*said, *lists, records or 0, (device, seq)))
