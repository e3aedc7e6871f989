"""The reasons of a norm report on a terminal: a paragraph a week, every minute accounted for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from spaedbarn_cli.i18n.catalog import t
from spaedbarn_cli.report import norm_why
from spaedbarn_cli.report import norm_words as words
from spaedbarn_cli.report.norm_terminal import STYLES
from spaedbarn_cli.report.terminal import FAINT, GOOD, HEAD, text

if TYPE_CHECKING:
    from rich.console import RenderableType

    from spaedbarn_cli.report.norm_view import Block, Report, Row


def why_blocks(report: Report, width: int) -> list[Any]:
    """Return what is printed on a terminal of `width` columns, family by family and week by week."""
    parts: list[Any] = []
    for block in report.blocks:
        for row in block.rows:
            parts.extend([_head(row, block, report, width), _table(row, block), _foot(row, block, width), text("")])
    return parts[:-1]


def _head(row: Row, block: Block, report: Report, width: int) -> RenderableType:
    parts = norm_why.title(row, block, report)
    said = words.standing_words(row, report.today)
    whole = "\n".join(words.wrapped(" · ".join([*parts, said]), width - 2))  # breaking puts one letter for another
    at = len(whole) - len(said)
    code = len(parts[0])
    return _indented(text((whole[:code], HEAD), whole[code:at], (whole[at:], STYLES[row.standing])))


def _table(row: Row, block: Block) -> RenderableType:
    from rich.table import Table

    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    table.add_column(no_wrap=True, justify="right")
    found = norm_why.lines(row, block)
    for line in found:
        reason = (f" ({line.reason})", FAINT) if line.reason else ""
        style = GOOD if line.minutes.startswith("+") else FAINT
        table.add_row(text("   ", line.day), text(line.time), text(line.what, reason), text((line.minutes, style)))
    if not found:
        table.add_row(text("   ", t("norm.why.nothing")), "", "", "")
    return table


def _foot(row: Row, block: Block, width: int) -> RenderableType:
    return _indented(text(("\n".join(words.wrapped(words.norm_words(row, block), width - 2)), FAINT)))


def _indented(line: Any) -> RenderableType:
    from rich.padding import Padding

    return Padding(line, (0, 0, 0, 1))
