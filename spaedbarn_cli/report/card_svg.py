"""The network card as a drawing: circles around the family, a quarter for each part of life, signs that need no colour."""

from __future__ import annotations

from math import hypot
from typing import TYPE_CHECKING

from spaedbarn_cli.domain.card_layout import CORE, DOT, WISH, Layout, lay_out, title_box
from spaedbarn_cli.domain.network import GIVES, SECTORS
from spaedbarn_cli.domain.text_box import LINE, Box, width, wrap
from spaedbarn_cli.i18n.catalog import plural, t
from spaedbarn_cli.report.card_view import letters, pairs_of, sector_words, signs_of, title_of
from spaedbarn_cli.report.drawing import FAINT, INK, arrow, jagged, path, rect, svg, text
from spaedbarn_cli.report.drawing import LINE as GREY

if TYPE_CHECKING:
    from spaedbarn_cli.domain.card_layout import Placed
    from spaedbarn_cli.report.card_view import Card

_HEAD = 46.0
_KEY_FONT, _KEY_LINE = 15.0, 26.0
_CORE_EM = 7.2
_CORE_FONTS = (17.0, 14.5, 12.5, 11.0)


def card_picture(card: Card, *, head: bool = True, name: str = "card") -> str:
    """Return the card as one SVG with its legend; `head` writes family and day over it, for a drawing by itself."""
    layout = lay_out(card.ties, letters())
    key, high = _legend(card, layout)
    top = _HEAD if head else 0.0
    parts = [text(4, 30, title_of(card), size=22, anchor="start", weight=600)] if head else []
    parts += [f'<g transform="translate(0 {top:g})">', *_circles(layout), *_lines(card, layout), *_core(card, layout)]
    parts += [_person(one, layout) for one in layout.people]
    parts += ["</g>", f'<g transform="translate(0 {top + layout.side:g})">', *key, "</g>"]
    about = plural("network.picture", len(card.ties), code=card.code)
    return svg(layout.side, top + layout.side + high, title_of(card), about, parts, name)


def _circles(layout: Layout) -> list[str]:
    middle, side = layout.middle, layout.side
    parts = []
    for place, radius in enumerate(reversed(layout.rings)):
        wash = ("#ffffff", "#f7f8fa", "#eef1f4")[place]
        look = f'fill="{wash}" stroke="{GREY}" stroke-width="1.4"'
        parts.append(f'<circle cx="{middle:g}" cy="{middle:g}" r="{radius:g}" {look}/>')
    outer = layout.rings[-1]
    for x, y in ((outer, 0.0), (0.0, outer)):
        parts.append(path(((middle - x, middle - y), (middle + x, middle + y)), stroke=GREY, wide=1.2, dash="2 5"))
    for number, radius in enumerate(layout.rings, 1):
        parts.append(rect(Box(middle - 6, middle - radius - 8, middle + 6, middle - radius + 8), fill="#ffffff"))
        parts.append(text(middle, middle - radius + 5, str(number), size=14, ink=FAINT))
    for sector in SECTORS:
        box = title_box(sector, side)
        left = box.left < middle
        at, y = (box.left + 2, box.top + 24) if left else (box.right - 2, box.top + 24)
        parts.append(text(at, y, sector_words(sector), size=18, anchor="start" if left else "end", weight=600))
    return parts


def _lines(card: Card, layout: Layout) -> list[str]:
    """Draw who knows whom, and from the family to whoever is a strain."""
    at = {one.tie.id: (one.x, one.y) for one in layout.people}
    parts = [path((at[a], at[b]), stroke="#6b7785", wide=1.0) for a, b in pairs_of(card.ties)]
    middle = layout.middle
    for one in layout.people:
        if one.tie.strain:
            x, y = one.x - middle, one.y - middle
            away = hypot(x, y)
            start = (middle + x / away * CORE, middle + y / away * CORE)
            end = max(CORE, away - (DOT + WISH if one.tie.wish else 0.0)) / away
            parts.append(path(jagged((start, (middle + x * end, middle + y * end)), high=5, step=7), wide=1.7))
    return parts


def _core(card: Card, layout: Layout) -> list[str]:
    middle = layout.middle
    ring = f'<circle cx="{middle:g}" cy="{middle:g}" r="{CORE:g}" fill="#ffffff" stroke="{INK}" stroke-width="2.4"/>'
    words = ", ".join(card.core) or card.code
    lines: tuple[str, ...] = (card.code,)
    size = _CORE_FONTS[0]
    for font in _CORE_FONTS:
        tried = wrap(words, _CORE_EM)
        wide, high = max(width(line) for line in tried) * font / 2, len(tried) * font * LINE / 2
        if hypot(wide, high) <= CORE - 3:
            lines, size = tried, font
            break
    first = middle - (len(lines) - 1) * size * LINE / 2 + size * 0.35
    return [ring, *(text(middle, first + n * size * LINE, line, size=size, weight=600) for n, line in enumerate(lines))]


def _person(one: Placed, layout: Layout) -> str:
    middle, font = layout.middle, layout.font
    parts = []
    if one.tie.wish:
        x, y = middle - one.x, middle - one.y
        away = hypot(x, y)
        reach = DOT + WISH
        parts.append(arrow((one.x, one.y), (one.x + x / away * reach, one.y + y / away * reach), head=10))
    ring = "#ffffff" if one.tie.strain else INK
    parts.append(f'<circle cx="{one.x:.1f}" cy="{one.y:.1f}" r="{DOT:g}" fill="{ring}" stroke="{INK}" stroke-width="2"/>')
    anchor, x = "middle", (one.box.left + one.box.right) / 2
    if one.box.left >= one.mark.right - 1:
        anchor, x = "start", one.box.left + 2
    elif one.box.right <= one.mark.left + 1:
        anchor, x = "end", one.box.right - 2
    gives = bool(one.tie.gives) and one.number is None
    for place, line in enumerate(one.lines):
        y = one.box.top + 1 + place * font * LINE + font * 0.95
        small = gives and place == len(one.lines) - 1
        size = round(font * 0.82, 1) if small else font
        parts.append(text(x, y, line, size=size, anchor=anchor, weight=700 if small else 400, halo=True))
    return f'<g class="person">{"".join(parts)}</g>'


def _legend(card: Card, layout: Layout) -> tuple[list[str], float]:
    """Return the legend under the circles, and its height: signs in use, letters in use, and whom numbers stand for."""
    items: list[tuple[str, float, str]] = []
    signs = {
        "strain": (path(jagged(((0, 0), (46, 0)), high=5, step=7)), 56.0),
        "wish": (arrow((2, 0), (36, 0), head=10), 46.0),
        "knows": (path(((0, 0), (40, 0)), stroke="#6b7785", wide=1.0), 50.0),
    }
    for sign in signs_of(card.ties):
        items.append((*signs[sign], t(f"network.sign.{sign}")))
    for key in GIVES:
        if any(key in tie.gives for tie in card.ties):
            letter = text(0, 5, t(f"network.letter.{key}"), size=_KEY_FONT, anchor="start", weight=700)
            items.append((letter, 22.0, t(f"network.gives.{key}")))
    for one in layout.people:
        if one.number is not None:
            gives = " ".join(letters()[key] for key in one.tie.gives)
            said = f"{one.tie.name} · {gives}" if gives else one.tie.name
            items.append((text(0, 5, str(one.number), size=_KEY_FONT, anchor="start", weight=700), 32.0, said))
    items.append(("", 0.0, t("network.circles")))
    parts, x, y = [], 8.0, 24.0
    for drawn, wide, words in items:
        lines = wrap(words, (layout.side - 16 - wide) / _KEY_FONT)
        need = wide + max(width(line) for line in lines) * _KEY_FONT
        if x > 8 and x + need > layout.side - 8:
            x, y = 8.0, y + _KEY_LINE
        parts.append(f'<g transform="translate({x:.1f} {y:.1f})">{drawn}</g>' if drawn else "")
        for place, line in enumerate(lines):
            parts.append(text(x + wide, y + 5 + place * _KEY_FONT * LINE, line, size=_KEY_FONT, anchor="start"))
        x, y = x + need + 26, y + (len(lines) - 1) * _KEY_FONT * LINE
    return [part for part in parts if part], y + 18
