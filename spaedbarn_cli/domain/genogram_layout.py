"""A genogram as places and lines: generations on their lines, couples side by side, children under their parents.

Units are those of the drawing, y growing downwards. The same family always gets the same picture.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from spaedbarn_cli.domain.genogram import PARENTS, Union, clusters, family_relations, generations, unions
from spaedbarn_cli.domain.network import COUPLES, FEELINGS, Figure, Relation
from spaedbarn_cli.domain.text_box import LINE, Box, width, wrap

if TYPE_CHECKING:
    from collections.abc import Sequence

Point = tuple[float, float]

SYMBOL = 46.0
FONT = 15.0
_LABEL_EM = 9.5
_GAP, _APART = 40.0, 30.0
"""Room between two who stand together, and between those who do not."""
_MARGIN, _HEAD, _LANE, _FALL = 24.0, 62.0, 12.0, 26.0
_SWEEPS = 12


class Node(NamedTuple):
    """One person: the middle of the symbol, and the label under it."""

    figure: Figure
    generation: int
    x: float
    y: float
    lines: tuple[str, ...]
    box: Box

    @property
    def symbol(self) -> Box:
        """The square the symbol stands in."""
        half = SYMBOL / 2
        return Box(self.x - half, self.y - half, self.x + half, self.y + half)


class Link(NamedTuple):
    """A couple or a feeling, as a line through points; a curve when there are three."""

    kind: str
    points: tuple[Point, ...]


class Genogram(NamedTuple):
    """A whole drawing; `descents` are the lines from parents to children."""

    width: float
    height: float
    nodes: tuple[Node, ...]
    links: tuple[Link, ...]
    descents: tuple[tuple[Point, ...], ...]


class _Group(NamedTuple):
    """People who stand together: ids, the middle of each from the group's own middle, and the whole width."""

    ids: tuple[str, ...]
    offsets: tuple[float, ...]
    wide: float


def lay_out(figures: Sequence[Figure], relations: Sequence[Relation]) -> Genogram:
    """Return the drawing of a family."""
    ids = {figure.id for figure in figures}
    known = family_relations(figures, [one for one in relations if one.a in ids and one.b in ids and one.a != one.b])
    level = generations(figures, known)
    lines = {figure.id: wrap(figure.name, _LABEL_EM) for figure in figures}
    wide = {key: max(SYMBOL, *(width(line) * FONT for line in said)) for key, said in lines.items()}
    rows: list[list[_Group]] = []
    for number in range(max(level.values(), default=-1) + 1):
        row = [figure for figure in figures if level[figure.id] == number]
        rows.append([_group(line, wide) for line in clusters(row, known)])
    families = unions(known, [figure.id for figure in figures])
    x = _across(rows, families)
    left = min((x[key] - wide[key] / 2 for key in x), default=0.0) - _MARGIN
    x = {key: place - left for key, place in x.items()}
    lanes = _lanes(rows, families, x, level)
    tops, bottom = _down(rows, families, lines, lanes, level)
    by_id = {figure.id: figure for figure in figures}
    nodes = {key: _node(by_id[key], level[key], x[key], tops[level[key]], lines[key]) for key in x}
    beds = {number: max(nodes[key].box.bottom for group in row for key in group.ids) for number, row in enumerate(rows)}
    drops = {union: _drop(union, nodes, rows, x, wide) for union in families}
    twins = {frozenset((one.a, one.b)) for one in known if one.kind == "twins"}
    descents: list[tuple[Point, ...]] = []
    for number, union in enumerate(families):
        bar = beds[level[union.parents[0]]] + (lanes[number] + 1) * _LANE
        descents += _descents(union, drops[union], nodes, bar, twins)
    links = [link for one in known if (link := _link(one, nodes)) is not None]
    right = max((x[key] + wide[key] / 2 for key in x), default=0.0) + _MARGIN
    return Genogram(right, bottom, tuple(nodes[f.id] for f in figures), tuple(links), tuple(descents))


def _group(line: list[str], wide: dict[str, float]) -> _Group:
    whole = sum(wide[key] for key in line) + _GAP * (len(line) - 1)
    offsets, at = [], -whole / 2
    for key in line:
        offsets.append(at + wide[key] / 2)
        at += wide[key] + _GAP
    return _Group(tuple(line), tuple(offsets), whole)


def _across(rows: list[list[_Group]], families: Sequence[Union]) -> dict[str, float]:
    """Return the x of everybody: each row is ordered and drawn towards those it belongs to above and below."""
    x: dict[str, float] = {}
    for row in rows:
        _settle(row, [0.0] * len(row), x)
    count = len(rows)
    paired = {key for row in rows for group in row if len(group.ids) > 1 for key in group.ids}
    for sweep in range(2 * _SWEEPS):
        # First upwards: the couple in the middle decides whose parents stand where, then their siblings find room.
        coarse = sweep < _SWEEPS
        for number in range(count - 1, -1, -1) if sweep % 2 == 0 else range(count):
            row = rows[number]
            wanted = {group: _wish(group, families, x, paired, coarse) for group in row}
            if coarse:
                row.sort(key=lambda group: wanted[group])
            _settle(row, [wanted[group] for group in row], x)
    return x


def _wish(
    group: _Group, families: Sequence[Union], x: dict[str, float], paired: set[str], coarse: bool
) -> float:
    """Return where the middle of a group would best stand; `coarse` is for finding the order, not the place."""
    offset = dict(zip(group.ids, group.offsets, strict=True))
    wishes = []
    for union in families:
        over = sum(x[key] for key in union.parents) / len(union.parents)
        under = (min(x[key] for key in union.children) + max(x[key] for key in union.children)) / 2
        led = [key for key in union.children if key in paired] if coarse else []
        if led:
            under = sum(x[key] for key in led) / len(led)
        inside = [key for key in union.parents if key in offset]
        if inside:
            wishes.append(under - sum(offset[key] for key in inside) / len(inside))
        aside = {key: 0.0 if coarse else x[key] - under for key in union.children}
        wishes += [over + aside[key] - offset[key] for key in union.children if key in offset]
    return sum(wishes) / len(wishes) if wishes else x[group.ids[0]] - group.offsets[0]


def _settle(row: list[_Group], wanted: list[float], x: dict[str, float]) -> None:
    """Put the groups of a row in this order as near to where they want to be as there is room for.

    The nearest in least squares: groups that would overlap are merged into blocks that stand at their mean.
    """
    blocks: list[list[float]] = []  # sum of wishes less the way along the row, and how many
    along, ways = 0.0, []
    for place, group in enumerate(row):
        along += 0.0 if place == 0 else (row[place - 1].wide + group.wide) / 2 + _APART
        ways.append(along)
        blocks.append([wanted[place] - along, 1.0])
        while len(blocks) > 1 and blocks[-2][0] / blocks[-2][1] > blocks[-1][0] / blocks[-1][1]:
            last = blocks.pop()
            blocks[-1] = [blocks[-1][0] + last[0], blocks[-1][1] + last[1]]
    starts = [total / count for total, count in blocks for _ in range(int(count))]
    for group, start, way in zip(row, starts, ways, strict=True):
        for key, offset in zip(group.ids, group.offsets, strict=True):
            x[key] = start + way + offset


def _lanes(
    rows: list[list[_Group]], families: Sequence[Union], x: dict[str, float], level: dict[str, int]
) -> dict[int, int]:
    """Return a lane for the bar over each union's children, so that no two bars under a row lie on each other."""
    lanes: dict[int, int] = {}
    for number in range(len(rows)):
        taken: list[list[tuple[float, float]]] = []
        for place, union in enumerate(families):
            if level[union.parents[0]] != number:
                continue
            ends = [x[key] for key in (*union.parents, *union.children)]
            span = (min(ends) - _LANE, max(ends) + _LANE)
            free = (n for n, spans in enumerate(taken) if all(span[1] < s[0] or s[1] < span[0] for s in spans))
            lane = next(free, len(taken))
            if lane == len(taken):
                taken.append([])
            taken[lane].append(span)
            lanes[place] = lane
    return lanes


def _down(
    rows: list[list[_Group]], families: Sequence[Union], lines: dict[str, tuple[str, ...]], lanes: dict[int, int],
    level: dict[str, int],
) -> tuple[list[float], float]:  # fmt: skip
    """Return the y of every generation's symbols, and of the lower edge."""
    tops: list[float] = []
    at = _MARGIN
    for number, row in enumerate(rows):
        at += _HEAD + SYMBOL / 2
        tops.append(at)
        most = max(len(lines[key]) for group in row for key in group.ids)
        deep = max((lanes[n] + 1 for n, union in enumerate(families) if level[union.parents[0]] == number), default=0)
        at += SYMBOL / 2 + 6 + most * FONT * LINE + deep * _LANE + (_FALL if number + 1 < len(rows) else 0.0)
    return tops, at + _MARGIN


def _node(figure: Figure, generation: int, x: float, y: float, lines: tuple[str, ...]) -> Node:
    half, top = max(width(line) for line in lines) * FONT / 2 if lines else 0.0, y + SYMBOL / 2 + 5
    return Node(figure, generation, x, y, lines, Box(x - half, top, x + half, top + len(lines) * FONT * LINE))


def _drop(
    union: Union, nodes: dict[str, Node], rows: list[list[_Group]], x: dict[str, float], wide: dict[str, float]
) -> Point:
    """Return where the line to the children begins: between two who stand side by side, else under one of them."""
    if len(union.parents) == 2:
        left, right = sorted((nodes[key] for key in union.parents), key=lambda node: node.x)
        if _adjacent(left, right, rows):
            between = x[left.figure.id] + wide[left.figure.id] / 2 + _GAP / 2
            return between, left.y
    last = nodes[union.parents[-1]]
    return last.x, last.box.bottom + 2


def _adjacent(left: Node, right: Node, rows: list[list[_Group]]) -> bool:
    line = [key for group in rows[left.generation] for key in group.ids]
    return left.generation == right.generation and line.index(right.figure.id) - line.index(left.figure.id) == 1


def _descents(
    union: Union, drop: Point, nodes: dict[str, Node], bar: float, twins: set[frozenset[str]]
) -> list[tuple[Point, ...]]:
    """Return the lines from parents down to a bar and from it to each child; twins meet in one point of it."""
    at = {key: nodes[key].x for key in union.children}
    for first, second in zip(union.children, union.children[1:], strict=False):
        if frozenset((first, second)) in twins:
            at[first] = at[second] = (nodes[first].x + nodes[second].x) / 2
    ends = [*at.values(), drop[0]]
    found: list[tuple[Point, ...]] = [(drop, (drop[0], bar))]
    if min(ends) < max(ends):
        found.append(((min(ends), bar), (max(ends), bar)))
    found += [((at[key], bar), (nodes[key].x, nodes[key].y - SYMBOL / 2)) for key in union.children]
    return found


def _link(one: Relation, nodes: dict[str, Node]) -> Link | None:
    """Return the line of a couple or a feeling: beside each other straight, over others' heads in a curve."""
    first, second = sorted((nodes[one.a], nodes[one.b]), key=lambda node: (node.x, node.y))
    half = SYMBOL / 2
    if one.kind in (*COUPLES, PARENTS):
        between = [n for n in nodes.values() if n.generation == first.generation and first.x < n.x < second.x]
        if first.generation == second.generation and not between:
            return Link(one.kind, ((first.x + half, first.y), (second.x - half, second.y)))
        return Link(one.kind, _over(first, second, 0.0))
    if one.kind not in FEELINGS:
        return None
    if first.generation == second.generation:
        return Link(one.kind, _over(first, second, 9.0 if one.kind == "conflicted" else -9.0))
    upper, lower = sorted((first, second), key=lambda node: node.y)
    # A little to the side, or it would lie on the line from parent to child.
    aside = half * (0.7 if lower.x >= upper.x else -0.7)
    return Link(one.kind, ((upper.x + aside, upper.box.bottom + 2), (lower.x - aside / 2, lower.y - half)))


def _over(first: Node, second: Node, aside: float) -> tuple[Point, ...]:
    top = min(first.y, second.y) - SYMBOL / 2
    return (first.x + aside, first.y - SYMBOL / 2), ((first.x + second.x) / 2, top - 1.7 * (_HEAD - 24)), (
        second.x - aside, second.y - SYMBOL / 2
    )  # fmt: skip
