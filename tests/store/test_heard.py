"""What contacts say they have: never believed when it may be too much, and never believed less for long.

HRD001 a newer bundle of the same device is believed, whatever it says
HRD002 an older one is believed where it claims less, chain by chain
HRD003 a device that came after the one we heard is believed at once, a device from before it never again
HRD004 of a device we cannot place the first bundle is believed where it claims less, the next ones wholly
HRD005 what we told her, what lies for her and that she waits for an answer are noted side by side
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sync.memory_store import START, new_store

from spaedbarn_cli.store import heard

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spaedbarn_cli.store.heard import Head
    from spaedbarn_cli.store.vault import Store

SIGN = "s" * 43
OURS, HERS = "a0" * 8, "b0" * 8
FIRST, SECOND, THIRD = "11" * 8, "22" * 8, "33" * 8
"""Devices of the contact."""
CONTACT = "9n4t0kz7wq2m8c5v/contact"


@pytest.fixture
def store() -> Iterator[Store]:
    made = new_store("Mette Holm", "health-visitor", lambda: START)
    yield made
    made.close()


def head(seq: int, device: str = OURS, branch: int = 0) -> Head:
    return CONTACT, device, seq, f"{branch}{seq:063x}"


def hear(store: Store, device: str, day: int, *heads: Head, before: Sequence[str] = (), sign: str = SIGN) -> None:
    with store.writing() as connection:
        heard.hear(connection, sign, device=device, before=before, made=f"2026-11-{day:02d}T09:00:00.000+00:00", heads=heads)


def said(store: Store, device: str = OURS) -> list[int]:
    """Return the numbers that are believed of one device's chain."""
    return [seq for seq, _ in (heard.acknowledged(store, SIGN) or {}).get((CONTACT, device), ())]


def test_who_was_never_heard_has_said_nothing(store: Store) -> None:
    assert heard.acknowledged(store, SIGN) is None
    hear(store, FIRST, 1)
    assert heard.acknowledged(store, SIGN) == {}
    assert heard.acknowledged(store, "t" * 43) is None


def test_a_newer_bundle_of_the_same_device_is_believed(store: Store) -> None:
    """HRD001: more, or less where her store was put back without noticing."""
    hear(store, FIRST, 1, head(3))
    hear(store, FIRST, 2, head(7), head(2, HERS))
    assert heard.acknowledged(store, SIGN) == {(CONTACT, OURS): ((7, head(7)[3]),), (CONTACT, HERS): ((2, head(2)[3]),)}
    hear(store, FIRST, 2, head(8))
    assert said(store) == [8], "of the same moment: she may have sealed two within a millisecond"
    hear(store, FIRST, 3, head(4))
    assert (said(store), said(store, HERS)) == ([4], [])


def test_an_older_bundle_is_believed_where_it_claims_less(store: Store) -> None:
    """HRD002: chain by chain; a chain of which one of the two says nothing is none she has."""
    hear(store, FIRST, 5, head(7), head(2, HERS))
    hear(store, FIRST, 4, head(9), head(1, HERS))
    assert (said(store), said(store, HERS)) == ([7], [1])
    hear(store, FIRST, 3, head(7))
    assert (said(store), said(store, HERS)) == ([7], [])


def test_of_two_accounts_of_a_fork_the_one_with_fewer_branches_claims_less(store: Store) -> None:
    """HRD002: who has one branch only must be sent the other."""
    hear(store, FIRST, 5, head(7, branch=1))
    hear(store, FIRST, 4, head(7, branch=1), head(7, branch=2))
    assert heard.acknowledged(store, SIGN) == {(CONTACT, OURS): ((7, head(7, branch=1)[3]),)}


def test_a_device_that_came_after_is_believed_whatever_its_clock_says(store: Store) -> None:
    """HRD003"""
    hear(store, FIRST, 20, head(7))
    hear(store, SECOND, 2, head(9), before=(FIRST,))
    assert said(store) == [9]
    hear(store, SECOND, 3, head(4), before=(FIRST,))
    assert said(store) == [4]


def test_late_bundles_of_a_device_that_was_replaced_claim_nothing_more(store: Store) -> None:
    """HRD003: however many there are of them, and in their order. She has lost what they say that she has."""
    hear(store, FIRST, 1, head(7))
    hear(store, SECOND, 9, head(3), before=(FIRST,))
    for day, seq in ((2, 7), (3, 8), (4, 9)):
        hear(store, FIRST, day, head(seq))
        assert said(store) == [3]
    hear(store, SECOND, 10, head(9), before=(FIRST,))
    assert said(store) == [9]


def test_late_bundles_of_a_device_two_before_claim_nothing_more(store: Store) -> None:
    """HRD003: though those of the one in between are late as well."""
    hear(store, THIRD, 9, head(3), before=(FIRST, SECOND))
    for device, day, before in ((SECOND, 5, (FIRST,)), (FIRST, 2, ()), (FIRST, 3, ()), (SECOND, 6, (FIRST,))):
        hear(store, device, day, head(8), before=before)
        assert said(store) == [3]
    hear(store, THIRD, 10, head(8), before=(FIRST, SECOND))
    assert said(store) == [8]


def test_a_device_that_cannot_be_placed_is_believed_from_its_second_bundle_on(store: Store) -> None:
    """HRD004: the same old copy put back twice makes two devices that know nothing of each other."""
    hear(store, SECOND, 9, head(5), before=(FIRST,))
    hear(store, THIRD, 2, head(9), head(1, HERS), before=(FIRST,))
    assert (said(store), said(store, HERS)) == ([5], [])
    hear(store, THIRD, 3, head(9), head(1, HERS), before=(FIRST,))
    assert (said(store), said(store, HERS)) == ([9], [1])


def test_contacts_are_heard_each_for_herself(store: Store) -> None:
    """HRD001"""
    hear(store, FIRST, 1, head(3))
    hear(store, SECOND, 2, head(8), sign="t" * 43)
    assert said(store) == [3]


def test_what_was_told_comes_back_and_whoever_waits_is_told_again(store: Store) -> None:
    """HRD005"""
    assert heard.told(store, SIGN) is None
    with store.writing() as connection:
        heard.tell(connection, SIGN, [head(3), head(1, HERS)])
    assert heard.told(store, SIGN) == ((head(3), head(1, HERS)),)
    with store.writing() as connection:
        heard.owe_answer(connection, SIGN)
    assert heard.told(store, SIGN) == (None,)
    with store.writing() as connection:
        heard.tell(connection, SIGN, [])
    assert heard.told(store, SIGN) == ((),), "that we have nothing was told too"


def test_one_who_was_never_told_anything_can_wait_for_an_answer(store: Store) -> None:
    """HRD005"""
    with store.writing() as connection:
        heard.owe_answer(connection, SIGN)
    assert heard.told(store, SIGN) == (None,)
