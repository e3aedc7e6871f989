"""Status statements on the terminal: the list, and one as it was written."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from spaedbarn_cli.domain.statement import SECTIONS
from spaedbarn_cli.i18n.catalog import day, t
from spaedbarn_cli.report.norm_words import days_between, wrapped
from spaedbarn_cli.report.terminal import FAINT, HEAD, grid, text

if TYPE_CHECKING:
    from rich.console import RenderableType


def _period(one: dict[str, Any]) -> str:
    return days_between(date.fromisoformat(one["from"]), date.fromisoformat(one["to"]))


def statement_list(documents: list[dict[str, Any]]) -> RenderableType:
    """Return the statements of a family, a line each."""
    if not documents:
        return text(t("statement.none"))
    table = grid("", "", "", "", "")
    for one in documents:
        table.add_row(
            text((one["case"], HEAD)), text(_period(one)), text(day(date.fromisoformat(one["date"]))),
            text(t("statement.version", n=one["versions"]) if one["versions"] > 1 else ""), text((one["id"][:6], FAINT)),
        )  # fmt: skip
    return table


def statement_card(one: dict[str, Any], width: int) -> RenderableType:
    """Return a statement's sections as they were written."""
    from rich.console import Group

    head = f" · {one['case']} · {_period(one)}"
    parts: list[Any] = [text(" ", (t("statement.title"), HEAD), head), text(("─" * width, FAINT))]
    said = f"{one['by']}, {day(date.fromisoformat(one['date']))}"
    parts.append(text((f" {said}", FAINT), (f"  {one['id'][:6]}", FAINT)))
    for key in SECTIONS:
        if one["sections"].get(key):
            parts += [text(""), text(" ", (t(f"statement.section.{key}"), HEAD))]
            for line in one["sections"][key].splitlines():
                parts += [text(" ", part) for part in (wrapped(line, width - 2) or [""])]
    return Group(*parts)
