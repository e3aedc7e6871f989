"""What every form of the curves has in common: series gathered to panels, and the words beside them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from spaedbarn_cli.i18n.catalog import decimal, language, plural, t

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from spaedbarn_cli.domain.progress import CutoffLine, Point, Series

PATTERN = "pattern"
"""The method of a scale that only says yes or no: it is told, never drawn."""


@dataclass(frozen=True, slots=True)
class Panel:
    """One scale of one subject: its series, one a version, on one axis from `low` to `high`."""

    title: str
    low: Decimal
    high: Decimal
    series: tuple[Series, ...]

    @property
    def points(self) -> list[Point]:
        """All points in order of date."""
        return [point for point, _ in self.points_by_version]

    @property
    def points_by_version(self) -> list[tuple[Point, Series]]:
        """All points in order of date, each with the series it belongs to."""
        found = [(point, one) for one in self.series for point in one.points]
        return sorted(found, key=lambda pair: pair[0].date)

    @property
    def drawn(self) -> bool:
        """Is there a curve to draw? Of a single answer set, or of yes and no, the words say all."""
        points = self.points
        return self.series[0].method != PATTERN and len(points) > 1 and any(one.score is not None for one in points)

    @property
    def breaks(self) -> list[tuple[date, str]]:
        """The first day of every version but the first, and which version that is."""
        return sorted((one.points[0].date, one.version) for one in self.series)[1:]


@dataclass(frozen=True, slots=True)
class Block:
    """One instrument answered by or about one subject."""

    title: str
    subject: str
    panels: tuple[Panel, ...]

    @property
    def versions(self) -> list[str]:
        return list(dict.fromkeys(one.version for panel in self.panels for one in panel.series))


@dataclass(frozen=True, slots=True)
class Board:
    """Everything that is drawn of a family. `today` is the day it was made."""

    code: str
    today: date
    blocks: tuple[Block, ...]


def board_of(code: str, today: date, found: Sequence[Series], titles: Mapping[str, Mapping[str, str]]) -> Board:
    """Return the board of some series; `titles` are the instruments' names by id, where they are known."""
    blocks: dict[tuple[str, str], dict[str, list[Series]]] = {}
    for one in found:
        blocks.setdefault((one.subject, one.instrument), {}).setdefault(one.scale, []).append(one)
    made = []
    for (subject, instrument), scales in blocks.items():
        title = titles.get(instrument, {}).get(language()) or instrument
        made.append(Block(title, subject, tuple(_panel(group) for group in scales.values())))
    return Board(code, today, tuple(made))


def _panel(group: list[Series]) -> Panel:
    low, high = span(group)
    return Panel(group[-1].title.get(language()) or group[-1].scale, low, high, tuple(group))


def span(group: Sequence[Series]) -> tuple[Decimal, Decimal]:
    """Return the ends of an axis that holds these series: those of the scales, or of what is on it."""
    ends = [end for one in group for end in (one.low, one.high) if end is not None]
    ends += [point.score for one in group for point in one.points if point.score is not None]
    ends += [line.value for one in group for line in one.cutoffs]
    low, high = min(ends, default=Decimal(0)), max(ends, default=Decimal(1))
    return (low, high) if low < high else (low, low + 1)


def progress_json(code: str, found: Sequence[Series]) -> dict[str, Any]:
    """Return the series as `questionnaire progress --json` promises them; numbers are whole where they are."""
    return {"items": [_item(code, one) for one in found]}


def _item(code: str, one: Series) -> dict[str, Any]:
    return {
        "case": code, "instrument": one.instrument, "version": one.version, "subject": one.subject, "scale": one.scale,
        "bounds": [plain(one.low), plain(one.high)], "reliable_change": plain(one.reliable_change),
        "points": [
            {
                "date": point.date.isoformat(), "score": plain(point.score), "scorable": point.scorable,
                "band": point.band, "change": plain(point.change),
                "since": point.since.isoformat() if point.since else None, "reliable": point.reliable,
                "range": [plain(point.low), plain(point.high)], "response": point.response,
            }
            for point in one.points
        ],
        "cutoffs": [
            {
                "value": plain(line.value), "side": line.side, "source": line.source, "evidence": line.evidence,
                "own": line.own, "from": line.first.isoformat(), "to": line.last.isoformat(),
            }
            for line in one.cutoffs
        ],
    }  # fmt: skip


def plain(value: Decimal | None) -> int | float | None:
    """Return a number as JSON has it."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def number(value: Decimal) -> str:
    """Return a number as it is read: `10`, `24,9`, `−3`."""
    text = format(value.normalize() if value else Decimal(0), "f")
    return decimal(text).replace("-", "−")


def cutoff_words(line: CutoffLine) -> str:
    """Return `grænse 11 eller derover (dansk validering 2018)`."""
    return t("progress.cutoff", bound=bound_words(line), source=source_words(line))


def bound_words(line: CutoffLine) -> str:
    """Return the side one acts on: `11 eller derover`, `under 25`."""
    return t(f"progress.side.{line.side}", value=number(line.value))


def source_words(line: CutoffLine) -> str:
    """Return on whose word a bound stands, and whether anybody has verified it."""
    source = t("progress.own_cutoff") if line.own else line.source
    return source if line.own or line.evidence == "verified" else t("progress.unverified", source=source)


def score_words(point: Point, method: str) -> str:
    """Return the score, yes or no for a pattern, or that it cannot be scored and how many answers there are."""
    if point.score is None:
        asked = point.scorable.partition("(")[2].rstrip(")").split("/")
        counted = t("progress.of", answered=asked[0], needed=asked[1]) if len(asked) == 2 else ""
        return t("progress.not_scorable") + (f" ({counted})" if counted else "")
    if method == PATTERN:
        return t("word.yes" if point.score else "word.no")
    return number(point.score)


def range_words(point: Point, panel: Panel) -> str:
    """Return what a point without a score can still come to; nothing where that is the whole scale."""
    if point.score is not None or point.low is None or point.high is None:
        return ""
    if (point.low, point.high) == (panel.low, panel.high):
        return ""
    return t("progress.possible", low=number(point.low), high=number(point.high))


def standing_words(point: Point) -> str:
    """Return where a score lies: its band, or below, at or above the cut-off."""
    if point.band is None:
        return ""
    if point.band_text:
        return point.band_text.get(language(), point.band)
    return t(f"progress.{point.band}") if point.band in ("below", "at", "above", "monitoring") else point.band


def change_words(point: Point) -> str:
    """Return `▼ 5, pålidelig ændring`, or what little the change was."""
    if point.change is None:
        return ""
    if not point.change:
        return t("progress.unchanged")
    words = f"{'▲' if point.change > 0 else '▼'} {number(abs(point.change))}"
    return t("progress.reliable", change=words) if point.reliable else words


def reliable_words(panel: Panel) -> str:
    """Return what counts as a change on this scale; nothing where nobody says."""
    least = panel.series[-1].reliable_change
    return t("progress.reliable_from", value=number(least)) if least is not None else ""


def counted_words(panel: Panel) -> str:
    """Return how many answer sets there are, and how many of them could not be scored."""
    points = panel.points
    lost = sum(point.score is None for point in points)
    words = plural("progress.times", len(points))
    return f"{words}, {plural('progress.lost', lost)}" if lost else words
