"""PLN028 a plan that is made out only until a day holds what the whole plan has to do by then, reasons and all."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from spaedbarn_cli.domain import schedule
from spaedbarn_cli.domain.plan_facts import Given

from .plans import CASE, FATHER, MOTHER, child, fact, steps

FIRST = date(2026, 1, 1)
DAYS = st.integers(0, 600).map(lambda n: FIRST + timedelta(days=n))
PAIRS = sorted({pair for step in steps() for pair in step.completed_by} | {("event", "statement")})
FACTS = st.builds(
    lambda pair, day, number, whole, subject, ahead: fact(
        ":".join(pair), day, f"r{number}", whole=whole, subject=subject, session=number % 9 or None, ahead=ahead
    ),
    st.sampled_from(PAIRS), DAYS, st.integers(0, 999), st.booleans(), st.sampled_from(("", "mor", "far")),
    st.lists(DAYS, max_size=2).map(tuple),
)  # fmt: skip
SAID = st.builds(Given, st.sampled_from([step.id for step in steps()]), DAYS, DAYS, st.just("familien var syg"))


@settings(max_examples=150, deadline=None)
@given(
    st.lists(FACTS, max_size=25), st.lists(SAID, max_size=4), st.none() | DAYS, st.none() | DAYS, st.none() | DAYS, DAYS,
    st.integers(0, 60),
)  # fmt: skip
def test_PLN028_until_a_day(facts, said, born, closed, discharged, today, ahead) -> None:  # type: ignore[no-untyped-def]
    case = replace(CASE, closed=closed, discharged=discharged)
    people = (MOTHER, FATHER, *([child(born)] if born else []))
    until = today + timedelta(days=ahead)
    whole = schedule.due(steps(), case, people, facts, today, opened=FIRST, said=said)
    made = schedule.due(steps(), case, people, facts, today, opened=FIRST, said=said, until=until)
    assert list(made) == schedule.to_do(whole, until)
