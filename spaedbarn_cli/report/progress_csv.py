"""The scores over time as CSV that a Danish Excel opens as it is: UTF-8 with BOM, semicolons, the language's decimals.

The heads are the field names of the JSON; an empty score is one that could not be scored.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from spaedbarn_cli.i18n.catalog import decimal
from spaedbarn_cli.report.norm_csv import BOM, cell

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from spaedbarn_cli.domain.progress import Series

HEADS = (
    "case", "instrument", "version", "subject", "scale", "date", "score", "scorable", "band", "change", "reliable",
    "response",
)  # fmt: skip


def csv_text(code: str, found: Iterable[Series]) -> str:
    """Return one row for each answer set and scale."""
    file = io.StringIO()
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
    writer.writerow(HEADS)
    for one in found:
        about = [cell(code), cell(one.instrument), cell(one.version), cell(one.subject), cell(one.scale)]
        for point in one.points:
            reliable = "" if point.reliable is None else str(point.reliable).lower()
            band = f"[{point.band}]" if point.band else ""  # 3-6 would be the third of June
            figures = [point.date.isoformat(), _number(point.score), point.scorable, band, _number(point.change)]
            writer.writerow([*about, *figures, reliable, cell(point.response)])
    return BOM + file.getvalue()


def _number(value: Decimal | None) -> str:
    return "" if value is None else decimal(format(value, "f"))
