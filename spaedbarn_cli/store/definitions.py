"""Definitions as they were parsed, the site's own wording, and what a municipality has set in place of a cut-off."""

from __future__ import annotations

import json
from datetime import UTC
from typing import TYPE_CHECKING, Any, NamedTuple

from spaedbarn_cli.errors import NotFound
from spaedbarn_cli.store.ids import new_record_id
from spaedbarn_cli.store.log import Entry

if TYPE_CHECKING:
    from spaedbarn_cli.store.vault import Store


class TextPack(NamedTuple):
    """The site's wording of one version of an instrument in one language; `added` is when, as an ISO moment in UTC."""

    instrument: str
    version: str
    language: str
    body: dict[str, Any]
    added: str


def keep(store: Store, digest: str, data: dict[str, Any]) -> None:
    """Keep a definition as parsed under its digest, so that what was begun on it can be finished on it."""
    with store.writing() as connection:
        connection.execute(
            "INSERT OR IGNORE INTO definitions VALUES (?, ?)", (digest, json.dumps(data, ensure_ascii=False))
        )


def kept(store: Store, digest: str) -> dict[str, Any] | None:
    """Return the definition that was parsed under this digest, or None."""
    rows = store.rows("SELECT body FROM definitions WHERE digest = ?", digest)
    found: dict[str, Any] | None = json.loads(str(rows[0][0])) if rows else None
    return found


def add_text_pack(store: Store, instrument: str, version: str, language: str, body: dict[str, Any]) -> None:
    """Keep the site's wording; one that is there for this version and language is replaced. It never enters the log."""
    added = store.now().astimezone(UTC).isoformat(timespec="seconds")
    with store.writing() as connection:
        connection.execute(
            "INSERT OR REPLACE INTO text_packs VALUES (?, ?, ?, ?, ?)",
            (instrument, version, language, json.dumps(body, ensure_ascii=False), added),
        )


def text_packs(store: Store) -> list[TextPack]:
    """Return every text pack of the site, in order of instrument."""
    rows: list[Any] = store.rows(
        "SELECT instrument, version, language, body, added FROM text_packs ORDER BY instrument, version, language"
    )
    return [TextPack(row[0], row[1], row[2], json.loads(row[3]), row[4]) for row in rows]


def remove_text_packs(store: Store, instrument: str) -> int:
    """Throw the site's wording of an instrument away and return how many packs that were; raises NotFound."""
    with store.writing() as connection:
        gone = connection.execute("DELETE FROM text_packs WHERE instrument = ?", (instrument,)).rowcount
    if not gone:
        raise NotFound("text_pack_not_found", instrument=instrument)
    return int(gone)


def set_setting(store: Store, key: str, value: str | None, reason: str | None = None) -> None:
    """Put a value of the municipality's in place of the definition's own; None goes back to the definition's.

    Raises NotFound when there is nothing to go back from.
    """
    rows = store.rows("SELECT id FROM settings WHERE key = ? AND retracted = 0 ORDER BY id", key)
    stream = store.own_stream
    if value is None:
        if not rows:
            raise NotFound("setting_not_found", name=key)
        store.append([Entry(stream, "setting", str(row[0]), "retract", {}, reason) for row in rows])
    elif rows:
        store.append([Entry(stream, "setting", str(row[0]), "amend", {"value": value}, reason) for row in rows])
    else:
        store.append([Entry(stream, "setting", new_record_id(), "create", {"key": key, "value": value}, reason)])
