"""The figures of a status statement: counted from the period alone, told from what was before it."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st
from report.families import TODAY
from report.one_family import FIRST, LAST, facts

from spaedbarn_cli.domain.statement import beginning, next_period, summary_of, weeks_of

DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))


def test_visits_are_those_of_the_period() -> None:
    found = facts()
    assert found["visits"] == {"held": 6, "minutes": 690, "lost": {"cancelled:family": 1, "no-show": 1}}
    assert found["core"] == [["guidance", 4], ["mentalising", 1], ["network", 1]]
    assert facts(date(2026, 11, 1))["visits"]["held"] == 2


def test_signs_are_told_from_what_they_were_before_the_period() -> None:
    found = {sign["key"]: sign for sign in facts(date(2026, 10, 20))["signs"]}
    signals, trust = found["signals"], found["trust"]
    assert (signals["before"], signals["now"], len(signals["steps"])) == ("partly", "yes", 1)
    assert (trust["before"], trust["now"]) == ("partly", "no")
    whole = {sign["key"]: sign for sign in facts()["signs"]}
    assert whole["signals"]["before"] is None
    assert [step["value"] for step in whole["signals"]["steps"]] == ["no", "partly", "yes"]


def test_scores_keep_their_bounds_and_the_last_one_before() -> None:
    total = next(one for one in facts()["scores"] if (one["instrument"], one["scale"]) == ("epds", "total"))
    assert [point["score"] for point in total["points"]] == [12, 9, None]
    assert total["points"][-1]["low"] < total["points"][-1]["high"]
    assert total["cutoffs"][0]["source"]
    assert not any(one["instrument"] == "ors" for one in facts(date(2026, 11, 18))["scores"])


def test_goals_scales_agreements_and_network_without_a_name() -> None:
    found = facts()
    assert [goal["needed"] for goal in found["goals"]] == ["en fast aftenrytme"]
    assert {one["who"]: [step["value"] for step in one["steps"]] for one in found["scales"]} == {"far": [6], "mor": [5, 7]}
    later = facts(date(2026, 11, 1))
    assert [step["value"] for step in later["scales"][0]["steps"]] == [5, 7]
    assert [one["day"] for one in later["agreements"]] == ["2026-11-05"]
    assert found["network"]["circles"] == {"1": 1, "2": 1, "3": 1}
    assert found["network"]["new"] == [{"label": "mormor", "sector": "family", "circle": 1}]
    assert "Birgitte" not in str(found["network"])


def test_kept_weeks_come_back_as_they_were() -> None:
    kept = facts()
    weeks = weeks_of(kept)
    assert weeks[-1].running
    assert weeks[-1].sunday == TODAY
    assert [week.week for week in weeks] == [week["week"] for week in kept["weeks"]]
    assert sum(not week.running and week.required_sevenths > 0 for week in weeks) == summary_of(kept)[0]
    assert kept == facts(FIRST, LAST)


@given(st.lists(DAYS, max_size=4), DAYS, DAYS)
def test_a_new_period_begins_after_the_last_one(before: list[date], begin: date, today: date) -> None:
    first, last = next_period(before, begin, today)
    assert first <= last == today
    earlier = [day for day in before if day < today]
    if earlier:
        assert first == max(earlier) + timedelta(days=1)


def test_a_family_begins_with_the_first_thing_that_is_known() -> None:
    day = date(2026, 9, 1)
    assert beginning(day, None, None, None, TODAY) == day
    assert beginning(None, day, date(2026, 9, 4), date(2026, 8, 1), TODAY) == date(2026, 8, 1)
    assert beginning(None, None, None, None, TODAY) < TODAY
