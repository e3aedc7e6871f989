"""The timeline as a picture: one axis of days, a lane for each kind of thing. Told apart by shape as well as colour.

Every measure is in units of the drawing, which is `WIDTH` wide and scales to the page. Codes, labels and figures only.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from spaedbarn_cli.domain.timeline import TOTAL
from spaedbarn_cli.i18n.catalog import day, t
from spaedbarn_cli.report import progress_view as scores
from spaedbarn_cli.report.page import escape
from spaedbarn_cli.report.score_words import scale_words
from spaedbarn_cli.report.timeline_phases import Span, spans_of
from spaedbarn_cli.report.timeline_words import mark_of, words_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spaedbarn_cli.domain.timeline import Item
    from spaedbarn_cli.report.timeline_terminal import Timeline

WIDTH = 760
MOST_DAYS = 26 * 7
"""Days side by side; a longer time goes on in a further strip, or visits could no longer be told apart."""

_FEWEST_DAYS = 28
_LEFT, _RIGHT, _TOP, _LANE, _SCORES, _BETWEEN = 104, 14, 20, 30, 58, 18
_LETTER = 0.62
"""The widest a letter gets, as a part of its height: what is drawn by this measure never touches its neighbour."""
_SIZE = 10.5
_INK, _FAINT, _LINE = "#1c2733", "#5b6875", "#d5dbe1"
_BLUE, _GREEN, _RED, _AMBER = "#33658a", "#2f7d57", "#b3261e", "#a86400"
_TINTS = ("#e3ecf3", "#eaf3ee", "#f6efe0", "#efeaf4", "#f1f1ee")


def timeline_picture(line: Timeline) -> str:
    """Return the picture as an SVG element."""
    days = (line.last - line.first).days + 1
    count = -(-days // MOST_DAYS)
    size = max(-(-days // count), _FEWEST_DAYS)
    lanes = _lanes(line)
    high = _TOP + sum(lane[1] for lane in lanes) + _BETWEEN
    parts = []
    for number in range(count):
        first = line.first + timedelta(days=number * size)
        parts.append(_Strip(line, first, size, number * high, lanes).drawn())
    title = t("timeline.page.picture", code=line.code)
    about = t("timeline.page.picture_text", first=day(line.first), last=day(line.last), n=len(line.items))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {count * high - _BETWEEN}" role="img" '
        f'aria-labelledby="t-title t-desc"><title id="t-title">{escape(title)}</title>'
        f'<desc id="t-desc">{escape(about)}</desc>{"".join(parts)}</svg>'
    )


def _lanes(line: Timeline) -> list[tuple[str, int, str]]:
    """Return the lanes there is something for, each with its height and name: the scores one for each instrument."""
    kinds = {item.kind for item in line.items}
    lanes = [("phase", _LANE, t("timeline.lane.phase"))]
    lanes += [(kind, _LANE, t(f"timeline.lane.{kind}")) for kind in ("visit", "meeting", "event", "sign") if kind in kinds]
    for one in _series(line.items):
        lanes.append((f"score:{one.subject}:{one.instrument}:{one.version}", _SCORES, scale_words(one, line.titles)))
    return lanes


def _series(items: Sequence[Item]) -> list[Any]:
    """Return one series an instrument and subject: its main scale, where a score could be drawn."""
    found: dict[tuple[str, str, str], Any] = {}
    for item in items:
        if item.kind == "score" and item.facts["series"].method != scores.PATTERN:
            one = item.facts["series"]
            key = (one.subject, one.instrument, one.version)
            if key not in found or one.scale == TOTAL:
                found[key] = one
    return list(found.values())


class _Strip:
    """One stretch of the axis with its lanes."""

    def __init__(
        self, line: Timeline, first: date, days: int, top: float, lanes: Sequence[tuple[str, int, str]]
    ) -> None:
        self.line, self.first, self.days, self.top, self.lanes = line, first, days, top, lanes
        self.last = first + timedelta(days=days - 1)
        self.step = (WIDTH - _LEFT - _RIGHT) / days

    def x(self, when: date) -> float:
        """The middle of a day."""
        return _LEFT + ((when - self.first).days + 0.5) * self.step

    def drawn(self) -> str:
        parts = [self._months()]
        y = self.top + _TOP
        for key, high, name in self.lanes:
            parts.append(label(_LEFT - 8, y + high / 2 + 3.5, _shortened(name, _LEFT - 10), "end", _FAINT))
            parts.append(_level(y + high, f'stroke="{_LINE}"'))
            inside = [item for item in self.line.items if self.first <= item.day <= self.last]
            if key == "phase":
                parts += [self._span(span, y, place) for place, span in enumerate(spans_of(self.line))]
            elif key.startswith("score:"):
                parts.append(self._scores(key, y, high))
            else:
                parts.append(self._marks([item for item in inside if item.kind == key], y, high))
            y += high
        return "".join(parts)

    def _months(self) -> str:
        bottom = self.top + _TOP + sum(high for _, high, _ in self.lanes)
        parts, free = [], 0.0
        months = [self.first + timedelta(days=n) for n in range(self.days)]
        for when in months:
            if when.day != 1 and when != self.first:
                continue
            x = _LEFT + (when - self.first).days * self.step
            parts.append(f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{self.top + 14:.1f}" y2="{bottom:.1f}" stroke="{_LINE}"/>')
            name = t(f"month.{when.month}")
            words = f"{name} {when.year}" if when.month == 1 or when == self.first else name
            wide = _LETTER * _SIZE * len(words)
            following = 1 + (when.replace(day=28) + timedelta(days=4)).replace(day=1).toordinal() - when.toordinal()
            if x >= free and x + wide <= WIDTH and wide <= following * self.step:
                parts.append(label(x + 2, self.top + 11, words, "start", _FAINT))
                free = x + wide + 4
        return "".join(parts)

    def _span(self, span: Span, y: float, place: int) -> str:
        first, last = max(span.first, self.first), min(span.last, self.last)
        if first > last:
            return ""
        x, end = self.x(first) - self.step / 2, self.x(last) + self.step / 2
        fill = "#ffffff" if span.rest else _TINTS[place % len(_TINTS)]
        edge = f' stroke="{_FAINT}" stroke-dasharray="3 2"' if span.rest else ""
        top, high = (y + 19, 8) if span.rest else (y + 4, 14)
        parts = [f'<rect x="{x:.1f}" y="{top:.1f}" width="{end - x:.1f}" height="{high}" fill="{fill}"{edge}/>']
        words = span.words if _LETTER * _SIZE * len(span.words) + 6 <= end - x else span.short
        if not span.rest and _LETTER * _SIZE * len(words) + 6 <= end - x:
            parts.append(label(x + 4, y + 14.5, words, "start", _INK))
        return f"<g><title>{escape(span.words)}</title>{''.join(parts)}</g>"

    def _marks(self, items: Sequence[Item], y: float, high: float) -> str:
        days: dict[date, list[Item]] = {}
        for item in items:
            days.setdefault(item.day, []).append(item)
        parts = []
        for when, found in days.items():
            shown = found[:4]
            gap = min(10.0, (high - 6) / len(shown))
            for place, item in enumerate(shown):
                middle = y + high / 2 + (place - (len(shown) - 1) / 2) * gap
                said = words_of(item, self.line.programme, self.line.titles, private=False)
                title = f"<title>{escape(f'{day(when)}: {said}')}</title>"
                size = 1.0 if len(shown) < 3 else 0.75
                at = f"translate({self.x(when):.1f} {middle:.1f}) scale({size})"
                parts.append(f'<g transform="{at}">{title}{shape(mark_of(item))}</g>')
        return "".join(parts)

    def _scores(self, key: str, y: float, high: float) -> str:
        one = next(s for s in _series(self.line.items) if f"score:{s.subject}:{s.instrument}:{s.version}" == key)
        low, top = scores.span([one])
        inside = [point for point in one.points if self.first <= point.date <= self.last]
        base, room = y + high - 10, high - 24

        def height(value: Any) -> float:
            return base - room * float((value - low) / (top - low))

        parts = []
        for bound in one.cutoffs:
            if bound.first <= self.last:
                said = f"<title>{escape(scores.cutoff_words(bound))}</title>"
                parts.append(_level(height(bound.value), f'stroke="{_AMBER}" stroke-dasharray="4 3"', said))
        for run in one.runs:
            drawn = [f"{self.x(p.date):.1f} {height(p.score):.1f}" for p in run if self.first <= p.date <= self.last]
            if len(drawn) > 1:
                parts.append(f'<path d="M{"L".join(drawn)}" fill="none" stroke="{_BLUE}" stroke-width="1.4"/>')
        free = float(_LEFT)
        for point in inside:
            x = self.x(point.date)
            if point.score is None:
                parts.append(f'<path d="M{x - 3.5:.1f} {base - 3.5:.1f}l7 7m0 -7l-7 7" stroke="{_FAINT}" stroke-width="1.6"/>')
                continue
            at = height(point.score)
            parts.append(f'<circle cx="{x:.1f}" cy="{at:.1f}" r="3" fill="{_RED if point.acts else _BLUE}"/>')
            words = scores.score_words(point, one.method)
            half = _LETTER * _SIZE * len(words) / 2
            if x - half >= free and x + half <= WIDTH:
                parts.append(label(x, at - 5, words, "middle", _INK))
                free = x + half + 2
        return "".join(parts)


def _level(y: float, look: str, inside: str = "") -> str:
    """A level line across the plot."""
    return f'<line x1="{_LEFT}" x2="{WIDTH - _RIGHT}" y1="{y:.1f}" y2="{y:.1f}" {look}>{inside}</line>'


def _shortened(words: str, room: float) -> str:
    most = int(room / (_LETTER * _SIZE))
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"


def shape(mark: str) -> str:
    """Return the drawn sign of a kind of item, around its own middle, at most 10 units wide."""
    stroke = 'stroke-width="1.5" stroke-linejoin="round"'
    shapes = {
        "visit": f'<circle r="3.4" fill="{_BLUE}"/>',
        "lost": f'<circle r="3.2" fill="#ffffff" stroke="{_RED}" {stroke}/>',
        "meeting": f'<rect x="-4" y="-4" width="8" height="8" fill="{_INK}"/>',
        "event": f'<rect x="-2.6" y="-2.6" width="5.2" height="5.2" fill="#ffffff" stroke="{_INK}" {stroke}/>',
        "up": f'<path d="M-4 3.5 L4 3.5 L0 -4 Z" fill="{_GREEN}"/>',
        "down": f'<path d="M-4 -3.5 L4 -3.5 L0 4 Z" fill="#ffffff" stroke="{_RED}" {stroke}/>',
        "noted": f'<circle r="2" fill="{_FAINT}"/>',
        "score": f'<path d="M0 -4 L4 0 L0 4 L-4 0 Z" fill="{_BLUE}"/>',
    }
    return shapes[mark]


def label(x: float, y: float, words: str, anchor: str, colour: str) -> str:
    """Return words in the drawing."""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="{_SIZE}" fill="{colour}" '
        'paint-order="stroke" stroke="#ffffff" stroke-opacity="0.85" stroke-width="2.5" stroke-linejoin="round" '
        f'font-family="system-ui, \'DejaVu Sans\', Arial, sans-serif">{escape(words)}</text>'
    )


def legend_mark(mark: str) -> str:
    """Return a sign alone, for the key."""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="-7 -7 14 14" class="mark" aria-hidden="true">'
        f"{shape(mark)}</svg>"
    )
