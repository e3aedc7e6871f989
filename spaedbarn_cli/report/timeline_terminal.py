"""The timeline on a terminal: a line a week with its visits as marks, and under it what else happened, day by day."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from spaedbarn_cli.domain.dates import monday_of
from spaedbarn_cli.i18n.catalog import duration, plural, t, weekday_short
from spaedbarn_cli.report.norm_words import days_between, week_label, wrapped
from spaedbarn_cli.report.terminal import FAINT, HEAD, text
from spaedbarn_cli.report.timeline_words import MARKS, mark_of, words_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from rich.console import RenderableType

    from spaedbarn_cli.domain.programme import Programme
    from spaedbarn_cli.domain.timeline import Item


class Timeline(NamedTuple):
    """A family's items in order of date, from `first` to `last`, and what their words need.

    `phases` are the phase changes and pauses of all time: the phase that a day lies in may have begun long before.
    """

    code: str
    first: date
    last: date
    items: Sequence[Item]
    programme: Programme
    titles: Mapping[str, Mapping[str, str]]
    phases: Sequence[Item] = ()



def timeline_screen(line: Timeline, width: int) -> RenderableType:
    """Return the timeline for a terminal of `width` columns."""
    from rich.console import Group

    if not line.items:
        return text(t("timeline.nothing", code=line.code))
    title = f" · {line.code} · {days_between(line.first, line.last)}"
    parts: list[RenderableType] = [text(" ", (t("timeline.title"), HEAD), title), text(("─" * width, FAINT))]
    weeks: dict[date, list[Item]] = {}
    for item in line.items:
        weeks.setdefault(monday_of(item.day), []).append(item)
    column = max(len(week_label(monday, line.last)) for monday in weeks) + 1
    before: date | None = None
    month = (0, 0)
    for monday, found in weeks.items():
        if before is not None:
            quiet = (monday - before).days // 7 - 1
            if quiet:
                words = t("timeline.quiet", weeks=plural("timeline.weeks", quiet))
                parts.append(text((f"{'':{column}} ┊ {words}", FAINT)))
        if before is None or (found[0].day.year, found[0].day.month) != month:
            month = (found[0].day.year, found[0].day.month)
            parts.append(text((f" {t(f'month.{month[1]}')} {month[0]}", HEAD)))
        before = monday
        parts += _week(monday, found, line, column, width)
    parts += [text("", ""), *(text((f" {part}", FAINT)) for part in _key(line.items, width - 2))]
    return Group(*parts)


def timeline_text(line: Timeline, width: int) -> str:
    """Return the same as plain text."""
    import io

    from rich.console import Console

    file = io.StringIO()
    Console(file=file, width=width, markup=False, emoji=False, highlight=False, color_system=None).print(
        timeline_screen(line, width)
    )
    return "\n".join(row.rstrip() for row in file.getvalue().splitlines()) + "\n"


def _week(monday: date, found: list[Item], line: Timeline, column: int, width: int) -> list[RenderableType]:
    visits = [item for item in found if item.kind == "visit"]
    marks = " ".join(MARKS[mark_of(item)] for item in visits)
    minutes = sum(item.facts["minutes"] for item in visits if item.facts["status"] == "held")
    summed = f"  {duration(minutes)}" if minutes else ""
    name = week_label(monday, line.last)
    parts: list[RenderableType] = [text((f" {name:<{column - 1}}", FAINT), " │ ", (marks, HEAD), summed)]
    room = width - column - 3 - len("søn 30. ")
    for item in found:
        if item.kind == "visit" and item.facts["status"] == "held":
            continue
        when = t("timeline.day", weekday=weekday_short(item.day), d=item.day.day)
        lines = wrapped(words_of(item, line.programme, line.titles), room - 2)
        parts.append(text((" " * column, ""), " │ ", (f"{when:<8}", FAINT), f"{MARKS[mark_of(item)]} {lines[0]}"))
        parts += [text(" " * column, " │ ", " " * 10, more) for more in lines[1:]]
    return parts


def _key(items: Sequence[Item], width: int) -> list[str]:
    """Say what the marks mean, only those that are there."""
    there = {mark_of(item) for item in items}
    lines = [""]
    for words in (f"{MARKS[mark]} {t(f'timeline.key.{mark}')}" for mark in MARKS if mark in there):
        if lines[-1] and len(lines[-1]) + 3 + len(words) > width:
            lines.append("")
        lines[-1] += ("   " if lines[-1] else "") + words
    return lines
