"""Erasure, for the law's sake: the content of a family goes, that it was there and who took it away stays.

Every record gets an `erase` change, its payloads are deleted, and the file is rewritten so that no freed page keeps a
word. The chain still verifies: a head holds only the digest of what it said.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from spaedbarn_cli.store import driver
from spaedbarn_cli.store.log import Entry

if TYPE_CHECKING:
    from spaedbarn_cli.store.driver import Connection
    from spaedbarn_cli.store.vault import Store


class Receipt(NamedTuple):
    """What an erasure took away."""

    records: int
    changes: int
    drafts: int


def erase_case(store: Store, case_id: str, reason: str) -> Receipt:
    """Erase every record of a family, in one transaction, and rewrite the file; raises what writing raises."""
    inside = (f"{case_id}/", f"{case_id}0")
    records = store.rows("SELECT DISTINCT stream, kind, record FROM changes WHERE stream >= ? AND stream < ?", *inside)
    entries = [Entry(str(stream), str(kind), str(record), "erase", {}, reason) for stream, kind, record in records]
    counts = {}

    def take_away(connection: Connection) -> None:
        counts["changes"] = connection.execute(
            "DELETE FROM payloads WHERE change IN "
            "(SELECT id FROM changes WHERE stream >= ? AND stream < ? AND op != 'erase')", inside,
        ).rowcount  # fmt: skip
        counts["drafts"] = connection.execute("DELETE FROM drafts WHERE case_id = ?", (case_id,)).rowcount

    store.append(entries, also=take_away)
    with driver.mapped_errors():
        store.connection.execute("VACUUM")
    return Receipt(len(entries), counts["changes"], counts["drafts"])
