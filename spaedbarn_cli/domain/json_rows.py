"""Rows as JSON: one object a line, one array of objects, or the document of `visit list --json`; text in, table out."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NoReturn

from spaedbarn_cli.domain.spreadsheet import MOST_COLUMNS, Row, Table, Unusable

if TYPE_CHECKING:
    from collections.abc import Iterator

_BLANK = " \t\r\n"


class _Twice(ValueError):
    """A field stands twice in one object."""


def is_json(text: str) -> bool:
    """Say whether a text begins as JSON does; no heading of a table begins so."""
    return text.lstrip(_BLANK)[:1] in ("{", "[")


def read_json(text: str) -> Table:
    """Return the table of a JSON text: a heading for each field that any object has, in order of appearance.

    Raises Unusable with the line: "json_broken" for what is not JSON, "json_shape" for anything but an object,
    "json_twice" for a field that stands twice, "too_many_columns"; and ("no_rows").
    """
    found: list[tuple[int, dict[str, Any]]] = []
    places: dict[str, int] = {}
    for line, value in _values(text):
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


def _values(text: str) -> Iterator[tuple[int, Any]]:
    """Yield every value with the line it begins on: those of the array, if the text is one, else one after another."""
    decoder = json.JSONDecoder(object_pairs_hook=_once, parse_constant=_no_number)
    place, line = _skip(text, 0), 1
    line += text.count("\n", 0, place)
    array = text.startswith("[", place)
    if not array and (listed := _only_list(decoder, text, place)):
        place, array = listed, True
        line = 1 + text.count("\n", 0, place)
    ended = False
    if array:
        start, place = place, _skip(text, place + 1)
        line += text.count("\n", start, place)
        ended = text.startswith("]", place)
    while place < len(text) and not ended:
        value, after = _one(decoder, text, place, line)
        yield line, value
        following = _skip(text, after)
        if array:
            mark = text[following : following + 1]
            if mark not in (",", "]"):
                raise Unusable("json_broken", line + text.count("\n", place, following))
            ended = mark == "]"
            following = _skip(text, following + 1)
        elif following < len(text) and "\n" not in text[after:following] and "\r" not in text[after:following]:
            raise Unusable("json_broken", line + text.count("\n", place, following))
        line += text.count("\n", place, following)
        place = following
    if array and (not ended or text[place:].strip(_BLANK + "]}")):
        raise Unusable("json_broken", line)


def _only_list(decoder: json.JSONDecoder, text: str, place: int) -> int | None:
    """Return where the list of `{"visits": [` begins, None when the text is not that document."""
    rest = text[place : place + 200]
    head = "".join(rest.split())
    if not head.startswith('{"visits":['):
        return None
    return place + rest.index("[")


def _one(decoder: json.JSONDecoder, text: str, place: int, line: int) -> tuple[Any, int]:
    try:
        return decoder.raw_decode(text, place)
    except json.JSONDecodeError as error:
        raise Unusable("json_broken", line + text.count("\n", place, error.pos)) from None
    except _Twice:
        raise Unusable("json_twice", line) from None
    except (ValueError, RecursionError):  # a number of thousands of digits, NaN, nesting without end
        raise Unusable("json_broken", line) from None


def _skip(text: str, place: int) -> int:
    while place < len(text) and text[place] in _BLANK:
        place += 1
    return place


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _Twice
    return found


def _no_number(_: str) -> NoReturn:
    raise ValueError("not a number")
