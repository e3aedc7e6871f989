"""Invented families to put before the engine, written as a person would: local times, hours, dates."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from spaedbarn_cli.domain import norms
from spaedbarn_cli.domain.case import Agreement, Case, Pause, Person
from spaedbarn_cli.domain.programme import Band, Programme, VisitKind
from spaedbarn_cli.domain.visit import Span

KINDS = tuple(
    VisitKind(key, key in ("home", "extra", "joint")) for key in ("home", "extra", "joint", "video", "center")
)


def programme(name: str, *bands: Band) -> Programme:
    return Programme(id=name, version="1", title={}, source="invented", legal="", bands=bands, kinds=KINDS)


PROGRAMMES = {
    each.id: each
    for each in (
        # A lower bound on hours by age.
        programme("hours", Band("0-3", 0, 3, 360), Band("3-6", 3, 6, 240, 360), Band("6-12", 6, 12, 120, 240)),
        # An upper bound on visits and nothing else.
        programme("visits", Band("0-12", 0, 12, maximum_visits=3)),
        # Both bounds, in minutes, with a hole in the ages, numbers that 7 does not divide, and no last month.
        programme(
            "both", Band("0-1", 0, 1, 100, None, 200), Band("1-2", 1, 2, 50, None, 90, 2), Band("4-", 4, None, 25)
        ),
    )
}


@dataclass(frozen=True)
class Family:
    """Everything `norms.check` is given."""

    programme: Programme
    case: Case
    children: tuple[Person, ...]
    spans: tuple[Span, ...]
    pauses: tuple[Pause, ...]
    agreements: tuple[Agreement, ...]
    today: date
    first: date
    last: date

    def check(self, *, why: bool = False, **changed: Any) -> norms.CaseNorm:
        """Return the engine's verdict, after replacing some of what the family is."""
        given = replace(self, **changed)
        return norms.check(
            given.programme,
            given.case,
            given.children,
            given.spans,
            given.pauses,
            given.agreements,
            today=given.today,
            first=given.first,
            last=given.last,
            why=why,
        )


def at(text: str) -> int:
    """Return `2026-11-16 09:00` in Copenhagen (`… B` for the second of a doubled hour) as minutes since 1970."""
    moment = datetime.fromisoformat(text.removesuffix(" B")).replace(tzinfo=ZoneInfo("Europe/Copenhagen"))
    return int(moment.replace(fold=text.endswith(" B")).astimezone(UTC).timestamp()) // 60


def visit(id: str, start: str, minutes: int, kind: str = "home", status: str = "held", people: int = 1) -> Span:
    return Span(id, at(start), at(start) + minutes, kind, status, people)


def child(label: str, born: str | None, role: str = "child") -> Person:
    return Person(label, "A17", label, role, born=_day(born))


def pause(id: str, first: str, last: str) -> Pause:
    return Pause(id, "A17", date.fromisoformat(first), date.fromisoformat(last), "ferie")


def agreement(id: str, minutes: int, first: str, last: str | None = None) -> Agreement:
    return Agreement(id, "A17", minutes, date.fromisoformat(first), _day(last), "aftalt med familien")


def family(
    *,
    name: str = "hours",
    start: str = "2026-01-01",
    discharged: str | None = None,
    closed: str | None = None,
    children: tuple[Person, ...] = (),
    visits: tuple[Span, ...] = (),
    pauses: tuple[Pause, ...] = (),
    agreements: tuple[Agreement, ...] = (),
    today: str,
    first: str,
    last: str,
) -> Family:
    case = Case("c", "A17", name, date.fromisoformat(start), discharged=_day(discharged), closed=_day(closed))
    return Family(
        PROGRAMMES[name],
        case,
        children,
        visits,
        pauses,
        agreements,
        date.fromisoformat(today),
        date.fromisoformat(first),
        date.fromisoformat(last),
    )


def one_week(**given: Any) -> Family:
    """Return a family with a two-month-old, looked at in week 46 of 2026 a week later; `given` changes it."""
    usual: dict[str, Any] = {
        "children": (child("barn1", "2026-09-01"),),
        "today": "2026-11-22",
        "first": "2026-11-09",
        "last": "2026-11-15",
    }
    return family(**{**usual, **given})


def from_json(given: dict[str, Any]) -> Family:
    """Return the family of a golden file; its lists hold the arguments of the functions above."""
    return family(
        **{key: value for key, value in given.items() if isinstance(value, str)},
        children=tuple(child(*each) for each in given.get("children", ())),
        visits=tuple(visit(*each) for each in given.get("visits", ())),
        pauses=tuple(pause(*each) for each in given.get("pauses", ())),
        agreements=tuple(agreement(*each) for each in given.get("agreements", ())),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
