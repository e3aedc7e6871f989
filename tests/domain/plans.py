"""Invented families to put before the plan engine, the shipped programme's steps, and a plan as short lines."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache
from typing import Any

from spaedbarn_cli.catalog.building import build_obligations
from spaedbarn_cli.catalog.programmes import open_programme
from spaedbarn_cli.domain import schedule
from spaedbarn_cli.domain.case import Case, Person
from spaedbarn_cli.domain.plan_facts import Fact, Given, Item

CASE = Case("c", "A17", "jammerbugt-spaedbarn", start=date(2026, 2, 2), due=date(2026, 9, 20))
MOTHER, FATHER = Person("m", "c", "mor", "mother"), Person("f", "c", "far", "father")


@cache
def steps() -> tuple[Any, ...]:
    """Return the steps of the shipped programme."""
    return build_obligations(open_programme("jammerbugt-spaedbarn"))


def child(born: date, label: str = "barn1") -> Person:
    return Person(label, "c", label, "child", born=born)


def fact(what: str, day: str | date, key: str = "", **more: Any) -> Fact:
    """Return something that took place: `fact("meeting:network", "2026-10-17")`."""
    kind, _, name = what.partition(":")
    when = date.fromisoformat(day) if isinstance(day, str) else day
    return Fact(kind, name, when, key or f"{name}{when:%m%d}", **more)


@dataclass(frozen=True)
class Story:
    """Everything `schedule.due` is given; what is dated later than the day asked for is not known yet."""

    case: Case = CASE
    persons: tuple[Person, ...] = (MOTHER, FATHER)
    facts: tuple[Fact, ...] = ()
    said: tuple[Given, ...] = ()
    opened: date = date(2026, 2, 2)
    more: dict[str, Any] = field(default_factory=dict)

    def on(self, day: str | date, **changed: Any) -> tuple[Item, ...]:
        """Return the plan of a day, after replacing some of the story."""
        story = replace(self, **changed)
        today = date.fromisoformat(day) if isinstance(day, str) else day
        return schedule.due(
            steps(), story.case, story.persons, story.facts, today, opened=story.opened, said=story.said
        )

    def item(self, step: str, day: str | date, number: int = 1, **changed: Any) -> Item:
        """Return one item of the plan of a day."""
        return next(item for item in self.on(day, **changed) if (item.obligation, item.number) == (step, number))

    def born(self, day: str, home: str | None = None) -> Story:
        """Return the story with a child, home on a day."""
        when = date.fromisoformat(day)
        case = replace(self.case, discharged=date.fromisoformat(home) if home else None)
        return replace(self, persons=(*self.persons, child(when)), case=case)

    def and_(self, *facts: Fact) -> Story:
        return replace(self, facts=(*self.facts, *facts))


def codes(item: Item) -> list[str]:
    return [reason.code for reason in item.why]


def line(item: Item) -> str:
    """Return an item as one short line: state, days, reasons with their parameters."""
    days = " ".join(f"{name} {day}" for name, day in (("from", item.earliest), ("due", item.due)) if day)
    latest = f" latest {item.latest}" if item.latest != item.due else ""
    done = f" on {item.done_on}" if item.done_on else ""
    why = "; ".join(
        " ".join([reason.code, *(f"{value}" for _, value in reason.params)]) for reason in item.why
    )
    return f"{item.state}{done} ({days}{latest}) {why}".replace(" ()", "")


def walk(story: Story, first: date, last: date) -> str:
    """Return every item's line for every day from `first` to `last`, days with the same line drawn together."""
    seen: dict[tuple[str, int], list[list[Any]]] = {}
    order: dict[str, int] = {step.id: place for place, step in enumerate(steps())}
    day = first
    while day <= last:
        for item in story.on(day):
            spans = seen.setdefault((item.obligation, item.number), [])
            words = line(item)
            if spans and spans[-1][2] == words and spans[-1][1] == day - timedelta(days=1):
                spans[-1][1] = day
            else:
                spans.append([day, day, words])
        day += timedelta(days=1)
    rows = []
    for (step, number), spans in sorted(seen.items(), key=lambda one: (order[one[0][0]], one[0][1])):
        rows.append(f"{step} {number}")
        rows += [f"  {begin} – {end}  {words}" for begin, end, words in spans]
    return "\n".join(rows) + "\n"
