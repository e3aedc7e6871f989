"""Who is given what, what was sent and what came: the records of the exchange in the store's own stream."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from spaedbarn_cli.domain.case import sayable
from spaedbarn_cli.domain.sharing import Sharing
from spaedbarn_cli.errors import NotFound, WrongUsage

if TYPE_CHECKING:
    from spaedbarn_cli.store.vault import Store

_SHARING = (
    "SELECT id, case_id, contact, profile, streams, target, ground, purpose, notes, begun, ended, excluded FROM sharings "
    "WHERE retracted = 0 AND stream = ?"
)


class Sent(NamedTuple):
    """A bundle that was sealed. `ranges` are [stream, device, first seq, last seq, last id], `way` file, remote or html."""

    id: str
    bundle: str
    contact: str
    made: str
    way: str
    cases: tuple[str, ...]
    ranges: tuple[tuple[str, str, int, int, str], ...]
    streams: tuple[str, ...]
    changes: int
    bytes: int


class Received(NamedTuple):
    """A bundle that came. `acts` are the acts of sharing it holds copies of, `gaps` what it waited for when it came."""

    id: str
    bundle: str
    contact: str
    name: str
    made: str
    came: str
    way: str
    purpose: str
    ground: str | None
    cases: tuple[str, ...]
    acts: tuple[str, ...]
    streams: tuple[str, ...]
    gaps: tuple[tuple[str, str, int, int], ...]
    changes: int
    state: str
    reason: str | None


_SENT = f"SELECT {', '.join(Sent._fields)} FROM sent_bundles WHERE retracted = 0 AND stream = ?"  # noqa: S608 - our own names
_RECEIVED = (
    f"SELECT {', '.join(Received._fields)} FROM received_bundles WHERE retracted = 0 AND stream = ?"  # noqa: S608
)


_SAME = (
    "SELECT ? UNION SELECT other.id FROM contacts one JOIN contacts other ON one.sign = other.sign "
    "OR (one.sign IS NULL AND other.sign IS NULL AND one.age = other.age) WHERE one.id = ?"
)
"""The records of one contact: who was taken off the list and written in again with the same key is the same person."""


def sharings(store: Store, *, case_id: str | None = None, contact: str | None = None) -> list[Sharing]:
    """Return what is shared, ended ones too, of one family or with one contact; in the order it began."""
    where, params = "", [store.own_stream]
    if case_id is not None:
        where += " AND case_id = ?"
        params.append(case_id)
    if contact is not None:
        where += f" AND contact IN ({_SAME})"
        params += [contact, contact]
    found = [_sharing(row) for row in store.rows(f"{_SHARING}{where} ORDER BY begun, id", *params)]
    return found if contact is None else [replace(one, contact=contact) for one in found]


def _sharing(row: Any) -> Sharing:
    key, case_id, contact, profile, streams, target, ground, purpose, notes, begun, ended, excluded = row
    return Sharing(
        id=key, case_id=case_id, contact=contact, profile=profile, streams=tuple(json.loads(streams)), target=target,
        ground=ground, purpose=purpose, notes=bool(notes), begun=begun, ended=ended,
        excluded=tuple(json.loads(excluded or "[]")),
    )  # fmt: skip


def sent(store: Store, *, contact: str | None = None) -> list[Sent]:
    """Return the bundles that were sealed, the oldest first."""
    more, params = (f" AND contact IN ({_SAME})", [contact, contact]) if contact is not None else ("", [])
    found: list[Sent] = []
    for row in store.rows(f"{_SENT}{more} ORDER BY made, id", store.own_stream, *params):
        one = Sent(*row)  # type: ignore[arg-type]
        ranges = tuple(tuple(each) for each in json.loads(str(one.ranges)))
        cases, streams = (tuple(json.loads(str(text))) for text in (one.cases, one.streams))
        found.append(one._replace(cases=cases, streams=streams, ranges=ranges))
    return found


def received(store: Store) -> list[Received]:
    """Return the bundles that came, the oldest first."""
    return [_received(row) for row in store.rows(f"{_RECEIVED} ORDER BY came, id", store.own_stream)]


def find_received(store: Store, key: str) -> Received:
    """Return a bundle that came, by its id or the beginning of one (4 characters); raises NotFound, WrongUsage."""
    wanted = key.strip().lower()
    found = [one for one in received(store) if one.bundle.startswith(wanted)] if len(wanted) >= 4 else []
    if not found:
        raise NotFound("bundle_not_found", id=sayable(wanted))
    if len(found) > 1:
        raise WrongUsage("bundle_ambiguous", id=sayable(wanted))
    return found[0]


def _received(row: Any) -> Received:
    one = Received(*row)
    cases, acts, streams = (tuple(json.loads(str(text))) for text in (one.cases, one.acts, one.streams))
    gaps = tuple(tuple(gap) for gap in json.loads(str(one.gaps)))
    return one._replace(cases=cases, acts=acts, streams=streams, gaps=gaps)
