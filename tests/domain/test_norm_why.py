"""The reasons beside the figures; the requirements stand in `test_norms.py`."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

import pytest

from .scenarios import from_json, one_week, visit
from .test_norms_golden import SCENARIOS

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_why_changes_no_figure(path: Path) -> None:
    """NRM013 NRM022"""
    given = from_json(json.loads(path.read_text(encoding="utf-8"))["given"])
    bare = tuple(week._replace(why=None) for week in given.check(why=True).weeks)
    assert given.check().weeks == bare


def test_a_visit_of_no_length_is_a_visit_without_minutes() -> None:
    """NRM009 NRM010 NRM013 NRM016"""
    week = one_week(visits=(visit("v", "2026-11-09 00:00", 0),)).check(why=True)
    assert (week.weeks[0].visits, week.weeks[0].delivered_minutes, week.summary.longest_gap_days) == (1, 0, 7)
    assert [(why.reason, why.clipped) for why in week.weeks[0].why or ()] == [("counted", False)]


def test_a_visit_that_did_not_happen_is_clipped_like_any_other() -> None:
    """NRM013: called off across Sunday midnight, it is named in both weeks with its part of the planned time."""
    night = visit("v", "2026-11-15 23:30", 90, "video", "cancelled")
    weeks = one_week(visits=(night,)).check(why=True, last=date(2026, 11, 16)).weeks
    assert [
        (why.reason, why.minutes, why.counted_minutes, why.clipped) for week in weeks for why in week.why or ()
    ] == [
        ("cancelled", 30, 0, True),
        ("cancelled", 60, 0, True),
    ]
