"""`case open|list|show|close|correct|retract`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from program import Program


def test_a_family_is_opened_and_shown(families: Program) -> None:
    opened = families.json("case", "open", "c21", "--due", "1-3-2027", "--start", "2026-11-01", "--legal", "§ 32")
    expected = {
        "code": "C21", "programme": "jammerbugt-spaedbarn", "phase": "pregnancy", "due": "2027-03-01",
        "start": "2026-11-01", "closed": None, "legal": "§ 32", "owner": "Mette Holm",
    }  # fmt: skip
    assert {name: opened[name] for name in expected} == expected
    assert families.json("case", "show", "C21") == opened
    assert families.json("case", "show", "c21") == opened


def test_the_programme_brings_its_own_legal_ground(families: Program) -> None:
    assert "barnets lov" in families.json("case", "show", "A17")["legal"]


def test_a_family_with_a_child_has_its_age_and_phase(families: Program) -> None:
    shown = families.json("case", "show", "A17")
    assert shown["phase"] == "after-birth"
    assert shown["home_from"] == "2026-09-17"
    child = shown["children"][0]
    assert (child["label"], child["born"], child["gestation"], child["age"], child["corrected_age"]) == (
        "barn1", "2026-09-17", "39+4", {"months": 2, "days": 5}, None
    )  # fmt: skip
    card = " ".join(families.ok("case", "show", "A17").split())
    assert "barn1 født 17. september 2026, gestationsalder 39+4" in card
    assert "2 mdr. 5 dage" in card


def test_a_list_holds_the_open_families(families: Program) -> None:
    assert [case["code"] for case in families.json("case", "list")["cases"]] == ["A17", "B03"]
    told = families.ok("case", "list")
    assert "barn1, 2 mdr. 5 dage" in told
    assert "termin 20. december 2026" in told


def test_an_empty_store_says_how_to_begin(program: Program) -> None:
    program.init()
    assert "spaedbarn case open A17" in program.ok("case", "list")
    assert program.json("case", "list") == {"cases": []}


def test_a_closed_family_is_kept_and_can_be_opened_again(families: Program) -> None:
    closed = families.json("case", "close", "A17", "--date", "2026-11-20", "--reason", "flyttet")
    assert (closed["closed"], closed["close_reason"], closed["phase"]) == ("2026-11-20", "flyttet", "closing")
    assert [case["code"] for case in families.json("case", "list")["cases"]] == ["B03"]
    assert [case["code"] for case in families.json("case", "list", "--closed")["cases"]] == ["A17", "B03"]
    assert families.refused("case", "open", "A17") == (41, "case_exists")
    again = families.json("case", "correct", "A17", "--reopen", "--reason", "flyttet tilbage")
    assert (again["closed"], again["close_reason"]) == (None, None)


def test_a_family_whose_last_day_lies_ahead_is_open_until_then(families: Program) -> None:
    families.ok("case", "close", "A17", "--date", "2026-11-27", "--reason", "flytter")
    codes = [one["code"] for one in families.json("case", "list")["cases"]]
    assert "A17" in codes
    assert "A17" in [one["case"] for one in families.json("norm-check")["cases"]]
    later = families.json("case", "list", SPAEDBARN_NOW="2026-11-28T09:00")["cases"]
    assert [one["code"] for one in later] == [code for code in codes if code != "A17"]


def test_it_cannot_end_before_it_began(families: Program) -> None:
    families.ok("case", "open", "C21", "--start", "2026-11-01")
    close = ("case", "close", "C21", "--reason", "flyttet", "--date")
    assert families.refused(*close, "2026-10-31") == (2, "closed_before_start")
    assert families.json(*close, "2026-11-01")["closed"] == "2026-11-01"


def test_a_correction_keeps_the_original(families: Program) -> None:
    families.ok("case", "correct", "B03", "--due", "2026-12-27", "--reason", "ny termin efter scanning")
    assert families.json("case", "show", "B03")["due"] == "2026-12-27"
    told = families.ok("history", "B03")
    for words in ("20. december", "27. december", "ny termin efter scanning"):
        assert words in told


@pytest.mark.parametrize("kind", ["pauses", "agreements", "persons"])
def test_what_was_entered_by_mistake_is_taken_back(families: Program, kind: str) -> None:
    families.ok("pause", "A17", "--from", "2026-12-20", "--to", "2027-01-03", "--reason", "juleferie")
    families.ok("agree", "A17", "--hours", "5", "--from", "2026-12-20", "--reason", "aftalt")
    shown = families.json("case", "show", "A17")
    key = shown[kind][0]["id"]
    now = families.json("case", "retract", "A17", key[:8], "--reason", "tastefejl")
    assert key not in [record["id"] for record in now[kind]]
    assert families.refused("case", "retract", "B03", key, "--reason", "x") == (40, "record_not_found")
