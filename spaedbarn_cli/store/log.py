"""The change log: the only way anything is written.

A change is a head (who wrote where, in which order) and a payload (what was said). The head's id is the SHA-256 of its
canonical form; it holds the payload's digest, so a payload can be erased without breaking the chain.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from spaedbarn_cli.store import hlc
from spaedbarn_cli.store.canonical import canonical, digest, digest_of
from spaedbarn_cli.store.ids import new_salt
from spaedbarn_cli.store.projection import project, project_first, version

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from spaedbarn_cli.store.driver import Connection

OPS = ("create", "amend", "retract", "erase")


class Entry(NamedTuple):
    """What a command asks to have written: one change of one record.

    `base` are the versions the writer had before her; when it is None, those that stand at the moment of writing.
    """

    stream: str
    kind: str
    record: str
    op: str
    fields: dict[str, Any]
    reason: str | None = None
    base: tuple[str, ...] | None = None


class Written(NamedTuple):
    """Where a change came to stand."""

    stream: str
    seq: int
    id: str


def append(
    connection: Connection, entries: Iterable[Entry], *, device: str, author: str, now: datetime
) -> list[Written]:
    """Append changes and bring the tables up to date, inside the write transaction that is open.

    Raises ValueError for an operation that is not one of `OPS`, for creating a record that is there, and for changing
    one that is not.
    """
    newest = connection.execute("SELECT max(hlc) FROM changes").fetchone()[0]
    ends: dict[str, tuple[int, str | None]] = {}
    written: list[Written] = []
    for entry in entries:
        if entry.op not in OPS:
            raise ValueError("unknown operation")
        newest = hlc.stamp(now, newest)
        seq, prev = ends.get(entry.stream) or _end_of(connection, entry.stream, device)
        known = _heads(connection, entry.record)
        if (entry.op == "create") == bool(known):
            raise ValueError("a record is created once, and first")
        base = entry.base if entry.base is not None else known
        payload = {"author": author, "fields": entry.fields, "base": sorted(base), "salt": new_salt()}
        if entry.reason is not None:
            payload["reason"] = entry.reason
        body = canonical(payload)
        head = {
            "stream": entry.stream,
            "device": device,
            "seq": seq + 1,
            "prev": prev,
            "hlc": newest,
            "kind": entry.kind,
            "record": entry.record,
            "op": entry.op,
            "digest": digest_of(body),
        }
        change = digest(head)
        insert(connection, change, head, body.decode())
        if known:
            project(connection, entry.kind, entry.record)
        else:
            first = version(change, newest, device, entry.stream, entry.op, body.decode())
            project_first(connection, entry.kind, entry.record, first)
        ends[entry.stream] = (seq + 1, change)
        written.append(Written(entry.stream, seq + 1, change))
    return written


def insert(connection: Connection, change: str, head: dict[str, Any], body: str | None) -> None:
    """Put one change with its payload into the log, as it is."""
    connection.execute(
        "INSERT INTO changes (id, stream, device, seq, prev, hlc, kind, record, op, digest) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (change, *(head[name] for name in HEAD)),
    )
    if body is not None:
        connection.execute("INSERT INTO payloads VALUES (?, ?)", (change, body))


HEAD = ("stream", "device", "seq", "prev", "hlc", "kind", "record", "op", "digest")
"""The members of a head."""


def _end_of(connection: Connection, stream: str, device: str) -> tuple[int, str | None]:
    row = connection.execute(
        "SELECT seq, id FROM changes WHERE stream = ? AND device = ? ORDER BY seq DESC LIMIT 1", (stream, device)
    ).fetchone()
    return (row[0], row[1]) if row else (0, None)


def _heads(connection: Connection, record: str) -> tuple[str, ...]:
    """Return the newest versions of a record: those no other version is based on."""
    rows = connection.execute(
        "SELECT c.id, p.body FROM changes c LEFT JOIN payloads p ON p.change = c.id WHERE c.record = ?", (record,)
    ).fetchall()
    based_on = {base for _, body in rows if body for base in json.loads(body).get("base", ())}
    return tuple(change for change, _ in rows if change not in based_on)
