"""What there is to know before the doorbell, found among a family's records. Nothing is judged here.

What a missing answer would have said is not guessed: a score is the last one that could be scored, and whatever was
answered after it and could not be is told beside it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from spaedbarn_cli.domain.dates import local

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from spaedbarn_cli.domain.progress import Point, Series
    from spaedbarn_cli.domain.visit import Visit

HELD = "held"


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one scale of one subject stands: the newest answer set, and the last two that were scored, if any.

    `last` may be the same point as `newest`; when it is not, the newest could not be scored.
    """

    series: Series
    newest: Point
    last: Point | None
    before: Point | None


def standings(found: Iterable[Series]) -> list[Standing]:
    """Return where every scale stands, in its newest version only: nothing is compared across versions."""
    latest: dict[tuple[str, str, str], Series] = {}
    for one in found:
        key = (one.subject, one.instrument, one.scale)
        known = latest.get(key)
        if known is None or one.points[-1].date >= known.points[-1].date:
            latest[key] = one
    standing = []
    for one in latest.values():
        scored = [point for point in one.points if point.score is not None]
        last, before = (scored[-1] if scored else None), (scored[-2] if len(scored) > 1 else None)
        standing.append(Standing(one, one.points[-1], last, before))
    return standing


def last_visit(visits: Sequence[Visit], now: int) -> Visit | None:
    """Return the latest visit that took place before `now` (minutes since the epoch)."""
    held = [visit for visit in visits if visit.status == HELD and visit.start <= now]
    return max(held, key=lambda visit: (visit.start, visit.id), default=None)


def not_held_since(visits: Sequence[Visit], last: Visit | None, now: int) -> list[Visit]:
    """Return the visits that came to nothing after the last one that took place, the oldest first."""
    begin = last.start if last is not None else None
    found = [v for v in visits if v.status != HELD and v.start <= now and (begin is None or v.start > begin)]
    return sorted(found, key=lambda visit: (visit.start, visit.id))


def first_line(note: str | None) -> str:
    """Return the first line of a note that says anything."""
    return next((line.strip() for line in (note or "").splitlines() if line.strip()), "")


def day_of(visit: Visit) -> date:
    """Return the day a visit began in Copenhagen."""
    return local(visit.start).date()
