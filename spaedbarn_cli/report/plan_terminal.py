"""Plans on the terminal: what is due for every family, and all of one family's plan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from spaedbarn_cli.i18n.catalog import language, t
from spaedbarn_cli.report.plan_words import reason_words, state_words, step_words, telling
from spaedbarn_cli.report.terminal import BAD, FAINT, GOOD, HEAD, grid, text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from rich.console import RenderableType

    from spaedbarn_cli.domain.obligation import Obligation
    from spaedbarn_cli.domain.plan_facts import Item
    from spaedbarn_cli.domain.programme import Programme

    Row = tuple[Item, Mapping[str, Obligation]]

STYLES = {"overdue": BAD, "due": HEAD, "begun": HEAD, "done": GOOD, "missed": FAINT, "not_applicable": FAINT, "upcoming": ""}


def due_list(rows: Sequence[Row], today: date, more: int = 0) -> RenderableType:
    """Return what is due: family, step with what else there is to know under it, and where it stands; `more` are not shown."""
    if not rows:
        return text(t("plan.nothing_due"))
    table = grid("", "", "")
    table.columns[2].no_wrap = True
    states = [text((state_words(item, today), STYLES[item.state])) for item, _ in rows]
    table.columns[2].width = max(state.cell_len for state in states)  # said here, since measuring every cell takes long
    for (item, steps), state in zip(rows, states, strict=True):
        extra = telling(item, steps, today)
        parts = (step_words(item, steps), (f"\n{extra}", FAINT)) if extra else (step_words(item, steps),)
        table.add_row(text((item.case, HEAD)), text(*parts), state)
    if more > 0:
        table.add_row("", text((t("plan.more", n=more), FAINT)), "")
    return table


def plan_list(items: Sequence[Item], steps: Mapping[str, Obligation], programme: Programme, today: date) -> RenderableType:
    """Return a family's whole plan under the headings of its phases, every item with its reasons."""
    from rich.console import Group

    if not items:
        return text(t("plan.none"))
    parts: list[Any] = []
    for phase in programme.phases:
        found = [item for item in items if item.phase == phase.key]
        if not found:
            continue
        table = grid("", "", "")
        for item in found:
            why = " · ".join(reason_words(reason, steps, today) for reason in item.why)
            table.add_row(
                text("  ", step_words(item, steps)), text((state_words(item, today), STYLES[item.state])), text((why, FAINT))
            )
        parts += [text((phase.text[language()], HEAD)), table, text("")]
    return Group(*parts[:-1])


def home_lines(rows: Sequence[Row], today: date, more: int) -> RenderableType:
    """Return the block of the home screen: what is due, nearest first, and how much more there is."""
    table = grid("", "", "")
    for place, (item, steps) in enumerate(rows):
        extra = telling(item, steps, today)
        words = f"{step_words(item, steps)}: {state_words(item, today)}" + (f" · {extra}" if extra else "")
        heading = text(" ", (t("home.today") if place == 0 else "", FAINT))
        table.add_row(heading, text((item.case, HEAD)), text((words, STYLES[item.state])))
    if more:
        table.add_row("", "", text((t("home.more_due", n=more), FAINT)))
    return table


def nearest(items: Sequence[Row], today: date) -> list[Row]:
    """Return rows in the order they press: the nearest day first, whether it lies ahead or behind."""

    def distance(row: Row) -> tuple[int, str]:
        item = row[0]
        pressing = (item.latest if item.state == "overdue" else item.due) or today
        return abs((pressing - today).days), item.case

    return sorted(items, key=distance)


