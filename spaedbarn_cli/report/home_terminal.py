"""The home screen's overview: who you are, the week of every family, what was begun and not finished."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from spaedbarn_cli.i18n.catalog import day_short, t, week, weekday
from spaedbarn_cli.report import norm_words as words
from spaedbarn_cli.report.norm_terminal import STYLES, bar
from spaedbarn_cli.report.terminal import FAINT, HEAD, draft_list, grid, text

if TYPE_CHECKING:
    from datetime import date

    from rich.console import RenderableType

    from spaedbarn_cli.report.norm_view import Report

BAR = 16
MOST_FAMILIES = 12
MOST_DRAFTS = 3


def home_screen(
    author: str, today: date, report: Report, drafts: list[dict[str, Any]], width: int, due: RenderableType | None = None
) -> RenderableType:
    """Return the overview; `due` stands first; the families that lack most of the week lead when there are many."""
    from rich.console import Group

    title = text(" ", (t("home.title"), HEAD))
    right = f"{weekday(today)} {day_short(today)} · {week(today)} · {author}"
    title.append(" " * max(2, width - len(title) - len(right) - 1) + right, style=FAINT)
    parts: list[Any] = [title, text(("─" * width, FAINT))]
    if due is not None:
        parts += [due, text("")]
    blocks = [block for block in report.blocks if block.rows]
    if not blocks:
        parts.append(text(" ", t("label.no_cases")))
    if len(blocks) > MOST_FAMILIES:
        blocks = sorted(blocks, key=lambda block: -block.rows[-1].week.shortfall_minutes)
    table = grid("", "", "", "")
    for block in blocks[:MOST_FAMILIES]:
        row = block.rows[-1]
        filled, style = bar(row, BAR if width >= 70 else BAR // 2)
        table.add_row(
            text(" ", (block.family.case.code, HEAD)), text((filled, style)), text(words.hours_words(row)),
            text((words.standing_words(row, today, private=False), STYLES[row.standing])),
        )  # fmt: skip
    parts.append(table)
    if len(blocks) > MOST_FAMILIES:
        parts.append(text(" ", (t("home.more_families", n=len(blocks) - MOST_FAMILIES), FAINT)))
    if drafts:
        parts += [text(""), text(" ", (t("home.open_drafts"), HEAD)), draft_list(drafts[:MOST_DRAFTS])]
    parts.append(text(""))
    return Group(*parts)
