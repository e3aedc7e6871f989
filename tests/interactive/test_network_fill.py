"""The network card by talking: few keys a person, nothing lost when it is cut off, a card that is there gone through."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from pty_session import CTRL_C, CTRL_L, ENTER, LEFT, SPACE, UP

from interactive.asked import answer, at

if TYPE_CHECKING:
    from interactive.conftest import Desk, Typed

CIRCLE, SECTOR, GIVES, ALSO = "Kreds", "Del af livet", "Giver", "Desuden"

EIGHT = [
    ("Mormor Inger", "1", "1", "af" + SPACE + ENTER, "1"), ("Morfar Poul-Erik", "2", "1", ENTER, "2"),
    ("Moster Mathilde Højgaard", "1", "1", "f" + SPACE + ENTER, "3"), ("Nabo Yrsa", "2", "2", "af" + SPACE + ENTER, "1"),
    ("Veninde Fatima Al-Hassan", "2", "2", "f" + SPACE + "p" + SPACE + ENTER, "3"),
    ("Kollega Pernille", "3", "3", ENTER, "1"), ("Rådgiver Lone", "3", "4", "v" + SPACE + ENTER, "4"),
    ("Jordemoder Signe", "2", "4", "v" + SPACE + ENTER, "1"),
]  # fmt: skip


def steps(number: int, name: str, circle: str, sector: str, gives: str, also: str) -> list[tuple[str, str]]:
    return [(f"Person {number}", name + ENTER), (CIRCLE, circle), (SECTOR, sector), (GIVES, gives), (ALSO, also)]


def said(people: list[tuple[str, str, str, str, str]]) -> list[tuple[str, str]]:
    return [step for number, person in enumerate(people, 1) for step in steps(number, *person)]


def ties(desk: Desk) -> dict[str, Any]:
    assert desk.json("drafts")["drafts"] == []
    return {tie["name"]: tie for tie in desk.json("network", "list", "A17")["ties"]}


SECONDS_A_KEY, SECONDS_A_QUESTION = 0.4, 1.2
"""A practised but not a fast typist, and the time to read what is asked."""


def test_eight_people_in_well_under_four_minutes(typed: Typed, desk: Desk) -> None:
    asked = said(EIGHT)
    keys = sum(len(typed_) for _, typed_ in asked) + 1
    assert keys * SECONDS_A_KEY + len(asked) * SECONDS_A_QUESTION < 160
    it = typed("network", "fill", "A17")
    answer(it, [*asked, ("Person 9", ENTER)])
    assert it.wait_exit() == 0
    assert "8 personer" in it.text()
    found = ties(desk)
    assert set(found) == {person[0] for person in EIGHT}
    lone, fatima = found["Rådgiver Lone"], found["Veninde Fatima Al-Hassan"]
    assert (lone["circle"], lone["sector"], lone["strain"], lone["wish"]) == (3, "professional", True, True)
    assert (fatima["gives"], fatima["strain"], fatima["wish"]) == (["practical", "emotional"], False, True)
    assert desk.json("network", "list", "A17")["looks"] == ["2026-11-22"]


@pytest.mark.parametrize("place", [1, 3, 5])
def test_a_flat_battery_at_any_question_loses_nothing(typed: Typed, desk: Desk, place: int) -> None:
    asked = [*said(EIGHT[:2]), ("Person 3", ENTER)]
    it = typed("network", "fill", "A17")
    answer(it, asked[:place])
    at(it, asked[place][0])
    it.kill9()
    (draft,) = desk.json("drafts")["drafts"]
    assert (draft["kind"], draft["case"]) == ("network", "A17")
    it = typed("resume")
    answer(it, asked[place:])
    assert it.wait_exit() == 0
    assert [tie["sector"] for tie in ties(desk).values()] == ["family", "family"]


@pytest.mark.parametrize("key", [CTRL_C, CTRL_L], ids=["Ctrl-C", "Ctrl-L"])
def test_a_half_written_name_is_there_again(typed: Typed, desk: Desk, key: str) -> None:
    it = typed("network", "fill", "A17")
    answer(it, said(EIGHT[:1]))
    at(it, "Person 2")
    it.send("Morfar Po")
    it.wait_for("Morfar Po")
    it.send(key)
    assert it.wait_exit() == 130
    assert "gemt som kladde" in it.text()
    it = typed("resume")
    at(it, "Person 2")
    it.wait_for("Morfar Po")
    it.send("ul" + ENTER)
    answer(it, [*steps(2, "", "2", "1", ENTER, "1")[1:], ("Person 3", ENTER)])
    assert it.wait_exit() == 0
    assert set(ties(desk)) == {"Mormor Inger", "Morfar Poul"}


def test_going_back_changes_what_was_said(typed: Typed, desk: Desk) -> None:
    it = typed("network", "fill", "A17")
    answer(it, said(EIGHT[:1]))
    answer(it, [("Person 2", UP), (ALSO, LEFT), (GIVES, UP), (SECTOR, "2"), (GIVES, ENTER), (ALSO, "2"), ("Person 2", ENTER)])
    assert it.wait_exit() == 0
    inger = ties(desk)["Mormor Inger"]
    assert (inger["sector"], inger["gives"], inger["strain"]) == ("friends", ["relief"], True)


def test_a_card_that_is_there_is_gone_through_again(typed: Typed, desk: Desk) -> None:
    added = ("--circle", "1", "--sector", "family", "--gives", "relief", "--strain", "--date", "2026-10-01")
    desk.ok("network", "add", "A17", "Mormor Inger", *added)
    it = typed("network", "fill", "A17")
    it.wait_for("På kortet i forvejen: Mormor Inger")
    answer(it, [("Person 1", "mormor inger" + ENTER), (CIRCLE, "2"), (SECTOR, ENTER), (GIVES, ENTER), (ALSO, ENTER)])
    answer(it, [("Person 2", "Mormor Inger" + ENTER)])
    it.wait_for("den person er skrevet lige før")
    it.send("\x15" + ENTER)
    assert it.wait_exit() == 0
    (inger,) = ties(desk).values()
    assert (inger["circle"], inger["gives"], inger["strain"]) == (2, ["relief"], True)
    changes = desk.json("network", "compare", "A17", "--from", "2026-10-01")
    assert len(changes["moved"]) == 1


def test_nobody_is_a_card_that_was_not_begun(typed: Typed, desk: Desk) -> None:
    it = typed("network", "fill", "A17")
    answer(it, [("Person 1", ENTER)])
    assert it.wait_exit() == 0
    assert ties(desk) == {}
    assert desk.json("network", "list", "A17")["looks"] == []
