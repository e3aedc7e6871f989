"""Rows that are longer than the screen is wide."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pty_session import DOWN, ENTER

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.conftest import Asked


def test_a_long_row_breaks_between_words_and_goes_on_under_its_first(asked: Callable[..., Asked]) -> None:
    it = asked("long", cols=60)
    it.wait_for("underretning")
    assert it.screen()[1:4] == [
        " › 1  forældrenes samtykke, når de er enige om det, og",
        "      barnet ikke lider skade af at vente på svaret",
        "   2  underretning",
    ]
    it.send(DOWN, ENTER)
    assert it.wait_exit() == 0
    assert it.answers() == ["notice"]


def test_on_a_wide_screen_it_is_one_line(asked: Callable[..., Asked]) -> None:
    it = asked("long", cols=120)
    it.wait_for("på svaret")
    assert it.screen()[2].strip() == "2  underretning"
    it.send("1")
    assert it.wait_exit() == 0
    assert it.answers() == ["consent"]
