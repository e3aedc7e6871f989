"""Two families with one code, which happens when others share theirs: they are told apart, and never taken for each other."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from .sharing_people import tables

if TYPE_CHECKING:
    from program import Program

    from .sharing_people import People


@pytest.fixture
def codes(people: People) -> list[str]:
    """Lone has been given an A17 by Mette and another one by Jens; returns what they are called."""
    people.jens.ok("case", "open", "A17", "--due", "2026-10-10")
    people.jens.ok("birth", "A17", "--date", "2026-10-10", "--child", "barn1")
    people.jens.ok("visit", "log", "A17", "--start", "2026-11-18 10:00", "--minutes", "60")
    for giver in (people.mette, people.jens):
        people.lone.ok("inbox", "open", str(people.notified(giver, "Lone Krogh")))
    return [case["code"] for case in people.lone.json("case", "list")["cases"]]


def hours(program: Program, code: str) -> list[int]:
    return [visit["minutes"] for visit in program.json("visit", "list", code)["visits"]]


def test_they_are_listed_under_codes_that_say_which(people: People, codes: list[str]) -> None:
    assert len(set(codes)) == 2
    assert all(code.startswith("A17:") and len(code) == 8 for code in codes)
    found = sorted(hours(people.lone, code) for code in codes)
    assert found == [[60], [120, 90]]
    cases = {case["case"]: case for case in people.lone.json("norm-check")["cases"]}
    assert sorted(cases) == sorted(codes)
    said = people.lone.ok("norm-check").splitlines()[-2:]
    assert sorted(line.partition(": kopier")[0] for line in said) == sorted(codes)
    assert {case["sources"][0]["from"] for case in cases.values()} == {"Mette Holm", "Jens Lund"}
    for command in ("show", "list"):
        assert people.lone("case", command, *([codes[0].lower()] if command == "show" else [])).code == 0


def test_the_code_alone_is_refused_wherever_it_would_mean_one_of_them(people: People, codes: list[str]) -> None:
    before = tables(people.lone)
    for words in (("case", "show", "A17"), ("norm-check", "A17"), ("visit", "list", "A17"), ("timeline", "a17"),
                  ("visit", "log", "A17", "--start", "2026-11-20 09:00", "--minutes", "30"),
                  ("case", "erase", "A17", "--reason", "x", "--yes")):  # fmt: skip
        assert people.lone.refused(*words) == (2, "case_ambiguous")
    assert tables(people.lone) == before
    hint = json.loads(people.lone("case", "show", "A17", "--json").err)["error"]["hint"]
    assert all(code in hint for code in codes)
    assert people.lone.refused("case", "show", "A17:zzzz") == (40, "case_not_found")
    assert people.lone.refused("case", "open", "A17") == (41, "case_exists")


def test_a_colleagues_family_is_not_written_into_by_mistake(people: People) -> None:
    people.jens.ok("case", "open", "A17", "--due", "2026-10-10")
    people.colleagues()
    log = ("visit", "log", "A17", "--start", "2026-11-20 09:00", "--minutes", "30")
    assert people.jens.refused(*log) == (2, "case_ambiguous")
    [shared] = [case["code"] for case in people.jens.json("case", "list")["cases"] if case["children"]]
    people.jens.ok("visit", "log", shared, "--start", "2026-11-20 09:00", "--minutes", "30")
    people.jens.ok("case", "correct", shared, "--due", "2026-09-21", "--reason", "ny termin")
    people.round(people.jens, people.mette)
    assert hours(people.mette, "A17") == [120, 90, 30]
    assert people.mette.json("case", "show", "A17")["due"] == "2026-09-21"
