"""Meetings, events and goals: what people agreed on, and where they stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import date as Day

SAFETY = range(11)
"""The safety scale of Signs of Safety: 0 is the worst one can think of, 10 that no help is needed any more."""

REACHED = ("yes", "partly", "no")
"""What became of a goal."""


class Scale(NamedTuple):
    """Where one who was at a meeting stands: a label or a role, and 0 to 10."""

    who: str
    value: int


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting that was held on a day.

    `present` are labels of the family and words for others; `reviewed` is the day the status was gone through with the
    family, `sent` the day the status statement went to the case worker; `ahead` are the next days agreed, `agreements`
    what was agreed, `safety` where each who was asked stands.
    """

    id: str
    case_id: str
    kind: str
    date: Day
    present: tuple[str, ...] = ()
    reviewed: Day | None = None
    sent: Day | None = None
    ahead: tuple[Day, ...] = ()
    agreements: tuple[str, ...] = ()
    safety: tuple[Scale, ...] = ()
    note: str | None = None
    versions: int = 1


@dataclass(frozen=True, slots=True)
class Event:
    """Something else of the programme that took place on a day: a document, a screening, one session of a course."""

    id: str
    case_id: str
    kind: str
    date: Day
    session: int | None = None
    present: tuple[str, ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal of the action plan: what worries, what works, what needs to happen; `reached` once it is closed."""

    id: str
    case_id: str
    date: Day
    worry: str | None
    working: str | None
    needed: str | None
    closed: Day | None = None
    reached: str | None = None
    outcome: str | None = None
