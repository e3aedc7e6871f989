"""Answered instruments as they stand now."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from spaedbarn_cli.errors import NotFound, WrongUsage

if TYPE_CHECKING:
    from spaedbarn_cli.store.vault import Store


class Response(NamedTuple):
    """One filled-in instrument: `answers` by item as given, `result` as it was scored then, `actions` on risk answers.

    `definition` is the digest of the definition it was answered on, `date` when it was answered, `entered` when it was
    typed in, `mode` how (`screen`, `paper`, `file`), `inactive` the answers to questions that a later answer hid.
    """

    id: str
    case_id: str
    subject: str
    role: str
    instrument: str
    version: str
    definition: str
    date: date
    entered: str
    mode: str
    by: str
    complete: bool
    answers: dict[str, Any]
    inactive: dict[str, Any]
    result: dict[str, Any]
    actions: list[dict[str, Any]]
    note: str | None
    retracted: bool
    versions: int


_SELECT = (
    'SELECT id, case_id, subject, role, instrument, version, definition, date, entered, mode, "by", complete, answers, '
    "inactive, result, actions, note, retracted, versions FROM responses"
)


def _response(row: Any) -> Response:
    values = dict(zip(Response._fields, row, strict=True))
    for name in ("answers", "inactive", "result"):
        values[name] = json.loads(values[name] or "{}")
    values["actions"] = json.loads(values["actions"] or "[]")
    values["date"] = date.fromisoformat(values["date"])
    for name in ("complete", "retracted"):
        values[name] = bool(values[name])
    return Response(**values)


def find(store: Store, key: str) -> Response:
    """Return an answered instrument by its id or the beginning of one (at least 4 characters)."""
    wanted = key.strip().lower()
    rows = store.rows(f"{_SELECT} WHERE id >= ? AND id < ? LIMIT 2", wanted, wanted + "~") if len(wanted) >= 4 else []
    if not rows:
        raise NotFound("response_not_found", id=wanted)
    if len(rows) > 1:
        raise WrongUsage("response_ambiguous", id=wanted)
    return _response(rows[0])


def listed(
    store: Store, case_id: str, *, instrument: str | None = None, subject: str | None = None
) -> list[Response]:
    """Return a family's answered instruments, the oldest first; retracted ones are left out."""
    where, params = ["case_id = ?", "retracted = 0"], [case_id]
    for clause, value in (("instrument = ?", instrument), ("subject = ?", subject)):
        if value is not None:
            where.append(clause)
            params.append(value)
    rows = store.rows(f"{_SELECT} WHERE {' AND '.join(where)} ORDER BY date, entered, id", *params)
    return [_response(row) for row in rows]


def settings(store: Store) -> dict[str, str]:
    """Return what the municipality has set in place of a definition's own value (key → value as text)."""
    return dict(store.rows("SELECT key, value FROM settings WHERE retracted = 0 ORDER BY id"))  # type: ignore[arg-type]


def text_pack(store: Store, instrument: str, version: str, language: str) -> dict[str, Any] | None:
    """Return the site's wording of an instrument in a language, or None."""
    rows = store.rows(
        "SELECT body FROM text_packs WHERE instrument = ? AND version = ? AND language = ?", instrument, version, language
    )
    found: dict[str, Any] | None = json.loads(str(rows[0][0])) if rows else None
    return found
