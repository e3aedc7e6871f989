"""Whether changes from outside can stand where they say, next to what is here; looked at before anything is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from spaedbarn_cli.domain.sharing import RECEIVED
from spaedbarn_cli.errors import BundleRejected
from spaedbarn_cli.store.tables import COPIES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spaedbarn_cli.store.driver import Connection
    from spaedbarn_cli.store.intake import Foreign

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
