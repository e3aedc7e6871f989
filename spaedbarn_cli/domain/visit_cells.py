"""The cells of one row, read one by one; what cannot be read is noted and reading goes on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from spaedbarn_cli.domain import reading
from spaedbarn_cli.domain.visit_columns import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from spaedbarn_cli.domain.spreadsheet import Row

MOST_TEXT = 100_000
"""Characters of one cell; more is a file by mistake."""

_BETWEEN = re.compile(r"\s*[,;/+&\n]\s*|\s+(?:og|and)\s+", re.IGNORECASE)


class RowProblem(NamedTuple):
    """One thing wrong with one row: where, and a code with words; never what stood there."""

    number: int
    line: int
    column: str
    code: str


class Cells:
    """One row by the names of its fields; `clean` makes foreign text harmless. Problems gather in `problems`."""

    def __init__(self, row: Row, places: Mapping[str, int], clean: Callable[[str], str]) -> None:
        self._row = row
        self._places = places
        self._clean = clean
        self.problems: list[RowProblem] = []

    def bad(self, column: str, code: str) -> None:
        """Note a problem."""
        self.problems.append(RowProblem(self._row.number, self._row.line, column, code))

    def failed(self, column: str) -> bool:
        """Say whether something is wrong with this cell."""
        return any(problem.column == column for problem in self.problems)

    def raw(self, column: str) -> object:
        """Return a cell as it came; None when it is empty or there is no such column."""
        place = self._places.get(column)
        return None if place is None else self._row.cells[place]

    def text(self, column: str) -> str | None:
        """Return a cell as text, a number as it is written; None when it is empty or holds anything else."""
        return self._text(column, self.raw(column))

    def _text(self, column: str, value: object) -> str | None:
        if value is None:
            return None
        if isinstance(value, int | float) and not isinstance(value, bool):
            whole = isinstance(value, int) or value.is_integer()
            return f"{value:.0f}" if whole and abs(value) < 1e15 else f"{value}"
        if not isinstance(value, str):
            self.bad(column, "bad_value")
            return None
        if len(value) > MOST_TEXT:
            self.bad(column, "text_too_long")
            return None
        return self._clean(value) or None

    def read(self, column: str, reader: Callable[[str], Any]) -> Any:
        """Return what a reader of `reading` makes of a cell; None when it is empty or unreadable."""
        text = self.text(column)
        if text is None:
            return None
        try:
            return reader(text)
        except reading.Unreadable as error:
            self.bad(column, f"bad_{error.code}")
            return None

    def word(self, column: str, words: Mapping[str, str], default: str | None) -> str | None:
        """Return what a word of a cell stands for; the default when it is empty, None when nobody knows the word."""
        text = self.text(column)
        if text is None:
            return default
        found = words.get(fold(text))
        if found is None:
            self.bad(column, f"bad_{column}")
        return found

    def yes_or_no(self, column: str, words: Mapping[str, str]) -> bool | None:
        """Return a yes or no (a JSON value or one of the words for `yes` and `no`), None when the cell is empty."""
        value = self.raw(column)
        if isinstance(value, bool):
            return value
        found = self.word(column, words, None)
        return None if found is None else found == "yes"

    def names(self, column: str) -> list[str]:
        """Return a list, each once: from JSON as it is, from text split at `,` `;` `/` `+` `&` line breaks and `og`."""
        value = self.raw(column)
        if isinstance(value, list | tuple):
            parts = [self._text(column, part) for part in value]
        else:
            parts = list(_BETWEEN.split(self.text(column) or ""))
        return list(dict.fromkeys(part for part in parts if part))

    def items(self, column: str) -> list[object]:
        """Return a list as it came from JSON, or text split like names."""
        value = self.raw(column)
        return list(value) if isinstance(value, list | tuple) else list(self.names(column))
