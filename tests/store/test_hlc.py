"""The clock of the log: whatever the laptop's clock does, later changes come later."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spaedbarn_cli.store import hlc

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
moments = st.datetimes(datetime(1970, 1, 1), datetime(2999, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


@given(st.lists(moments, min_size=2, max_size=30))
def test_the_order_of_writing_is_the_order_of_stamps_whatever_the_clock_says(clock: list[datetime]) -> None:
    stamps: list[str] = []
    for moment in clock:
        stamps.append(hlc.stamp(moment, stamps[-1] if stamps else None))
    assert stamps == sorted(set(stamps))


@given(moments, moments)
def test_stamps_sort_as_their_moments_do(one: datetime, other: datetime) -> None:
    stamps = [hlc.stamp(moment, None) for moment in (one, other)]
    found = [hlc.moment_of(stamp) for stamp in stamps]
    assert (stamps[0] < stamps[1]) == (found[0] < found[1])
    assert abs(found[0] - one) < timedelta(milliseconds=1)


@pytest.mark.parametrize("jump", [timedelta(days=-365), timedelta(0), timedelta(microseconds=900)])
def test_a_clock_that_stands_or_goes_back_counts_on(jump: timedelta) -> None:
    first = hlc.stamp(NOON, None)
    assert hlc.stamp(NOON + jump, first) == "2026-11-22T12:00:00.000Z/0001"


def test_a_clock_a_year_ahead_is_followed_and_never_fallen_behind() -> None:
    ahead = hlc.stamp(NOON + timedelta(days=365), hlc.stamp(NOON, None))
    assert ahead == "2027-11-22T12:00:00.000Z/0000"
    assert hlc.stamp(NOON, ahead) == "2027-11-22T12:00:00.000Z/0001"


def test_a_full_counter_moves_to_the_next_millisecond() -> None:
    assert hlc.stamp(NOON, "2026-11-22T12:00:00.999Z/9999") == "2026-11-22T12:00:01.000Z/0000"


def test_the_zone_of_the_clock_does_not_matter() -> None:
    assert hlc.stamp(NOON.astimezone(timezone(timedelta(hours=13))), None) == hlc.stamp(NOON, None)


def test_a_clock_behind_and_a_change_ahead_are_told_apart_from_everyday_drift() -> None:
    newest = hlc.stamp(NOON, None)
    assert not hlc.is_behind(NOON - timedelta(minutes=5), newest)
    assert hlc.is_behind(NOON - timedelta(minutes=5, seconds=1), newest)
    assert not hlc.is_behind(NOON, None)
    assert not hlc.is_ahead(newest, NOON - timedelta(days=1))
    assert hlc.is_ahead(newest, NOON - timedelta(days=1, seconds=1))
