"""One exchange over a remote: what lies in our mailbox in, what each contact lacks out, receipts both ways.

There is no protocol: each bundle says what its sender has, and whatever is not under that goes again. A bundle that is
lost, repeated or late costs a round and nothing else. Not for files that people carry: those are opened one by one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from spaedbarn_cli.errors import BundleRejected, Failed, Refused, SpaedbarnError, WrongUsage
from spaedbarn_cli.store import contacts, heard
from spaedbarn_cli.store.ids import new_record_id
from spaedbarn_cli.store.log import Entry
from spaedbarn_cli.sync import identity, incoming, letterbox, limits, outgoing, remote_errors, routes
from spaedbarn_cli.sync.remote import mailbox_of, new_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from datetime import date

    from spaedbarn_cli.domain.consent import LegalGround
    from spaedbarn_cli.store.contacts import Contact
    from spaedbarn_cli.store.vault import Store
    from spaedbarn_cli.sync.changes import Change
    from spaedbarn_cli.sync.incoming import Arrival
    from spaedbarn_cli.sync.remote import Remote


OF_ONE = {
    remote_errors.DENIED, remote_errors.FULL, remote_errors.NO_FOLDER, remote_errors.OTHER, "remote_incomplete",
    "remote_crowded",
}  # fmt: skip
"""What a place may say of one file or one mailbox and still be there for the others."""
TURNED_AWAY = {remote_errors.DENIED, remote_errors.FULL, remote_errors.NO_FOLDER}
OF_ONE_OR_ALL = {remote_errors.DENIED, remote_errors.NO_FOLDER}
"""What it says as well when nothing of it can be used: then it says so of our own mailbox too."""


class Problem(NamedTuple):
    """A bundle in our mailbox that was not taken in, or not taken away; it stays there."""

    name: str
    error: SpaedbarnError


class TakenBack(NamedTuple):
    """A bundle that nobody had fetched and something in which may no longer go; `error` is why it lies there still."""

    name: str
    error: SpaedbarnError | None = None


class Unserved(NamedTuple):
    """A contact for whom nothing could be laid, and why."""

    contact: Contact
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

    What was taken in is removed. What cannot be fetched or taken in, by a defect of ours either, is a problem of that
    bundle alone. `seen` is told how many were looked at, and how many there are. Raises what the remote raises when it is
    gone for all.
    """
    mailbox = mailbox_of(identity.own(store).public.age)
    names = remote.names(mailbox)
    for number, name in enumerate(names, 1):
        seen(number, len(names))
        try:
            data = remote.fetch(mailbox, name, limits.MAX_SEALED)
        except SpaedbarnError as error:
            if _is_of_all(remote, mailbox, error):
                raise
            yield Problem(name, error if isinstance(error, BundleRejected) else Failed("sync_not_fetched", file=name))
            continue
        if data is None:  # taken back by its sender, who has laid a newer one
            continue
        try:
            arrival = _taken_in(store, data, name)
        except SpaedbarnError as error:
            yield Problem(name, error)
            continue
        failed = None
        try:
            remote.remove(mailbox, name)
        except SpaedbarnError as error:
            failed = error
        if arrival is not None:
            yield arrival
        if failed is not None:
            if _is_of_all(remote, mailbox, failed):
                raise failed
            yield Problem(name, Failed("sync_not_removed", file=name))


def _taken_in(store: Store, data: bytes, name: str) -> Arrival | None:
    """Open a bundle and take it in, None for our own copy; a defect of ours is an error about this bundle."""
    device, begins = store.device, store.begins
    try:
        letter = letterbox.open_letter(store, data)
        return incoming.take(store, letter.sender, letter.opened, way="remote") if letter.sender else None
    except SpaedbarnError:
        raise
    except Exception as error:  # whoever can make one bundle that we stumble over must not stop all that come after it
        store.device, store.begins = device, begins
        raise Failed("sync_defect_in", file=name, **_defect(error)) from error


def _defect(error: Exception) -> dict[str, str]:
    """Return class and place of a defect, and not what it says: that may quote what it could not read."""
    place = error.__traceback__
    while place is not None and place.tb_next is not None:
        place = place.tb_next
    where = f"{place.tb_frame.f_globals.get('__name__', '?')}:{place.tb_lineno}" if place is not None else "?"
    return {"kind": type(error).__name__, "where": where}


def _is_of_all(remote: Remote, mailbox: str, error: SpaedbarnError) -> bool:
    """Say whether an error is about more than one file or one contact; our own mailbox can be looked into otherwise."""
    if isinstance(error, BundleRejected | Refused | WrongUsage):
        return False
    if not isinstance(error, Failed) or error.key not in OF_ONE:
        return True
    if error.key in OF_ONE_OR_ALL:
        try:
            remote.names(mailbox)
        except Failed as again:
            return again.key != "remote_crowded"
    return False


def take_back(store: Store, remote: Remote, grounds: Mapping[str, LegalGround], today: date) -> Iterator[TakenBack]:
    """Take away what lies there for others and may no longer go: of a stream that is held, or for keys that are no contact's.

    Nothing is said of what had been fetched. What still may go goes again with the next bundle. Raises what the remote
    raises when it is gone for all.
    """
    own = identity.own(store).public
    for one in heard.lying(store, remote.place):
        now = next((each for each in contacts.listed(store) if (each.age, each.sign) == (one.age, one.sign)), None)
        if now is not None:
            ways = routes.routes(store, now, own.sign, grounds, today)
            if {way.stream for way in ways if way.held is None}.issuperset(one.streams):
                continue
        contact, mailbox = now or contacts.by_id(store, one.contact), mailbox_of(one.age)
        name = contact.name if contact is not None else ""
        try:
            taken = remote.remove(mailbox, one.name)
            lies = not taken and remote.lies(mailbox, one.name)
        except SpaedbarnError as error:
            if _is_of_all(remote, mailbox_of(own.age), error):
                raise
            lies = True
        if lies:
            yield TakenBack(name, Failed("sync_not_taken_back"))
            continue
        with store.writing() as connection:
            heard.lift(connection, one.name)
            if taken and one.sign is not None:
                heard.untell(connection, one.sign)  # what it said of what we have has not come either
        if taken:
            yield TakenBack(name)


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
            if one.held is not None and one.sharing is not None and _is_told(store, contact, one)
        )
        if going or held:
            found.append(Waiting(contact, len(going), held, _receipts(going)))
    return found


def _is_told(store: Store, contact: Contact, way: routes.Route) -> bool:
    """Say whether a person must be told of a journal that is held back; of one that only comes, when we wrote in it."""
    if way.held == "listen":
        return bool(outgoing.unacknowledged(store, contact.sign, [way.stream]))
    return way.held != "ended"


def go_out_to_all(
    store: Store, remote: Remote, grounds: Mapping[str, LegalGround], today: date,
    words: Callable[[Contact, list[routes.Route]], outgoing.Words],
) -> Iterator[Went | Unserved]:  # fmt: skip
    """Lay a bundle for every contact there is something for; yields what became of each.

    One who cannot be served does not stop those after her. Raises what the remote raises when it is gone for all.
    """
    for contact in contacts.listed(store):
        if contact.age is None:
            continue
        try:
            went = go_out(store, remote, contact, grounds, today, words)
        except SpaedbarnError as error:
            if _is_of_all(remote, mailbox_of(identity.own(store).public.age), error):
                raise
            yield Unserved(contact, error)
        except Exception as error:  # as of what comes in
            yield Unserved(contact, Failed("sync_defect_out", **_defect(error)))
        else:
            if went is not None:
                yield went


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
    before = [one for one in heard.lying(store, remote.place) if (one.age, one.sign) == (contact.age, contact.sign)]
    streams = tuple(sorted({change.place[0] for change in sealed.content.changes}))
    laid = heard.Lying(new_name(), remote.place, contact.id, contact.age, contact.sign, streams)
    with store.writing() as connection:  # first: what is laid and not known of could never be taken back
        heard.lay(connection, laid)
    try:
        remote.publish(mailbox, sealed.data, laid.name)
    except Failed as error:
        if error.key in TURNED_AWAY:  # of anything else it may lie there all the same
            with store.writing() as connection:
                heard.lift(connection, laid.name)
        raise
    with store.changing() as append:
        if sealed.changes:
            append([
                Entry(store.own_stream, "sent", new_record_id(), "create", outgoing.entry(store, contact, sealed, "remote"))
            ])  # fmt: skip
        if contact.sign is not None:
            heads = [(one.stream, one.device, one.seq, one.id) for one in sealed.content.acknowledged]
            heard.tell(store.connection, contact.sign, heads)
    for old in before:  # the new one holds all that was in it and has not come
        try:
            if not remote.remove(mailbox, old.name) and remote.lies(mailbox, old.name):
                continue
        except SpaedbarnError as error:
            if _is_of_all(remote, mailbox_of(identity.own(store).public.age), error):
                raise
            continue
        with store.writing() as connection:
            heard.lift(connection, old.name)
    return Went(contact, sealed.id, sealed.changes, len(sealed.data), _receipts(sealed.content.changes))


def _receipts(changes: Iterable[Change]) -> int:
    return sum(change.place[0].startswith(routes.POST) for change in changes)
