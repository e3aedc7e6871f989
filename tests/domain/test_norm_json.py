"""The verdict as plain dictionaries; the requirements stand in `test_norms.py`."""

from __future__ import annotations

import json
from datetime import date

from spaedbarn_cli.domain import norm_json

from .scenarios import one_week, pause, visit


def test_plain_dictionary_holds_what_is_promised() -> None:
    """NRM022"""
    given = one_week(visits=(visit("v", "2026-11-09 09:00", 90),), pauses=(pause("p", "2026-11-15", "2026-11-15"),))
    today = date(2026, 11, 22)
    document = norm_json.report_json(today, [given.check(why=True)])
    assert json.loads(json.dumps(document)) == document
    (case,) = document["cases"]
    (week,) = case["weeks"]
    assert document["today"] == "2026-11-22"
    assert {key: case[key] for key in ("case", "programme", "child", "age")} == {
        "case": "A17",
        "programme": "hours",
        "child": "barn1",
        "age": {"months": 2, "days": 21},
    }
    promised = {
        "week": "2026-W46",
        "from": "2026-11-09",
        "to": "2026-11-15",
        "bands": ["0-3"],
        "active_days": 6,
        "required_minutes": 309,
        "plan_minutes": 309,
        "delivered_minutes": 90,
        "practitioner_minutes": 90,
        "visits": 1,
        "shortfall_minutes": 219,
        "status": "under",
        "remaining_minutes": None,
    }
    assert {key: week[key] for key in promised} == promised
    assert week["why"] == [
        {"visit": "v", "counted_minutes": 90, "reason": "counted", "minutes": 90, "clipped": False},
        {"day": "2026-11-15", "reason": "pause", "pause": "p"},
    ]
    assert {"weeks", "met", "required_minutes", "delivered_minutes", "longest_gap_days"} <= case["summary"].keys()
    assert "why" not in norm_json.case_json(given.check())["weeks"][0]
