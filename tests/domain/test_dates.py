"""Calendar arithmetic: months that are too short, weeks that belong to another year, nights with a clock change."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spaedbarn_cli.domain import dates

from . import oracle

DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2028-01-31", 1, "2028-02-29"),
        ("2028-02-29", 12, "2029-02-28"),
        ("2028-02-29", 48, "2032-02-29"),
        ("2026-08-31", 3, "2026-11-30"),
        ("2026-11-30", 3, "2027-02-28"),
        ("2026-12-15", 1, "2027-01-15"),
        ("2026-03-31", -1, "2026-02-28"),
        ("2026-05-05", 0, "2026-05-05"),
    ],
)
def test_month_ends_are_clamped(day: str, months: int, later: str) -> None:
    assert dates.add_months(date.fromisoformat(day), months) == date.fromisoformat(later)


@given(DAYS, st.integers(0, 60))
def test_months_are_the_leaves_of_the_calendar(day: date, months: int) -> None:
    assert dates.add_months(day, months) == oracle.months_later(day, months)


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        ("2026-09-17", "2026-11-22", (2, 5)),
        ("2026-09-17", "2026-09-17", (0, 0)),
        ("2026-08-31", "2026-11-29", (2, 29)),
        ("2026-08-31", "2026-11-30", (3, 0)),
        ("2028-02-29", "2029-02-27", (11, 29)),
        ("2028-02-29", "2029-02-28", (12, 0)),
        ("2026-01-31", "2026-03-01", (1, 1)),
    ],
)
def test_age_in_months_and_days(born: str, day: str, age: tuple[int, int]) -> None:
    assert dates.age_on(date.fromisoformat(born), date.fromisoformat(day)) == age


@given(DAYS, st.integers(0, 1500))
def test_age_leads_back_to_the_day(born: date, days: int) -> None:
    day = born + timedelta(days=days)
    age = dates.age_on(born, day)
    assert dates.add_months(born, age.months) + timedelta(days=age.days) == day
    assert dates.add_months(born, age.months + 1) > day
    assert 0 <= age.days <= 30


def test_there_is_no_age_before_birth() -> None:
    with pytest.raises(ValueError, match="before birth"):
        dates.age_on(date(2026, 1, 2), date(2026, 1, 1))


@pytest.mark.parametrize(
    ("monday", "name"), [("2026-12-28", "2026-W53"), ("2027-01-04", "2027-W01"), ("2024-12-30", "2025-W01")]
)
def test_weeks_at_new_year(monday: str, name: str) -> None:
    first = date.fromisoformat(monday)
    for day in (first + timedelta(days=n) for n in range(7)):
        assert (dates.monday_of(day), dates.week_name(day)) == (first, name)
    assert dates.parse_week(name) == first


@given(DAYS)
def test_a_week_is_read_as_it_is_written(day: date) -> None:
    assert dates.parse_week(dates.week_name(day)) == dates.monday_of(day)


def test_a_week_may_be_typed_carelessly() -> None:
    assert dates.parse_week(" 2026-w7 ") == dates.parse_week("2026-W07") == date(2026, 2, 9)


@pytest.mark.parametrize(
    "text", ["", "2026", "2026-47", "47", "W47", "2025-W53", "2026-W00", "2026-W54", "26-W47", "2026-W047", "2026-W4x"]
)
def test_what_is_not_a_week_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"week|Invalid"):
        dates.parse_week(text)


def test_midnight_follows_the_clock_changes() -> None:
    def hours(day: date) -> float:
        return (dates.midnight(day + timedelta(days=1)) - dates.midnight(day)) / 60

    assert [hours(date(2026, 3, day)) for day in (28, 29, 30)] == [24, 23, 24]
    assert [hours(date(2026, 10, day)) for day in (24, 25, 26)] == [24, 25, 24]


@given(DAYS)
def test_midnight_is_midnight_on_the_wall(day: date) -> None:
    wall = dates.local(dates.midnight(day))
    assert (wall.date(), wall.hour, wall.minute) == (day, 0, 0)
    assert dates.midnight(day) == oracle.first_minute(day)


@given(st.integers(0, 60 * 24 * 365 * 120))
def test_an_instant_comes_back_from_the_wall_clock(minute: int) -> None:
    """The doubled hour in October included: the zone's offset goes with the moment."""
    assert dates.minute_of(dates.local(minute)) == minute


def test_seconds_are_cut_and_a_moment_needs_its_zone() -> None:
    assert dates.minute_of(datetime(1970, 1, 1, 0, 1, 59, tzinfo=UTC)) == 1
    assert dates.minute_of(datetime(2026, 7, 1, 9, 0, tzinfo=dates.zone())) == dates.minute_of(
        datetime(2026, 7, 1, 7, 0, tzinfo=UTC)
    )
    with pytest.raises(ValueError, match="naive"):
        dates.minute_of(datetime(2026, 7, 1, 9, 0))  # noqa: DTZ001 - naive on purpose
