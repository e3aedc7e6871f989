"""Changes from outside into the log, in the transaction that is open: placed, kept when they come early, shown at once.

Where a change belongs follows from its place alone, so that any order of arrival ends in the same tables. Not for
deciding who may write what (`sync.incoming`), and not for anything of our own (`store.log`).
"""

from __future__ import annotations

from collections import Counter
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from spaedbarn_cli.errors import BundleRejected
from spaedbarn_cli.store import belongs
from spaedbarn_cli.store.canonical import parsed
from spaedbarn_cli.store.forms import fits
from spaedbarn_cli.store.log import HEAD
from spaedbarn_cli.store.projection import (
    TOLD,
    NewRows,
    Version,
    fold,
    forget_copies,
    hide_copies,
    original_of,
    project,
    project_copies,
)
from spaedbarn_cli.store.tables import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence, Set

    from spaedbarn_cli.store.driver import Connection


_CHANGE = f"INSERT INTO changes (id, {', '.join(HEAD)}) VALUES ({', '.join('?' * (len(HEAD) + 1))})"  # noqa: S608
_members = itemgetter(*HEAD)
_LOT = 500


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
    """Keep what came before what it follows; nothing of it is shown. Raises BundleRejected for what could never stand."""
    for change in changes:
        _checked(change)
        connection.execute(
            "INSERT INTO early VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
            "ON CONFLICT (id) DO UPDATE SET body = coalesce(body, excluded.body)",
            (change.id, *(change.head[name] for name in HEAD), change.body, sign, came),
        )


def forget_early(connection: Connection, ids: Iterable[str]) -> None:
    """Let go of what waited and turned out not to be able to stand; whoever has it will send it again."""
    connection.executemany("DELETE FROM early WHERE id = ?", ((change,) for change in ids))


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

    An erasure among them is kept and takes nothing away. Raises BundleRejected for what cannot stand where it says: a
    record that is somebody else's, of another kind or in another stream, fields no table can hold, a clock that runs
    backwards, content that is missing though nobody has erased it.
    """
    count = Counter(str(change.head["record"]) for change in changes)
    known = _known(connection, count)
    journals = {str(change.head["stream"]).partition("/")[0] for change in changes if "/share:" not in change.head["stream"]}
    copied = [owner for owner in journals if belongs.only_copies(connection, owner)]
    gone = {record for record, said in known.items() if said.erased}
    belongs.follow(connection, changes)
    belongs.are_erased(connection, changes)
    rows, payloads, kinds = NewRows(connection), list[tuple[str, str]](), dict[str, str]()
    later, families = dict[str, list[Version]](), belongs.Copied(connection)
    for change in changes:
        head = change.head
        record, stream, kind = head["record"], head["stream"], head["kind"]
        if record in known and known[record].place != (stream, kind):
            raise BundleRejected("bundle_record")
        alone = count[record] == 1 and record not in known
        if not alone:
            known.setdefault(record, _Known((stream, kind), False, True))
        kinds[record] = kind
        payload = _checked(change)
        if kind == "shared":
            families.look(change, payload)
        # What was erased here does not come back with a bundle.
        if record in gone and head["op"] != "erase":
            payload = None
        elif change.body is not None:
            payloads.append((change.id, change.body))
        if kind not in KINDS:
            continue
        if alone:  # nearly every record: its row is all that must be kept of it
            rows.add(KINDS[kind], record, fold([_version(change, payload)]))
        else:
            later.setdefault(record, []).append(_version(change, payload))
    connection.executemany(_CHANGE, ((change.id, *_members(change.head)) for change in changes))
    # In order of their key: the table grows at its end instead of everywhere at once.
    connection.executemany("INSERT INTO payloads VALUES (?, ?)", sorted(payloads))
    told = [(key,) for key in belongs.hearsay(connection, changes)]
    connection.executemany("INSERT OR IGNORE INTO hearsay VALUES (?)", told)
    for record, versions in later.items():
        if known[record].new:
            rows.add(KINDS[kinds[record]], record, fold(versions))
    rows.write()
    _show(connection, kinds, {record for record in later if not known[record].new})
    for owner in copied:
        hide_copies(connection, owner)
    return [(kind, record) for record, kind in kinds.items()]


def _show(connection: Connection, kinds: Mapping[str, str], known: Set[str]) -> None:
    """Bring the rows up to date of what was here already, and of what is known from new copies."""
    for record in known:
        project(connection, kinds[record], record)
    for record in _copied(connection, kinds):
        forget_copies(connection, record, kinds[record])
    copies = [record for record, kind in kinds.items() if kind == "shared" and record not in known]
    for record in copies:  # after all copies of a record stand
        project_copies(connection, original_of(connection, record))


def _copied(connection: Connection, records: Iterable[str]) -> set[str]:
    """Return of some records those of which there are copies."""
    found: set[str] = set()
    wanted = sorted(records)
    for start in range(0, len(wanted), _LOT):
        lot = wanted[start : start + _LOT]
        marks = ", ".join("?" * len(lot))
        found |= {str(row[0]) for row in connection.execute(f"SELECT record FROM shared WHERE record IN ({marks})", lot)}  # noqa: S608
    return found


def _version(change: Foreign, payload: Any) -> Version:
    head = change.head
    fields, base = (payload.get("fields"), tuple(payload.get("base", ()))) if payload is not None else (None, ())
    op = TOLD if head["op"] == "erase" else head["op"]
    return Version(change.id, head["hlc"], head["device"], head["stream"], op, fields, base)


def fill_in(connection: Connection, changes: Iterable[Foreign]) -> None:
    """Add the payload of changes that stand here without one and were never erased here."""
    lacking = {str(row[0]) for row in connection.execute(
        "SELECT c.id FROM changes c WHERE NOT EXISTS (SELECT 1 FROM payloads WHERE change = c.id)"
    )}  # fmt: skip
    for change in changes:
        if change.body is None or change.id not in lacking:
            continue
        lacks = connection.execute(
            "SELECT 1 FROM changes c WHERE c.id = ? AND NOT EXISTS (SELECT 1 FROM payloads WHERE change = c.id) "
            "AND NOT EXISTS (SELECT 1 FROM changes e WHERE e.record = c.record AND e.op = 'erase' "
            "AND NOT EXISTS (SELECT 1 FROM hearsay WHERE change = e.id))", (change.id,),
        ).fetchone()  # fmt: skip
        if lacks:
            _checked(change)
            connection.execute("INSERT INTO payloads VALUES (?, ?)", (change.id, change.body))
            project(connection, change.head["kind"], change.head["record"])


class _Known(NamedTuple):
    place: tuple[str, str]
    erased: bool
    new: bool


def _known(connection: Connection, records: Iterable[str]) -> dict[str, _Known]:
    """Return of the records those that are here; asked in lots, since one by one is most of the work."""
    found: dict[str, _Known] = {}
    wanted = sorted(records)
    for start in range(0, len(wanted), _LOT):
        lot = wanted[start : start + _LOT]
        marks = ", ".join("?" * len(lot))
        rows = connection.execute(
            "SELECT record, stream, kind, max(op = 'erase' AND NOT EXISTS (SELECT 1 FROM hearsay WHERE change = c.id)) "  # noqa: S608
            f"FROM changes c WHERE record IN ({marks}) GROUP BY record", lot,
        )
        for record, stream, kind, erased in rows:
            found[record] = _Known((stream, kind), bool(erased), False)
    return found


def _checked(change: Foreign) -> Any:
    """Return the payload of a change, None when it is erased; raises BundleRejected for what cannot stand where it does."""
    if change.body is None:
        return None
    payload = parsed(change.body)
    head, fields = change.head, payload["fields"]
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
    return payload
