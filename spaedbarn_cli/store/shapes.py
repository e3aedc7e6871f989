"""The forms that values from outside are held against: small predicates, and those that are built of others.

A form returns True or False for any JSON value; one that reads a day or a moment may raise ValueError, which means no.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from spaedbarn_cli.domain.case import is_code
from spaedbarn_cli.domain.harmless import harmless_line

Form = Callable[[Any], bool]

LONGEST_TEXT = 100_000
MOST = 2**53
_UNSEEN = frozenset("\u200c\u200d\ufe0f")
"""What a text keeps because some scripts and signs are spelt with it: in a word nobody would see it."""
FIRST_YEAR, LAST_YEAR = 1900, 2200
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MOMENT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3]):[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?(Z|[+-]([01][0-9]|2[0-3]):[0-9]{2})"
)
"""As programs of ours write them, and as columns of text are sorted: Python reads weeks and other forms as well."""


def text(value: Any) -> bool:
    """Say whether a value is text of a length that people write."""
    return isinstance(value, str) and len(value) <= LONGEST_TEXT


def word(value: Any) -> bool:
    """Say whether a value is a short text on one line, all of which can be seen: two that look alike are the same."""
    return isinstance(value, str) and 0 < len(value) <= 200 and _can_be_seen(value)


@lru_cache(maxsize=1_000)  # a bundle holds the same few words ten thousand times
def _can_be_seen(value: str) -> bool:
    return harmless_line(value) == value and not _UNSEEN & set(value)


def code(value: Any) -> bool:
    """Say whether a value is a family's code, as `case open` takes it."""
    return isinstance(value, str) and is_code(value)


def name(value: Any) -> bool:
    """Say whether a value is text of which something can be seen."""
    return text(value) and bool(harmless_line(value))


def day(value: Any) -> bool:
    """Say whether a value is an ISO day within living memory; may raise ValueError."""
    return isinstance(value, str) and bool(_DAY.fullmatch(value)) and _in_time(date.fromisoformat(value))


def moment(value: Any) -> bool:
    """Say whether a value is an aware ISO moment within living memory; may raise ValueError."""
    return isinstance(value, str) and bool(_MOMENT.fullmatch(value)) and _in_time(datetime.fromisoformat(value))


def _in_time(value: date) -> bool:
    return FIRST_YEAR <= value.year <= LAST_YEAR


def flag(value: Any) -> bool:
    """Say whether a value is true or false, or the 1 or 0 that stand for them."""
    return isinstance(value, bool) or (type(value) is int and value in (0, 1))


def whole(first: int, last: int) -> Form:
    """Return the form of a whole number from `first` to `last`, both included."""
    return lambda value: type(value) is int and first <= value <= last


def number(value: Any) -> bool:
    """Say whether a value is a number that can be calculated with."""
    return type(value) in (int, float) and abs(value) < MOST


def one_of(known: Collection[Any]) -> Form:
    """Return the form of a value that is one of those known."""
    return lambda value: isinstance(value, str | int) and not isinstance(value, bool) and value in known


def maybe(form: Form) -> Form:
    """Return the form of a value that may also be null."""
    return lambda value: value is None or form(value)


def either(*forms: Form) -> Form:
    """Return the form of a value that has one of these forms, none of which raises."""
    return lambda value: any(form(value) for form in forms)


def listed(form: Form) -> Form:
    """Return the form of a list of values that all have one form."""
    return lambda value: isinstance(value, list) and all(map(form, value))


def pair(form: Form) -> Form:
    """Return the form of a list of two values."""
    return lambda value: isinstance(value, list) and len(value) == 2 and all(map(form, value))


def mapped(form: Form) -> Form:
    """Return the form of an object, under whatever names, whose values all have one form."""
    return lambda value: isinstance(value, dict) and all(map(form, value.values()))


def record(needed: Mapping[str, Form], more: Mapping[str, Form] | None = None) -> Form:
    """Return the form of an object: `needed` are there, `more` are there or not, and others may be there too."""
    optional = more or {}

    def fits(value: Any) -> bool:
        return (
            isinstance(value, dict)
            and all(name in value and form(value[name]) for name, form in needed.items())
            and all(name not in value or form(value[name]) for name, form in optional.items())
        )

    return fits


def plain(value: Any) -> bool:
    """Say whether a value is null, true or false, a number or a text."""
    return value is None or isinstance(value, bool) or number(value) or text(value)
