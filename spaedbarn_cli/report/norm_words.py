"""The norm report's words: how a week stands, which days ask for nothing, what the norm is. Shared by all its forms."""

from __future__ import annotations

import re
import textwrap
from typing import TYPE_CHECKING

from spaedbarn_cli.domain import norms
from spaedbarn_cli.i18n.catalog import age, day, day_short, duration, plural, t
from spaedbarn_cli.report import norm_view

if TYPE_CHECKING:
    from datetime import date

    from spaedbarn_cli.domain.programme import Band, Programme
    from spaedbarn_cli.report.norm_view import Block, Idle, Report, Row

MOST_CODES = 6
"""So many families are named in the last line; of the others the number is given."""

_MOST_IN_CELL = 33
_AMOUNT = re.compile(r"(?<=\d) (?=[^\W\d])|(?<=\d\.) (?=[a-zæøå])|(?<=\d [th]) (?=\d)|(?<=[▼▲]) ")
_KEPT = "\N{WORD JOINER}"


def wrapped(words: str, width: int) -> list[str]:
    """Return words as lines of at most `width`, broken between words but never inside `1 t 30 min` or `2. maj`."""
    lines = textwrap.wrap(_AMOUNT.sub(_KEPT, words), max(width, 1), break_on_hyphens=False)
    return [line.replace(_KEPT, " ") for line in lines]


def days_between(first: date, last: date) -> str:
    """Return `2.–8. november`, or both days in full where the months differ."""
    if first == last:
        return day_short(first)
    if (first.year, first.month) == (last.year, last.month):
        return t("norm.days_month", a=first.day, b=last.day, month=t(f"month.{first.month}"))
    if first.year == last.year:
        return t("norm.days", first=day_short(first), last=day_short(last))
    return t("norm.days", first=day(first), last=day(last))


def heading(report: Report) -> str:
    """Return `uge 43–47 · 19. oktober – 22. november`; empty without weeks."""
    if report.first is None or report.last is None:
        return ""
    first, last = report.first.isocalendar(), report.last.isocalendar()
    if first[:2] == last[:2]:
        weeks = week_label(report.first, report.today)
    elif first.year == last.year == report.today.isocalendar().year:
        weeks = t("norm.weeks", first=first.week, last=last.week)
    else:
        weeks = t("norm.weeks", first=f"{first.week} {first.year} ", last=f" {last.week} {last.year}")
    return f"{weeks} · {days_between(report.first, report.last)}"


def week_label(monday: date, today: date) -> str:
    """Return `uge 47`, with its year where that is not this year."""
    iso = monday.isocalendar()
    return t("fmt.week", n=iso.week) + ("" if iso.year == today.isocalendar().year else f" {iso.year}")


def child_words(block: Block, *, label: bool = True) -> str:
    """Return whom the norm is about: `barn1, 2 mdr. 5 dage`, or the due date before a birth."""
    norm, case = block.family.norm, block.family.case
    if norm.child is not None and norm.age is not None:
        words = age(norm.age.months, norm.age.days)
        return f"{norm.child.label}, {words}" if label else words
    return t("norm.due", day=day(case.due)) if case.due else t("norm.unborn")


def asked_words(block: Block) -> list[str]:
    """Return `mindst 4 t`, `aftalt 5 t`; what the family is to have a week."""
    words = [t("norm.at_least", hours=duration(block.weekly_minutes))] if block.weekly_minutes else []
    words += [t("norm.agreed", hours=duration(block.agreed_minutes))] if block.agreed_minutes else []
    closed = block.family.case.closed
    words += [t("norm.closed", day=day(closed))] if closed else []
    return words or [t("norm.nothing_asked")]


def hours_words(row: Row) -> str:
    """Return `4 t 30 min af 6 t`."""
    delivered = duration(row.week.delivered_minutes)
    return t("norm.of", delivered=delivered, asked=duration(row.asked_minutes)) if row.asked_minutes else delivered


def standing_words(row: Row, today: date, *, private: bool = True) -> str:
    """Return how a week stands, with what is missing and why days are left out.

    `private` allows the free text of a pause, which may hold anything a person wrote.
    """
    week = row.week
    idle = [idle_words(each, whole=each.days == 7, private=private) for each in row.idle]
    if row.standing == norms.NO_NORM:
        return ", ".join(idle) or t("norm.no_norm")
    return ", ".join([_standing(row, today), *(idle if week.active_days < 7 else [])])


def short_standing_words(row: Row) -> str:
    """Return how a week stands in as few words as possible, for a narrow table that gives what is missing beside it."""
    reasons = dict.fromkeys(t(f"norm.idle.{each.reason}") for each in row.idle)
    if row.standing == norms.NO_NORM:
        return ", ".join(reasons) or t("norm.no_norm")
    key = {norm_view.REACHED: norms.MET, norm_view.SHORT_OF_PLAN: norms.BELOW_PLAN}.get(row.standing, row.standing)
    words = t("norm.so_far") if key == norms.RUNNING else t(f"norm.legend.{key}")
    return ", ".join([words, *reasons]) if row.week.active_days < 7 else words


def missing_words(row: Row) -> str:
    """Return what a week lacks to its minimum, or to the agreed level once the minimum is there; a dash for nothing."""
    missing = row.week.shortfall_minutes or row.plan_missing_minutes
    return duration(missing) if missing else "–"


def _standing(row: Row, today: date) -> str:
    week, key = row.week, f"norm.{row.standing}"
    missing = duration(week.shortfall_minutes or row.plan_missing_minutes)
    if row.standing == norms.OVER and week.is_over_in_visits:
        return t("norm.over_visits", maximum=week.maximum_visits, visits=week.visits)
    if row.standing == norms.RUNNING and week.sunday == today:
        key = "norm.running_today"
    if row.standing == norm_view.SHORT_OF_PLAN and not week.required_sevenths:
        key = "norm.short_of_agreed"
    return t(key, missing=missing, plan=duration(week.plan_minutes), maximum=duration(week.maximum_minutes or 0))


def cell_words(row: Row) -> list[str]:
    """Return the same in lines of at most 11 letters or so, for a narrow column."""
    if row.standing == norms.NO_NORM:
        lines = []
        for each in row.idle:
            said = f" ({textwrap.shorten(each.text, _MOST_IN_CELL, placeholder='…')})" if each.text else ""
            lines.append(t(f"norm.idle.{each.reason}") + said)
        return list(dict.fromkeys(lines)) or [t("norm.cell.no_norm")]
    missing = duration(row.week.shortfall_minutes or row.plan_missing_minutes)
    lines = t(f"norm.cell.{row.standing}", missing=missing).splitlines()
    if row.week.active_days < 7:
        lines.append(t("norm.active", n=row.week.active_days))
        lines += dict.fromkeys(t(f"norm.idle.{each.reason}") for each in row.idle)
    return lines


def idle_words(idle: Idle, *, whole: bool, private: bool = True) -> str:
    """Return `pause 16.–18. november (ferie)`; the days are left out when it is the whole week."""
    words = t(f"norm.idle.{idle.reason}")
    if not whole:
        words = t("norm.idle_days", reason=words, days=days_between(idle.first, idle.last))
    return t("norm.idle_text", reason=words, text=idle.text) if idle.text and private else words


def last_words(report: Report) -> list[str]:
    """Return the lines that end a report: who did not get the norm in a whole week."""
    if not any(not row.week.running for block in report.blocks for row in block.rows):
        return []
    lines = []
    for key, codes in (("norm.short", report.short), ("norm.over", report.over)):
        if codes:
            named = ", ".join(codes[:MOST_CODES])
            if len(codes) > MOST_CODES:
                named = t("norm.short.more", codes=named, n=len(codes) - MOST_CODES)
            ending = "one" if len(codes) == 1 else "many"
            lines.append(t(f"{key}.{ending}", n=len(codes), codes=named))
        elif key == "norm.short":
            lines.append(t("norm.short.none"))
    return lines


def norm_words(row: Row, block: Block, *, private: bool = True) -> str:
    """Return the norm of a week with its source and version, the agreed level and the active days."""
    programme = block.family.programme
    facts = {"programme": programme.id, "version": programme.version}
    parts = [
        t(
            "norm.why.band", hours=duration(band.minimum_minutes), ages=_ages(band),
            source=(band.source or programme.norm_source).rstrip("."), **facts,
        )
        for band in norm_view.bands_of(row, programme)
    ]  # fmt: skip
    if not parts and not row.week.active_days:
        return _note(row, programme) or t("norm.why.no_days", **facts)
    if not parts:
        parts = [_note(row, programme) or t("norm.why.no_band", source=programme.norm_source, **facts)]
    agreed = norm_view.agreement_of(row, block.family)
    if agreed is not None and row.week.plan_sevenths > row.week.required_sevenths:
        words = t("norm.why.agreed", hours=duration(agreed.minutes), day=day(agreed.first_day), text=agreed.reason)
        parts.append(words if private else words.replace(f" ({agreed.reason})", ""))
    return " ".join([*parts, plural("norm.why.active", row.week.active_days)])


def _ages(band: Band) -> str:
    if band.to_months is None:
        return t("norm.ages.onward", from_=band.from_months)
    key = "between" if band.from_months else "from_birth"
    return t(f"norm.ages.{key}", from_=band.from_months, to=band.to_months)


def _note(row: Row, programme: Programme) -> str:
    """The programme's own sentence on a week without a band, where it has one."""
    from spaedbarn_cli.i18n.catalog import language

    edges = [band.to_months for band in programme.bands if band.to_months is not None]
    keys = {"before_birth": "before-birth", "no_norm_at_age": f"from-{max(edges, default=0)}-months"}
    wanted = {keys.get(each.reason) for each in row.idle}
    notes = [note.text[language()].rstrip(".") for note in programme.norm_notes if note.key in wanted]
    return f"{'. '.join(notes)} ({programme.id} {programme.version})." if notes else ""
