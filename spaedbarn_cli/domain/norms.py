"""Did every family get the hours its programme promises? The verdict per week, exact, with its reasons.

Not for: words, stores, clocks. `check` is given everything and returns values; the same events in any order give the
same verdict, and a part of a range gives the same weeks as the whole. See `docs.md` for how the norm is computed.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from spaedbarn_cli.domain.case import Agreement, Case, Pause, Person, focus_children
from spaedbarn_cli.domain.dates import Age, age_on, monday_of
from spaedbarn_cli.domain.norm_days import WeekDays, active_stretches, days_by_week, segments
from spaedbarn_cli.domain.norm_hours import counting_spans, hours_of, longest_gap, weeks_from
from spaedbarn_cli.domain.norm_why import Why, reasons_by_week

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spaedbarn_cli.domain.programme import Programme
    from spaedbarn_cli.domain.visit import Span

NO_NORM, MET, BELOW_PLAN, UNDER, OVER, RUNNING = "no_norm", "met", "below_plan", "under", "over", "running"
STATUSES = (NO_NORM, MET, BELOW_PLAN, UNDER, OVER, RUNNING)


def whole_minutes(sevenths: int) -> int:
    """Return sevenths of a minute as minutes, halves rounded up."""
    return (2 * sevenths + 7) // 14


class WeekNorm(NamedTuple):
    """One ISO week of one family.

    `required_sevenths`, `plan_sevenths` and `maximum_sevenths` are exact, in sevenths of a minute (weekly minutes times
    active days); the properties in minutes are rounded for people. `delivered_minutes` are the family's minutes,
    `practitioner_minutes` everybody's, `visits` the counting visits with a part in the week. `running` marks the week
    that holds today; `why` is None unless asked for.
    """

    week: str
    monday: date
    bands: tuple[str, ...]
    active_days: int
    required_sevenths: int
    plan_sevenths: int
    maximum_sevenths: int | None
    maximum_visits: int | None
    delivered_minutes: int
    practitioner_minutes: int
    visits: int
    status: str
    running: bool
    why: tuple[Why, ...] | None = None

    @property
    def sunday(self) -> date:
        """The week's last day."""
        return self.monday + timedelta(days=6)

    @property
    def required_minutes(self) -> int:
        """The minimum of the week, rounded."""
        return whole_minutes(self.required_sevenths)

    @property
    def plan_minutes(self) -> int:
        """The minimum or the agreed level, whichever is greater each day, rounded."""
        return whole_minutes(self.plan_sevenths)

    @property
    def maximum_minutes(self) -> int | None:
        """The upper bound in minutes, rounded, or None where there is none."""
        return None if self.maximum_sevenths is None else whole_minutes(self.maximum_sevenths)

    @property
    def is_over_in_visits(self) -> bool:
        """Is a week over the limit so in visits alone, with its minutes within theirs?"""
        return self.maximum_sevenths is None or 7 * self.delivered_minutes <= self.maximum_sevenths

    @property
    def shortfall_minutes(self) -> int:
        """What is missing to the minimum, rounded, never below 0."""
        return whole_minutes(max(0, self.required_sevenths - 7 * self.delivered_minutes))

    @property
    def remaining_minutes(self) -> int | None:
        """In the week that holds today, what is still missing to the minimum; else None."""
        return self.shortfall_minutes if self.running else None


class Summary(NamedTuple):
    """The whole weeks of the range together; the running one is not among them.

    `weeks` and the four counts leave out weeks without a norm; the sums are over all whole weeks. `longest_gap_days` is
    the longest run of active days up to today, all weeks of the range included, without a minute of a counting visit.
    """

    weeks: int
    met: int
    below_plan: int
    under: int
    over: int
    required_sevenths: int
    plan_sevenths: int
    delivered_minutes: int
    longest_gap_days: int

    @property
    def required_minutes(self) -> int:
        """The minimum of all whole weeks, summed exactly, then rounded."""
        return whole_minutes(self.required_sevenths)

    @property
    def plan_minutes(self) -> int:
        """The plan of all whole weeks, summed exactly, then rounded."""
        return whole_minutes(self.plan_sevenths)


class CaseNorm(NamedTuple):
    """One family's weeks; `child` is the youngest born by today, `age` its age in calendar months and days."""

    code: str
    programme: str
    child: Person | None
    age: Age | None
    weeks: tuple[WeekNorm, ...]
    summary: Summary


def check(
    programme: Programme,
    case: Case,
    children: Sequence[Person],
    spans: Sequence[Span],
    pauses: Sequence[Pause],
    agreements: Sequence[Agreement],
    *,
    today: date,
    first: date,
    last: date,
    why: bool = False,
) -> CaseNorm:
    """Return the verdict for every ISO week that touches `first`..`last`, up to the week that holds `today`.

    Of `children` only those with role `child` and a birth date are the focus; retracted visits are not to be among
    `spans`. Nothing needs to be in order. With `why`, each week says which visits counted and which days did not.
    """
    born = focus_children(tuple(children))
    monday = monday_of(first)
    count = (monday_of(min(last, today)) - monday).days // 7 + 1 if first <= last else 0
    weeks = weeks_from(monday, max(count, 0))
    count = len(weeks.mondays)
    begin, end = weeks.first_day, weeks.first_day + 7 * count
    counting = programme.counting

    found = segments(programme, case, born, pauses, agreements, begin, end)
    hours = hours_of(counting_spans(spans, counting), weeks)
    reasons = reasons_by_week(spans, counting, found, weeks) if why else None
    current = monday_of(today)
    verdicts: list[WeekNorm] = []
    for index, days in enumerate(days_by_week(found, begin, count)):
        running = weeks.mondays[index] == current
        delivered, visits = hours.delivered[index], hours.visits[index]
        verdicts.append(
            WeekNorm(
                weeks.names[index],
                weeks.mondays[index],
                *days,
                delivered,
                hours.practitioner[index],
                visits,
                _status(days, delivered, visits, running),
                running,
                reasons[index] if reasons is not None else None,
            )
        )
    stretches = active_stretches(found, min(end, today.toordinal() + 1))
    gap = longest_gap(stretches, (begin + day for day in hours.days))
    youngest = next((child for child in reversed(born) if child.born is not None and child.born <= today), None)
    age = age_on(youngest.born, today) if youngest and youngest.born else None
    return CaseNorm(case.code, case.programme, youngest, age, tuple(verdicts), _summary(verdicts, gap))


def _status(days: WeekDays, delivered: int, visits: int, running: bool) -> str:
    _, _, required, plan, maximum, maximum_visits = days
    if not plan and maximum is None and maximum_visits is None:
        return NO_NORM
    if (maximum is not None and 7 * delivered > maximum) or (maximum_visits is not None and visits > maximum_visits):
        return OVER
    if running:
        return RUNNING
    if 7 * delivered >= plan:
        return MET
    return BELOW_PLAN if 7 * delivered >= required else UNDER


def _summary(weeks: Sequence[WeekNorm], gap: int) -> Summary:
    whole = [week for week in weeks if not week.running]
    statuses = [week.status for week in whole]
    return Summary(
        weeks=len(statuses) - statuses.count(NO_NORM),
        met=statuses.count(MET),
        below_plan=statuses.count(BELOW_PLAN),
        under=statuses.count(UNDER),
        over=statuses.count(OVER),
        required_sevenths=sum(week.required_sevenths for week in whole),
        plan_sevenths=sum(week.plan_sevenths for week in whole),
        delivered_minutes=sum(week.delivered_minutes for week in whole),
        longest_gap_days=gap,
    )
