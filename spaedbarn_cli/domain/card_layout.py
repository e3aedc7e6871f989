"""Where everybody stands on a network card: a spot in the right circle and sector, and a label that covers no other.

Units are those of the drawing, y growing downwards. The same people always get the same picture. Names are written
as large as there is room for; where there is none, a crowded circle of a sector gets numbers, explained underneath.
"""

from __future__ import annotations

from collections import Counter
from math import cos, hypot, pi, sin
from typing import TYPE_CHECKING, NamedTuple

from spaedbarn_cli.domain.network import CIRCLES, SECTORS, Tie, in_order
from spaedbarn_cli.domain.text_box import LINE, Box, broken, width, wrap

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

SIZE = 1000.0
"""The frame is a square of this side, unless more people are in it than it holds."""
CORE = 74.0
"""Radius of the family's own circle in the middle."""
DOT = 6.5
WISH = 30.0
"""Length of the arrow of a wish, from the spot towards the middle."""
_RINGS = ((205.0, 345.0, 474.0), (245.0, 375.0, 474.0), (190.0, 300.0, 474.0))
_FONTS = (19.0, 17.0, 15.0, 13.5)
_LABEL_EM = (9.6, 7.2, 12.5)
"""Widths of a label that are tried, in em; a long name is wrapped to them."""
_GOOD, _SMALLER = 0.75, 0.22
"""A picture this good on average is taken at once; a smaller size of letters must be worth so much each."""
_AXIS = 7.0
"""Nothing comes nearer to the line between two sectors than this."""
_GROW = 1.2
_TURNS = {"family": 2, "friends": 3, "work": 0, "professional": 1}
"""The quarter of each sector, counted from the right going down: family upper left, friends upper right, work below."""


class Placed(NamedTuple):
    """One person: the spot (x, y) and the label's lines; `number` stands for the name where there is no room for it."""

    tie: Tie
    x: float
    y: float
    lines: tuple[str, ...]
    box: Box
    mark: Box
    number: int | None = None


class _Label(NamedTuple):
    """One way to write a name: what it costs, its lines and their size."""

    cost: float
    lines: tuple[str, ...]
    wide: float
    high: float


class Layout(NamedTuple):
    """A whole card: `side` of the frame, its middle, the radii of the circles, the size of the letters, everybody."""

    side: float
    middle: float
    rings: tuple[float, float, float]
    font: float
    people: tuple[Placed, ...]


def gives_line(tie: Tie, letters: dict[str, str]) -> str:
    """Return what a person gives as letters."""
    return " ".join(letters[key] for key in tie.gives)


def lay_out(ties: Iterable[Tie], letters: dict[str, str]) -> Layout:
    """Return a card; `letters` has a short sign for each thing that can be given."""
    people = in_order(ties)
    best: tuple[float, Layout] | None = None
    for smaller, font in enumerate(_FONTS):
        for rings in _RINGS:
            found = _attempt(people, letters, font, rings, frozenset(), 1.0)
            if found is None:
                continue
            cost = found[0] / max(1, len(people)) + smaller * _SMALLER
            if best is None or cost < best[0]:
                best = (cost, Layout(SIZE, SIZE / 2, rings, font, found[1]))
            if found[0] <= _GOOD * len(people):
                return best[1]
        if best is not None and best[0] < (smaller + 1) * _SMALLER:
            break
    if best is not None:
        return best[1]
    cells = Counter((tie.sector, tie.circle) for tie in people)
    crowded = sorted(cells, key=lambda cell: (-cells[cell] / cell[1], cell))
    for scale in (_GROW**step for step in range(40)):
        rings = (_RINGS[1][0] * scale, _RINGS[1][1] * scale, _RINGS[1][2] * scale)
        for count in range(1, len(crowded) + 1):
            found = _attempt(people, letters, _FONTS[-1], rings, frozenset(crowded[:count]), scale)
            if found is not None:
                return Layout(SIZE * scale, SIZE * scale / 2, rings, _FONTS[-1], found[1])
    raise ValueError("more people than any card holds")


def _attempt(
    people: Sequence[Tie],
    letters: dict[str, str],
    font: float,
    rings: tuple[float, float, float],
    numbered: frozenset[tuple[str, int]],
    scale: float,
) -> tuple[float, tuple[Placed, ...]] | None:
    """Place everybody one after the other, the innermost first; return what it costs, None when there is no room."""
    joined = frozenset(key for tie in people if tie.knows for key in (tie.id, *tie.knows))
    room = _Room(SIZE * scale, rings, font, letters, joined)
    done: dict[str, Placed] = {}
    total = 0.0
    numbers = [tie.id for tie in people if (tie.sector, tie.circle) in numbered]
    for circle in CIRCLES:
        for sector in SECTORS:
            cell = [tie for tie in people if (tie.sector, tie.circle) == (sector, circle)]
            # The longest name has the fewest places to go.
            for tie in sorted(cell, key=lambda one: (-_bulk(one, letters), one.name, one.id)):
                number = numbers.index(tie.id) + 1 if tie.id in numbers else None
                found = room.place(tie, cell.index(tie), len(cell), number)
                if found is None:
                    return None
                total += found[0]
                done[tie.id] = found[1]
    return total, tuple(done[tie.id] for tie in people)


def _bulk(tie: Tie, letters: dict[str, str]) -> float:
    return width(tie.name) + width(gives_line(tie, letters))


class _Room:
    """What is taken so far on one card."""

    def __init__(
        self, side: float, rings: tuple[float, float, float], font: float, letters: dict[str, str], joined: frozenset[str]
    ) -> None:
        self.joined = joined
        self.side, self.middle, self.rings, self.font, self.letters = side, side / 2, rings, font, letters
        self.taken: list[Box] = []
        self.strains: list[tuple[float, float]] = []

    def place(self, tie: Tie, place: int, count: int, number: int | None) -> tuple[float, Placed] | None:
        """Return the best free place for a person, who is number `place` of `count` in the same cell."""
        best: tuple[float, Placed] | None = None
        labels = self._labels(tie) if number is None else [self._sized(0.0, (str(number),))]
        quarter = _TURNS[tie.sector] * pi / 2
        ideal = quarter + (place + 0.5) / count * pi / 2
        inner = (CORE, *self.rings)[tie.circle - 1]
        outer = self.rings[tie.circle - 1]
        for radius in self._radii(inner, outer, number is not None):
            steps = max(5, int(radius * pi / 2 / (17.0 if number is None else 13.0)))
            for step in range(steps):
                angle = quarter + (step + 0.5) / steps * pi / 2
                x, y = self.middle + radius * cos(angle), self.middle + radius * sin(angle)
                off = abs(angle - ideal) * radius / 90.0 + ((radius - (inner + outer) / 2) / (outer - inner)) ** 2
                if best is not None and off >= best[0]:
                    continue
                for cost, one in self._at(tie, x, y, angle, number, labels):
                    ranked = off + cost
                    if best is None or ranked < best[0]:
                        ranked += self._strays(one.box, inner, outer) + self._crossed(one)
                    if (best is None or ranked < best[0]) and self._free(one):
                        best = (ranked, one)
        if best is None:
            return None
        self.taken += [best[1].box, best[1].mark]
        if tie.strain:
            self.strains += self._way(best[1])
        return best

    def _radii(self, inner: float, outer: float, fine: bool) -> list[float]:
        low, high = inner + DOT + 5, outer - DOT - 5
        count = max(2, int((high - low) / (15.0 if fine else 21.0)))
        return [low + (high - low) * step / (count - 1) for step in range(count)]

    def _at(
        self, tie: Tie, x: float, y: float, angle: float, number: int | None, labels: Sequence[_Label]
    ) -> list[tuple[float, Placed]]:
        """Return the ways a person can stand at one spot, each with what it costs."""
        reach = DOT + 1.5
        ends = [(x, y)]
        if tie.wish:
            ends.append((x - (DOT + WISH) * cos(angle), y - (DOT + WISH) * sin(angle)))
        mark = Box(
            min(end[0] for end in ends) - reach, min(end[1] for end in ends) - reach,
            max(end[0] for end in ends) + reach, max(end[1] for end in ends) + reach,
        )  # fmt: skip
        found = []
        for cost, lines, wide, high in labels:
            places = (
                (0.0, mark.right, y - high / 2), (0.0, mark.left - wide, y - high / 2),
                (0.1, x - wide / 2, mark.bottom), (0.15, x - wide / 2, mark.top - high),
                (0.4, mark.right, y - self.font * 0.7), (0.4, mark.left - wide, y - self.font * 0.7),
                (0.5, mark.right, y - high + self.font * 0.7), (0.5, mark.left - wide, y - high + self.font * 0.7),
            )  # fmt: skip
            for more, left, top in places:
                box = Box(left, top, left + wide, top + high)
                found.append((cost + more, Placed(tie, x, y, lines, box, mark, number)))
        return found

    def _labels(self, tie: Tie) -> list[_Label]:
        gives = gives_line(tie, self.letters)
        found: list[_Label] = []
        for cost, most in enumerate(_LABEL_EM):
            lines = (*wrap(tie.name, most), *([gives] if gives else []))
            if all(lines != other.lines for other in found):
                found.append(self._sized(cost * 0.25 + (0.8 if broken(tie.name, most) else 0.0), lines))
        return found

    def _sized(self, cost: float, lines: tuple[str, ...]) -> _Label:
        wide = max(width(line) for line in lines) * self.font + 4
        return _Label(cost, lines, wide, len(lines) * self.font * LINE + 2)

    def _way(self, one: Placed) -> list[tuple[float, float]]:
        """Return points on the line from the family to a person."""
        dx, dy = one.x - self.middle, one.y - self.middle
        away = hypot(dx, dy)
        count = max(2, int((away - CORE) / 9))
        shares = [(CORE + (away - CORE) * step / count) / away for step in range(count)]
        return [(self.middle + dx * share, self.middle + dy * share) for share in shares]

    def _crossed(self, one: Placed) -> float:
        """Return the cost of words that stand across the line of somebody who is a strain, or across one's own lines."""
        points = [*self.strains, *(self._way(one) if one.tie.strain else ())]
        box = one.box
        x, y = (box.left + box.right) / 2 - self.middle, (box.top + box.bottom) / 2 - self.middle
        # Lines to those one knows mostly run inwards.
        inwards = one.tie.id in self.joined and hypot(x, y) < hypot(one.x - self.middle, one.y - self.middle)
        crossed = [1 for x, y in points if box.left < x < box.right and box.top < y < box.bottom]
        return (0.4 if inwards else 0.0) + 0.12 * len(crossed)

    def _strays(self, box: Box, inner: float, outer: float) -> float:
        """Return the cost of a label that reaches out of its circle: the reader would look for it in another."""
        cost = 0.0
        for x, y in ((box.left, box.top), (box.right, box.top), (box.left, box.bottom), (box.right, box.bottom)):
            away = hypot(x - self.middle, y - self.middle)
            cost += max(0.0, inner - away, (away - outer) * (0.3 if outer == self.rings[2] else 1.0)) / 45.0
        return cost

    def _free(self, one: Placed) -> bool:
        return self._allowed(one.box, one.tie) and self._allowed(one.mark, one.tie) and not any(
            other.overlaps(one.box) or other.overlaps(one.mark) for other in self.taken
        )  # fmt: skip

    def _allowed(self, box: Box, tie: Tie) -> bool:
        """Say whether a box lies in the quarter of its sector, in the frame, and clear of the middle and the titles."""
        middle, turn = self.middle, _TURNS[tie.sector]
        right, below = turn in (0, 3), turn in (0, 1)
        edge = 6.0
        low, high = middle + _AXIS, self.side - edge
        sides = (low <= box.left and box.right <= high) if right else (edge <= box.left and box.right <= middle - _AXIS)
        ends = (low <= box.top and box.bottom <= high) if below else (edge <= box.top and box.bottom <= middle - _AXIS)
        near_x = box.left - middle if right else middle - box.right
        near_y = box.top - middle if below else middle - box.bottom
        if not (sides and ends) or near_x**2 + near_y**2 < (CORE + 3) ** 2:
            return False
        return not box.overlaps(title_box(tie.sector, self.side))


def title_box(sector: str, side: float) -> Box:
    """Return the corner that is kept for the name of a sector."""
    turn = _TURNS[sector]
    wide, high, edge = 235.0, 34.0, 4.0
    left = side - edge - wide if turn in (0, 3) else edge
    top = side - edge - high if turn in (0, 1) else edge
    return Box(left, top, left + wide, top + high)
