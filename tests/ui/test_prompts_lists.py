"""One or some of a list: short and long, by keys, letters and their words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pty_session import BACKSPACE, DOWN, ENTER, SPACE, UP

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.conftest import Asked

    Start = Callable[..., Asked]

WIDEST = "tværfagligt samarbejde med sundhedsplejerskeordningen"


@pytest.mark.parametrize(
    ("keys", "answer"),
    [(ENTER, "center"), (DOWN + ENTER, "video"), (UP + ENTER, "home"), ("3", "video"), ("h" + ENTER, "home")],
)
def test_one_of_a_list(asked: Start, keys: str, answer: str) -> None:
    it = asked("choice")
    it.wait_for("› 2  i sundhedshuset")
    it.send(keys)
    assert it.wait_exit() == 0
    assert it.answers() == [answer]
    assert len([line for line in it.screen() if line]) == 2  # the answer and "slut"


def test_letters_given_to_rows_answer_at_once(asked: Start) -> None:
    it = asked("home")
    it.wait_for("v  på video")
    it.send("v")
    assert it.wait_exit() == 0
    assert it.answers() == ["video"]


def test_a_long_list_is_searched_by_typing_danish_letters_too(asked: Start) -> None:
    it = asked("search", cols=60)
    it.wait_for(WIDEST)
    it.send("øk")
    it.wait_for("› økonomisk rådgivning")
    it.wait_gone("mentalisering")
    it.send("x", ENTER)
    it.wait_for("ingen passer")
    it.send(BACKSPACE * 3, "sundheds")
    it.wait_for(f"› {WIDEST}")
    it.send(ENTER)
    assert it.wait_exit() == 0
    assert it.answers() == ["core14"]


def test_some_of_a_list_is_one_line_that_enter_accepts(asked: Start) -> None:
    it = asked("many")
    it.wait_for("Til stede    › mor, barn1")
    assert "barn2" not in it.text()
    it.send(ENTER)
    assert it.wait_exit() == 0
    assert it.answers() == [["mother", "child1"]]


@pytest.mark.parametrize("opening", [SPACE, DOWN])
def test_some_of_a_list_opened_and_changed(asked: Start, opening: str) -> None:
    it = asked("many")
    it.wait_for("mor, barn1")
    it.send(opening)
    it.wait_for("○ barn2")
    it.send(SPACE, UP, SPACE)
    it.wait_for("● barn2")
    it.send(ENTER)
    assert it.wait_exit() == 0
    assert it.answers() == [["child1", "child2"]]
    assert it.screen()[0] == " Til stede    › barn1, barn2"


def test_some_of_a_long_list_found_by_their_words(asked: Start) -> None:
    it = asked("many-search", cols=60)
    it.wait_for("Arbejdet med › ingen")
    it.send("mental", SPACE, "SØVN", SPACE, "zz", SPACE)
    it.wait_for("ingen passer")
    it.send(BACKSPACE * 2, ENTER)
    assert it.wait_exit() == 0
    assert it.answers() == [["core2", "core6"]]


def test_sixty_columns_hide_nothing(asked: Start) -> None:
    it = asked("many-search", cols=60)
    it.wait_for("‹Ctrl-C› gå")
    it.send("sundheds", SPACE)
    it.wait_for("‹mellemrum› kryds til og fra")
    it.wait_for("‹Tab› spring over")
    it.send(ENTER)
    assert it.wait_exit() == 0
    assert it.screen()[:2] == [" Arbejdet med › tværfagligt samarbejde med", " " * 16 + "sundhedsplejerskeordningen"]
