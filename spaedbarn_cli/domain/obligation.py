"""A step that a programme promises, as data: when it falls due, who sees to it, what shows that it was done."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from spaedbarn_cli.domain.dates import add_months

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

PREGNANCY_DAYS = 280
"""A pregnancy is counted from this many days before the due date, as gestational weeks are in Denmark."""

ANCHORS = ("enrolment", "pregnancy", "due-date", "birth", "discharge", "closing")
"""Days that a step can be counted from; the other way is the day another step was done (`after`)."""

CONDITIONS = ("always", "before-birth", "after-birth")
"""When a step applies: always, only while the child is not born, or only once it is."""

LATE = ("clamp", "lapse")
"""What becomes of a step whose last day lay before enrolment: due at once, or not this family's any more."""

FLOORS = ("anchor", "birth", "earliest")
"""From which day something counts as the step: the day it is counted from, the birth, or the window's first day."""

COMPLETIONS = ("visit", "meeting", "event", "questionnaire", "interview")
"""What can show that a step was done; `visit:home` is a visit of that kind that took place."""

MEETING_KINDS = (
    "network", "work", "start-up", "referral", "discharge", "status", "sos-internal", "sos-external", "closing",
)  # fmt: skip
"""Kinds of meeting; the same in every programme."""

_OFFSET = re.compile(r"(-?[0-9]{1,4})([dm])")


class Offset(NamedTuple):
    """A distance between days: so many days, or so many calendar months (clamped to the month's end)."""

    number: int
    unit: str

    def after(self, day: date) -> date:
        """Return the day this far after another; raises OverflowError beyond the calendar."""
        return add_months(day, self.number) if self.unit == "m" else day + timedelta(days=self.number)

    def __str__(self) -> str:
        return f"{self.number}{self.unit}"


def parse_offset(text: str) -> Offset:
    """Return `28d` (days) or `9m` (calendar months) as an offset; raises ValueError for anything else."""
    found = _OFFSET.fullmatch(text)
    if found is None:
        raise ValueError("not an offset")
    return Offset(int(found[1]), found[2])


@dataclass(frozen=True, slots=True)
class Obligation:
    """One step of a programme.

    `anchor` is one of ANCHORS, or None when the step is counted from the day that step `after` was done. `earliest`,
    `due` and `latest` are counted from there; without `earliest` the window opens on the due day, without `latest` it
    closes then. `repeat` is the distance to the next time, counted from the day it was last held; after `lapses` days
    past due it counts as missed and the next is due. `each` says that it follows every held time of step `with_`.
    `completed_by` are pairs of COMPLETIONS and a kind; `count` how many it takes; `sessions` how many parts a course
    has; `each_parent` that every parent has to. `statement` says that the status statement must have been sent before,
    `ahead` how far the next dates must reach. `text` maps language to words, `source` says where the promise stands,
    and `why` what was decided where the source is silent.
    """

    id: str
    phase: str
    responsible: str
    completed_by: tuple[tuple[str, str], ...]
    anchor: str | None
    after: str | None
    due: Offset
    earliest: Offset | None = None
    latest: Offset | None = None
    repeat: Offset | None = None
    with_: str | None = None
    lapses: int | None = None
    until: str | None = None
    condition: str = "always"
    late: str = "clamp"
    floor: str | None = None
    count: int = 1
    sessions: int | None = None
    each_parent: bool = False
    statement: bool = False
    ahead: Offset | None = None
    text: Mapping[str, str] = field(default_factory=dict, hash=False)
    source: str = ""
    why: str | None = None
