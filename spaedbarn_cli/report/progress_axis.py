"""Where things stand in a drawing of a curve: days along it, scores up it, and round numbers beside them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from spaedbarn_cli.i18n.catalog import day, day_short, t
from spaedbarn_cli.report import progress_view as view
from spaedbarn_cli.report.norm_words import wrapped

if TYPE_CHECKING:
    from spaedbarn_cli.domain.progress import CutoffLine
    from spaedbarn_cli.report.progress_view import Panel

_LEFT, _RIGHT, _TOP, _PLOT, _FOOT, _EDGE = 34, 24, 18, 132, 22, 16
LETTER, NOTE = 5.2, 13
"""About how wide a letter of a label is, and how high a line of what stands over the plot."""
_UNDER = 16
"""Room between the plot and the days for the crosses of what could not be scored."""
_STEPS = ("0.1", "0.2", "0.5", "1", "2", "3", "5", "10", "20", "25", "50", "100")
_MOST_TICKS = 6
_MONTH = 46
"""How much room a month's name needs."""


class Axes:
    """The axes of a panel that is drawn `width` wide: `x` of a day, `y` of a score."""

    def __init__(self, panel: Panel, width: int) -> None:
        self.panel = panel
        points = panel.points
        self.first, self.last = points[0].date, points[-1].date
        self.under = _UNDER if any(point.score is None for point in points) else 0
        self.left, self.right = _LEFT, width - _RIGHT
        self.notes = self._notes()
        self.top = _TOP + NOTE * sum(map(len, self.notes))
        self.foot = self.top + _PLOT + self.under
        self.height = self.foot + _FOOT

    def _notes(self) -> list[list[str]]:
        """Return what each cut-off is and on whose word, broken into lines that fit over the plot."""
        lines = [line for one in self.panel.series for line in one.cutoffs]
        said = dict.fromkeys(f"{view.bound_words(line)} · {view.source_words(line)}" for line in lines)
        return [wrapped(words, int((self.right - self.left - 21) / LETTER)) for words in said]

    def x(self, value: date) -> float:
        span = (self.last - self.first).days
        if not span:
            return (self.left + self.right) / 2
        return self.left + _EDGE + (value - self.first).days * (self.right - self.left - 2 * _EDGE) / span

    def y(self, value: Decimal | None) -> float:
        assert value is not None
        share = (value - self.panel.low) / (self.panel.high - self.panel.low)
        return self.top + _PLOT * (1 - float(share))

    def breaks(self) -> list[tuple[float, str]]:
        """Return where a version begins, halfway from the answers before it, and which."""
        found = []
        for first, version in self.panel.breaks:
            earlier = [point.date for point in self.panel.points if point.date < first]
            begin = self.x(first)
            found.append(((self.x(earlier[-1]) + begin) / 2 if earlier else begin - _EDGE / 2, version))
        return found

    def cutoff_lines(self) -> list[tuple[float, float, CutoffLine]]:
        """Return left and right end of every cut-off: across the plot if it is the only one, else the days it held."""
        every = [line for one in self.panel.series for line in one.cutoffs]
        said = {view.cutoff_words(line): line for line in every}
        if len(said) == 1:
            return [(self.left, self.right, every[0])]
        return [(max(self.x(line.first) - _EDGE, self.left), min(self.x(line.last) + _EDGE, self.right), line)
                for line in every]  # fmt: skip


def score_ticks(panel: Panel) -> list[Decimal]:
    """Return a few round numbers up the scale, both ends among them."""
    length = panel.high - panel.low
    steps = [Decimal(step) for step in _STEPS if length / Decimal(step) <= _MOST_TICKS]
    step = next((step for step in steps[:4] if not length % step), steps[0] if steps else length)
    inside = [panel.low + step * number for number in range(int(length / step) + 1)]
    if inside[-1] != panel.high:
        inside = [tick for tick in inside if panel.high - tick > step / 2]
        inside.append(panel.high)
    return inside


def time_ticks(axes: Axes) -> list[tuple[float, str, str]]:
    """Return place, words and anchor of the days beneath: beginnings of months, else the first and the last day."""
    first, last = axes.first, axes.last
    if first == last:
        return [(axes.x(first), day(first), "middle")]
    months = [date(first.year + n // 12, n % 12 + 1, 1) for n in range(first.month, first.month + 12 * 40)]
    inside = [month for month in months if month <= last]
    if len(inside) < 3:
        return [(axes.x(first), day_short(first), "start"), (axes.x(last), day(last), "end")]
    most = max(int((axes.right - axes.left) / _MONTH), 2)
    step = next(step for step in (1, 2, 3, 6, 12, 24, 60, 120) if len(inside) / step <= most or step == 120)
    chosen = [month for month in inside if (step < 12 and (month.month - 1) % step == 0) or month.month == 1][
        :: max(step // 12, 1)
    ]
    ticks = []
    for number, month in enumerate(chosen):
        name = t(f"month.{month.month}")[:3]
        ticks.append((axes.x(month), f"{name} {month.year}" if number == 0 or month.month == 1 else name, "middle"))
    return ticks
