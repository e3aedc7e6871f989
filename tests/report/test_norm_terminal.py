"""The norm report on a terminal: whole screens compared, and what must hold at every width."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from spaedbarn_cli.report.norm_terminal import norm_report, norm_text
from spaedbarn_cli.report.norm_view import report_of

from .families import TODAY, every_kind, family, report, visit

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.mark.parametrize("width", [60, 80])
def test_whole_screen(lang: str, width: int, golden: Callable[[str, str], None]) -> None:
    golden(f"norm/table_{width}.{lang}.txt", norm_text(report(), width))


@pytest.mark.parametrize("width", [60, 80])
def test_every_reason(lang: str, width: int, golden: Callable[[str, str], None]) -> None:
    golden(f"norm/why_{width}.{lang}.txt", norm_text(report(why=True), width, why=True))


@pytest.mark.parametrize("width", [40, 60, 72, 80, 100])
@pytest.mark.parametrize("why", [False, True])
def test_nothing_is_wider_than_the_screen(lang: str, width: int, why: bool) -> None:
    text = norm_text(report(why=why), width, why=why)
    assert max(map(len, text.splitlines())) <= width


@pytest.mark.parametrize("why", [False, True])
def test_every_family_is_named_and_no_key_is_left_without_words(lang: str, why: bool) -> None:
    text = norm_text(report(why=why), 80, why=why)
    for code in ("A17", "B03", "C21", "D08", "E30", "F02", "G11", "H05"):
        assert code in text
    assert not re.search(r"\bnorm\.[a-z]", text)
    assert "?" not in text


def test_status_is_a_word_and_not_only_a_colour(danish: None) -> None:
    text = norm_text(report_of(TODAY, every_kind()[:1]), 100)
    assert "manglede" in text
    assert "opfyldt" in text


def test_colour_is_added_where_the_terminal_has_it(danish: None) -> None:
    import io

    from rich.console import Console

    file = io.StringIO()
    Console(file=file, width=80, force_terminal=True, color_system="standard", legacy_windows=False).print(
        norm_report(report(), 80)
    )
    assert "\x1b[1;31m" in file.getvalue()  # under the norm: bold red
    plain = norm_text(report(), 80)
    assert "\x1b" not in plain


def test_an_amount_is_never_broken_over_two_lines(lang: str) -> None:
    for line in norm_text(report(), 60).splitlines():
        assert not re.search(r"(?<![0-9A-Z])[0-9]{1,2}\.?$", line), line
        assert not re.match(r" *(t|h|min|november|November)\b", line), line


def test_no_family_and_no_week_are_said_in_words(danish: None) -> None:
    assert norm_text(report_of(TODAY, []), 80) == "Der er ingen åbne familier.\n"
    ahead = family("A17", "2026-09-17", weeks=-2)
    assert ahead.norm.weeks == ()
    assert "fremtiden" in norm_text(report_of(TODAY, [ahead]), 80)


def test_a_pause_shows_its_reason_on_one_line(danish: None) -> None:
    paused = family("C21", "2026-03-20", pauses=(("2026-11-16", "2026-11-22", "ferie\nhos\tmormor"),), weeks=0)
    assert "pause (ferie hos mormor)" in norm_text(report_of(TODAY, [paused]), 80)


def test_on_the_last_day_the_rest_is_missing_today(danish: None) -> None:
    from datetime import date

    held = (visit(1, "11-16", "09:00", 90),)
    assert "mangler 4 t 30 min i dag" in norm_text(report_of(TODAY, [family("A17", "2026-09-17", held, weeks=0)]), 80)
    friday = date(2026, 11, 20)
    before = family("A17", "2026-09-17", held, weeks=0, today=friday)
    assert "mangler 4 t 30 min inden søndag" in " ".join(norm_text(report_of(friday, [before]), 80).split())


def test_weeks_of_another_year_carry_it(danish: None) -> None:
    from datetime import date

    today = date(2027, 1, 6)
    text = norm_text(report_of(today, [family("A17", "2026-09-17", weeks=3, today=today)]), 100)
    assert "uge 53 2026" in text
    assert "uge 1" in text
