"""Erasure that comes from others: kept as evidence, and nothing goes for it here. Each decides for herself.

ERA001 an erasure in a bundle takes no content away, in a journal or among copies, whoever and whatever device it names
ERA002 what was erased here does not come back, and others keep theirs; who never had it gets an empty place
ERA003 a change without content is one whose erasure is known
ERA004 content that was erased elsewhere comes in when somebody else still has it
ERA005 tables are what the log tells, on both sides
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from spaedbarn_cli.errors import StoreDamaged
from spaedbarn_cli.store import erasure, history, vault, visits
from spaedbarn_cli.store.log import Entry
from sync.forging import Chain, a_visit, exchange, goes_on, refused, sealed, sound, three, visit_fields

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sync.somebody import Somebody

RECORD = "visit000000000ab"
NEW_FAMILY = "0000000000000b03"
People = tuple["Somebody", "Somebody", "Somebody", str]


@pytest.fixture
def people() -> Iterator[People]:
    with three() as found:
        yield found


def payloads(one: Somebody, record: str = RECORD) -> list[Any]:
    both = "changes c LEFT JOIN payloads p ON p.change = c.id"
    return one.store.rows(f"SELECT c.op, p.body IS NOT NULL FROM {both} WHERE c.record = ? ORDER BY c.n", record)


def test_an_erasure_by_a_colleague_takes_nothing_away_here(people: People) -> None:
    """ERA001"""
    mette, jens, _, family = people
    jens.store.append([Entry(vault.case_stream(family, "contact"), "visit", RECORD, "erase", {}, "på anmodning")])
    assert jens.store.rows("SELECT count(*) FROM visits WHERE id = ?", RECORD) == [(0,)]
    exchange(mette, jens)
    assert visits.find(mette.store, RECORD).note == "Rolig."
    assert payloads(mette) == [("create", 1), ("erase", 1)]
    assert [(step.op, step.author, step.reason) for step in history.of_record(mette.store, RECORD)][1] == (
        "erase", "Jens Lund", "på anmodning",
    )  # fmt: skip
    mette.store.append([Entry(vault.case_stream(family, "contact"), "visit", RECORD, "amend", {"note": "Rettet."}, "rettet")])
    assert visits.find(mette.store, RECORD).note == "Rettet."
    assert sound(mette)
    assert sound(jens)


@pytest.mark.parametrize("whose", ["her own", "ours now", "ours before"])
def test_no_name_of_a_device_makes_an_erasure_ours(people: People, whose: str) -> None:
    """ERA001: a change is not signed by the device it names."""
    mette, jens, _, family = people
    stream, device = vault.case_stream(family, "contact"), mette.store.device
    if whose == "ours before":
        mette.store.renew_device()
        mette.store.append([a_visit(family, "visit0000000000z")])
    chain = Chain(stream) if whose == "her own" else goes_on(mette, stream, device=device)
    chain.say("visit", RECORD, "erase")
    chain.say("case", family, "erase")
    mette.take(sealed(jens, mette, chain.changes))
    assert visits.find(mette.store, RECORD).note == "Rolig."
    assert mette.store.rows("SELECT code FROM cases") == [("A17",)]
    with pytest.raises(StoreDamaged), mette.store.writing() as connection:
        connection.execute("DELETE FROM payloads WHERE change IN (SELECT id FROM changes WHERE record = ?)", (RECORD,))
    assert sound(mette)


def test_an_erasure_of_copies_by_either_side_takes_nothing_away_at_the_other(people: People) -> None:
    """ERA001"""
    mette, _, worker, family = people
    stream, key = mette.store.rows("SELECT stream, id FROM shared WHERE record = ?", RECORD)[0]
    chain = Chain(str(stream))
    chain.say("shared", str(key), "erase")
    mette.take(sealed(worker, mette, chain.changes))
    assert mette.store.rows("SELECT count(*) FROM shared WHERE id = ?", key) == [(1,)]
    mette.store.append([Entry(str(stream), "shared", str(key), "erase", {})])
    exchange(mette, worker)
    assert worker.store.rows("SELECT count(*) FROM shared WHERE id = ?", key) == [(1,)]
    assert [visit.id for visit in visits.listed(worker.store, family)].count(RECORD) == 1
    assert sound(worker)
    assert sound(mette)


def test_what_was_erased_here_does_not_come_back_and_others_keep_theirs(people: People) -> None:
    """ERA002"""
    mette, jens, _, family = people
    erasure.erase_case(mette.store, family, "på anmodning")
    stream = vault.case_stream(family, "contact")
    jens.store.append([Entry(stream, "visit", RECORD, "amend", {"note": "Jens skriver videre."}, "rettet")])
    exchange(mette, jens)
    assert visits.listed(mette.store, family) == []
    assert mette.store.rows("SELECT count(*) FROM payloads WHERE body LIKE '%Jens skriver videre%'") == [(0,)]
    assert visits.find(jens.store, RECORD).note == "Jens skriver videre."
    assert sound(mette)
    assert sound(jens)


def test_what_waits_is_erased_with_its_family(people: People) -> None:
    """ERA002"""
    mette, jens, _, family = people
    early = Chain(vault.case_stream(family, "contact"), seq=4, prev="ab" * 32)
    early.say("visit", "visitwaits000000", **visit_fields(family, note="Venter."))
    mette.take(sealed(jens, mette, early.changes))
    erasure.erase_case(mette.store, family, "på anmodning")
    assert mette.store.rows("SELECT count(*) FROM early") == [(0,)]


def test_who_never_had_it_gets_an_empty_place_and_the_content_from_whoever_still_has_it(people: People) -> None:
    """ERA002, ERA004: the changes are there, nothing is shown; a later bundle with the content fills them."""
    mette, jens, _, _ = people
    whole, empty = (Chain(vault.case_stream(NEW_FAMILY, "contact")) for _ in range(2))
    for chain in (whole, empty):
        chain.say("visit", RECORD + "x", hollow=chain is empty, **visit_fields(NEW_FAMILY, note="Var der."))
        chain.say("visit", RECORD + "x", "erase")
    assert [one.id for one in whole.changes] == [one.id for one in empty.changes]
    mette.take(sealed(jens, mette, empty.changes))
    assert visits.listed(mette.store, NEW_FAMILY) == []
    assert sound(mette)
    mette.take(sealed(jens, mette, whole.changes, number=2))
    assert [visit.note for visit in visits.listed(mette.store, NEW_FAMILY)] == ["Var der."]
    assert sound(mette)


def test_an_empty_change_does_not_push_out_content_that_waits(people: People) -> None:
    """ERA004: nor does it keep content out that comes while both wait."""
    mette, jens, _, family = people
    first, second = (Chain(vault.case_stream(family, "contact")) for _ in range(2))
    for chain in (first, second):
        chain.say("visit", "visitfirst000000", **visit_fields(family))
        chain.say("visit", "visitsecond00000", hollow=chain is second, **visit_fields(family, note="Var der."))
        chain.say("visit", "visitsecond00000", "erase")
    empty, full = second.changes[1], first.changes[1]
    for number, waits in enumerate(([empty], [full], [empty]), 1):
        erased = [first.changes[2]] if number == 1 else []
        mette.take(sealed(jens, mette, [*waits, *erased], number=number))
    mette.take(sealed(jens, mette, [*second.changes], number=4))
    assert visits.find(mette.store, "visitsecond00000").note == "Var der."
    assert sound(mette)


def test_a_change_without_content_is_one_whose_erasure_is_known(people: People) -> None:
    """ERA003: who could leave content out at will would make every store of the family look damaged."""
    mette, jens, _, family = people
    chain = Chain(vault.case_stream(family, "contact"))
    chain.say("visit", "visitempty000000", hollow=True, **visit_fields(family))
    refused(mette, sealed(jens, mette, chain.changes), "bundle_record")
    chain.say("visit", "visitempty000000", "erase")
    mette.take(sealed(jens, mette, chain.changes, number=2))
    chain.say("visit", "visitempty000000", "amend", hollow=True, note="senere")
    mette.take(sealed(jens, mette, chain.changes[-1:], number=3))
    assert sound(mette)


def test_a_family_erased_with_all_that_was_shared_of_it_still_exchanges(people: People) -> None:
    """ERA005"""
    mette, jens, worker, family = people
    erasure.erase_case(mette.store, family, "på anmodning")
    for other in (jens, worker):
        exchange(mette, other)
        assert sound(other)
        assert mette.send(other) is None
        assert other.send(mette) is None, "who cannot know what is written here no more does not send all of hers for ever"
    assert sound(mette)
    assert len(visits.listed(jens.store, family)) == 3
    assert len(visits.listed(worker.store, family)) == 3
    erasure.erase_case(jens.store, family, "også her")
    exchange(mette, jens)
    assert visits.listed(jens.store, family) == []
    assert sound(jens)
