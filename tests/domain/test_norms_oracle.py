"""The engine against the oracle, over thousands of random families; the requirements stand in `test_norms.py`."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from spaedbarn_cli.domain.case import Agreement, Case, Pause, Person
from spaedbarn_cli.domain.visit import Span

from . import oracle
from .scenarios import PROGRAMMES, Family

if TYPE_CHECKING:
    from spaedbarn_cli.domain import norms

# Month ends, a leap day, both clock changes, a week 53, and an ordinary day.
TURNING_DAYS = tuple(
    map(
        date.fromisoformat,
        [
            "2026-01-31",
            "2027-02-28",
            "2028-02-29",
            "2026-03-29",
            "2026-10-25",
            "2026-12-31",
            "2026-08-31",
            "2026-06-10",
        ],
    )
)
QUICK = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


# Built once and made of plain numbers: strategies that are made anew for every family cost more than the oracle.
NEAR = st.integers(-20, 30)  # days from the turning day
PERIODS = st.lists(st.tuples(NEAR, st.integers(-1, 15), st.integers(0, 500)), max_size=3)
BIRTHS = st.tuples(st.sampled_from([0, 0, 31, 61, 92, 183, 365]), st.one_of(st.just(0), st.integers(-12, 12)))
VISITS = st.tuples(
    # Most of them around one midnight, so that three or four lie over each other there.
    st.one_of(st.sampled_from([0, 0, 1]), st.integers(-14, 24)),
    # Late evenings and the hours of the clock change as often as all the rest of the day together.
    st.one_of(st.sampled_from([0, 90, 120, 150, 180, 1350, 1380, 1410, 1439]), st.integers(0, 1439)),
    st.one_of(st.sampled_from([0, 1, 60, 90, 180, 240, 1440]), st.integers(0, 400)),
    st.sampled_from(["home", "home", "home", "joint", "video", "unknown"]),
    st.sampled_from(["held", "held", "held", "held", "cancelled", "no-show", "declined"]),
    st.integers(1, 3),
)
NUMBERS = st.fixed_dictionaries(
    {
        "middle": st.sampled_from(TURNING_DAYS),
        "programme": st.sampled_from(sorted(PROGRAMMES)),
        "births": st.lists(BIRTHS, max_size=2),
        "twin": st.booleans(),
        "start": st.one_of(st.just(-400), NEAR),
        "discharged": st.one_of(st.none(), NEAR),
        "closed": st.one_of(st.none(), NEAR),
        "pauses": PERIODS,
        "agreements": PERIODS,
        "visits": st.lists(VISITS, max_size=10),
        "today": st.integers(-20, 45),
        "range": st.tuples(NEAR, st.integers(-1, 30)),
    }
)


def build(numbers: dict[str, Any]) -> Family:
    def day(offset: int) -> date:
        return numbers["middle"] + timedelta(days=offset)

    def maybe(offset: int | None) -> date | None:
        return None if offset is None else day(offset)

    born = [day(jitter - ago) for ago, jitter in numbers["births"]]
    if born and numbers["twin"]:
        born.append(born[0] + timedelta(days=1))  # a twin on the other side of midnight
    first = day(numbers["range"][0])
    return Family(
        programme=PROGRAMMES[numbers["programme"]],
        case=Case(
            "c",
            "A17",
            numbers["programme"],
            day(numbers["start"]),
            discharged=maybe(numbers["discharged"]),
            closed=maybe(numbers["closed"]),
        ),
        children=(
            *(Person(f"p{n}", "c", f"barn{n}", "child", born=day) for n, day in enumerate(born)),
            Person("s", "c", "søster", "sibling", born=numbers["middle"]),
        ),
        spans=tuple(
            Span(f"v{n}", start, start + minutes, *rest)
            for n, (offset, minute, minutes, *rest) in enumerate(numbers["visits"])
            for start in [oracle.first_minute(day(offset)) + minute]
        ),
        pauses=tuple(
            Pause(f"z{n}", "c", day(at), day(at + length), "") for n, (at, length, _) in enumerate(numbers["pauses"])
        ),
        agreements=tuple(
            Agreement(f"g{n}", "c", minutes, day(at), None if length < 0 else day(at + length), "")
            for n, (at, length, minutes) in enumerate(numbers["agreements"])
        ),
        today=day(numbers["today"]),
        first=first,
        last=first + timedelta(days=numbers["range"][1]),
    )


FAMILIES = NUMBERS.map(build)


def facts(found: norms.CaseNorm) -> list[dict[str, Any]]:
    """Return the engine's weeks (with reasons) in the oracle's terms."""
    return [
        {
            "monday": week.monday,
            "bands": list(week.bands),
            "active_days": week.active_days,
            "required": Fraction(week.required_sevenths, 7),
            "plan": Fraction(week.plan_sevenths, 7),
            "maximum": None if week.maximum_sevenths is None else Fraction(week.maximum_sevenths, 7),
            "maximum_visits": week.maximum_visits,
            "delivered": week.delivered_minutes,
            "practitioner": week.practitioner_minutes,
            "visits": week.visits,
            "status": week.status,
            "running": week.running,
            "why_visits": [
                (w.visit, w.minutes, w.counted_minutes, w.reason, w.clipped)
                for w in week.why or ()
                if w.kind == "visit"
            ],
            "why_days": [(w.day, w.reason, w.pause) for w in week.why or () if w.kind == "day"],
        }
        for week in found.weeks
    ]


@given(FAMILIES)
@settings(QUICK, max_examples=1500)
def test_every_week_is_what_the_oracle_says(family: Family) -> None:
    """NRM001 NRM002 NRM003 NRM004 NRM005 NRM006 NRM007 NRM008 NRM009 NRM010 NRM011 NRM012 NRM013 NRM014
    NRM015 NRM016
    """
    expected = oracle.all_weeks(family)
    found = family.check(why=True)
    assert facts(found) == expected
    assert found.summary.longest_gap_days == oracle.longest_gap(family, expected)
    for week in found.weeks:
        assert sum(why.counted_minutes for why in week.why or ()) == week.delivered_minutes
    whole = [week for week in expected if not week["running"]]
    assert found.summary.weeks == sum(week["status"] != "no_norm" for week in whole)
    for status in ("met", "below_plan", "under", "over"):
        assert getattr(found.summary, status) == sum(week["status"] == status for week in whole)
    assert Fraction(found.summary.required_sevenths, 7) == sum(week["required"] for week in whole)
    assert Fraction(found.summary.plan_sevenths, 7) == sum(week["plan"] for week in whole)
    assert found.summary.delivered_minutes == sum(week["delivered"] for week in whole)


@given(FAMILIES, st.randoms(use_true_random=False))
@settings(QUICK, max_examples=300)
def test_order_of_events_does_not_matter(family: Family, order) -> None:
    """NRM017"""
    shuffled = {
        name: tuple(order.sample(getattr(family, name), len(getattr(family, name))))
        for name in ("children", "spans", "pauses", "agreements")
    }
    assert family.check(why=True, **shuffled) == family.check(why=True)


@given(FAMILIES, st.integers(0, 20), st.integers(0, 20))
@settings(QUICK, max_examples=300)
def test_part_of_a_range_is_a_slice_of_the_whole(family: Family, skip: int, length: int) -> None:
    """NRM018"""
    first = family.first + timedelta(days=skip)
    last = min(first + timedelta(days=length), family.last)
    part = family.check(why=True, first=first, last=last).weeks
    whole = family.check(why=True).weeks
    assert part == tuple(week for week in whole if first <= last and week.sunday >= first and week.monday <= last)


@given(FAMILIES, st.sampled_from(TURNING_DAYS))
@settings(QUICK, max_examples=200)
def test_a_corrected_birth_date_corrects_every_week(family: Family, corrected: date) -> None:
    """NRM019"""
    family.check()  # whatever was computed before must leave no trace
    right = replace(
        family, children=tuple(replace(p, born=corrected) if p.role == "child" else p for p in family.children)
    )
    found = [(week.required_sevenths, week.status) for week in right.check().weeks]
    assert found == [(week["required"] * 7, week["status"]) for week in oracle.all_weeks(right)]
