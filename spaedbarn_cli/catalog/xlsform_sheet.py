"""Reading the sheets of an XLSForm row by row: its columns, its labels in our languages, its lists of choices."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from spaedbarn_cli.catalog.check import LANGUAGES
from spaedbarn_cli.catalog.codes import shown
from spaedbarn_cli.catalog.xlsform_problems import CHOICES, SURVEY, Remark, SheetCode, SheetProblem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

Cells = dict[str, str]
"""A row: head of the column → what stands there; empty cells are left out."""

_NAMES = {"da": ("da", "dansk", "danish"), "en": ("en", "engelsk", "english")}
_COLUMN = re.compile(r"([a-z_ ]+?)\s*::?\s*(.+)")
_PIPED = re.compile(r"\$\{[^}]*\}")


class Choice(NamedTuple):
    """One choice of a list: its name as written, its words, its row."""

    name: str
    text: dict[str, str]
    row: int


class Sheets:
    """The sheets of one form; collects what is wrong and what is worth a remark."""

    def __init__(self, file: str, sheets: Mapping[str, Sequence[Cells]]) -> None:
        self.file = file
        self.survey = [_lower(row) for row in sheets.get(SURVEY, ())]
        self.choices = [_lower(row) for row in sheets.get(CHOICES, ())]
        self.settings = _lower(next((row for row in sheets.get("settings", ()) if row), {}))
        self.problems: list[SheetProblem] = []
        self.remarks: list[Remark] = []

    def say(self, code: SheetCode, row: int, sheet: str = SURVEY, **params: str | int) -> None:
        self.problems.append(SheetProblem(code, self.file, row, sheet, params))

    def remark(self, key: str, row: int = 0, **params: str | int) -> None:
        found = Remark(key, row, params)
        if found not in self.remarks:
            self.remarks.append(found)

    def rows(self) -> Iterator[tuple[int, Cells]]:
        """Yield number and cells of every row of the survey that holds something; the first under the heads is 2."""
        for number, cells in enumerate(self.survey, 2):
            if cells:
                yield number, cells

    def words(self, cells: Cells, column: str, row: int, sheet: str = SURVEY) -> dict[str, str]:
        """Return the texts of a column in our languages; where one lacks, the other stands for it, and it is said."""
        found: dict[str, str] = {}
        for head, value in cells.items():
            name, lang = _split(head)
            if name == column and (lang is None or lang not in found):
                found.setdefault(lang or "da", value)
        for value in found.values():
            if _PIPED.search(value):
                self.say(SheetCode.LABEL_PIPED, row, sheet, value=shown(value))
        if found and len(found) < len(LANGUAGES):
            self.remark("one_language")
            only = next(iter(found.values()))
            found = {lang: found.get(lang, only) for lang in LANGUAGES}
        return {lang: found[lang] for lang in LANGUAGES} if found else {}

    def choices_of(self, name: str, row: int) -> list[Choice]:
        """Return the choices of a list in the order of the sheet; raises nothing: what is wrong is said."""
        found: list[Choice] = []
        for number, cells in enumerate(self.choices, 2):
            if cells.get("list_name", cells.get("list name", "")) != name:
                continue
            value = cells.get("name", cells.get("value", ""))
            text = self.words(cells, "label", number, CHOICES)
            if not value or not text:
                self.say(SheetCode.NO_LABEL, number, CHOICES, value=shown(value or name))
                continue
            if any(choice.name == value for choice in found):
                self.say(SheetCode.CHOICE_TWICE, number, CHOICES, value=shown(value))
                continue
            found.append(Choice(value, text, number))
        if not found:
            self.say(SheetCode.NO_LIST, row, value=shown(name))
        elif len(found) == 1:
            self.say(SheetCode.FEW_CHOICES, found[0].row, CHOICES, value=shown(name))
        return found


def known_column(head: str) -> str:
    """Return the column a head belongs to, without its language."""
    return _split(head)[0]


def _lower(cells: Mapping[str, str | None]) -> Cells:
    return {
        " ".join(head.lower().split()): value.strip()
        for head, value in cells.items()
        if head and value and value.strip()
    }


def _split(head: str) -> tuple[str, str | None]:
    """Return the column and the language of a head: `label::dansk (da)` → `label`, `da`."""
    match = _COLUMN.fullmatch(head)
    if match is None:
        return {"caption": "label", "relevance": "relevant"}.get(head, head), None
    said = match[2]
    tag = re.search(r"\(([a-z]{2})(?:-[a-z]+)?\)", said)
    word = tag[1] if tag else said
    lang = next((lang for lang, names in _NAMES.items() if word in names), word)
    return match[1], lang
