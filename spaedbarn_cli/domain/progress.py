"""Scores over time: answered instruments in, one series a scale out. Nothing is filled in or crosses versions.

A series belongs to one subject, one instrument in one version and one scale. A point without a score stays in it as a
gap; a change is only ever told from the last score of the same series.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    Day = date

SCORED = "scored"


class Answered(Protocol):
    """What is read of an answered instrument; `result` is what scoring it came to, as it was kept then."""

    @property
    def id(self) -> str: ...
    @property
    def subject(self) -> str: ...
    @property
    def instrument(self) -> str: ...
    @property
    def version(self) -> str: ...
    @property
    def date(self) -> date: ...
    @property
    def result(self) -> Mapping[str, Any]: ...


@dataclass(frozen=True, slots=True)
class Point:
    """One answer set on one scale. `score` is None where it could not be scored, and `low`..`high` what it could be.

    `change` is from the last score before it in the same series, on the day `since`; `reliable` says whether that is
    at least the reliable change of the scale (None: the scale has none, or there is no change to speak of).
    """

    response: str
    date: date
    score: Decimal | None
    scorable: str
    band: str | None
    low: Decimal | None = None
    high: Decimal | None = None
    change: Decimal | None = None
    since: Day | None = None
    reliable: bool | None = None
    acts: bool | None = None
    band_text: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class CutoffLine:
    """A bound that scores of a series were held against, from the first to the last day on which it was that one.

    `own` says that the municipality has put it in place of the definition's.
    """

    value: Decimal
    side: str
    source: str
    evidence: str
    own: bool
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Series:
    """The points of one scale in order of date; `low` and `high` are the ends of the scale, where they are known."""

    instrument: str
    version: str
    subject: str
    scale: str
    method: str
    title: Mapping[str, str]
    low: Decimal | None
    high: Decimal | None
    points: tuple[Point, ...]
    cutoffs: tuple[CutoffLine, ...]
    reliable_change: Decimal | None = None

    @property
    def runs(self) -> list[list[Point]]:
        """The stretches a line may be drawn through: scores one after another, broken by each point without one."""
        runs: list[list[Point]] = [[]]
        for point in self.points:
            if point.score is None:
                runs.append([])
            else:
                runs[-1].append(point)
        return [run for run in runs if run]


def series_of(answered: Iterable[Answered]) -> list[Series]:
    """Return every series of some answered instruments, which come in order of date.

    Ordered by subject, instrument and scale as they first appear; versions of one scale follow each other.
    """
    groups: dict[tuple[str, str], dict[str, dict[str, list[Answered]]]] = {}
    for one in answered:
        scales = groups.setdefault((one.subject, one.instrument), {})
        for name in _mapping(one.result, "scores"):
            scales.setdefault(name, {}).setdefault(one.version, []).append(one)
    found = []
    for scales in groups.values():
        for name, versions in scales.items():
            found += [_series(name, group) for group in versions.values()]
    return found


def _series(scale: str, group: Sequence[Answered]) -> Series:
    points: list[Point] = []
    lines: list[CutoffLine] = []
    scored: Point | None = None
    detail: Mapping[str, Any] = {}
    for one in group:
        detail = _detail(one.result, scale) or detail
        point = _point(one, scale, scored)
        points.append(point)
        scored = point if point.score is not None else scored
        _add_line(lines, _detail(one.result, scale).get("cutoff"), one.date)
    low, high = _pair(detail.get("bounds"))
    title = detail.get("title")
    return Series(
        group[0].instrument, group[0].version, group[0].subject, scale, str(detail.get("method", "sum")),
        title if isinstance(title, Mapping) else {}, low, high, tuple(points), tuple(lines),
        _number(detail.get("reliable_change")),
    )  # fmt: skip


def _point(one: Answered, scale: str, before: Point | None) -> Point:
    detail = _detail(one.result, scale)
    score = _number(_mapping(one.result, "scores").get(scale))
    scorable = str(_mapping(one.result, "scorable").get(scale, SCORED if score is not None else "not_scorable"))
    low, high = _pair(_mapping(one.result, "range").get(scale))
    if score is None:
        return Point(one.id, one.date, None, scorable, None, low, high)
    band, acts = _mapping(one.result, "bands").get(scale), detail.get("acts")
    change = score - before.score if before is not None and before.score is not None else None
    least = _number(detail.get("reliable_change"))
    return Point(
        one.id, one.date, score, scorable, None if band is None else str(band), low, high, change,
        before.date if before is not None and change is not None else None,
        abs(change) >= least if change is not None and least is not None else None,
        acts if isinstance(acts, bool) else None,
        _mapping(_mapping(detail, "band"), "text") or None,
    )  # fmt: skip


def _add_line(lines: list[CutoffLine], cutoff: Any, day: date) -> None:
    """Make the last line go on to this day, or begin one where the bound is another."""
    if not isinstance(cutoff, Mapping) or (value := _number(cutoff.get("value"))) is None:
        return
    said = (
        value, str(cutoff.get("side", "")), str(cutoff.get("source", "")), str(cutoff.get("evidence", "")),
        bool(cutoff.get("own")),
    )  # fmt: skip
    last = lines[-1] if lines else None
    if last is not None and (last.value, last.side, last.source, last.evidence, last.own) == said:
        lines[-1] = CutoffLine(*said, last.first, day)
    else:
        lines.append(CutoffLine(*said, day, day))


def _detail(result: Mapping[str, Any], scale: str) -> Mapping[str, Any]:
    """Return what was kept of a scale; nothing where an older or newer program kept less."""
    listed = result.get("detail")
    for one in listed if isinstance(listed, list) else ():
        if isinstance(one, Mapping) and one.get("name") == scale:
            return one
    return {}


def _mapping(data: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    found = data.get(key)
    return found if isinstance(found, Mapping) else {}


def _pair(value: Any) -> tuple[Decimal | None, Decimal | None]:
    if isinstance(value, list) and len(value) == 2:
        return _number(value[0]), _number(value[1])
    return None, None


def _number(value: Any) -> Decimal | None:
    """Return a number of JSON exactly as it is written there."""
    return Decimal(str(value)) if isinstance(value, int | float) and not isinstance(value, bool) else None
