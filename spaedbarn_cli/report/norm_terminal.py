"""The norm report on a terminal: a column a week where they fit, else a line a week. Colour only adds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from spaedbarn_cli.domain import norms
from spaedbarn_cli.i18n.catalog import duration, t
from spaedbarn_cli.report import norm_words as words
from spaedbarn_cli.report.norm_view import REACHED, SHORT_OF_PLAN, blocks_filled
from spaedbarn_cli.report.terminal import BAD, FAINT, GOOD, HEAD, grid, text

if TYPE_CHECKING:
    from rich.console import RenderableType

    from spaedbarn_cli.report.norm_view import Block, Report, Row

SOON = "yellow"
STYLES = {
    norms.MET: GOOD, REACHED: GOOD, norms.UNDER: BAD, norms.OVER: BAD, norms.BELOW_PLAN: SOON, norms.RUNNING: SOON,
    SHORT_OF_PLAN: SOON, norms.NO_NORM: FAINT,
}  # fmt: skip

_CELL, _NAME = 11, 17
"""Columns of a week and of the family's name where weeks stand side by side."""
_STANDING, _SHORTEST = 29, 6
"""Columns wished for the words after a bar, which takes what is over, and the shortest bar."""
_HEAD_AGAIN = 8
"""After so many families the weeks are named again: the first heading has scrolled away."""


def norm_report(report: Report, width: int, *, why: bool = False) -> RenderableType:
    """Return the report for a terminal of `width` columns; with `why`, every reason instead of the overview."""
    from rich.console import Group

    if not report.blocks:
        return text(t("norm.no_cases"))
    if report.first is None:
        return text(t("norm.no_weeks"))
    if why:
        from spaedbarn_cli.report.norm_why_terminal import why_blocks

        return Group(*why_blocks(report, width))
    weeks = len(report.blocks[0].rows)
    side_by_side = weeks > 1 and 1 + _NAME + weeks * (_CELL + 1) <= width
    parts: list[Any] = [text(" ", (t("norm.title"), HEAD), " · ", words.heading(report)), text(("─" * width, FAINT))]
    for number, block in enumerate(report.blocks):
        if side_by_side:
            parts.append(_columns(block, report, head=number % _HEAD_AGAIN == 0))
        else:
            parts.extend([_name_line(block, width), _lines(block, report, width)])
        parts.append(text(""))
    lines = words.last_words(report)
    code = (report.short or report.over or (report.blocks[0].family.case.code,))[0]
    for ending in (*lines, t("norm.hint", code=code)):
        parts += [text(" ", line) for line in words.wrapped(ending, width - 2)]
    return Group(*parts)


def norm_text(report: Report, width: int, *, why: bool = False) -> str:
    """Return the same as plain text, for a file."""
    import io

    from rich.console import Console

    file = io.StringIO()
    console = Console(file=file, width=width, markup=False, emoji=False, highlight=False, color_system=None)
    console.print(norm_report(report, width, why=why))
    return "\n".join(line.rstrip() for line in file.getvalue().splitlines()) + "\n"


def bar(row: Row, width: int) -> tuple[str, str]:
    """Return a bar of delivered against required and its style; dots where nothing is asked."""
    if not row.asked_minutes:
        return "·" * width, FAINT
    filled = blocks_filled(row, width)
    return "█" * filled + "░" * (width - filled), STYLES[row.standing]


def _name_line(block: Block, width: int) -> RenderableType:
    code = block.family.case.code
    about = f"{words.child_words(block)} · {', '.join(words.asked_words(block))}"
    indent = " " * (len(code) + 3)
    return text(" ", (code, HEAD), "  ", f"\n{indent}".join(words.wrapped(about, width - len(indent))))


def _lines(block: Block, report: Report, width: int) -> RenderableType:
    """A line a week: name of the week, bar, hours, how it stands.

    Where that would be too narrow for the words, the hours go without what they are measured against: that stands in
    the heading, and beside the week where it is less.
    """
    names = [words.week_label(row.week.monday, report.today) for row in block.rows]
    hours = [words.hours_words(row) for row in block.rows]
    taken = 3 + max(map(len, names)) + 3 * 2
    narrow = width - taken - max(map(len, hours)) < _STANDING + _SHORTEST
    if narrow:
        hours = [duration(row.week.delivered_minutes) for row in block.rows]
    room = width - taken - max(map(len, hours))
    size = min(max(room - _STANDING, _SHORTEST), 20)
    table = grid("", "", "", "")
    for column in table.columns[:3]:
        column.no_wrap = True
    for row, name, amount in zip(block.rows, names, hours, strict=True):
        said = words.standing_words(row, report.today)
        if narrow and row.asked_minutes and row.week.required_minutes != block.weekly_minutes:
            said = f"{said}, {t('norm.asked_here', hours=duration(row.asked_minutes))}"
        standing = "\n".join(words.wrapped(said, room - size))
        table.add_row(text("   ", name), text(bar(row, size)), text(amount), text((standing, STYLES[row.standing])))
    return table


def _columns(block: Block, report: Report, *, head: bool) -> RenderableType:
    """A column a week: bar, hours, how it stands in few words."""
    from rich.table import Table

    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 1, 0, 0))
    table.add_column(width=_NAME, overflow="fold")
    for _ in block.rows:
        table.add_column(width=_CELL, overflow="fold")
    if head:
        labels = [_week_head(row, report) for row in block.rows]
        table.add_row("", *(text((label, FAINT)) for label in labels))
    name = [text(" ", (block.family.case.code, HEAD)), *(text(" ", line) for line in _wrapped(block))]
    table.add_row(_stacked(name), *(_cell(row) for row in block.rows))
    return table


def _wrapped(block: Block) -> list[str]:
    lines = [words.child_words(block, label=False), *words.asked_words(block)]
    return [part for line in lines for part in words.wrapped(line, _NAME - 2)]


def _week_head(row: Row, report: Report) -> str:
    label = words.week_label(row.week.monday, report.today)
    return f"{label}\n({t('norm.so_far')})" if row.week.running else label


def _cell(row: Row) -> RenderableType:
    style = STYLES[row.standing]
    return _stacked(
        [text(bar(row, _CELL - 1)), text(duration(row.week.delivered_minutes)),
         *(text((line, style)) for line in words.cell_words(row))]
    )  # fmt: skip


def _stacked(lines: list[Any]) -> RenderableType:
    from rich.console import Group

    return Group(*lines)
