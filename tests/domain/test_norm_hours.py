"""The sweep over visits by itself: weeks, unions, gaps."""

from __future__ import annotations

from datetime import date

from spaedbarn_cli.domain import norm_hours

from .scenarios import at, visit

WEEKS = norm_hours.weeks_from(date(2026, 10, 19), 2)  # the first has 169 hours


def test_weeks_hold_every_midnight_of_their_days() -> None:
    assert WEEKS.names == ("2026-W43", "2026-W44")
    assert len(WEEKS.midnights) == 15
    assert WEEKS.midnights[6:8] == (at("2026-10-25 00:00"), at("2026-10-26 00:00"))
    assert WEEKS.midnights[7] - WEEKS.midnights[0] == 169 * 60
    assert norm_hours.weeks_from(date(2026, 10, 19), 0).mondays == ()


def test_only_held_visits_of_counting_kinds_in_order_of_start() -> None:
    spans = [
        visit("b", "2026-10-21 09:00", 60),
        visit("c", "2026-10-20 09:00", 60, "video"),
        visit("d", "2026-10-20 09:00", 60, "home", "no-show"),
        visit("a", "2026-10-20 08:00", 60),
    ]
    assert [span.id for span in norm_hours.counting_spans(spans, frozenset({"home"}))] == ["a", "b"]


def test_a_visit_longer_than_the_range_fills_it() -> None:
    """No visit lasts that long; the sweep must not care."""
    long = visit("long", "2026-10-01 00:00", 60 * 24 * 60, people=2)
    hours = norm_hours.hours_of([long], WEEKS)
    assert hours.delivered == [169 * 60, 168 * 60]
    assert hours.practitioner == [2 * 169 * 60, 2 * 168 * 60]
    assert hours.visits == [1, 1]
    assert hours.days == list(range(14))


def test_visits_outside_the_range_are_nothing() -> None:
    before, after = visit("before", "2026-10-18 23:00", 60), visit("after", "2026-11-02 00:00", 60)
    hours = norm_hours.hours_of([before, after], WEEKS)
    assert (hours.delivered, hours.visits, hours.days) == ([0, 0], [0, 0], [])


def test_visits_over_each_other_at_midnight_are_one_stretch_of_time() -> None:
    """The second lies inside the first, the third begins inside it and goes on: 22.00 to 02.00 in all."""
    spans = [
        visit("a", "2026-10-25 22:00", 180),
        visit("b", "2026-10-25 23:30", 60),
        visit("c", "2026-10-26 00:45", 75),
        visit("d", "2026-10-27 23:00", 90),
        visit("e", "2026-10-27 23:30", 45),
        visit("f", "2026-10-28 00:10", 30),
    ]
    hours = norm_hours.hours_of(spans, WEEKS)
    assert hours.delivered == [120, 120 + 100]
    assert hours.practitioner == [120 + 30, 60 + 30 + 75 + 90 + 45 + 30]
    assert hours.visits == [2, 6]


def test_gap_is_looked_for_inside_each_stretch() -> None:
    assert norm_hours.longest_gap([(0, 5), (7, 14)], [8, 2, 2]) == 5  # 9 to 13
    assert norm_hours.longest_gap([(0, 5), (7, 14)], []) == 7
    assert norm_hours.longest_gap([(0, 3)], [0, 1, 2, 50]) == 0
    assert norm_hours.longest_gap([], [1]) == 0
