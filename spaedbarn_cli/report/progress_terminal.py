"""The curves on a terminal: a plot of characters and the figures under it. Colour only adds.

A line is only drawn between scores that follow each other in one version. What could not be scored is a cross under
the plot, at no height, and a thin bar from the least to the most it can still be.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from spaedbarn_cli.i18n.catalog import day, day_short, t
from spaedbarn_cli.report import progress_view as view
from spaedbarn_cli.report.norm_words import wrapped
from spaedbarn_cli.report.progress_plot import Plot
from spaedbarn_cli.report.terminal import BAD, FAINT, HEAD, grid, text

if TYPE_CHECKING:
    from rich.console import RenderableType

    from spaedbarn_cli.report.progress_view import Block, Board, Panel

WIDEST, TALLEST = 76, 9
"""Columns and rows of a plot: wider or taller is no clearer, and three scales should fit on a screen."""


def progress_report(board: Board, width: int) -> RenderableType:
    """Return the curves of a family for a terminal of `width` columns."""
    from rich.console import Group

    if not board.blocks:
        return text(t("progress.nothing", code=board.code))
    parts: list[Any] = [text(" ", (t("progress.title"), HEAD), f" · {board.code}"), text(("─" * width, FAINT))]
    for block in board.blocks:
        for panel in block.panels:
            parts += [*_panel(block, panel, board, width), text("")]
    parts += [text((f" {line}", FAINT)) for line in _key(board, width - 2)]
    return Group(*parts)


def progress_text(board: Board, width: int) -> str:
    """Return the same as plain text, for a file."""
    import io

    from rich.console import Console

    file = io.StringIO()
    console = Console(file=file, width=width, markup=False, emoji=False, highlight=False, color_system=None)
    console.print(progress_report(board, width))
    return "\n".join(line.rstrip() for line in file.getvalue().splitlines()) + "\n"


def _panel(block: Block, panel: Panel, board: Board, width: int) -> list[Any]:
    name = f"{block.title} · {block.subject} · {panel.title}"
    if len(name) < len(block.title) + width // 2 and panel.series[0].method != view.PATTERN:
        name += f" ({view.number(panel.low)}–{view.number(panel.high)})"
    parts: list[Any] = [text(" ", (line, HEAD)) for line in wrapped(name, width - 2)]
    said = list(dict.fromkeys(view.cutoff_words(line) for one in panel.series for line in one.cutoffs))
    said += [view.reliable_words(panel)] if view.reliable_words(panel) else []
    for words in said:
        lines = wrapped(words, width - 5)
        parts += [text("   ", (line, FAINT)) for line in lines]
    if panel.drawn:
        plot = Plot(panel, min(width - 2, WIDEST), TALLEST)
        parts += [text(" ", line) for line in plot.lines()]
    parts.append(_figures(panel, board))
    return parts


def _figures(panel: Panel, board: Board) -> RenderableType:
    """A line a point: the day, the score, where it lies, what changed; a line of its own where the version changes."""
    table = grid("", "", "")
    table.columns[0].no_wrap = table.columns[1].no_wrap = True
    table.columns[1].justify = "right"
    year = board.today.year
    said = day_short if all(point.date.year == year for point in panel.points) else day
    version = panel.points_by_version[0][1].version
    for point, one in panel.points_by_version:
        if one.version != version:
            version = one.version
            table.add_row(text("   ", (f"┆ {t('progress.version', version=version)}", FAINT)), "", "")
        if point.score is None:
            found = [view.score_words(point, one.method), view.range_words(point, panel)]
            table.add_row(text("   ", said(point.date)), "–", text((", ".join(filter(None, found)), FAINT)))
            continue
        standing, change = view.standing_words(point), view.change_words(point)
        joint = ", " if standing and change else ""
        words = text((standing, BAD if point.acts else ""), joint + change)
        table.add_row(text("   ", said(point.date)), text((view.score_words(point, one.method), HEAD)), words)
    return table


def _key(board: Board, width: int) -> list[str]:
    """Say what the signs mean, only those that are there, never breaking one from its words."""
    panels = [panel for block in board.blocks for panel in block.panels if panel.drawn]
    points = [point for panel in panels for point in panel.points]
    keys = ["point"] if points else []
    keys += ["change"] if any(point.reliable for point in points) else []
    keys += ["cutoff"] if any(one.cutoffs for panel in panels for one in panel.series) else []
    keys += ["gap"] if any(point.score is None for point in points) else []
    keys += ["versions"] if any(panel.breaks for panel in panels) else []
    lines = [""]
    for words in (t(f"progress.key.{key}") for key in keys):
        if lines[-1] and len(lines[-1]) + 3 + len(words) > width:
            lines.append("")
        lines[-1] += ("   " if lines[-1] else "") + words
    return lines
