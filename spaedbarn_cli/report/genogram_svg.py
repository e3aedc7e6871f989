"""The genogram as a drawing, in the signs of the field, told apart by shape alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spaedbarn_cli.domain.genogram import PARENTS
from spaedbarn_cli.domain.genogram_layout import FONT, SYMBOL, lay_out
from spaedbarn_cli.domain.network import COUPLES, FEELINGS
from spaedbarn_cli.domain.text_box import LINE, width
from spaedbarn_cli.i18n.catalog import day, plural, t
from spaedbarn_cli.report.drawing import FAINT, INK, Point, beside, jagged, path, sampled, svg, text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from spaedbarn_cli.domain.genogram_layout import Genogram, Link, Node
    from spaedbarn_cli.domain.network import Figure, Relation

_HEAD = 44.0
_LEAST = 760.0
"""A small family is not blown up to fill the page."""
_KEY_FONT, _KEY_LINE = 13.5, 30.0
_HALF = SYMBOL / 2


def genogram_picture(
    code: str, today: date, figures: Sequence[Figure], relations: Sequence[Relation], *, head: bool = True
) -> str:
    """Return the genogram as one SVG with its legend; `head` writes family and day over it."""
    drawn = lay_out(figures, relations)
    wide = max(drawn.width, _LEAST)
    top = _HEAD if head else 0.0
    title = f"{t('genogram.title')} {code} · {day(today)}"
    key, high = _legend(drawn, wide)
    parts = [text(8, 28, title, size=20, anchor="start", weight=600)] if head else []
    parts.append(f'<g transform="translate({(wide - drawn.width) / 2:.1f} {top:g})">')
    parts += [path(line, wide=1.8) for line in drawn.descents]
    parts += [_link(link) for link in drawn.links]
    parts += [_person(node) for node in drawn.nodes]
    parts += ["</g>", f'<g transform="translate(0 {top + drawn.height:.1f})">', *key, "</g>"]
    about = plural("genogram.picture", len(drawn.nodes), code=code)
    return svg(wide, top + drawn.height + high, title, about, parts, "genogram")


def _link(link: Link) -> str:
    way = sampled(link.points, 6.0)
    if link.kind == "conflicted":
        return path(jagged(link.points, high=5, step=6), wide=1.6)
    if link.kind == "close":
        return path(beside(way, (2.5,)), wide=1.5) + path(beside(way, (-2.5,)), wide=1.5)
    if link.kind == "distant":
        return path(way, wide=1.8, dash="2 6")
    if link.kind == PARENTS:
        return path(way, wide=1.0)
    return path(way, wide=2.2, dash="8 5" if link.kind == "couple" else "") + _slashes(link.kind, way)


def _slashes(kind: str, way: Sequence[Point]) -> str:
    """One stroke across the line of those who have separated, two of those who are divorced."""
    x, y = _middle(way)
    places = {"separated": (0.0,), "divorced": (-4.0, 4.0)}.get(kind, ())
    # A little to the right of the middle, where the line to the children begins.
    return "".join(path(((x + 8 + at - 4, y + 10), (x + 8 + at + 4, y - 10)), wide=2.2) for at in places)


def _middle(way: Sequence[Point]) -> Point:
    if len(way) > 2:
        return way[len(way) // 2]
    return (way[0][0] + way[-1][0]) / 2, (way[0][1] + way[-1][1]) / 2


def _symbol(figure: Figure, x: float, y: float, half: float) -> str:
    look = f'fill="#ffffff" stroke="{INK}" stroke-width="2.2"'
    parts = []
    for inset in (0.0, half * 0.2) if figure.focus else (0.0,):
        r = half - inset
        if figure.state == "pregnancy":
            points = f"{x:.1f},{y - r:.1f} {x + r:.1f},{y + r:.1f} {x - r:.1f},{y + r:.1f}"
            parts.append(f'<polygon points="{points}" {look} stroke-linejoin="round"/>')
        elif figure.sex == "man":
            parts.append(f'<rect x="{x - r:.1f}" y="{y - r:.1f}" width="{2 * r:.1f}" height="{2 * r:.1f}" {look}/>')
        elif figure.sex == "woman":
            parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{r:.1f}" {look}/>')
        else:
            points = f"{x:.1f},{y - r:.1f} {x + r:.1f},{y:.1f} {x:.1f},{y + r:.1f} {x - r:.1f},{y:.1f}"
            parts.append(f'<polygon points="{points}" {look}/>')
    if figure.state == "dead":
        r = half * (0.68 if figure.sex == "woman" else 0.92)
        parts.append(path(((x - r, y - r), (x + r, y + r)), wide=2) + path(((x - r, y + r), (x + r, y - r)), wide=2))
    return "".join(parts)


def _person(node: Node) -> str:
    parts = [_symbol(node.figure, node.x, node.y, _HALF)]
    for place, line in enumerate(node.lines):
        y = node.box.top + place * FONT * LINE + FONT * 0.95
        weight = 600 if node.figure.focus else 400
        parts.append(text(node.x, y, line, size=FONT, weight=weight, halo=True))
    return f'<g class="person">{"".join(parts)}</g>'


def _legend(drawn: Genogram, wide: float) -> tuple[list[str], float]:
    """Return the legend: only the signs that are there."""
    from spaedbarn_cli.domain.genogram_layout import Link
    from spaedbarn_cli.domain.network import Figure

    figures = [node.figure for node in drawn.nodes]
    items: list[tuple[str, str]] = []
    living = [one for one in figures if one.state != "pregnancy"]
    for sex in ("woman", "man", "unknown"):
        if any(one.sex == sex or (sex == "unknown" and one.sex == "not-said") for one in living):
            items.append((_symbol(Figure("", "", sex), 11, 0, 10), t(f"genogram.sex.{sex}")))
    if any(one.focus for one in figures):
        items.append((_symbol(Figure("", "", "unknown", focus=True), 11, 0, 11), t("genogram.focus")))
    for state in ("pregnancy", "dead"):
        if any(one.state == state for one in figures):
            items.append((_symbol(Figure("", "", "woman", state), 11, 0, 10), t(f"genogram.state.{state}")))
    kinds = {link.kind for link in drawn.links}
    for kind in (*COUPLES, PARENTS, *FEELINGS):
        if kind in kinds:
            items.append((_link(Link(kind, ((0.0, 0.0), (44.0, 0.0)))), t(f"genogram.kind.{kind}")))
    parts, x, y = [], 12.0, 16.0
    for number, (sign, words) in enumerate(items):
        room = 30.0 if number < len(items) - sum(kind in kinds for kind in (*COUPLES, PARENTS, *FEELINGS)) else 52.0
        need = room + width(words) * _KEY_FONT
        if x > 12 and x + need > wide - 12:
            x, y = 12.0, y + _KEY_LINE
        parts.append(f'<g transform="translate({x:.1f} {y:.1f})">{sign}</g>')
        parts.append(text(x + room, y + 5, words, size=_KEY_FONT, anchor="start", ink=FAINT))
        x += need + 22
    return parts, y + 22
