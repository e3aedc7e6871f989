"""The network card on the terminal: four fields around the family, the closest nearest the middle line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from spaedbarn_cli.domain.network import CIRCLES, GIVES
from spaedbarn_cli.i18n.catalog import day, t
from spaedbarn_cli.report.card_view import gives_words, letters, pairs_of, sector_words, signs_of, title_of
from spaedbarn_cli.report.terminal import FAINT, HEAD, grid, text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from rich.console import RenderableType
    from rich.text import Text

    from spaedbarn_cli.domain.network import Changes, Tie
    from spaedbarn_cli.report.card_view import Card

STRAIN, WISH = "≈", "→"
_UPPER, _LOWER = ("family", "friends"), ("professional", "work")


def card_drawing(card: Card, width: int) -> RenderableType:
    """Return the card as a picture of so many columns: it reads from the middle line outwards."""
    from rich.console import Group

    if not card.ties:
        return text(t("network.empty", code=card.code))
    core = ", ".join(card.core) or card.code
    middle = f" {core} "
    rule = text((middle.center(min(width, 100) - 1, "═"), HEAD))
    return Group(
        text((title_of(card), HEAD)), text(""), _half(card, _UPPER, width, outwards=True), rule,
        _half(card, _LOWER, width, outwards=False), text(""), _legend(card),
    )  # fmt: skip


def _half(card: Card, sectors: Sequence[str], width: int, *, outwards: bool) -> RenderableType:
    from rich.table import Table

    side = (min(width, 100) - 4) // 2
    table = Table(box=None, show_header=False, pad_edge=False, padding=0)
    table.add_column(width=side, overflow="fold", no_wrap=True)
    table.add_column(width=3, no_wrap=True)
    table.add_column(width=side, overflow="fold", no_wrap=True)
    circles = tuple(reversed(CIRCLES)) if outwards else CIRCLES
    names = [text((sector_words(sector), HEAD)) for sector in sectors]
    if outwards:
        table.add_row(names[0], text((" │", FAINT)), names[1])
    for circle in circles:
        cells = [[tie for tie in card.ties if (tie.sector, tie.circle) == (sector, circle)] for sector in sectors]
        label = f"── {circle} {t(f'network.circle.{circle}')} "
        table.add_row(text((label.ljust(side, "─"), FAINT)), text((" │", FAINT)), text((label.ljust(side, "─"), FAINT)))
        for place in range(max(1, *map(len, cells))):
            row = [_person(cell[place], side) if place < len(cell) else "" for cell in cells]
            high = max(said.count("\n") + 1 for said in row)
            table.add_row(text(row[0]), text(("\n".join([" │"] * high), FAINT)), text(row[1]))
    if not outwards:
        table.add_row(names[0], text((" │", FAINT)), names[1])
    return table


def _person(tie: Tie, side: int) -> str:
    """Return somebody on so many columns, what goes on to a further line set in."""
    from textwrap import wrap

    gives = " ".join(letters()[key] for key in tie.gives)
    signs = " ".join((*([STRAIN] if tie.strain else []), *([WISH] if tie.wish else [])))
    # The letters and signs of one person stay together.
    tail = " ".join(part for part in (gives, signs) if part).replace(" ", "\xa0")
    words = f"{tie.name} \xa0{tail}" if tail else tie.name
    lines = wrap(words, side, initial_indent=" ", subsequent_indent="   ", break_on_hyphens=False)
    return "\n".join(lines).replace("\xa0", " ")


def _legend(card: Card) -> RenderableType:
    from rich.console import Group

    words = [f"{letters()[key]} {t(f'network.gives.{key}')}" for key in GIVES if any(key in tie.gives for tie in card.ties)]
    signs = signs_of(card.ties)
    words += [f"{sign} {t(f'network.sign.{key}')}" for key, sign in (("strain", STRAIN), ("wish", WISH)) if key in signs]
    names = {tie.id: tie.name for tie in card.ties}
    known = [f"{names[a]} – {names[b]}" for a, b in pairs_of(card.ties)]
    lines: list[Any] = [text((" · ".join(words), FAINT))] if words else []
    if known:
        lines.append(text((f"{t('network.sign.knows')}: ", FAINT), "; ".join(known)))
    return Group(*lines)


def card_list(card: Card, looks: Sequence[date], *, then: bool) -> RenderableType:
    """Return the people of a card, a line each; `then` says that the card is of an earlier day."""
    from rich.console import Group

    if not card.ties:
        return text(t("network.empty_then") if then else t("network.empty", code=card.code))
    table = grid("", "", "", "", "")
    for tie in card.ties:
        signs = [t(f"network.sign.{key}") for key, on in (("strain", tie.strain), ("wish", tie.wish)) if on]
        table.add_row(
            text((tie.name, HEAD)), text(f"{tie.circle} {sector_words(tie.sector)}"), text(gives_words(tie.gives)),
            text(", ".join(signs)), text((tie.id[:6], FAINT)),
        )  # fmt: skip
    parts: list[Any] = [text((title_of(card), HEAD)), table]
    if looks:
        parts.append(text((f"{t('network.looks')}: {', '.join(day(one) for one in looks)}", FAINT)))
    return Group(*parts)


def changes_table(code: str, first: date, last: date, changes: Changes) -> RenderableType:
    """Return two days side by side: who is new, gone, moved or otherwise changed, and who is the same."""
    from rich.console import Group

    title = text((f"{t('network.title')} {code}", HEAD))
    table = grid("", "", day(first), day(last), head=True)
    groups = (
        ("new", [(None, tie) for tie in changes.new]), ("gone", [(tie, None) for tie in changes.gone]),
        ("moved", list(changes.moved)), ("changed", list(changes.changed)), ("same", [(tie, tie) for tie in changes.same]),
    )  # fmt: skip
    for kind, pairs in groups:
        for old, new in pairs:
            shown = new or old
            assert shown is not None
            style = FAINT if kind == "same" else HEAD
            table.add_row(text((t(f"network.change.{kind}"), style)), text(shown.name), _where(old), _where(new))
    if not any(pairs for _, pairs in groups):
        return Group(title, text(t("network.empty_then")))
    return Group(title, table)


def _where(tie: Tie | None) -> Text:
    if tie is None:
        return text(("–", FAINT))
    gives = " ".join(letters()[key] for key in tie.gives)
    signs = "".join((f" {STRAIN}" if tie.strain else "", f" {WISH}" if tie.wish else ""))
    return text(f"{tie.circle} {sector_words(tie.sector)}", (f"  {gives}" if gives else "", FAINT), signs)
