"""What was shared, on a terminal: the same words in the same order as on the page, at 80 columns and at 60."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from spaedbarn_cli.i18n.catalog import duration, plural, t
from spaedbarn_cli.report import norm_words
from spaedbarn_cli.report.norm_terminal import STYLES, bar
from spaedbarn_cli.report.norm_words import wrapped
from spaedbarn_cli.report.shared_entry import joined
from spaedbarn_cli.report.shared_html import MANY
from spaedbarn_cli.report.shared_visits import notes_of
from spaedbarn_cli.report.terminal import BAD, FAINT, HEAD, text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rich.console import RenderableType

    from spaedbarn_cli.report.shared_entry import Entry, Fact, Group
    from spaedbarn_cli.report.shared_view import Shown
    from spaedbarn_cli.report.shared_visits import Weeks

_LEAST_ROOM = 20
"""Letters that words have beside their label, however narrow the terminal."""
_BAR, _SHORTEST, _STANDING = 12, 6, 26
"""Columns of a bar, of the shortest that says anything, and of the words after it."""
_STRUCK = "dim strike"
_Styled = tuple[str, str] | str


def shared_lines(shown: Shown, width: int) -> RenderableType:
    """Return the copies for a terminal of `width` columns."""
    from rich.console import Group as Stack

    lines = [*_head(shown, width), *_family(shown, width)]
    if shown.weeks is not None:
        lines += _weeks(shown.weeks, shown, width)
    for group in shown.groups:
        lines += _group(group, width)
    if shown.unshown:
        lines += ["", *_plain(plural("shared.unshown", shown.unshown), width, BAD)]
    elif not (shown.groups or shown.people or shown.dates):
        lines += ["", *_plain(t("shared.nothing"), width)]
    return Stack(*(text(*line) if isinstance(line, tuple) else text(line) for line in [*lines, *_foot(shown, width)]))


def shared_text(shown: Shown, width: int) -> str:
    """Return the same as plain text."""
    import io

    from rich.console import Console

    file = io.StringIO()
    Console(file=file, width=width, markup=False, emoji=False, highlight=False, color_system=None).print(
        shared_lines(shown, width)
    )
    return "\n".join(line.rstrip() for line in file.getvalue().splitlines()) + "\n"


_Line = tuple[_Styled, ...] | str


def _head(shown: Shown, width: int) -> list[_Line]:
    secret = t("shared.confidential")
    lines: list[_Line] = []
    title = wrapped(shown.title, width - len(secret) - 4) or [""]
    for number, part in enumerate(title):
        end = " " * (width - 2 - len(part) - len(secret)) + secret if number == 0 else ""
        lines.append((" ", (part, HEAD), (end, BAD)))
    lines.append((("─" * width, FAINT),))
    lines += _plain(shown.about, width, FAINT) if shown.about else []
    lines += _facts(shown.facts, width, _column(shown.facts, width))
    for note in shown.notes:
        lines += ["", *_plain(note, width, HEAD)]
    return lines


def _family(shown: Shown, width: int) -> list[_Line]:
    if not (shown.dates or shown.people):
        return []
    dates = _facts(shown.dates, width, _column(shown.dates, width))
    return ["", _title(t("shared.people")), *dates, *_short(shown.people, width)]


def _group(group: Group, width: int) -> list[_Line]:
    lines: list[_Line] = ["", _title(t(f"shared.group.{group.key}"))]
    lines += _plain(group.about, width, FAINT) if group.about else []
    if group.short:
        return [*lines, *_short(group.entries, width)]
    months = len(group.entries) > MANY
    column = _column([fact for entry in group.entries for fact in entry.facts], width)
    for month, entries in groupby(group.entries, key=lambda entry: entry.under if months else ""):
        lines += ["", (" ", (month, FAINT))] if month else []
        for entry in entries:
            lines += _entry(entry, width, column)
    return lines


def _entry(entry: Entry, width: int, column: int) -> list[_Line]:
    """The marks stand first: what was taken back must not be read as if it held, with or without a line through it."""
    style = _STRUCK if entry.struck else ""
    said = " · ".join(part for part in (entry.title, entry.aside) if part)
    first, *rest = wrapped(said, width - 3) or [""]
    title = first[: len(entry.title)] if first.startswith(entry.title) else first
    lines: list[_Line] = [(" ", (title, style or HEAD), (first[len(title) :], style))]
    lines += [("   ", (part, style)) for part in rest]
    if entry.marks:
        lines += [("   ", (part, BAD)) for part in wrapped(", ".join(entry.marks), width - 4)]
    return ["", *lines, *_facts(entry.facts, width, column, indent=3, style=style)]


def _short(entries: Iterable[Entry], width: int) -> list[_Line]:
    """A line each, the names in a column of their own."""
    listed = list(entries)
    column = min(max((len(entry.title) for entry in listed), default=0), (width - 4) // 3)
    room = width - column - 4
    lines: list[_Line] = []
    for entry in listed:
        style = _STRUCK if entry.struck else ""
        names = wrapped(entry.title, column) or [""]
        words = "\n".join(fact.text for fact in entry.facts)
        marks = ", ".join(entry.marks)
        said = [(part, BAD) for part in _folded(marks, room)] if entry.struck else []
        said += [(part, style) for part in _folded(words if entry.struck or not marks else joined(words, marks), room)]
        for number in range(max(len(names), len(said))):
            name = names[number] if number < len(names) else ""
            part = said[number] if number < len(said) else ("", "")
            lines.append((" ", (f"{name:<{column}}", style or HEAD), "  ", part))
    return lines


def _column(facts: Iterable[Fact], width: int) -> int:
    """The columns that names take: those of the longest, but never so many that the words beside them suffer."""
    return min(max((len(fact.label) for fact in facts), default=0), max(width * 3 // 10, 12))


def _facts(facts: Sequence[Fact], width: int, column: int, *, indent: int = 1, style: str = "") -> list[_Line]:
    """Each name and its words beside it."""
    room = max(width - indent - column - 3, _LEAST_ROOM)
    lines: list[_Line] = []
    for label, said in facts:
        names = wrapped(label, column) or [""]
        words = _folded(said, room)
        for number in range(max(len(names), len(words))):
            name = names[number] if number < len(names) else ""
            part = words[number] if number < len(words) else ""
            lines.append((" " * indent, (f"{name:<{column}}", FAINT), "  ", (part, style)))
    return lines


def _weeks(weeks: Weeks, shown: Shown, width: int) -> list[_Line]:
    lines: list[_Line] = ["", _title(t("shared.weeks"))]
    block = weeks.block
    if weeks.judged:
        lines += _plain(f"{norm_words.child_words(block)} · {', '.join(norm_words.asked_words(block))}", width, FAINT)
    names = [norm_words.week_label(row.week.monday, shown.until) for row in block.rows]
    hours = [norm_words.hours_words(row) if weeks.judged else duration(row.week.delivered_minutes) for row in block.rows]
    most, longest = max(map(len, names)), max(map(len, hours))
    size = min(_BAR, width - most - longest - 8 - _STANDING)
    size = size if weeks.judged and size >= _SHORTEST else 0
    room = width - most - longest - size - (8 if size else 6)
    for row, name, amount in zip(block.rows, names, hours, strict=True):
        drawn: _Styled = bar(row, size) if size else ""
        said = wrapped(norm_words.standing_words(row, shown.until), room) if weeks.judged else [""]
        start: tuple[_Styled, ...] = (" ", (f"{name:<{most}}", FAINT), "  ", drawn, "  " if size else "")
        lines.append((*start, f"{amount:<{longest}}  ", (said[0], STYLES[row.standing])))
        hang = 1 + most + 2 + (size + 2 if size else 0) + longest + 2
        lines += [(" " * hang, (part, STYLES[row.standing])) for part in said[1:]]
    for note in notes_of(weeks):
        lines += _plain(note, width, FAINT)
    return lines


def _foot(shown: Shown, width: int) -> list[_Line]:
    lines: list[_Line] = ["", (("─" * width, FAINT),), *_plain(t("shared.foot", recipient=shown.recipient), width, FAINT)]
    if shown.words:
        lines += _plain(t("shared.fingerprint", words=shown.words), width, FAINT)
    return [*lines, *_plain(shown.current, width)]


def _title(words: str) -> _Line:
    return (" ", (words, HEAD))


def _plain(words: str, width: int, style: str = "") -> list[_Line]:
    return [(" ", (part, style)) for part in _folded(words, width - 2)]


def _folded(words: str, room: int) -> list[str]:
    """Lines folded to the room; those that were written apart stay apart."""
    return [part for line in words.split("\n") for part in (wrapped(line, room) or [""])]
