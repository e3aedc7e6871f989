"""The structural checks every definition shares: keys, types, texts in both languages, numbers with their source.

A checker never stops at the first mistake. `Node` is one mapping of the file: each key is asked for with what it should
hold, and `close` reports every key nobody asked for, with the nearest one that is known.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from spaedbarn_cli.catalog.codes import Code, Problem, shown
from spaedbarn_cli.catalog.events import below

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

LANGUAGES = ("da", "en")
EVIDENCE = ("verified", "unverified")
MAX_TEXT = 2000
"""Characters in one text: room for a paragraph, too little for a document pasted by mistake."""

KEY = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
VERSION = re.compile(r"[0-9]{1,4}\.[0-9]{1,4}")
_MAX_KEY = 40
_MANY = 100  # looking for the nearest name is slow: a file this wrong is not a slip of the pen


class Checker:
    """Collects the problems of one file; `lines` maps a path to its line, a path it does not know gets its parent's."""

    def __init__(self, file: str, lines: Mapping[str, int]) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self._lines = lines

    def say(self, code: Code, path: str, **params: str | int | float) -> None:
        self.problems.append(Problem(code, self.file, self._line(path), path, params))

    def root(self, data: Any) -> Node | None:
        return self.node_of(data, "")

    def node_of(self, value: Any, path: str) -> Node | None:
        if isinstance(value, dict):
            return Node(self, value, path)
        self.wrong_type(path, "type.mapping", value)
        return None

    def wrong_type(self, path: str, expected: str, value: Any) -> None:
        self.say(Code.WRONG_TYPE, path, expected=expected, found=_type_of(value))

    def nearest(self, word: str, known: Collection[str]) -> str:
        """Return the known word most like this one, or all of them when none is."""
        import difflib

        near: list[str] = []
        if len(self.problems) < _MANY and len(word) <= _MAX_KEY:
            near = difflib.get_close_matches(word, known, n=1)
        return near[0] if near else ", ".join(known)

    def repeats(self, places: Iterable[tuple[str, str]]) -> None:
        """Report every word of (path, word) that has stood before."""
        seen: dict[str, int] = {}
        for path, word in places:
            if word in seen:
                self.say(Code.REPEATED, path, value=shown(word), first=seen[word])
            else:
                seen[word] = self._line(path)

    def _line(self, path: str) -> int:
        while path and path not in self._lines:
            path = path[: max(path.rfind("."), path.rfind("["), 0)]
        return self._lines.get(path, 1)


class Node:
    """One mapping of the file while it is checked: every reader returns the value, or None when it is not right."""

    def __init__(self, checker: Checker, data: dict[str, Any], path: str) -> None:
        self.checker = checker
        self.data = data
        self.path = path
        self._asked: list[str] = []

    def at(self, key: str) -> str:
        return below(self.path, key)

    def has(self, key: str) -> bool:
        """Return whether the key stands here; asking makes it a known one."""
        self._asked.append(key)
        return key in self.data

    def take(self, key: str, required: bool = True, missing: Code = Code.MISSING_KEY) -> bool:
        """Return whether the key is there to be looked at; reports a required one that is not."""
        there = self.has(key)
        if required and not there:
            self.checker.say(missing, self.path, key=key)
        return there

    def close(self) -> None:
        """Report the keys nobody asked for; the last thing to do with a node."""
        known = list(dict.fromkeys(self._asked))
        for key in self.data:
            if key not in known:
                nearest = self.checker.nearest(key, known)
                self.checker.say(Code.UNKNOWN_KEY, self.at(key), key=shown(key), nearest=nearest)

    def text(self, key: str, required: bool = True, missing: Code = Code.MISSING_KEY) -> str | None:
        if not self.take(key, required, missing):
            return None
        value, path = self.data[key], self.at(key)
        if not isinstance(value, str):
            self.checker.wrong_type(path, "type.text", value)
            return None
        if not value.strip():
            self.checker.say(missing if missing is Code.NO_SOURCE else Code.EMPTY_TEXT, path, key=key)
            return None
        if len(value) > MAX_TEXT or not all(char.isprintable() or char == "\n" for char in value):
            self.checker.say(Code.BAD_TEXT, path, limit=MAX_TEXT)
            return None
        return value

    def words(self) -> None:
        """Check that this node carries its text in every language."""
        for language in LANGUAGES:
            self.text(language, missing=Code.MISSING_LANGUAGE)

    def matching(self, key: str, pattern: re.Pattern[str], code: Code) -> str | None:
        value = self.text(key)
        if value is not None and (len(value) > _MAX_KEY or not pattern.fullmatch(value)):
            self.checker.say(code, self.at(key), value=shown(value))
            return None
        return value

    def choice(self, key: str, known: Collection[str], required: bool = True) -> str | None:
        value = self.text(key, required)
        if value is not None and value not in known:
            nearest = self.checker.nearest(value, known)
            self.checker.say(Code.UNKNOWN_VALUE, self.at(key), value=shown(value), nearest=nearest)
            return None
        return value

    def flag(self, key: str) -> bool | None:
        if not self.take(key):
            return None
        value = self.data[key]
        if isinstance(value, bool):
            return value
        self.checker.wrong_type(self.at(key), "type.flag", value)
        return None

    def whole(self, key: str, low: int, high: int, required: bool = True, nullable: bool = False) -> int | None:
        if not self.take(key, required) or (nullable and self.data[key] is None):
            return None
        value = self.data[key]
        if not isinstance(value, int) or isinstance(value, bool):
            self.checker.wrong_type(self.at(key), "type.whole", value)
            return None
        return value if self._inside(key, value, low, high) else None

    def number(self, key: str, low: int, high: int, required: bool = True) -> float | None:
        if not self.take(key, required):
            return None
        value = self.data[key]
        if not isinstance(value, int | float) or isinstance(value, bool):
            self.checker.wrong_type(self.at(key), "type.number", value)
            return None
        return value if self._inside(key, value, low, high) else None

    def node(self, key: str, required: bool = True) -> Node | None:
        return self.checker.node_of(self.data[key], self.at(key)) if self.take(key, required) else None

    def nodes(self, key: str, required: bool = True, empty: bool = False) -> list[Node]:
        """Return the mappings of a list, leaving out (and reporting) what is not one."""
        if not self.take(key, required):
            return []
        value, path = self.data[key], self.at(key)
        if not isinstance(value, list):
            self.checker.wrong_type(path, "type.list", value)
            return []
        if not value and not empty:
            self.checker.say(Code.EMPTY_LIST, path, key=key)
        found = (self.checker.node_of(item, below(path, place)) for place, item in enumerate(value))
        return [node for node in found if node is not None]

    def terms(self, key: str, more: Callable[[Node], object] = lambda node: None, required: bool = True) -> list[str]:
        """Check a list of `{key, da, en}`, with `more` for what else each may hold; return the keys."""
        places: list[tuple[str, str]] = []
        for node in self.nodes(key, required):
            name = node.matching("key", KEY, Code.BAD_KEY)
            if name is not None:
                places.append((node.at("key"), name))
            node.words()
            more(node)
            node.close()
        self.checker.repeats(places)
        return [name for _, name in places]

    def _inside(self, key: str, value: float, low: int, high: int) -> bool:
        if low <= value <= high:
            return True
        self.checker.say(Code.OUT_OF_RANGE, self.at(key), value=shown(value), low=low, high=high)
        return False


def _type_of(value: Any) -> str:
    if value is None:
        return "type.nothing"
    if isinstance(value, bool):
        return "type.flag"
    if isinstance(value, int | float):
        return "type.number"
    if isinstance(value, str):
        return "type.text"
    return "type.list" if isinstance(value, list) else "type.mapping"
