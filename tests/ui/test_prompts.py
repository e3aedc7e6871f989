"""Every question, by keys only, on a real pseudo-terminal."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import unicodedata
from typing import TYPE_CHECKING

import pytest
from pty_session import (
    ALT_ENTER,
    BACKSPACE,
    CLEAR_SCROLLBACK,
    CTRL_C,
    CTRL_D,
    CTRL_L,
    DOWN,
    ENTER,
    ESC,
    F2,
    LEFT,
    ROOT,
    SPACE,
    TAB,
    UP,
    PtySession,
    clean_env,
    paste,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.conftest import Asked

    Start = Callable[..., Asked]

WIDEST = "tværfagligt samarbejde med sundhedsplejerskeordningen"


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


# Leaving and locking


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


# Lists


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


# Notes


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


# Surroundings


def test_what_is_shown_cannot_steer_the_terminal(asked: Start) -> None:
    it = asked("dark")
    it.wait_for("[31mFar")
    it.send(ENTER)
    assert it.wait_exit() == 0
    assert it.answers() == ["i dag"]
    assert "\x1b[31m" not in it.raw
    assert "\u202e" not in it.raw


def test_no_colour_is_sent_when_none_is_wanted(asked: Start) -> None:
    it = asked("mixed")
    it.wait_for("Dag")
    it.send(ENTER * 2)
    it.wait_for("mor, barn1")
    styles = {code for codes in re.findall(r"\x1b\[([0-9;]*)m", it.raw) for code in codes.split(";")}
    assert styles <= {"", "0", "1"}  # plain and bold
    assert "\x1b[?1000h" not in it.raw  # no mouse


def test_stdout_stays_clean_for_a_pipe(asked: Start) -> None:
    it = asked("text")
    home = it.path.parent
    it.__exit__()
    program = f"{sys.executable} {ROOT}/tests/ui/asking.py text {home}/answers >{home}/piped"
    with PtySession(["-c", program], env=clean_env(home), program=["/bin/sh"]) as shell:
        shell.wait_for("Dag")
        shell.send(ENTER, ENTER)
        assert shell.wait_exit() == 0
    assert (home / "piped").read_text() == "slut\n"
    assert it.answers() == ["i dag", 9]


def test_the_terminal_is_asked_when_stdin_and_stderr_are_pipes(asked: Start) -> None:
    it = asked("text")
    home = it.path.parent
    it.__exit__()
    program = f"echo data | {sys.executable} {ROOT}/tests/ui/asking.py text {home}/answers 2>{home}/err"
    with PtySession(["-c", program], env=clean_env(home), program=["/bin/sh"]) as shell:
        shell.wait_for("Dag")
        shell.send(ENTER, ENTER)
        assert shell.wait_exit() == 0
    assert it.answers() == ["i dag", 9]
    assert (home / "err").read_text() == ""


@pytest.mark.parametrize(
    ("scenario", "steps", "answers"),
    [
        ("text", [("Dag", "\n"), ("Minutter", "x\n"), ("et tal", "90\n")], ["i dag", 90]),
        ("optional", [("Tegn", "<\n")], ["<BACK>"]),
        ("optional", [("Tegn", ">\n")], ["<SKIP>"]),
        ("choice", [("(2)", "9\n"), ("fra 1 til 3", "3\n")], ["video"]),
        ("many", [("0 for ingen", "\n")], [["mother", "child1"]]),
        ("many", [("0 for ingen", "2 4\n")], [["father", "child2"]]),
        ("note", [("punktum", "Træt.\nSøvn.\n.\n")], ["Træt.\nSøvn."]),
        ("new-passphrase", [("Ny", "kort\n"), ("for kort", "lang nok\n"), ("igen", "lang nok\n")], ["lang nok"]),
        ("confirm", [("Slet", "j\n")], [True]),
        ("optional", [("Tegn", CTRL_C)], ["!Interrupted"]),
        ("idle-text", [("Dag", "")], ["!IdleLock idle"]),
    ],
)
def test_a_terminal_of_plain_lines(asked: Start, scenario: str, steps: list[tuple[str, str]], answers: list) -> None:
    it = asked(scenario, TERM="dumb")
    for shown, keys in steps:
        it.wait_for(shown)
        it.send(keys)
    it.wait_exit()
    assert it.answers() == answers
    assert "\x1b" not in it.raw
    assert scenario != "new-passphrase" or "lang nok" not in it.raw


def test_naming_the_prompts_loads_nothing_that_draws() -> None:
    code = (
        "import sys; from spaedbarn_cli.ui.prompts import BACK, ask_text;"
        "print([m for m in ('questionary', 'prompt_toolkit', 'asyncio') if m in sys.modules])"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert told.stdout == "[]\n"
