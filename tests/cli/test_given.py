"""Options as they were typed, read into values."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from spaedbarn_cli.cli import given
from spaedbarn_cli.errors import WrongUsage

if TYPE_CHECKING:
    from datetime import date


@pytest.mark.parametrize(
    "text",
    ["170926-1234", "170926 1234", "1709261234", "barnet 170926-1234.", "(010190-0001)", "310199-9999", " 0101901234 "],
)
def test_a_civil_registration_number_is_seen(text: str) -> None:
    assert given.holds_cpr(text)


@pytest.mark.parametrize(
    "text",
    ["2026-11-16 09:00", "16-11-2026 09.00", "98123456", "+45 98 12 34 56", "A17", "2026-W47", "320126-1234",
     "171326-1234", "1170926-12345", "9170926-1234", ""],
)  # fmt: skip
def test_other_numbers_are_not(text: str) -> None:
    assert not given.holds_cpr(text)


@drawn(st.dates(), st.integers(0, 9999), st.sampled_from(["-", " ", ""]), st.sampled_from(["", "mor ", "("]))
def test_every_day_has_its_numbers(day: date, serial: int, between: str, before: str) -> None:
    assert given.holds_cpr(f"{before}{day:%d%m%y}{between}{serial:04d}")


@pytest.mark.parametrize(("typed", "code"), [("a17", "A17"), (" B03 ", "B03"), ("øst-2", "ØST-2"), ("X_1", "X_1")])
def test_a_code_is_in_capitals(typed: str, code: str) -> None:
    assert given.code(typed) == code


@pytest.mark.parametrize("typed", ["", " ", "to ord", "-A", "a" * 17, "A/17", "A\n17", "0101901234", "æ\u0301"])
def test_what_is_no_code_is_refused(typed: str) -> None:
    with pytest.raises(WrongUsage) as refused:
        given.code(typed)
    assert refused.value.key == "bad_code"
    assert refused.value.params == {}


@pytest.mark.parametrize(("typed", "label"), [("Mor", "mor"), (" barn1 ", "barn1"), ("far-2", "far-2"), ("Øst", "øst")])
def test_a_label_is_in_small_letters(typed: str, label: str) -> None:
    assert given.label("--child", typed) == label


@pytest.mark.parametrize("typed", ["", "to ord", "-mor", "_", "m" * 25, "1709261234"])
def test_what_is_no_label_is_refused_without_repeating_it(typed: str) -> None:
    with pytest.raises(WrongUsage) as refused:
        given.label("--child", typed)
    assert (refused.value.key, refused.value.params) == ("bad_label", {"option": "--child"})


def test_text_has_nothing_hidden_and_nothing_around_it() -> None:
    assert given.text("  roligt\x1b \u202ebesøg\x00 ") == "roligt besøg"
    assert given.text(" \n ") is None
    assert given.text(None) is None


@pytest.mark.parametrize(
    ("typed", "role"),
    [("rådgiver", "social-worker"), (" Leder ", "leader"), ("health-visitor", "health-visitor"), ("nabo", None), ("", None)],
)
def test_a_role_is_read_by_code_or_word(typed: str, role: str | None) -> None:
    assert given.role(typed) == role
