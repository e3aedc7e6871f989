"""Erasure, for the law's sake: the content of a family goes, that it was there and who took it away stays.

Every record gets an `erase` change, its payloads are deleted, and the file is rewritten so that no freed page keeps a
word. The chain still verifies: a head holds only the digest of what it said. What was handed to others is out of reach:
sharing ends, and the receipt names who has copies.
"""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING, NamedTuple

from spaedbarn_cli.store import contacts, driver
from spaedbarn_cli.store.log import Entry
from spaedbarn_cli.store.sharings import sharings

if TYPE_CHECKING:
    from spaedbarn_cli.domain.sharing import Sharing
    from spaedbarn_cli.store.driver import Connection
    from spaedbarn_cli.store.vault import Store


class Receipt(NamedTuple):
    """What an erasure took away; `copies` names the contacts who were given something of the family."""

    records: int
    changes: int
    drafts: int
    copies: tuple[str, ...] = ()


def erase_case(store: Store, case_id: str, reason: str) -> Receipt:
    """Erase every record of a family, in one transaction, and rewrite the file; raises what writing raises."""
    inside = (f"{case_id}/", f"{case_id}0")
    records = store.rows("SELECT DISTINCT stream, kind, record FROM changes WHERE stream >= ? AND stream < ?", *inside)
    entries = [Entry(str(stream), str(kind), str(record), "erase", {}, reason) for stream, kind, record in records]
    shared = sharings(store, case_id=case_id)
    today = store.now().astimezone(UTC).date().isoformat()
    entries += [Entry(store.own_stream, "sharing", one.id, "amend", {"ended": today}) for one in shared if one.ended is None]
    counts = {}

    def take_away(connection: Connection) -> None:
        counts["changes"] = connection.execute(
            "DELETE FROM payloads WHERE change IN "
            "(SELECT id FROM changes WHERE stream >= ? AND stream < ? AND op != 'erase')", inside,
        ).rowcount  # fmt: skip
        # What waits has no erasure to keep it away; whoever has it sends it again, and it is looked at again then.
        connection.execute("DELETE FROM early WHERE stream >= ? AND stream < ?", inside)
        counts["drafts"] = connection.execute("DELETE FROM drafts WHERE case_id = ?", (case_id,)).rowcount

    store.append(entries, also=take_away)
    with driver.mapped_errors():
        store.connection.execute("VACUUM")
    return Receipt(len(records), counts["changes"], counts["drafts"], _copies(store, shared))


def _copies(store: Store, shared: list[Sharing]) -> tuple[str, ...]:
    """Return the names of those who have something of the family, in order."""
    found = {contact.name for one in shared if (contact := contacts.by_id(store, one.contact)) is not None}
    return tuple(sorted(found))
