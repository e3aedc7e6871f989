"""A step that is done once: its window, how far it came, what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from spaedbarn_cli.domain.plan_facts import reason
from spaedbarn_cli.domain.schedule_family import after_meeting, before_meeting

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from spaedbarn_cli.domain.obligation import Obligation
    from spaedbarn_cli.domain.plan_facts import Fact, Item, Reason
    from spaedbarn_cli.domain.schedule_family import Family, Window

    Lookup = Callable[[str], Sequence[Item]]


class Progress(NamedTuple):
    """How far a step came: the record that completed it (None: not yet), and what there is of it."""

    done: Fact | None
    have: int
    need: int
    missing: tuple[str, ...] = ()

    @property
    def begun(self) -> bool:
        """Is there something of it, and not all?"""
        return self.done is None and self.have > 0


def once(family: Family, step: Obligation, lookup: Lookup) -> Item:
    """Return the item of a step that is done once; `lookup` gives the items of another step."""
    anchor, why, settled = _anchor(family, step, lookup)
    progress = progress_of(family, step, facts_of(family, step, anchor))
    if progress.done is not None and not family.shown("done"):
        return family.unshown(step, "done", done=progress.done)
    window = family.window(step, anchor) if anchor is not None else None
    if window is not None:
        why = [*why, *([reason("from_enrolment", day=family.enrolled)] if window.moved and not window.lapsed else [])]
    if progress.done is not None:
        lacks = after_meeting(family, step, progress.done, None)
        return family.item(step, "done", [*why, _by(progress.done), *lacks], window, done=progress.done)
    if progress.have and progress.need > 1:
        parts: dict[str, object] = {"missing": progress.missing} if progress.missing else {}
        why = [*why, reason("progress", have=progress.have, need=progress.need, **parts)]
    elif progress.begun:
        why = [*why, reason("unfinished")]
    said = family.said(step.id)
    if said:
        told = reason("missed_said", day=said[-1].day, text=said[-1].reason)
        return family.item(step, "missed", [*why, told], window)
    return _not_done(family, step, window, why, progress, settled)


def facts_of(family: Family, step: Obligation, anchor: date | None) -> list[Fact]:
    """Return what counts towards a step that is counted from `anchor`."""
    if step.floor in ("anchor", "earliest") and anchor is None:
        return []
    floor = None
    if step.floor == "birth":
        floor = family.born
    elif anchor is not None and step.floor == "anchor":
        floor = anchor
    elif anchor is not None and step.floor is not None:
        # The window as promised, not as moved: what was done before enrolment was done.
        floor = step.earliest.after(anchor) if step.earliest else step.due.after(anchor)
    return family.facts(step, floor)


def progress_of(family: Family, step: Obligation, facts: Sequence[Fact]) -> Progress:
    """Return how far a step came by facts that are in order of day."""
    whole = [fact for fact in facts if fact.whole]
    if step.each_parent and family.parents:
        first: dict[str, Fact] = {}
        for fact in whole:
            if fact.subject in family.parents:
                first.setdefault(fact.subject, fact)
        missing = tuple(label for label in family.parents if label not in first)
        last = max(first.values(), key=lambda fact: (fact.day, fact.id)) if first and not missing else None
        return Progress(last, len(first), len(family.parents), missing)
    if step.sessions is not None:
        parts: dict[object, Fact] = {}
        for fact in whole:
            parts.setdefault(fact.session if fact.session is not None else fact.id, fact)
        held = list(parts.values())
        return Progress(held[step.sessions - 1] if len(held) >= step.sessions else None, len(held), step.sessions)
    if step.count > 1:
        return Progress(whole[step.count - 1] if len(whole) >= step.count else None, len(whole), step.count)
    return Progress(whole[0] if whole else None, len(facts), 1)


def _anchor(family: Family, step: Obligation, lookup: Lookup) -> tuple[date | None, list[Reason], bool]:
    """Return the day a step is counted from, the reason in words of codes, and whether it will never have one."""
    if step.anchor is not None:
        day = family.anchors[step.anchor]
        if step.condition == "after-birth" and family.born is None:
            return None, [reason("awaits", anchor="birth")], False
        if day is None:
            return None, [reason("awaits", anchor=step.anchor)], False
        return day, [reason("from", anchor=step.anchor, day=day, offset=str(step.due))], False
    assert step.after is not None
    item = lookup(step.after)[-1]
    if item.state == "done" and item.done_on is not None:
        return item.done_on, [reason("after", step=step.after, day=item.done_on, offset=str(step.due))], False
    said = family.said(step.after)
    if item.state == "missed" and said:
        day = said[-1].day
        return day, [reason("after_missed", step=step.after, day=day)], False
    return None, [reason("awaits_step", step=step.after)], item.state in ("not_applicable", "missed")


def _not_done(
    family: Family, step: Obligation, window: Window | None, why: list[Reason], progress: Progress, settled: bool
) -> Item:
    """Return the item of a step that nothing has completed."""

    def gone(code: str, **params: object) -> Item:
        if not family.shown("not_applicable"):
            return family.unshown(step, "not_applicable")
        return family.item(step, "not_applicable", [*why, reason(code, **params)])

    born, closed = family.born, family.closed
    if step.condition == "before-birth" and born is not None and family.enrolled > born:
        return gone("known_after_birth")
    if window is not None and window.lapsed:
        return gone("before_enrolment", day=family.enrolled)
    if step.condition == "before-birth" and born is not None:
        if window is None or window.opens > born:
            return gone("born_before", day=born)
        return family.item(step, "missed", [*why, reason("missed_birth", day=born)], window)
    if closed is not None and step.anchor != "closing":
        if window is not None and window.latest < closed:
            return family.item(step, "missed", [*why, reason("missed_closing", day=closed)], window)
        return gone("case_closed", day=closed)
    if window is None:
        if settled:
            return gone("never_begins")
        return family.item(step, "begun" if progress.begun else "upcoming", why)
    state = family.by_days(window)
    if progress.begun and (state != "overdue" or step.sessions is not None):
        state = "begun"
    if not family.shown(state, window.opens):
        return family.unshown(step, state)
    return family.item(step, state, [*why, *before_meeting(family, step)], window)


def _by(fact: Fact) -> Reason:
    return reason("done_by", what=fact.what, kind=fact.key, day=fact.day)
