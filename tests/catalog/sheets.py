"""XLSForms made for tests: a survey, its choices and settings as rows, saved as a spreadsheet would."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import openpyxl

if TYPE_CHECKING:
    from collections.abc import Sequence

SETTINGS = [["form_title", "form_id", "version"], ["Søvn i familien", "soevn", "1.2"]]
CHOICES = [
    ["list_name", "name", "label::Dansk (da)", "label::English (en)"],
    ["often", 0, "aldrig", "never"], ["often", 1, "nogle gange", "sometimes"], ["often", 2, "ofte", "often"],
    ["yn", "yes", "ja", "yes"], ["yn", "no", "nej", "no"],
]  # fmt: skip
HEADS = ["type", "name", "label::Dansk (da)", "label::English (en)", "relevant", "constraint", "parameters", "required"]


def workbook(
    survey: Sequence[Sequence[Any]], *, heads: Sequence[str] = HEADS, choices: Any = CHOICES, settings: Any = SETTINGS
) -> bytes:
    """Return a workbook; `survey` are the rows under the heads, shorter ones are filled up with empty cells."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "survey"
    for row in [heads, *survey]:
        sheet.append(list(row))
    for title, rows in (("choices", choices), ("settings", settings)):
        if rows is not None:
            added = book.create_sheet(title)
            for row in rows:
                added.append(list(row))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


WHOLE = [
    ["note", "hello", "Tænk på den sidste uge.", "Think of the last week."],
    ["start", "start"],
    ["begin group", "night", "Om natten", "At night"],
    ["select_one often", "wakes", "Hvor tit vågner barnet?", "How often does the child wake?", None, None, None, "yes"],
    ["integer", "times", "Hvor mange gange?", "How many times?", "${wakes} = '2'", ". >= 0 and . < 21"],
    ["note", "before", "Nu om dig.", "Now about you."],
    ["decimal", "hours", "Hvor mange timer sov du?", "How many hours did you sleep?", None, ". >= 0 and . <= 24"],
    ["end group"],
    ["select_one yn", "help", "Har du brug for hjælp?", "Do you need help?"],
    ["text", "which", "Hvilken hjælp?", "Which help?", "selected(${help}, 'yes')"],
    ["range", "worn", "Hvor træt er du?", "How tired are you?", None, None, "start=0 end=10 step=1"],
    ["text", "more", "Andet?", "Anything else?", "${worn} >= 7", None, None, "yes"],
]
