"""A question that is left, locked, or that nobody answers: what is kept, and what the screen still shows."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING

import pytest
from pty_session import CLEAR_SCROLLBACK, CTRL_C, CTRL_D, CTRL_L, ENTER, SPACE

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.conftest import Asked

    Start = Callable[..., Asked]


@pytest.mark.parametrize(
    ("scenario", "key"),
    [
        ("text", CTRL_C), ("text", CTRL_D), ("choice", CTRL_C), ("search", CTRL_D), ("many", CTRL_C),
        ("many", SPACE + CTRL_D), ("note", CTRL_C), ("note", "x" + CTRL_D), ("passphrase", CTRL_C),
        ("confirm", CTRL_D),
    ],
)  # fmt: skip
def test_leaving(asked: Start, scenario: str, key: str) -> None:
    it = asked(scenario)
    it.wait_for("›")
    it.send(key)
    assert it.wait_exit() == 130
    assert it.answers() == ["!Interrupted"]


def test_leaving_hands_over_what_was_typed_and_says_so_only_where_a_draft_is_kept(asked: Start) -> None:
    it = asked("text")
    it.wait_for("‹Ctrl-C› gå")
    it.send("i overm", CTRL_C)
    assert it.wait_exit() == 130
    assert it.draft() == "i overm"

    it = asked("note")
    it.wait_for("‹Ctrl-C› gem kladde og gå")
    it.send("halv", CTRL_C)
    assert it.wait_exit() == 130
    assert it.draft() == "halv"


def test_a_signal_from_outside_leaves_as_the_key_does(asked: Start) -> None:
    it = asked("note")
    it.wait_for("Note")
    it.send("mor er")
    it.wait_for("mor er")
    it.child.kill(signal.SIGINT)
    assert it.wait_exit() == 130
    assert it.draft() == "mor er"


def test_keys_struck_after_leaving_go_nowhere(asked: Start) -> None:
    it = asked("locked")
    it.wait_for("Dag")
    it.send("abc", CTRL_L, "hemmeligt til skærmen", ENTER)
    it.wait_for("Adgangssætning")
    it.send("rigtig", ENTER)
    assert it.wait_exit() == 0
    assert it.answers() == ["idle", "key", "rigtig"]


def test_the_privacy_key_blanks_screen_and_scrollback_at_once(asked: Start) -> None:
    it = asked("locked")
    it.wait_for("Dag")
    assert "om familien" in it.text()
    assert "om familien" in it.scrollback()
    it.send("abc", CTRL_L)
    it.wait_for("Adgangssætning")
    assert CLEAR_SCROLLBACK in it.raw
    assert "familien" not in it.text()
    assert "familien" not in it.scrollback()
    assert it.draft() == "abc"
    assert it.answers() == ["idle", "key"]


@pytest.mark.parametrize("scenario", ["idle-note", "idle-text", "idle-choice"])
def test_a_question_nobody_answers_locks(asked: Start, scenario: str) -> None:
    it = asked(scenario)
    it.wait_for("›")
    if scenario != "idle-choice":
        it.send("halv")
        it.wait_for("halv")
    assert it.wait_exit() == 3
    assert it.answers()[-1] == "!IdleLock idle"
    assert it.draft() == (None if scenario == "idle-choice" else "halv")
    assert CLEAR_SCROLLBACK in it.raw
    assert it.text() == ""


def test_a_defect_reaches_the_caller_with_its_own_name(asked: Start) -> None:
    it = asked("defect")
    it.wait_for("Dag")
    it.send("x", ENTER)
    assert it.wait_exit() == 1
    assert "ZeroDivisionError" in it.raw
    assert "Press ENTER" not in it.raw
