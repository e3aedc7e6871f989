"""Which weeks the norm report is about, read from its options."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from spaedbarn_cli.cli import given
from spaedbarn_cli.domain.dates import monday_of, parse_week
from spaedbarn_cli.errors import WrongUsage

if TYPE_CHECKING:
    from spaedbarn_cli.session import Session

DEFAULT_WEEKS = 4
MOST_WEEKS = 20 * 52
"""A longer range is a slip of the pen in a year."""


def read_range(
    session: Session, weeks: str | None, week: str | None, first: str | None, last: str | None
) -> tuple[date, date]:
    """Return the first and the last day asked about; raises WrongUsage.

    Without options: the last whole weeks and the running one. What lies ahead of the running week is cut to the Monday
    after it: nothing is known of it.
    """
    if sum((weeks is not None, week is not None, first is not None or last is not None)) > 1:
        raise WrongUsage("range_twice")
    monday = monday_of(session.today())
    sunday = monday + timedelta(days=6)
    if week is not None:
        begin = _read_week(week, session.today())
        return _cut(begin, min(begin, sunday) + timedelta(days=6), sunday)
    if first is not None or last is not None:
        begin_day, end_day = given.day("--from", first, session), given.day("--to", last, session)
        if begin_day is None:
            raise WrongUsage("usage_missing", name="--from", command="norm-check")
        end_day = end_day or max(begin_day, sunday)
        if end_day < begin_day:
            raise WrongUsage("to_before_from")
        return _cut(begin_day, end_day, sunday)
    return monday - timedelta(weeks=_read_count(weeks)), sunday


def _cut(first: date, last: date, sunday: date) -> tuple[date, date]:
    first, last = min(first, sunday + timedelta(days=1)), min(last, sunday + timedelta(days=1))
    if last - first > timedelta(weeks=MOST_WEEKS):
        raise WrongUsage("range_too_long", years=MOST_WEEKS // 52)
    return first, last


def _read_count(text: str | None) -> int:
    if text is None:
        return DEFAULT_WEEKS
    if not re.fullmatch(r"[0-9]{1,4}", text.strip()) or int(text) > MOST_WEEKS:
        raise WrongUsage("bad_weeks", most=MOST_WEEKS)
    return int(text)


def _read_week(text: str, today: date) -> date:
    """Return the Monday of `2026-W47`; `47` alone is the latest such week that has begun."""
    cleaned = text.strip()
    try:
        if not re.fullmatch(r"[0-9]{1,2}", cleaned):
            return parse_week(cleaned)
        year = today.isocalendar().year
        if date.fromisocalendar(year, 1, 1) + timedelta(weeks=int(cleaned) - 1) > today:
            year -= 1
        return date.fromisocalendar(year, int(cleaned), 1)
    except (ValueError, OverflowError):
        raise WrongUsage("bad_week", option="--week") from None
