"""The figures kept with answers and statements: whole, or not taken. What is shown of them: `test_forms.py`."""

from __future__ import annotations

from typing import Any

import pytest

from spaedbarn_cli.store import figures

DETAIL: dict[str, Any] = {
    "name": "total", "title": {"da": "EPDS", "en": "EPDS"}, "method": "sum", "answered": 10, "needed": 10, "missing": [],
    "rule": None, "word": "below", "acts": False, "source": "s", "evidence": "verified", "bounds": [0, 30],
    "cutoff": {"value": 11, "side": "above", "source": "s", "evidence": "verified", "own": False},
}  # fmt: skip
RESULT: dict[str, Any] = {"scores": {"total": 7}, "range": {"total": [7, 7]}, "flags": [], "detail": [DETAIL]}


def test_a_result_as_it_is_kept() -> None:
    assert figures.result(RESULT)
    assert figures.result({})
    assert figures.result({"scores": {"total": None}, "range": {"total": [3, 9]}, "detail": [{**DETAIL, "word": None}]})


@pytest.mark.parametrize(
    "wrong",
    [
        {"scores": {}}, {"scores": {"total": "7"}}, {"scores": {"total": None}, "range": {}}, {"range": {"total": [7]}},
        {"detail": [{**DETAIL, "title": {"da": "EPDS"}}]}, {"detail": [{**DETAIL, "cutoff": {"value": 11}}]},
        {"detail": [{name: value for name, value in DETAIL.items() if name != "word"}]}, {"detail": [{**DETAIL, "band": {}}]},
        {"flags": "f"}, {"window": {}}, {"window": {"outside": "ja"}}, {"unanswered": [1]}, {"bands": {"total": 1}},
    ],
)  # fmt: skip
def test_a_result_that_could_not_be_shown(wrong: dict[str, Any]) -> None:
    assert not figures.result({**RESULT, **wrong})


@pytest.mark.parametrize("wrong", [None, [], "x", 1])
def test_figures_are_objects(wrong: Any) -> None:
    assert not figures.result(wrong)
    assert not figures.facts(wrong)


def test_answers_are_plain_or_several() -> None:
    assert figures.ANSWERS({"1": 2, "2": "declined", "3": True, "4": None, "5": ["a", 1], "6": 1.5})
    for wrong in ([1], {"1": {"a": 1}}, {"1": [[1]]}):
        assert not figures.ANSWERS(wrong)


def test_facts_are_whole_or_none() -> None:
    summary = dict.fromkeys(
        ("weeks", "met", "below_plan", "under", "over", "required_sevenths", "plan_sevenths", "delivered_minutes",
         "longest_gap_days"), 0,
    )  # fmt: skip
    whole: dict[str, Any] = {
        "children": [], "weeks": [], "summary": summary, "visits": {"held": 0, "minutes": 0, "lost": {}}, "core": [],
        "signs": [], "scores": [],
    }  # fmt: skip
    assert figures.facts({})
    assert figures.facts(whole)
    for name in whole:
        assert not figures.facts({key: value for key, value in whole.items() if key != name})
    signs = [{"who": "child", "key": "reacts", "before": None, "now": "yes", "steps": []}]
    assert not figures.facts({**whole, "signs": signs}), "a sign without a step says nothing"
    assert not figures.facts({**whole, "scales": [{"who": "mor", "steps": []}]})
