"""The brief on one screen: 80 columns and 24 lines, readable at 60. What is to be remembered is never cut."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from spaedbarn_cli.domain.brief import day_of, first_line
from spaedbarn_cli.domain.dates import local
from spaedbarn_cli.domain.timeline import TOTAL
from spaedbarn_cli.i18n.catalog import age, clock, day_short, language, listing, plural, t, week, weekday, weekday_short
from spaedbarn_cli.report import norm_words
from spaedbarn_cli.report.norm_terminal import STYLES
from spaedbarn_cli.report.norm_words import wrapped
from spaedbarn_cli.report.score_words import scale_words
from spaedbarn_cli.report.score_words import standing_words as score_words
from spaedbarn_cli.report.terminal import BAD, FAINT, HEAD, text
from spaedbarn_cli.report.timeline_words import lost_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rich.console import RenderableType

    from spaedbarn_cli.domain.brief import Standing
    from spaedbarn_cli.domain.visit import Visit
    from spaedbarn_cli.report.brief_view import Brief

MOST_LINES = 22
"""Lines of the whole: a screen of 24 keeps one for what was typed and one for the prompt."""
_INDENT, _GAP = 3, 2
_MOST = {"last": 3, "promised": 3, "lost": 2, "due": 5, "scores": 6, "network": 4, "drafts": 3}
"""Lines of a section where all have much to tell; the week, the head and the reminder have what they need."""

_LEAST = 1
"""No section is made shorter than this."""

_Section = tuple[str, list[tuple[str, str]]]


def brief_screen(brief: Brief, width: int) -> RenderableType:
    """Return the brief for a terminal of `width` columns."""
    from rich.console import Group

    sections = _sections(brief, width)
    column = max((len(t(f"brief.{key}")) for key, _ in sections), default=0) + _INDENT + _GAP
    room = width - column - 1
    head = _head(brief, width)
    folded = _fitted(sections, room, MOST_LINES - len(head))
    parts: list[RenderableType] = [text(*line) for line in head]
    for key, lines in folded:
        label = _label(key, brief)
        for number, (words, style) in enumerate(lines):
            name = label if number == 0 else ""
            parts.append(text((f"{'':{_INDENT}}{name:<{column - _INDENT}}", FAINT), (words, style)))
    return Group(*parts)


def brief_text(brief: Brief, width: int) -> str:
    """Return the same as plain text."""
    import io

    from rich.console import Console

    file = io.StringIO()
    Console(file=file, width=width, markup=False, emoji=False, highlight=False, color_system=None).print(
        brief_screen(brief, width)
    )
    return "\n".join(line.rstrip() for line in file.getvalue().splitlines()) + "\n"


def _label(key: str, brief: Brief) -> str:
    return week(brief.now.date()).capitalize() if key == "week" else t(f"brief.{key}")


def _head(brief: Brief, width: int) -> list[tuple[tuple[str, str] | str, ...]]:
    """The code, everybody in the family, the children with their ages, and the moment it is."""
    case = brief.case
    people = [one["label"] for one in case["persons"] if one["role"] in ("mother", "father", "partner", "sibling")]
    for child in case["children"]:
        ages = [age(child["age"]["months"], child["age"]["days"])] if child["age"] else []
        if child["corrected_age"]:
            corrected = child["corrected_age"]
            ages.append(t("label.corrected_age", age=age(corrected["months"], corrected["days"])))
        people.append(f"{child['label']} ({', '.join(ages)})" if ages else child["label"])
    if not case["children"] and case["due"]:
        people.append(f"{t('label.due')} {day_short(date.fromisoformat(case['due']))}")
    today = brief.now.date()
    moment = f"{weekday_short(today)} {day_short(today)} {clock(brief.now)}"
    code = case["code"]
    lines = wrapped(", ".join(people) or t(f"phase.{case['phase']}"), width - len(code) - 5)
    free = width - 1 - len(code) - 3 - len(lines[0]) - len(moment)
    first: tuple[tuple[str, str] | str, ...] = (" ", (code, HEAD), "   ", lines[0])
    found = [(*first, (" " * free + moment, FAINT)) if free >= 2 else first]
    rest = lines[1:] if free >= 2 else [*lines[1:], moment]
    return [*found, *((" " * (len(code) + 4), line) for line in rest)]


def _sections(brief: Brief, width: int) -> list[_Section]:
    found: list[_Section] = []
    if brief.week is not None and brief.week.rows:
        row = brief.week.rows[-1]
        said = norm_words.standing_words(row, brief.now.date())
        found.append(("week", [(f"{norm_words.hours_words(row)} · {said}", STYLES[row.standing])]))
    last = brief.last
    found.append(("last", [(_last(last, brief) if last else t("brief.no_visit"), "")]))
    if last is not None and last.next:
        found.append(("promised", [(" ".join(last.next.split()), HEAD)]))
    if brief.lost:
        found.append(("lost", [(_lost(visit), "") for visit in brief.lost]))
    if brief.due is not None:
        lines = [(line.words, BAD if line.late else "") for line in brief.due]
        found.append(("due", lines or [(t("brief.nothing_due"), FAINT)]))
    if brief.scores:
        found.append(("scores", [(line, "") for line in _scores(brief)]))
    if brief.network:
        found.append(("network", [(line.words, "") for line in brief.network]))
    if brief.drafts:
        found.append(("drafts", [(_draft(draft), "") for draft in brief.drafts]))
    if brief.reminder is not None:
        found.append(("reminder", [(" ".join(brief.reminder.text.split()), BAD)]))
    return found


def _scores(brief: Brief) -> list[str]:
    """A line for every instrument of every subject, its total first, the other scales after it."""
    groups: dict[tuple[str, str], list[Standing]] = {}
    for one in brief.scores:
        groups.setdefault((one.series.subject, one.series.instrument), []).append(one)
    lines = []
    for group in groups.values():
        first, *others = sorted(group, key=lambda one: one.series.scale != TOTAL)
        said = [f"{scale_words(first.series, brief.titles)} {score_words(first)}"]
        said += [f"{one.series.title.get(language()) or one.series.scale} {score_words(one)}" for one in others]
        lines.append(" · ".join(said))
    return lines


def _when(day: date, today: date) -> str:
    """A day as it is spoken: its name within the last week, else its date too."""
    if day == today:
        return t("word.today")
    near = 0 < (today - day).days < 7
    return weekday(day) if near else f"{weekday_short(day)} {day_short(day)}"


def _last(visit: Visit, brief: Brief) -> str:
    when = _when(day_of(visit), brief.now.date())
    others = [label for label in visit.present if label not in {c["label"] for c in brief.case["children"]}]
    head = f"{when}, {t(f'kind.{visit.kind}')}" + (f", {listing(others)}" if others else "")
    note = first_line(visit.note)
    return f"{head}: {note}" if note else head


def _lost(visit: Visit) -> str:
    start = local(visit.start)
    words = f"{weekday_short(start.date())} {day_short(start.date())} {lost_words(visit.status, visit.cancelled_by)}"
    return f"{words}: {' '.join(visit.reason.split())}" if visit.reason else words


def _draft(draft: Mapping[str, Any]) -> str:
    title = draft.get("title")
    name = title[language()] if title else t(f"draft.{draft['kind']}")
    who = f", {draft['subject']}" if draft.get("subject") else ""
    return f"{name}{who} · {plural('label.answered', draft['answered'])}"


def _folded(lines: Sequence[tuple[str, str]], room: int, most: int | None) -> list[tuple[str, str]]:
    """Lines folded to the room, at most `most`: what does not fit is counted, and a single long one ends in dots."""
    folded = [[(part, style) for part in wrapped(words, room)] for words, style in lines]
    if most is None or sum(map(len, folded)) <= most:
        return [part for parts in folded for part in parts]
    if len(folded) == 1:
        return _cut(folded[0], room, most)
    if most == 1:
        return _cut(folded[0], room, 1, f" {plural('brief.more', len(folded) - 1)}")
    kept: list[tuple[str, str]] = []
    number = 0
    while number < len(folded) and len(kept) + len(folded[number]) <= most - 1:
        kept += folded[number]
        number += 1
    if not kept:  # the first alone is too long: better its beginning than nothing of it
        kept, number = _cut(folded[0], room, most - 1), 1
    return [*kept, (plural("brief.more", len(folded) - number), FAINT)]


def _cut(parts: Sequence[tuple[str, str]], room: int, most: int, more: str = "") -> list[tuple[str, str]]:
    """The first `most` lines of something, the last of them ending in dots and `more`."""
    words, style = parts[most - 1]
    ending = f" …{more}"
    words = words if len(words + ending) <= room else words[: room - len(ending)].rsplit(" ", 1)[0]
    return [*parts[: most - 1], (f"{words}{ending}", style)]


def _fitted(sections: Sequence[_Section], room: int, lines: int) -> list[_Section]:
    """Fold every section, and take a line at a time from the longest that can spare one, until they fit."""
    limits = dict(_MOST)
    while True:
        folded = [(key, _folded(said, room, limits.get(key))) for key, said in sections]
        spare = [(len(said), key) for key, said in folded if key in limits and len(said) > _LEAST]
        if sum(len(said) for _, said in folded) <= lines or not spare:
            return folded
        longest, key = max(spare)
        limits[key] = longest - 1
