"""Days, weeks, ages and minutes: calendar arithmetic in Europe/Copenhagen.

Days are `date`, instants are whole minutes since 1970-01-01T00:00Z. There is no clock here: `today` is always given.
"""

from __future__ import annotations

import calendar
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

ZONE = "Europe/Copenhagen"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MINUTE = timedelta(minutes=1)


@cache
def zone() -> ZoneInfo:
    """Return the one time zone of the program (loaded on first use: reading it costs a few milliseconds)."""
    return ZoneInfo(ZONE)


class Age(NamedTuple):
    """Age as it is spoken: whole calendar months, and the days since the last of them."""

    months: int
    days: int


def add_months(day: date, months: int) -> date:
    """Return the day `months` calendar months later, clamped to the month's end (31 January + 1 = 28/29 February)."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def age_on(born: date, day: date) -> Age:
    """Return the age on `day` in calendar months and days; raises ValueError when `day` is before the birth."""
    if day < born:
        raise ValueError("day is before birth")
    months = (day.year - born.year) * 12 + day.month - born.month
    if add_months(born, months) > day:
        months -= 1
    return Age(months, (day - add_months(born, months)).days)


def monday_of(day: date) -> date:
    """Return the Monday of the ISO week that holds `day`."""
    return day - timedelta(days=day.weekday())


def week_name(day: date) -> str:
    """Return the ISO week that holds `day`, as `2026-W47`."""
    iso = day.isocalendar()
    return f"{iso.year}-W{iso.week:02d}"


def parse_week(text: str) -> date:
    """Return the Monday of `2026-W47`; raises ValueError when it is not an ISO week."""
    year, mark, week = text.strip().upper().partition("-W")
    if not mark or not (year.isdigit() and week.isdigit() and len(year) == 4 and 1 <= len(week) <= 2):
        raise ValueError("not a week")
    return date.fromisocalendar(int(year), int(week), 1)


def minute_of(moment: datetime) -> int:
    """Return an aware moment as whole minutes since the epoch; raises ValueError for a naive one."""
    if moment.tzinfo is None:
        raise ValueError("naive datetime")
    return (moment - _EPOCH) // _MINUTE


def local(minute: int) -> datetime:
    """Return minutes since the epoch as the wall clock in Copenhagen."""
    return (_EPOCH + timedelta(minutes=minute)).astimezone(zone())


def midnight(day: date) -> int:
    """Return the first minute of `day` in Copenhagen, in minutes since the epoch."""
    return minute_of(datetime(day.year, day.month, day.day, tzinfo=zone()))
