"""Segments by themselves: no holes, as few as there are changes, the same as asking day by day."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from spaedbarn_cli.domain import norm_days
from spaedbarn_cli.domain.case import focus_children

from . import oracle
from .scenarios import agreement, child, family, pause
from .test_norms_oracle import FAMILIES, QUICK

if TYPE_CHECKING:
    from .scenarios import Family


def segments(of: Family, first: date, end: date) -> list[norm_days.Segment]:
    children = focus_children(of.children)
    return norm_days.segments(
        of.programme, of.case, children, of.pauses, of.agreements, first.toordinal(), end.toordinal()
    )


@given(FAMILIES, st.integers(1, 60))
@settings(QUICK, max_examples=200)
def test_every_day_lies_in_one_segment_that_is_right_about_it(family: Family, days: int) -> None:
    first, end = family.first, family.first + timedelta(days=days)
    found = segments(family, first, end)
    assert (found[0].first, found[-1].end) == (first.toordinal(), end.toordinal())
    assert all(one.end == following.first for one, following in pairwise(found))
    for segment in found:
        for day in map(date.fromordinal, range(segment.first, segment.end)):
            assert (segment.reason, segment.pause) == oracle.inactive(family, day)
            if segment.reason is None:
                assert segment.band == oracle.band_of(family, day)
                assert segment.plan == max(segment.required, oracle.agreed(family, day))


def test_two_quiet_years_are_a_handful_of_segments() -> None:
    """What makes the report quick: changes are counted, not days."""
    given = family(
        children=(child("barn1", "2025-01-15"),),
        start="2024-12-01",
        discharged="2025-01-18",
        pauses=(pause("p", "2025-07-01", "2025-07-14"),),
        agreements=(agreement("a", 300, "2025-05-01"),),
        today="2026-12-01",
        first="2024-12-02",
        last="2026-12-01",
    )
    found = segments(given, given.first, given.last)
    assert [(segment.reason, segment.band and segment.band.id, segment.plan) for segment in found] == [
        ("before_birth", None, 0),
        ("not_home", None, 0),
        (None, "0-3", 360),
        (None, "3-6", 240),
        (None, "3-6", 300),
        ("pause", None, 0),
        (None, "6-12", 300),
        (None, None, 300),
    ]


def test_stretches_join_active_segments_and_end_in_time() -> None:
    active, inactive = norm_days.Segment(0, 5), norm_days.Segment(8, 9, "pause", "p")
    found = [active, norm_days.Segment(5, 8), inactive, norm_days.Segment(9, 20)]
    assert norm_days.active_stretches(found, 12) == [(0, 8), (9, 12)]
    assert norm_days.active_stretches(found, 9) == [(0, 8)]
    assert norm_days.active_stretches(found, 0) == []
