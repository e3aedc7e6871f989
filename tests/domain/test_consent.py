"""Consent: who, what, and on which days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spaedbarn_cli.domain.consent import Consent, allows, covering, may_give

GIVEN, UNTIL = date(2026, 11, 1), date(2026, 11, 30)
ONE = Consent("c1", "a17", "mor", "Lone Krogh", ("contact", "parent:mor"), GIVEN, UNTIL)
DAYS = st.integers(-400, 400).map(lambda days: GIVEN + timedelta(days))


@pytest.mark.parametrize(
    ("day", "holds"),
    [(date(2026, 10, 31), False), (GIVEN, True), (UNTIL, True), (date(2026, 12, 1), False)],
)
def test_both_its_days_are_included(day: date, holds: bool) -> None:
    assert allows([ONE], "Lone Krogh", "social-worker", "contact", day) is holds


def test_withdrawal_stops_it_on_the_same_day() -> None:
    withdrawn = Consent("c1", "a17", "mor", "Lone Krogh", ("contact",), GIVEN, None, date(2026, 11, 10))
    assert allows([withdrawn], "Lone Krogh", None, "contact", date(2026, 11, 9))
    assert not allows([withdrawn], "Lone Krogh", None, "contact", date(2026, 11, 10))


def test_only_what_was_said_goes_and_only_to_whom_it_was_said() -> None:
    assert allows([ONE], "lone krogh", None, "parent:mor", GIVEN)
    assert not allows([ONE], "Lone Krogh", None, "child", GIVEN)
    assert not allows([ONE], "Lone Krogh", None, "work", GIVEN)
    assert not allows([ONE], "Mette Holm", "social-worker", "contact", GIVEN)
    assert not allows([], "Lone Krogh", "social-worker", "contact", GIVEN)


def test_a_consent_to_a_role_covers_whoever_has_it() -> None:
    to_role = Consent("c2", "a17", "far", "social-worker", ("child",), GIVEN)
    assert covering([ONE, to_role], "Lone Krogh", "social-worker", "child", UNTIL) == (to_role,)
    assert not allows([to_role], "Lone Krogh", "leader", "child", UNTIL)
    assert not allows([to_role], "Lone Krogh", None, "child", UNTIL)


def test_a_parents_record_is_the_parents_own() -> None:
    father = Consent("c3", "a17", "far", "Lone Krogh", ("parent:mor", "parent:far"), GIVEN)
    assert not allows([father], "Lone Krogh", None, "parent:mor", GIVEN)
    assert allows([father], "Lone Krogh", None, "parent:far", GIVEN)
    assert may_give("far", "child")


@given(DAYS, st.none() | DAYS, st.none() | DAYS, DAYS)
def test_it_never_holds_before_it_was_given_or_after_it_ended(
    begun: date, until: date | None, withdrawn: date | None, day: date
) -> None:
    held = Consent("c", "a17", "mor", "x", ("contact",), begun, until, withdrawn).holds(day)
    assert held is not (day < begun or (until is not None and day > until) or (withdrawn is not None and day >= withdrawn))
