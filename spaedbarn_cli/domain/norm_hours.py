"""The hours a family got: visits cut at the midnights of a run of weeks and added up as a union.

One sweep over the visits in order of start; a minute that two colleagues were there is one family minute. Everything is
whole minutes since 1970-01-01T00:00Z, so a night with a clock change counts what it lasted.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from datetime import date, timedelta
from functools import cache, lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from spaedbarn_cli.domain.dates import midnight, week_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from spaedbarn_cli.domain.visit import Span


class Weeks(NamedTuple):
    """Whole ISO weeks in a row: their Mondays and names, and the first minute of every day plus the one after the last.

    `first_day` is the first Monday as a proleptic day number (`date.toordinal`), which the day arithmetic uses.
    """

    first_day: int
    mondays: tuple[date, ...]
    names: tuple[str, ...]
    midnights: tuple[int, ...]


@cache
def _midnights_of_week(monday: date) -> tuple[int, ...]:
    return tuple(midnight(monday + timedelta(days=day)) for day in range(7))


@lru_cache(maxsize=64)
def weeks_from(monday: date, count: int) -> Weeks:
    """Return `count` weeks from `monday` on; kept, because every family of a report asks for the same ones."""
    mondays = tuple(monday + timedelta(weeks=week) for week in range(count))
    midnights = [minute for each in mondays for minute in _midnights_of_week(each)]
    midnights.append(midnight(monday + timedelta(weeks=count)))
    return Weeks(monday.toordinal(), mondays, tuple(week_name(each) for each in mondays), tuple(midnights))


class Hours(NamedTuple):
    """Per week: the family's minutes, the practitioners' minutes, the visits; and the days (from 0) with a minute."""

    delivered: list[int]
    practitioner: list[int]
    visits: list[int]
    days: list[int]


def counting_spans(spans: Iterable[Span], counting: frozenset[str]) -> list[Span]:
    """Return the held visits of counting kinds, in order of start."""
    found = [span for span in spans if span.status == "held" and span.kind in counting]
    found.sort(key=itemgetter(1))  # the start; nearly always in order already
    return found


def hours_of(spans: Sequence[Span], weeks: Weeks) -> Hours:
    """Return what `spans` (counting, in order of start) give in each of `weeks`.

    A visit belongs to every week it has a part in, with the minutes of that part. A visit of no length belongs to the
    week of its start.
    """
    count = len(weeks.mondays)
    delivered, practitioner, visits = [0] * count, [0] * count, [0] * count
    days: list[int] = []
    midnights = weeks.midnights
    begin, finish = midnights[0], midnights[-1]
    reach = begin  # the family's minutes before this one are taken
    for _, start, end, _, _, people in spans:
        if start >= finish:
            break
        day = bisect_right(midnights, start) - 1
        if day >= 0 and end <= midnights[day + 1]:
            # Nearly every visit: within one day. Written out, because this runs 150,000 times in a large report.
            week = day // 7
            visits[week] += 1
            practitioner[week] += (end - start) * people
            if end > start:
                days.append(day)
            if end > reach:
                delivered[week] += end - (start if start > reach else reach)
                reach = end
            continue
        week = -1
        for part in range(max(day, 0), min(bisect_left(midnights, end), count * 7)):
            low, high = max(start, midnights[part]), min(end, midnights[part + 1])
            visits[part // 7] += part // 7 != week
            week = part // 7
            practitioner[week] += (high - low) * people
            delivered[week] += max(0, high - max(low, reach))
            days.append(part)
        reach = max(reach, end)
    return Hours(delivered, practitioner, visits, days)


def longest_gap(stretches: Iterable[tuple[int, int]], days: Iterable[int]) -> int:
    """Return the longest run of days without a visit inside one stretch (first day, day after the last)."""
    visited = sorted(set(days))
    longest = 0
    for first, end in stretches:
        at = first
        for day in visited[bisect_left(visited, first) : bisect_left(visited, end)]:
            longest = max(longest, day - at)
            at = day + 1
        longest = max(longest, end - at)
    return longest
