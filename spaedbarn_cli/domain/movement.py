"""Signs of development as they move from visit to visit, and what the visits worked with."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from spaedbarn_cli.domain.dates import local
from spaedbarn_cli.domain.visit import SEEN

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from spaedbarn_cli.domain.visit import Visit

UP, DOWN, SAME = "up", "down", "same"


class Step(NamedTuple):
    """The day a sign was first seen as it was then, and in which visit; `value` is `yes`, `partly` or `no`."""

    day: date
    value: str
    visit: str


class Movement(NamedTuple):
    """One sign of one person or group: its first value and every change after it, the last day it was noted.

    Days on which it was not noted are left out: nothing is known of them.
    """

    who: str
    key: str
    steps: tuple[Step, ...]
    seen: date
    times: int

    @property
    def direction(self) -> str:
        """Where the last value lies from the first: `up`, `down` or `same`."""
        return direction(self.steps[0].value, self.steps[-1].value)


def direction(before: str, after: str) -> str:
    """Return whether a sign is seen more clearly than before (`up`), less clearly (`down`) or the same."""
    first, last = SEEN.index(before), SEEN.index(after)
    return SAME if first == last else UP if last < first else DOWN


def movements(visits: Iterable[Visit]) -> list[Movement]:
    """Return how every sign moved, in the order in which they were first noted; visits may come in any order."""
    steps: dict[tuple[str, str], list[Step]] = {}
    times: Counter[tuple[str, str]] = Counter()
    seen: dict[tuple[str, str], date] = {}
    for visit in sorted(visits, key=lambda v: (v.start, v.id)):
        day = local(visit.start).date()
        for sign in visit.signs:
            if sign.value not in SEEN:
                continue
            name = (sign.who, sign.key)
            known = steps.setdefault(name, [])
            if not known or known[-1].value != sign.value:
                known.append(Step(day, sign.value, visit.id))
            times[name] += 1
            seen[name] = day
    return [Movement(*name, tuple(found), seen[name], times[name]) for name, found in steps.items()]


def worked_with(visits: Iterable[Visit]) -> list[tuple[str, int]]:
    """Return in how many held visits each core element was worked with, the most frequent first."""
    counts = Counter(key for visit in visits if visit.status == "held" for key in dict.fromkeys(visit.core))
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
