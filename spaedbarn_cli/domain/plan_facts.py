"""What happened in a family, as thin as the plan needs it: no names, no notes."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import date


class Fact(NamedTuple):
    """Something that took place on a day and may complete a step.

    `what` and `key` say what it was (`meeting`, `network`); `subject` is whom a questionnaire is about; `whole` is
    False for one that was not finished; `session` is the part of a course. A meeting also carries the days on which
    the status statement was gone through (`reviewed`) and sent (`sent`), and the next days agreed (`ahead`).
    """

    what: str
    key: str
    day: date
    id: str = ""
    subject: str = ""
    whole: bool = True
    session: int | None = None
    reviewed: date | None = None
    sent: date | None = None
    ahead: tuple[date, ...] = ()


class Given(NamedTuple):
    """A step that was said to be missed: which, the day it was due, the day that was said, and the reason in words."""

    obligation: str
    due: date
    day: date
    reason: str
    id: str = ""


class Reason(NamedTuple):
    """Why an item stands as it does: a code and its parameters (days, numbers, ids of records and steps)."""

    code: str
    params: tuple[tuple[str, object], ...] = ()


def reason(code: str, **params: object) -> Reason:
    """Return a reason; parameters keep the order they are given in."""
    return Reason(code, tuple(params.items()))


class Item(NamedTuple):
    """One step of one family, at one time.

    `number` counts the times from 1. `earliest`, `due` and `latest` are None where the day is not known yet or the step
    does not apply. `state` is one of STATES; `done_on` the day it was done and `by` the record that shows it.
    """

    case: str
    obligation: str
    number: int
    phase: str
    earliest: date | None
    due: date | None
    latest: date | None
    state: str
    responsible: str
    why: tuple[Reason, ...]
    done_on: date | None = None
    by: str = ""


STATES = ("upcoming", "due", "overdue", "begun", "done", "missed", "not_applicable")
"""States of an item. `begun` is partly done; `missed` is kept, with its reason."""

OPEN = ("due", "overdue", "begun")
"""States in which something is to be done now."""
