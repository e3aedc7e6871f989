"""From YAML's events to plain data with line numbers; knows no YAML library and opens no file.

Nothing in a file can make an object, an alias cannot multiply, depth is bounded before anything recurses, and the old
surprises (`no` is false, `09:00` is 540, a date is a date) cannot happen.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from spaedbarn_cli.catalog.codes import Code, Problem, shown

if TYPE_CHECKING:
    from collections.abc import Mapping

MAX_DEPTH = 40
MAX_NODES = 20_000
"""Places in one file; the longest definition has a tenth of it. Bounds the memory that line numbers can take."""

_INT = re.compile(r"-?(?:0|[1-9][0-9]{0,14})")
_FLOAT = re.compile(r"-?(?:0|[1-9][0-9]{0,14})\.[0-9]{1,15}")
_PLAIN = {"": None, "~": None, "null": None, "true": True, "false": False}


@dataclass(frozen=True, slots=True)
class Document:
    """A file as it was read: `data` is None when it could not be, and then `problems` says why."""

    name: str
    data: Any
    lines: Mapping[str, int]
    problems: tuple[Problem, ...] = ()


class Stop(Exception):
    """Reading on would make no sense; the problem is already noted."""


def below(path: str, key: str | int) -> str:
    """Return the path of what stands under `key` at `path`: `norm.bands[0]`."""
    if isinstance(key, int):
        return f"{path}[{key}]"
    return f"{path}.{shown(key)}" if path else shown(key)


class Reading:
    """A reading under way: a stack of open lists and mappings, fed one event at a time."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.root: Any = None
        self.documents = 0
        self.nodes = 0
        self.lines: dict[str, int] = {}
        self.problems: list[Problem] = []
        self.quote = 0  # line of the last text in quotes, while nothing has followed it, if it runs over several lines
        self._open: list[tuple[Any, str]] = []
        self._keys: list[str | None] = []  # the key that waits for its value, one per open container
        self._thrown = 0  # depth at which a repeated key's value is being read and dropped

    def take(self, event: Any) -> None:
        kind = type(event).__name__
        line = event.start_mark.line + 1
        self.nodes += 1
        if self.nodes > MAX_NODES:
            self._stop(Code.TOO_MANY, line, limit=MAX_NODES)
        if kind == "DocumentStartEvent":
            self.documents += 1
            if self.documents > 1:
                self._stop(Code.SEVERAL_DOCUMENTS, line)
        elif kind == "AliasEvent":
            self._say(Code.ANCHOR, line, self._here())
            self._scalar(None, "", line)
        elif kind == "ScalarEvent":
            over = event.style in ("'", '"') and event.end_mark.line > event.start_mark.line
            self.quote = line if over else 0
            self._properties(event, line)
            plain = event.implicit[0] and event.tag is None
            self._scalar(_plain(event.value) if plain else event.value, event.value, line)
        elif kind in ("MappingStartEvent", "SequenceStartEvent"):
            self._properties(event, line)
            self._enter({} if kind == "MappingStartEvent" else [], line)
        elif kind in ("MappingEndEvent", "SequenceEndEvent"):
            self._open.pop()
            self._keys.pop()
            self._done()

    def document(self, data: Any) -> Document:
        return Document(self.name, data, self.lines, tuple(self.problems))

    def given_up(self, code: Code, line: int, **params: str | int) -> Document:
        self._say(code, line, "", **params)
        return self.document(None)

    def _say(self, code: Code, line: int, path: str, **params: str | int) -> None:
        self.problems.append(Problem(code, self.name, line, path, params))

    def _stop(self, code: Code, line: int, **params: str | int) -> None:
        self._say(code, line, self._here(), **params)
        raise Stop

    def _here(self) -> str:
        """Return the path of the value that comes next."""
        if not self._open:
            return ""
        container, path = self._open[-1]
        if isinstance(container, list):
            return below(path, len(container))
        key = self._keys[-1]
        return path if key is None else below(path, key)

    def _properties(self, event: Any, line: int) -> None:
        if event.anchor is not None:
            self._say(Code.ANCHOR, line, self._here())
        if event.tag is not None:
            self._say(Code.TAG, line, self._here(), tag=shown(event.tag))

    def _awaits_key(self) -> bool:
        return bool(self._open) and isinstance(self._open[-1][0], dict) and self._keys[-1] is None

    def _scalar(self, value: Any, raw: str, line: int) -> None:
        if not self._awaits_key():
            self._put(value, line)
            self._done()
            return
        container, path = self._open[-1]
        self._keys[-1] = raw
        if not self._thrown and raw in container:
            here = below(path, raw)
            self._say(Code.DUPLICATE_KEY, line, here, key=shown(raw), first=self.lines[here])
            self._thrown = len(self._open)
        self.lines.setdefault(below(path, raw), line)

    def _enter(self, container: Any, line: int) -> None:
        if self._awaits_key():
            self._stop(Code.KEY_NOT_A_WORD, line)
        if len(self._open) >= MAX_DEPTH:
            self._stop(Code.TOO_DEEP, line, limit=MAX_DEPTH)
        path = self._here()
        self._put(container, line)
        self._open.append((container, path))
        self._keys.append(None)

    def _put(self, value: Any, line: int) -> None:
        if not self._open:
            self.root = value
            self.lines.setdefault("", line)
            return
        container, _ = self._open[-1]
        self.lines.setdefault(self._here(), line)
        if isinstance(container, list):
            container.append(value)
        elif self._thrown != len(self._open):
            container[self._keys[-1]] = value

    def _done(self) -> None:
        """A value is complete: the mapping it stands in waits for its next key."""
        if self._open and isinstance(self._open[-1][0], dict):
            self._keys[-1] = None
            if self._thrown == len(self._open):
                self._thrown = 0


def _plain(text: str) -> Any:
    """Return what an unquoted word means: only `true`, `false`, `null` and plainly written numbers are not text."""
    if text in _PLAIN:
        return _PLAIN[text]
    if _INT.fullmatch(text):
        return int(text)
    return float(text) if _FLOAT.fullmatch(text) else text
