"""A result on the terminal: honest about what is missing, and exact about whose bound it is."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pytest

from spaedbarn_cli.i18n.catalog import use
from spaedbarn_cli.report.response_documents import response_document
from spaedbarn_cli.report.response_terminal import response_card, response_list
from spaedbarn_cli.store.responses import Response


@pytest.fixture(autouse=True)
def _danish() -> None:
    use("da")


def drawn(renderable: Any, width: int = 80) -> str:
    from rich.console import Console

    out = io.StringIO()
    Console(file=out, width=width, markup=False, emoji=False, highlight=False).print(renderable)
    return " ".join(out.getvalue().split())


def detail(**more: Any) -> dict[str, Any]:
    return {
        "name": "total", "title": {"da": "Samlet", "en": "Total"}, "method": "sum", "answered": 10, "needed": 10,
        "missing": [], "rule": "complete", "word": None, "acts": None, "source": "", "evidence": "verified",
        "bounds": [0, 30], **more,
    }  # fmt: skip


def response(
    score: float | None, *, low: float = 0, high: float = 30, day: date = date(2026, 11, 22), **more: Any
) -> Any:
    result = {
        "scores": {"total": score}, "bands": {}, "flags": [], "scorable": {}, "range": {"total": [low, high]},
        "detail": [detail(**more.pop("detail", {}))], "unanswered": [],
    }  # fmt: skip
    result.update(more.pop("result", {}))
    answers = more.pop("answers", {"10": 1, "2": 0, "1": "declined"})
    return response_document(
        Response(
            "7k3q7k3q7k3q7k3q", "c", "mor", "mother", "epds", "1.0", "d" * 64, day, "2026-11-22T13:00:00+00:00",
            "paper", "Mette Holm", score is not None, answers, {}, result, more.pop("actions", []), None, False, 1,
        ),
        "A17",
    )  # fmt: skip


BOUND = {"value": 11, "side": "at_or_above", "source": "dansk validering 2018", "evidence": "verified", "own": False}


@pytest.mark.parametrize(("score", "word", "said"), [(10, "below", "under"), (11, "at", "på"), (12, "above", "over")])
def test_the_side_of_the_bound_and_whose_it_is(score: int, word: str, said: str) -> None:
    shown = drawn(response_card(response(score, detail={"word": word, "cutoff": BOUND}), None, 80))
    assert f"Samlet {score} – {said} grænsen 11 (dansk validering 2018)" in shown


def test_without_a_score_there_is_a_range_and_no_side() -> None:
    given = response(None, low=9, high=15, detail={"answered": 8, "cutoff": BOUND})
    shown = drawn(response_card(given, None, 80))
    assert "8 af 10 besvaret: kan ikke scores. Mulig score 9–15. Grænsen er 11" in shown
    for verdict in ("under grænsen", "på grænsen", "over grænsen"):
        assert verdict not in shown


def test_an_unverified_or_own_bound_says_so() -> None:
    doubt = response(9, detail={"word": "below", "cutoff": {**BOUND, "evidence": "unverified"}})
    assert "ikke bekræftet" in drawn(response_card(doubt, None, 80))
    own = response(9, detail={"word": "below", "cutoff": {**BOUND, "own": True}})
    assert "kommunens egen grænse" in drawn(response_card(own, None, 80))


def test_the_change_is_held_against_what_counts() -> None:
    before, now = response(18.2, day=date(2026, 10, 2)), response(24.0, detail={"reliable_change": 5})
    shown = drawn(response_card(now, before, 80))
    assert "Sidst (2. oktober): Samlet 18,2 (ændringen er større end måleusikkerheden)" in shown
    small = response(22.0, detail={"reliable_change": 5})
    assert "inden for måleusikkerheden" in drawn(response_card(small, before, 80))


def test_a_flag_says_what_was_done_or_that_nothing_is_noted_yet() -> None:
    flagged = {"flags": ["self_harm"]}
    assert "er ikke udfyldt endnu" in drawn(response_card(response(9, result=flagged), None, 80))
    at = "2026-11-22T09:42:00+00:00"
    done = {"flag": "self_harm", "at": at, "done_words": ["talt med leder"], "note": "Ringer i dag."}
    shown = drawn(response_card(response(9, result=flagged, actions=[done]), None, 80))
    assert "Handlingskort kl. 10.42; noteret: talt med leder og Ringer i dag." in shown


def test_answers_stand_in_the_order_of_the_form() -> None:
    assert list(response(9)["answers"]) == ["1", "2", "10"]
    assert "1: ønsker ikke at svare 2: 0 10: 1" in drawn(response_card(response(9), None, 80, answers=True))


@pytest.mark.parametrize("width", [40, 60, 80, 100])
def test_nothing_is_wider_than_the_terminal(width: int) -> None:
    given = response(9, detail={"word": "below", "cutoff": {**BOUND, "source": "en meget lang kilde " * 6}})
    out = io.StringIO()
    from rich.console import Console

    Console(file=out, width=width, markup=False).print(response_card(given, given, width, answers=True))
    assert max(map(len, out.getvalue().splitlines())) <= width


def test_a_list_names_scores_or_that_it_is_incomplete() -> None:
    shown = drawn(response_list([response(9), response(None)]))
    assert "Samlet 9" in shown
    assert "ufuldstændigt" in shown
