"""`person add` and `birth`: who belongs to a family, twins, preterm birth, and a birth that was written wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from program import Program


def test_somebody_is_added_with_a_label_in_small_letters(families: Program) -> None:
    said = ("person", "add", "A17", "Mormor", "--role", "network", "--name", "Inge Dam", "--born", "1-5-1961")
    shown = families.json(*said)
    person = next(p for p in shown["persons"] if p["label"] == "mormor")
    assert (person["role"], person["name"], person["born"]) == ("network", "Inge Dam", "1961-05-01")
    assert {p["label"] for p in shown["persons"]} == {"mor", "far", "mormor", "barn1"}


def test_twins_have_a_label_each_and_one_birthday(families: Program) -> None:
    for label in ("barn1", "barn2"):
        families.ok("birth", "B03", "--date", "2026-11-20", "--child", label)
    children = families.json("case", "show", "B03")["children"]
    assert [(c["label"], c["born"], c["gestation"]) for c in children] == [
        ("barn1", "2026-11-20", "35+5"), ("barn2", "2026-11-20", "35+5")
    ]  # fmt: skip


def test_a_preterm_child_has_a_corrected_age(families: Program) -> None:
    families.ok("birth", "B03", "--date", "2026-11-01", "--child", "barn1", "--gestation", "33+0")
    child = families.json("case", "show", "B03")["children"][0]
    assert child["gestation"] == "33+0"
    assert child["age"] == {"months": 0, "days": 21}
    ahead = families.json("--now", "2027-02-01", "case", "show", "B03")["children"][0]
    assert ahead["corrected_age"] == {"months": 1, "days": 12}


@pytest.mark.parametrize("gestation", ["38+4", "38", " 38 + 4 "])
def test_a_gestation_is_weeks_and_days(families: Program, gestation: str) -> None:
    shown = families.json("birth", "A17", "--date", "2026-09-17", "--child", "barn2", "--gestation", gestation)
    stated = next(c["gestation"] for c in shown["children"] if c["label"] == "barn2")
    assert stated == ("38+0" if gestation == "38" else "38+4")


def test_a_birth_that_was_written_wrong_is_corrected_with_a_reason(families: Program) -> None:
    assert families.refused("birth", "A17", "--date", "2026-09-18", "--child", "barn1") == (41, "label_taken_child")
    shown = families.json("birth", "A17", "--date", "2026-09-18", "--child", "barn1", "--reason", "efter jordemoderen")
    assert [(c["label"], c["born"]) for c in shown["children"]] == [("barn1", "2026-09-18")]
    told = families.ok("history", "A17")
    assert "17. september" in told
    assert "efter jordemoderen" in told


def test_a_birth_today_is_no_birth_in_the_future(families: Program) -> None:
    shown = families.json("birth", "B03", "--date", "i dag", "--child", "barn1")
    assert shown["children"][0]["age"] == {"months": 0, "days": 0}


@pytest.mark.parametrize(
    ("day", "accepted"),
    [("2026-08-16", True), ("2026-08-15", False), ("2027-01-17", True), ("2027-01-18", False)],
)
def test_a_birth_must_fit_the_due_date(families: Program, day: str, accepted: bool) -> None:
    """From 22+0 to 44+0, the due date being 40+0."""
    birth = ("--now", "2027-02-15", "birth", "B03", "--date", day, "--child", "barn1")
    if accepted:
        assert families.json(*birth)["children"][0]["born"] == day
    else:
        assert families.refused(*birth) == (2, "birth_far_from_due")
