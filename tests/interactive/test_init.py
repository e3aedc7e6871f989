"""Making a store on a terminal: a passphrase twice, a recovery code typed back, and nothing secret left to see."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

import pytest
from pty_session import CTRL_C, ENTER

from interactive.asked import at

if TYPE_CHECKING:
    from pty_session import PtySession

    from interactive.conftest import Desk

SECRET = "grøn æblegrød på ål"
CODE = re.compile(r"(?:[0-9A-Z]{5}-){7}[0-9A-Z]{5}")


def begin(desk: Desk, secret: str, *, cols: int = 80) -> PtySession:
    """Answer `init` up to the recovery code."""
    it = desk.terminal("init", locked=True, cols=cols)
    for label, typed in (("Dit navn", "Mette Holm"), ("Din rolle", ""), ("Ny adgangssætning", secret),
                         ("Skriv den igen", secret)):  # fmt: skip
        at(it, label)
        it.send(typed, ENTER)
    at(it, "Skriv gendannelseskoden tilbage")
    return it


def code_of(it: PtySession) -> str:
    """Return the recovery code on the screen."""
    found = CODE.search(it.text())
    assert found is not None, it.text()
    return found[0]


def finish(it: PtySession, code: str) -> None:
    """Type the code back."""
    it.send(code.lower().replace("-", " "), ENTER)
    assert it.wait_exit() == 0


def opens(desk: Desk, secret: str) -> None:
    """Open the store by typing the passphrase."""
    with desk.terminal("case", "list", locked=True) as it:
        at(it, "Adgangssætning")
        it.send(secret, ENTER)
        assert it.wait_exit() == 0
        assert "Der er ingen familier endnu" in it.text()
        assert secret not in it.raw


@pytest.mark.parametrize("cols", [80, 60])
def test_a_store_is_made_and_the_code_is_gone_from_the_screen(empty_desk: Desk, cols: int) -> None:
    with begin(empty_desk, SECRET, cols=cols) as it:
        code = code_of(it)
        finish(it, code)
        assert "Koden passer" in it.text()
        assert code not in it.text() + it.scrollback()
        for part in (SECRET, unicodedata.normalize("NFD", SECRET), "æblegrød"):
            assert part not in it.raw
    profile = empty_desk.json("doctor", SPAEDBARN_PASSPHRASE=SECRET)
    assert profile["ok"]


@pytest.mark.parametrize(("made", "opened"), [("NFC", "NFD"), ("NFD", "NFC")])
def test_danish_letters_open_the_store_in_either_form(empty_desk: Desk, made: str, opened: str) -> None:
    with begin(empty_desk, unicodedata.normalize(made, SECRET)) as it:
        finish(it, code_of(it))
    opens(empty_desk, unicodedata.normalize(opened, SECRET))


def test_two_passphrases_that_differ_are_asked_for_again(empty_desk: Desk) -> None:
    with empty_desk.terminal("init", "--name", "Mette Holm", "--role", "leader", locked=True) as it:
        for label, typed in (
            ("Ny adgangssætning", "kort"), ("Ny adgangssætning", SECRET), ("Skriv den igen", "noget andet")
        ):  # fmt: skip
            at(it, label)
            it.send(typed, ENTER)
            if typed == "kort":
                it.wait_for("adgangssætningen er for kort; den skal være på mindst")
        it.wait_for("de to var ikke ens")
        it.send(SECRET, ENTER)
        at(it, "Skriv den igen")
        it.send(SECRET, ENTER)
        at(it, "Skriv gendannelseskoden tilbage")
        finish(it, code_of(it))
        assert SECRET not in it.raw
        assert "noget andet" not in it.raw
    opens(empty_desk, SECRET)


def test_a_wrong_group_of_the_code_is_named_and_can_be_put_right(empty_desk: Desk) -> None:
    with begin(empty_desk, SECRET) as it:
        code = code_of(it)
        groups = code.split("-")
        groups[2] = groups[2][:-1] + ("0" if groups[2][-1] != "0" else "1")
        it.send("-".join(groups), ENTER)
        it.wait_for("gruppe 3 i gendannelseskoden er ikke rigtig")
        it.send("\x15", code[:20], ENTER)
        it.wait_for("gendannelseskoden har")
        it.send("\x15")
        finish(it, code)


def test_leaving_before_the_code_is_tried_says_that_the_store_is_made(empty_desk: Desk) -> None:
    with begin(empty_desk, SECRET) as it:
        code = code_of(it)
        it.send(CTRL_C)
        assert it.wait_exit() == 130
        assert "lageret er lavet" in it.text()
        assert "spaedbarn rotate" in it.text()
        assert code not in it.text() + it.scrollback()
    opens(empty_desk, SECRET)


def test_the_code_of_a_renewed_store_counts_as_not_typed_back_until_it_is(empty_desk: Desk) -> None:
    def said_by_doctor() -> str:
        with empty_desk.terminal("doctor", rows=50, SPAEDBARN_PASSPHRASE=SECRET) as it:
            assert it.wait_exit() == 0
            return it.text()

    with begin(empty_desk, SECRET) as it:
        finish(it, code_of(it))
    assert "gendannelseskoden er skrevet tilbage" in said_by_doctor()
    with empty_desk.terminal("rotate", "--skip-recovery-check", SPAEDBARN_PASSPHRASE=SECRET) as it:
        assert it.wait_exit() == 0
    assert "gendannelseskoden er aldrig skrevet tilbage" in said_by_doctor()
    with empty_desk.terminal("rotate", SPAEDBARN_PASSPHRASE=SECRET) as it:
        at(it, "Skriv gendannelseskoden tilbage")
        finish(it, code_of(it))
    assert "gendannelseskoden er skrevet tilbage" in said_by_doctor()


def test_leaving_before_the_passphrase_makes_nothing(empty_desk: Desk) -> None:
    with empty_desk.terminal("init", "--name", "Mette Holm", "--role", "leader", locked=True) as it:
        at(it, "Ny adgangssætning")
        it.send(CTRL_C)
        assert it.wait_exit() == 130
        assert "intet er ændret" in it.text()
    assert not empty_desk.store.exists()


def test_a_wrong_passphrase_then_the_right_one_opens_in_one_run(desk: Desk) -> None:
    with desk.terminal("case", "list", locked=True) as it:
        at(it, "Adgangssætning")
        it.send("fem blå spande vand", ENTER)
        it.wait_for("adgangssætningen passer ikke til lageret")
        it.send("fem blå spande sand", ENTER)
        assert it.wait_exit() == 0
        assert "A17" in it.text()
        assert "spande" not in it.raw


def test_three_wrong_passphrases_are_enough(desk: Desk) -> None:
    with desk.terminal("case", "list", locked=True) as it:
        for tries in range(1, 4):
            at(it, "Adgangssætning")
            it.send("forkert", ENTER)
            it.wait_until(lambda: it.raw.count("passer ikke til lageret") == tries, "the answer")  # noqa: B023
        assert it.wait_exit() == 12
        assert "A17" not in it.text()


def test_the_recovery_code_sets_a_new_passphrase(empty_desk: Desk) -> None:
    with begin(empty_desk, SECRET) as it:
        code = code_of(it)
        finish(it, code)
    with empty_desk.terminal("recover", locked=True) as it:
        for label, typed in (("Gendannelseskode", code), ("Ny adgangssætning", "syv små grønne frøer"),
                             ("Skriv den igen", "syv små grønne frøer")):  # fmt: skip
            at(it, label)
            it.send(typed, ENTER)
        assert it.wait_exit() == 0
        assert code not in it.raw
    opens(empty_desk, "syv små grønne frøer")
