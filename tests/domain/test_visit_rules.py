"""What a visit must be to be believed."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spaedbarn_cli.domain import visit_rules
from spaedbarn_cli.domain.programme import Programme, Term
from spaedbarn_cli.domain.reading import read_moment
from spaedbarn_cli.domain.visit import KINDS, MAX_MINUTES, STATUSES, Sign

TODAY = date(2026, 11, 22)
NINE = read_moment("2026-11-16 09:00")
PROGRAMME = Programme(
    id="x", version="1", title={}, source="invented", legal="", core=(Term("guidance", {}), Term("network", {})),
    signs=(Term("trust", {}, who="parents"), Term("eye_contact", {}, who="child")),
)  # fmt: skip


def codes(start: int, minutes: int, status: str = "held") -> list[str]:
    return [problem.code for problem in visit_rules.times(start, start + minutes, status, TODAY)]


@pytest.mark.parametrize(
    ("minutes", "status", "found"),
    [
        (1, "held", []), (MAX_MINUTES, "held", []), (MAX_MINUTES + 1, "held", ["visit_too_long"]),
        (0, "held", ["end_before_start"]), (-1, "held", ["end_before_start"]), (-1, "cancelled", ["end_before_start"]),
        (0, "cancelled", []), (0, "no-show", []), (0, "declined", []),
    ],
)  # fmt: skip
def test_the_length(minutes: int, status: str, found: list[str]) -> None:
    assert codes(NINE, minutes, status) == found


@pytest.mark.parametrize(
    ("start", "status", "found"),
    [
        ("2026-11-22 23:59", "held", []), ("2026-11-23 00:00", "held", ["visit_in_future"]),
        ("2026-11-23 00:00", "cancelled", []), ("2000-01-01 00:00", "held", []),
        ("1999-12-31 23:59", "held", ["visit_long_ago"]), ("1999-12-31 23:59", "cancelled", ["visit_long_ago"]),
    ],
)  # fmt: skip
def test_the_day(start: str, status: str, found: list[str]) -> None:
    assert codes(read_moment(start), 60, status) == found


@given(st.integers(-3000, 3000), st.sampled_from(STATUSES))
def test_the_field_is_where_the_mistake_is(minutes: int, status: str) -> None:
    found = visit_rules.times(NINE, NINE + minutes, status, TODAY)
    assert {problem.field for problem in found} <= {"end"}
    assert bool(found) is not (0 <= minutes <= MAX_MINUTES and (minutes > 0 or status != "held"))


def said(
    kind: str = "home", status: str = "held", core: tuple[str, ...] = (), signs: tuple[Sign, ...] = ()
) -> list[str]:
    return [problem.code for problem in visit_rules.words(PROGRAMME, kind, status, core, signs, ("mor", "barn1"))]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("status", STATUSES)
def test_every_word_of_our_own_is_taken(kind: str, status: str) -> None:
    signs = (Sign("mor", "trust", "yes"), Sign("child", "eye_contact", "no"))
    assert said(kind, status, ("guidance", "network"), signs) == []


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ({"kind": "visit"}, ["bad_kind"]), ({"status": "done"}, ["bad_status"]), ({"core": ("chat",)}, ["bad_core"]),
        ({"core": ("guidance", "chat", "talk")}, ["bad_core"]),
        ({"signs": (Sign("parents", "smile", "yes"),)}, ["bad_sign"]),
        ({"signs": (Sign("parents", "trust", "maybe"),)}, ["bad_sign"]),
        ({"signs": (Sign("far", "trust", "yes"),)}, ["bad_sign_who"]),
        ({"signs": (Sign("far", "smile", "yes"),)}, ["bad_sign", "bad_sign_who"]),
        ({"kind": "visit", "status": "done", "core": ("chat",)}, ["bad_kind", "bad_status", "bad_core"]),
    ],
)  # fmt: skip
def test_other_words_are_not(words: dict[str, Any], found: list[str]) -> None:
    assert said(**words) == found
