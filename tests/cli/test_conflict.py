"""`conflict`: what two have changed at once is told to both, both are kept, and one of them settles it for both."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from program import Program

    from .sharing_people import People


def conflicts(program: Program) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = program.json("conflict", "list")["conflicts"]
    return found


@pytest.fixture
def torn(people: People) -> str:
    """Two have changed the note of one visit at once; returns the visit."""
    people.colleagues()
    visit = str(people.mette.json("visit", "list", "A17")["visits"][1]["id"])
    people.mette.ok("visit", "correct", visit, "--note", "Mettes ord", "--reason", "huskede mere")
    people.jens.ok("visit", "correct", visit, "--note", "Jens' ord", "--reason", "var med", SPAEDBARN_NOW="2026-11-22T15:00")
    later = {"SPAEDBARN_NOW": "2026-11-22T16:00"}
    people.mette.ok("sync", **later)
    ran = people.jens("sync", **later)
    assert "1 felt er rettet af to på én gang; begge udgaver er gemt. `spaedbarn conflict list`" in ran.err
    told = people.mette.json("sync", **later)
    assert told["received"][0]["conflicts"] == [{"record": visit, "field": "note"}]
    return visit


def test_both_see_it_the_later_stands_meanwhile_and_nothing_is_lost(people: People, torn: str) -> None:
    assert conflicts(people.mette) == conflicts(people.jens)
    [found] = conflicts(people.mette)
    assert (found["record"], found["case"], found["field"], found["kind"]) == (torn, "A17", "note", "visit")
    assert [(side["author"], side["value"], side["stands"]) for side in found["sides"]] == [
        ("Mette Holm", "Mettes ord", False), ("Jens Lund", "Jens' ord", True),
    ]  # fmt: skip
    for one in (people.mette, people.jens):
        assert one.json("visit", "show", torn)["note"] == "Jens' ord"
        said = one.ok("conflict", "list").splitlines()
        assert said[1] == "  1  Mette Holm, 22. november 2026 14.30: Mettes ord"
        assert said[2] == "  2  Jens Lund, 22. november 2026 15.00: Jens' ord (står nu)"
    assert "note" in said[0]
    assert torn[:6] in said[0]


@pytest.fixture
def two_torn(people: People) -> str:
    """Two have changed the end and the presence of one visit at once; returns the visit."""
    people.colleagues()
    visit = str(people.mette.json("visit", "list", "A17")["visits"][1]["id"])
    people.mette.ok("visit", "correct", visit, "--minutes", "80", "--present", "mor", "--reason", "ur")
    people.jens.ok("visit", "correct", visit, "--minutes", "100", "--present", "mor,far", "--reason", "var med",
                   SPAEDBARN_NOW="2026-11-22T15:00")  # fmt: skip
    for one in (people.mette, people.jens, people.mette):
        one.ok("sync", SPAEDBARN_NOW="2026-11-22T16:00")
    return visit


def test_fields_and_values_are_in_words_and_how_to_settle_is_said(people: People, two_torn: str) -> None:
    ran = people.mette("conflict", "list")
    assert ran.out.splitlines() == [
        f"A17  besøg 19. november 09.00 ({two_torn[:6]}): slut",
        "  1  Mette Holm, 22. november 2026 14.30: 19. november 2026 10.20",
        "  2  Jens Lund, 22. november 2026 15.00: 19. november 2026 10.40 (står nu)",
        f"A17  besøg 19. november 09.00 ({two_torn[:6]}): til stede",
        "  1  Mette Holm, 22. november 2026 14.30: mor",
        "  2  Jens Lund, 22. november 2026 15.00: mor og far (står nu)",
    ]
    assert f'spaedbarn conflict settle {two_torn[:6]} "slut" --choose N' in ran.err


def test_a_visit_says_that_it_waits_for_a_choice(people: People, two_torn: str) -> None:
    ran = people.mette("visit", "show", two_torn)
    assert f"rettet slut og til stede, og ingen har valgt endnu; `spaedbarn conflict settle {two_torn[:6]}`" in ran.err
    other = str(people.mette.json("visit", "list", "A17")["visits"][0]["id"])
    assert "ingen har valgt" not in people.mette("visit", "show", other).err


@pytest.mark.parametrize("field", ["slut", "Slut", "end"])
def test_a_field_is_named_as_it_is_shown_and_what_it_settles_beside_is_said(
    people: People, two_torn: str, field: str
) -> None:
    ran = people.mette("conflict", "settle", two_torn[:6], field, "--choose", "1", "--reason", "uret",
                       SPAEDBARN_NOW="2026-11-22T17:00")  # fmt: skip
    assert ran.code == 0
    assert "Nu står der ved slut: 19. november 2026 10.20." in ran.out
    assert "til stede står nu fast, som det stod" in ran.err
    shown = people.mette.json("visit", "show", two_torn)
    assert (shown["minutes"], shown["present"]) == (80, ["mor", "far"])
    assert conflicts(people.mette) == []


def test_one_settles_and_it_is_gone_on_both(people: People, torn: str) -> None:
    later = {"SPAEDBARN_NOW": "2026-11-22T17:00"}
    settle = ("conflict", "settle", torn[:6], "note", "--choose", "1", "--reason", "talt sammen")
    assert people.jens.json(*settle, **later)["chosen"] == 1
    people.round(people.jens, people.mette, **later)
    for one in (people.mette, people.jens):
        assert conflicts(one) == []
        assert one.ok("conflict", "list") == "Ingen felter er rettet af to på én gang.\n"
        assert one.json("visit", "show", torn)["note"] == "Mettes ord"
        assert "talt sammen" in one.ok("history", torn)
        assert "Jens' ord" in one.ok("history", torn)
    assert people.mette.refused(*settle, **later) == (40, "conflict_not_found")


def test_both_settle_at_once_and_the_later_word_stands(people: People, torn: str) -> None:
    for number, (one, clock) in enumerate(((people.mette, "17:00"), (people.jens, "17:05")), 1):
        one.ok("conflict", "settle", torn[:6], "note", "--choose", str(number), "--reason", "valgt",
               SPAEDBARN_NOW=f"2026-11-22T{clock}")  # fmt: skip
    later = {"SPAEDBARN_NOW": "2026-11-22T18:00"}
    people.round(people.mette, people.jens, **later)
    assert conflicts(people.mette) == conflicts(people.jens) != []
    people.mette.ok("conflict", "settle", torn[:6], "note", "--choose", "2", "--reason", "enige", **later)
    people.round(people.mette, people.jens, **later)
    assert conflicts(people.mette) == conflicts(people.jens) == []
    assert people.jens.json("visit", "show", torn)["note"] == people.mette.json("visit", "show", torn)["note"] == "Jens' ord"


@pytest.mark.parametrize(
    ("words", "refused"),
    [
        (("note", "--choose", "3", "--reason", "x"), (2, "bad_choice")),
        (("note", "--choose", "0", "--reason", "x"), (2, "bad_choice")),
        (("note", "--choose", "den første", "--reason", "x"), (2, "bad_choice")),
        (("note", "--choose", "²", "--reason", "x"), (2, "bad_choice")),
        (("note", "--choose", "1"), (2, "usage_missing")),
        (("note", "--reason", "x"), (2, "usage_missing")),
        (("start", "--choose", "1", "--reason", "x"), (40, "conflict_not_found")),
        (("--choose", "1", "--reason", "x"), (2, "usage_missing")),
    ],
)
def test_what_settles_nothing_changes_nothing(
    people: People, torn: str, words: tuple[str, ...], refused: tuple[int, str]
) -> None:
    assert people.mette.refused("conflict", "settle", torn[:6], *words) == refused
    assert people.mette.refused("conflict", "settle", torn[:3], "note", "--choose", "1", "--reason", "x")[0] == 40
    assert len(conflicts(people.mette)) == 1


def test_fields_of_one_record_that_two_have_changed_apart_are_no_conflict(people: People) -> None:
    people.colleagues()
    visit = str(people.mette.json("visit", "list", "A17")["visits"][1]["id"])
    people.mette.ok("visit", "correct", visit, "--note", "Mettes ord", "--reason", "huskede mere")
    people.jens.ok("visit", "correct", visit, "--next", "tag vægten med", "--reason", "var med")
    people.round(people.mette, people.jens)
    people.round(people.mette, people.jens)
    assert conflicts(people.mette) == conflicts(people.jens) == []
    for one in (people.mette, people.jens):
        shown = one.json("visit", "show", visit)
        assert (shown["note"], shown["next"]) == ("Mettes ord", "tag vægten med")
