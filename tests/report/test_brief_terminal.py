"""The brief on a terminal: whole screens compared, and what must hold however much there is to tell."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spaedbarn_cli.domain.brief import standings
from spaedbarn_cli.domain.progress import series_of
from spaedbarn_cli.report.brief_terminal import MOST_LINES, brief_text
from spaedbarn_cli.report.brief_view import Line, Remembered, brief_json

from .curves import a_year
from .one_family import NOW, VISITS, brief, document

if TYPE_CHECKING:
    from collections.abc import Callable

LONG = " ".join(["tal ikke om underretningen, hvis far åbner døren;"] * 5)[:240]


@pytest.mark.parametrize("width", [60, 80])
def test_whole_screen(lang: str, width: int, golden: Callable[[str, str], None]) -> None:
    golden(f"brief/screen_{width}.{lang}.txt", brief_text(brief(), width))


def crowded():
    """A family of which there is far more to tell than a screen holds."""
    step = "et trin med et navn, der fylder en hel del på skærmen: forfalden siden 3. marts"
    lines = [Line(f"{n} {step}", True, {}) for n in range(9)]
    last = replace(VISITS[7], note="Ord " * 200, next="Løfte " * 100)
    scores = standings(series_of(a_year()))
    return brief(
        due=lines, network=lines, drafts=[{"kind": "visit", "answered": 1}] * 9, scores=scores, last=last,
        lost=[replace(VISITS[3], reason="Grund " * 40)] * 6, reminder=Remembered(LONG, NOW.date()),
    )  # fmt: skip


@pytest.mark.parametrize("width", [60, 72, 80, 100])
def test_it_fits_one_screen_and_the_reminder_stands_whole(lang: str, width: int) -> None:
    text = brief_text(crowded(), width)
    lines = text.splitlines()
    assert len(lines) <= MOST_LINES
    assert max(map(len, lines)) <= width
    assert "".join(LONG.split()) in "".join(text.split())


def test_what_does_not_fit_is_counted_and_never_silently_gone(danish: None) -> None:
    text = brief_text(crowded(), 80)
    assert re.search(r"og \d mere", text)
    assert " …" in text


def test_of_something_too_long_the_beginning_is_told(danish: None) -> None:
    line = Line("et meget langt trin " * 20, False, {})
    text = brief_text(brief(due=[line] * 3), 60)
    assert "Forfalder   et meget langt trin" in text
    assert "og 2 mere" in text


@given(st.integers(0, 12), st.integers(0, 12), st.integers(50, 100), st.text("abc defg", min_size=1, max_size=240))
def test_any_amount_fits(due: int, network: int, width: int, words: str) -> None:
    line = Line("noget, der er ved at ske snart: forfalder i morgen", False, {})
    said = Remembered(words.strip() or "x", NOW.date())
    text = brief_text(brief(due=[line] * due, network=[line] * network, reminder=said), width)
    assert len(text.splitlines()) <= MOST_LINES
    assert "".join(words.split()) in "".join(text.split())


def test_a_section_that_is_not_kept_is_left_out(danish: None) -> None:
    text = brief_text(brief(due=None, network=None, drafts=[], reminder=None, scores=[], week=None, lost=[]), 80)
    for name in ("Forfalder", "Netværk", "Kladder", "Husk", "Går", "Uge", "Siden"):
        assert name not in text
    assert "Sidst" in text
    assert "intet de næste 14 dage" in brief_text(brief(due=[]), 80)
    assert "ikke været noget besøg" in brief_text(brief(last=None), 80)


def test_missing_answers_are_no_verdict(danish: None) -> None:
    text = " ".join(brief_text(brief(), 80).split())
    assert re.search(r"EPDS mor kan ikke scores \(9 af 10\), mulig score \d+–\d+, sidst 9", text)
    assert "ORS mor 18,2 → 21,4 ↑ (grænse under 25)" in text


def test_before_the_birth_the_due_date_stands_in_place_of_an_age(danish: None) -> None:
    assert "termin 27. september" in brief_text(brief(case={**document(), "children": []}), 80)


def test_json_tells_the_same(danish: None) -> None:
    found = brief_json(brief())
    assert (found["case"], found["today"]) == ("A17", "2026-11-22")
    assert found["last_visit"]["promised"] == "folder om søvn"
    assert [one["status"] for one in found["not_held_since"]] == ["no-show"]
    epds = next(one for one in found["scores"] if (one["instrument"], one["scale"]) == ("epds", "total"))
    assert (epds["score"], epds["before"], epds["change"]) == (None, 9, None)
    ors = next(one for one in found["scores"] if one["instrument"] == "ors")
    assert (ors["score"], ors["before"], ors["change"]) == (21.4, 18.2, 3.2)
    assert found["reminder"]["since"] == "2026-11-02"
    empty = brief_json(brief(due=None, network=None, last=None, week=None, reminder=None))
    assert [empty[key] for key in ("due", "network", "last_visit", "week", "reminder")] == [None] * 5
