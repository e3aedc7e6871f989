"""What came, into the store: verified already, looked at for who may write what, placed, and answered, in one transaction.

Twice equals once, and any order ends in the same tables. What comes before what it follows is kept and waits; two changes
in one place are both kept. Either all of a bundle is taken in or nothing is.
"""

from __future__ import annotations

import json
from collections import defaultdict
from datetime import UTC
from typing import TYPE_CHECKING, Any, NamedTuple

from spaedbarn_cli.domain.sharing import CASEWORKER, COLLEAGUE, DELIVERED, RECEIVED
from spaedbarn_cli.errors import BundleRejected, Refused
from spaedbarn_cli.store import heard, hlc, intake, sharings
from spaedbarn_cli.store.ids import new_record_id
from spaedbarn_cli.store.intake import Foreign
from spaedbarn_cli.store.log import Entry
from spaedbarn_cli.store.tables import ANSWERS, COPIES, JOURNAL, KINDS
from spaedbarn_cli.sync import identity, keys, receipts
from spaedbarn_cli.sync.routes import POST, is_copies, may_write, post_stream
from spaedbarn_cli.sync.sequence import Decision, Fork, Gap, Link, decide

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from spaedbarn_cli.domain.sharing import Sharing
    from spaedbarn_cli.store.contacts import Contact
    from spaedbarn_cli.store.sharings import Received
    from spaedbarn_cli.store.vault import Store
    from spaedbarn_cli.sync.bundle import Content
    from spaedbarn_cli.sync.changes import Change
    from spaedbarn_cli.sync.seal import Opened

LAST_YEAR = "9000"
"""A clock beyond this could not be followed by any other."""


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
    known = next((one for one in sharings.received(store) if one.bundle == opened.content.id), None)
    if known is not None:
        return _again(store, contact, known)
    assert contact.sign is not None
    try:
        return _taken(store, contact, own, opened, way, state)
    except Refused:
        # She may think that we share more than we do, or have more than we have: our next bundle tells her what it is.
        with store.writing() as connection:
            heard.owe_answer(connection, contact.sign)
        raise


def _taken(store: Store, contact: Contact, own: keys.SecretKeys, opened: Opened, way: str, state: str) -> Arrival:
    content = opened.content
    with store.changing() as append:
        begun = _accepted(store, contact, content, own.public.sign)
        decision = _place(store, contact, content.changes)
        if any(link.device == store.device for link in (*decision.new, *decision.waits)):
            store.renew_device()
        records = _take_in(store, contact, content.changes, decision)
        arrival = _arrival(store, contact, opened, decision, records, begun)
        append(begun)
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


def _accepted(store: Store, contact: Contact, content: Content, own_sign: str) -> list[Entry]:
    """Return what is begun with a contact by this bundle: a family shared with us as a colleague, copies given to us.

    Raises Refused for a stream that is not hers to write, BundleRejected for a clock that nobody could follow.
    """
    assert contact.sign is not None
    shared = sharings.sharings(store, contact=contact.id)
    posts = (post_stream(contact.sign, own_sign), post_stream(own_sign, contact.sign))
    kinds: dict[str, set[str]] = defaultdict(set)
    letters: dict[str, Change] = {}
    for change in content.changes:
        kinds[change.place[0]].add(change.head["kind"])
        if change.head["kind"] == "letter":
            letters.setdefault(change.place[0], change)
        if change.head["hlc"] >= LAST_YEAR:
            raise BundleRejected("bundle_clock")
    begun: list[Entry] = []
    journals: dict[str, list[str]] = defaultdict(list)
    proven: set[str] | None = None
    for stream in sorted(kinds):
        _fitting(stream, kinds[stream])
        owner, _, name = stream.partition("/")
        journal = not is_copies(stream) and not stream.startswith(POST)
        if journal and _goes(shared, stream):
            continue
        if journal and proven is None:
            proven = _proven(store, content)
        if journal and (
            may_write(shared, stream, posts=posts)
            or not _is_known(store, owner)
            or any(one.startswith(f"{owner}/") for one in proven or ())
        ):
            # A journal we do not share yet goes both ways from now on, unless there is something of ours in it that
            # nobody has decided to share.
            if _is_here(store, stream) and stream not in (proven or ()):
                begun.append(_listen(store, contact, stream))
            else:
                journals[owner].append(name)
        elif not journal and may_write(shared, stream, posts=posts):
            continue
        elif is_copies(stream) and stream in letters and not _is_here(store, stream):
            begun.append(_copies_begin(store, contact, letters[stream], own_sign))
        else:
            raise Refused("bundle_not_theirs")
    for stream in content.offers:
        owner, _, name = stream.partition("/")
        joined = owner in journals or any(one.profile == COLLEAGUE and one.case_id == owner for one in shared)
        new = stream not in kinds and not _goes(shared, stream) and not _is_here(store, stream)
        if joined and new and not is_copies(stream):
            journals[owner].append(name)
    return begun + [_colleagues(store, contact, shared, case_id, names) for case_id, names in journals.items()]


def _proven(store: Store, content: Content) -> set[str]:
    """Return the journals of which a sender has shown a change that is here: somebody who may has given it to her.

    The id of a change cannot be guessed, and copies do not tell it.
    """
    shown: dict[str, list[str]] = defaultdict(list)
    for change in content.changes:
        shown[change.place[0]].append(change.id)
    for head in content.acknowledged:
        shown[head.stream].append(head.id)
    return {
        stream
        for stream, ids in shown.items()
        if not is_copies(stream) and _is_here(store, stream) and _any_here(store, stream, ids)
    }


def _any_here(store: Store, stream: str, ids: Sequence[str]) -> bool:
    return any(store.rows("SELECT 1 FROM changes WHERE id = ? AND stream = ?", key, stream) for key in ids)


def _fitting(stream: str, kinds: set[str]) -> None:
    """Raise Refused for a kind we know that has no place in a stream."""
    allowed = ANSWERS if stream.startswith(POST) else COPIES if is_copies(stream) else JOURNAL
    if any(kind in KINDS and kind not in allowed for kind in kinds):
        raise Refused("bundle_not_theirs")


def _is_here(store: Store, stream: str) -> bool:
    return bool(store.rows("SELECT 1 FROM changes WHERE stream = ? LIMIT 1", stream))


def _is_known(store: Store, case_id: str) -> bool:
    """Say whether journals of a family stand here; copies we were given are none."""
    rows = store.rows("SELECT DISTINCT stream FROM changes WHERE stream >= ? AND stream < ?", f"{case_id}/", f"{case_id}0")
    return any(not is_copies(str(row[0])) for row in rows)


def _goes(shared: Iterable[Sharing], stream: str) -> bool:
    """Say whether a journal runs between us and a contact already, whichever way."""
    owner, _, name = stream.partition("/")
    return any(
        one.target == stream or (one.profile == COLLEAGUE and one.case_id == owner and name in one.streams) for one in shared
    )


def _listen(store: Store, contact: Contact, stream: str) -> Entry:
    """Return the record that a journal comes from a contact, and nothing of ours goes to her."""
    owner, _, name = stream.partition("/")
    return _begin(store, contact, owner, profile=RECEIVED, streams=[name], target=stream)


def _begin(store: Store, contact: Contact, case_id: str, **fields: Any) -> Entry:
    usual = {
        "case_id": case_id, "contact": contact.id, "target": None, "ground": None, "purpose": None, "notes": True,
        "begun": store.now().astimezone(UTC).date().isoformat(), "ended": None,
    }  # fmt: skip
    return Entry(store.own_stream, "sharing", new_record_id(), "create", {**usual, **fields})


def _copies_begin(store: Store, contact: Contact, letter: Change, own_sign: str) -> Entry:
    """Return the record that a contact gives us copies; or, where they are our own that we lost, that we give them."""
    fields: dict[str, Any] = json.loads(letter.body or "{}").get("fields", {})
    source, case_id = fields.get("source"), letter.place[0].partition("/")[0]
    if not isinstance(source, str):
        raise BundleRejected("bundle_record")
    said: dict[str, Any] = {"streams": [source], "target": letter.place[0], "notes": bool(fields.get("notes"))}
    if fields.get("sender") != own_sign:
        return _begin(store, contact, case_id, profile=RECEIVED, **said)
    known = {name: fields.get(name) for name in ("ground", "purpose")}
    return _begin(store, contact, case_id, profile=CASEWORKER, **said, **known)


def _colleagues(
    store: Store, contact: Contact, shared: Iterable[Sharing], case_id: str, names: Sequence[str]
) -> Entry:
    """Return the record that these journals of a family go both ways with a contact."""
    mine = [one for one in shared if one.profile == COLLEAGUE and one.case_id == case_id]
    if mine:
        streams = [*mine[0].streams, *(name for name in names if name not in mine[0].streams)]
        return Entry(store.own_stream, "sharing", mine[0].id, "amend", {"streams": streams})
    return _begin(store, contact, case_id, profile=COLLEAGUE, streams=list(names))


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


def _take_in(
    store: Store, contact: Contact, changes: Sequence[Change], decision: Decision
) -> list[tuple[str, str]]:
    """Keep, free and show; returns the records (kind, id) that were touched."""
    came = {change.id: Foreign(change.id, change.head, change.body) for change in changes}
    waited = {row.id for row in intake.waiting(store.connection)}
    freed = intake.take_early(store.connection, [link.id for link in decision.new if link.id in waited])
    held = {one.id: one for one in freed} | came
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
