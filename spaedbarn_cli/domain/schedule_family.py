"""What the plan knows of a family on a day: the days it counts from, and what has taken place by then."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from spaedbarn_cli.domain.case import focus_children
from spaedbarn_cli.domain.obligation import PREGNANCY_DAYS
from spaedbarn_cli.domain.plan_facts import OPEN, Item, reason

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from spaedbarn_cli.domain.case import Case, Person
    from spaedbarn_cli.domain.obligation import Obligation
    from spaedbarn_cli.domain.plan_facts import Fact, Given, Reason

PARENTS = ("mother", "father", "partner")
"""Roles of the people of whom `each_parent` is asked."""


class Window(NamedTuple):
    """The days of a step, none of them before enrolment; `moved` says that the step was due before that."""

    anchor: date
    earliest: date | None
    due: date
    latest: date
    moved: bool
    lapsed: bool

    @property
    def opens(self) -> date:
        """The first day on which the step is to be done."""
        return self.earliest or self.due


class Family:
    """One family as it is on `today`: a birth or a record of a later day is not known yet."""

    def __init__(
        self, case: Case, persons: Sequence[Person], facts: Iterable[Fact], today: date, opened: date,
        said: Iterable[Given], until: date | None = None,
    ) -> None:  # fmt: skip
        born = [child.born for child in focus_children(tuple(persons)) if child.born and child.born <= today]
        self.code = case.code
        self.today = today
        self.until = until
        self.enrolled = case.start or opened
        self.born = born[-1] if born else None  # the youngest decides, as in the norm
        self.closed = case.closed if case.closed and case.closed <= today else None
        self.parents = tuple(sorted({person.label for person in persons if person.role in PARENTS}))
        self.anchors: dict[str, date | None] = {
            "enrolment": self.enrolled, "due-date": case.due, "birth": self.born, "discharge": case.discharged,
            "pregnancy": case.due - timedelta(days=PREGNANCY_DAYS) if case.due else None, "closing": case.closed,
        }  # fmt: skip
        self._facts: dict[tuple[str, str], list[Fact]] = defaultdict(list)
        for fact in facts:
            if fact.day <= today:
                whole = fact.sent is None and fact.reviewed is None
                self._facts[fact.what, fact.key].append(fact if whole else _as_known(fact, today))
        for listed in self._facts.values():
            if len(listed) > 1:
                listed.sort(key=_IN_ORDER)
        self._said: dict[str, list[Given]] = defaultdict(list)
        for one in sorted(said):
            if one.day <= today:
                self._said[one.obligation].append(one)

    def said(self, obligation: str) -> list[Given]:
        """Return what was said to be missed of a step."""
        return self._said[obligation]

    def facts(self, obligation: Obligation, floor: date | None = None) -> list[Fact]:
        """Return what may show that a step was done, in order of day, from `floor` on."""
        pairs = obligation.completed_by
        found = [fact for pair in pairs for fact in self._facts.get(pair, ())]
        if not found:
            return found
        if len(pairs) > 1:
            found.sort(key=_IN_ORDER)
        if obligation.condition == "before-birth" and self.born is not None:
            found = [fact for fact in found if fact.day <= self.born]
        if obligation.condition == "after-birth":
            found = [fact for fact in found if self.born is not None and fact.day >= self.born]
        if floor is not None:
            found = [fact for fact in found if fact.day >= floor]
        return found

    def of_kind(self, what: str, key: str) -> list[Fact]:
        """Return everything of one kind, in order of day."""
        return self._facts.get((what, key), [])

    def window(self, obligation: Obligation, anchor: date) -> Window:
        """Return the days of a step that is counted from `anchor`."""
        earliest = obligation.earliest.after(anchor) if obligation.earliest else None
        due = obligation.due.after(anchor)
        latest = obligation.latest.after(anchor) if obligation.latest else due
        first = self.enrolled
        return Window(
            anchor, max(earliest, first) if earliest else None, max(due, first), max(latest, first), due < first,
            lapsed=obligation.late == "lapse" and latest < first,
        )  # fmt: skip

    def by_days(self, window: Window) -> str:
        """Return the state that the days alone give a step that nothing has been done about."""
        if self.today < window.opens:
            return "upcoming"
        return "due" if self.today <= window.latest else "overdue"

    def shown(self, state: str, opens: date | None = None) -> bool:
        """Say whether an item is asked for: every one is, unless only what is to be done until a day."""
        if self.until is None or state in OPEN:
            return True
        return state == "upcoming" and opens is not None and opens <= self.until

    def unshown(self, obligation: Obligation, state: str, number: int = 1, done: Fact | None = None) -> Item:
        """Return an item that nobody sees: only what other steps hang on, no days of its own and no reasons."""
        return Item(
            self.code, obligation.id, number, obligation.phase, None, None, None, state, obligation.responsible, (),
            done.day if done else None,
        )  # fmt: skip

    def item(
        self, obligation: Obligation, state: str, why: Sequence[Reason], window: Window | None = None, number: int = 1,
        done: Fact | None = None, done_on: date | None = None,
    ) -> Item:  # fmt: skip
        """Return an item; without `window` it has no days."""
        return Item(
            self.code, obligation.id, number, obligation.phase,
            window.earliest if window else None, window.due if window else None, window.latest if window else None,
            state, obligation.responsible, tuple(why), done_on or (done.day if done else None), done.id if done else "",
        )  # fmt: skip


_IN_ORDER = attrgetter("day", "id")


def _as_known(fact: Fact, today: date) -> Fact:
    """Return a fact without what was only done after a day: a statement sent later was not sent yet."""
    if (fact.sent or today) <= today and (fact.reviewed or today) <= today:
        return fact
    sent, reviewed = (day if day is not None and day <= today else None for day in (fact.sent, fact.reviewed))
    return fact._replace(sent=sent, reviewed=reviewed)


def after_meeting(family: Family, obligation: Obligation, fact: Fact, before: date | None) -> list[Reason]:
    """Return what a meeting that was held still lacks: the statement sent before it, the next dates far enough ahead.

    `before` is the day of the meeting before it: a statement sent on or after that day belongs to this one.
    """
    found: list[Reason] = []
    if obligation.statement:
        logged = [
            one.day
            for one in family.of_kind("event", "statement")
            if (before is None or before <= one.day) and one.day <= fact.day
        ]
        sent = fact.sent or (logged[-1] if logged else None)
        if sent is None:
            found.append(reason("statement_missing"))
        elif sent > fact.day:
            found.append(reason("statement_late", day=sent))
        if sent is not None and (fact.reviewed is None or fact.reviewed > fact.day):
            found.append(reason("statement_not_reviewed"))
    if obligation.ahead is not None:
        wanted = obligation.ahead.after(fact.day)
        if not any(day >= wanted for day in fact.ahead):
            found.append(reason("dates_short", day=wanted))
    return found


def before_meeting(family: Family, obligation: Obligation) -> list[Reason]:
    """Return what is to be known of a meeting that is not held yet: the day agreed, the statement that goes first."""
    found: list[Reason] = []
    held = [fact for pair in obligation.completed_by if pair[0] == "meeting" for fact in family.of_kind(*pair)]
    agreed = sorted({day for fact in held for day in fact.ahead if day >= family.today})
    if agreed:
        found.append(reason("agreed", day=agreed[0]))
    if obligation.statement:
        last = max((fact.day for fact in held), default=None)
        sent = [fact.day for fact in family.of_kind("event", "statement") if last is None or fact.day > last]
        found.append(reason("statement_sent", day=sent[-1]) if sent else reason("statement_first"))
    return found
