"""Why a week's figures are what they are: every visit that touches it, every day that asks for nothing.

Only built when somebody asks. The counted minutes of a week's visits add up to what the week was delivered.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from datetime import date
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from spaedbarn_cli.domain.norm_days import NO_NORM_AT_AGE, Segment

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from spaedbarn_cli.domain.norm_hours import Weeks
    from spaedbarn_cli.domain.visit import Span

COUNTED, OVERLAP, WRONG_KIND = "counted", "overlap", "kind_does_not_count"


class Why(NamedTuple):
    """One reason; `kind` is `visit` or `day`.

    For a visit: its id, `minutes` (its part in this week), `counted_minutes` of them, whether it was `clipped` because
    the rest lies in a neighbouring week. For a day: the day and, where a pause is the reason, the pause's id.
    Reasons: counted, overlap, cancelled, no_show, declined, kind_does_not_count; before_birth, not_home, before_start,
    closed, pause, no_norm_at_age.
    """

    kind: str
    reason: str
    visit: str | None = None
    minutes: int = 0
    counted_minutes: int = 0
    clipped: bool = False
    day: date | None = None
    pause: str | None = None


def reasons_by_week(
    spans: Iterable[Span], counting: frozenset[str], found: Iterable[Segment], weeks: Weeks
) -> list[tuple[Why, ...]]:
    """Return the reasons of each week: visits in order of start, end, id, then days."""
    visits = _visit_reasons(sorted(spans, key=itemgetter(1, 2, 0)), counting, weeks)
    days = _day_reasons(found, weeks)
    return [(*visit, *day) for visit, day in zip(visits, days, strict=True)]


def _visit_reasons(spans: Sequence[Span], counting: frozenset[str], weeks: Weeks) -> list[list[Why]]:
    edges = weeks.midnights[::7]
    reasons: list[list[Why]] = [[] for _ in weeks.mondays]
    reach = edges[0]
    for span in spans:
        first = bisect_right(edges, span.start) - 1
        last = max(bisect_left(edges, span.end) - 1, first)  # a visit of no length touches the week of its start
        counts = span.status == "held" and span.kind in counting
        for week in range(max(first, 0), min(last + 1, len(reasons))):
            low, high = max(span.start, edges[week]), min(span.end, edges[week + 1])
            counted = max(0, high - max(low, reach)) if counts else 0
            if counts:
                reason = COUNTED if counted == high - low else OVERLAP
            else:
                reason = WRONG_KIND if span.status == "held" else span.status.replace("-", "_")
            clipped = span.start < edges[week] or span.end > edges[week + 1]
            reasons[week].append(Why("visit", reason, span.id, high - low, counted, clipped))
        if counts:
            reach = max(reach, span.end)
    return reasons


def _day_reasons(found: Iterable[Segment], weeks: Weeks) -> list[list[Why]]:
    reasons: list[list[Why]] = [[] for _ in weeks.mondays]
    for segment in found:
        reason = segment.reason or (None if segment.band else NO_NORM_AT_AGE)
        if reason is None:
            continue
        for day in range(segment.first, segment.end):
            why = Why("day", reason, day=date.fromordinal(day), pause=segment.pause)
            reasons[(day - weeks.first_day) // 7].append(why)
    return reasons
