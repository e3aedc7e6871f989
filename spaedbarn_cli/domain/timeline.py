"""Everything that happened with a family, on one axis. Codes and values, no words."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from spaedbarn_cli.domain.case import focus_children
from spaedbarn_cli.domain.dates import add_months, local
from spaedbarn_cli.domain.movement import movements

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from spaedbarn_cli.domain.case import Agreement, Case, Pause, Person
    from spaedbarn_cli.domain.meeting import Event, Meeting
    from spaedbarn_cli.domain.programme import Programme
    from spaedbarn_cli.domain.progress import Series
    from spaedbarn_cli.domain.visit import Visit

KINDS = ("phase", "pause", "agreement", "event", "meeting", "visit", "score", "sign")
"""Kinds of item, in the order they stand in on one day."""


TOTAL = "total"
"""What the main scale of an instrument is called; it stands before the others of its day."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing on the axis.

    `what` is its code within its kind: the kind of a visit, meeting or event, the scale of a score, the key of a sign, and
    `start`, `birth`, `home`, `band`, `closed` of a phase. `facts` are its values, `record` the record it comes from.
    """

    day: date
    kind: str
    what: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    record: str | None = None
    minute: int = 0

    @property
    def order(self) -> tuple[Any, ...]:
        """By day, then by kind, then by time of day; a total stands before the other scales of its instrument."""
        return (self.day, KINDS.index(self.kind), self.minute, self.what, self.record or "")


@dataclass(frozen=True, slots=True)
class Sources:
    """What a timeline is made from."""

    case: Case
    programme: Programme
    people: tuple[Person, ...]
    visits: Sequence[Visit] = ()
    series: Sequence[Series] = ()
    pauses: Sequence[Pause] = ()
    agreements: Sequence[Agreement] = ()
    meetings: Sequence[Meeting] = ()
    events: Sequence[Event] = ()


def items(sources: Sources, today: date, first: date | None = None, last: date | None = None) -> list[Item]:
    """Return what happened from `first` to `last` (both included, open where None), at most up to `today`, in order.

    Signs and scores are told from all records and cut afterwards, so that a change is a change from what was before.
    """
    found = [
        *_phases(sources, today), *_visits(sources.visits), *_signs(sources.visits), *_scores(sources.series),
        *_rests(sources), *_meetings(sources),
    ]  # fmt: skip
    end = min(last, today) if last is not None else today
    kept = [item for item in found if item.day <= end and (first is None or item.day >= first)]
    return sorted(kept, key=lambda item: item.order)


def _phases(sources: Sources, today: date) -> Iterable[Item]:
    case, children = sources.case, focus_children(sources.people)
    if case.start is not None:
        yield Item(case.start, "phase", "start", {}, case.id)
    for child in children:
        if child.born is not None:
            yield Item(child.born, "phase", "birth", {"subject": child.label}, child.id)
    if case.discharged is not None:
        yield Item(case.discharged, "phase", "home", {}, case.id)
    if children and children[-1].born is not None:
        for band in sources.programme.bands:
            day = add_months(children[-1].born, band.from_months)
            if band.from_months and (case.closed is None or day <= case.closed):
                facts = {"subject": children[-1].label, "months": band.from_months, "minutes": band.minimum_minutes}
                yield Item(day, "phase", "band", facts)
    if case.closed is not None:
        yield Item(case.closed, "phase", "closed", {}, case.id)


def _visits(visits: Iterable[Visit]) -> Iterable[Item]:
    for visit in visits:
        facts = {
            "status": visit.status, "minutes": visit.minutes, "present": list(visit.present),
            "cancelled_by": visit.cancelled_by, "reason": visit.reason,
        }  # fmt: skip
        yield Item(local(visit.start).date(), "visit", visit.kind, facts, visit.id, visit.start)


def _signs(visits: Sequence[Visit]) -> Iterable[Item]:
    for movement in movements(visits):
        before: str | None = None
        for step in movement.steps:
            facts = {"subject": movement.who, "value": step.value, "before": before}
            yield Item(step.day, "sign", movement.key, facts, step.visit)
            before = step.value


def _scores(series: Iterable[Series]) -> Iterable[Item]:
    for one in series:
        for point in one.points:
            facts = {
                "subject": one.subject, "instrument": one.instrument, "version": one.version, "point": point,
                "series": one,
            }  # fmt: skip
            yield Item(point.date, "score", one.scale, facts, point.response, int(one.scale != TOTAL))


def _rests(sources: Sources) -> Iterable[Item]:
    for pause in sources.pauses:
        facts = {"to": pause.last_day.isoformat(), "reason": pause.reason}
        yield Item(pause.first_day, "pause", "pause", facts, pause.id)
    for agreed in sources.agreements:
        level = {"minutes": agreed.minutes, "reason": agreed.reason}
        yield Item(agreed.first_day, "agreement", "agreement", level, agreed.id)


def _meetings(sources: Sources) -> Iterable[Item]:
    for meeting in sources.meetings:
        facts = {
            "present": list(meeting.present), "safety": [list(scale) for scale in meeting.safety],
            "reviewed": meeting.reviewed.isoformat() if meeting.reviewed else None,
            "sent": meeting.sent.isoformat() if meeting.sent else None,
        }  # fmt: skip
        yield Item(meeting.date, "meeting", meeting.kind, facts, meeting.id)
    for event in sources.events:
        yield Item(event.date, "event", event.kind, {"session": event.session}, event.id)
