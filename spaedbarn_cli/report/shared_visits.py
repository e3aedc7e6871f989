"""Shared visits: each in words, and the hours a week they come to, held against the norm where that can be done.

A verdict needs every visit, the child's birth and the programme. Where one of them was not shared, hours are told and
nothing is concluded from them.
"""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from spaedbarn_cli.domain import norms
from spaedbarn_cli.domain.case import Agreement, Case, Pause, Person, focus_children
from spaedbarn_cli.domain.dates import local, monday_of
from spaedbarn_cli.domain.norm_days import segments
from spaedbarn_cli.domain.programme import Programme, VisitKind
from spaedbarn_cli.domain.visit import KINDS, Span
from spaedbarn_cli.i18n.catalog import clock, day, duration, listing, plural, t, weekday_short
from spaedbarn_cli.report import norm_words
from spaedbarn_cli.report.norm_view import Block, Family, report_of
from spaedbarn_cli.report.shared_entries import known
from spaedbarn_cli.report.shared_entry import Entry, facts_of, joined, marks_of
from spaedbarn_cli.report.shared_fields import Fields
from spaedbarn_cli.report.statement_words import term_words
from spaedbarn_cli.report.timeline_words import who_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spaedbarn_cli.domain.sharing import SharedRecord
    from spaedbarn_cli.report.norm_view import Row
    from spaedbarn_cli.report.shared_entry import Words

HELD = "held"
MOST_WEEKS = 12


class Weeks(NamedTuple):
    """The latest weeks of the copies, oldest first; `judged` says whether they are held against the norm."""

    block: Block
    judged: bool


def visit(record: SharedRecord, fields: Fields, words: Words) -> Entry:
    """Return one visit in words."""
    start, status = fields.minute("start"), fields.line("status")
    began = local(start) if start is not None else None
    excused = fields.flag("excused")
    became = _lost_words(status, fields.line("cancelled_by")) if status and status != HELD else ""
    if became and excused is not None:
        became = f"{became}, {t('label.excused' if excused else 'label.not_excused')}"
    family, us = listing(fields.lines("present")), listing(fields.lines("by"))
    there = [(t("label.present"), family), (t("label.by"), us)]
    if status == HELD:  # then those who write were there too, and one line says it
        there = [(t("label.present"), joined(family, us))]
    facts = [
        *there, (t("label.reason"), fields.text("reason")),
        (t("label.core"), listing([_term(key, words) for key in fields.lines("core")])),
        (t("label.signs"), _signs(fields, words)), (t("label.note"), fields.text("note")),
        (t("label.next"), fields.text("next")),
    ]  # fmt: skip
    return Entry(
        f"{weekday_short(began.date())} {day(began.date())}" if began else t("shared.undated"), facts_of(facts),
        joined(*_times(fields), known("kind", fields.line("kind")), became), marks_of(record), record.retracted,
        under=f"{t(f'month.{began.month}')} {began.year}" if began else "",
        order=(-start,) if start is not None else (1,),
    )  # fmt: skip


def about(records: Sequence[SharedRecord]) -> str:
    """Return how many of some visits took place and what became of the others."""
    standing = [Fields(record.fields) for record in records if not record.retracted]
    held = sum(fields.line("status") == HELD for fields in standing)
    lost = Counter(
        _lost_words(status, fields.line("cancelled_by"))
        for fields in standing if (status := fields.line("status")) not in ("", HELD)
    )  # fmt: skip
    parts = [plural("shared.held", held)] if held else []
    parts += [f"{n} {words}" for words, n in sorted(lost.items())]
    taken = len(records) - len(standing)
    parts += [f"{taken} {t('label.retracted')}"] if taken else []
    return ", ".join(parts)


def weeks_of(records: Sequence[SharedRecord], programme: Programme | None, made: date, *, whole: bool) -> Weeks | None:
    """Return the latest weeks of all that was shared; None where no visit says when it was.

    `whole` says that no visit shared before is missing among `records`. Without that, or without programme or birth, the
    weeks only say what was delivered.
    """
    standing = [record for record in records if not record.retracted]
    spans = [span for record in standing if record.kind == "visit" and (span := _span(record)) is not None]
    if not any(span.status == HELD for span in spans):
        return None
    case, people = _case(standing), _people(standing)
    children = tuple(one for one in focus_children(people) if one.born is not None and one.born <= made)
    fits = programme is not None and case.programme in ("", programme.id)
    judged = bool(whole and fits and children)
    used = programme if judged and programme is not None else _NOTHING_ASKED
    pauses, agreements = (_pauses(standing), _agreements(standing)) if judged else ((), ())
    last = min(made, case.closed) if case.closed else made
    earliest = [found for found in (case.start, case.discharged, *(one.born for one in children)) if found]
    earliest += [min(local(span.start).date() for span in spans)]
    first = max(case.start or min(earliest), monday_of(last) - timedelta(weeks=MOST_WEEKS - 1))
    if first > last:
        return None
    verdict = norms.check(used, case, children, spans, pauses, agreements, today=made, first=first, last=last)
    told = [week for week in verdict.weeks if week.delivered_minutes or week.required_sevenths or week.plan_sevenths]
    if not told:
        return None
    first = max(first, told[0].monday)  # no empty weeks before anything began
    verdict = norms.check(used, case, children, spans, pauses, agreements, today=made, first=first, last=last)
    begin, end = monday_of(first).toordinal(), monday_of(last).toordinal() + 7
    days = segments(used, case, children, pauses, agreements, begin, end)
    family = Family(verdict, case, used, days, pauses, agreements, {})
    return Weeks(report_of(made, [family]).blocks[0], judged)


def notes_of(weeks: Weeks) -> list[str]:
    """Return what the weeks are counted from, and where their norm stands."""
    source = weeks.block.family.programme.norm_source.rstrip(".")
    said = [t("shared.weeks_judged" if weeks.judged else "shared.weeks_told")]
    return [*said, t("statement.norm_source", source=source)] if source else said


def week_words(row: Row, made: date) -> str:
    """Return `Uge 47 · 16.–22. november`."""
    label = norm_words.week_label(row.week.monday, made)
    return f"{label[:1].upper()}{label[1:]} · {norm_words.days_between(row.week.monday, row.week.sunday)}"


_NOTHING_ASKED = Programme("", "", {}, "", "", kinds=tuple(VisitKind(kind, counts=True) for kind in KINDS))
"""Asks for nothing and counts every visit."""


def _lost_words(status: str, by: str) -> str:
    return known("by", by) if status == "cancelled" and by else known("status", status)


def _times(fields: Fields) -> list[str]:
    """The hours, and what lies between them where the visit was not called off."""
    start, end = fields.minute("start"), fields.minute("end")
    if start is None:
        return []
    if end is None or end <= start:
        return [clock(local(start))]
    hours = f"{clock(local(start))}–{clock(local(end))}"
    return [hours, duration(end - start)] if fields.line("status") in ("", HELD) else [hours]


def _term(key: str, words: Words) -> str:
    return term_words(key, words.programme) if words.programme is not None else key


def _signs(fields: Fields, words: Words) -> str:
    found: dict[str, list[str]] = {}
    for sign in fields.parts("signs"):
        seen = joined(_term(sign.line("key"), words), known("seen", sign.line("value")), by=" – ")
        if seen:
            found.setdefault(who_words(sign.line("who")), []).append(seen)
    return "\n".join(joined(who, "; ".join(said), by=": ") for who, said in found.items())


def _span(record: SharedRecord) -> Span | None:
    fields = Fields(record.fields)
    start, end, kind, status = fields.minute("start"), fields.minute("end"), fields.line("kind"), fields.line("status")
    if start is None or end is None or end < start or not (kind and status):
        return None
    return Span(record.record, start, end, kind, status, max(1, len(fields.lines("by"))))


def _case(records: Sequence[SharedRecord]) -> Case:
    fields = next((Fields(record.fields) for record in records if record.kind == "case"), Fields({}))
    return Case(
        "", fields.line("code"), fields.line("programme"), fields.day("start"), fields.day("due"), None,
        fields.day("discharged"), fields.day("closed"),
    )  # fmt: skip


def _people(records: Sequence[SharedRecord]) -> tuple[Person, ...]:
    read = [(record, Fields(record.fields)) for record in records if record.kind == "person"]
    return tuple(
        Person(record.record, "", fields.line("label"), fields.line("role"), None, fields.day("born"))
        for record, fields in read
    )


def _pauses(records: Sequence[SharedRecord]) -> tuple[Pause, ...]:
    read = [(record, Fields(record.fields)) for record in records if record.kind == "pause"]
    return tuple(
        Pause(record.record, "", first, last, fields.line("reason"))
        for record, fields in read
        if (first := fields.day("first_day")) is not None and (last := fields.day("last_day")) is not None and first <= last
    )


def _agreements(records: Sequence[SharedRecord]) -> tuple[Agreement, ...]:
    read = [(record, Fields(record.fields)) for record in records if record.kind == "agreement"]
    return tuple(
        Agreement(record.record, "", minutes, first, fields.day("last_day"), fields.line("reason"))
        for record, fields in read
        if (minutes := fields.whole("minutes")) is not None and (first := fields.day("first_day")) is not None
    )
