"""Days, times and amounts as people write them: what is read, what is refused, and that nothing else ever happens."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from spaedbarn_cli.domain import reading
from spaedbarn_cli.domain.dates import local, midnight, minute_of, zone
from spaedbarn_cli.domain.reading import Unreadable

if TYPE_CHECKING:
    from collections.abc import Callable

TODAY = date(2026, 11, 22)
NOVEMBER = date(2026, 11, 16)
DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31))
CLOCKS = st.tuples(st.integers(0, 23), st.integers(0, 59))
MONTHS = (
    "januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september", "oktober", "november",
    "december",
)  # fmt: skip

# Text that looks like what people write, and is wrong in every way.
SCRAPS = st.lists(
    st.sampled_from([*"0123456789-./:,;+ TtZhm", "kl.", "time", "min", "nov", "maj", "i dag", "2026", "٣", "\u00a0"]),
    max_size=14,
).map("".join)
ANYTHING = st.one_of(st.text(max_size=40), SCRAPS)


def refused(reader: Callable[..., object], text: str, *args: object) -> str:
    """Return the code of the refusal."""
    with pytest.raises(Unreadable) as caught:
        reader(text, *args)
    return caught.value.code


def code_or_value(reader: Callable[..., object], text: str, *args: object) -> object:
    """Return what was read, or the code of the refusal."""
    try:
        return reader(text, *args)
    except Unreadable as refusal:
        return refusal.code


# ── days ────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-16", "2026/11/16", "2026.11.16", "16-11-2026", "16.11.2026", "16/11/2026", "16/11-2026",
        "16. 11. 2026",
        "16.11.26", " 16-11-26 ", "16 11 2026", "16\u00a011\u00a02026", "16. november 2026", "16 November 2026",
        "16. nov. 2026", "d. 16. nov 2026",
    ],
)  # fmt: skip
def test_one_day_in_many_hands(text: str) -> None:
    assert reading.read_day(text) == NOVEMBER


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "16", "november", "11-2026", "31-11-2026", "30-02-2026", "11/16/2026", "16-11-226", "16--11--2026",
        "0-1-2026",
        "16-11-0026", "0001-01-01", "9999-12-31", "16. ju 2026", "16. jun1 2026", "16. nvember 2026", "1.000", "46342",
        "16-11-2026 09.00", "16/11", "i dag", "١٦-١١-٢٠٢٦", "2026-W47-1",
    ],
)  # fmt: skip
def test_what_could_be_anything_is_not_a_day(text: str) -> None:
    assert refused(reading.read_day, text) == "day"


@given(DAYS)
def test_every_day_comes_back_from_every_way_of_writing_it(day: date) -> None:
    ways = [
        day.isoformat(), f"{day.day}-{day.month}-{day.year}", f"{day:%d.%m.%Y}", f"{day:%d/%m-%Y}",
        f"{day.day}. {MONTHS[day.month - 1]} {day.year}", f"{day.day} {day:%B} {day.year}", f"{day:%d %b %Y}",
    ]  # fmt: skip
    assert {reading.read_day(way) for way in ways} == {day}


@pytest.mark.parametrize(
    ("text", "days_ago"),
    [("i dag", 0), ("I GÅR", 1), ("i  forgårs", 2), ("i morgen", -1), ("today", 0), ("yesterday", 1)],
)
def test_days_are_spoken_of_from_today(text: str, days_ago: int) -> None:
    assert reading.read_day(text, TODAY) == TODAY - timedelta(days=days_ago)


@pytest.mark.parametrize(
    ("text", "today", "day"),
    [
        ("16/11", TODAY, NOVEMBER), ("22.11.", TODAY, TODAY), ("23-11", TODAY, date(2025, 11, 23)),
        ("31/12", date(2027, 1, 2), date(2026, 12, 31)), ("29/2", date(2025, 1, 10), date(2024, 2, 29)),
    ],
)  # fmt: skip
def test_a_day_without_a_year_is_the_latest_one(text: str, today: date, day: date) -> None:
    assert reading.read_day(text, today) == day


@pytest.mark.parametrize("text", ["29/2", "31/11", "0/5", "16/13", "22/11 2026 x"])
def test_a_day_that_the_last_twelve_months_do_not_have_is_refused(text: str) -> None:
    assert refused(reading.read_day, text, TODAY) == "day"


# ── times ───────────────────────────────────────────────────────────────────────────────────────────────────────────


@given(CLOCKS)
def test_every_time_of_day_comes_back(clock: tuple[int, int]) -> None:
    hour, minute = clock
    ways = [
        f"{hour}.{minute:02d}", f"{hour:02d}:{minute:02d}", f" kl. {hour:02d}.{minute:02d}", f"kl {hour}:{minute:02d}",
        f"{hour:02d}{minute:02d}", f"{hour:02d}:{minute:02d}:00",
    ]  # fmt: skip
    assert {reading.read_clock(way) for way in ways} == {clock}
    assert reading.read_clock(f"{hour}") == (hour, 0)


@pytest.mark.parametrize(
    "text", ["", "24:00", "9.60", "9.5", "9,30", "9.30.15", "09:00:01", "9 30", "-9", "12345", "0,375", "9 AM", "٩"]
)
def test_what_is_not_a_time_of_day(text: str) -> None:
    assert refused(reading.read_clock, text) == "clock"


def test_the_hour_that_the_clock_skips_does_not_exist() -> None:
    assert refused(lambda _: reading.at(date(2026, 3, 29), 2, 30), "") == "no_such_time"
    assert local(reading.at(date(2026, 3, 29), 3, 0)).isoformat() == "2026-03-29T03:00:00+02:00"


def test_of_the_hour_that_comes_twice_the_first_is_meant() -> None:
    assert local(reading.at(date(2026, 10, 25), 2, 30)).isoformat() == "2026-10-25T02:30:00+02:00"


# ── moments ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-16 09:00", "2026-11-16T09:00", "2026-11-16t09:00:00", "2026-11-16 09:00:00.000", "16-11-2026 09.00",
        "16-11-2026 kl. 9", "16-11-2026 kl 09.00", "16.11.26 9.00", "16/11-2026 0900", "16. november 2026 kl. 9.00",
        "16-11-2026, 09.00", "16 11 2026 9", "2026-11-16T09:00+01:00", "2026-11-16T08:00Z", "2026-11-16 08:00+00:00",
        "2026-11-16T13:30+0530", "2026-11-16 03:00-05:00", "16-11-2026  09:00:00",
    ],
)  # fmt: skip
def test_one_moment_in_many_hands(text: str) -> None:
    assert reading.read_moment(text) == minute_of(datetime(2026, 11, 16, 8, tzinfo=UTC))


@pytest.mark.parametrize("text", ["i går 9.30", "I GÅR kl. 9.30", "YESTERDAY 09:30", "21/11 9.30", "21.11 kl. 9.30"])
def test_a_moment_is_spoken_of_from_today(text: str) -> None:
    assert reading.read_moment(text, TODAY) == midnight(TODAY) - 24 * 60 + 9 * 60 + 30


@pytest.mark.parametrize(
    "text",
    [
        "", "09:00", "16-11-2026", "2026-11-16", "16/11 2026", "16-11 2026", "16-11-2026 09.00.30",
        "2026-11-16 09:00:01",
        "2026-11-16T09:00:00.500", "2026-11-16T25:00", "2026-13-16T09:00", "2026-11-16T09:00+15:00",
        "2026-11-16T09:00+01:75",
        "0001-01-01T00:00", "0001-01-01 00:00", "9999-12-31T23:59-10:00", "T", "+", "Z", "i dag 09:00:30", "46342,375",
        "2026-W47-1T09:00", "2026-11-16T24:00",
    ],
)  # fmt: skip
def test_what_is_not_a_moment(text: str) -> None:
    assert refused(reading.read_moment, text, TODAY) == "moment"


@pytest.mark.parametrize("text", ["2026-03-29 02:30", "29-03-2026 02.30", "2026-03-29T02:00"])
def test_a_moment_that_never_was(text: str) -> None:
    assert refused(reading.read_moment, text) == "no_such_time"


@given(st.integers(midnight(date(1980, 1, 2)), midnight(date(2199, 12, 31))))
def test_what_is_written_is_read_again(minute: int) -> None:
    assert reading.read_moment(reading.write_moment(minute)) == minute


@given(DAYS.filter(lambda day: day.year >= 1980), CLOCKS)
@example(date(2026, 3, 29), (2, 0))
@example(date(2026, 10, 25), (2, 59))
def test_the_wall_clock_is_read_as_the_wall_showed_it(day: date, clock: tuple[int, int]) -> None:
    hour, minute = clock
    wall = datetime(day.year, day.month, day.day, hour, minute, tzinfo=zone())
    exists = wall.astimezone(UTC).astimezone(zone()).replace(tzinfo=None) == wall.replace(tzinfo=None)
    text = f"{day:%d-%m-%Y} {hour:02d}.{minute:02d}"
    if exists:
        assert reading.read_moment(text) == minute_of(wall)
    else:
        assert refused(reading.read_moment, text) == "no_such_time"


@given(DAYS, CLOCKS, st.integers(-14 * 4, 14 * 4))
def test_any_zone_names_the_same_instant(day: date, clock: tuple[int, int], quarters: int) -> None:
    there = timezone(timedelta(minutes=15 * quarters))
    moment = datetime(day.year, day.month, day.day, *clock, tzinfo=there)
    assert reading.read_moment(moment.isoformat(timespec="minutes")) == minute_of(moment)


# ── lengths ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("90", 90), ("90,0", 90), ("90.00", 90), ("0", 0), ("90 min", 90), ("90 m.", 90), ("1 minut", 1), ("1 t", 60),
        ("1 time", 60), ("2 timer", 120), ("1 t 30 min", 90), ("1t30", 90), ("1 t. 30", 90), ("1 h 30 min", 90),
        ("1,5 time", 90), ("1.25 hours", 75), ("1:30", 90), ("01:30:00", 90), (" 1 TIME 30 MIN ", 90), ("1\u00a0t", 60),
    ],
)  # fmt: skip
def test_minutes(text: str, minutes: int) -> None:
    assert reading.read_minutes(text) == minutes


@pytest.mark.parametrize(
    "text",
    [
        "", "-5", "1,5", "1.000", "90,000", "1.30", "1:75", "1:30:30", "halvanden", "1e3", "1_0", "12345", "1,333 t",
        "t", "٩٠", ".",
    ],
)
def test_what_is_not_a_number_of_minutes(text: str) -> None:
    assert refused(reading.read_minutes, text) == "minutes"


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("4", 240), ("4,5", 270), ("4.5", 270), ("0,25", 15), ("4 t 30 min", 270), ("4:30", 270), ("4,5 timer", 270),
        ("4h", 240),
    ],
)
def test_hours(text: str, minutes: int) -> None:
    assert reading.read_hours(text) == minutes


@pytest.mark.parametrize(
    "text",
    [
        "", "-4", "1,333", "4 5", "1e3", "1e999999", "1e-5", "1_000", "Infinity", "NaN", "snan", "٤", "30 min",
        "4,5,5", "four t",
    ],
)
def test_what_is_not_a_number_of_hours(text: str) -> None:
    assert refused(reading.read_hours, text) == "hours"


@given(st.integers(0, 999 * 60 + 59))
def test_a_length_comes_back_in_minutes_and_in_hours(minutes: int) -> None:
    hours, rest = divmod(minutes, 60)
    for text in (f"{hours} t {rest} min", f"{hours}:{rest:02d}", f"{hours:02d}:{rest:02d}:00", f"{hours}h{rest}"):
        assert reading.read_minutes(text) == minutes
        assert reading.read_hours(text) == minutes
    if minutes < 10_000:
        assert reading.read_minutes(f"{minutes},0") == minutes


# ── a start and an end on one line ──────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "start", "length"),
    [
        ("9", (9, 0), 75), ("kl. 9.15", (9, 15), 75), ("10-11.30", (10, 0), 90), ("9.15–10", (9, 15), 45),
        ("9 til 10", (9, 0), 60), ("9 TO 10", (9, 0), 60), ("23.30-0.30", (23, 30), 60), ("9 90 min", (9, 0), 90),
        ("9.15 1 t 30 min", (9, 15), 90), ("kl. 9 1,5 time", (9, 0), 90), ("0900-1030", (9, 0), 90),
    ],
)  # fmt: skip
def test_a_range(text: str, start: tuple[int, int], length: int) -> None:
    assert reading.read_clock_range(text, 75) == (start, length)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "clock"), ("9-", "clock"), ("-10", "clock"), ("9-10-11", "clock"), ("9 90", "clock"), ("9 halv", "clock"),
        ("9 1:75 t", "clock"), ("10-9", "end_before_start"), ("9-9", "end_before_start"), ("21-9", "end_before_start"),
    ],
)  # fmt: skip
def test_what_is_not_a_range(text: str, code: str) -> None:
    assert refused(reading.read_clock_range, text, 75) == code


@given(CLOCKS, st.integers(1, 12 * 60 - 1))
def test_any_range_shorter_than_half_a_day_comes_back(start: tuple[int, int], length: int) -> None:
    end = (start[0] * 60 + start[1] + length) % (24 * 60)
    text = f"{start[0]}.{start[1]:02d}–{end // 60:02d}:{end % 60:02d}"
    assert reading.read_clock_range(text, 75) == (start, length)


# ── whatever comes ──────────────────────────────────────────────────────────────────────────────────────────────────


@given(ANYTHING, st.sampled_from([None, TODAY]))
def test_whatever_is_written_is_read_or_refused(text: str, today: date | None) -> None:
    readers: list[tuple[Callable[..., object], tuple[object, ...], type, set[str]]] = [
        (reading.read_day, (today,), date, {"day"}),
        (reading.read_moment, (today,), int, {"moment", "no_such_time"}),
        (reading.read_clock, (), tuple, {"clock"}),
        (reading.read_clock_range, (90,), tuple, {"clock", "end_before_start"}),
        (reading.read_minutes, (), int, {"minutes"}),
        (reading.read_hours, (), int, {"hours"}),
    ]
    for reader, args, kind, codes in readers:
        found = code_or_value(reader, text, *args)
        assert found in codes if isinstance(found, str) else isinstance(found, kind)


@given(ANYTHING)
def test_a_moment_that_is_read_can_be_written(text: str) -> None:
    moment = code_or_value(reading.read_moment, text, TODAY)
    if isinstance(moment, int):
        assert reading.read_moment(reading.write_moment(moment)) == moment
