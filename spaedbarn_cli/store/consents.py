"""Consents as they stand now."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

from spaedbarn_cli.domain.case import sayable
from spaedbarn_cli.domain.consent import Consent
from spaedbarn_cli.errors import NotFound, WrongUsage

if TYPE_CHECKING:
    from spaedbarn_cli.store.vault import Store

_SELECT = 'SELECT id, case_id, "by", recipient, streams, given, until, withdrawn FROM consents WHERE retracted = 0'


def _day(value: Any) -> date | None:
    return date.fromisoformat(value) if value else None


def _consent(row: Any) -> Consent:
    key, case_id, by, to, streams, given, until, withdrawn = row
    return Consent(key, case_id, by, to, tuple(json.loads(streams)), date.fromisoformat(given), _day(until), _day(withdrawn))


def listed(store: Store, case_id: str) -> list[Consent]:
    """Return a family's consents in the order they were given, withdrawn and ended ones too."""
    return [_consent(row) for row in store.rows(f"{_SELECT} AND case_id = ? ORDER BY given, id", case_id)]


def find(store: Store, key: str) -> Consent:
    """Return a consent by its id or the beginning of one (4 characters); raises NotFound, WrongUsage."""
    wanted = key.strip().lower()
    rows = store.rows(f"{_SELECT} AND substr(id, 1, ?) = ?", len(wanted), wanted) if len(wanted) >= 4 else []
    if not rows:
        raise NotFound("consent_not_found", id=sayable(wanted))
    if len(rows) > 1:
        raise WrongUsage("consent_ambiguous", id=sayable(wanted))
    return _consent(rows[0])
