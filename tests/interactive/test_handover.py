"""The computer in a parent's hands: nothing but the question, and no way out without the passphrase."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from office import Office, opened
from program import PASSPHRASE
from pty_session import CLEAR_SCROLLBACK, CTRL_C, CTRL_L, ENTER

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pty_session import PtySession

    Start = Callable[..., PtySession]

RUN = ("questionnaire", "run")
RFQ = (*RUN, "rfq-8", "A17", "--subject", "mor")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    yield from opened(tmp_path)


@pytest.fixture
def start(office: Office) -> Start:
    return office.at


def again(it: PtySession, key: str) -> None:
    """Strike a key that must lead back to the same screen, and wait until it is drawn anew."""
    words = "Giv computeren tilbage"
    before = it.raw.count(words)
    it.send(key)
    it.wait_until(lambda: it.raw.count(words) > before, "the screen to be drawn again")
    it.wait_for("vises ikke")


def test_handed_over_there_is_nothing_but_the_question(start: Start, office: Office) -> None:
    it = start(*RFQ, "--hand-over")
    it.wait_for("1 af 8")
    for word in ("A17", "mor", "Karen", "Mette", "rfq", "14.", "november", "Ctrl", "spring til", "ikke spurgt"):
        assert word not in it.text(), word
    assert "\x1b[?1049h" in it.raw
    it.send("j", "n", "v", "a")
    it.wait_for("! svar med 1–7")
    it.send(*"1234567")
    it.wait_for("8 af 8")
    it.send("4")
    it.wait_for("Tak. Giv computeren tilbage.")
    it.send("nøgle", ENTER)
    it.wait_for("Det passede ikke.")
    again(it, CTRL_C)
    again(it, ENTER)
    it.send(PASSPHRASE, ENTER)
    it.wait_for("Hvad nu")
    it.send(ENTER)
    assert it.wait_exit() == 0
    assert office.responses()[0]["answers"] == {str(n): n for n in range(1, 8)} | {"8": 4}


def test_leaving_by_a_key_needs_the_passphrase_and_enter_goes_on(start: Start) -> None:
    it = start(*RFQ, "--hand-over")
    it.wait_for("1 af 8")
    it.send("4", CTRL_C)
    it.wait_for("Giv computeren tilbage")
    it.wait_for("Enter for at gå tilbage")
    it.send(ENTER)
    it.wait_for("2 af 8")
    it.send(CTRL_C)
    it.wait_for("Giv computeren tilbage")
    it.send("forkert", ENTER)
    it.wait_for("Det passede ikke.")
    again(it, CTRL_C)
    again(it, CTRL_C)
    it.send(PASSPHRASE, ENTER)
    it.wait_for("2 af 8")
    it.wait_for("‹j› spring til")


def test_the_lock_key_closes_the_store_and_the_passphrase_opens_it_again(start: Start) -> None:
    it = start(*RFQ, "--hand-over")
    it.wait_for("1 af 8")
    it.send("4", CTRL_L)
    it.wait_for("Giv computeren tilbage")
    assert "Enter for at gå" not in it.text()
    it.send(PASSPHRASE, ENTER)
    it.wait_for("‹j› spring til")
    it.send("5")
    it.wait_for("3 af 8")


def test_nobody_typing_locks_a_screen_in_other_hands(office: Office) -> None:
    it = office.at(*RFQ, "--hand-over", TEST_IDLE="0.6")
    it.wait_for("1 af 8")
    it.wait_for("Giv computeren tilbage")
    assert CLEAR_SCROLLBACK in it.raw
