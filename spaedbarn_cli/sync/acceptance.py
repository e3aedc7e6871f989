"""Whether a contact may write what a bundle of hers holds, and what is begun with her by it.

A bundle is signed, a change in it is not: what device or writer it names proves nothing. So everything follows from who
sealed the bundle, from what is shared with her, and from the stream. Not for what a change says (`store.belongs`).
"""

from __future__ import annotations

import json
from collections import defaultdict
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from spaedbarn_cli.domain.consent import PARENT, STREAMS
from spaedbarn_cli.domain.sharing import CASEWORKER, COLLEAGUE, RECEIVED
from spaedbarn_cli.errors import BundleRejected, Refused
from spaedbarn_cli.store import contacts, sharings
from spaedbarn_cli.store.forms import fits
from spaedbarn_cli.store.ids import new_record_id
from spaedbarn_cli.store.log import Entry
from spaedbarn_cli.store.tables import ANSWERS, COPIES, JOURNAL, KINDS
from spaedbarn_cli.sync.routes import POST, is_copies, may_write, post_stream

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from spaedbarn_cli.domain.sharing import Sharing
    from spaedbarn_cli.store.contacts import Contact
    from spaedbarn_cli.store.vault import Store
    from spaedbarn_cli.sync.bundle import Content
    from spaedbarn_cli.sync.changes import Change

CASE_WORKER = "social-worker"
FURTHEST = timedelta(days=3653)
"""A clock further ahead of ours than this is not followed: ours would stand there for good, and so would everybody's."""
_LATEST_CLOCK = datetime(8000, 1, 1, tzinfo=UTC)


def accepted(store: Store, contact: Contact, content: Content, own_sign: str) -> list[Entry]:
    """Return what is begun with a contact by this bundle: a family shared with us as a colleague, copies given to us.

    Raises Refused for a stream that is not hers to write, BundleRejected for a clock that nobody could follow.
    """
    assert contact.sign is not None
    shared = sharings.sharings(store, contact=contact.id)
    posts = (post_stream(contact.sign, own_sign), post_stream(own_sign, contact.sign))
    others = {one.sign for one in contacts.listed(store) if one.sign not in (None, contact.sign)}
    latest = latest_clock(store)
    if content.made > latest:
        raise BundleRejected("bundle_clock")
    kinds: dict[str, set[str]] = defaultdict(set)
    letters: dict[str, Change] = {}
    for change in content.changes:
        kinds[change.place[0]].add(change.head["kind"])
        if change.head["kind"] == "letter":
            letters.setdefault(change.place[0], change)
            if _sender_of(change) in others:
                raise _not_theirs(store, change.place[0])
        if change.head["hlc"] > latest:
            raise BundleRejected("bundle_clock")
    begun: list[Entry] = []
    journals: dict[str, list[str]] = defaultdict(list)
    proven: set[str] | None = None
    for stream in sorted(kinds):
        if not _fits(stream, kinds[stream]):
            raise _not_theirs(store, stream)
        owner, _, name = stream.partition("/")
        journal = not is_copies(stream) and not stream.startswith(POST)
        if not owner or not name:
            raise BundleRejected("bundle_record")
        if journal and _goes(shared, stream):
            continue
        if journal and proven is None:
            proven = _proven(store, content)
        if journal and (
            may_write(shared, stream, posts=posts)
            or not _is_known(store, owner)
            or any(one.startswith(f"{owner}/") for one in proven or ())
        ):
            # Who may write is one thing, who may read another: a journal that comes goes the other way as well only where
            # nothing of the family was ours, and what she may read is hers to say.
            if _joins(store, contact, shared, owner, name):
                journals[owner].append(name)
            else:
                begun.append(_listen(store, contact, stream))
        elif not journal and may_write(shared, stream, posts=posts):
            continue
        elif is_copies(stream) and stream in letters and not _is_here(store, stream):
            begun.append(_copies_begin(store, contact, letters[stream], own_sign))
        else:
            raise _not_theirs(store, stream)
    for stream in content.offers:
        owner, _, name = stream.partition("/")
        joined = owner in journals or _is_hers(shared, owner)
        new = stream not in kinds and not _goes(shared, stream)
        if joined and new and name in STREAMS and _joins(store, contact, shared, owner, name):
            journals[owner].append(name)
    return begun + [_colleagues(store, contact, shared, case_id, names) for case_id, names in journals.items()]


def _joins(store: Store, contact: Contact, shared: Iterable[Sharing], owner: str, name: str) -> bool:
    """Say whether a journal goes both ways because a colleague lets it, without anybody here having decided so.

    Not a parent's, and not the working notes. Not with a case worker, who is given copies. And not where a journal of the
    family is ours or was shared on a decision of ours: that somebody knows of a change in it proves that she may write
    there, and nothing more. Whoever began it with us may add journals to it in which nothing stands here.
    """
    if name == "work" or name.startswith(PARENT) or contact.role == CASE_WORKER:
        return False
    return not _is_known(store, owner) or (_is_hers(shared, owner) and not _is_here(store, f"{owner}/{name}"))


def _is_hers(shared: Iterable[Sharing], owner: str) -> bool:
    """Say whether a family is shared with a contact because she began it: what we decide ourselves has a ground."""
    mine = [one for one in shared if one.profile == COLLEAGUE and one.case_id == owner]
    return bool(mine) and all(one.ground is None for one in mine)


def latest_clock(store: Store) -> str:
    """Return the furthest clock that is followed, as changes and bundles write it, to the second."""
    return (min(store.now().astimezone(UTC), _LATEST_CLOCK) + FURTHEST).isoformat(timespec="seconds")[:19]


def _sender_of(letter: Change) -> Any:
    return json.loads(letter.body or "{}").get("fields", {}).get("sender")


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


def _fits(stream: str, kinds: set[str]) -> bool:
    """Say whether every kind we know has a place in a stream."""
    allowed = ANSWERS if stream.startswith(POST) else COPIES if is_copies(stream) else JOURNAL
    return all(kind in allowed for kind in kinds if kind in KINDS)


def _not_theirs(store: Store, stream: str) -> Refused:
    """Return the refusal of a stream, with the code of its family where that is one of ours."""
    rows = store.rows("SELECT code FROM cases WHERE id = ?", stream.partition("/")[0])
    return Refused("bundle_not_theirs", code=str(rows[0][0]) if rows else "CASE")


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
    if not isinstance(source, str) or not fits("letter", letter.head["op"], fields):
        raise BundleRejected("bundle_record")
    said: dict[str, Any] = {"streams": [source], "target": letter.place[0]}
    if fields.get("sender") != own_sign:
        return _begin(store, contact, case_id, profile=RECEIVED, notes=bool(fields.get("notes")), **said)
    # Only she says that we gave her this, and on which terms. It is kept for the ledger; nothing goes for it.
    known = {name: fields.get(name) for name in ("ground", "purpose")}
    today = store.now().astimezone(UTC).date().isoformat()
    return _begin(store, contact, case_id, profile=CASEWORKER, notes=False, ended=today, **said, **known)


def _colleagues(
    store: Store, contact: Contact, shared: Iterable[Sharing], case_id: str, names: Sequence[str]
) -> Entry:
    """Return the record that these journals of a family go both ways with a contact."""
    mine = [one for one in shared if one.profile == COLLEAGUE and one.case_id == case_id]
    if mine:
        streams = [*mine[0].streams, *(name for name in names if name not in mine[0].streams)]
        return Entry(store.own_stream, "sharing", mine[0].id, "amend", {"streams": streams})
    return _begin(store, contact, case_id, profile=COLLEAGUE, streams=list(names))
