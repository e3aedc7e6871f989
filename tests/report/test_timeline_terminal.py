"""The timeline on a terminal: whole screens compared, nothing wider than the screen, nothing left out."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import pytest

from spaedbarn_cli.report.timeline_terminal import timeline_text
from spaedbarn_cli.report.timeline_words import timeline_json, words_of

from .one_family import PROGRAMME, sources, timeline, titles

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.mark.parametrize("width", [60, 80])
def test_whole_screen(lang: str, width: int, golden: Callable[[str, str], None]) -> None:
    golden(f"timeline/screen_{width}.{lang}.txt", timeline_text(timeline(), width))


@pytest.mark.parametrize("width", [40, 60, 80, 100])
def test_nothing_is_wider_than_the_screen_and_no_key_lacks_words(lang: str, width: int) -> None:
    text = timeline_text(timeline(), width)
    assert max(map(len, text.splitlines())) <= width
    assert not re.search(r"\b(timeline|meeting|kind|brief|progress)\.[a-z]", text)
    assert "?" not in text


def test_weeks_with_nothing_are_told(danish: None) -> None:
    assert "3 uger uden noget" in timeline_text(timeline(), 80)


def test_visits_are_marks_and_those_not_held_say_why(danish: None) -> None:
    text = timeline_text(timeline(date(2026, 10, 5), date(2026, 10, 11)), 80)
    assert "○ ●  1 t 30 min" in text
    assert "○ hjemme, aflyst af familien: Asta var syg" in text
    assert "● hjemme" not in text


def test_nothing_to_tell_is_said(danish: None) -> None:
    assert "der er sket intet" in timeline_text(timeline(date(2026, 7, 1), date(2026, 7, 2)), 80)


def test_json_is_in_order_and_says_what_and_when(danish: None) -> None:
    line = timeline()
    found = timeline_json(list(line.items), PROGRAMME, titles())["items"]
    assert [one["date"] for one in found] == sorted(one["date"] for one in found)
    assert all(one["kind"] and one["what"] and one["words"] for one in found)
    visit = next(one for one in found if one["kind"] == "visit" and one["status"] == "cancelled")
    assert (visit["start"], visit["cancelled_by"]) == ("2026-10-05T09:00+02:00", "family")
    score = next(one for one in found if one["kind"] == "score" and one["score"] is None)
    assert score["scorable"].startswith("not_scorable")
    moved = [one for one in found if one["kind"] == "sign" and one["before"]]
    assert {(one["what"], one["before"], one["value"]) for one in moved} >= {
        ("signals", "no", "partly"), ("signals", "partly", "yes"), ("trust", "partly", "no")
    }  # fmt: skip


def test_reasons_are_left_out_where_they_would_leave_the_store(danish: None) -> None:
    said = " ".join(words_of(item, PROGRAMME, titles(), private=False) for item in timeline(made=sources()).items)
    assert "syg" not in said
    assert "Birgitte" not in said
    assert "aflyst af familien" in said
