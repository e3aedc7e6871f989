"""A plot of one scale in characters: time runs right by the calendar, the score upwards.

A score never stands on the row of a cut-off that it is not equal to, however coarse the rows are.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from spaedbarn_cli.i18n.catalog import day, day_short, t
from spaedbarn_cli.report import progress_view as view

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from spaedbarn_cli.domain.progress import Point, Series
    from spaedbarn_cli.report.progress_view import Panel

POINT, UP, DOWN, JOIN, CUTOFF, GAP, POSSIBLE, BREAK = "●", "▲", "▼", "·", "╌", "×", "┊", "┆"
_EDGE = 2
"""Columns left free at either side, so that a point is never on the axis."""


class Plot:
    """`panel` on `width` columns and `height` rows, the axis and the days beneath not counted in the rows."""

    def __init__(self, panel: Panel, width: int, height: int) -> None:
        self.panel = panel
        self.height = height
        self.cutoffs = list({line.value: line for one in panel.series for line in one.cutoffs}.values())
        self.margin = max(len(view.number(value)) for value in self._labelled()) + 1
        self.width = width - self.margin - 1
        points = panel.points
        self.first, self.last = points[0].date, points[-1].date
        self.rows = [[" "] * self.width for _ in range(height)]
        self.below = [" "] * self.width

    def lines(self) -> list[str]:
        """Return the plot, the top first."""
        for one in self.panel.series:
            self._cutoff_lines(one)
        self._breaks()
        for one in self.panel.series:
            self._joins(one)
        for one in self.panel.series:
            for point in one.points:
                self._mark(point)
        labels = self._labels()
        drawn = []
        for number, row in enumerate(self.rows):
            label = labels.get(number, "")
            drawn.append(f"{label:>{self.margin}}{'┤' if label else '│'}{''.join(row)}".rstrip())
        drawn.append(f"{'':>{self.margin}}└{'─' * self.width}")
        if GAP in self.below:
            drawn.append(f"{'':>{self.margin}} {''.join(self.below)}".rstrip())
        drawn.append(f"{'':>{self.margin}} {self._days()}".rstrip())
        return drawn

    def _labelled(self) -> list[Decimal]:
        return [self.panel.low, self.panel.high, *(line.value for line in self.cutoffs)]

    def _labels(self) -> dict[int, str]:
        labels = {self._row(end): view.number(end) for end in (self.panel.low, self.panel.high)}
        labels.update({self._row(line.value): view.number(line.value) for line in self.cutoffs})
        return labels

    def _column(self, value: date) -> int:
        room = self.width - 1 - 2 * _EDGE
        span = (self.last - self.first).days
        return self.width // 2 if not span else _EDGE + round((value - self.first).days * room / span)

    def _row(self, value: Decimal) -> int:
        share = (value - self.panel.low) / (self.panel.high - self.panel.low)
        return self.height - 1 - int(share * (self.height - 1) + share.__class__("0.5"))

    def _row_beside(self, value: Decimal) -> int:
        """Return the row of a score, moved off the row of a cut-off it is above or below."""
        row = self._row(value)
        for line in self.cutoffs:
            if row == self._row(line.value) and value != line.value:
                row += 1 if value < line.value else -1
        return min(max(row, 0), self.height - 1)

    def _cutoff_lines(self, one: Series) -> None:
        whole = len(self.cutoffs) == 1
        for line in one.cutoffs:
            first = 0 if whole else max(self._column(line.first) - _EDGE, 0)
            last = self.width if whole else min(self._column(line.last) + _EDGE + 1, self.width)
            for column in range(first, last):
                self.rows[self._row(line.value)][column] = CUTOFF

    def _breaks(self) -> None:
        for first, version in self.panel.breaks:
            earlier = [point.date for point in self.panel.points if point.date < first]
            column = (self._column(earlier[-1]) + self._column(first)) // 2 if earlier else self._column(first) - 1
            for row in self.rows:
                row[column] = BREAK
            label = t("progress.version", version=version)
            start = min(column + 1, self.width - len(label))
            self.rows[0][start : start + len(label)] = label

    def _joins(self, one: Series) -> None:
        """Dots between scores that follow each other; never through a gap, never to another version."""
        for run in one.runs:
            for before, after in itertools.pairwise(run):
                left, right = self._column(before.date), self._column(after.date)
                assert before.score is not None and after.score is not None  # noqa: PT018 - what a run is made of
                top, bottom = self._row_beside(before.score), self._row_beside(after.score)
                for column in range(left + 1, right):
                    row = round(top + (bottom - top) * (column - left) / (right - left))
                    if self.rows[row][column] in (" ", CUTOFF):
                        self.rows[row][column] = JOIN

    def _mark(self, point: Point) -> None:
        column = self._column(point.date)
        if point.score is not None:
            sign = (UP if (point.change or 0) > 0 else DOWN) if point.reliable else POINT
            self.rows[self._row_beside(point.score)][column] = sign
            return
        self.below[column] = GAP
        if view.range_words(point, self.panel) and point.low is not None and point.high is not None:
            for row in range(self._row(point.high), self._row(point.low) + 1):
                if self.rows[row][column] in (" ", CUTOFF, JOIN):
                    self.rows[row][column] = POSSIBLE

    def _days(self) -> str:
        """The first and the last day, under where they are; one alone stands under its point."""
        same = self.first.year == self.last.year
        first, last = day_short(self.first) if same else day(self.first), day(self.last)
        if self.first == self.last:
            return last.rjust(min(self._column(self.first) + len(last) // 2 + 1, self.width))
        return first + last.rjust(self.width - len(first))
