"""The words of an import: what headings and cells may say in either language, and how a problem in a row is said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from spaedbarn_cli.cli import given
from spaedbarn_cli.domain.harmless import harmless, harmless_line
from spaedbarn_cli.domain.visit_columns import COLUMNS, fold
from spaedbarn_cli.domain.visit_rows import Words
from spaedbarn_cli.errors import WrongUsage
from spaedbarn_cli.i18n.catalog import LANGUAGES, load, t

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spaedbarn_cli.domain.visit_cells import RowProblem

_MOST_HEADING = 40


def words() -> tuple[dict[str, str], Words]:
    """Return the headings we know, folded, and the words of the cells: Danish and English whatever the language."""
    texts = [load(language) for language in LANGUAGES]
    cells = Words(
        kinds=_known(texts, "kind"), statuses=_known(texts, "status"), cancelled_by=_known(texts, "cancelled_by"),
        answers=_known(texts, "answer"), clean=_clean, label=_label,
    )  # fmt: skip
    return _known(texts, "column"), cells


def _known(texts: Sequence[dict[str, str]], group: str) -> dict[str, str]:
    """Return folded words of a group with what they stand for: its key, its words on screen, its other words."""
    found: dict[str, str] = {}
    start = f"import.{group}."
    for key in texts[0]:
        if not key.startswith(start):
            continue
        meant = key.removeprefix(start)
        for language in texts:
            listed = f"{meant},{language.get(f'{group}.{meant}', '')},{language[key]}"
            found.update((fold(word), meant) for word in listed.split(",") if word.strip())
    return found


def _clean(text: str) -> str:
    return harmless(text).strip()


def _label(text: str) -> str | None:
    try:
        return given.label("present", text)
    except WrongUsage:
        return None


def heading(text: str) -> str:
    """Return a heading as it may be shown: one line, not long."""
    return harmless_line(text)[:_MOST_HEADING]


class Rows:
    """How the rows of one file are named; `headings` are the file's own, by field."""

    def __init__(self, headings: dict[str, str], *, json: bool) -> None:
        self.headings = headings
        self.json = json

    def column(self, field: str) -> str:
        """Return a column as the file calls it, or as we would."""
        if field == "row":
            return t("row.last")
        return self.headings.get(field) or column_word(field)

    def document(self, problem: RowProblem) -> dict[str, Any]:
        """Return a problem as JSON has it."""
        return {
            "line": problem.line, "row": problem.number, "column": problem.column, "code": problem.code,
            "message": t(f"row.{problem.code}"), "hint": t(f"row.hint.{problem.code}"),
        }  # fmt: skip

    def say(self, problem: RowProblem, offset: int) -> str:
        """Return a problem as one line; `offset` is how much lines are ahead of rows when no cell has line breaks."""
        key = "row.at" if problem.line == problem.number + offset else "row.at_line"
        return t(
            "row.at_json" if self.json else key, number=problem.number, line=problem.line,
            column=self.column(problem.column), message=t(f"row.{problem.code}"), hint=t(f"row.hint.{problem.code}"),
        )  # fmt: skip


def column_word(field: str) -> str:
    """Return the first of the headings we would write for a field in the language in use."""
    assert field in COLUMNS
    return t(f"import.column.{field}").split(",")[0]
