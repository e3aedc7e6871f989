"""Days, times and amounts as people and spreadsheets write them, read into values.

Every reader raises `Unreadable` with a code and never guesses: what could mean two things is refused.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import cache

from spaedbarn_cli.domain.dates import local, minute_of, zone


class Unreadable(ValueError):
    """Text that cannot be read; `code` names what was expected (`day`, `moment`, `no_such_time`, `minutes`, …)."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class _Pattern:
    """A regular expression that is compiled when it is first used: a quick command needs two of all these."""

    def __init__(self, pattern: str, flags: int = 0) -> None:
        self._given = pattern, flags

    def _compiled(self) -> re.Pattern[str]:
        return _compile(*self._given)

    def match(self, text: str) -> re.Match[str] | None:
        return self._compiled().match(text)

    def split(self, text: str) -> list[str]:
        return list(self._compiled().split(text))


_compile = cache(re.compile)

_ISO_DAY = _Pattern(r"^(\d{4})[-./](\d{1,2})[-./](\d{1,2})$", re.ASCII)
_BETWEEN = r"(?: ?\.?[-/] ?|\. ?| )"
_DANISH_DAY = _Pattern(rf"^(\d{{1,2}}){_BETWEEN}(\d{{1,2}}){_BETWEEN}(\d{{4}}|\d{{2}})$", re.ASCII)
_NAMED_DAY = _Pattern(r"^(?:d\. ?)?(\d{1,2})\.? ([a-z]{3,9})\.?,? (\d{4})$", re.ASCII)
_SHORT_DAY = _Pattern(r"^(\d{1,2})[-./](\d{1,2})\.?$", re.ASCII)
_CLOCK = _Pattern(r"^(?:kl\.?\s*)?(\d{1,2})(?:[.:](\d{2})(?:[.:](\d{2}))?)?$", re.IGNORECASE | re.ASCII)
_CLOCK_TIGHT = _Pattern(r"^(\d{1,2})(\d{2})$", re.ASCII)
_ISO_MOMENT = _Pattern(
    r"^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)? ?(Z|[+-]\d{2}:?\d{2})?$",
    re.IGNORECASE | re.ASCII,
)
_LENGTH = _Pattern(r"^(\d{1,3}):(\d{2})(?::00)?$", re.ASCII)
_WHOLE = _Pattern(r"^(\d{1,4})[.,]0{1,2}$", re.ASCII)
_HOURS_UNIT = r"(?:timer|time|t|hours|hour|h)\.?"
_MINUTES_UNIT = r"(?:minutter|minutes|minut|minute|min|m)\.?"
_AMOUNT = _Pattern(rf"^(?:(\d{{1,3}})\s*{_HOURS_UNIT})?\s*(?:(\d{{1,4}})\s*(?:{_MINUTES_UNIT})?)?$", re.ASCII)
_DECIMAL_HOURS = _Pattern(rf"^(\d{{1,3}}[.,]\d{{1,4}})\s*{_HOURS_UNIT}$", re.ASCII)
_HOURS = _Pattern(r"^\d{1,3}(?:[.,]\d{1,4})?$", re.ASCII)
_CLOCK_AND_LENGTH = _Pattern(rf"^(\S+|kl\.? \S+) (\d[\d.,]* ?(?:{_HOURS_UNIT}|{_MINUTES_UNIT}).*)$", re.IGNORECASE)
_DASH = _Pattern(r"\s*[-–—]\s*|\s+(?:til|to)\s+|(?<=\d)(?:til|to)(?=\d)", re.IGNORECASE)
_WORDS = {
    "i dag": 0, "idag": 0, "today": 0, "i går": -1, "igår": -1, "yesterday": -1, "i forgårs": -2, "i morgen": 1,
    "tomorrow": 1,
}  # fmt: skip
_MONTHS = (
    ("januar", "january"), ("februar", "february"), ("marts", "march"), ("april",), ("maj", "may"), ("juni", "june"),
    ("juli", "july"), ("august",), ("september",), ("oktober", "october"), ("november",), ("december",),
)  # fmt: skip
_YEARS = range(1900, 2200)
"""Years that a day can lie in; another is a slip of the pen, and beyond year 1 and 9999 there is no calendar."""
_FURTHEST_ZONE = 14 * 60
"""Minutes that the furthest time zone lies from Greenwich."""


def read_day(text: str, today: date | None = None) -> date:
    """Return a day from `2026-11-16`, `16-11-2026`, `16.11.26`, `16/11-2026`, `16. november 2026`.

    With `today` also from `i går` and `16/11`: a day without a year is that day of the last twelve months. Raises
    Unreadable("day").
    """
    cleaned = " ".join(text.split()).lower()
    if today is not None and cleaned in _WORDS:
        return today + timedelta(days=_WORDS[cleaned])
    try:
        if found := _ISO_DAY.match(cleaned):
            return _day(int(found[1]), int(found[2]), int(found[3]))
        if found := _DANISH_DAY.match(cleaned):
            year = int(found[3])
            return _day(year if len(found[3]) > 2 else 2000 + year, int(found[2]), int(found[1]))
        if found := _NAMED_DAY.match(cleaned):
            return _day(int(found[3]), _month(found[2]), int(found[1]))
        if today is not None and (found := _SHORT_DAY.match(cleaned)):
            return _latest(int(found[2]), int(found[1]), today)
    except ValueError:
        raise Unreadable("day") from None
    raise Unreadable("day")


def _day(year: int, month: int, day: int) -> date:
    if year not in _YEARS:
        raise Unreadable("day")
    return date(year, month, day)


def _month(name: str) -> int:
    """Return the number of a month from its name or the first letters of it (the pattern asks for three)."""
    found = [place for place, names in enumerate(_MONTHS, 1) if any(whole.startswith(name) for whole in names)]
    if len(found) != 1:
        raise Unreadable("day")
    return found[0]


def _latest(month: int, day: int, today: date) -> date:
    """Return the latest such day that is not after today; one that neither this year nor the last has is refused."""
    for year in (today.year, today.year - 1):
        try:
            found = date(year, month, day)
        except ValueError:  # 29 February
            continue
        if found <= today:
            return found
    raise Unreadable("day")


def read_clock(text: str) -> tuple[int, int]:
    """Return hour and minute from `9`, `9.00`, `09:00`, `0900`, `kl. 9.30`, `09:00:00`; raises Unreadable("clock").

    Seconds are nothing a visit is measured in: other than 00 they are a sign of another kind of number, and refused.
    """
    cleaned = " ".join(text.split())
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
    """Return a moment as minutes since the epoch from `2026-11-16 09:00`, `16-11-2026 kl. 09.00`, or ISO with a zone.

    Without a zone it is the wall clock in Copenhagen; `today` is as in `read_day`. Raises Unreadable("moment") or
    ("no_such_time").
    """
    cleaned = " ".join(text.split())
    if found := _ISO_MOMENT.match(cleaned):
        return _iso_moment(found)
    head, _, tail = cleaned.rpartition(" ")
    head = re.sub(r",?\s*(?:kl\.?)?$", "", head, flags=re.IGNORECASE)
    if _SHORT_DAY.match(head) and _CLOCK_TIGHT.match(tail):  # `16/11 2026` is a day without a time of day
        raise Unreadable("moment")
    try:
        day, clock = read_day(head, today), read_clock(tail)
    except Unreadable:
        raise Unreadable("moment") from None
    return at(day, *clock)


def _iso_moment(found: re.Match[str]) -> int:
    year, month, day, hour, minute, second = (int(part or 0) for part in found.groups()[:6])
    fraction = re.search(r"[.,](\d+)", found[0])
    if second or (fraction and fraction[1].strip("0")) or year not in _YEARS:
        raise Unreadable("moment")
    try:
        wall = datetime(year, month, day, hour, minute, tzinfo=UTC)
    except ValueError:
        raise Unreadable("moment") from None
    written = found[7]
    if written is None:
        return at(wall.date(), hour, minute)
    digits = "0000" if written in "Zz" else written[1:].replace(":", "")
    east = int(digits[:2]) * 60 + int(digits[2:])
    if int(digits[2:]) > 59 or east > _FURTHEST_ZONE:
        raise Unreadable("moment")
    return minute_of(wall) - (-east if written[0] == "-" else east)


def read_clock_range(text: str, usual_minutes: int) -> tuple[tuple[int, int], int]:
    """Return start and length in minutes from `9`, `10-11.30`, `9.15–10`, `9 til 10`, `9 90 min`.

    A start alone takes the usual length. An end that is not after the start is past midnight only when it comes less
    than 12 hours later. Raises Unreadable("clock") or ("end_before_start").
    """
    cleaned = " ".join(text.split())
    if found := _CLOCK_AND_LENGTH.match(cleaned):
        try:
            return read_clock(found[1]), read_minutes(found[2])
        except Unreadable:
            raise Unreadable("clock") from None
    parts = _DASH.split(cleaned)
    if len(parts) == 1:
        return read_clock(parts[0]), usual_minutes
    if len(parts) != 2:
        raise Unreadable("clock")
    start, end = read_clock(parts[0]), read_clock(parts[1])
    length = (end[0] * 60 + end[1]) - (start[0] * 60 + start[1])
    if length <= 0:
        length += 24 * 60
        if length >= 12 * 60:
            raise Unreadable("end_before_start")
    return start, length


def read_minutes(text: str) -> int:
    """Return minutes from `90`, `90,0`, `1 t 30 min`, `1,5 time`, `1:30`, `01:30:00`; raises Unreadable("minutes").

    A number with decimals and no unit is refused, unless they are the one or two zeros a spreadsheet puts there: `1,5`
    could be hours, and `1.000` a thousand.
    """
    cleaned = " ".join(text.split()).lower()
    if found := _LENGTH.match(cleaned):
        if int(found[2]) > 59:
            raise Unreadable("minutes")
        return int(found[1]) * 60 + int(found[2])
    if found := _WHOLE.match(cleaned):
        return int(found[1])
    if found := _DECIMAL_HOURS.match(cleaned):
        return _whole_minutes(found[1], "minutes")
    found = _AMOUNT.match(cleaned)
    if not found or not cleaned:
        raise Unreadable("minutes")
    return int(found[1] or 0) * 60 + int(found[2] or 0)


def read_hours(text: str) -> int:
    """Return hours as minutes from `4`, `4,5`, `4.5`, `4 t 30 min`, `4:30`; raises Unreadable("hours")."""
    cleaned = " ".join(text.split()).lower()
    if _HOURS.match(cleaned):
        return _whole_minutes(cleaned, "hours")
    if not re.search(r"[th:]", cleaned):
        raise Unreadable("hours")
    try:
        return read_minutes(cleaned)
    except Unreadable:
        raise Unreadable("hours") from None


def _whole_minutes(hours: str, code: str) -> int:
    minutes = Decimal(hours.replace(",", ".")) * 60
    if minutes != minutes.to_integral_value():
        raise Unreadable(code)
    return int(minutes)


def write_moment(minute: int) -> str:
    """Return minutes since the epoch as `2026-11-16T09:00+01:00`, the form of the log and of JSON."""
    return local(minute).isoformat(timespec="minutes")
