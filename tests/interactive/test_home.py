"""The home screen: unlocked once, everything a key away, and nothing of the families left when it is locked or left."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from program import PASSPHRASE
from pty_session import ALT_ENTER, CLEAR_SCROLLBACK, CTRL_C, CTRL_L, ENTER, ESC, TAB, UP

from interactive.asked import DAY, FAMILY, HOW, NEXT, NOTE, TIME, WORDS, answer, at, usual

if TYPE_CHECKING:
    from pty_session import PtySession

    from interactive.conftest import Desk, Typed

HOME = "Hvad nu"
LOCKED = "Låst. Skriv adgangssætningen for at gå videre."
CLEAR = "\x1b[2J" + CLEAR_SCROLLBACK
OURS = ("A17", "B03", "barn1", "Mette", WORDS)


def unlock(it: PtySession) -> None:
    """Type the passphrase."""
    at(it, "Adgangssætning")
    it.send(PASSPHRASE, ENTER)


def nothing_left(it: PtySession) -> None:
    """See that no word about a family stands on the screen or above it."""
    seen = it.text() + it.scrollback()
    assert [word for word in OURS if word in seen] == []


@pytest.mark.parametrize("cols", [80, 60])
def test_the_screen_shows_the_week_and_is_unlocked_once(typed: Typed, cols: int) -> None:
    it = typed(locked=True, cols=cols)
    unlock(it)
    at(it, HOME)
    assert "søndag 22. november · uge 47 · Mette Holm" in it.text()
    assert "1 t 30 min af 6 t" in it.text()
    for key, words in (("n", "uge 46"), ("f", "Hvilken familie")):
        it.send(key)
        it.wait_for(words)
        if key == "f":
            it.send("1")
            it.wait_for("hjemme fra")
        at(it, "Enter for at komme tilbage")
        it.send(ENTER)
        at(it, HOME)
    it.send("k")
    it.wait_for("Der er ingen kladder.")
    it.send(ENTER)
    at(it, HOME)
    assert it.raw.count("Adgangssætning") == it.raw[: it.raw.index("Hvad nu")].count("Adgangssætning")
    it.send("l")
    assert it.wait_exit() == 0
    nothing_left(it)
    assert CLEAR in it.raw


def test_a_visit_is_logged_and_the_week_has_grown(typed: Typed, desk: Desk) -> None:
    it = typed()
    at(it, HOME)
    it.send("b")
    answer(it, usual())
    it.wait_for("A17 har fået 3 t i uge 47")
    it.send(ENTER)
    at(it, HOME)
    it.wait_for("3 t af 6 t")
    it.send(CTRL_C)
    assert it.wait_exit() == 0
    nothing_left(it)
    assert len(desk.json("visit", "list")["visits"]) == 2


def test_going_back_from_the_first_choice_comes_home_at_once(typed: Typed) -> None:
    it = typed()
    at(it, HOME)
    it.send("f")
    at(it, "Hvilken familie")
    it.send(ESC)
    at(it, HOME)
    it.send("b")
    at(it, FAMILY)
    it.send(CTRL_C)
    at(it, HOME)
    it.send("l")
    assert it.wait_exit() == 0


def test_a_draft_is_found_and_gone_on_with(typed: Typed, desk: Desk) -> None:
    it = typed()
    at(it, HOME)
    it.send("b")
    answer(it, [(FAMILY, ENTER), (DAY, CTRL_C)])
    it.wait_for("gemt som kladde")
    it.send(ENTER)
    at(it, HOME)
    it.wait_for("Kladder")
    it.send("k")
    at(it, "Hvilken kladde")
    it.wait_for("A17 besøg 1 svar søndag 22. november 14.30")
    it.send(ENTER)
    answer(it, [(DAY, UP), *usual()])
    it.wait_for("Gemt")
    it.send(ENTER)
    at(it, HOME)
    it.send("l")
    assert it.wait_exit() == 0
    assert len(desk.json("visit", "list")["visits"]) == 2
    assert desk.json("drafts")["drafts"] == []


def test_what_is_longer_than_the_screen_is_shown_a_screen_at_a_time(typed: Typed, desk: Desk) -> None:
    it = typed(rows=16)
    at(it, HOME)
    it.send("n")
    it.wait_for("Enter for resten")
    assert any(line.startswith(" Norm") for line in it.screen())
    it.send(ENTER)
    it.wait_for("Enter for at komme tilbage")
    assert not any(line.startswith(" Norm") for line in it.screen())
    it.send(ENTER)
    at(it, HOME)
    it.send("n")
    it.wait_for("Enter for resten")
    it.send(CTRL_C)
    at(it, HOME)


def test_nobody_at_the_keys_locks_and_wipes_and_the_passphrase_opens_again(typed: Typed) -> None:
    it = typed(SPAEDBARN_TEST_IDLE="1.5")
    at(it, HOME)
    before = len(it.raw)
    it.wait_for(LOCKED)
    assert CLEAR in it.raw[before:]
    nothing_left(it)
    at(it, "Adgangssætning")
    it.send("forkert", ENTER)
    it.wait_for("adgangssætningen passer ikke til lageret")
    unlock(it)
    at(it, HOME)
    it.wait_for("A17")


def test_a_locked_screen_can_be_left(typed: Typed) -> None:
    it = typed()
    at(it, HOME)
    it.send(CTRL_L)
    it.wait_for(LOCKED)
    at(it, "Adgangssætning")
    it.send(CTRL_L)
    it.wait_until(lambda: it.raw.count(LOCKED) == 2, "the locked screen again")
    at(it, "Adgangssætning")
    it.send(CTRL_C)
    assert it.wait_exit() == 0
    nothing_left(it)


@pytest.mark.parametrize("how", ["idle", "Ctrl-L"])
def test_a_lock_in_the_middle_of_a_visit_goes_on_at_the_same_question(typed: Typed, desk: Desk, how: str) -> None:
    it = typed(**({"SPAEDBARN_TEST_IDLE": "2"} if how == "idle" else {}))
    at(it, HOME)
    it.send("b")
    answer(it, [(FAMILY, ENTER), (DAY, "i går" + ENTER), (TIME, ENTER), (HOW, ENTER)])
    answer(it, [("Til stede", TAB), ("Arbejdet med", TAB), ("Tegn", TAB)])
    at(it, NOTE)
    it.send(WORDS[:-3])
    it.wait_for(WORDS[:-3])
    if how == "Ctrl-L":
        it.send(CTRL_L)
    it.wait_for(LOCKED)
    nothing_left(it)
    unlock(it)
    at(it, NOTE)
    it.wait_for(WORDS[:-3])
    it.send(WORDS[-3:], ALT_ENTER)
    answer(it, [(NEXT, "tirsdag" + ENTER)])
    it.wait_for("Gemt")
    saved = [v for v in desk.json("visit", "list", "A17")["visits"] if v["note"] == WORDS]
    assert [(v["start"], v["present"], v["next"]) for v in saved] == [("2026-11-21T09:00+01:00", [], "tirsdag")]


def test_without_a_terminal_there_is_help_and_no_question(desk: Desk) -> None:
    ran = desk()
    assert ran.code == 2
    assert "A17" not in ran.out + ran.err
