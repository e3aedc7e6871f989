"""The network card and the genogram as commands: what is said is kept, shown, drawn, compared, and taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from canary import CANARY, PLAIN, found_in
from pty_session import PtySession, clean_env

if TYPE_CHECKING:
    from program import Program

INGER = "Mormor Inger Kristoffersen-Østergaard"


@pytest.fixture
def card(families: Program) -> Program:
    """A17 with three people on its card, gone through on 1 October."""
    then = ("--date", "2026-10-01")
    families.ok("network", "add", "A17", INGER, "--label", "mormor", "--circle", "1", "--sector", "family", "--gives",
                "relief,practical", "--wish", *then)  # fmt: skip
    families.ok("network", "add", "A17", "Nabo Yrsa", "--circle", "2", "--sector", "friends", "--knows", "mormor", *then)
    families.ok("network", "add", "A17", "Lone", "--circle", "3", "--sector", "professional", "--strain", *then)
    families.ok("network", "look", "A17", *then)
    return families


def names(document: dict[str, Any]) -> list[str]:
    return [tie["name"] for tie in document["ties"]]


def test_what_is_said_of_somebody_stands_on_the_card(card: Program) -> None:
    document = card.json("network", "list", "A17")
    assert names(document) == [INGER, "Nabo Yrsa", "Lone"]
    assert document["looks"] == ["2026-10-01"]
    first, second, third = document["ties"]
    assert (first["circle"], first["gives"], first["wish"]) == (1, ["practical", "relief"], True)
    assert second["knows"] == [INGER]
    assert (third["sector"], third["strain"]) == ("professional", True)


def test_a_changed_card_still_shows_how_it_was(card: Program) -> None:
    card.ok("network", "edit", "A17", "mormor", "--circle", "2", "--no-wish", "--gives", "none", "--reason", "flyttet")
    card.ok("network", "remove", "A17", "lone", "--reason", "ny rådgiver")
    card.ok("network", "add", "A17", "Mødregruppen", "--circle", "2", "--sector", "friends")
    assert names(card.json("network", "list", "A17")) == [INGER, "Mødregruppen", "Nabo Yrsa"]
    assert names(card.json("network", "list", "A17", "--at", "2026-10-15")) == [INGER, "Nabo Yrsa", "Lone"]
    assert names(card.json("network", "list", "A17", "--at", "2026-09-30")) == []
    changes = card.json("network", "compare", "A17")
    assert (changes["from"], changes["to"]) == ("2026-10-01", "2026-11-22")
    assert [one["name"] for one in changes["new"]] == ["Mødregruppen"]
    assert [one["name"] for one in changes["gone"]] == ["Lone"]
    assert [(one["from"]["circle"], one["to"]["circle"]) for one in changes["moved"]] == [(1, 2)]
    assert [one["name"] for one in changes["same"]] == ["Nabo Yrsa"]
    told = card.ok("network", "compare", "A17")
    assert "1. oktober 2026" in told
    assert all(word in told for word in ("ny", "ikke længere", "flyttet", "som før"))
    history = card.ok("history", "A17")
    assert "aflastning" in history
    assert "flyttet" in history


def test_only_what_is_given_is_changed(card: Program) -> None:
    before = card.json("network", "list", "A17")["ties"][1]
    after = card.json("network", "edit", "A17", before["id"][:5], "--name", "Yrsa", "--note", "mandage")["ties"][1]
    assert after == {**before, "name": "Yrsa", "note": "mandage"}


@pytest.mark.parametrize(
    ("args", "refusal"),
    [
        (("add", "A17", "nabo yrsa", "--circle", "1", "--sector", "family"), (41, "tie_taken")),
        (("add", "A17", "Ny", "--circle", "4", "--sector", "family"), (2, "bad_circle")),
        (("add", "A17", "Ny", "--circle", "1", "--sector", "venner"), (2, "bad_one_of")),
        (("add", "A17", "Ny", "--circle", "1", "--sector", "work", "--gives", "penge"), (2, "bad_one_of")),
        (("add", "A17", "N" * 61, "--circle", "1", "--sector", "work"), (2, "bad_tie_name")),
        (("add", "A17", "--circle", "1", "--sector", "work"), (2, "usage_missing")),
        (("add", "A17", "Ny", "--circle", "1", "--sector", "work", "--knows", "Ingen"), (40, "tie_not_found")),
        (("edit", "A17", "Nabo Yrsa"), (2, "tie_unchanged")),
        (("edit", "A17", "Nabo Yrsa", "--name", "Lone"), (41, "tie_taken")),
        (("edit", "A17", "Nabo Yrsa", "--circle", "1", "--date", "2026-12-24"), (2, "day_in_future")),
        (("remove", "A17", "Nabo Yrsa"), (2, "usage_missing")),
        (("remove", "A17", "Helle", "--reason", "x"), (40, "tie_not_found")),
        (("list", "Z99"), (40, "case_not_found")),
        (("compare", "B03"), (2, "usage_missing")),
        (("compare", "A17", "--from", "2026-11-02", "--to", "2026-11-01"), (2, "to_before_from")),
        (("draw", "A17", "--out", "kort.pdf"), (2, "out_no_picture")),
        (("fill", "A17"), (2, "no_terminal")),
        (("relate", "A17", "mor", "mor", "--as", "couple"), (2, "relate_self")),
        (("relate", "A17", "mor", "far", "--as", "venner"), (2, "bad_one_of")),
        (("relate", "A17", "mor", "far", "--as", "dead"), (2, "relate_alone")),
        (("relate", "A17", "mor", "Ukendt", "--as", "close"), (40, "figure_not_found")),
        (("relate", "A17", "mor", "far", "--as", "close", "--remove", "--reason", "x"), (40, "relation_not_found")),
    ],
)
def test_what_cannot_be_is_refused(card: Program, args: tuple[str, ...], refusal: tuple[int, str]) -> None:
    before = card.json("network", "list", "A17")
    assert card.refused("network", *args) == refusal
    assert card.json("network", "list", "A17") == before


def test_the_card_is_drawn_on_the_screen_and_on_paper(card: Program) -> None:
    for columns in ("80", "60"):
        drawn = card.ok("network", "draw", "A17", COLUMNS=columns)
        assert max(map(len, drawn.splitlines())) <= int(columns)
        assert all(word in drawn for word in ("Mormor Inger", "Nabo Yrsa", "Lone  ≈", "mor, far, barn1", "aflastning"))
    for name in ("kort.svg", "kort.html"):
        path = card.home / name
        said = card("network", "draw", "A17", "--out", str(path))
        assert said.code == 0
        assert "ikke krypteret" in said.err
        page = path.read_text("utf-8")
        assert "Nabo Yrsa" in page
        assert "<svg" in page
        assert "<script" not in page
    then = card.json("network", "draw", "A17", "--at", "2026-09-01")
    assert (then["date"], then["ties"]) == ("2026-09-01", [])
    assert "network fill B03" in card.ok("network", "draw", "B03")


def test_a_genogram_knows_what_the_roles_tell_and_what_is_said(card: Program) -> None:
    relate = ("network", "relate", "A17")
    card.ok(*relate, INGER, "mor", "--as", "parent-of")
    card.ok(*relate, "Morfar Poul", "mor", "--as", "parent-of", "--new")
    card.ok(*relate, "Morfar Poul", "--as", "dead")
    card.ok(*relate, "Morfar Poul", "--as", "man")
    card.ok(*relate, INGER, "--as", "woman")
    card.ok(*relate, "mor", "far", "--as", "separated")
    card.ok(*relate, "far", "mor", "--as", "divorced")
    document = card.json("network", "genogram", "A17")
    people = {one["name"]: (one["generation"], one["sex"], one["state"]) for one in document["people"]}
    assert people == {
        "mor": (1, "woman", "living"), "far": (1, "man", "living"), "barn1": (2, "unknown", "living"),
        INGER: (0, "woman", "living"), "Morfar Poul": (0, "man", "dead"),
    }  # fmt: skip
    said = {(one["a"], one["b"], one["as"]) for one in document["relations"]}
    assert ("far", "mor", "divorced") in said
    assert not any(kind == "separated" for _, _, kind in said)
    assert ("mor", "barn1", "parent-of") in said
    assert card.refused(*relate, "mor", "Morfar Poul", "--as", "parent-of") == (41, "relate_circle")
    told = card.ok("network", "genogram", "A17")
    assert "□✗ Morfar Poul" in told
    assert "er skilt fra" in told
    for name in ("genogram.svg", "genogram.html"):
        card.ok("network", "genogram", "A17", "--out", str(card.home / name))
        assert "Morfar Poul" in (card.home / name).read_text("utf-8")
    card.ok(*relate, "mor", "far", "--as", "divorced", "--remove", "--reason", "skrevet forkert")
    assert "er skilt fra" not in card.ok("network", "genogram", "A17")


def test_who_is_taken_off_the_card_stays_in_the_genogram(card: Program) -> None:
    card.ok("network", "relate", "A17", INGER, "mor", "--as", "parent-of")
    card.ok("network", "remove", "A17", INGER, "--reason", "død i november")
    card.ok("network", "relate", "A17", INGER, "--as", "dead")
    states = {one["name"]: one["state"] for one in card.json("network", "genogram", "A17")["people"]}
    assert states[INGER] == "dead"
    assert "Lone" not in states


def test_another_ones_names_are_not_in_messages(card: Program) -> None:
    hans = ("A17", "Hemmelige Hans")
    for args in (("edit", *hans, "--circle", "1"), ("relate", *hans, "mor", "--as", "close")):
        ran = card("network", *args)
        assert ran.code == 40
        assert "Hans" not in ran.out + ran.err


def test_what_is_said_stands_nowhere_outside_the_store(families: Program) -> None:
    spoken = ("--name", f"{CANARY} Holm", "--note", CANARY, "--reason", CANARY)
    families.ok("network", "add", "A17", CANARY, "--circle", "1", "--sector", "family", "--note", CANARY)
    families.ok("network", "edit", "A17", CANARY, *spoken)
    families.ok("network", "relate", "A17", f"{CANARY} Juul", "mor", "--as", "parent-of", "--new")
    families.ok("network", "look", "A17", "--note", CANARY)
    families.ok("network", "remove", "A17", f"{CANARY} Holm", "--reason", CANARY)
    assert found_in(families.home, CANARY, PLAIN) == []


def test_a_name_need_not_stand_on_the_command_line(families: Program) -> None:
    given = {"SPAEDBARN_HOME": str(families.store), "SPAEDBARN_NOW": families.env["SPAEDBARN_NOW"]}
    env = clean_env(families.home, SPAEDBARN_PASSPHRASE="fem blå spande sand", **given)
    with PtySession(["network", "add", "A17"], env=env) as it:
        it.wait_for("Hvem")
        it.send("Farmor Kirsten\r")
        it.wait_for("tættest på")
        it.send("1")
        it.wait_for("Venner og fritid")
        it.send("1")
        assert it.wait_exit() == 0
    assert names(families.json("network", "list", "A17")) == ["Farmor Kirsten"]
