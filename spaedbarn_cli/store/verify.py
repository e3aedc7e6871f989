"""Proof that an open store is whole: every chain recomputed, every table compared with a replay of the log.

A check is a value: what was looked at, whether it holds, and a code with counts and record ids for the words. Nothing
here writes, and nothing a family has said comes out.
"""

from __future__ import annotations

import hashlib
import json
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from spaedbarn_cli.errors import StoreDamaged
from spaedbarn_cli.store import driver, hlc, memory, migrate
from spaedbarn_cli.store.canonical import canonical, digest
from spaedbarn_cli.store.log import HEAD, OPS
from spaedbarn_cli.store.projection import OP, STANDS, Version, fold, write, write_copies
from spaedbarn_cli.store.tables import KINDS, TABLES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from spaedbarn_cli.store.driver import Connection
    from spaedbarn_cli.store.vault import Store

OLD_DRAFT = timedelta(days=14)
"""A draft untouched for longer is something that was meant to be written and is not."""
TOLD_FOR = timedelta(days=30)
"""A roll-back is a finding for so long; after that it is mentioned, since nothing more can be done about it."""
MOST_NAMED = 5
"""Findings that are named one by one; the rest is counted."""


class Check(NamedTuple):
    """One thing that was looked at; `code` finds the words (`doctor.<id>.<code>`), `params` hold counts and ids.

    `note` marks what is no fault of the store but something its owner should know; it is `ok`.
    """

    id: str
    ok: bool
    code: str
    params: Mapping[str, Any] = MappingProxyType({})
    note: bool = False


def store_checks(store: Store) -> Iterator[Check]:
    """Yield every check of an open store, the cheap ones that others rest on first; raises what the driver maps."""
    yield pages(store)
    yield integrity(store)
    yield migrations(store)
    yield chains(store)
    yield forks(store)
    yield early(store)
    yield replay(store)
    yield remembered(store)
    yield clock(store)
    yield recovery(store)
    yield drafts(store)


def pages(store: Store) -> Check:
    """Verify the authentication code of every page of the file."""
    bad = len(store.rows("PRAGMA cipher_integrity_check"))
    size = int(str(store.rows("PRAGMA page_count")[0][0]))
    return Check("pages", not bad, "bad" if bad else "ok", {"bad": bad, "pages": size})


def integrity(store: Store) -> Check:
    """Ask the database itself whether its trees, indexes and references hold."""
    found = [row for row in store.rows("PRAGMA integrity_check") if row[0] != "ok"]
    loose = store.rows("PRAGMA foreign_key_check")
    count = len(found) + len(loose)
    return Check("integrity", not count, "bad" if count else "ok", {"count": count})


def migrations(store: Store) -> Check:
    """Compare the migrations the store has had with those of this program."""
    lacking = migrate.pending(store.connection, store.places.migrations)
    count = len(migrate.applied(store.connection))
    return Check("migrations", not lacking, "bad" if lacking else "ok", {"count": count, "lacking": len(lacking)})


def chains(store: Store) -> Check:
    """Recompute the id of every change, the digest of every payload, and the order of every chain."""
    rows: Any = store.rows(
        f"SELECT c.id, {', '.join(f'c.{name}' for name in HEAD)}, p.body, "  # noqa: S608 - our own column names
        "EXISTS (SELECT 1 FROM changes e WHERE e.record = c.record AND e.op = 'erase') "
        "OR EXISTS (SELECT 1 FROM early e WHERE e.record = c.record AND e.op = 'erase') "
        "FROM changes c LEFT JOIN payloads p ON p.change = c.id ORDER BY c.stream, c.device, c.seq"
    )
    problems: list[str] = []
    placed: dict[str | None, tuple[str, str, int, str]] = {}
    count = 0
    for change, *values, body, erased in rows:
        head = dict(zip(HEAD, values, strict=True))
        chain = (head["stream"], head["device"])
        stream, device, seq, at = placed.get(head["prev"], (*chain, 0, ""))
        count += head["seq"] == 1
        first = head["seq"] == 1 and head["prev"] is None
        follows = (stream, device, seq + 1) == (*chain, head["seq"]) and head["prev"] in placed
        whole = (first or follows) and head["hlc"] > at and head["op"] in OPS
        if not (whole and digest(head) == change and _payload_fits(head["digest"], body, bool(erased))):
            problems.append(head["record"])
        placed[change] = (*chain, head["seq"], head["hlc"])
    found = list(dict.fromkeys(problems))
    params = {"changes": len(rows), "chains": count, "count": len(problems), "records": found[:MOST_NAMED]}
    return Check("chains", not problems, "bad" if problems else "ok", params)


def forks(store: Store) -> Check:
    """Look for places in which two different changes stand: a store was copied or put back behind the program's back."""
    places = store.rows("SELECT 1 FROM changes GROUP BY stream, device, seq HAVING count(*) > 1")
    return Check("forks", True, "bad" if places else "ok", {"count": len(places)}, note=bool(places))


def early(store: Store) -> Check:
    """Count the changes that wait for what they follow."""
    count = int(str(store.rows("SELECT count(*) FROM early")[0][0]))
    return Check("early", True, "bad" if count else "ok", {"count": count}, note=bool(count))


def _payload_fits(expected: str, body: str | None, erased: bool) -> bool:
    """Say whether a payload is the one its head names, in its one canonical form; a missing one must be erased."""
    if body is None:
        return erased
    try:
        form = canonical(json.loads(body))
    except (ValueError, RecursionError):
        return False
    return form == body.encode() and hashlib.sha256(form).hexdigest() == expected


def replay(store: Store) -> Check:
    """Build every table anew from the log, in memory, and compare them row by row with those of the store."""
    beside = driver.in_memory()
    try:
        with driver.mapped_errors():
            for path in migrate.shipped(store.places.migrations):
                beside.executescript(path.read_text(encoding="utf-8"))
            records = _replay_into(beside, store)
            tables = (*TABLES, "conflicts")
            differing = [name for table in tables for name in _differing(beside, store.connection, table)]
    except (ValueError, TypeError, KeyError, AttributeError, StoreDamaged):
        # What no program of ours wrote cannot be played back; which change it is, `chains` says.
        return Check("replay", False, "unreadable")
    finally:
        beside.close()
    params = {"records": records, "count": len(differing), "named": differing[:MOST_NAMED]}
    return Check("replay", not differing, "bad" if differing else "ok", params)


def _replay_into(beside: Connection, store: Store) -> int:
    """Fold every record of the log and write it; returns how many there were."""
    kinds: dict[str, str] = {}
    versions: dict[str, list[Version]] = {}
    journals: set[str] = set()
    rows: Any = store.rows(
        f"SELECT c.id, c.hlc, c.device, c.stream, {OP}, c.kind, c.record, p.body "  # noqa: S608 - our own expression
        f"FROM changes c LEFT JOIN payloads p ON p.change = c.id WHERE {STANDS} ORDER BY c.n"
    )
    for change, at, device, stream, op, kind, record, body in rows:
        payload = json.loads(body) if body is not None else {}
        version = Version(change, at, device, stream, op, payload.get("fields"), tuple(payload.get("base", ())))
        versions.setdefault(record, []).append(version)
        kinds[record] = kind
        if "/share:" not in stream:
            journals.add(stream.partition("/")[0])
    beside.execute("BEGIN")
    for record, said in versions.items():
        if kinds[record] in KINDS:
            write(beside, KINDS[kinds[record]], record, fold(said))
    for original, owner in beside.execute("SELECT DISTINCT record, case_id FROM shared").fetchall():
        if kinds.get(original) not in KINDS and owner not in journals:
            write_copies(beside, original)
    beside.execute("COMMIT")
    return len(versions)


def _differing(beside: Connection, here: Connection, table: str) -> list[str]:
    """Return the records whose rows are not the same in both databases."""
    both = []
    for connection in (beside, here):
        both.append(set(connection.execute(f"SELECT * FROM {table}")))  # noqa: S608 - our own table names
    return sorted({str(row[0]) for row in both[0] ^ both[1]})


def remembered(store: Store) -> Check:
    """Look whether the last change this machine remembers is in the store, and whether it ever was not."""
    known = memory.read(store.places.state, store.vault)
    device: dict[str, str] = dict(store.rows("SELECT key, value FROM device"))  # type: ignore[arg-type]
    missed = json.loads(device["missed"]) if "missed" in device else None
    if missed is not None and not _has(store, missed["id"]):
        at = datetime.fromisoformat(missed["at"])
        recent = abs(store.now() - at) <= TOLD_FOR
        return Check("memory", not recent, "rolled_back", {"at": at})
    if known is None:
        return Check("memory", True, "unknown", note=True)
    return Check("memory", True, "ok") if _has(store, known.id) else Check("memory", False, "missing")


def _has(store: Store, change: str) -> bool:
    return bool(store.rows("SELECT 1 FROM changes WHERE id = ?", change))


def clock(store: Store) -> Check:
    """Compare the laptop's clock with the newest change."""
    newest = str(store.rows("SELECT max(hlc) FROM changes")[0][0])
    if hlc.is_ahead(newest, store.now()):
        return Check("clock", False, "ahead", {"at": hlc.moment_of(newest)})
    behind = hlc.is_behind(store.now(), newest)
    return Check("clock", not behind, "behind" if behind else "ok", {"at": hlc.moment_of(newest)})


def recovery(store: Store) -> Check:
    """Look whether the recovery code was ever typed back."""
    rows = store.rows("SELECT recovery_confirmed FROM profiles WHERE stream = ?", store.own_stream)
    ok = bool(rows and rows[0][0])
    return Check("recovery", True, "ok" if ok else "bad", note=not ok)


def drafts(store: Store) -> Check:
    """Count the drafts, and those that nobody has touched for long."""
    touched = [datetime.fromisoformat(str(row[0])) for row in store.rows("SELECT touched FROM drafts")]
    old = sum(store.now() - moment > OLD_DRAFT for moment in touched)
    params = {"count": len(touched), "old": old, "days": OLD_DRAFT.days}
    return Check("drafts", True, "bad" if old else "ok" if touched else "none", params, note=bool(old))
