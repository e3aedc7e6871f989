"""Series of scores: never filled in, never across versions, never a zero that nobody answered."""

from __future__ import annotations

import itertools
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spaedbarn_cli.domain.progress import series_of

CUTOFF = {"value": 11, "side": "at_or_above", "source": "dansk validering", "evidence": "verified", "own": False}


class Given(NamedTuple):
    id: str
    subject: str
    instrument: str
    version: str
    date: date
    result: dict[str, Any]


def answered(
    day: str, score: float | None, *, version: str = "1.0", subject: str = "mor",
    cutoff: dict[str, Any] | None = CUTOFF, reliable: float | None = None, scorable: str = "not_scorable (6/10)",
) -> Given:  # fmt: skip
    detail: dict[str, Any] = {
        "name": "total",
        "title": {"da": "Samlet", "en": "Total"},
        "method": "sum",
        "bounds": [0, 30],
    }
    if cutoff:
        detail["cutoff"] = cutoff
    if reliable is not None:
        detail["reliable_change"] = reliable
    result = {
        "scores": {"total": score}, "bands": {} if score is None else {"total": "below"},
        "scorable": {"total": "scored" if score is not None else scorable},
        "range": {"total": [score, score] if score is not None else [6, 18]}, "detail": [detail],
    }  # fmt: skip
    return Given(f"r{day}", subject, "epds", version, date.fromisoformat(f"2026-{day}"), result)


def test_a_point_that_cannot_be_scored_is_a_gap_and_not_a_zero() -> None:
    (series,) = series_of([answered("01-01", 12), answered("02-01", None), answered("03-01", 7)])
    assert [point.score for point in series.points] == [12, None, 7]
    assert series.points[1].scorable == "not_scorable (6/10)"
    assert (series.points[1].low, series.points[1].high) == (6, 18)
    assert series.points[1].band is None
    assert [[point.score for point in run] for run in series.runs] == [[12], [7]]


def test_a_zero_that_was_answered_is_a_score() -> None:
    (series,) = series_of([answered("01-01", 0), answered("02-01", 0)])
    assert [point.score for point in series.points] == [0, 0]
    assert series.points[1].change == 0
    assert len(series.runs) == 1


def test_change_is_from_the_last_score_and_says_from_when() -> None:
    (series,) = series_of([answered("01-01", 12), answered("02-01", None), answered("03-01", 7)])
    assert series.points[1].change is None
    assert (series.points[2].change, series.points[2].since) == (-5, date(2026, 1, 1))


@pytest.mark.parametrize(("now", "reliable"), [(17, True), (16.9, False), (7, True), (7.1, False), (12, False)])
def test_a_change_is_reliable_from_the_bound_itself(now: float, reliable: bool) -> None:
    (series,) = series_of([answered("01-01", 12, reliable=5), answered("02-01", now, reliable=5)])
    assert series.points[0].reliable is None
    assert series.points[1].reliable is reliable


def test_without_a_reliable_change_nothing_is_said_of_one() -> None:
    (series,) = series_of([answered("01-01", 12), answered("02-01", 2)])
    assert series.points[1].reliable is None


def test_versions_are_series_of_their_own_and_no_change_crosses_them() -> None:
    first, second = series_of([answered("01-01", 12), answered("02-01", 9, version="2.0"), answered("03-01", 7)])
    assert (first.version, [point.score for point in first.points]) == ("1.0", [12, 7])
    assert (second.version, [point.change for point in second.points]) == ("2.0", [None])


def test_people_are_never_mixed() -> None:
    mother, father = series_of([answered("01-01", 12), answered("02-01", 3, subject="far"), answered("03-01", 7)])
    assert mother.subject == "mor"
    assert mother.points[1].change == -5
    assert father.points[0].change is None


def test_a_cutoff_that_was_changed_is_two_lines_with_their_days() -> None:
    own = {**CUTOFF, "value": 12, "own": True}
    given = [answered("01-01", 12), answered("02-01", 9), answered("03-01", 9, cutoff=own), answered("04-01", 9)]
    (series,) = series_of(given)
    assert [(line.value, line.own, line.first.month, line.last.month) for line in series.cutoffs] == [
        (11, False, 1, 2), (12, True, 3, 3), (11, False, 4, 4)
    ]  # fmt: skip


def test_a_result_of_another_program_that_keeps_less_still_gives_its_scores() -> None:
    bare = Given("r", "mor", "epds", "1.0", date(2026, 1, 1), {"scores": {"total": 4}})
    (series,) = series_of([bare])
    assert (series.points[0].score, series.points[0].scorable, series.low, series.cutoffs) == (4, "scored", None, ())
    assert series_of([bare._replace(result={})]) == []
    assert series_of([bare._replace(result={"scores": {"total": None}})])[0].points[0].score is None


@given(
    st.lists(st.tuples(st.integers(0, 60), st.one_of(st.none(), st.integers(0, 300)), st.sampled_from(["1.0", "2.0"])))
)
def test_every_answer_is_one_point_and_runs_hold_exactly_the_scores(rows: list[tuple[int, int | None, str]]) -> None:
    start = date(2026, 1, 1)
    answers = []
    for days, tenths, version in sorted(rows, key=lambda row: row[0]):
        one = answered("01-01", None if tenths is None else tenths / 10, version=version, reliable=5)
        answers.append(one._replace(date=start + timedelta(days=days)))
    found = series_of(answers)
    assert sum(len(series.points) for series in found) == len(answers)
    for series in found:
        scored = [point for point in series.points if point.score is not None]
        assert [point for run in series.runs for point in run] == scored
        assert len(series.runs) <= 1 + sum(point.score is None for point in series.points)
        for before, after in itertools.pairwise(scored):
            assert before.score is not None
            assert after.score is not None
            assert after.change == after.score - before.score
            assert after.reliable is (abs(after.change) >= Decimal(5))
