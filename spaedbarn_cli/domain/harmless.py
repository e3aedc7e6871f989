"""Foreign text made harmless before it is shown: nothing a terminal obeys, nothing that turns or hides what is written.

Invariant: `harmless` never changes a letter, a number or a line break, and is its own fixed point.
"""

from __future__ import annotations

import re
import unicodedata

_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_JOINERS = frozenset("\u200c\u200d")
"""Invisible, and a part of how some scripts and many signs are spelt."""

_TAKEN_OUT = frozenset({"Cc", "Cf", "Cs"})
"""Control characters (an escape sequence begins with one), those that format invisibly (the direction of writing, blanks
without width), and halves of characters that no file in UTF-8 takes."""


def harmless(text: str) -> str:
    """Return the text in NFC, every line break as one `\\n`, without characters that control or hide; tabs stay."""
    broken = _BREAKS.sub("\n", text)
    if broken.isascii() and broken.isprintable():
        return broken
    return unicodedata.normalize("NFC", "".join(letter for letter in broken if _stays(letter)))


def harmless_line(text: str) -> str:
    """Return the text on one line: as `harmless`, every run of white space one blank and none at the ends."""
    return " ".join(harmless(text).split())


def _stays(letter: str) -> bool:
    return letter in "\n\t" or letter in _JOINERS or unicodedata.category(letter) not in _TAKEN_OUT
