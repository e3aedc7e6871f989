"""Reading definition texts: the only home of YAML."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from spaedbarn_cli.catalog.codes import Code, Problem
from spaedbarn_cli.catalog.events import MAX_DEPTH, Document, Reading, Stop
from spaedbarn_cli.catalog.files import MAX_BYTES, list_definitions, read_definition
from spaedbarn_cli.errors import DefinitionInvalid

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["MAX_BYTES", "decode", "list_definitions", "load_checked", "read_definition", "read_yaml", "write_yaml"]

# What YAML itself forbids, and the invisible: a byte order mark inside the text (PyYAML's two parsers read it
# differently) and the three line breaks no editor shows.
_HIDDEN = re.compile("[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")


def read_yaml(text: str, name: str) -> Document:
    """Return the plain data of a YAML text with line numbers; whatever is wrong with it comes back as problems."""
    import yaml  # 20 ms: only those who read a definition pay for it

    reading = Reading(name)
    text = text.removeprefix("\ufeff")
    if hidden := _HIDDEN.search(text):
        return reading.given_up(Code.NOT_TEXT, text.count("\n", 0, hidden.start()) + 1)
    if len(text.encode("utf-8")) > MAX_BYTES:
        return reading.given_up(Code.TOO_LARGE, 1, limit=MAX_BYTES // 1000)
    try:
        for event in yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
            reading.take(event)
    except Stop:
        return reading.document(None)
    except yaml.MarkedYAMLError as error:
        if "nesting depth" in (error.problem or ""):  # newer libraries have a bound of their own, far beyond ours
            return reading.given_up(Code.TOO_DEEP, 1, limit=MAX_DEPTH)
        return reading.given_up(*_diagnose(error, text, reading.quote))
    except yaml.YAMLError:
        return reading.given_up(Code.SYNTAX, 1)
    if reading.documents == 0:
        return reading.given_up(Code.EMPTY_FILE, 1)
    return reading.document(reading.root)


def load_checked(
    source: str | bytes, name: str, check: Callable[[Any, str, Mapping[str, int]], list[Problem]]
) -> dict[str, Any]:
    """Return the data of a file that passes `check`, else raise DefinitionInvalid with all problems by line."""
    text = decode(source, name) if isinstance(source, bytes) else source
    document = Document(name, None, {}, (text,)) if isinstance(text, Problem) else read_yaml(text, name)
    problems = list(document.problems)
    if document.data is not None or not problems:
        # What YAML already complained of is not complained of again for what it then seems to hold.
        known = {problem.path for problem in problems}
        problems += [p for p in check(document.data, name, document.lines) if p.path not in known]
    if problems:
        problems.sort(key=lambda problem: problem.line)
        raise DefinitionInvalid("definition_invalid", file=name, count=len(problems), problems=problems)
    data: dict[str, Any] = document.data
    return data


def write_yaml(data: Mapping[str, Any]) -> str:
    """Return plain data as a YAML text in the order it has, which `read_yaml` reads back to the same data."""
    import yaml

    class Plain(yaml.SafeDumper):
        """Writes what is said twice twice: our reader takes no anchors."""

        def ignore_aliases(self, data: Any) -> bool:
            return True

    text: str = yaml.dump(dict(data), Dumper=Plain, allow_unicode=True, sort_keys=False, width=110)
    return text


def decode(content: bytes, name: str) -> str | Problem:
    """Return the text of a file that should be UTF-8 (with or without a byte order mark), else the problem."""
    if len(content) > MAX_BYTES:
        return Problem(Code.TOO_LARGE, name, 1, params={"limit": MAX_BYTES // 1000})
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return Problem(Code.NOT_TEXT, name, content.count(b"\n", 0, error.start) + 1)


def _diagnose(error: Any, text: str, quote: int) -> tuple[Code, int]:
    """Return what a syntax error most likely is, in words of ours: YAML's own exist in English only."""
    mark = error.problem_mark or error.context_mark
    line = mark.line if mark else 0
    rows = text.splitlines()
    row = rows[line] if line < len(rows) else ""
    if "\t" in row[: len(row) - len(row.lstrip())]:
        return Code.TAB, line + 1
    if "quoted scalar" in (error.context or "") and error.context_mark:
        return Code.OPEN_QUOTE, error.context_mark.line + 1
    if quote:  # it ended at the next quote in the file, which was meant to begin another text
        return Code.OPEN_QUOTE, quote
    if "mapping values" in (error.problem or ""):
        return Code.LOOSE_COLON, line + 1
    return Code.SYNTAX, min(line + 1, max(1, len(rows)))
