"""A QR code on a terminal: two squares to a character, black on white whatever the terminal's own colours are."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.text import Text

MARGIN = 2
"""Empty squares around the code. The standard asks for four; cameras read two, and 80 columns then hold a card."""

_SQUARES = {(0, 0): " ", (1, 0): "▀", (0, 1): "▄", (1, 1): "█"}


def qr_lines(content: str) -> Text:
    """Return a code that holds the text (UTF-8, lowest error correction, so that it stays small enough for a screen)."""
    import segno
    from rich.text import Text

    made = segno.make(content, error="l", micro=False, boost_error=False, encoding="utf-8")
    rows = [list(map(int, row)) for row in made.matrix_iter(border=MARGIN)]
    if len(rows) % 2:
        rows.append([0] * len(rows[0]))
    lines = [
        "".join(_SQUARES[pair] for pair in zip(upper, lower, strict=True))
        for upper, lower in zip(rows[::2], rows[1::2], strict=True)
    ]
    return Text("\n".join(lines), style="black on white", no_wrap=True)
