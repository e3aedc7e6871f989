"""The curve of one scale as a drawing: shapes say what colours say, and a line never crosses a gap or a version.

Every measure is in units of the drawing, which scales to the page. Only labels, days and figures stand in it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from spaedbarn_cli.i18n.catalog import day, t
from spaedbarn_cli.report import progress_view as view
from spaedbarn_cli.report.page import escape
from spaedbarn_cli.report.progress_axis import LETTER, NOTE, Axes, score_ticks, time_ticks

if TYPE_CHECKING:
    from spaedbarn_cli.domain.progress import Point, Series
    from spaedbarn_cli.report.progress_view import Panel

WHOLE, HALF = 760, 372
"""How wide a drawing is that has the page to itself, and one of two beside each other."""

LINE, ACTS, CUTOFF, FAINT, INK = "#33658a", "#b3261e", "#8c4a00", "#6b7783", "#1c2733"


def progress_picture(panel: Panel, title: str, name: str, width: int) -> str:
    """Return the drawing as an SVG element; `name` makes its ids its own on a page with several."""
    axes = Axes(panel, width)
    points = panel.points
    about = t(
        "progress.page.picture_text",
        times=view.counted_words(panel),
        first=day(points[0].date),
        last=day(points[-1].date),
    )
    parts = [_frame(axes)]
    parts.append(_cutoffs(axes))
    parts += [_break(axes, place, version) for place, version in axes.breaks()]
    for one in panel.series:
        parts.append(_lines(axes, one))
        parts += [_point(axes, point) for point in one.points]
    parts.append(_values(axes))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {axes.height}" role="img" '
        f'aria-labelledby="{name}-title {name}-desc">'
        f'<title id="{name}-title">{escape(title)}</title><desc id="{name}-desc">{escape(about)}</desc>'
        f"{''.join(parts)}</svg>"
    )


def legend_mark(kind: str) -> str:
    """Return a sign alone, for the key beneath the heading: `point`, `change`, `cutoff`, `gap`, `version`."""
    drawn = {
        "point": f'<path d="M0 7H14" stroke="{LINE}" stroke-width="2"/><circle cx="7" cy="7" r="4" fill="{LINE}"/>',
        "change": f"{_triangle(3.6, 8, 1, LINE, 0.62)}{_triangle(10.4, 6, -1, LINE, 0.62)}",
        "cutoff": f'<path d="M0 7H14" stroke="{CUTOFF}" stroke-width="1.6" stroke-dasharray="4 2"/>',
        "gap": f'<path d="M4 1V7" stroke="{FAINT}" stroke-width="1.4" stroke-dasharray="2 2"/>{_cross(4, 11, 0.8)}',
        "version": f'<path d="M7 0V14" stroke="{INK}" stroke-width="1.2" stroke-dasharray="2 3"/>',
    }[kind]
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 14 14" class="mark" aria-hidden="true">{drawn}</svg>'


def _frame(axes: Axes) -> str:
    parts = []
    for value in score_ticks(axes.panel):
        y = axes.y(value)
        parts.append(f'<line x1="{axes.left}" x2="{axes.right}" y1="{y:.1f}" y2="{y:.1f}" stroke="#d5dbe1"/>')
        parts.append(_label(axes.left - 6, y + 3.5, view.number(value), "end"))
    for place, words, anchor in time_ticks(axes):
        parts.append(
            f'<line x1="{place:.1f}" x2="{place:.1f}" y1="{axes.foot}" y2="{axes.foot + 4}" stroke="#9aa6b2"/>'
        )
        parts.append(_label(place, axes.foot + 15, words, anchor))
    return "".join(parts)


def _cutoffs(axes: Axes) -> str:
    """Dashed lines with their value at the right end; what they are and on whose word stands over the plot.

    A line goes from the first to the last day it held; across, if it is the only one.
    """
    parts = []
    for first, last, line in axes.cutoff_lines():
        y = axes.y(line.value)
        value = _label(last + 3, y + 3.5, view.number(line.value), "start", CUTOFF, bold=True)
        parts.append(
            f"<g><title>{escape(view.cutoff_words(line))}</title>"
            f'<line x1="{first:.1f}" x2="{last:.1f}" y1="{y:.1f}" y2="{y:.1f}" stroke="{CUTOFF}" stroke-width="1.6" '
            f'stroke-dasharray="6 3"/>{value}</g>'
        )
    y = 10.0
    for lines in axes.notes:
        parts.append(
            f'<path d="M{axes.left} {y - 3.5}h16" stroke="{CUTOFF}" stroke-width="1.6" stroke-dasharray="6 3"/>'
        )
        for words in lines:
            parts.append(_label(axes.left + 21, y, words, "start", CUTOFF))
            y += NOTE
    return "".join(parts)


def _break(axes: Axes, place: float, version: str) -> str:
    words = t("progress.version", version=version)
    ends = f'y1="{axes.top - 14}" y2="{axes.foot}"'
    anchor = "start" if place + len(words) * LETTER + 6 < axes.right else "end"
    shift = 4 if anchor == "start" else -4
    return (
        f'<line x1="{place:.1f}" x2="{place:.1f}" {ends} stroke="{INK}" stroke-width="1.2" stroke-dasharray="2 3"/>'
        f"{_label(place + shift, axes.top - 6, words, anchor, INK)}"
    )


def _lines(axes: Axes, one: Series) -> str:
    drawn = []
    for run in one.runs:
        places = [f"{axes.x(point.date):.1f} {axes.y(point.score):.1f}" for point in run if point.score is not None]
        if len(places) > 1:
            path = f"M{'L'.join(places)}"
            drawn.append(f'<path d="{path}" fill="none" stroke="{LINE}" stroke-width="2" stroke-linejoin="round"/>')
    return "".join(drawn)


def _point(axes: Axes, point: Point) -> str:
    x = axes.x(point.date)
    said = [day(point.date), view.score_words(point, ""), view.standing_words(point), view.change_words(point)]
    said.append(view.range_words(point, axes.panel))
    tip = f"<title>{escape(', '.join(filter(None, said)))}</title>"
    if point.score is None:
        return f"<g>{tip}{_gap(axes, point, x)}</g>"
    y, colour = axes.y(point.score), ACTS if point.acts else LINE
    if point.reliable:
        return f"<g>{tip}{_triangle(x, y, 1 if (point.change or 0) > 0 else -1, colour)}</g>"
    return f'<g>{tip}<circle cx="{x:.1f}" cy="{y:.1f}" r="4.2" fill="{colour}" stroke="#fff" stroke-width="1"/></g>'


def _gap(axes: Axes, point: Point, x: float) -> str:
    """A cross under the axis, at no height; where it is known what the score can be, a thin bar over those heights."""
    parts = [_cross(x, axes.foot - 7, 1)]
    if view.range_words(point, axes.panel) and point.low is not None and point.high is not None:
        low, high = axes.y(point.low), axes.y(point.high)
        path = f"M{x:.1f} {high:.1f}V{low:.1f}M{x - 4:.1f} {high:.1f}h8M{x - 4:.1f} {low:.1f}h8"
        parts.append(f'<path d="{path}" stroke="{FAINT}" stroke-width="1.3" stroke-dasharray="3 2"/>')
    return "".join(parts)


def _values(axes: Axes) -> str:
    """The score beside each point, left out where it would cover the one before."""
    parts, end = [], -1000.0
    for point in axes.panel.points:
        if point.score is None:
            continue
        words, x, y = view.number(point.score), axes.x(point.date), axes.y(point.score)
        half = len(words) * LETTER / 2 + 1
        if x - half > end:
            parts.append(_label(x, y + _beside(axes, y), words, "middle", INK, bold=True))
            end = x + half
    return "".join(parts)


def _beside(axes: Axes, y: float) -> float:
    """Return how far from a point its figure stands: over it, or under it where the top or a cut-off is in the way."""
    over = y - 18 > axes.top - 12 and not any(6 < y - axes.y(line.value) < 18 for _, _, line in axes.cutoff_lines())
    under = y + 18 < axes.foot and not any(4 < axes.y(line.value) - y < 18 for _, _, line in axes.cutoff_lines())
    return -8 if over or not under else 15


def _triangle(x: float, y: float, way: int, colour: str, size: float = 1) -> str:
    wide, high = 6.2 * size, 5.8 * size
    path = f"M{x - wide:.1f} {y + way * high:.1f}H{x + wide:.1f}L{x:.1f} {y - way * high:.1f}Z"
    return f'<path d="{path}" fill="{colour}" stroke="#fff" stroke-width=".8"/>'


def _cross(x: float, y: float, size: float) -> str:
    arm = 3.4 * size
    left, right, top, foot = f"{x - arm:.1f}", f"{x + arm:.1f}", f"{y - arm:.1f}", f"{y + arm:.1f}"
    path = f"M{left} {top}L{right} {foot}M{left} {foot}L{right} {top}"
    return f'<path d="{path}" stroke="{FAINT}" stroke-width="1.8" stroke-linecap="round"/>'


def _label(x: float, y: float, words: str, anchor: str, colour: str = "#3d4955", *, bold: bool = False) -> str:
    weight = ' font-weight="600"' if bold else ""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="10"{weight} fill="{colour}" stroke="#fff" '
        f'stroke-width="3" paint-order="stroke" font-family="system-ui, \'DejaVu Sans\', Arial, sans-serif">'
        f"{escape(words)}</text>"
    )
