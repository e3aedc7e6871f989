"""Drafts: every answer is on disk before the next question; finishing one is a single append to the log."""

from __future__ import annotations

import json
from datetime import UTC
from typing import TYPE_CHECKING, Any, NamedTuple

from spaedbarn_cli.errors import NotFound
from spaedbarn_cli.store.ids import new_record_id

if TYPE_CHECKING:
    from spaedbarn_cli.store.vault import Store


class Draft(NamedTuple):
    """Something begun and not finished: `answers` maps a question's key to what was answered, in order of asking."""

    id: str
    kind: str
    case_id: str | None
    definition: str | None
    begun: str
    touched: str
    answers: dict[str, Any]


def begin(store: Store, kind: str, *, case_id: str | None = None, definition: str | None = None) -> str:
    """Begin a draft and return its id."""
    draft = new_record_id()
    moment = _moment(store)
    with store.writing() as connection:
        connection.execute(
            "INSERT INTO drafts VALUES (?, ?, ?, ?, ?, ?)", (draft, kind, case_id, definition, moment, moment)
        )
    return draft


def answer(store: Store, draft: str, key: str, value: Any) -> None:
    """Commit one answer (any JSON value, whether it is a good answer or not); a second one replaces the first."""
    moment = _moment(store)
    with store.writing() as connection:
        connection.execute(
            "INSERT INTO draft_answers VALUES (?, ?, ?, ?) "
            "ON CONFLICT (draft, key) DO UPDATE SET value = excluded.value, at = excluded.at",
            (draft, key, json.dumps(value, ensure_ascii=False), moment),
        )
        connection.execute("UPDATE drafts SET touched = ? WHERE id = ?", (moment, draft))


def name_case(store: Store, draft: str, case_id: str) -> None:
    """Say which family a draft is about, once that is known."""
    with store.writing() as connection:
        connection.execute("UPDATE drafts SET case_id = ? WHERE id = ?", (case_id, draft))


def listed(store: Store) -> list[Draft]:
    """Return every draft with its answers, the one last touched first."""
    rows: list[Any] = store.rows(
        "SELECT id, kind, case_id, definition, begun, touched FROM drafts ORDER BY touched DESC, id"
    )
    return [Draft._make((*row, _answers(store, row[0]))) for row in rows]


def find(store: Store, key: str | None = None) -> Draft:
    """Return the draft whose id begins with `key`, or the one last touched; raises NotFound."""
    for draft in listed(store):
        if key is None or (len(key) >= 4 and draft.id.startswith(key.strip().lower())):
            return draft
    raise NotFound("draft_not_found" if key else "no_drafts")


def drop(store: Store, draft: str) -> None:
    """Throw a draft away, because the user said so."""
    with store.writing() as connection:
        connection.execute("DELETE FROM drafts WHERE id = ?", (draft,))


def _answers(store: Store, draft: str) -> dict[str, Any]:
    rows: list[Any] = store.rows("SELECT key, value FROM draft_answers WHERE draft = ? ORDER BY at, key", draft)
    return {key: json.loads(value) for key, value in rows}


def _moment(store: Store) -> str:
    return store.now().astimezone(UTC).isoformat()
