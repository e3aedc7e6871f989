"""The norm, requirement by requirement.

NRM001  A week runs from Monday 00:00 to Monday 00:00 in Copenhagen and is named by ISO; a minute is a real minute.
NRM002  A day's band follows the child's age in calendar months, month ends clamped.
NRM003  The youngest child born by that day decides.
NRM004  A day is active from the day home (discharge, else first birth) and the programme's start to its last day.
NRM005  A day in a pause is inactive, both ends included, and the pause is named.
NRM006  Required is the exact sum of a seventh of the weekly minimum for every active day.
NRM007  A day's plan is the greater of the agreed level and the minimum, also where there is no band.
NRM008  An agreement holds until its last day or the next one begins; an ended one brings no earlier one back.
NRM009  Delivered is the union of held visits of counting kinds, cut at the week's edges.
NRM010  Practitioner minutes are the sum over visits and practitioners; visits counts every counting visit touching.
NRM011  Status is no_norm, over, running, met, below_plan or under, in that order, by exact comparison.
NRM012  An upper bound on minutes or visits is a norm too, and passing it is over.
NRM013  Every visit that touches the week has a reason, and counted minutes add up to delivered.
NRM014  Every day that is inactive or without a band has a reason.
NRM015  The summary adds up the whole weeks; the running week is not among them.
NRM016  The longest gap is the longest run of active days up to today without a counted minute.
NRM017  The order of events does not matter.
NRM018  A part of a range gives the same weeks as the whole.
NRM019  A corrected birth date corrects every week.
NRM020  Every week that touches the range is listed, up to the one that holds today, also those with no norm.
NRM021  Minutes for people are rounded half up, sums only after adding; shortfall and remaining follow from them.
NRM022  The plain dictionary has the promised fields, and `why` only when asked for.
NRM023  The child shown is the youngest born by today, with its age in months and days.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest

from spaedbarn_cli.domain import norms

from . import test_norm_json, test_norm_why, test_norms_golden, test_norms_oracle
from .scenarios import PROGRAMMES, agreement, at, child, one_week, pause, visit

MODULES = (globals(), *map(vars, (test_norms_oracle, test_norms_golden, test_norm_why, test_norm_json)))


def test_a_week_begins_and_ends_at_midnight_in_copenhagen() -> None:
    """NRM001: in UTC the last minute of the week would be an hour off, in summer two."""
    edge = [
        visit("last", "2026-11-15 23:59", 1),
        visit("next", "2026-11-16 00:00", 1),
        visit("before", "2026-11-08 23:59", 1),
    ]
    week = one_week(visits=tuple(edge)).check(why=True).weeks[0]
    assert [why.visit for why in week.why or ()] == ["last"]
    assert (week.week, week.monday, week.sunday) == ("2026-W46", date(2026, 11, 9), date(2026, 11, 15))
    assert at("2026-03-30 00:00") - at("2026-03-23 00:00") == 167 * 60
    assert at("2026-10-26 00:00") - at("2026-10-19 00:00") == 169 * 60


@pytest.mark.parametrize(
    ("born", "third_month"),
    [
        ("2026-08-12", "2026-11-12"),
        ("2026-08-31", "2026-11-30"),
        ("2025-11-30", "2026-02-28"),
        ("2027-11-30", "2028-02-29"),
        ("2027-11-29", "2028-02-29"),
        ("2028-02-29", "2028-05-29"),
    ],
)
def test_band_changes_on_the_very_day(born: str, third_month: str) -> None:
    """NRM002: the day before is still in the first band."""
    change = date.fromisoformat(third_month)
    monday = change - timedelta(days=change.weekday())
    week = (
        one_week(children=(child("barn1", born),), start=born).check(first=monday, last=monday, today=change).weeks[0]
    )
    assert week.required_sevenths == 360 * change.weekday() + 240 * (7 - change.weekday())


def test_only_born_children_of_the_family_decide() -> None:
    """NRM003 NRM023: a sibling's birthday and a child without one change nothing."""
    alone = one_week().check()
    others = (child("søster", "2026-11-10", "sibling"), child("barn2", None), child("barn1", "2026-09-01"))
    assert one_week(children=others).check().weeks == alone.weeks
    assert one_week(children=others).check().child == others[2]


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"children": ()}, "before_birth"),
        ({"discharged": "2026-11-16"}, "not_home"),
        ({"start": "2026-11-16"}, "before_start"),
        ({"closed": "2026-11-08"}, "closed"),
        ({"pauses": (pause("p", "2026-11-09", "2026-11-15"),)}, "pause"),
    ],
)
def test_an_inactive_week_asks_for_nothing_and_says_why(changed: dict[str, object], reason: str) -> None:
    """NRM004 NRM005 NRM014"""
    week = one_week(agreements=(agreement("a", 600, "2026-01-01"),), **changed).check(why=True).weeks[0]
    assert (week.active_days, week.plan_sevenths, week.bands, week.status) == (0, 0, (), "no_norm")
    assert [(why.day, why.reason) for why in week.why or ()] == [(date(2026, 11, day), reason) for day in range(9, 16)]


def test_the_first_reason_in_time_is_the_one_given() -> None:
    """NRM014: before birth, not home, before the start, closed, in a pause, in this order."""
    week = one_week(
        children=(child("barn1", "2026-11-10"),),
        discharged="2026-11-11",
        start="2026-11-12",
        closed="2026-11-13",
        pauses=(pause("p", "2026-11-09", "2026-11-30"),),
    ).check(why=True)
    reasons = [why.reason for why in week.weeks[0].why or ()]
    assert reasons == ["before_birth", "not_home", "before_start", "pause", "pause", "closed", "closed"]


def test_a_reversed_pause_is_no_pause() -> None:
    """NRM005: first day after the last."""
    assert one_week(pauses=(pause("p", "2026-11-12", "2026-11-11"),)).check() == one_week().check()


def test_two_agreements_of_one_day_are_settled_by_id() -> None:
    """NRM007 NRM008 NRM017: two practitioners may enter the same talk; the answer is the same on both laptops."""
    both = agreement("a", 420, "2026-11-09"), agreement("b", 480, "2026-11-09")
    assert one_week(agreements=both).check().weeks[0].plan_minutes == 480
    assert one_week(agreements=both[::-1]).check().weeks[0].plan_minutes == 480


@pytest.mark.parametrize(
    ("minutes", "status"), [(257, "under"), (258, "below_plan"), (304, "below_plan"), (305, "met"), (1000, "met")]
)
def test_status_compares_exactly(minutes: int, status: str) -> None:
    """NRM006 NRM011: 257 1/7 minutes required and 304 2/7 planned; rounding down would let 257 and 304 pass."""
    week = (
        one_week(
            children=(child("barn1", "2026-08-12"),),
            pauses=(pause("p", "2026-11-15", "2026-11-15"),),
            agreements=(agreement("a", 350, "2026-01-01"),),
            visits=(visit("v", "2026-11-10 06:00", minutes),),
        )
        .check(first=date(2026, 11, 9))
        .weeks[0]
    )
    assert Fraction(week.required_sevenths, 7) == Fraction(360 * 3 + 240 * 3, 7)
    assert Fraction(week.plan_sevenths, 7) == Fraction(360 * 3 + 350 * 3, 7)
    assert week.status == status


def test_running_week_says_what_is_left() -> None:
    """NRM011 NRM021: also on its first and its last day; the day after, it is judged."""
    given = one_week(visits=(visit("v", "2026-11-09 09:00", 90),))
    for day in (9, 15):
        week = given.check(today=date(2026, 11, day)).weeks[0]
        assert (week.status, week.remaining_minutes, week.shortfall_minutes) == ("running", 270, 270)
    week = given.check(today=date(2026, 11, 16)).weeks[0]
    assert (week.status, week.remaining_minutes, week.shortfall_minutes) == ("under", None, 270)


def test_a_band_without_a_bound_lifts_the_bound_of_its_week() -> None:
    """NRM012: a week is only over when every band of it says how much is too much."""
    bands = PROGRAMMES["both"].bands
    programme = replace(PROGRAMMES["both"], bands=(replace(bands[0], maximum_visits=1), bands[1]))
    visits = tuple(visit(f"v{n}", f"2026-11-{9 + n:02d} 09:00", 10) for n in range(3))
    two_bands = one_week(children=(child("barn1", "2026-10-12"),), visits=visits)
    assert two_bands.check(programme=programme).weeks[0].status == "over"
    lifted = replace(programme, bands=(bands[0], bands[1]))
    assert two_bands.check(programme=lifted).weeks[0].maximum_visits is None


def test_summary_leaves_the_running_week_out() -> None:
    """NRM015 NRM021: the two whole weeks are added in sevenths before anything is rounded."""
    born = (child("barn1", "2026-08-12"),)
    given = one_week(
        children=born, pauses=(pause("p", "2026-11-02", "2026-11-05"), pause("q", "2026-11-16", "2026-11-29"))
    )
    summary = given.check(first=date(2026, 11, 2), last=date(2026, 12, 6), today=date(2026, 12, 1)).summary
    assert (summary.weeks, summary.under, summary.met) == (2, 2, 0)
    assert summary.required_sevenths == 360 * 3 + 360 * 3 + 240 * 4
    assert summary.required_minutes == summary.plan_minutes == 446  # 445 5/7
    assert summary.longest_gap_days == 10  # Friday of week 45 to Sunday of week 46; the pauses are no gap


def test_gap_ends_today() -> None:
    """NRM016: days that have not come are no gap."""
    assert one_week().check(today=date(2026, 11, 11)).summary.longest_gap_days == 3


@pytest.mark.parametrize(
    ("first", "last", "today", "names"),
    [
        ("2026-11-15", "2026-11-16", "2026-12-24", ["2026-W46", "2026-W47"]),
        ("2026-11-11", "2026-11-11", "2026-12-24", ["2026-W46"]),
        ("2026-11-11", "2027-11-11", "2026-11-16", ["2026-W46", "2026-W47"]),
        ("2026-11-15", "2026-11-15", "2026-11-09", ["2026-W46"]),
        ("2026-11-16", "2026-11-22", "2026-11-15", []),
        ("2026-11-12", "2026-11-11", "2026-12-24", []),
        ("2020-12-28", "2021-01-04", "2026-12-24", ["2020-W53", "2021-W01"]),
    ],
)
def test_every_week_that_touches_the_range(first: str, last: str, today: str, names: list[str]) -> None:
    """NRM020: a quiet year before the birth is listed too; the future is not."""
    found = one_week().check(
        first=date.fromisoformat(first), last=date.fromisoformat(last), today=date.fromisoformat(today), why=True
    )
    assert [week.week for week in found.weeks] == names


@pytest.mark.parametrize(("sevenths", "minutes"), [(0, 0), (3, 0), (4, 1), (7, 1), (10, 1), (11, 2), (2520, 360)])
def test_sevenths_are_rounded_to_the_nearest_minute(sevenths: int, minutes: int) -> None:
    """NRM021: 3/7 down, 4/7 up; an exact half cannot come up with sevenths."""
    assert norms.whole_minutes(sevenths) == minutes


def test_child_and_age_are_of_today() -> None:
    """NRM023: of twins and siblings the youngest that is born; before any birth nobody."""
    children = (child("barn1", "2025-12-31"), child("barn2", "2026-11-12"))
    before = one_week(children=children).check(today=date(2026, 11, 11))
    after = one_week(children=children).check(today=date(2026, 11, 12))
    assert (before.child, before.age) == (children[0], (10, 11))
    assert (after.child, after.age) == (children[1], (0, 0))
    nobody = one_week(children=children).check(today=date(2025, 12, 30))
    assert (nobody.child, nobody.age) == (None, None)


def test_requirement_list_is_complete() -> None:
    """The list at the head and the tests name the same requirements."""
    listed = re.findall(r"^(NRM\d{3})  \S", __doc__ or "", flags=re.MULTILINE)
    tests = {
        name: set(re.findall(r"NRM\d{3}", test.__doc__ or ""))
        for module in MODULES
        for name, test in module.items()
        if name.startswith("test_") and callable(test)
    }
    nameless = {name for name, named in tests.items() if not named}
    assert listed == [f"NRM{number:03d}" for number in range(1, len(listed) + 1)]
    assert set().union(*tests.values()) == set(listed)
    assert nameless == {"test_requirement_list_is_complete"}
