"""Foreign text made harmless before it is shown: nothing a terminal obeys, nothing that turns or hides what is written.

Invariant: `harmless` never changes a letter that shows, a number or a line break, and is its own fixed point.
"""

from __future__ import annotations

import re
import unicodedata

_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_JOINERS = frozenset("\u200c\u200d")
"""Invisible, and a part of how some scripts and many signs are spelt."""

_MAY_HIDE = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)
"""Letters and marks that show as nothing, though Unicode calls them printable: fillers of Hangul, vowels of Khmer, the joiner
of graphemes, the blank of Braille, and what chooses between shapes of the letter before it."""
_HIDES = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0e\uffa0\U000e0100-\U000e01ef]"
    "|(?<![\u203c\u2049\u2122\u2139\u2194-\u21aa\u231a-\u2328\u23cf-\u23fa\u24c2\u25aa-\u27bf\u2934\u2935\u2b05-\u2b55"
    "\u3030\u303d\u3297\u3299\U0001f000-\U0001faff])\ufe0f(?!\u20e3)"
)
"""The same, but for the mark that makes a sign before it an emoji, or a key."""

_TAKEN_OUT = frozenset({"Cc", "Cf", "Cs"})
"""Control characters (an escape sequence begins with one), those that format invisibly (the direction of writing, blanks
without width), and halves of characters that no file in UTF-8 takes."""


def harmless(text: str) -> str:
    """Return the text in NFC, every line break as one `\\n`, without characters that control or hide; tabs stay."""
    lines = _BREAKS.sub("\n", text).split("\n")
    return unicodedata.normalize("NFC", "\n".join(line if _is_plain(line) else _cleared(line) for line in lines))


def harmless_line(text: str) -> str:
    """Return the text on one line: as `harmless`, every run of white space one blank and none at the ends."""
    return " ".join(harmless(text).split())


def escaped(json: str) -> str:
    """Return JSON in which what would be taken out of a text is written as an escape: the same document, and harmless."""
    return "\n".join(line if _is_plain(line) else _written_out(line) for line in json.split("\n"))


def _is_plain(line: str) -> bool:
    return line.isprintable() and (line.isascii() or not _MAY_HIDE.search(line))


def _cleared(line: str) -> str:
    return "".join(letter for letter in _HIDES.sub("", line) if _stays(letter))


def _written_out(line: str) -> str:
    shown = _HIDES.sub(lambda hidden: _escape(hidden[0]), line)
    return "".join(letter if _stays(letter) else _escape(letter) for letter in shown)


def _escape(letter: str) -> str:
    units = letter.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))


def _stays(letter: str) -> bool:
    return letter in "\n\t" or letter in _JOINERS or unicodedata.category(letter) not in _TAKEN_OUT
