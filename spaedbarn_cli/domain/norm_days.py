"""What each day asks for: active or not and why, the band, the minimum and the agreed level.

Days alike in a row are one `Segment`: everything changes only at a birth, a band's edge, the day home, the first and
last day of the programme, of a pause or of an agreement, so a family's two years are a handful of segments. Days are
proleptic day numbers (`date.toordinal`). Minutes are per week; sums over days are in sevenths of a minute and exact.
"""

from __future__ import annotations

from itertools import pairwise, zip_longest
from typing import TYPE_CHECKING, NamedTuple

from spaedbarn_cli.domain.dates import add_months

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from spaedbarn_cli.domain.case import Agreement, Case, Pause, Person
    from spaedbarn_cli.domain.programme import Band, Programme

BEFORE_BIRTH, NOT_HOME, BEFORE_START, CLOSED, PAUSE = "before_birth", "not_home", "before_start", "closed", "pause"
NO_NORM_AT_AGE = "no_norm_at_age"


class Segment(NamedTuple):
    """Days alike, from `first` up to, not including, `end`.

    `reason` says why the days are inactive (None: active), `pause` the id of the pause that makes them so. `required`
    is the band's minimum and `plan` the greater of it and the agreed level, in minutes a week; both 0 when inactive.
    """

    first: int
    end: int
    reason: str | None = None
    pause: str | None = None
    band: Band | None = None
    required: int = 0
    plan: int = 0


class WeekDays(NamedTuple):
    """What the seven days of a week ask for together, in sevenths of a minute.

    `maximum` is None unless every active day has an upper bound, `maximum_visits` None unless every band has one.
    """

    bands: tuple[str, ...]
    active_days: int
    required: int
    plan: int
    maximum: int | None
    maximum_visits: int | None


class _Interval(NamedTuple):
    first: int
    end: int
    id: str
    minutes: int = 0


class _Birth(NamedTuple):
    day: int
    bands: tuple[tuple[int, int | None, Band], ...]


def segments(
    programme: Programme,
    case: Case,
    children: Sequence[Person],
    pauses: Iterable[Pause],
    agreements: Iterable[Agreement],
    first: int,
    end: int,
) -> list[Segment]:
    """Return the days from `first` up to `end` as segments without holes; `children` are in order of birth."""
    births = [_birth(programme, child.born) for child in children if child.born is not None]
    home = case.discharged.toordinal() if case.discharged else births[0].day if births else end
    start = case.start.toordinal() if case.start else 1  # unstated: nothing before it is left out
    closed = case.closed.toordinal() + 1 if case.closed else end
    rests = sorted(_Interval(p.first_day.toordinal(), p.last_day.toordinal() + 1, p.id) for p in pauses)
    levels = _levels(agreements, end)

    edges = {home, start, closed}
    for birth in births:
        edges.add(birth.day)
        for low, high, _ in birth.bands:
            edges.update((low, end if high is None else high))
    for interval in (*rests, *levels):
        edges.update((interval.first, interval.end))
    cuts = [first, *sorted(edge for edge in edges if first < edge < end), end]

    found = []
    for low, high in pairwise(cuts):
        youngest = next((birth for birth in reversed(births) if birth.day <= low), None)
        if youngest is None:
            found.append(Segment(low, high, BEFORE_BIRTH))
        elif low < home:
            found.append(Segment(low, high, NOT_HOME))
        elif low < start:
            found.append(Segment(low, high, BEFORE_START))
        elif low >= closed:
            found.append(Segment(low, high, CLOSED))
        elif rest := next((each for each in rests if each.first <= low < each.end), None):
            found.append(Segment(low, high, PAUSE, rest.id))
        else:
            band = next((b for at, to, b in youngest.bands if at <= low and (to is None or low < to)), None)
            required = band.minimum_minutes if band else 0
            agreed = next((level.minutes for level in levels if level.first <= low < level.end), 0)
            found.append(Segment(low, high, None, None, band, required, max(required, agreed)))
    return found


def _birth(programme: Programme, born: date) -> _Birth:
    """A child's bands as days: from the day it is so many calendar months old, month ends clamped."""
    return _Birth(
        born.toordinal(),
        tuple(
            (
                add_months(born, band.from_months).toordinal(),
                None if band.to_months is None else add_months(born, band.to_months).toordinal(),
                band,
            )
            for band in programme.bands
        ),
    )


def _levels(agreements: Iterable[Agreement], end: int) -> list[_Interval]:
    """The agreed levels without overlap: each ends with its last day or when the next begins, for good."""
    ordered = sorted(agreements, key=lambda agreement: (agreement.first_day, agreement.id))
    levels = []
    for agreement, following in zip_longest(ordered, ordered[1:]):
        first = agreement.first_day.toordinal()
        stop = agreement.last_day.toordinal() + 1 if agreement.last_day else max(end, first)
        if following is not None:
            stop = min(stop, following.first_day.toordinal())
        levels.append(_Interval(first, stop, agreement.id, agreement.minutes))
    return levels


def days_by_week(found: Sequence[Segment], first: int, count: int) -> list[WeekDays]:
    """Return what each of `count` weeks from the Monday `first` asks for; `found` covers them without holes."""
    weeks: list[WeekDays] = []
    at = 0
    whole: WeekDays | None = None  # the sum of a full week inside the segment at hand
    for monday in range(first, first + 7 * count, 7):
        while found[at].end <= monday:
            at += 1
            whole = None
        if found[at].end >= monday + 7:
            if whole is None:
                whole = _add_up([(found[at], 7)])
            weeks.append(whole)
            continue
        parts, part = [], at
        while part < len(found) and found[part].first < monday + 7:
            segment = found[part]
            parts.append((segment, min(segment.end, monday + 7) - max(segment.first, monday)))
            part += 1
        weeks.append(_add_up(parts))
    return weeks


def _add_up(parts: list[tuple[Segment, int]]) -> WeekDays:
    active = [(segment, days) for segment, days in parts if segment.reason is None]
    bands = list({segment.band.id: segment.band for segment, _ in active if segment.band}.values())
    caps = [(segment.band.maximum_minutes if segment.band else None, days) for segment, days in active]
    visit_caps = [band.maximum_visits for band in bands if band.maximum_visits is not None]
    return WeekDays(
        bands=tuple(band.id for band in bands),
        active_days=sum(days for _, days in active),
        required=sum(segment.required * days for segment, days in active),
        plan=sum(segment.plan * days for segment, days in active),
        maximum=sum(cap * days for cap, days in caps if cap is not None)
        if caps and all(cap is not None for cap, _ in caps)
        else None,
        maximum_visits=max(visit_caps) if visit_caps and len(visit_caps) == len(bands) else None,
    )


def active_stretches(found: Iterable[Segment], end: int) -> list[tuple[int, int]]:
    """Return the runs of active days before `end` as (first day, day after the last)."""
    runs: list[tuple[int, int]] = []
    for segment in found:
        if segment.reason is not None or segment.first >= end:
            continue
        stop = min(segment.end, end)
        if runs and runs[-1][1] == segment.first:
            runs[-1] = (runs[-1][0], stop)
        else:
            runs.append((segment.first, stop))
    return runs
