"""The plan of a family: every step the programme promises, with its days, its state and the reason. Pure.

Days are calendar dates and nothing is earlier than enrolment. What is dated after `today` is not known yet, so that the
plan of a day is the same whenever it is asked for. Of a step that comes again only the next time is made up.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from spaedbarn_cli.domain.plan_facts import OPEN
from spaedbarn_cli.domain.schedule_family import Family
from spaedbarn_cli.domain.schedule_once import once
from spaedbarn_cli.domain.schedule_repeat import following, repeated

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from spaedbarn_cli.domain.case import Case, Person
    from spaedbarn_cli.domain.obligation import Obligation
    from spaedbarn_cli.domain.plan_facts import Fact, Given, Item


def due(
    obligations: Sequence[Obligation], case: Case, persons: Sequence[Person], facts: Iterable[Fact], today: date, *,
    opened: date, said: Iterable[Given] = (), until: date | None = None,
) -> tuple[Item, ...]:  # fmt: skip
    """Return every step of a family on a day, in order of date, the undated last.

    `opened` is the day the family was written down; it is enrolled from `case.start`, or from then. `said` are steps
    that were said to be missed. The order of facts does not matter. With `until` only what `to_do` keeps is returned:
    what is settled, or opens later, is followed all the same but not written out.
    """
    family = Family(case, persons, facts, today, opened, said, until)
    steps = {step.id: step for step in obligations}
    known: dict[str, list[Item]] = {}

    def lookup(key: str) -> list[Item]:
        if key not in known:
            step = steps[key]
            if step.with_ is not None:
                known[key] = following(family, step, lookup)
            elif step.repeat is not None:
                known[key] = repeated(family, step, lookup)
            else:
                known[key] = [once(family, step, lookup)]
        return known[key]

    order = {key: place for place, key in enumerate(steps)}
    items = [item for key in steps for item in lookup(key)]
    if until is not None:
        items = to_do(items, until)
    return tuple(sorted(items, key=lambda item: (item.due or date.max, order[item.obligation], item.number)))


def to_do(items: Iterable[Item], last: date) -> list[Item]:
    """Return the items that are to be done now, and those whose window opens on or before `last`."""
    return [
        item
        for item in items
        if item.state in OPEN or (item.state == "upcoming" and (opens := item.earliest or item.due) and opens <= last)
    ]
