"""Strokes that several drawings share: a jagged line, a line beside another, text with white behind it."""

from __future__ import annotations

from math import hypot
from typing import TYPE_CHECKING

from spaedbarn_cli.report.page import escape

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spaedbarn_cli.domain.text_box import Box

FONT = "system-ui, 'Segoe UI', 'DejaVu Sans', Arial, sans-serif"
INK, FAINT, LINE = "#1c2733", "#5b6875", "#9aa6b2"

Point = tuple[float, float]


def text(
    x: float, y: float, words: str, *, size: float, anchor: str = "middle", weight: int = 400, ink: str = INK,
    halo: bool = False,
) -> str:  # fmt: skip
    """Return one line of text; `y` is its baseline, `halo` puts white around the letters where lines run behind."""
    heavy = f' font-weight="{weight}"' if weight != 400 else ""
    heavy += ' stroke="#ffffff" stroke-width="5" stroke-linejoin="round" paint-order="stroke"' if halo else ""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="{size:g}" fill="{ink}"{heavy}>'
        f"{escape(words)}</text>"
    )


def rect(box: Box, **attributes: str) -> str:
    """Return a rectangle."""
    said = "".join(f' {name.rstrip("_").replace("_", "-")}="{value}"' for name, value in attributes.items())
    return (
        f'<rect x="{box.left:.1f}" y="{box.top:.1f}" width="{box.right - box.left:.1f}" '
        f'height="{box.bottom - box.top:.1f}"{said}/>'
    )


def path(points: Sequence[Point], *, stroke: str = INK, wide: float = 1.6, dash: str = "") -> str:
    """Return a line through points."""
    way = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    return f'<path d="{way}" fill="none" stroke="{stroke}" stroke-width="{wide:g}" stroke-linejoin="round"{dashed}/>'


def sampled(points: Sequence[Point], step: float) -> list[Point]:
    """Return points along a straight line (two points) or a curve drawn towards the middle one of three."""
    if len(points) == 2:
        (ax, ay), (bx, by) = points
        count = max(1, round(hypot(bx - ax, by - ay) / step))
        return [(ax + (bx - ax) * n / count, ay + (by - ay) * n / count) for n in range(count + 1)]
    (ax, ay), (cx, cy), (bx, by) = points
    count = max(4, round((hypot(cx - ax, cy - ay) + hypot(bx - cx, by - cy)) * 0.8 / step))
    found = []
    for n in range(count + 1):
        u = n / count
        v = 1 - u
        found.append((v * v * ax + 2 * u * v * cx + u * u * bx, v * v * ay + 2 * u * v * cy + u * u * by))
    return found


def beside(points: Sequence[Point], aside: Sequence[float]) -> list[Point]:
    """Return a line that runs so far to the left of another at each of its points (cyclic)."""
    found = []
    for place, (x, y) in enumerate(points):
        before, after = points[max(0, place - 1)], points[min(len(points) - 1, place + 1)]
        dx, dy = after[0] - before[0], after[1] - before[1]
        long = hypot(dx, dy) or 1.0
        by = aside[place % len(aside)]
        found.append((x + dy / long * by, y - dx / long * by))
    return found


def jagged(points: Sequence[Point], *, high: float = 4.0, step: float = 6.0) -> list[Point]:
    """Return a zigzag along a line, with its ends on it."""
    way = sampled(points, step)
    bent = beside(way, (high, -high))
    return [way[0], *bent[1:-1], way[-1]]


def arrow(start: Point, end: Point, *, wide: float = 2.0, head: float = 8.0) -> str:
    """Return an arrow."""
    (ax, ay), (bx, by) = start, end
    long = hypot(bx - ax, by - ay) or 1.0
    dx, dy = (bx - ax) / long, (by - ay) / long
    foot = (bx - dx * head, by - dy * head)
    sides = [(foot[0] + dy * head / 2, foot[1] - dx * head / 2), (foot[0] - dy * head / 2, foot[1] + dx * head / 2)]
    tip = " ".join(f"{x:.1f},{y:.1f}" for x, y in [(bx, by), *sides])
    return path([start, foot], wide=wide) + f'<polygon points="{tip}" fill="{INK}"/>'


def svg(width: float, height: float, title: str, about: str, parts: Sequence[str], name: str) -> str:
    """Return a whole drawing on white; `name` makes its ids its own on a page with several."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height:.0f}" role="img" '
        f'font-family="{FONT}" aria-labelledby="{name}-title {name}-desc">'
        f'<title id="{name}-title">{escape(title)}</title><desc id="{name}-desc">{escape(about)}</desc>\n'
        f'<rect width="{width:.0f}" height="{height:.0f}" fill="#ffffff"/>\n' + "\n".join(parts) + "\n</svg>\n"
    )
