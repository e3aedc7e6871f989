"""Steps that come again: every so many days after the last one was held, or each time another step was held."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from spaedbarn_cli.domain.plan_facts import reason
from spaedbarn_cli.domain.schedule_family import Window, after_meeting, before_meeting

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from spaedbarn_cli.domain.obligation import Obligation, Offset
    from spaedbarn_cli.domain.plan_facts import Fact, Given, Item, Reason
    from spaedbarn_cli.domain.schedule_family import Family
    from spaedbarn_cli.domain.schedule_once import Lookup


def repeated(family: Family, step: Obligation, lookup: Lookup) -> list[Item]:
    """Return every time of a step so far, and the one that comes next: nothing beyond that is made up."""
    assert step.repeat is not None
    assert step.anchor is not None
    anchor = family.anchors[step.anchor]
    if anchor is None or (step.condition == "after-birth" and family.born is None):
        return [_waiting(family, step, step.anchor)]
    first = family.window(step, anchor)
    due, why = first.due, partial(_first, family, step, anchor, moved=first.moved)
    held = family.facts(step, family.born if step.floor == "birth" else None)
    over = min((day for day in (_ended(step, lookup), family.closed) if day is not None), default=None)
    items: list[Item] = []
    before: date | None = None
    place = 0
    while True:
        fact = held[place] if place < len(held) else None
        item = _time(family, step, due, fact, why, before, len(items) + 1, over)
        if item.state == "done" and fact is not None:
            before = fact.day
            due, why = step.repeat.after(fact.day), partial(_since, "last_held", step, fact.day)
            while place < len(held) and held[place].day <= before:
                place += 1
        elif over is not None and due >= over:  # what had not fallen due when it ended never will
            return items or [family.item(step, "not_applicable", [*why(), reason("ended", day=over)])]
        elif item.state == "missed":
            missed, due = due, limit_of(step, due)
            why = partial(_since, "last_missed", step, missed)
        elif over is not None:
            return [*items, item._replace(state="missed", why=(*why(), reason("missed_closing", day=over)))]
        else:
            return [*items, item]
        items.append(item)
        due = max(due, family.enrolled)


def _first(family: Family, step: Obligation, anchor: date, *, moved: bool) -> list[Reason]:
    why = [reason("from", anchor=step.anchor, day=anchor, offset=str(step.due))]
    return [*why, reason("from_enrolment", day=family.enrolled)] if moved else why


def _since(code: str, step: Obligation, day: date) -> list[Reason]:
    return [reason(code, day=day, offset=str(step.repeat))]


def _time(
    family: Family, step: Obligation, due: date, fact: Fact | None, why: Callable[[], list[Reason]], before: date | None,
    number: int, over: date | None,
) -> Item:  # fmt: skip
    """Return one time of a repeated step; `over` is the day after which it is not asked for any more."""
    limit, said = limit_of(step, due), _said(family, step, due)
    if fact is not None and (fact.day <= due or (said is None and fact.day <= limit)):
        if not family.shown("done"):
            return family.unshown(step, "done", number, fact)
        window = _day_of(due)
        lacks = after_meeting(family, step, fact, before)
        by = reason("done_by", what=fact.what, kind=fact.key, day=fact.day)
        return family.item(step, "done", [*why(), by, *lacks], window, number, done=fact)
    window = _day_of(due)
    if said is not None:
        return family.item(step, "missed", [*why(), _told(said)], window, number)
    if family.today >= limit and (over is None or limit <= over):
        return family.item(step, "missed", [*why(), reason("missed_days", days=(limit - due).days)], window, number)
    state = family.by_days(window)
    if not family.shown(state, due):
        return family.unshown(step, state, number)
    return family.item(step, state, [*why(), *before_meeting(family, step)], window, number)


def _day_of(due: date) -> Window:
    return Window(due, None, due, due, moved=False, lapsed=False)


def following(family: Family, step: Obligation, lookup: Lookup) -> list[Item]:
    """Return the times of a step that follows each held time of another, and the one that waits for the next."""
    assert step.with_ is not None
    others = lookup(step.with_)
    held = [item for item in others if item.state == "done" and item.done_on is not None]
    facts = family.facts(step)
    items: list[Item] = []
    place = 0
    for number, other in enumerate(held, 1):
        day = other.done_on
        assert day is not None
        later = held[number].done_on if number < len(held) else None
        while place < len(facts) and facts[place].day < day:
            place += 1
        items.append(_follow(family, step, day, later, facts[place] if place < len(facts) else None, number))
    if items and items[-1].state not in ("done", "missed"):
        return items
    awaited = others[-1].state if others else "not_applicable"
    if awaited not in ("done", "missed", "not_applicable"):
        items.append(family.item(step, "upcoming", [reason("awaits_step", step=step.with_)], number=len(items) + 1))
    elif not items:
        code = "never_begins" if awaited == "not_applicable" else "awaits_step"
        items.append(family.item(step, "not_applicable", [reason(code, step=step.with_)]))
    return items


def _follow(
    family: Family, step: Obligation, day: date, later: date | None, fact: Fact | None, number: int
) -> Item:
    """Return the time of a step that follows the one held on `day`; `fact` is the first of its own from then on."""
    due = max(step.due.after(day), family.enrolled)
    limit = limit_of(step, due)
    if fact is not None and (fact.day > limit or (later is not None and fact.day >= later)):
        fact = None
    if fact is not None and not family.shown("done"):
        return family.unshown(step, "done", number, fact)
    latest = max(step.latest.after(day), due) if step.latest else due
    window = Window(day, None, due, latest, moved=False, lapsed=False)
    why = [reason("after", step=step.with_, day=day, offset=str(step.due))]
    said = _said(family, step, due)
    if fact is not None:
        by = reason("done_by", what=fact.what, kind=fact.key, day=fact.day)
        return family.item(step, "done", [*why, by], window, number, done=fact)
    if said is not None:
        return family.item(step, "missed", [*why, _told(said)], window, number)
    if later is not None and later <= limit:
        return family.item(step, "missed", [*why, reason("missed_next", day=later)], window, number)
    if family.closed is not None and family.closed < limit:
        return family.item(step, "missed", [*why, reason("missed_closing", day=family.closed)], window, number)
    if family.today >= limit:
        return family.item(step, "missed", [*why, reason("missed_days", days=(limit - due).days)], window, number)
    state = family.by_days(window)
    if not family.shown(state, due):
        return family.unshown(step, state, number)
    return family.item(step, state, [*why, *before_meeting(family, step)], window, number)


def limit_of(step: Obligation, due: date) -> date:
    """Return the day on which a time of a step that was not held counts as missed, and the next is due."""
    distance: Offset | None = step.repeat
    if step.lapses is not None:
        return due + timedelta(days=step.lapses)
    assert distance is not None
    return distance.after(due)


def _ended(step: Obligation, lookup: Lookup) -> date | None:
    """Return the day another step put an end to this one."""
    if step.until is None:
        return None
    item = lookup(step.until)[-1]
    return item.done_on if item.state == "done" else None


def _said(family: Family, step: Obligation, due: date) -> Given | None:
    """Return what was said of the time that is due on a day; a day corrected since still finds it."""
    if not family.said(step.id):
        return None
    reach = timedelta(days=(limit_of(step, due) - due).days // 2)
    near = [one for one in family.said(step.id) if due - reach <= one.due < due + reach]
    return near[-1] if near else None


def _told(said: Given) -> Reason:
    return reason("missed_said", day=said.day, text=said.reason)


def _waiting(family: Family, step: Obligation, anchor: str) -> Item:
    code = "birth" if family.born is None and step.condition == "after-birth" else anchor
    if family.closed is not None:
        return family.item(step, "not_applicable", [reason("case_closed", day=family.closed)])
    return family.item(step, "upcoming", [reason("awaits", anchor=code)])
