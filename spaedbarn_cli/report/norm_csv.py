"""The norm report as CSV that a Danish Excel opens as it is: UTF-8 with BOM, semicolons, whole minutes.

The heads are the field names of the JSON; `age` is two columns. `bands` stand in brackets, since a spreadsheet would
read 3-6 as the third of June. Nothing a cell holds is ever taken for a formula.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

from spaedbarn_cli.domain.norm_json import week_json

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spaedbarn_cli.domain.norms import CaseNorm

BOM = "\ufeff"
_FAMILY = ("case", "programme", "child", "age_months", "age_days")
_WEEK = (
    "week", "from", "to", "bands", "active_days", "required_minutes", "plan_minutes", "delivered_minutes",
    "practitioner_minutes", "visits", "shortfall_minutes", "status", "remaining_minutes", "maximum_minutes",
    "maximum_visits",
)  # fmt: skip
HEADS = (*_FAMILY, *_WEEK)


def csv_text(found: Iterable[CaseNorm]) -> str:
    """Return the report, one row for each family and week; an empty cell is "none"."""
    file = io.StringIO()
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
    writer.writerow(HEADS)
    for norm in found:
        age: tuple[Any, Any] = (norm.age.months, norm.age.days) if norm.age else ("", "")
        family = [cell(norm.code), cell(norm.programme), cell(norm.child.label if norm.child else ""), *age]
        for week in norm.weeks:
            fields = week_json(week)
            fields["bands"] = f"[{' '.join(week.bands)}]" if week.bands else ""
            writer.writerow([*family, *(_value(fields[name]) for name in _WEEK)])
    return BOM + file.getvalue()


def cell(text: str) -> str:
    """Return text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.lstrip().startswith(("=", "+", "-", "@")) or text.startswith(("\t", "\r", "\n")) else text


def _value(value: Any) -> Any:
    if value is None:
        return ""
    return cell(value) if isinstance(value, str) else value
