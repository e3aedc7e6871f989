"""What came, into the store: verified already, looked at for who may write what, placed, and answered, in one transaction.

Twice equals once, and any order ends in the same tables. What comes before what it follows is kept and waits; two changes
in one place are both kept. Either all of a bundle is taken in or nothing is.
"""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING, NamedTuple

from spaedbarn_cli.domain.sharing import DELIVERED
from spaedbarn_cli.errors import BundleRejected, Refused
from spaedbarn_cli.store import heard, hlc, intake, sharings
from spaedbarn_cli.store.ids import new_record_id
from spaedbarn_cli.store.intake import Foreign
from spaedbarn_cli.store.log import Entry
from spaedbarn_cli.sync import identity, keys, receipts
from spaedbarn_cli.sync.acceptance import accepted
from spaedbarn_cli.sync.routes import POST, is_copies
from spaedbarn_cli.sync.sequence import Decision, Fork, Gap, Link, decide

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from spaedbarn_cli.store.contacts import Contact
    from spaedbarn_cli.store.sharings import Received
    from spaedbarn_cli.store.vault import Store
    from spaedbarn_cli.sync.changes import Change
    from spaedbarn_cli.sync.seal import Opened


class Arrival(NamedTuple):
    """What a bundle did: numbers of changes by fate, what it waits for, and what a person must be told.

    `again` says that it had come before; `cases` are record ids of families, `begun` those that are new here;
    `conflicts` are (record, field) that two people changed at once; `ahead` that it comes from a clock a day ahead.
    """

    bundle: str
    contact: Contact
    again: bool = False
    new: int = 0
    known: int = 0
    waits: int = 0
    gaps: tuple[Gap, ...] = ()
    forks: tuple[Fork, ...] = ()
    cases: tuple[str, ...] = ()
    begun: tuple[str, ...] = ()
    streams: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()
    conflicts: tuple[tuple[str, str], ...] = ()
    receipts: int = 0
    ahead: bool = False


def take(store: Store, contact: Contact, opened: Opened, *, way: str, state: str = DELIVERED) -> Arrival:
    """Take a verified bundle in and answer it; raises Refused for what its sender may not write, BundleRejected for what no
    table can hold, and what writing raises. Nothing is written then.
    """
    own = identity.own(store)
    known = _known(store, opened.content.id)
    if known is not None:
        return _again(store, contact, known)
    assert contact.sign is not None
    try:
        return _taken(store, contact, own, opened, way, state)
    except (Refused, BundleRejected):
        # She may think that we share more than we do, or have more than we have: our next bundle tells her what it is.
        with store.writing() as connection:
            heard.owe_answer(connection, contact.sign)
        raise


def _known(store: Store, bundle: str) -> Received | None:
    return next((one for one in sharings.received(store) if one.bundle == bundle), None)


def _taken(store: Store, contact: Contact, own: keys.SecretKeys, opened: Opened, way: str, state: str) -> Arrival:
    content = opened.content
    with store.changing() as append:
        known = _known(store, content.id)
        if known is not None:  # another process has taken it in since we looked
            return _again(store, contact, known)
        begun = accepted(store, contact, content, own.public.sign)
        decision = _place(store, contact, content.changes)
        if any(link.device == store.device for link in (*decision.new, *decision.waits)):
            store.renew_device()
        append(begun)  # first: what copies show depends on who gives them to whom
        decision, records = _keep(store, contact, content.changes, decision)
        arrival = _arrival(store, contact, opened, decision, records, begun)
        append(_answers(store, contact, own, arrival, opened, way, state))
        assert contact.sign is not None
        heard.hear(
            store.connection, contact.sign, device=content.sender.device, before=content.sender.before, made=content.made,
            heads=[(one.stream, one.device, one.seq, one.id) for one in content.acknowledged],
        )  # fmt: skip
        if content.changes:
            # Whoever sends changes waits for an answer; should she have had one before, it was lost.
            heard.owe_answer(store.connection, contact.sign)
    return arrival


def _again(store: Store, contact: Contact, known: Received) -> Arrival:
    """Return what is said of a bundle that had come before; nothing is written."""
    waits = intake.waiting(store.connection)
    streams = set(known.streams)
    gaps = tuple(gap for gap in _gaps(store, waits) if gap.stream in streams)
    return Arrival(
        known.bundle, contact, again=True, known=known.changes, gaps=gaps, cases=known.cases, acts=known.acts,
        streams=known.streams, waits=sum(row.stream in streams for row in waits),
    )  # fmt: skip


def gaps_of(store: Store) -> tuple[Gap, ...]:
    """Return everything that is waited for."""
    return _gaps(store, intake.waiting(store.connection))


def _gaps(store: Store, waits: Sequence[intake.Row]) -> tuple[Gap, ...]:
    if not waits:
        return ()
    links = [Link(*row) for row in waits]
    lowest = _lowest(links)
    return decide((Link(*row) for row in intake.standing(store.connection, lowest)), links, ()).gaps


def _lowest(links: Iterable[Link]) -> dict[tuple[str, str], int]:
    lowest: dict[tuple[str, str], int] = {}
    for link in links:
        chain = (link.stream, link.device)
        lowest[chain] = min(link.seq, lowest.get(chain, link.seq))
    return lowest


def _place(store: Store, contact: Contact, changes: Sequence[Change]) -> Decision:
    """Return where what came belongs, together with what has waited in the same chains."""
    came = [Link(*change.place, change.head["prev"], change.id) for change in changes]
    early = [Link(*row) for row in intake.waiting(store.connection, _lowest(came))]
    there = [Link(*row) for row in intake.standing(store.connection, _lowest([*came, *early]))]
    return decide(there, early, came)


def _keep(
    store: Store, contact: Contact, changes: Sequence[Change], decision: Decision
) -> tuple[Decision, list[tuple[str, str]]]:
    """Take in what was placed; returns where it came to stand, and the records (kind, id) that were touched.

    What waited came from others. Where it turns out not to be able to stand it is let go of, so that nobody can make an
    honest bundle be refused by what he has laid in its way.
    """
    connection = store.connection
    waited = {row.id for row in intake.waiting(connection)}
    freed = [link.id for link in decision.new if link.id in waited]
    if not freed:
        return decision, _take_in(store, contact, changes, decision)
    connection.execute("SAVEPOINT freed")
    try:
        records = _take_in(store, contact, changes, decision)
    except BundleRejected:
        connection.execute("ROLLBACK TO freed")
        intake.forget_early(connection, freed)
        decision = _place(store, contact, changes)
        records = _take_in(store, contact, changes, decision)
    finally:
        connection.execute("RELEASE freed")
    return decision, records


def _take_in(
    store: Store, contact: Contact, changes: Sequence[Change], decision: Decision
) -> list[tuple[str, str]]:
    """Keep, free and show; returns the records (kind, id) that were touched."""
    came = {change.id: Foreign(change.id, change.head, change.body) for change in changes}
    waited = {row.id for row in intake.waiting(store.connection)}
    freed = intake.take_early(store.connection, [link.id for link in decision.new if link.id in waited])
    held = came | {one.id: one for one in freed if one.body is not None or one.id not in came}
    records = intake.take_in(store.connection, [held[link.id] for link in decision.new])
    assert contact.sign is not None
    at = store.now().astimezone(UTC).isoformat(timespec="seconds")
    early = (came[link.id] for link in decision.waits if link.id in came)
    intake.keep_early(store.connection, early, sign=contact.sign, came=at)
    intake.fill_in(store.connection, (came[key] for key in decision.known))
    return records


def _arrival(
    store: Store, contact: Contact, opened: Opened, decision: Decision, records: Sequence[tuple[str, str]],
    begun: Sequence[Entry],
) -> Arrival:  # fmt: skip
    changes = opened.content.changes
    streams = tuple(dict.fromkeys(change.place[0] for change in changes))
    letters = {change.head["record"] for change in changes if change.head["kind"] == "letter"}
    acts = {
        str(row[0]) for record in sorted(letters) for row in store.rows("SELECT act FROM letters WHERE id = ?", record)
    }
    touched = {record for _, record in records}
    conflicts = [
        (str(record), str(field))
        for record, field in store.rows("SELECT record, field FROM conflicts ORDER BY record, field")
        if record in touched
    ]
    newest = max((change.head["hlc"] for change in changes), default=None)
    return Arrival(
        opened.content.id, contact, new=len(decision.new), known=len(decision.known), waits=len(decision.waits),
        gaps=decision.gaps, forks=decision.forks,
        cases=tuple(sorted({stream.partition("/")[0] for stream in streams if not stream.startswith(POST)})),
        begun=tuple(sorted({str(one.fields["case_id"]) for one in begun if one.op == "create"})), streams=streams,
        acts=tuple(sorted(acts)), conflicts=tuple(conflicts), receipts=sum(kind == "receipt" for kind, _ in records),
        ahead=newest is not None and hlc.is_ahead(newest, store.now()),
    )  # fmt: skip


def _answers(
    store: Store, contact: Contact, own: keys.SecretKeys, arrival: Arrival, opened: Opened, way: str, state: str
) -> list[Entry]:
    """Return what is written about a bundle here: that it came, and the receipt for copies."""
    content = opened.content
    assert contact.sign is not None
    copied = any(map(is_copies, arrival.streams))
    if all(stream.startswith(POST) for stream in arrival.streams) or not (copied or arrival.new or arrival.waits):
        return []  # receipts are not receipted, and what is here already was noted when it came
    fields = {
        "bundle": content.id, "contact": contact.id, "name": contact.name, "made": content.made,
        "came": store.now().astimezone(UTC).isoformat(timespec="seconds"), "way": way, "purpose": content.purpose,
        "ground": content.ground, "cases": list(arrival.cases), "acts": list(arrival.acts), "streams": list(arrival.streams),
        "gaps": [list(gap) for gap in arrival.gaps], "changes": len(content.changes), "state": state, "reason": None,
    }  # fmt: skip
    made = [Entry(store.own_stream, "received", new_record_id(), "create", fields)]
    if copied:
        receipt = receipts.entry_for(store, own, contact.sign, content.id, state)
        made += [receipt] if receipt is not None else []
    return made
