"""The meetings and documents of the invented families: what the programme asks for, held on believable days.

Only what lies before `today`; the newest network meeting is left open, so that there is something to see as due.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from spaedbarn_cli.domain.dates import add_months

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Step = tuple[str, dict[str, Any]]
"""A kind of record (`meeting`, `event`) and its fields."""

EVERY = timedelta(weeks=4)
TEAM = ["rådgiver", "sundhedsplejerske", "familieterapeut"]


def steps(case: dict[str, Any], births: Sequence[date], present: Sequence[str], today: date) -> list[Step]:
    """Return the steps of one family in order of date; `case` holds ISO days as its record does."""
    start = date.fromisoformat(case["start"])
    due = date.fromisoformat(case["due"]) if case.get("due") else None
    home = date.fromisoformat(case["discharged"]) if case.get("discharged") else min(births, default=None)
    closed = date.fromisoformat(case["closed"]) if case.get("closed") else None
    found = [*_beginning(start, present), *_before_birth(start, due, present)]
    if births and home is not None:
        found += _after_birth(max(births), home, closed or today, present)
    if closed is not None:
        found += [_meeting("closing", closed - timedelta(days=7), present), _event("safety-plan", closed)]
    return sorted((step for step in found if step[1]["date"] <= today.isoformat()), key=lambda step: step[1]["date"])


def _meeting(kind: str, day: date, present: Sequence[str], **fields: Any) -> Step:
    return "meeting", {"kind": kind, "date": day.isoformat(), "present": [*present, *TEAM], **fields}


def _event(kind: str, day: date) -> Step:
    return "event", {"kind": kind, "date": day.isoformat()}


def _beginning(start: date, present: Sequence[str]) -> Iterator[Step]:
    yield _event("notification", start)
    yield _event("examination", start + timedelta(days=6))
    yield _meeting("referral", start + timedelta(days=13), ())
    yield _meeting("start-up", start + timedelta(days=18), present)
    yield from _network(start + timedelta(days=26), present)


def _network(day: date, present: Sequence[str]) -> Iterator[Step]:
    yield _meeting(
        "network", day, present, reviewed=(day - timedelta(days=3)).isoformat(),
        sent=(day - timedelta(days=2)).isoformat(),
        agreements=["mormor passer barnet tirsdag formiddag", "vi øver ro omkring måltiderne"],
    )  # fmt: skip
    yield _meeting("work", day, ())


def _before_birth(start: date, due: date | None, present: Sequence[str]) -> Iterator[Step]:
    if due is None or start >= due:
        return
    screening = max(start, due - timedelta(days=160))
    yield _event("screening", screening)
    yield _event("team-talk", screening + timedelta(days=20))
    yield from _network(due - timedelta(days=8), present)


def _after_birth(birth: date, home: date, last: date, present: Sequence[str]) -> Iterator[Step]:
    yield _meeting("discharge", home - timedelta(days=1), present)
    yield _event("support-assessed", home + timedelta(days=10))
    yield _event("status-note", add_months(birth, 1))
    day = add_months(birth, 1)
    while day + EVERY <= last:
        yield from _network(day, present)
        day += EVERY
    if add_months(birth, 6) <= last:
        yield "event", {"kind": "cos-p", "date": add_months(birth, 6).isoformat(), "session": "1", "present": [*present]}
