"""Whether changes from outside can stand where they say, next to what is here; looked at before anything is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from spaedbarn_cli.domain.sharing import RECEIVED
from spaedbarn_cli.errors import BundleRejected, Refused
from spaedbarn_cli.store.tables import COPIES, JOURNAL

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spaedbarn_cli.store.driver import Connection
    from spaedbarn_cli.store.intake import Foreign
    from spaedbarn_cli.store.log import Entry

_LOT = 500


def follow(connection: Connection, changes: Sequence[Foreign]) -> None:
    """Raise BundleRejected for a change that says it was made before the one it follows."""
    clocks = {change.id: change.head["hlc"] for change in changes}
    before = sorted({change.head["prev"] for change in changes} - clocks.keys() - {None})
    for start in range(0, len(before), _LOT):
        lot = before[start : start + _LOT]
        rows = connection.execute(f"SELECT id, hlc FROM changes WHERE id IN ({', '.join('?' * len(lot))})", lot)  # noqa: S608
        clocks.update(rows)
    if any(change.head["hlc"] <= clocks.get(change.head["prev"], "") for change in changes):
        raise BundleRejected("bundle_record")


def are_erased(connection: Connection, changes: Sequence[Foreign]) -> None:
    """Raise BundleRejected for a change without content of a record of which no erasure is known, or waits."""
    erased = {change.head["record"] for change in changes if change.head["op"] == "erase"}
    for record in {change.head["record"] for change in changes if change.body is None} - erased:
        known = connection.execute(
            "SELECT 1 FROM changes WHERE record = ? AND op = 'erase' "
            "UNION ALL SELECT 1 FROM early WHERE record = ? AND op = 'erase'", (record, record),
        ).fetchone()  # fmt: skip
        if known is None:
            raise BundleRejected("bundle_record")


class Copied:
    """Of which family the records are that copies tell of: every one of a single family, here and in what comes."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._owners: dict[str, str] = {}

    def look(self, change: Foreign, payload: Any) -> None:
        """Raise BundleRejected for a copy of a record that is known from copies of another family."""
        original = payload["fields"].get("record") if payload is not None else None
        if original is None:
            return
        owner = str(change.head["stream"]).partition("/")[0]
        other = "SELECT 1 FROM shared WHERE record = ? AND case_id != ?"
        if self._owners.setdefault(original, owner) != owner or self._connection.execute(other, (original, owner)).fetchone():
            raise BundleRejected("bundle_record")


def only_copies(connection: Connection, case_id: str) -> bool:
    """Say whether a family is known from copies only: its journals are somebody else's, and ours would answer to nobody."""
    copied = connection.execute("SELECT 1 FROM shared WHERE case_id = ? LIMIT 1", (case_id,)).fetchone()
    return copied is not None and not has_journal(connection, case_id)


def has_journal(connection: Connection, case_id: str) -> bool:
    """Say whether a journal of a family stands here: any stream of it before its streams of copies, or after them."""
    ranges = ((f"{case_id}/", f"{case_id}/share:"), (f"{case_id}/share;", f"{case_id}0"))
    query = "SELECT 1 FROM changes WHERE stream >= ? AND stream < ? LIMIT 1"
    return any(connection.execute(query, each).fetchone() for each in ranges)


def are_written_here(connection: Connection, entries: Sequence[Entry]) -> None:
    """Raise Refused for something of ours in the journal of a family that is known from copies only."""
    for stream in {entry.stream for entry in entries if entry.kind in JOURNAL and entry.op != "erase"}:
        case_id = stream.partition("/")[0]
        if only_copies(connection, case_id):
            code = connection.execute("SELECT code FROM cases WHERE id = ?", (case_id,)).fetchone()
            raise Refused("only_copies", code=code[0] if code else "?")


def hearsay(connection: Connection, changes: Sequence[Foreign]) -> list[str]:
    """Return the changes that would count for more had we written them: erasures, and copies as if given by us."""
    copies = {str(change.head["stream"]) for change in changes if change.head["kind"] in COPIES}
    ours = {
        stream
        for stream in copies
        if not connection.execute(
            "SELECT 1 FROM sharings WHERE target = ? AND profile = ?", (stream, RECEIVED)
        ).fetchone()
    }
    return [change.id for change in changes if change.head["op"] == "erase" or change.head["stream"] in ours]
