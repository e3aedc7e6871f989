"""Which streams run between this store and a contact: what goes to her, what is held back and why, what she may write.

The answer comes from what is shared (`sharings`), from the legal grounds and from the consents of the family as they
stand today. Not for what is in the streams: a route is a road, not a load.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, NamedTuple

from spaedbarn_cli.domain.consent import covering
from spaedbarn_cli.domain.sharing import COLLEAGUE, RECEIVED
from spaedbarn_cli.store.vault import case_stream

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from spaedbarn_cli.domain.consent import Consent, LegalGround
    from spaedbarn_cli.domain.sharing import Sharing
    from spaedbarn_cli.store.contacts import Contact
    from spaedbarn_cli.store.vault import Store

POST = "post/"
COPIES = "/share:"
"""What is in the name of a stream of copies, behind the family it is about."""


class Route(NamedTuple):
    """One stream between us and a contact. `held` is why its changes do not go to her today, None when they do."""

    stream: str
    case_id: str | None
    sharing: Sharing | None
    held: str | None


def post_stream(writer: str, reader: str) -> str:
    """Return the stream in which one signing key (base64url) writes receipts for another."""
    return POST + hashlib.sha256(f"spaedbarn post 1\n{writer}\n{reader}\n".encode()).hexdigest()[:32]


def is_copies(stream: str) -> bool:
    """Say whether a stream holds copies made for somebody."""
    return COPIES in stream


def routes(store: Store, contact: Contact, own_sign: str, grounds: Mapping[str, LegalGround], today: date) -> list[Route]:
    """Return every stream between us and a contact, sorted; of a stream shared twice, the way that is open counts."""
    from spaedbarn_cli.store.sharings import sharings

    found: dict[str, Route] = {}
    if contact.sign is not None:
        for name in (post_stream(own_sign, contact.sign), post_stream(contact.sign, own_sign)):
            found[name] = Route(name, None, None, None)
    consents: dict[str, list[Consent]] = {}
    for one in sharings(store, contact=contact.id):
        if one.case_id not in consents:
            from spaedbarn_cli.store.consents import listed

            consents[one.case_id] = listed(store, one.case_id)
        for name in one.streams:
            stream = one.target if one.target is not None else case_stream(one.case_id, name)
            held = _held(one, name, contact, consents[one.case_id], grounds, today)
            known = found.get(stream)
            if known is None or (known.held is not None and held is None):
                found[stream] = Route(stream, one.case_id, one, held)
    return [found[stream] for stream in sorted(found)]


def _held(
    one: Sharing, name: str, contact: Contact, consents: Iterable[Consent], grounds: Mapping[str, LegalGround], today: date
) -> str | None:
    if one.ended is not None:
        return "ended"
    if one.profile == RECEIVED:  # of copies only what she has lost herself goes back; a journal that only comes is not ours
        return None if is_copies(one.target or "") else "listen"
    ground = grounds.get(one.ground) if one.ground is not None else None
    if one.ground is not None and ground is None:
        return "ground"
    if ground is not None and ground.consent and not covering(consents, contact.name, contact.role, name, today):
        return "consent"
    return None


def may_write(sharings: Iterable[Sharing], stream: str, *, posts: Iterable[str]) -> bool:
    """Say whether a contact, with whom this is shared, may send changes of a stream.

    A colleague writes in every journal of the family but the working notes, whoever shared which of them first; the
    giver of copies in their stream; and both may send back what the other has lost of her own.
    """
    if stream in set(posts):
        return True
    owner, _, name = stream.partition("/")
    for one in sharings:
        if one.target == stream:
            return True
        if one.profile == COLLEAGUE and one.case_id == owner and not is_copies(stream):
            return name != "work" or "work" in one.streams
    return False


def is_both_ways(one: Route) -> bool:
    """Say whether a route is a journal that goes both ways with a colleague."""
    return one.sharing is not None and one.sharing.profile == COLLEAGUE
