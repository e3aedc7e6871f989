"""Shared copies on a terminal: whole screens compared, and what must hold at every width and whatever was written."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from spaedbarn_cli.report.shared_html import MANY
from spaedbarn_cli.report.shared_terminal import shared_text

from .shared_family import LETTER, RECORDS, VISITS, many, shown
from .test_shared_html import BIDI, hostile

if TYPE_CHECKING:
    from collections.abc import Callable

MARKUP = "[bold]fed[/bold] :baby: [link=x]"


@pytest.mark.parametrize("width", [60, 80])
def test_whole_screen(lang: str, width: int, golden: Callable[[str, str], None]) -> None:
    golden(f"shared/screen_{width}.{lang}.txt", shared_text(shown(), width))


@pytest.mark.parametrize("width", [40, 60, 72, 80, 120])
def test_it_fits_whatever_is_written(lang: str, width: int) -> None:
    long = "Langtordudenmellemrum" * 12 + " og " + "flere ord " * 40
    letter = replace(LETTER, purpose=long, sender=long, recipient=long, ground=long, left_out=(long,))
    records = [replace(one, fields=hostile(dict(one.fields), long)) for one in RECORDS]
    for found in (shown(), shown(many(30)), shown(records, letter), shown([*RECORDS, *records], earlier=True)):
        assert max(map(len, shared_text(found, width).splitlines())) <= width


def test_nothing_is_read_as_a_command_or_as_markup(lang: str) -> None:
    records = [replace(one, fields=hostile(dict(one.fields), BIDI + MARKUP)) for one in RECORDS]
    text = shared_text(shown(records, replace(LETTER, purpose=BIDI)), 200)
    assert MARKUP in text
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]", text)


def test_without_colour_what_was_taken_back_is_said_before_it_is_read(danish: None) -> None:
    text = shared_text(shown([VISITS[8]]), 80)
    assert text.index("trukket tilbage\n") < text.index("den forkerte familie")


def test_every_word_of_the_copies_is_there(danish: None) -> None:
    for width in (60, 80):
        text = "".join(shared_text(shown(), width).split())
        for entry in (entry for one in shown().groups for entry in one.entries):
            for fact in entry.facts:
                if len(fact.text) < 25:
                    assert "".join(fact.text.split()) in text


def test_long_lists_have_their_months(danish: None) -> None:
    assert "\n november 2026\n" in shared_text(shown(many(MANY + 1)), 80)
    assert "\n november 2026\n" not in shared_text(shown(many(MANY)), 80)


def test_a_bar_too_short_to_say_anything_is_not_drawn(lang: str) -> None:
    assert "░" in shared_text(shown(), 80)
    assert not set("░█·") & {letter for line in shared_text(shown(), 60).splitlines() if "▼" in line for letter in line}
