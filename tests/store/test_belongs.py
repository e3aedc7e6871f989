"""Whether what comes can stand next to what is here: clocks, content that is missing, copies, and what counts for less."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from sync.forging import Chain, visit_fields
from sync.memory_store import START, new_store

from spaedbarn_cli.errors import BundleRejected
from spaedbarn_cli.store import belongs, intake
from spaedbarn_cli.store.intake import Foreign
from spaedbarn_cli.store.log import Entry

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from spaedbarn_cli.store.vault import Store

FAMILY, OTHER = "9n4t0kz7wq2m8c5v", "0000000000000b03"
CONTACT, COPIES = f"{FAMILY}/contact", f"{FAMILY}/share:x"
RECORD = "visit0000000001a"


@pytest.fixture
def store() -> Iterator[Store]:
    made = new_store("Mette Holm", "health-visitor", lambda: START)
    yield made
    made.close()


def foreign(*chains: Chain) -> list[Foreign]:
    return [Foreign(one.id, one.head, one.body) for chain in chains for one in chain.changes]


def refused(look: Callable[..., Any], store: Store, changes: list[Foreign]) -> None:
    with pytest.raises(BundleRejected) as error:
        look(store.connection, changes)
    assert error.value.key == "bundle_record"


@pytest.mark.parametrize("clock", ["2026-11-02T08:00:00.000Z/0000", "2026-11-02T09:00:00.000Z/0001"])
def test_a_change_is_later_than_the_one_it_follows(store: Store, clock: str) -> None:
    """Whether that one comes with it or stands here."""
    chain = Chain(CONTACT)
    chain.say("visit", RECORD, **visit_fields(FAMILY))
    first = foreign(chain)
    chain.say("visit", RECORD, "amend", note="senere")
    belongs.follow(store.connection, foreign(chain))
    late = Chain(CONTACT, seq=1, prev=first[0].id)
    late.say("visit", RECORD, "amend", hlc=clock, note="før")
    refused(belongs.follow, store, first + foreign(late))
    belongs.follow(store.connection, foreign(late))  # what it follows is nowhere yet
    with store.writing() as connection:
        intake.take_in(connection, first)
    refused(belongs.follow, store, foreign(late))


def test_clocks_are_looked_up_beyond_one_lot(store: Store) -> None:
    """The one that runs backwards is the last of more than are asked for at once."""
    chains = [Chain(CONTACT, f"{number:016x}") for number in range(1_001)]
    for number, chain in enumerate(chains):
        chain.say("futurum", f"r{number}")
    with store.writing() as connection:
        intake.take_in(connection, foreign(*chains))
    last = max(chains, key=lambda chain: str(chain.prev))
    after = [Chain(CONTACT, chain.device, seq=1, prev=chain.prev) for chain in chains]
    for number, chain in enumerate(after):
        chain.say("futurum", f"r{number}", "amend")
    belongs.follow(store.connection, foreign(*after))
    back = Chain(CONTACT, last.device, seq=1, prev=last.prev, at="2026-11-01T09:00:00.000Z")
    back.say("futurum", "r0", "amend")
    refused(belongs.follow, store, foreign(*(chain for chain in after if chain.device != last.device), back))


def test_a_change_without_content_needs_an_erasure_that_comes_with_it_is_here_or_waits(store: Store) -> None:
    hollow = Chain(CONTACT)
    hollow.say("visit", RECORD, hollow=True, **visit_fields(FAMILY))
    refused(belongs.are_erased, store, foreign(hollow))
    erasure = Chain(CONTACT, "bb" * 8, seq=3, prev="ab" * 32)
    erasure.say("visit", RECORD, "erase")
    belongs.are_erased(store.connection, foreign(hollow, erasure))
    with store.writing() as connection:
        intake.keep_early(connection, foreign(erasure), sign="s" * 43, came="2026-11-02T09:00:00+00:00")
    belongs.are_erased(store.connection, foreign(hollow))
    with store.writing() as connection:
        intake.forget_early(connection, [one.id for one in foreign(erasure)])
    refused(belongs.are_erased, store, foreign(hollow))
    store.append([Entry(CONTACT, "visit", RECORD, "create", visit_fields(FAMILY))])
    store.append([Entry(CONTACT, "visit", RECORD, "erase", {}, "på anmodning")])
    belongs.are_erased(store.connection, foreign(hollow))


def copy_of(record: str, family: str) -> tuple[Foreign, Any]:
    chain = Chain(f"{family}/share:y")
    chain.say("shared", "copy000000000001", record=record, case_id=family)
    (one,) = foreign(chain)
    return one, {"fields": {"record": record}}


def test_copies_of_one_record_are_of_one_family(store: Store) -> None:
    fields = {
        "case_id": FAMILY, "record": RECORD, "kind": "visit", "source": "contact", "fields": {}, "gone": False, "letter": "l",
        "at": "2026-11-02T09:00:00+00:00",
    }  # fmt: skip
    store.append([Entry(COPIES, "shared", "copy000000000000", "create", fields)])
    copied = belongs.Copied(store.connection)
    copied.look(*copy_of(RECORD, FAMILY))
    copied.look(*copy_of("another000000000", OTHER))
    with pytest.raises(BundleRejected):
        copied.look(*copy_of(RECORD, OTHER))
    with pytest.raises(BundleRejected):  # nor of two families in one bundle
        copied.look(*copy_of("another000000000", FAMILY))
    change, _ = copy_of(RECORD, OTHER)
    copied.look(change, None)  # of content that was erased nothing is known


def test_erasures_and_copies_that_were_not_given_to_us_count_for_less(store: Store) -> None:
    journal, ours, theirs = Chain(CONTACT), Chain(COPIES), Chain(f"{FAMILY}/share:y")
    said = journal.say("visit", RECORD, **visit_fields(FAMILY))
    erased = journal.say("visit", RECORD, "erase")
    for chain in (ours, theirs):
        chain.say("letter", f"letter{chain.stream[-1]}", case_id=FAMILY)
        chain.say("shared", f"shared{chain.stream[-1]}", case_id=FAMILY)
    store.append([
        Entry(store.own_stream, "sharing", f"s{name}", "create", {"case_id": FAMILY, "target": target, "profile": profile})
        for name, target, profile in (("x", ours.stream, "caseworker"), ("y", theirs.stream, "received"))
    ])  # fmt: skip
    found = belongs.hearsay(store.connection, foreign(journal, ours, theirs))
    assert found == [erased.id, *(one.id for one in ours.changes)]
    assert said.id not in found
