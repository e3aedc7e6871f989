"""Why a week's hours are what they are, in words: a line for every visit and every run of days without a norm."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from spaedbarn_cli.domain.dates import local
from spaedbarn_cli.i18n.catalog import clock, duration, listing, t, weekday_short
from spaedbarn_cli.report import norm_words as words

if TYPE_CHECKING:
    from datetime import date

    from spaedbarn_cli.domain.norm_why import Why
    from spaedbarn_cli.domain.visit import Visit
    from spaedbarn_cli.report.norm_view import Block, Idle, Report, Row


class Line(NamedTuple):
    """A reason: day, time (of a run of days the last), what it is, the minutes it gives (`+90`, `0`, none), why."""

    day: str
    time: str
    what: str
    minutes: str
    reason: str


def title(row: Row, block: Block, report: Report) -> list[str]:
    """Return the parts of a week's heading: family, week, days, minimum, delivered, how it stands."""
    week = row.week
    days = words.days_between(week.monday, week.sunday)
    parts = [block.family.case.code, words.week_label(week.monday, report.today), days]
    if row.asked_minutes:
        parts.append(t("norm.at_least" if week.required_minutes else "norm.agreed", hours=duration(row.asked_minutes)))
    parts.append(t("norm.why.delivered", hours=duration(week.delivered_minutes)))
    if week.practitioner_minutes != week.delivered_minutes:
        parts.append(t("norm.why.colleagues", hours=duration(week.practitioner_minutes)))
    return parts


def lines(row: Row, block: Block, *, private: bool = True) -> list[Line]:
    """Return a week's reasons in order of day; `private` allows names and free text."""
    found: list[tuple[int, int, Line]] = []
    for why in row.week.why or ():
        visit = block.family.visits.get(why.visit or "")
        if why.kind == "visit" and visit is not None:
            found.append((local(visit.start).date().toordinal(), 0, _visit(why, visit, private=private)))
    for idle in row.idle:
        reason = t(f"norm.why.day.{idle.reason}")
        if idle.text and private:
            reason = t("norm.idle_text", reason=reason, text=idle.text)
        found.append((idle.first.toordinal(), 1, Line(_day(idle.first), _until(idle), reason, "", "")))
    found.sort(key=lambda each: each[:2])
    return [line for _, _, line in found]


def _day(value: date) -> str:
    return t("norm.day", weekday=weekday_short(value), d=value.day)


def _until(idle: Idle) -> str:
    return "" if idle.first == idle.last else f"– {_day(idle.last)}"


def _visit(why: Why, visit: Visit, *, private: bool) -> Line:
    start, end = local(visit.start), local(visit.end)
    hours = clock(start) if visit.end == visit.start else f"{clock(start)}–{clock(end)}"
    what = t(f"kind.{visit.kind}")
    if visit.by and private:
        what = f"{what}, {listing(list(visit.by))}"
    held = visit.status == "held"
    reason = _reason(why, visit) if held else ""
    if not held:
        what = _not_held(visit, private=private)
        reason = t("norm.why.not_counted")
    if why.clipped:
        reason = ", ".join(part for part in (reason, t("norm.why.clipped")) if part)
    return Line(_day(start.date()), hours, what, f"+{why.counted_minutes}" if why.counted_minutes else "0", reason)


def _reason(why: Why, visit: Visit) -> str:
    if why.reason == "overlap":
        twice = why.minutes - why.counted_minutes
        return t("norm.why.overlap_part", minutes=twice) if why.counted_minutes else t("norm.why.overlap")
    if why.reason == "kind_does_not_count":
        return t("norm.why.kind_does_not_count", kind=t(f"kind.{visit.kind}"))
    return ""


def _not_held(visit: Visit, *, private: bool) -> str:
    """Say what became of it: `hjemme: aflyst af familien, undskyldt: barnet er sygt`."""
    status = visit.status.replace("-", "_")
    by = f"_{visit.cancelled_by}" if status == "cancelled" and visit.cancelled_by else ""
    words = [t(f"norm.why.{status}{by}")]
    if visit.excused is not None:
        words.append(t("norm.why.excused" if visit.excused else "norm.why.not_excused"))
    said = f"{t('kind.' + visit.kind)}, {', '.join(words)}"
    return f"{said}: {' '.join(visit.reason.split())}" if visit.reason and private else said
