"""What a norm report shows and in which order; the same for terminal, HTML and home screen. Codes and values, no words.

Nothing is counted here: every figure comes from the verdict. `Family` is what a report is made from, the rest what it
is made of.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from spaedbarn_cli.domain import norms

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from spaedbarn_cli.domain.case import Agreement, Case, Pause
    from spaedbarn_cli.domain.norm_days import Segment
    from spaedbarn_cli.domain.norms import CaseNorm, WeekNorm
    from spaedbarn_cli.domain.programme import Band, Programme
    from spaedbarn_cli.domain.visit import Visit

REACHED, SHORT_OF_PLAN = "reached", "short_of_plan"
"""How the running week stands when nothing lacks, or only of the agreed level; every other standing is a status."""

CHECKED = (norms.UNDER, norms.OVER)
"""The statuses of a whole week that somebody should look at."""


class Family(NamedTuple):
    """A verdict and what it was made from; `visits` (by id) is filled only where reasons were asked for."""

    norm: CaseNorm
    case: Case
    programme: Programme
    days: Sequence[Segment]
    pauses: Sequence[Pause]
    agreements: Sequence[Agreement]
    visits: Mapping[str, Visit]


class Idle(NamedTuple):
    """A run of days in a week that ask for nothing, both ends included; `text` is the reason given for a pause."""

    reason: str
    first: date
    last: date
    text: str | None

    @property
    def days(self) -> int:
        """How many days."""
        return (self.last - self.first).days + 1


class Row(NamedTuple):
    """One week as it is shown: the verdict, how it stands in a word, and the days that ask for nothing."""

    week: WeekNorm
    standing: str
    idle: tuple[Idle, ...]

    @property
    def asked_minutes(self) -> int:
        """What the bar is measured against: the minimum, or the agreed level where no minimum holds; 0 is no norm."""
        return self.week.required_minutes or self.week.plan_minutes

    @property
    def plan_missing_minutes(self) -> int:
        """What is missing to the agreed level, rounded, never below 0."""
        return norms.whole_minutes(max(0, self.week.plan_sevenths - 7 * self.week.delivered_minutes))


class Block(NamedTuple):
    """One family of the report.

    `weekly_minutes` is the minimum a week on the last active day shown, at most today; `agreed_minutes` the agreed
    level of that day where it is higher.
    """

    family: Family
    rows: tuple[Row, ...]
    weekly_minutes: int
    agreed_minutes: int | None


class Report(NamedTuple):
    """The whole report. `short` are the codes of families with a whole week under the norm, `over` those above it."""

    today: date
    first: date | None
    last: date | None
    blocks: tuple[Block, ...]
    short: tuple[str, ...]
    over: tuple[str, ...]


def report_of(today: date, families: Iterable[Family]) -> Report:
    """Return the report of some families in the order given."""
    blocks = tuple(_block(family, today) for family in families)
    weeks = next((block.family.norm.weeks for block in blocks if block.rows), ())
    return Report(
        today,
        weeks[0].monday if weeks else None,
        weeks[-1].sunday if weeks else None,
        blocks,
        _with(blocks, norms.UNDER),
        _with(blocks, norms.OVER),
    )


def found_something(families: Iterable[Family]) -> bool:
    """Say whether a whole week of any family is below its minimum or above its upper bound."""
    return any(
        week.status in CHECKED and not week.running for family in families for week in family.norm.weeks
    )


def _with(blocks: Sequence[Block], status: str) -> tuple[str, ...]:
    return tuple(
        block.family.case.code
        for block in blocks
        if any(row.week.status == status and not row.week.running for row in block.rows)
    )


def _block(family: Family, today: date) -> Block:
    texts = {pause.id: " ".join(pause.reason.split()) for pause in family.pauses}
    rows = tuple(Row(week, standing(week), _idle(week, family.days, texts)) for week in family.norm.weeks)
    now = _in_force(family, today)
    required, plan = (now.required, now.plan) if now else (0, 0)
    return Block(family, rows, required, plan if plan > required else None)


def _in_force(family: Family, today: date) -> Segment | None:
    """The days that say what the family is to have now; while it rests, what it was to have before."""
    for days in reversed(family.days):
        if days.first <= today.toordinal() and days.reason is None:
            return days
    return None


def standing(week: WeekNorm) -> str:
    """Return how a week stands: its status, or for a running one that has its minimum, how it stands to the plan."""
    if week.status != norms.RUNNING or week.shortfall_minutes:
        return week.status
    return REACHED if 7 * week.delivered_minutes >= week.plan_sevenths else SHORT_OF_PLAN


def _idle(week: WeekNorm, days: Sequence[Segment], texts: Mapping[str, str]) -> tuple[Idle, ...]:
    monday = week.monday.toordinal()
    found = []
    for segment in days:
        low, high = max(segment.first, monday), min(segment.end, monday + 7)
        reason = segment.reason or (None if segment.band else "no_norm_at_age")
        if low < high and reason and not segment.plan:
            text = texts.get(segment.pause) if segment.pause else None
            found.append(Idle(reason, date.fromordinal(low), date.fromordinal(high - 1), text))
    return tuple(_joined(found))


def _joined(idle: Iterable[Idle]) -> list[Idle]:
    """Runs that differ in nothing but their days, made one."""
    runs: list[Idle] = []
    for each in idle:
        before = runs[-1] if runs else None
        alike = before is not None and (before.reason, before.text) == (each.reason, each.text)
        if before is not None and alike and before.last + timedelta(days=1) == each.first:
            runs[-1] = before._replace(last=each.last)
        else:
            runs.append(each)
    return runs


def bands_of(row: Row, programme: Programme) -> list[Band]:
    """Return the bands that hold in a week, as the programme defines them."""
    return [band for band in programme.bands if band.id in row.week.bands]


def agreement_of(row: Row, family: Family) -> Agreement | None:
    """Return the agreed level in force on the last day of a week, if there is one."""
    begun = [each for each in family.agreements if each.first_day <= row.week.sunday]
    latest = max(begun, key=lambda each: (each.first_day, each.id), default=None)
    if latest is None or (latest.last_day is not None and latest.last_day < row.week.monday):
        return None
    return latest


def blocks_filled(row: Row, width: int) -> int:
    """Return how many of `width` blocks of a bar are full: all only when nothing lacks, none only when nothing came."""
    asked = row.week.required_sevenths or row.week.plan_sevenths
    delivered = 7 * row.week.delivered_minutes
    if not asked or delivered >= asked:
        return width if asked else 0
    return min(max(delivered * width // asked, 1 if delivered else 0), width - 1)
