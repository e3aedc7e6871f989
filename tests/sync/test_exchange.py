"""One exchange over a folder: what lies in our mailbox in, what each contact lacks out, and silence when all is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from spaedbarn_cli.errors import BundleRejected, Failed
from spaedbarn_cli.store import heard, sharings
from spaedbarn_cli.store.log import Entry
from spaedbarn_cli.sync import exchange, outgoing, remote
from spaedbarn_cli.sync.exchange import Problem, Went
from spaedbarn_cli.sync.incoming import Arrival
from sync.forging import a_visit, sealed, sound, three
from sync.somebody import grounds

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from spaedbarn_cli.sync.remote import Remote
    from sync.somebody import Somebody

People = tuple["Somebody", "Somebody", "Somebody", str]
WORDS = outgoing.Words("fælles familie")


@pytest.fixture
def people() -> Iterator[People]:
    with three() as found:
        yield found


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Remote]:
    with remote.open_remote(str(tmp_path)) as opened:
        yield opened


def out(one: Somebody, other: Somebody, folder: Remote) -> Went | None:
    day = one.now().date()
    return exchange.go_out(one.store, folder, one.contact(other), grounds(), day, lambda contact, ways: WORDS)


def come(one: Somebody, folder: Remote) -> list[Arrival | Problem]:
    return list(exchange.come_in(one.store, folder, lambda number, total: None))


def waits(one: Somebody) -> dict[str, exchange.Waiting]:
    return {each.contact.name: each for each in exchange.waiting(one.store, grounds(), one.now().date())}


def mailbox(one: Somebody) -> str:
    return remote.mailbox_of(one.public.age)


def test_what_was_written_comes_to_the_other_and_then_there_is_silence(people: People, folder: Remote) -> None:
    mette, jens, _, family = people
    mette.store.append([a_visit(family, "visitafter000000")])
    went = out(mette, jens, folder)
    assert went is not None
    assert (went.changes, went.receipts, went.contact.name) == (1, 0, "Jens Lund")
    (name,) = folder.names(mailbox(jens))
    (noted,) = [one for one in sharings.sent(mette.store) if one.bundle == went.bundle]
    assert (noted.changes, noted.bytes, noted.way) == (1, went.bytes, "remote")
    (laid,) = heard.lying(mette.store, folder.place)
    assert (laid.name, laid.age, laid.streams) == (name, jens.public.age, (f"{family}/contact",))
    (arrival,) = come(jens, folder)
    assert isinstance(arrival, Arrival)
    assert (arrival.new, arrival.bundle) == (1, went.bundle)
    assert sharings.find_received(jens.store, went.bundle).purpose == "fælles familie"
    assert folder.names(mailbox(jens)) == []
    answer = out(jens, mette, folder)
    assert answer is not None
    assert answer.changes == 0
    assert [one.new for one in come(mette, folder) if isinstance(one, Arrival)] == [0]
    assert waits(mette) == {}
    assert out(mette, jens, folder) is None
    assert out(jens, mette, folder) is None
    assert sound(jens)


def test_a_bundle_that_only_answers_is_not_noted_as_sent(people: People, folder: Remote) -> None:
    mette, jens, _, _ = people
    before = sharings.sent(mette.store)
    with mette.store.writing() as connection:
        heard.owe_answer(connection, jens.public.sign)
    went = out(mette, jens, folder)
    assert went is not None
    assert (went.changes, sharings.sent(mette.store)) == (0, before)


def test_a_newer_bundle_takes_the_place_of_what_lies_there(people: People, folder: Remote) -> None:
    """It holds all that was in it and has not come."""
    mette, jens, _, family = people
    for number in range(3):
        mette.store.append([a_visit(family, f"visitafter00000{number}")])
        went = out(mette, jens, folder)
        assert went is not None
        assert went.changes == number + 1
        assert len(folder.names(mailbox(jens))) == 1
    (arrival,) = come(jens, folder)
    assert isinstance(arrival, Arrival)
    assert arrival.new == 3


def test_what_cannot_be_taken_in_stays_and_does_not_hold_up_the_rest(people: People, folder: Remote) -> None:
    mette, jens, worker, family = people
    mette.store.append([a_visit(family, "visitafter000000")])
    assert out(mette, jens, folder) is not None
    damaged = folder.publish(mailbox(jens), sealed(mette, jens)[:-1])
    foreign = folder.publish(mailbox(jens), sealed(mette, worker))
    seen: list[tuple[int, int]] = []
    found = list(exchange.come_in(jens.store, folder, lambda *numbers: seen.append(numbers)))
    assert seen == [(1, 3), (2, 3), (3, 3)]
    problems = {one.name: one.error for one in found if isinstance(one, Problem)}
    assert {name: error.key for name, error in problems.items()} == {damaged: "bundle_damaged", foreign: "bundle_no_key"}
    assert isinstance(problems[damaged], BundleRejected)
    assert [one.new for one in found if isinstance(one, Arrival)] == [1]
    assert set(folder.names(mailbox(jens))) == {damaged, foreign}


def test_a_bundle_that_comes_twice_is_taken_away_again(people: People, folder: Remote) -> None:
    mette, jens, _, family = people
    mette.store.append([a_visit(family, "visitafter000000")])
    data = mette.send(jens)
    assert data is not None
    for again in (False, True):
        folder.publish(mailbox(jens), data)
        (arrival,) = come(jens, folder)
        assert isinstance(arrival, Arrival)
        assert arrival.again is again
        assert folder.names(mailbox(jens)) == []


def test_our_own_copy_is_taken_away_without_a_word(people: People, folder: Remote) -> None:
    mette, jens, _, _ = people
    kept = outgoing.seal_for(mette.store, mette.contact(jens), mette.routes(jens))
    folder.publish(mailbox(mette), kept.data)
    assert come(mette, folder) == []
    assert folder.names(mailbox(mette)) == []


def test_what_its_sender_takes_back_meanwhile_is_passed_over(people: People, folder: Remote) -> None:
    mette, jens, _, family = people
    mette.store.append([a_visit(family, "visitafter000000")])
    assert out(mette, jens, folder) is not None
    (name,) = folder.names(mailbox(jens))
    assert list(exchange.come_in(jens.store, folder, lambda *_: folder.remove(mailbox(jens), name) and None)) == []


def test_an_empty_mailbox_is_nothing(people: People, folder: Remote) -> None:
    assert come(people[0], folder) == []


def test_what_could_not_be_laid_there_counts_for_nothing(people: People, tmp_path: Path) -> None:
    """A stick that is not plugged in: next time the same goes."""
    mette, jens, _, family = people
    mette.store.append([a_visit(family, "visitafter000000")])
    sent, told = sharings.sent(mette.store), heard.told(mette.store, jens.public.sign)
    with remote.open_remote(str(tmp_path / "pind")) as gone, pytest.raises(Failed):
        out(mette, jens, gone)
    assert (sharings.sent(mette.store), heard.told(mette.store, jens.public.sign)) == (sent, told)
    with remote.open_remote(str(tmp_path)) as there:
        went = out(mette, jens, there)
    assert went is not None
    assert went.changes == 1


def test_copies_go_and_a_receipt_comes_back(people: People, folder: Remote) -> None:
    mette, _, worker, family = people
    mette.store.append([a_visit(family, "visitafter000000")])
    mette.share_copies(family, worker)
    waiting = waits(mette)["Signe Bach"]
    assert (waiting.changes, waiting.receipts, waiting.held) == (2, 0, ())
    assert out(mette, worker, folder) is not None
    assert [one.new for one in come(worker, folder) if isinstance(one, Arrival)] == [2]
    assert waits(worker)["Mette Holm"][1:] == (1, (), 1)
    went = out(worker, mette, folder)
    assert went is not None
    assert (went.changes, went.receipts) == (1, 1)
    assert [one.receipts for one in come(mette, folder) if isinstance(one, Arrival)] == [1]


def test_what_is_held_back_is_told_with_its_reason(people: People) -> None:
    """Not what has ended, and what only comes from the other."""
    mette, jens, worker, family = people
    usual = {"case_id": family, "contact": mette.contact(worker).id, "profile": "caseworker", "begun": "2026-11-02"}
    colleague = {**usual, "contact": mette.contact(jens).id, "profile": "colleague"}
    mette.store.append([
        Entry(mette.store.own_stream, "sharing", record, "create", fields)
        for record, fields in (
            ("s1", {**usual, "streams": ["network"], "target": f"{family}/share:n", "ground": "consent"}),
            ("s2", {**usual, "streams": ["plan"], "target": f"{family}/share:p", "ground": "ukendt"}),
            ("s3", {**usual, "streams": ["child"], "target": f"{family}/share:c", "ended": "2026-11-02"}),
            ("s4", {**colleague, "streams": ["network"], "ground": "consent"}),
            ("s5", {**colleague, "profile": "received", "streams": ["parent:mor"], "target": f"{family}/parent:mor"}),
        )
    ])  # fmt: skip
    found = waits(mette)
    assert set(found["Signe Bach"].held) == {("network", "consent"), ("plan", "ground")}
    assert found["Jens Lund"].held == (("network", "consent"),)
    assert (found["Jens Lund"].changes, found["Signe Bach"].changes) == (0, 0)


def test_nobody_waits_who_has_no_key(people: People) -> None:
    mette, jens, _, family = people
    mette.store.append([a_visit(family, "visitafter000000")])
    assert set(waits(mette)) == {"Jens Lund"}
    mette.store.append([Entry(mette.store.own_stream, "contact", mette.contact(jens).id, "amend", {"age": None})])
    assert waits(mette) == {}
