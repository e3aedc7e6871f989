"""Gestational and corrected age. The bounds here are the test's own round numbers, not the clinical ones."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spaedbarn_cli.domain import pregnancy
from spaedbarn_cli.domain.dates import age_on

RULES = pregnancy.PregnancyRules(
    term_days=280, earliest_birth_days=150, latest_birth_days=310, preterm_before_days=259, correct_until_months=24
)
BORN = date(2026, 3, 1)


@pytest.mark.parametrize(
    ("text", "days"), [("38+4", 270), ("38", 266), (" 38 + 4 ", 270), ("24+0", 168), ("41+6", 293)]
)
def test_gestation_is_read(text: str, days: int) -> None:
    assert pregnancy.parse_gestation(text) == days


@pytest.mark.parametrize("text", ["", "38+7", "38-4", "3+4", "380", "38+", "38+4+1", "38,4", "otteogtredive"])
def test_what_is_not_a_gestation_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a gestational age"):
        pregnancy.parse_gestation(text)


@given(st.integers(10 * 7, 99 * 7))
def test_gestation_is_written_as_it_is_read(days: int) -> None:
    assert pregnancy.parse_gestation(pregnancy.format_gestation(days)) == days


def test_gestation_at_birth_is_as_stated_else_from_the_due_date_else_unknown() -> None:
    due = BORN + timedelta(days=30)
    assert pregnancy.gestation_at_birth(RULES, BORN, due, 245) == 245
    assert pregnancy.gestation_at_birth(RULES, BORN, due, None) == 250
    assert pregnancy.gestation_at_birth(RULES, BORN, BORN - timedelta(days=10), None) == 290
    assert pregnancy.gestation_at_birth(RULES, BORN, None, None) is None


def test_corrected_age_counts_from_the_due_date() -> None:
    """Born 32+0, eight weeks early: due on 26 April."""
    corrected = [pregnancy.corrected_age(RULES, BORN, 224, day) for day in (BORN, date(2026, 4, 25), date(2026, 4, 26))]
    assert corrected == [(0, 0), (0, 0), (0, 0)]
    assert pregnancy.corrected_age(RULES, BORN, 224, date(2026, 7, 1)) == (2, 5)


def test_corrected_age_ends_at_its_bound() -> None:
    """By calendar age: on the day the child has that many months it is no longer given."""
    assert pregnancy.corrected_age(RULES, BORN, 224, date(2028, 2, 29)) == (22, 3)
    assert pregnancy.corrected_age(RULES, BORN, 224, date(2028, 3, 1)) is None


@pytest.mark.parametrize(("gestation", "corrected"), [(258, True), (259, False), (280, False), (None, False)])
def test_only_a_child_born_too_early_has_one(gestation: int | None, corrected: bool) -> None:
    assert (pregnancy.corrected_age(RULES, BORN, gestation, date(2026, 6, 1)) is not None) == corrected


def test_there_is_none_before_birth() -> None:
    assert pregnancy.corrected_age(RULES, BORN, 224, BORN - timedelta(days=1)) is None


@given(st.integers(150, 258), st.integers(0, 720))
def test_corrected_age_is_never_above_the_calendar_age(gestation: int, days: int) -> None:
    day = BORN + timedelta(days=days)
    corrected = pregnancy.corrected_age(RULES, BORN, gestation, day)
    assert corrected is not None
    assert corrected < age_on(BORN, day) or corrected == (0, 0)
