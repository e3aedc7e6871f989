"""The figures a status statement is written on: counted from the records of a period, as plain JSON, without words.

They are kept with the statement, so that what was gone through with the family can be shown again as it was.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from spaedbarn_cli.domain.brief import HELD, day_of
from spaedbarn_cli.domain.dates import add_months, age_on
from spaedbarn_cli.domain.movement import movements, worked_with
from spaedbarn_cli.domain.network import compare
from spaedbarn_cli.domain.norms import Summary, WeekNorm

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from spaedbarn_cli.domain.case import Person
    from spaedbarn_cli.domain.meeting import Goal, Meeting
    from spaedbarn_cli.domain.network import Tie
    from spaedbarn_cli.domain.norms import CaseNorm
    from spaedbarn_cli.domain.progress import Point, Series
    from spaedbarn_cli.domain.visit import Visit

SECTIONS = (
    "summary", "hours", "work", "parents", "child", "scores", "network", "goals", "agreements", "family",
)  # fmt: skip
"""The sections of a statement in the order they are read; one without text or figures is left out."""


@dataclass(frozen=True, slots=True)
class Records:
    """What the figures are counted from: all visits and series of a family, and the verdict on the period's weeks.

    `card` is the network card before the period and at its end, or None where there is none.
    """

    norm: CaseNorm
    children: Sequence[Person]
    visits: Sequence[Visit]
    series: Sequence[Series]
    programme: tuple[str, str]
    meetings: Sequence[Meeting] = ()
    goals: Sequence[Goal] = ()
    card: tuple[Sequence[Tie], Sequence[Tie]] | None = None


def facts_of(records: Records, first: date, last: date) -> dict[str, Any]:
    """Return the figures of the days `first`..`last` (both included)."""
    inside = [visit for visit in records.visits if first <= day_of(visit) <= last]
    until = [visit for visit in records.visits if day_of(visit) <= last]
    lost = [visit for visit in inside if visit.status != HELD]
    return {
        "programme": list(records.programme),
        "children": [_child(child, last) for child in records.children if child.born and child.born <= last],
        "weeks": [_week(week) for week in records.norm.weeks if week.monday <= last],
        "summary": dict(records.norm.summary._asdict()),
        "visits": {
            "held": len(inside) - len(lost), "minutes": sum(v.minutes for v in inside if v.status == HELD),
            "lost": dict(Counter(_lost_as(visit) for visit in lost)),
        },
        "core": [list(pair) for pair in worked_with(inside)],
        "signs": _signs(until, first),
        "scores": _scores(records.series, first, last),
        "network": _network(*records.card) if records.card is not None else None,
        "goals": [_goal(one) for one in records.goals if one.date <= last and (one.closed is None or one.closed >= first)],
        "scales": _scales(records.meetings, first, last),
        "meetings": [{"day": met.date.isoformat(), "kind": met.kind} for met in _inside(records.meetings, first, last)],
        "agreements": [
            {"day": met.date.isoformat(), "kind": met.kind, "text": text}
            for met in _inside(records.meetings, first, last) for text in met.agreements
        ],
    }  # fmt: skip


def next_period(last_days: Iterable[date], begin: date, today: date, to: date | None = None) -> tuple[date, date]:
    """Return the days a new statement tells of when nobody says: from after the last one (else `begin`) to `to`.

    `last_days` are the last days of the statements there are; `begin` the family's first day in the programme.
    """
    end = to if to is not None else today
    before = [day for day in last_days if day < end]
    first = max(before) + (date.resolution) if before else begin
    return min(first, end), end


def beginning(start: date | None, born: date | None, home: date | None, first_visit: date | None, today: date) -> date:
    """Return the first day of a family in the programme: its start, else the earliest thing that is known of it."""
    if start is not None:
        return start
    known = [day for day in (home, born, first_visit) if day is not None]
    return min(known, default=add_months(today, -1))


def weeks_of(facts: dict[str, Any]) -> tuple[WeekNorm, ...]:
    """Return the kept weeks as verdicts again."""
    made = []
    for kept in facts.get("weeks") or ():
        values = {**kept, "monday": date.fromisoformat(kept["monday"]), "bands": tuple(kept["bands"])}
        made.append(WeekNorm(**{name: values[name] for name in WeekNorm._fields if name in values}))
    return tuple(made)


def summary_of(facts: dict[str, Any]) -> Summary:
    """Return the kept sum of the weeks."""
    return Summary(**{name: facts["summary"][name] for name in Summary._fields})


def _child(child: Person, last: date) -> dict[str, Any]:
    assert child.born is not None
    age = age_on(child.born, last)
    return {"label": child.label, "months": age.months, "days": age.days}


def _week(week: WeekNorm) -> dict[str, Any]:
    kept = week._asdict()
    del kept["why"]
    return {**kept, "monday": week.monday.isoformat(), "bands": list(week.bands)}


def _lost_as(visit: Visit) -> str:
    return f"{visit.status}:{visit.cancelled_by}" if visit.cancelled_by else visit.status


def _signs(visits: Sequence[Visit], first: date) -> list[dict[str, Any]]:
    """The signs noted in the period: what they were before it, and every change in it."""
    found = []
    for movement in movements(visits):
        if movement.seen < first:
            continue
        earlier = [step for step in movement.steps if step.day < first]
        steps = [{"day": step.day.isoformat(), "value": step.value} for step in movement.steps if step.day >= first]
        found.append({
            "who": movement.who, "key": movement.key, "before": earlier[-1].value if earlier else None,
            "now": movement.steps[-1].value, "steps": steps, "seen": movement.seen.isoformat(),
        })  # fmt: skip
    return found


def _scores(series: Iterable[Series], first: date, last: date) -> list[dict[str, Any]]:
    """The scales answered in the period, each with its last score before it; bounds are those used then."""
    found = []
    for one in series:
        inside = [point for point in one.points if first <= point.date <= last]
        if not inside:
            continue
        earlier = [point for point in one.points if point.date < first and point.score is not None]
        found.append({
            "instrument": one.instrument, "version": one.version, "subject": one.subject, "scale": one.scale,
            "method": one.method, "title": dict(one.title), "bounds": [_plain(one.low), _plain(one.high)],
            "points": [_point(point) for point in (*earlier[-1:], *inside)],
            "cutoffs": [
                {
                    "value": _plain(line.value), "side": line.side, "source": line.source, "evidence": line.evidence,
                    "own": line.own,
                }
                for line in one.cutoffs if line.last >= first and line.first <= last
            ],
        })  # fmt: skip
    return found


def _point(point: Point) -> dict[str, Any]:
    return {
        "date": point.date.isoformat(), "score": _plain(point.score), "scorable": point.scorable, "band": point.band,
        "low": _plain(point.low), "high": _plain(point.high), "reliable": point.reliable,
        "band_text": dict(point.band_text) if point.band_text else None,
    }  # fmt: skip


def _plain(value: Any) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _inside(meetings: Iterable[Meeting], first: date, last: date) -> list[Meeting]:
    return sorted((met for met in meetings if first <= met.date <= last), key=lambda met: (met.date, met.id))


def _goal(goal: Goal) -> dict[str, Any]:
    return {
        "day": goal.date.isoformat(), "worry": goal.worry, "working": goal.working, "needed": goal.needed,
        "reached": goal.reached, "outcome": goal.outcome,
    }  # fmt: skip


def _scales(meetings: Iterable[Meeting], first: date, last: date) -> list[dict[str, Any]]:
    """Where each who was asked stands: the values of the period, and the last one before it."""
    found: dict[str, list[tuple[date, int]]] = {}
    for met in sorted(meetings, key=lambda met: (met.date, met.id)):
        for scale in met.safety if met.date <= last else ():
            found.setdefault(scale.who, []).append((met.date, scale.value))
    scales = []
    for who, values in found.items():
        inside = [step for step in values if step[0] >= first]
        if inside:
            steps = [*[step for step in values if step[0] < first][-1:], *inside]
            scales.append({"who": who, "steps": [{"day": day.isoformat(), "value": value} for day, value in steps]})
    return scales


def _network(before: Sequence[Tie], now: Sequence[Tie]) -> dict[str, Any]:
    """How many stand where, and who came, went or moved: by short name and place, never by name.

    A card that was first drawn in the period is not a change.
    """
    changes = compare(before, now) if before else compare(now, now)
    moved = [{**_tie(new), "from": old.circle} for old, new in changes.moved]
    return {
        "circles": dict(sorted(Counter(str(tie.circle) for tie in now).items())),
        "places": dict(sorted(Counter(f"{tie.sector}:{tie.circle}" for tie in now).items())),
        "new": [_tie(tie) for tie in changes.new], "gone": [_tie(tie) for tie in changes.gone], "moved": moved,
    }  # fmt: skip


def _tie(tie: Tie) -> dict[str, Any]:
    return {"label": tie.label, "sector": tie.sector, "circle": tie.circle}
