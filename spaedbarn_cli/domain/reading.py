"""Days, times and amounts as people and spreadsheets write them, read into values.

Every reader raises `Unreadable` with a code and never guesses: what could mean two things is refused.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation

from spaedbarn_cli.domain.dates import local, minute_of, zone


class Unreadable(ValueError):
    """Text that cannot be read; `code` names what was expected (`day`, `moment`, `no_such_time`, `minutes`, …)."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


_ISO_DAY = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})$")
_DANISH_DAY = re.compile(r"^(\d{1,2})[-./ ]+(\d{1,2})[-./ ]+(\d{4}|\d{2})$")
_SHORT_DAY = re.compile(r"^(\d{1,2})[-./](\d{1,2})$")
_CLOCK = re.compile(r"^(?:kl\.?\s*)?(\d{1,2})(?:[.:](\d{2})(?:[.:](\d{2}))?)?$", re.IGNORECASE)
_CLOCK_TIGHT = re.compile(r"^(\d{1,2})(\d{2})$")
_AMOUNT = re.compile(r"^(?:(\d{1,3})\s*(?:t|h|timer|hours?)\.?)?\s*(?:(\d{1,4})\s*(?:m|min|minutter|minutes)?\.?)?$", re.IGNORECASE)
_WORDS = {"i dag": 0, "idag": 0, "today": 0, "i går": -1, "igår": -1, "yesterday": -1, "i forgårs": -2, "i morgen": 1, "tomorrow": 1}


def read_day(text: str, today: date | None = None) -> date:
    """Return a day from `2026-11-16`, `16-11-2026`, `16.11.26`, `16/11-2026`; with `today` also `i går` and `16/11`.

    A day without a year is the latest such day that is not after `today`. Raises Unreadable("day").
    """
    cleaned = " ".join(text.split()).lower()
    if today is not None and cleaned in _WORDS:
        return today + timedelta(days=_WORDS[cleaned])
    try:
        if found := _ISO_DAY.match(cleaned):
            return date(int(found[1]), int(found[2]), int(found[3]))
        if found := _DANISH_DAY.match(cleaned):
            year = int(found[3])
            return date(year if year > 99 else 2000 + year, int(found[2]), int(found[1]))
        if today is not None and (found := _SHORT_DAY.match(cleaned)):
            day = date(today.year, int(found[2]), int(found[1]))
            return day if day <= today else date(today.year - 1, int(found[2]), int(found[1]))
    except ValueError:
        raise Unreadable("day") from None
    raise Unreadable("day")


def read_clock(text: str) -> tuple[int, int]:
    """Return hour and minute from `9`, `9.00`, `09:00`, `0900`, `kl. 9.30`; raises Unreadable("clock")."""
    cleaned = text.strip()
    found = _CLOCK.match(cleaned)
    if found:
        hour, minute, second = int(found[1]), int(found[2] or 0), int(found[3] or 0)
    elif tight := _CLOCK_TIGHT.match(cleaned):
        hour, minute, second = int(tight[1]), int(tight[2]), 0
    else:
        raise Unreadable("clock")
    if hour > 23 or minute > 59 or second:
        raise Unreadable("clock")
    return hour, minute


def at(day: date, hour: int, minute: int) -> int:
    """Return a wall-clock time in Copenhagen as minutes since the epoch; raises Unreadable("no_such_time").

    The hour that the clock skips in spring does not exist; of the hour it repeats in autumn the first is taken.
    """
    found = minute_of(datetime(day.year, day.month, day.day, hour, minute, tzinfo=zone()))
    back = local(found)
    if (back.hour, back.minute) != (hour, minute):
        raise Unreadable("no_such_time")
    return found


def read_moment(text: str, today: date | None = None) -> int:
    """Return a moment as minutes since the epoch from `2026-11-16 09:00`, `16-11-2026 09.00`, or ISO with a zone.

    Without a zone it is the wall clock in Copenhagen. Raises Unreadable("moment") or ("no_such_time").
    """
    cleaned = " ".join(text.split())
    if "T" in cleaned or "+" in cleaned or cleaned.endswith(("Z", "z")):
        try:
            moment = datetime.fromisoformat(cleaned)
        except ValueError:
            raise Unreadable("moment") from None
        if moment.second or moment.microsecond:
            raise Unreadable("moment")
        return at(moment.date(), moment.hour, moment.minute) if moment.tzinfo is None else minute_of(moment)
    head, _, tail = cleaned.rpartition(" ")
    head = re.sub(r"\s*kl\.?$", "", head, flags=re.IGNORECASE)
    if not head:
        raise Unreadable("moment")
    try:
        day, clock = read_day(head, today), read_clock(tail)
    except Unreadable:
        raise Unreadable("moment") from None
    return at(day, *clock)


def read_clock_range(text: str, usual_minutes: int) -> tuple[tuple[int, int], int]:
    """Return start and length in minutes from `9`, `10-11.30`, `9.15–10`, `9 90 min`.

    A start alone takes the usual length. An end before the start is over midnight only when it is less than 12 hours
    later. Raises Unreadable("clock") or ("end_before_start").
    """
    parts = [part for part in re.split(r"\s*(?:-|–|—|til|to)\s*", text.strip()) if part]
    if len(parts) == 1:
        return read_clock(parts[0]), usual_minutes
    if len(parts) != 2:
        raise Unreadable("clock")
    start, end = read_clock(parts[0]), read_clock(parts[1])
    length = (end[0] * 60 + end[1]) - (start[0] * 60 + start[1])
    if length <= 0:
        length += 24 * 60
        if length > 12 * 60:
            raise Unreadable("end_before_start")
    return start, length


def read_minutes(text: str) -> int:
    """Return minutes from `90`, `1 t 30 min`, `1t`, `1:30`; raises Unreadable("minutes")."""
    cleaned = text.strip().lower()
    if found := re.match(r"^(\d{1,3}):(\d{2})$", cleaned):
        if int(found[2]) > 59:
            raise Unreadable("minutes")
        return int(found[1]) * 60 + int(found[2])
    if re.match(r"^\d+[.,]0+$", cleaned):  # a spreadsheet's way of writing a whole number
        cleaned = re.split(r"[.,]", cleaned)[0]
    found = _AMOUNT.match(cleaned)
    if not found or not cleaned:
        raise Unreadable("minutes")
    return int(found[1] or 0) * 60 + int(found[2] or 0)


def read_hours(text: str) -> int:
    """Return hours a week as minutes from `4`, `4,5`, `4.5`, `4 t 30 min`, `4:30`; raises Unreadable("hours")."""
    cleaned = text.strip().lower().replace(",", ".")
    try:
        hours = Decimal(cleaned)
    except InvalidOperation:
        try:
            minutes = read_minutes(cleaned) if re.search(r"[th:]", cleaned) else -1
        except Unreadable:
            minutes = -1
        if minutes < 0:
            raise Unreadable("hours") from None
        return minutes
    if not hours.is_finite() or hours < 0 or hours * 60 != (hours * 60).to_integral_value():
        raise Unreadable("hours")
    return int(hours * 60)


def write_moment(minute: int) -> str:
    """Return minutes since the epoch as `2026-11-16T09:00+01:00`, the form of the log and of JSON."""
    return local(minute).isoformat(timespec="minutes")
