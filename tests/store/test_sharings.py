"""Who is given what, what was sent and what came: found as it was written, and only what stands in the store's own stream."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from sync.memory_store import START, new_store

from spaedbarn_cli.domain.sharing import Sharing
from spaedbarn_cli.errors import NotFound, WrongUsage
from spaedbarn_cli.store import sharings
from spaedbarn_cli.store.log import Entry
from spaedbarn_cli.store.vault import case_stream

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spaedbarn_cli.store.vault import Store

FAMILY, OTHER = "9n4t0kz7wq2m8c5v", "0000000000000b03"
JENS, LONE = "contactofjens000", "contactoflone000"
SHARING: dict[str, Any] = {
    "case_id": FAMILY, "contact": JENS, "profile": "colleague", "streams": ["contact", "plan"], "target": None,
    "ground": "early-exchange", "purpose": "fælles familie", "notes": True, "begun": "2026-11-02", "ended": None,
}  # fmt: skip
SENT: dict[str, Any] = {
    "bundle": "ab" * 16, "contact": JENS, "made": "2026-11-02T09:00:00.000+00:00", "way": "remote", "cases": [FAMILY],
    "ranges": [[f"{FAMILY}/contact", "a0" * 8, 1, 3, "cd" * 32]], "streams": [f"{FAMILY}/contact"], "changes": 3,
    "bytes": 8_500,
}  # fmt: skip
RECEIVED: dict[str, Any] = {
    "bundle": "ab" * 16, "contact": LONE, "name": "Lone Krogh", "made": "2026-11-02T09:00:00.000+00:00",
    "came": "2026-11-03T09:00:00+00:00", "way": "file", "purpose": "status", "ground": None, "cases": [FAMILY],
    "acts": ["0a1b"], "streams": [f"{FAMILY}/share:x"], "gaps": [[f"{FAMILY}/share:x", "b0" * 8, 2, 4]], "changes": 5,
    "state": "delivered", "reason": None,
}  # fmt: skip


@pytest.fixture
def store() -> Iterator[Store]:
    made = new_store("Mette Holm", "health-visitor", lambda: START)
    yield made
    made.close()


def note(store: Store, kind: str, key: str, usual: dict[str, Any], *, stream: str | None = None, **other: Any) -> None:
    store.append([Entry(stream or store.own_stream, kind, key, "create", {**usual, **other})])


def test_what_is_shared_comes_back_in_the_order_it_began(store: Store) -> None:
    note(store, "sharing", "s3", SHARING, begun="2026-11-04", contact=LONE, profile="caseworker", streams=["plan"],
         target=f"{FAMILY}/share:x", notes=False, ended="2026-11-09")  # fmt: skip
    note(store, "sharing", "s2", SHARING, case_id=OTHER)
    note(store, "sharing", "s1", SHARING)
    assert [one.id for one in sharings.sharings(store)] == ["s1", "s2", "s3"]
    assert [one.id for one in sharings.sharings(store, case_id=FAMILY)] == ["s1", "s3"]
    assert [one.id for one in sharings.sharings(store, contact=JENS)] == ["s1", "s2"]
    (one,) = sharings.sharings(store, case_id=FAMILY, contact=LONE)
    assert one == Sharing(
        id="s3", case_id=FAMILY, contact=LONE, profile="caseworker", streams=("plan",), target=f"{FAMILY}/share:x",
        ground="early-exchange", purpose="fælles familie", notes=False, begun="2026-11-04", ended="2026-11-09",
    )  # fmt: skip


def test_what_was_taken_back_or_stands_in_another_stream_is_not_shared(store: Store) -> None:
    note(store, "sharing", "s1", SHARING)
    note(store, "sharing", "s2", SHARING, stream=case_stream(FAMILY, "contact"))
    note(store, "sent", "t1", SENT, stream=case_stream(FAMILY, "contact"))
    note(store, "received", "r1", RECEIVED, stream=case_stream(FAMILY, "contact"))
    assert [one.id for one in sharings.sharings(store)] == ["s1"]
    store.append([Entry(store.own_stream, "sharing", "s1", "retract", {}, "forkert familie")])
    assert sharings.sharings(store) == []
    assert sharings.sent(store) == []
    assert sharings.received(store) == []


def test_what_was_sent_comes_back_the_oldest_first(store: Store) -> None:
    note(store, "sent", "t1", SENT)
    note(store, "sent", "t2", SENT, made="2026-11-01T09:00:00.000+00:00", contact=LONE)
    assert [one.id for one in sharings.sent(store)] == ["t2", "t1"]
    (one,) = sharings.sent(store, contact=JENS)
    assert one.ranges == ((f"{FAMILY}/contact", "a0" * 8, 1, 3, "cd" * 32),)
    assert (one.cases, one.streams, one.changes, one.bytes) == ((FAMILY,), (f"{FAMILY}/contact",), 3, 8_500)


def test_what_came_comes_back_in_the_order_it_came(store: Store) -> None:
    note(store, "received", "r1", RECEIVED)
    note(store, "received", "r2", RECEIVED, bundle="ac" * 16, came="2026-11-01T09:00:00+00:00")
    assert [one.id for one in sharings.received(store)] == ["r2", "r1"]
    one = sharings.received(store)[1]
    assert (one.gaps, one.acts, one.cases) == (((f"{FAMILY}/share:x", "b0" * 8, 2, 4),), ("0a1b",), (FAMILY,))
    assert (one.ground, one.reason, one.changes, one.state) == (None, None, 5, "delivered")


def test_what_came_is_found_by_the_beginning_of_its_bundle(store: Store) -> None:
    note(store, "received", "r1", RECEIVED)
    note(store, "received", "r2", RECEIVED, bundle="abab" + "00" * 14)
    assert sharings.find_received(store, " ABABAB ").id == "r1"
    assert sharings.find_received(store, "abab0").id == "r2"
    with pytest.raises(WrongUsage) as several:
        sharings.find_received(store, "abab")
    assert several.value.key == "bundle_ambiguous"
    for wrong in ("aba", "", "ffff", "r1"):
        with pytest.raises(NotFound) as none:
            sharings.find_received(store, wrong)
        assert none.value.key == "bundle_not_found"
