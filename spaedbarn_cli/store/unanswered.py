"""What was sent long ago and nobody has answered: said when a passphrase unlocks, so that silence is noticed."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spaedbarn_cli.store.heard import Chains
    from spaedbarn_cli.store.sharings import Sent
    from spaedbarn_cli.store.vault import Store

PATIENCE = timedelta(days=7)
_COPIES = "/share:"


def unanswered(store: Store, now: datetime) -> int:
    """Return how many bundles with copies went to a contact more than seven days before `now` and were never answered.

    A receipt of any kind is an answer, and so is a bundle of hers that says she has the copies. Whoever cannot answer, for
    we have only a recipient of hers or she reads pages in a browser, is not counted.
    """
    from spaedbarn_cli.store import contacts, heard, sharings

    signs = contacts.signs(store)
    receipted = set(store.rows("SELECT bundle, sign FROM receipts WHERE retracted = 0"))
    chains: dict[str, Chains] = {}
    count = 0
    for one in sharings.sent(store):
        sign = signs.get(one.contact)
        old = now - datetime.fromisoformat(one.made) > PATIENCE
        if sign is None or one.way == "html" or not old or (one.bundle, sign) in receipted:
            continue
        if sign not in chains:
            chains[sign] = heard.acknowledged(store, sign) or {}
        count += not _all_there(one, chains[sign])
    return count


def _all_there(one: Sent, chains: Chains) -> bool:
    """Say whether every copy of a bundle lies under what its reader has said she has; a bundle without copies does."""
    return all(
        any(number >= last for number, _ in chains.get((stream, device), ()))
        for stream, device, _, last, _ in one.ranges
        if _COPIES in stream
    )
