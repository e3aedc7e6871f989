"""Changes from outside into the log, in the transaction that is open: placed, kept when they come early, shown at once.

Where a change belongs follows from its place alone, so that any order of arrival ends in the same tables. Not for
deciding who may write what (`sync.acceptance`), and not for anything of our own (`store.log`).
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from spaedbarn_cli.errors import BundleRejected
from spaedbarn_cli.store.forms import fits
from spaedbarn_cli.store.log import HEAD, insert
from spaedbarn_cli.store.projection import fold, project, project_first, version, write
from spaedbarn_cli.store.tables import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from spaedbarn_cli.store.driver import Connection


class Foreign(NamedTuple):
    """A change of somebody else's, verified: its id, head, and payload as canonical text (None: erased)."""

    id: str
    head: Mapping[str, Any]
    body: str | None


class Row(NamedTuple):
    """A change that is here: where it stands and what it follows."""

    stream: str
    device: str
    seq: int
    prev: str | None
    id: str


def standing(connection: Connection, chains: Mapping[tuple[str, str], int]) -> list[Row]:
    """Return what stands in some chains from one number before the given one on, and the newest of each."""
    found: list[Row] = []
    for (stream, device), lowest in chains.items():
        rows = connection.execute(
            "SELECT stream, device, seq, prev, id FROM changes WHERE stream = ? AND device = ? AND seq >= "
            "min(?, (SELECT max(seq) FROM changes WHERE stream = ? AND device = ?))",
            (stream, device, lowest - 1, stream, device),
        )
        found += map(Row._make, rows)
    return found


def waiting(connection: Connection, chains: Iterable[tuple[str, str]] | None = None) -> list[Row]:
    """Return what waits in some chains, or in all."""
    every = "SELECT stream, device, seq, prev, id FROM early"
    if chains is None:
        return list(map(Row._make, connection.execute(f"{every} ORDER BY stream, device, seq, id")))
    found: list[Row] = []
    for chain in chains:
        found += map(Row._make, connection.execute(f"{every} WHERE stream = ? AND device = ?", chain))
    return found


def keep_early(connection: Connection, changes: Iterable[Foreign], *, sign: str, came: str) -> None:
    """Keep what came before what it follows; nothing of it is shown."""
    for change in changes:
        connection.execute(
            "INSERT OR IGNORE INTO early VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (change.id, *(change.head[name] for name in HEAD), change.body, sign, came),
        )


def take_early(connection: Connection, ids: Iterable[str]) -> list[Foreign]:
    """Return and remove what has waited long enough."""
    found: list[Foreign] = []
    names = ", ".join(HEAD)
    for change in ids:
        row = connection.execute(f"SELECT {names}, body FROM early WHERE id = ?", (change,)).fetchone()  # noqa: S608
        if row is not None:
            found.append(Foreign(change, dict(zip(HEAD, row[:-1], strict=True)), row[-1]))
            connection.execute("DELETE FROM early WHERE id = ?", (change,))
    return found


def take_in(connection: Connection, changes: Sequence[Foreign]) -> list[tuple[str, str]]:
    """Put changes that stand now into log and tables; returns the records (kind, id) they are of.

    Raises BundleRejected for what cannot stand where it says: a record that is somebody else's, of another kind or in
    another stream, fields no table can hold.
    """
    known = _known(connection, {str(change.head["record"]) for change in changes})
    gone = {record for record, said in known.items() if said.erased}
    gone |= {str(change.head["record"]) for change in changes if change.head["op"] == "erase"}
    touched: dict[str, list[Foreign]] = {}
    for change in changes:
        head = change.head
        record, place = str(head["record"]), (str(head["stream"]), str(head["kind"]))
        if record in known and known[record].place != place:
            raise BundleRejected("bundle_record")
        known.setdefault(record, _Known(place, False, True))
        _check(change)
        # What the law has had erased here does not come back with a bundle.
        body = change.body if record not in gone or head["op"] == "erase" else None
        insert(connection, change.id, dict(head), body)
        touched.setdefault(record, []).append(change)
    for record in gone & touched.keys():
        connection.execute(
            "DELETE FROM payloads WHERE change IN (SELECT id FROM changes WHERE record = ? AND op != 'erase' AND n < "
            "(SELECT max(n) FROM changes WHERE record = ? AND op = 'erase'))", (record, record),
        )  # fmt: skip
    copies_last = sorted(touched.items(), key=lambda item: item[1][0].head["kind"] == "shared")
    for record, found in copies_last:
        _show(connection, record, found, first=known[record].new and record not in gone)
    return [(found[0].head["kind"], record) for record, found in touched.items()]


def fill_in(connection: Connection, changes: Iterable[Foreign]) -> None:
    """Add the payload of changes that stand here without one and were never erased."""
    for change in changes:
        if change.body is None:
            continue
        lacks = connection.execute(
            "SELECT 1 FROM changes c WHERE c.id = ? AND NOT EXISTS (SELECT 1 FROM payloads WHERE change = c.id) "
            "AND NOT EXISTS (SELECT 1 FROM changes e WHERE e.record = c.record AND e.op = 'erase')", (change.id,),
        ).fetchone()  # fmt: skip
        if lacks:
            _check(change)
            connection.execute("INSERT INTO payloads VALUES (?, ?)", (change.id, change.body))
            project(connection, change.head["kind"], change.head["record"])


class _Known(NamedTuple):
    place: tuple[str, str]
    erased: bool
    new: bool


def _known(connection: Connection, records: set[str]) -> dict[str, _Known]:
    found: dict[str, _Known] = {}
    for record in records:
        row = connection.execute(
            "SELECT stream, kind, EXISTS (SELECT 1 FROM changes WHERE record = ? AND op = 'erase') FROM changes "
            "WHERE record = ? LIMIT 1", (record, record),
        ).fetchone()  # fmt: skip
        if row is not None:
            found[record] = _Known((row[0], row[1]), bool(row[2]), False)
    return found


def _check(change: Foreign) -> None:
    """Raise BundleRejected unless what a change says can stand in the family's stream it stands in."""
    if change.body is None:
        return
    head, fields = change.head, json.loads(change.body)["fields"]
    kind = head["kind"]
    if not fits(kind, head["op"], fields):
        raise BundleRejected("bundle_record")
    owner = head["stream"].partition("/")[0]
    column = "case_id" if kind in KINDS and "case_id" in KINDS[kind].columns else None
    if column and (head["op"] == "create" or column in fields) and fields.get(column) != owner:
        raise BundleRejected("bundle_record")
    if kind == "case" and head["record"] != owner:
        raise BundleRejected("bundle_record")
    if kind == "shared" and fields.get("kind") == "case" and fields.get("record", owner) != owner:
        raise BundleRejected("bundle_record")


def _show(connection: Connection, record: str, found: list[Foreign], *, first: bool) -> None:
    """Bring the row of a record up to date; one that is new here need not be read back from the log."""
    kind = found[0].head["kind"]
    if kind not in KINDS:
        return
    if not first or kind == "shared":
        project(connection, kind, record)
        return
    versions = [
        version(one.id, one.head["hlc"], one.head["device"], one.head["stream"], one.head["op"], one.body) for one in found
    ]
    if len(versions) == 1:
        project_first(connection, kind, record, versions[0])
    else:
        write(connection, KINDS[kind], record, fold(versions))


