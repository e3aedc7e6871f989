"""The curves on a terminal: whole screens compared, and what must hold at every width."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from report.curves import board, epds, given, ors, rfq, spread
from spaedbarn_cli.report.progress_plot import Plot
from spaedbarn_cli.report.progress_terminal import progress_text
from spaedbarn_cli.report.progress_view import board_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from report.curves import Given


def rows(answered: list[Given], width: int = 78, height: int = 9) -> list[str]:
    """Return the plot of the first panel."""
    return Plot(board(answered).blocks[0].panels[0], width, height).lines()


def drawn(lines: list[str]) -> str:
    """Return the inside of a plot without its axes and days."""
    return "\n".join(re.split("[┤│└]", line, maxsplit=1)[1] for line in lines if re.search("[┤│]", line))


@pytest.mark.parametrize("width", [60, 80])
def test_whole_screen(lang: str, width: int, golden: Callable[[str, str], None]) -> None:
    golden(f"progress/table_{width}.{lang}.txt", progress_text(board(), width))


@pytest.mark.parametrize("width", [40, 60, 72, 80, 100])
def test_nothing_is_wider_than_the_screen_and_no_key_lacks_words(lang: str, width: int) -> None:
    text = progress_text(board(), width)
    assert max(map(len, text.splitlines())) <= width
    assert not re.search(r"\bprogress\.[a-z]", text)
    assert "?" not in text


def test_no_line_through_a_gap(danish: None) -> None:
    joined = drawn(rows([epds("01-01", 6), epds("03-01", 6)]))
    broken = drawn(rows([epds("01-01", 6), epds("02-01", None, 8), epds("03-01", 6)]))
    assert "·" in joined
    assert "·" not in broken
    assert broken.count("●") == 2


def test_what_cannot_be_scored_stands_under_the_axis_at_no_height(danish: None) -> None:
    lines = rows([epds("01-01", 6), epds("02-01", None, 8), epds("03-01", 6)])
    assert "×" not in drawn(lines)
    assert "×" in lines[lines.index(next(line for line in lines if "└" in line)) + 1]


def test_no_line_between_versions_but_a_named_break(danish: None) -> None:
    from report.curves import NEWER

    lines = rows([epds("01-01", 6), given(NEWER, "03-01", spread(6, 3, 10))])
    assert "·" not in drawn(lines)
    assert "version 2.0" in lines[0]
    assert all("┆" in line for line in lines[:9])


@pytest.mark.parametrize(("total", "place"), [(10, "under"), (11, "on"), (12, "over")])
def test_a_score_is_never_drawn_on_a_cutoff_it_is_not_equal_to(danish: None, total: int, place: str) -> None:
    lines = rows([epds("01-01", total), epds("03-01", total)])
    cutoff = next(number for number, line in enumerate(lines) if line.startswith(" 11┤"))
    point = next(number for number, line in enumerate(lines) if "●" in line)
    assert {"under": point > cutoff, "on": point == cutoff, "over": point < cutoff}[place]


def test_reliable_change_is_a_sign_and_words(danish: None) -> None:
    text = progress_text(board([ors("05-01", "18"), ors("06-01", "23"), ors("07-01", "22.9")]), 80)
    assert "▲ 5, pålidelig ændring" in text
    assert "▼ 0,1" in text
    assert "▼ 0,1, pålidelig" not in text
    assert drawn(rows([ors("05-01", "18"), ors("06-01", "23")])).count("▲") == 1


def test_a_single_answer_is_told_and_not_drawn(danish: None) -> None:
    text = progress_text(board([rfq("10-05", 3)]), 80)
    assert "┤" not in text
    assert "0,17" in text


def test_yes_or_no_is_told_and_not_drawn(danish: None) -> None:
    answers = {str(n): 2 for n in range(1, 10)}
    text = progress_text(board([given("phq-9", "01-01", answers), given("phq-9", "02-01", answers)]), 80)
    assert " ja" in text
    assert text.count("└") == 1


def test_a_family_without_answers_is_told_so(danish: None) -> None:
    assert (
        progress_text(board_of("A17", board().today, [], {}), 80) == "A17 har ingen besvarede skemaer med en score.\n"
    )


def test_an_unverified_and_an_own_cutoff_are_named(danish: None) -> None:
    text = " ".join(progress_text(board([epds("02-01", 9, subject="far", role="father")]), 80).split())
    assert "ikke efterprøvet" in text
    own = epds("02-01", 9, settings={"epds.total.mother": "13"})
    assert "grænse 13 eller derover (kommunens egen grænse)" in progress_text(board([own]), 80)
