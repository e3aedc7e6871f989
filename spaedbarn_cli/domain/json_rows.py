"""Rows as JSON: one object a line, one array of objects, or the document of `visit list --json`; text in, table out."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, NoReturn

from spaedbarn_cli.domain.spreadsheet import MOST_COLUMNS, Row, Table, Unusable

if TYPE_CHECKING:
    from collections.abc import Iterator

_BLANK = re.compile(r"[ \t\r\n]*")
_ARRAY = re.compile(r'[ \t\r\n]*(\{\s*"visits"\s*:\s*)?\[')
_LINE = re.compile(r"\r\n|\r|\n")


class _Twice(ValueError):
    """A field stands twice in one object."""


def is_json(text: str) -> bool:
    """Say whether a text begins as JSON does; no heading of a table begins so."""
    return text.startswith(("{", "["), _skip(text, 0))


def read_json(text: str) -> Table:
    """Return the table of a JSON text: a heading for each field that any object has, in order of appearance.

    Raises Unusable with the line: "json_broken" for what is not JSON, "json_shape" for anything but an object,
    "json_twice" for a field that stands twice; "too_many_columns"; "no_rows".
    """
    found: list[tuple[int, dict[str, Any]]] = []
    places: dict[str, int] = {}
    opening = _ARRAY.match(text)
    for line, value in _array(text, opening) if opening else _lines(text):
        if not isinstance(value, dict):
            raise Unusable("json_shape", line)
        for name in value:
            places.setdefault(name, len(places))
        if len(places) > MOST_COLUMNS:
            raise Unusable("too_many_columns")
        if any(cell not in (None, "") for cell in value.values()):
            found.append((line, value))
    if not found:
        raise Unusable("no_rows")
    rows = (Row(n, line, tuple(value.get(name) for name in places)) for n, (line, value) in enumerate(found, 1))
    return Table(tuple(places), tuple(rows))


def _lines(text: str) -> Iterator[tuple[int, Any]]:
    decoder = _decoder()
    for line, written in enumerate(_LINE.split(text), 1):
        start = _skip(written, 0)
        if start == len(written):
            continue
        value, after = _one(decoder, written, start, line)
        if _skip(written, after) != len(written):
            raise Unusable("json_broken", line)
        yield line, value


def _array(text: str, opening: re.Match[str]) -> Iterator[tuple[int, Any]]:
    decoder = _decoder()
    place = _skip(text, opening.end())
    line = 1 + text.count("\n", 0, place)
    while not text.startswith("]", place):
        value, after = _one(decoder, text, place, line)
        yield line, value
        begun, place = place, _skip(text, after)
        if text.startswith(",", place):
            place = _skip(text, place + 1)
        elif not text.startswith("]", place):
            raise Unusable("json_broken", line + text.count("\n", begun, place))
        line += text.count("\n", begun, place)
    if "".join(text[place:].split()) != ("]}" if opening[1] else "]"):
        raise Unusable("json_broken", line)


def _decoder() -> json.JSONDecoder:
    return json.JSONDecoder(object_pairs_hook=_once, parse_constant=_no_number)


def _one(decoder: json.JSONDecoder, text: str, place: int, line: int) -> tuple[Any, int]:
    """Return the value that begins at a place, and where it ends."""
    try:
        return decoder.raw_decode(text, place)
    except json.JSONDecodeError as error:
        raise Unusable("json_broken", line + text.count("\n", place, error.pos)) from None
    except _Twice:
        raise Unusable("json_twice", line) from None
    except (ValueError, RecursionError):  # NaN, a number of thousands of digits, nesting without end
        raise Unusable("json_broken", line) from None


def _skip(text: str, place: int) -> int:
    found = _BLANK.match(text, place)
    return found.end() if found else place


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _Twice
    return found


def _no_number(_: str) -> NoReturn:
    raise ValueError("not a number")
