"""The picture of a family's weeks: a bar a week, the norm as a line across it. Told apart by shape as well as colour.

Every measure is in units of the drawing, which is `WIDTH` wide and scales to the page. Only codes and figures stand in
it, never a name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from spaedbarn_cli.domain import norms
from spaedbarn_cli.i18n.catalog import duration, t
from spaedbarn_cli.report.norm_view import REACHED, SHORT_OF_PLAN
from spaedbarn_cli.report.page import escape

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spaedbarn_cli.report.norm_view import Block, Row

WIDTH = 760
MOST_IN_A_ROW = 32
"""Weeks side by side; more go on in a further row, or they could no longer be told apart."""

_FEWEST = 5
"""A single week does not fill the page: slots are never wider than those of so many weeks."""

_WIDEST = 64
_LEFT, _RIGHT, _TOP, _PLOT, _FOOT = 40, 10, 34, 96, 32
_HEIGHT = _TOP + _PLOT + _FOOT
_STEPS = (60, 120, 240, 360, 600, 1200, 2400)

COLOURS = {
    norms.MET: "#2f7d57", REACHED: "#2f7d57", norms.UNDER: "#b3261e", norms.BELOW_PLAN: "#a86400",
    SHORT_OF_PLAN: "#a86400", norms.OVER: "#6b3fa0", norms.RUNNING: "#33658a", norms.NO_NORM: "#8a96a3",
}  # fmt: skip
_LEAN = {norms.UNDER: -1, norms.BELOW_PLAN: 0, norms.OVER: 1}
"""How the stripes of a bar lean: black-and-white paper still tells the three apart."""
_GAP = 6


def norm_picture(block: Block, name: str) -> str:
    """Return the picture as an SVG element; `name` makes its ids its own on a page with several."""
    rows = block.rows
    count = -(-len(rows) // MOST_IN_A_ROW)
    size = -(-len(rows) // count)
    scale = _scale(rows)
    parts = []
    for number in range(count):
        parts.append(_strip(rows[number * size : (number + 1) * size], size, scale, number * _HEIGHT))
    summary, code = block.family.norm.summary, block.family.case.code
    title = t("norm.page.picture", code=code)
    about = t(
        "norm.page.picture_text", first=rows[0].week.monday.isoformat(), last=rows[-1].week.sunday.isoformat(),
        met=summary.met, n=summary.weeks,
    )  # fmt: skip
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {count * _HEIGHT}" role="img" '
        f'aria-labelledby="{name}-title {name}-desc">'
        f'<title id="{name}-title">{escape(title)}</title><desc id="{name}-desc">{escape(about)}</desc>'
        f"{''.join(parts)}</svg>"
    )


def legend_mark(standing: str) -> str:
    """Return the sign of a standing alone, for the key beneath the heading."""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 14 14" class="mark" aria-hidden="true">'
        f"{_mark(standing, 7, 7)}</svg>"
    )


def _scale(rows: Sequence[Row]) -> tuple[int, int]:
    """Return the top of the axis and the step between its lines, in minutes: a few lines, whatever the hours."""
    weeks = [row.week for row in rows]
    highest = max(max(week.delivered_minutes, week.required_minutes, week.plan_minutes) for week in weeks)
    step = next((step for step in _STEPS if highest <= 4 * step), _STEPS[-1])
    return max(-(-highest // step), 1) * step, step


def _strip(rows: Sequence[Row], slots: int, scale: tuple[int, int], top: int) -> str:
    highest, step = scale
    slot = (WIDTH - _LEFT - _RIGHT) / max(slots, _FEWEST)
    right = _LEFT + slot * slots
    base = top + _TOP + _PLOT
    parts = []
    for minutes in range(0, highest + 1, step):
        y = base - _PLOT * minutes / highest
        parts.append(f'<line x1="{_LEFT}" x2="{right:.1f}" y1="{y:.1f}" y2="{y:.1f}" stroke="#d5dbe1"/>')
        parts.append(_label(_LEFT - 6, y + 3.5, t("norm.page.hours_axis", n=minutes // 60), "end"))
    for place, row in enumerate(rows):
        iso = row.week.monday.isocalendar()
        year = iso.year if place == 0 or iso.week == 1 else None
        parts.append(_week(row, _LEFT + slot * place, slot, base, highest, year))
    return "".join(parts)


def _week(row: Row, left: float, slot: float, base: float, highest: int, year: int | None) -> str:
    week = row.week
    middle, wide = left + slot / 2, min(slot * 0.62, _WIDEST)
    height = _PLOT * week.delivered_minutes / highest
    parts = [f"<g>{_tooltip(row)}"]
    if height:
        parts.append(_bar(row, middle - wide / 2, base - height, wide, height))
    for minutes, dash in ((week.plan_minutes, ' stroke-dasharray="3 2"'), (week.required_minutes, "")):
        if minutes and (dash == "" or minutes > week.required_minutes):
            y = base - _PLOT * minutes / highest
            half = min(slot * 0.44, _WIDEST * 0.7)
            ends = f'x1="{middle - half:.1f}" x2="{middle + half:.1f}" y1="{y:.1f}" y2="{y:.1f}"'
            parts.append(f'<line {ends} stroke="#1c2733" stroke-width="2"{dash}/>')
    parts.append(_mark(row.standing, middle, base - _PLOT - 24))
    if slot >= 62:
        parts.append(_label(middle, base - _PLOT - 8, duration(week.delivered_minutes), "middle"))
    parts.append(_label(middle, base + 13, str(week.monday.isocalendar().week), "middle"))
    if year is not None:
        parts.append(_label(middle, base + 26, str(year), "middle"))
    return "".join([*parts, "</g>"])


def _tooltip(row: Row) -> str:
    week = row.week
    hours = f"{duration(week.delivered_minutes)} / {duration(row.asked_minutes)}"
    return f"<title>{escape(f'{week.week} ({week.monday} – {week.sunday}): {hours}')}</title>"


def _bar(row: Row, x: float, y: float, wide: float, high: float) -> str:
    """A bar: full where the norm is met, dashed for the running week, striped where somebody should look."""
    colour = COLOURS[row.standing]
    shape = f'x="{x:.1f}" y="{y:.1f}" width="{wide:.1f}" height="{high:.1f}"'
    if row.week.running:
        edge = f'stroke="{colour}" stroke-width="1.5" stroke-dasharray="4 2"'
        return f'<rect {shape} fill="{colour}" fill-opacity="0.28" {edge}/>'
    if row.standing not in _LEAN:
        return f'<rect {shape} fill="{colour}"/>'
    stripes = _stripes(_LEAN[row.standing], x, y, wide, high)
    return (
        f'<rect {shape} fill="{colour}" fill-opacity="0.16"/><path d="{stripes}" stroke="{colour}" stroke-width="1.5"/>'
        f'<rect {shape} fill="none" stroke="{colour}" stroke-width="1.2"/>'
    )


def _stripes(lean: int, x: float, y: float, wide: float, high: float) -> str:
    """Stripes inside a rectangle, drawn out: a pattern would make a printed page of them a hundred times as large."""
    drawn = []
    if lean == 0:
        for step in range(1, int(high / _GAP) + 1):
            drawn.append(f"M{x:.1f} {y + high - step * _GAP + 2:.1f}h{wide:.1f}")
        return "".join(drawn)
    for step in range(int(-high / _GAP), int(wide / _GAP) + 1):
        at = step * _GAP
        left, right = max(0.0, at), min(wide, at + high)
        if right <= left:
            continue
        top, bottom = max(0.0, -at), min(high, wide - at)
        start, end = (x + left, x + right) if lean > 0 else (x + wide - left, x + wide - right)
        drawn.append(f"M{start:.1f} {y + top:.1f}L{end:.1f} {y + bottom:.1f}")
    return "".join(drawn)


def _mark(standing: str, x: float, y: float) -> str:
    """A drawn sign for each standing: a tick, triangles down and up, a diamond, a ring, a dash."""
    colour = COLOURS[standing]
    drawn = f'fill="none" stroke="{colour}" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"'
    shapes = {
        norms.MET: f'<path d="M-4 0 L-1 3.5 L4.5 -4" {drawn}/>',
        norms.UNDER: f'<path d="M-5 -4 L5 -4 L0 5 Z" fill="{colour}"/>',
        norms.OVER: f'<path d="M-5 4 L5 4 L0 -5 Z" fill="{colour}"/>',
        norms.BELOW_PLAN: f'<path d="M0 -5 L5 0 L0 5 L-5 0 Z" {drawn}/>',
        norms.RUNNING: f'<circle r="4.2" {drawn} stroke-dasharray="2.5 3"/>',
        norms.NO_NORM: f'<path d="M-4 0 L4 0" {drawn}/>',
    }
    shapes[REACHED], shapes[SHORT_OF_PLAN] = shapes[norms.MET], shapes[norms.BELOW_PLAN]
    return f'<g transform="translate({x:.1f} {y:.1f})">{shapes[standing]}</g>'


def _label(x: float, y: float, words: str, anchor: str) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="10.5" fill="#3d4955" '
        f'font-family="system-ui, \'DejaVu Sans\', Arial, sans-serif">{escape(words)}</text>'
    )
