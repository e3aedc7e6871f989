"""What a bundle does to a store, and what is said of it: once, in any order, and all of it or nothing.

INC001 what is new stands and is noted; the same bundle again does nothing
INC002 what comes early waits, and what is waited for is named until it comes
INC003 changes in our own place make us go on as a new device
INC004 a family that comes is begun; what is offered joins
INC005 copies are answered with a receipt, receipts with nothing
INC006 what is refused leaves nothing but that an answer is owed
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from spaedbarn_cli.domain.sharing import OPENED
from spaedbarn_cli.errors import Refused
from spaedbarn_cli.store import contacts, heard, sharings, vault, verify, visits
from spaedbarn_cli.store.log import Entry
from spaedbarn_cli.sync import incoming, letterbox, outgoing, receipts
from spaedbarn_cli.sync.sequence import Gap
from sync.forging import FORGER, Chain, a_visit, exchange, sealed, sound, state, three, visit_fields

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sync.somebody import Somebody

NEW_FAMILY = "0000000000000b03"
RECORD = "visitfromoutside"
People = tuple["Somebody", "Somebody", "Somebody", str]


@pytest.fixture
def people() -> Iterator[People]:
    with three() as found:
        yield found


def visits_by(chain: Chain, family: str, count: int) -> Chain:
    for number in range(count):
        chain.say("visit", f"{RECORD}{number}", **visit_fields(family))
    return chain


def test_what_is_new_stands_and_is_noted(people: People) -> None:
    """INC001"""
    mette, jens, _, family = people
    chain = visits_by(Chain(vault.case_stream(family, "contact")), family, 2)
    arrival = mette.take(sealed(jens, mette, chain.changes, purpose="fælles familie"))
    assert (arrival.new, arrival.known, arrival.waits, arrival.again) == (2, 0, 0, False)
    assert (arrival.cases, arrival.streams, arrival.begun) == ((family,), (chain.stream,), ())
    assert (arrival.gaps, arrival.forks, arrival.acts, arrival.receipts, arrival.ahead) == ((), (), (), 0, False)
    assert arrival.contact == mette.contact(jens)
    came = sharings.find_received(mette.store, arrival.bundle)
    assert (came.name, came.way, came.purpose) == ("Jens Lund", "remote", "fælles familie")
    assert (came.changes, came.state, came.came) == (2, "delivered", "2026-11-02T08:00:00+00:00")
    assert len(visits.listed(mette.store, family)) == 5
    assert heard.told(mette.store, jens.public.sign) is not None
    assert sound(mette)


def test_the_same_bundle_again_does_nothing(people: People) -> None:
    """INC001: nor do its changes in another one, which is not noted."""
    mette, jens, _, family = people
    chain = visits_by(Chain(vault.case_stream(family, "contact")), family, 2)
    data = sealed(jens, mette, chain.changes)
    first = mette.take(data)
    before = state(mette)
    again = mette.take(data)
    assert (again.again, again.new, again.known, again.bundle) == (True, 0, 2, first.bundle)
    assert (again.cases, again.streams) == (first.cases, first.streams)
    other = mette.take(sealed(jens, mette, chain.changes, number=2))
    assert (other.again, other.new, other.known) == (False, 0, 2)
    assert state(mette) == before


def test_two_who_change_one_field_are_told_of(people: People) -> None:
    """INC001"""
    mette, jens, _, family = people
    stream, record = vault.case_stream(family, "contact"), "visit000000000ab"
    for one, note in ((mette, "Mette siger."), (jens, "Jens siger.")):
        one.store.append([Entry(stream, "visit", record, "amend", {"note": note}, "rettet")])
    data = jens.send(mette)
    assert data is not None
    assert mette.take(data).conflicts == ((record, "note"),)
    assert mette.take(data).conflicts == ()


def test_what_comes_early_waits_and_what_is_waited_for_is_named(people: People) -> None:
    """INC002"""
    mette, jens, _, family = people
    chain = visits_by(Chain(vault.case_stream(family, "contact")), family, 5)
    late = sealed(jens, mette, chain.changes[3:], number=1)
    arrival = mette.take(late)
    gap = Gap(chain.stream, FORGER, 1, 3)
    assert (arrival.new, arrival.waits, arrival.gaps) == (0, 2, (gap,))
    assert incoming.gaps_of(mette.store) == (gap,)
    assert sharings.find_received(mette.store, arrival.bundle).gaps == (tuple(gap),)
    again = mette.take(late)
    assert (again.again, again.waits, again.gaps) == (True, 2, (gap,))
    middle = mette.take(sealed(jens, mette, chain.changes[1:2], number=2))
    assert middle.gaps == (Gap(chain.stream, FORGER, 1, 1), Gap(chain.stream, FORGER, 3, 3))
    assert len(visits.listed(mette.store, family)) == 3
    assert sound(mette)
    first = mette.take(sealed(jens, mette, chain.changes[:1], number=3))
    assert (first.new, first.waits, first.gaps) == (2, 2, (Gap(chain.stream, FORGER, 3, 3),))
    last = mette.take(sealed(jens, mette, chain.changes[2:3], number=4))
    assert (last.new, last.waits, last.gaps) == (3, 0, ())
    assert incoming.gaps_of(mette.store) == ()
    assert len(visits.listed(mette.store, family)) == 8
    assert mette.take(late).gaps == ()
    assert sound(mette)


def test_two_changes_in_one_place_both_stand_and_are_told_of(people: People) -> None:
    """INC002"""
    mette, jens, _, family = people
    stream = vault.case_stream(family, "contact")
    one, other = visits_by(Chain(stream), family, 1), Chain(stream)
    other.say("visit", "visitofthebranch", **visit_fields(family))
    mette.take(sealed(jens, mette, one.changes))
    arrival = mette.take(sealed(jens, mette, other.changes, number=2))
    (fork,) = arrival.forks
    assert (fork.seq, set(fork.ids)) == (1, {one.changes[0].id, other.changes[0].id})
    assert len(visits.listed(mette.store, family)) == 5
    assert verify.forks(mette.store).params == {"count": 1}


@pytest.mark.parametrize("early", [False, True])
def test_changes_of_our_own_device_that_we_lack_make_us_a_new_one(people: People, early: bool) -> None:
    """INC003: the store was put back, and its numbers are not ours alone; also while they wait for those before."""
    mette, jens, _, family = people
    device = mette.store.device
    mette.keep_copy()
    for number in range(2):
        mette.store.append([a_visit(family, f"visitlost00000{number}ab")])
    exchange(mette, jens)
    mette.restore(noticed=False)
    assert mette.store.device == device
    held = outgoing.unacknowledged(jens.store, None, [vault.case_stream(family, "contact")])
    changes = [change for change in held if change.place[1] == device and change.place[2] > (6 if early else 5)]
    arrival = mette.take(sealed(jens, mette, changes))
    assert (arrival.new, arrival.waits) == ((0, 1) if early else (2, 0))
    assert mette.store.device != device
    assert vault.devices_before(mette.store) == (device,)
    assert not mette.store.begins, "that it came was written as the new one"
    (written,) = mette.store.append([a_visit(family, "visitafter000000")])
    assert written.seq == 1
    exchange(mette, jens)
    assert len(visits.listed(mette.store, family)) == len(visits.listed(jens.store, family)) == 6
    assert sound(mette)
    assert sound(jens)


def test_a_family_that_comes_is_begun_and_goes_both_ways(people: People) -> None:
    """INC004"""
    mette, jens, _, _ = people
    chain = visits_by(Chain(vault.case_stream(NEW_FAMILY, "contact")), NEW_FAMILY, 1)
    arrival = mette.take(sealed(jens, mette, chain.changes, offers=[vault.case_stream(NEW_FAMILY, "plan")]))
    assert (arrival.begun, arrival.cases) == ((NEW_FAMILY,), (NEW_FAMILY,))
    (one,) = sharings.sharings(mette.store, case_id=NEW_FAMILY)
    assert (one.profile, one.streams, one.contact) == ("colleague", ("contact", "plan"), mette.contact(jens).id)
    plan = vault.case_stream(NEW_FAMILY, "plan")
    mette.store.append([Entry(plan, "goal", "goal000000000001", "create", {"case_id": NEW_FAMILY, "date": "2026-11-03"})])
    data = mette.send(jens)
    assert data is not None
    assert jens.take(data).begun == (NEW_FAMILY,)


def test_what_is_offered_joins_without_a_change(people: People) -> None:
    """INC004: where she began it; nothing is noted of a bundle that holds none."""
    mette, jens, _, family = people
    (own,) = sharings.sharings(mette.store, contact=mette.contact(jens).id)
    mette.store.append([Entry(mette.store.own_stream, "sharing", own.id, "amend", {"ground": None})])
    before = sharings.received(mette.store)
    arrival = mette.take(sealed(jens, mette, offers=[vault.case_stream(family, "network")]))
    assert (arrival.new, arrival.begun, arrival.cases) == (0, (), ())
    (one,) = sharings.sharings(mette.store, contact=mette.contact(jens).id)
    assert one.streams == ("contact", "child", "plan", "network")
    assert sharings.received(mette.store) == before


def test_copies_are_answered_with_a_receipt_and_that_with_nothing(people: People) -> None:
    """INC005"""
    mette, _, worker, family = people
    mette.store.append([a_visit(family, "visitafter000000")])
    mette.share_copies(family, worker)
    data = mette.send(worker)
    assert data is not None
    letter = letterbox.open_letter(worker.store, data)
    assert letter.sender is not None
    arrival = incoming.take(worker.store, letter.sender, letter.opened, way="file", state=OPENED)
    assert len(arrival.acts) == 1
    came = sharings.find_received(worker.store, arrival.bundle)
    assert (came.state, came.way, came.acts) == (OPENED, "file", arrival.acts)
    answer = worker.send(mette)
    assert answer is not None
    before = sharings.received(mette.store)
    back = mette.take(answer)
    assert (back.receipts, back.cases, back.begun) == (1, (), ())
    assert sharings.received(mette.store) == before
    said = receipts.from_contact(mette.store, worker.public.sign, mette.public.sign)
    assert said[arrival.bundle].state == OPENED
    exchange(mette, worker)
    assert mette.send(worker) is None


def test_what_a_contact_says_she_has_is_noted(people: People) -> None:
    """INC001: and whoever sends changes waits for an answer, whoever sends none does not."""
    mette, jens, _, family = people
    mette.take(sealed(jens, mette, number=7, device=jens.store.device, made="2026-11-09T09:00:00.000+00:00"))
    assert heard.acknowledged(mette.store, jens.public.sign) == {}
    before = heard.told(mette.store, jens.public.sign)
    assert before is not None
    assert before.heads is not None
    chain = visits_by(Chain(vault.case_stream(family, "contact")), family, 1)
    mette.take(sealed(jens, mette, chain.changes, number=8))
    after = heard.told(mette.store, jens.public.sign)
    assert after is not None
    assert after.heads is None


def test_a_clock_a_day_ahead_is_told_of(people: People) -> None:
    """INC001"""
    mette, jens, _, family = people
    for number, (at, ahead) in enumerate((("2026-11-02T20:00:00.000Z", False), ("2026-11-05T09:00:00.000Z", True)), 1):
        chain = Chain(vault.case_stream(family, "contact"), f"{number:016x}", at=at)
        chain.say("visit", f"{RECORD}{number}", **visit_fields(family))
        assert mette.take(sealed(jens, mette, chain.changes, number=number)).ahead is ahead


def test_what_is_refused_leaves_nothing_but_that_an_answer_is_owed(people: People) -> None:
    """INC006: not even the part of it that could have stood."""
    mette, _, worker, family = people
    good = visits_by(Chain(vault.case_stream(NEW_FAMILY, "contact")), NEW_FAMILY, 1)
    bad = Chain(vault.case_stream(family, "contact"))
    bad.say("visit", RECORD, **visit_fields(family))
    before, device = state(mette), mette.store.device
    with pytest.raises(Refused):
        mette.take(sealed(worker, mette, [*good.changes, *bad.changes]))
    assert (state(mette), mette.store.device) == (before, device)
    owed = heard.told(mette.store, worker.public.sign)
    assert owed is not None
    assert owed.heads is None
    assert contacts.by_sign(mette.store)[worker.public.sign].name == "Signe Bach"
