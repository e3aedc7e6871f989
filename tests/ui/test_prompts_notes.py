"""Notes of many lines: written, changed, pasted, and cut off without much lost."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from pty_session import ALT_ENTER, ENTER, ESC, F2, TAB, UP, paste

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.conftest import Asked

    Start = Callable[..., Asked]


def test_a_note_of_many_lines(asked: Start) -> None:
    it = asked("note")
    it.wait_for("Note")
    it.send("Mor følger barnets blik.", ENTER, "Far på arbejde.", UP, " Træt.", F2)
    assert it.wait_exit() == 0
    assert it.answers() == ["Mor følger barn Træt.ets blik.\nFar på arbejde."]
    assert it.draft() == it.answers()[0]
    assert it.screen()[1] == " " * 16 + "Far på arbejde."


def test_an_old_note_is_there_to_be_changed(asked: Start) -> None:
    it = asked("note-old")
    it.wait_for("Barnet sover.")
    it.send(TAB, " Nu.", ESC, ENTER)
    assert it.wait_exit() == 0
    assert it.answers() == ["Mor er træt.\nBarnet sover. Nu."]


def test_a_pasted_note_keeps_its_lines_and_loses_what_a_terminal_obeys(asked: Start) -> None:
    it = asked("note")
    it.wait_for("Note")
    it.send(paste("linje 1\nlinje\x07 2\x1b[31m\u202e\n" + unicodedata.normalize("NFD", "søvn på gården")))
    it.wait_for("gården")
    it.send(ALT_ENTER)
    assert it.wait_exit() == 0
    assert it.answers() == ["linje 1\nlinje 2[31m\nsøvn på gården"]
    assert "\x1b[31m" not in it.raw
    assert "\x07" not in it.raw


def test_typed_letters_are_composed(asked: Start) -> None:
    it = asked("note")
    it.wait_for("Note")
    it.send(unicodedata.normalize("NFD", "på Åen"), ALT_ENTER)
    assert it.wait_exit() == 0
    assert it.answers() == ["på Åen"]


def test_a_pasted_line_is_one_line(asked: Start) -> None:
    it = asked("optional")
    it.wait_for("Tegn")
    it.send(paste("øjenkontakt\nog\x08 smil\n"), ENTER)
    assert it.wait_exit() == 0
    assert it.answers() == ["øjenkontakt og smil"]


def test_kill_9_in_a_note_costs_at_most_the_last_word(asked: Start) -> None:
    it = asked("note")
    it.wait_for("Note")
    it.send("Mor følger barnets blik og venter")
    it.wait_for("og venter")
    it.kill9()
    assert it.draft() is not None
    assert "Mor følger barnets blik og venter".startswith(it.draft() or "-")
    assert (it.draft() or "").endswith("og ")
    assert it.answers() == []


def test_a_pause_saves_the_half_word_too(asked: Start) -> None:
    it = asked("note")
    it.wait_for("Note")
    it.send("hal")
    it.wait_until(lambda: it.draft() == "hal", "the half word to be saved")
    it.kill9()
    assert it.draft() == "hal"
