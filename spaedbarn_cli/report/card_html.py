"""The network card and the genogram as pages to print and lay on the table. They hold names: they are made to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spaedbarn_cli.i18n.catalog import day, language, t
from spaedbarn_cli.report.card_svg import card_picture
from spaedbarn_cli.report.genogram_svg import genogram_picture
from spaedbarn_cli.report.page import element, page, text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from spaedbarn_cli.domain.network import Figure, Relation
    from spaedbarn_cli.report.card_view import Card

_STYLE = """
header { border-bottom: 2px solid var(--ink); padding-bottom: 6px; margin-bottom: 10px; }
figure { margin: 0; }
footer { margin-top: 8px; border-top: 1px solid var(--line); padding-top: 4px; font-size: .85rem; }
@media print { figure svg { max-height: 235mm; } }
"""
_LYING = "@media print { figure svg { max-height: 150mm; } }\n@page { size: A4 landscape; }\n"


def card_page(card: Card) -> str:
    """Return the card as one page in the language in use."""
    title = f"{t('network.title')} {card.code}"
    drawing = element("figure", card_picture(card, head=False)) if card.ties else text("p", t("network.empty_then"))
    return _page(title, card.day, drawing, _STYLE)


def genogram_page(code: str, today: date, figures: Sequence[Figure], relations: Sequence[Relation]) -> str:
    """Return the genogram as one page across in the language in use."""
    drawing = element("figure", genogram_picture(code, today, figures, relations, head=False))
    return _page(f"{t('genogram.title')} {code}", today, drawing, _STYLE + _LYING)


def _page(title: str, made: date, drawing: str, style: str) -> str:
    head = element("header", text("h1", title) + text("p", day(made), class_="faint"))
    foot = element("footer", text("p", t("network.footer"), class_="faint"))
    return page(title, "\n".join([head, drawing, foot]), lang=language(), style=style)
