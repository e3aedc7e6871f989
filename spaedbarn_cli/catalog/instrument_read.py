"""Readers that instruments need besides the shared ones: runs of items, exact numbers, words that may be absent."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from spaedbarn_cli.catalog.check import KEY, LANGUAGES, MAX_TEXT
from spaedbarn_cli.catalog.codes import Code, shown
from spaedbarn_cli.catalog.events import below

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from spaedbarn_cli.catalog.check import Checker, Node

MAX_ITEMS = 300
"""Items of one instrument; the longest we know of has 65."""
MAX_NUMBER = 100_000

_RUN = re.compile(r"([a-z_]*)([0-9]{1,3})-([a-z_]*)([0-9]{1,3})")
_CODE = re.compile(r"-?(?:0|[1-9][0-9]{0,4})")


def expand(text: str) -> list[str] | None:
    """Return the item ids of `3`, `1-10`, `c1-c36`, `2,4-6,8` in order; None for what is not such a text."""
    found: list[str] = []
    for part in text.split(","):
        word = part.strip()
        run = _RUN.fullmatch(word)
        if run is None:
            if not KEY.fullmatch(word) or len(word) > 40:
                return None
            found.append(word)
            continue
        first, last = int(run[2]), int(run[4])
        if run[3] not in ("", run[1]) or first >= last or last - first >= MAX_ITEMS:
            return None
        found += [f"{run[1]}{number}" for number in range(first, last + 1)]
    return found if len(found) <= MAX_ITEMS else None


def exact(value: float) -> Decimal:
    """Return a number of a file as it was written there: no file holds more digits than a float keeps."""
    return Decimal(str(value))


def ids_at(checker: Checker, path: str, value: Any) -> list[str] | None:
    """Return the item ids of one text, reporting one that is none."""
    if not isinstance(value, str):
        checker.wrong_type(path, "type.text", value)
        return None
    found = expand(value)
    if found is None:
        checker.say(Code.BAD_ITEMS, path, value=shown(value))
    return found


def id_list(node: Node, key: str, required: bool = True) -> list[tuple[str, str]]:
    """Return path and id of every item named in a list of runs."""
    found: list[tuple[str, str]] = []
    for path, value in values(node, key, required):
        found += [(path, name) for name in ids_at(node.checker, path, value) or ()]
    return found


def values(node: Node, key: str, required: bool = True) -> list[tuple[str, Any]]:
    """Return path and value of every place in a list that must not be empty."""
    if not node.take(key, required):
        return []
    value, path = node.data[key], node.at(key)
    if not isinstance(value, list):
        node.checker.wrong_type(path, "type.list", value)
        return []
    if not value:
        node.checker.say(Code.EMPTY_LIST, path, key=key)
    return [(below(path, place), item) for place, item in enumerate(value)]


def texts(node: Node, key: str, required: bool = True, known: Collection[str] | None = None) -> list[str]:
    """Return the texts of a list, each one of `known` if that is given, none twice."""
    found: list[tuple[str, str]] = []
    for path, value in values(node, key, required):
        if not isinstance(value, str):
            node.checker.wrong_type(path, "type.text", value)
        elif not value.strip() or len(value) > MAX_TEXT or not value.isprintable():
            node.checker.say(Code.BAD_TEXT, path, limit=MAX_TEXT)
        elif known is not None and value not in known:
            nearest = node.checker.nearest(value, known)
            node.checker.say(Code.UNKNOWN_VALUE, path, value=shown(value), nearest=nearest)
        else:
            found.append((path, value))
    node.checker.repeats(found)
    return list(dict.fromkeys(value for _, value in found))


def words(node: Node, key: str, required: bool = True) -> Mapping[str, str] | None:
    """Return a text in every language, or None."""
    part = node.node(key, required)
    return None if part is None else spoken(part)


def spoken(node: Node) -> Mapping[str, str] | None:
    """Return the texts of a node that holds nothing but one text in every language."""
    node.words()
    node.close()
    found = {language: node.data.get(language) for language in LANGUAGES}
    return {key: text for key, text in found.items() if isinstance(text, str)} or None


def spoken_list(node: Node, key: str) -> tuple[Mapping[str, str], ...]:
    found = (spoken(part) for part in node.nodes(key, required=False))
    return tuple(text for text in found if text is not None)


def amount(node: Node, key: str, required: bool = False, low: int = -MAX_NUMBER) -> Decimal | None:
    value = node.number(key, low, MAX_NUMBER, required)
    return None if value is None else exact(value)


def amount_at(checker: Checker, path: str, value: Any) -> Decimal | None:
    """Return one number of a list or mapping, reporting what is none."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        checker.wrong_type(path, "type.number", value)
        return None
    if abs(value) > MAX_NUMBER:
        checker.say(Code.OUT_OF_RANGE, path, value=shown(value), low=-MAX_NUMBER, high=MAX_NUMBER)
        return None
    return exact(value)


def yes(node: Node, key: str) -> bool:
    """Return a truth value that is false where it is not said."""
    return bool(node.flag(key)) if node.has(key) else False


def code_of(checker: Checker, path: str, key: str) -> int | None:
    """Return the answer code that is the key of a mapping."""
    if _CODE.fullmatch(key):
        return int(key)
    checker.say(Code.WRONG_TYPE, path, expected="type.whole", found="type.text")
    return None
