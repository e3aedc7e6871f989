"""One way to write a JSON value as bytes (RFC 8785), so that the same content has the same digest everywhere.

Two libraries live here. `rfc8785` is exact and slow. `orjson` is thirty times as fast and writes the same where there are
no fractions, no numbers beyond 2^53 and no characters that UTF-16 sorts otherwise than Unicode: nearly everywhere. What
is read in bulk goes the quick way, and the careful way where the quick one cannot know.
"""

from __future__ import annotations

import hashlib
import json
import re
from typing import Any

_NUMBERS = tuple(re.compile(before + rb"-?(?:[0-9]+[.eE]|[0-9]{16})") for before in (rb'":', rb",", rb"\["))
"""A number with a fraction, an exponent or sixteen digits. In canonical JSON a number stands behind a name's quote and
colon, a comma or a bracket; text that merely looks like one is read the careful way: slower, never wrong. One pattern for
each beginning, since a search for a fixed beginning is many times as fast."""
_FAR = bytes(range(0xF0, 0xF5))
"""These begin a character beyond the first plane."""


def canonical(obj: Any) -> bytes:
    """Return the canonical bytes of a JSON value.

    Raises ValueError for what JSON cannot carry safely: NaN, infinities, integers beyond 2^53, lone surrogates, strange
    types; RecursionError for nesting without end.
    """
    import rfc8785

    return rfc8785.dumps(obj)


def plainly(obj: dict[str, str | int | None]) -> bytes:
    """Return the canonical bytes of a flat object of texts in the first plane and whole numbers below 2^53."""
    import orjson

    return orjson.dumps(obj, option=orjson.OPT_SORT_KEYS)


def read(data: bytes, *, plain: bool = False) -> Any:
    """Return the value in bytes that are its one canonical form; raises ValueError for any other bytes.

    `plain` says that they were found not to be delicate already.
    """
    import orjson

    try:
        if not plain and is_delicate(data):
            value = json.loads(data.decode("utf-8"))
            form = canonical(value)
        else:
            value = orjson.loads(data)
            form = orjson.dumps(value, option=orjson.OPT_SORT_KEYS)
    except (RecursionError, TypeError):  # nesting without end, which orjson calls a type
        raise ValueError("nesting") from None
    if form != data:
        raise ValueError("form")
    return value


def is_delicate(data: bytes) -> bool:
    """Say whether the two libraries could differ about some JSON: then the slow one decides."""
    member, later, first = _NUMBERS
    if member.search(data) or later.search(data) or first.search(data):
        return True
    return len(data.translate(None, _FAR)) != len(data)


def parsed(data: str | bytes) -> Any:
    """Return the value in JSON that is known to be canonical: a payload of the log; raises ValueError."""
    import orjson

    return orjson.loads(data)


def digest(obj: Any) -> str:
    """Return the SHA-256 of the canonical form, 64 hex digits; raises what `canonical` raises."""
    return digest_of(canonical(obj))


def digest_of(body: bytes) -> str:
    """Return the SHA-256 of bytes that are already canonical, 64 hex digits."""
    return hashlib.sha256(body).hexdigest()
