"""How much room words take on paper, judged on the wide side: no font is at hand, and a label must never stick out."""

from __future__ import annotations

import re
from typing import NamedTuple

_NARROW = frozenset("iljtfrI.,:;'’|!()[] ")
_WIDE = frozenset("mwMWÆŒæœ@%&")
_NARROW_EM, _LOWER_EM, _UPPER_EM, _WIDE_EM, _OTHER_EM = 0.43, 0.645, 0.79, 1.0, 1.05
"""Widths in em that hold for the widest of the usual sans fonts (DejaVu Sans, Verdana) in the regular weight."""
LINE = 1.2
"""Height of a line in em."""
_LAST_LATIN = "\u024f"


class Box(NamedTuple):
    """A rectangle: the upper left corner and the lower right one, y growing downwards."""

    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: Box) -> bool:
        """Say whether two rectangles share any area."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def inside(self, other: Box) -> bool:
        """Say whether this rectangle lies wholly within another."""
        return (
            self.left >= other.left and self.top >= other.top
            and self.right <= other.right and self.bottom <= other.bottom
        )  # fmt: skip

    def grown(self, by: float) -> Box:
        """Return the rectangle with so much more room on every side."""
        return Box(self.left - by, self.top - by, self.right + by, self.bottom + by)


def width(words: str) -> float:
    """Return an upper bound of the width of a line, in em."""
    return sum(_letter(letter) for letter in words)


def _letter(letter: str) -> float:
    if letter in _NARROW:
        return _NARROW_EM
    if letter in _WIDE:
        return _WIDE_EM
    if letter > _LAST_LATIN:
        return _OTHER_EM
    return _UPPER_EM if letter.isupper() else _LOWER_EM


def wrap(words: str, most: float) -> tuple[str, ...]:
    """Return words as lines no wider than `most` em, broken between words, after hyphens, and only then within a word."""
    lines: list[str] = []
    for word in words.split():
        glue = " "
        for part in _parts(word, most):
            rest = part
            if lines and width(f"{lines[-1]}{glue}{rest}") <= most:
                lines[-1] += f"{glue}{rest}"
            else:
                while width(rest) > most:
                    cut = _fitting(rest, most)
                    lines.append(f"{rest[:cut]}-")
                    rest = rest[cut:]
                lines.append(rest)
            glue = ""
    return tuple(lines)


def broken(words: str, most: float) -> bool:
    """Say whether wrapping breaks a word that has no hyphen there."""
    return any(width(part) > most for word in words.split() for part in _parts(word, most))


def _parts(word: str, most: float) -> list[str]:
    """Return a word as it may be parted: whole where it has room on a line, else after its hyphens."""
    return [word] if width(word) <= most else re.findall(r"[^-]*-+|[^-]+", word)


def _fitting(word: str, most: float) -> int:
    """Return how many letters of a word fit before a hyphen, at least one; no letter is left alone on the next line."""
    used, count = width("-"), 0
    for letter in word:
        used += _letter(letter)
        if used > most:
            break
        count += 1
    return max(1, min(count, len(word) - 2))
