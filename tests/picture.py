"""A picture of a terminal, drawn from what the program really wrote on one."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from collections.abc import Sequence

CELL, LINE, MARGIN = 8.4, 18, 14
"""Width of a character, height of a line and the border, in pixels."""

COLOURS = {
    "default": "#1f2328", "black": "#1f2328", "red": "#b3261e", "green": "#1a7f37", "brown": "#8a5a00",
    "yellow": "#8a5a00", "blue": "#0b57d0", "magenta": "#8250df", "cyan": "#1b7c83",
    "white": "#57606a", "brightblack": "#6e7781",
}  # fmt: skip


def svg(prompt: str, rows: Sequence[Sequence[Any]], title: str) -> str:
    """Return an SVG of terminal rows (pyte characters: `data`, `fg`, `bold`) under the line that was typed."""
    columns = max(len(row) for row in rows)
    width, height = columns * CELL + 2 * MARGIN, (len(rows) + 2) * LINE + 2 * MARGIN
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height:.0f}" role="img">',
        f"<title>{escape(title)}</title>",
        f'<rect width="{width:.0f}" height="{height:.0f}" rx="8" fill="#fdfcf9" stroke="#d0d7de"/>',
        '<g font-family="ui-monospace, \'DejaVu Sans Mono\', Menlo, Consolas, monospace" font-size="14">',
        _text(0, 0, f"$ {prompt}", "#57606a", bold=True),
    ]
    for number, row in enumerate(rows, 2):
        for (fg, bold), run in groupby(enumerate(row), key=lambda cell: (cell[1].fg, cell[1].bold)):
            cells = list(run)
            text = "".join(cell.data for _, cell in cells)
            for words in re.finditer(r"\S+(?: \S+)*", text):  # a viewer may fold blanks, so each stretch has its place
                column = cells[0][0] + words.start()
                lines.append(_text(column, number, words[0], COLOURS.get(fg, f"#{fg}"), bold=bold))
    return "\n".join([*lines, "</g>", "</svg>", ""])


def _text(column: int, row: int, text: str, colour: str, *, bold: bool) -> str:
    x, y = MARGIN + column * CELL, MARGIN + (row + 0.75) * LINE
    weight = ' font-weight="bold"' if bold else ""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" textLength="{len(text) * CELL:.1f}" lengthAdjust="spacingAndGlyphs" '
        f'fill="{colour}"{weight}>{escape(text)}</text>'
    )
