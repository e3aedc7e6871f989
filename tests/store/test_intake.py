"""Changes from outside: placed in log and tables, kept while they wait, filled in, and refused where they cannot stand.

INT001 what stands is in the log as it came, and in the tables as the log tells it
INT002 what waits is kept, shown nowhere, and comes out once
INT003 content that was missing is filled in, unless it was erased here
INT004 what cannot stand where it says is refused
INT005 more than one lot at a time makes no difference
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sync.forging import FORGER, Chain, visit_fields
from sync.memory_store import START, new_store

from spaedbarn_cli.errors import BundleRejected
from spaedbarn_cli.store import intake, verify, visits
from spaedbarn_cli.store.intake import Foreign, Row
from spaedbarn_cli.store.log import Entry

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spaedbarn_cli.store.vault import Store

FAMILY, OTHER = "9n4t0kz7wq2m8c5v", "0000000000000b03"
CONTACT = f"{FAMILY}/contact"
RECORD = "visit0000000001a"
CAME = "2026-11-02T09:00:00+00:00"


@pytest.fixture
def store() -> Iterator[Store]:
    made = new_store("Mette Holm", "health-visitor", lambda: START)
    yield made
    made.close()


def foreign(chain: Chain) -> list[Foreign]:
    return [Foreign(one.id, one.head, one.body) for one in chain.changes]


def take_in(store: Store, changes: Sequence[Foreign]) -> list[tuple[str, str]]:
    with store.writing() as connection:
        return intake.take_in(connection, changes)


def keep(store: Store, changes: Sequence[Foreign]) -> None:
    with store.writing() as connection:
        intake.keep_early(connection, changes, sign="s" * 43, came=CAME)


def refused(store: Store, changes: Sequence[Foreign]) -> None:
    before = store.rows("SELECT id FROM changes")
    with pytest.raises(BundleRejected) as error:
        take_in(store, changes)
    assert error.value.key == "bundle_record"
    assert store.rows("SELECT id FROM changes") == before


def visit_and_note() -> Chain:
    chain = Chain(CONTACT)
    chain.say("visit", RECORD, **visit_fields(FAMILY, note="Rolig."))
    chain.say("visit", RECORD, "amend", base=[chain.changes[0].id], note="Rettet.")
    return chain


def sound(store: Store) -> bool:
    return verify.chains(store).ok and verify.replay(store).ok


def test_what_stands_is_in_the_log_as_it_came_and_in_the_tables(store: Store) -> None:
    """INT001: all at once, or one by one."""
    chain = visit_and_note()
    assert take_in(store, foreign(chain)) == [("visit", RECORD)]
    kept = store.rows("SELECT c.id, c.seq, p.body FROM changes c JOIN payloads p ON p.change = c.id WHERE stream = ?", CONTACT)
    assert kept == [(one.id, one.head["seq"], one.body) for one in chain.changes]
    assert [visit.note for visit in visits.listed(store, FAMILY)] == ["Rettet."]
    chain.say("visit", RECORD, "retract", base=[chain.changes[1].id])
    take_in(store, foreign(chain)[2:])
    assert visits.listed(store, FAMILY) == []
    assert sound(store)


def test_a_correction_before_its_beginning_is_shown_when_that_is_here(store: Store) -> None:
    """INT001: of two devices the one may come before the other."""
    chain = visit_and_note()
    late = Chain(CONTACT, "bb" * 8, at="2026-11-02T10:00:00.000Z")
    late.say("visit", RECORD, "amend", base=[chain.changes[1].id], note="Af en anden.")
    take_in(store, foreign(late))
    assert visits.listed(store, FAMILY) == []
    take_in(store, foreign(chain))
    assert [visit.note for visit in visits.listed(store, FAMILY)] == ["Af en anden."]
    assert sound(store)


def test_a_kind_that_nobody_knows_is_kept_and_shown_nowhere(store: Store) -> None:
    """INT001"""
    chain = Chain(CONTACT)
    chain.say("weather", RECORD, rain=True)
    assert take_in(store, foreign(chain)) == [("weather", RECORD)]
    assert store.rows("SELECT count(*) FROM changes WHERE kind = 'weather'") == [(1,)]
    assert sound(store)


def test_an_erasure_from_outside_takes_nothing_away(store: Store) -> None:
    """INT001: it is noted as hearsay."""
    chain = visit_and_note()
    erased = chain.say("visit", RECORD, "erase")
    take_in(store, foreign(chain))
    assert [visit.note for visit in visits.listed(store, FAMILY)] == ["Rettet."]
    assert store.rows("SELECT change FROM hearsay") == [(erased.id,)]
    assert sound(store)


def test_standing_is_from_one_before_the_lowest_on_and_the_newest(store: Store) -> None:
    """INT001: what a decision about the next change needs."""
    chain = Chain(CONTACT)
    for number in range(6):
        chain.say("visit", f"{RECORD}{number}", **visit_fields(FAMILY))
    take_in(store, foreign(chain))
    place = (CONTACT, FORGER)

    def numbers(lowest: int) -> list[int]:
        return [row.seq for row in intake.standing(store.connection, {place: lowest})]

    assert numbers(1) == [1, 2, 3, 4, 5, 6]
    assert numbers(5) == [4, 5, 6]
    assert numbers(7) == [6]
    assert numbers(400) == [6]
    third = chain.changes[2]
    assert intake.standing(store.connection, {place: 3})[1] == Row(*third.place, third.head["prev"], third.id)
    assert intake.standing(store.connection, {(CONTACT, "cc" * 8): 1}) == []


def test_what_waits_is_kept_shown_nowhere_and_comes_out_once(store: Store) -> None:
    """INT002"""
    chain = visit_and_note()
    first, second = foreign(chain)
    keep(store, [second])
    assert store.rows("SELECT count(*) FROM visits") == [(0,)]
    assert store.rows("SELECT sign, came FROM early") == [("s" * 43, CAME)]
    here = Row(*chain.changes[1].place, first.id, second.id)
    assert intake.waiting(store.connection) == [here]
    assert intake.waiting(store.connection, [(CONTACT, FORGER)]) == [here]
    assert intake.waiting(store.connection, [(CONTACT, store.device), (f"{FAMILY}/plan", FORGER)]) == []
    with store.writing() as connection:
        freed = intake.take_early(connection, ["00" * 32, second.id])
    assert freed == [second]
    assert intake.waiting(store.connection) == []
    take_in(store, [first, *freed])
    assert [visit.note for visit in visits.listed(store, FAMILY)] == ["Rettet."]
    assert sound(store)


def test_what_waits_twice_is_kept_once_with_the_content_that_came(store: Store) -> None:
    """INT002: an empty place that waits takes content, and does not push it out."""
    _, second = foreign(visit_and_note())
    for body, kept in ((None, None), (second.body, second.body), (None, second.body)):
        keep(store, [second._replace(body=body)])
        assert store.rows("SELECT id, body FROM early") == [(second.id, kept)]


def test_what_could_never_stand_is_not_kept_to_wait_and_what_waits_can_be_let_go(store: Store) -> None:
    """INT002"""
    bad = Chain(CONTACT, seq=4, prev="ab" * 32)
    bad.say("visit", RECORD, **visit_fields(OTHER))
    with pytest.raises(BundleRejected):
        keep(store, foreign(bad))
    assert intake.waiting(store.connection) == []
    good = Chain(CONTACT, seq=4, prev="ab" * 32)
    good.say("visit", RECORD, **visit_fields(FAMILY))
    keep(store, foreign(good))
    with store.writing() as connection:
        intake.forget_early(connection, [good.changes[0].id, "00" * 32])
    assert intake.waiting(store.connection) == []


def test_content_that_was_missing_is_filled_in(store: Store) -> None:
    """INT003"""
    chain = visit_and_note()
    chain.say("visit", RECORD, "erase")
    whole = foreign(chain)
    take_in(store, [one._replace(body=None) if number < 2 else one for number, one in enumerate(whole)])
    assert visits.listed(store, FAMILY) == []
    with store.writing() as connection:
        intake.fill_in(connection, [whole[1]._replace(body=None), whole[0]])
    assert [visit.note for visit in visits.listed(store, FAMILY)] == ["Rolig."]
    for _ in range(2):
        with store.writing() as connection:
            intake.fill_in(connection, whole)
    assert [visit.note for visit in visits.listed(store, FAMILY)] == ["Rettet."]
    assert sound(store)


def test_what_was_erased_here_is_not_filled_in_and_does_not_come_back(store: Store) -> None:
    """INT003: neither with the same changes nor with new ones."""
    chain = visit_and_note()
    whole = foreign(chain)
    take_in(store, whole)
    store.append([Entry(CONTACT, "visit", RECORD, "erase", {}, "på anmodning")])
    with store.writing() as connection:
        connection.execute("DELETE FROM payloads WHERE change IN (?, ?)", (whole[0].id, whole[1].id))
        intake.fill_in(connection, whole)
    chain.say("visit", RECORD, "amend", note="Skriver videre.")
    take_in(store, foreign(chain)[2:])
    here = store.rows("SELECT count(*) FROM payloads p JOIN changes c ON c.id = p.change WHERE c.record = ? "
                      "AND c.op != 'erase'", RECORD)  # fmt: skip
    assert here == [(0,)]
    assert visits.listed(store, FAMILY) == []
    assert sound(store)


def test_a_filling_that_does_not_fit_is_refused(store: Store) -> None:
    """INT003"""
    chain = Chain(CONTACT)
    chain.say("visit", RECORD, **{**visit_fields(FAMILY), "start": "i går"})
    chain.say("visit", RECORD, "erase")
    whole = foreign(chain)
    take_in(store, [whole[0]._replace(body=None), whole[1]])
    with pytest.raises(BundleRejected), store.writing() as connection:
        intake.fill_in(connection, whole)
    assert store.rows("SELECT count(*) FROM payloads WHERE change = ?", whole[0].id) == [(0,)]


def test_a_record_stays_in_its_stream_of_its_kind_and_family(store: Store) -> None:
    """INT004: also where both places come in one bundle."""
    take_in(store, foreign(visit_and_note()))
    for stream, kind, record, fields in (
        (f"{FAMILY}/plan", "visit", RECORD, visit_fields(FAMILY)),
        (f"{OTHER}/contact", "visit", RECORD, visit_fields(OTHER)),
        (CONTACT, "pause", RECORD, {"case_id": FAMILY, "first_day": "2026-11-01", "last_day": "2026-11-02"}),
        (CONTACT, "weather", RECORD, {}),
        (CONTACT, "visit", "another000000000", visit_fields(OTHER)),
        (CONTACT, "case", "another000000000", {"code": "X1", "programme": "p"}),
        (CONTACT, "visit", "another000000000", {**visit_fields(FAMILY), "end": None}),
    ):
        chain = Chain(stream, "cc" * 8)
        chain.say(kind, record, **fields)
        refused(store, foreign(chain))
    one, other = Chain(CONTACT, "cc" * 8), Chain(f"{FAMILY}/plan", "cc" * 8)
    for chain in (one, other):
        chain.say("visit", "another000000000", **visit_fields(FAMILY))
    refused(store, foreign(one) + foreign(other))
    unknown = Chain(CONTACT, "cc" * 8)
    unknown.say("weather", "another000000000")
    unknown.say("visit", "another000000000", **visit_fields(FAMILY))
    refused(store, foreign(unknown))
    assert sound(store)


def test_a_copy_of_a_family_is_of_the_family_in_whose_stream_it_stands(store: Store) -> None:
    """INT004"""
    chain = Chain(f"{FAMILY}/share:x")
    chain.say("shared", "copy000000000001", case_id=FAMILY, record=OTHER, kind="case", source="contact", gone=False,
              fields={"code": "B03", "programme": "p"}, letter="l", at=CAME)  # fmt: skip
    refused(store, foreign(chain))


def test_a_kind_that_nobody_knows_may_name_whatever_family_it_likes(store: Store) -> None:
    """INT004: nothing is read from it."""
    chain = Chain(CONTACT)
    chain.say("weather", RECORD, case_id=OTHER)
    take_in(store, foreign(chain))
    assert sound(store)


def test_more_records_than_one_lot(store: Store) -> None:
    """INT005: the one that stands elsewhere is found among them all."""
    many = 1_203
    chain = Chain(CONTACT)
    for number in range(many):
        chain.say("visit", f"{RECORD}{number:05d}", **visit_fields(FAMILY))
    assert len(take_in(store, foreign(chain))) == many
    assert len(visits.listed(store, FAMILY)) == many
    again = Chain(CONTACT, "cc" * 8, at="2026-11-03T09:00:00.000Z")
    for number in range(many):
        base = [chain.changes[number].id]
        again.say("visit", f"{RECORD}{number:05d}", "amend", base=base, note=f"nr. {number}")
    take_in(store, foreign(again))
    assert {visit.note for visit in visits.listed(store, FAMILY)} == {f"nr. {number}" for number in range(many)}
    for place in (0, 499, 500, 501, many - 1):
        elsewhere = Chain(f"{FAMILY}/plan", "dd" * 8)
        for number in range(many):
            record = f"{RECORD}{number:05d}" if number == place else f"goal{number:012d}"
            elsewhere.say("goal", record, case_id=FAMILY, date="2026-11-03")
        refused(store, foreign(elsewhere))
    assert sound(store)
