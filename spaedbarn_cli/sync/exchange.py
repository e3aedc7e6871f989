"""One exchange over a remote: what lies in our mailbox in, what each contact lacks out, receipts both ways.

There is no protocol: each bundle says what its sender has, and whatever is not under that goes again. A bundle that is
lost, repeated or late costs a round and nothing else. Not for files that people carry: those are opened one by one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from spaedbarn_cli.errors import SpaedbarnError
from spaedbarn_cli.store import contacts, heard
from spaedbarn_cli.store.ids import new_record_id
from spaedbarn_cli.store.log import Entry
from spaedbarn_cli.sync import identity, incoming, letterbox, limits, outgoing, routes
from spaedbarn_cli.sync.remote import mailbox_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from datetime import date

    from spaedbarn_cli.domain.consent import LegalGround
    from spaedbarn_cli.store.contacts import Contact
    from spaedbarn_cli.store.vault import Store
    from spaedbarn_cli.sync.changes import Change
    from spaedbarn_cli.sync.incoming import Arrival
    from spaedbarn_cli.sync.remote import Remote


class Problem(NamedTuple):
    """A bundle in our mailbox that was not taken in; it stays there."""

    name: str
    error: SpaedbarnError


class Went(NamedTuple):
    """A bundle that lies on the remote for a contact now; so many of its changes are `receipts`."""

    contact: Contact
    bundle: str
    changes: int
    bytes: int
    receipts: int = 0


class Waiting(NamedTuple):
    """What a contact lacks: changes that go to her, so many of them `receipts`; journals held back, with the reason."""

    contact: Contact
    changes: int
    held: tuple[tuple[str, str], ...]
    receipts: int = 0


def come_in(store: Store, remote: Remote, seen: Callable[[int, int], None]) -> Iterator[Arrival | Problem]:
    """Take in what lies in our mailbox, in whatever order; yields what became of each bundle.

    What was taken in is removed. `seen` is told how many were looked at, and how many there are. Raises what the remote
    raises.
    """
    mailbox = mailbox_of(identity.own(store).public.age)
    names = remote.names(mailbox)
    for number, name in enumerate(names, 1):
        seen(number, len(names))
        data = remote.fetch(mailbox, name, limits.MAX_SEALED)
        if data is None:  # taken back by its sender, who has laid a newer one
            continue
        try:
            letter = letterbox.open_letter(store, data)
            arrival = incoming.take(store, letter.sender, letter.opened, way="remote") if letter.sender else None
        except SpaedbarnError as error:
            yield Problem(name, error)
            continue
        remote.remove(mailbox, name)
        if arrival is not None:
            yield arrival


def waiting(store: Store, grounds: Mapping[str, LegalGround], today: date) -> list[Waiting]:
    """Return for every contact with a key what would go to her now."""
    own = identity.own(store).public.sign
    found = []
    for contact in contacts.listed(store):
        if contact.age is None:
            continue
        ways = routes.routes(store, contact, own, grounds, today)
        going = outgoing.unacknowledged(store, contact.sign, (one.stream for one in ways if one.held is None))
        held = tuple(
            (one.sharing.streams[0] if one.sharing.target else one.stream.partition("/")[2], one.held)
            for one in ways
            if one.held not in (None, "listen", "ended") and one.sharing is not None
        )
        if going or held:
            found.append(Waiting(contact, len(going), held, _receipts(going)))
    return found


def go_out(
    store: Store, remote: Remote, contact: Contact, grounds: Mapping[str, LegalGround], today: date,
    words: Callable[[Contact, list[routes.Route]], outgoing.Words],
) -> Went | None:  # fmt: skip
    """Lay a bundle for a contact, in the place of those that lie there still; None when there is nothing to tell her.

    It counts as sent, and as nothing more, once it lies there whole. Raises what sealing and the remote raise.
    """
    assert contact.age is not None
    ways = routes.routes(store, contact, identity.own(store).public.sign, grounds, today)
    sealed = outgoing.seal_for(store, contact, ways, words=words(contact, ways))
    if not outgoing.has_news(store, contact, sealed):
        return None
    mailbox = mailbox_of(contact.age)
    before = heard.told(store, contact.sign) if contact.sign is not None else None
    name = remote.publish(mailbox, sealed.data)
    with store.changing() as append:
        if sealed.changes:
            append([
                Entry(store.own_stream, "sent", new_record_id(), "create", outgoing.entry(store, contact, sealed, "remote"))
            ])  # fmt: skip
        if contact.sign is not None:
            heads = [(one.stream, one.device, one.seq, one.id) for one in sealed.content.acknowledged]
            heard.tell(store.connection, contact.sign, heads, [name])
    for old in before.published if before is not None else ():
        remote.remove(mailbox, old)  # the new one holds all that was in it and has not come
    return Went(contact, sealed.id, sealed.changes, len(sealed.data), _receipts(sealed.content.changes))


def _receipts(changes: Iterable[Change]) -> int:
    return sum(change.place[0].startswith(routes.POST) for change in changes)
