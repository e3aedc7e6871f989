"""Questions by keys only, on a real pseudo-terminal: one line, a passphrase, yes or no; and keys struck too early."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import pytest
from pty_session import ALT_ENTER, BACKSPACE, DOWN, ENTER, ESC, LEFT, SPACE, TAB, UP

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.conftest import Asked

    Start = Callable[..., Asked]


# One line


def test_an_empty_enter_takes_what_is_shown_and_typing_replaces_it(asked: Start) -> None:
    it = asked("text")
    it.wait_for("Dag          › i dag   (som sidst)")
    it.send("i går", ENTER)
    it.wait_for("Minutter")
    it.send("0", ENTER)
    assert it.wait_exit() == 0
    assert it.answers() == ["i går", 90]
    assert it.screen()[:3] == [" Dag          › i går", " Minutter     › 90 min", "slut"]

    it = asked("text")
    it.wait_for("som sidst")
    it.send(ENTER, ENTER)
    assert it.wait_exit() == 0
    assert it.answers() == ["i dag", 9]


def test_a_wrong_answer_is_explained_and_stays_to_be_mended(asked: Start) -> None:
    it = asked("text")
    it.wait_for("Dag")
    it.send(ENTER)
    it.wait_for("Minutter")
    it.send("o", ENTER)
    it.wait_for("! skriv minutterne som et tal")
    assert it.screen()[1] == " Minutter     › 9o"
    it.send(BACKSPACE)
    it.wait_gone("skriv minutterne")
    it.send("0", ENTER)
    assert it.wait_exit() == 0
    assert it.answers() == ["i dag", 90]


@pytest.mark.parametrize(
    ("scenario", "key", "answer"),
    [
        ("optional", UP, "<BACK>"), ("optional", ESC, "<BACK>"), ("optional", TAB, "<SKIP>"),
        ("optional", ENTER, "<SKIP>"),
        ("choice", LEFT, "<BACK>"), ("choice", ESC, "<BACK>"), ("choice", TAB, "<SKIP>"),
        ("many", UP, "<BACK>"), ("many", LEFT, "<BACK>"), ("many", ESC, "<BACK>"), ("many", TAB, "<SKIP>"),
        ("many", SPACE + LEFT, "<BACK>"), ("many", SPACE + ESC, "<BACK>"), ("many", SPACE + TAB, "<SKIP>"),
        ("note", UP, "<BACK>"), ("note", ESC, "<BACK>"), ("note", TAB, "<SKIP>"),
    ],
)  # fmt: skip
def test_back_and_skip(asked: Start, scenario: str, key: str, answer: str) -> None:
    it = asked(scenario)
    it.wait_for("›")
    it.send(key)
    assert it.wait_exit() == 0
    assert it.answers() == [answer]
    assert ("sprunget over" in it.text()) == (answer == "<SKIP>")


def test_the_first_question_has_no_way_back_and_a_needed_one_no_skip(asked: Start) -> None:
    it = asked("first")
    it.wait_for("Familie")
    assert "tilbage" not in it.text()
    assert "spring over" not in it.text()
    it.send(UP, TAB, LEFT, ENTER)
    it.wait_for("! skriv et svar")
    it.send(ESC)
    it.send("A17", ENTER)
    assert it.wait_exit() == 0
    assert it.answers() == ["A17"]


# Passphrases, yes and no


def test_a_passphrase_leaves_no_trace(asked: Start) -> None:
    it = asked("passphrase")
    it.wait_for("det, du skriver, vises ikke")
    at = it.cursor()
    it.send("æble på træet ", DOWN)
    it.send(ENTER)
    assert it.cursor() == at
    assert it.wait_exit() == 0
    assert it.answers() == ["æble på træet "]
    assert it.screen()[0] == "slut"
    assert "æble" not in it.raw
    assert "*" not in it.raw


def test_a_new_passphrase_is_asked_for_until_it_is_good_and_the_same_twice(asked: Start) -> None:
    it = asked("new-passphrase")
    it.wait_for("Ny adgangssætning")
    it.send("kort", ENTER)
    it.wait_for("! den er for kort")
    it.send("lang nok her", ENTER)
    it.wait_for("Skriv den igen")
    it.send("noget andet", ENTER)
    it.wait_for("ikke ens")
    it.send("lang nok på", ENTER, unicodedata.normalize("NFD", "lang nok på"), ENTER)
    assert it.wait_exit() == 0
    assert it.answers() == ["lang nok på"]


@pytest.mark.parametrize(("lang", "key", "answer"), [("da", "j", True), ("da", ENTER, False), ("en", "y", True)])
def test_yes_or_no(asked: Start, lang: str, key: str, answer: bool) -> None:
    it = asked("confirm", lang=lang)
    it.wait_for("(j/N)" if lang == "da" else "(y/N)")
    it.send(key)
    assert it.wait_exit() == 0
    assert it.answers() == [answer]


# Type-ahead


def test_three_enters_in_one_write_answer_three_questions(asked: Start) -> None:
    it = asked("three")
    it.wait_for("Nummer 1")
    it.send(ENTER * 3)
    assert it.wait_exit() == 0
    assert it.answers() == ["svar 1", "svar 2", "svar 3"]


def test_enters_struck_before_the_program_is_there_are_not_lost(asked: Start) -> None:
    it = asked("three")
    it.send(ENTER * 3)
    assert it.wait_exit() == 0
    assert it.answers() == ["svar 1", "svar 2", "svar 3"]


def test_a_whole_visit_in_one_write(asked: Start) -> None:
    it = asked("mixed")
    it.wait_for("Dag")
    it.send("i går", ENTER, DOWN, ENTER, SPACE, DOWN, SPACE, ENTER, "Træt.", ALT_ENTER, "en lang sætning", ENTER, "n")
    assert it.wait_exit() == 0
    assert it.answers() == ["i går", "video", ["mother", "father", "child1"], "Træt.", "en lang sætning", False]


def test_a_lone_escape_struck_too_early_still_goes_back(asked: Start) -> None:
    it = asked("three")
    it.wait_for("Nummer 1")
    it.send(ENTER, ENTER, ESC)
    assert it.wait_exit() == 0
    assert it.answers() == ["svar 1", "svar 2", "<BACK>"]


def test_what_is_typed_while_the_program_works_is_kept_and_never_echoed(asked: Start) -> None:
    it = asked("busy")
    it.wait_for("Dag")
    it.send(ENTER)
    it.wait_until(lambda: it.answers()[-1:] == ["busy"], "the program to be busy")
    it.send("tavs sætning", ENTER)
    (it.path.parent / "answers.go").touch()
    assert it.wait_exit() == 0
    assert it.answers() == ["i dag", "busy", "tavs sætning"]
    assert "tavs" not in it.raw
