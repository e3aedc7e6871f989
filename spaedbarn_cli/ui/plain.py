"""Make foreign text harmless before it is shown or kept: what a terminal would obey is taken out, letters are composed.

Invariant: `plain` never changes a letter, a number or a line break, and is its own fixed point.
"""

from __future__ import annotations

import re
import unicodedata

# C0 and C1 (an escape sequence begins with one), DEL, the characters that turn the direction of writing, and lone
# surrogates (undecodable bytes from a keyboard, which no UTF-8 file takes). Line break and tab stay.
_OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def plain(text: str) -> str:
    """Return the text in NFC without control and direction characters; line breaks and tabs stay."""
    return unicodedata.normalize("NFC", _OBEYED.sub("", text.replace("\r\n", "\n").replace("\r", "\n")))


def quoted(json: str) -> str:
    """Return JSON in which what a terminal would obey is written as an escape: the same document, and nothing happens."""
    return _OBEYED.sub(lambda found: f"\\u{ord(found[0]):04x}", json)


def plain_line(text: str) -> str:
    """Return the text on one line: as `plain`, with every run of white space as one blank and none at the ends."""
    return " ".join(plain(text).split())
