"""Letters: what was said when something was shared, and up to when copies tell of the visits of a family."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from sync.memory_store import START, new_store

from spaedbarn_cli.store import letters
from spaedbarn_cli.store.log import Entry

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spaedbarn_cli.store.vault import Store

FAMILY, OTHER = "9n4t0kz7wq2m8c5v", "0000000000000b03"
JENS, LONE = "contactofjens000", "contactoflone000"
AT = "2026-11-{:02d}T09:00:00.000+00:00"


@pytest.fixture
def store() -> Iterator[Store]:
    made = new_store("Mette Holm", "health-visitor", lambda: START)
    yield made
    made.close()


def write(store: Store, key: str, day: int, *, family: str = FAMILY, target: str = "x", **other: Any) -> None:
    fields = {
        "case_id": family, "act": "0a1b", "at": AT.format(day), "sender": "s" * 43, "role": "health-visitor",
        "recipient": "Lone Krogh", "source": "contact", "profile": "caseworker", **other,
    }  # fmt: skip
    store.append([Entry(f"{family}/share:{target}", "letter", key, "create", fields)])


def given(store: Store, key: str, contact: str, *, family: str = FAMILY, profile: str = "received") -> None:
    fields = {
        "case_id": family, "contact": contact, "profile": profile, "streams": ["contact"], "target": f"{family}/share:{key}",
        "notes": False, "begun": "2026-11-02",
    }  # fmt: skip
    store.append([Entry(store.own_stream, "sharing", f"sharing{key}", "create", fields)])


def test_a_letter_comes_back_as_it_was_written(store: Store) -> None:
    write(store, "l1", 2, ground="duty-by-law", law="lov", purpose="status", told="2026-11-03", code="A17",
          consents=["mor: contact"], left_out=["2 visit"], records=3)  # fmt: skip
    (one,) = letters.listed(store)
    assert (one.id, one.stream, one.case_id, one.act) == ("l1", f"{FAMILY}/share:x", FAMILY, "0a1b")
    assert (one.ground, one.law, one.purpose, one.told, one.code) == ("duty-by-law", "lov", "status", "2026-11-03", "A17")
    assert (one.consents, one.left_out, one.records) == (("mor: contact",), ("2 visit",), 3)
    assert one.place == (store.device, 1)


def test_what_a_letter_does_not_say_is_empty(store: Store) -> None:
    write(store, "l1", 2, profile=None)
    (one,) = letters.listed(store)
    assert (one.ground, one.told, one.profile, one.consents, one.left_out, one.records) == (None, None, None, (), (), 0)


def test_the_oldest_first_of_one_family_or_of_all_without_those_taken_back(store: Store) -> None:
    for key, day, family in (("l3", 5, FAMILY), ("l2", 3, OTHER), ("l1", 5, FAMILY), ("l4", 1, FAMILY)):
        write(store, key, day, family=family)
    assert [one.id for one in letters.listed(store)] == ["l4", "l2", "l1", "l3"]
    assert [one.id for one in letters.listed(store, OTHER)] == ["l2"]
    store.append([Entry(f"{FAMILY}/share:x", "letter", "l4", "retract", {})])
    assert [one.id for one in letters.listed(store, FAMILY)] == ["l1", "l3"]


def test_a_letter_that_was_changed_stands_once_and_where_it_was_written(store: Store) -> None:
    write(store, "l1", 2)
    write(store, "l2", 3)
    store.append([Entry(f"{FAMILY}/share:x", "letter", "l1", "amend", {"told": "2026-11-09"})])
    found = letters.listed(store)
    assert [(one.id, one.told, one.place[1]) for one in found] == [("l1", "2026-11-09", 1), ("l2", None, 2)]


def test_copies_are_current_up_to_when_somebody_last_chose_what_goes(store: Store) -> None:
    """A correction that followed by itself says nothing of visits that have come since."""
    given(store, "x", JENS)
    write(store, "l1", 2)
    write(store, "l2", 8)
    write(store, "l3", 20, profile="correction")
    assert letters.current_to(store) == {FAMILY: {JENS: AT.format(8)}}
    store.append([Entry(f"{FAMILY}/share:x", "letter", "l2", "retract", {})])
    assert letters.current_to(store) == {FAMILY: {JENS: AT.format(2)}}


def test_copies_of_visits_count_before_newer_ones_of_another_journal(store: Store) -> None:
    given(store, "x", JENS)
    given(store, "y", JENS)
    given(store, "z", LONE)
    write(store, "l1", 2)
    write(store, "l2", 8, target="y", source="plan")
    write(store, "l3", 9, target="z", source="plan")
    assert letters.current_to(store) == {FAMILY: {JENS: AT.format(2), LONE: AT.format(9)}}


def test_a_letter_of_a_newer_program_that_names_no_profile_counts(store: Store) -> None:
    given(store, "x", JENS)
    write(store, "l1", 2, profile=None)
    assert letters.current_to(store) == {FAMILY: {JENS: AT.format(2)}}


def test_what_we_give_ourselves_tells_nothing_of_what_we_were_given(store: Store) -> None:
    given(store, "x", LONE, profile="caseworker")
    write(store, "l1", 2)
    assert letters.current_to(store) == {}
    given(store, "y", JENS, family=OTHER)
    write(store, "l2", 3, family=OTHER, target="y")
    assert letters.current_to(store) == {OTHER: {JENS: AT.format(3)}}
    store.append([Entry(store.own_stream, "sharing", "sharingy", "retract", {})])
    assert letters.current_to(store) == {}
