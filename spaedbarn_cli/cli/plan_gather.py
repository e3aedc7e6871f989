"""Reads what the plan is made from: a handful of queries, however many families."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from spaedbarn_cli.catalog.building import build_obligations
from spaedbarn_cli.cli.family import note_access
from spaedbarn_cli.domain import schedule
from spaedbarn_cli.domain.case import focus_children
from spaedbarn_cli.domain.dates import midnight

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from spaedbarn_cli.domain.case import Case
    from spaedbarn_cli.domain.obligation import Obligation
    from spaedbarn_cli.domain.plan_facts import Item
    from spaedbarn_cli.domain.programme import Programme
    from spaedbarn_cli.session import Session


LATELY = timedelta(days=90)


class Plan(NamedTuple):
    """The plan of one family on a day: its items in order of date, with the steps they are of."""

    case: Case
    programme: Programme
    steps: dict[str, Obligation]
    items: tuple[Item, ...]


def plans(
    session: Session, codes: Sequence[str] = (), *, today: date | None = None, command: str | None = None,
    until: date | None = None,
) -> list[Plan]:  # fmt: skip
    """Return the plans of some families (else of all open ones), in the order of `codes`, or of all codes.

    With `until` only what is to be done by then is made out, which is much the quicker. Reading a family that is not
    one's own is logged under `command`. Raises NotFound for a code that nobody has.
    """
    from spaedbarn_cli.cli.family import known_programmes
    from spaedbarn_cli.store import cases, plan

    store = session.store
    named = {case.id: case for case in (cases.find(store, code) for code in codes)}
    day = today or session.today()
    found = list(named.values())
    if not codes:
        found = known_programmes(session, [case for case in cases.every(store, closed=True) if _asked(case, day)])
    if command is not None:
        for case in found:
            note_access(session, case, command)
    only = list(named) if codes else None
    programmes = {key: session.programme(key) for key in dict.fromkeys(case.programme for case in found)}
    steps = {key: build_obligations(programme) for key, programme in programmes.items()}
    wanted = {pair for listed in steps.values() for step in listed for pair in step.completed_by}
    if not wanted:
        return [Plan(case, programmes[case.programme], {}, ()) for case in found]
    people = cases.persons_by_case(store, only)
    births = {
        key: midnight(born[-1].born) for key, persons in people.items() if (born := focus_children(persons)) and born[-1].born
    }
    most = _visits_needed(step for listed in steps.values() for step in listed)
    facts = plan.facts(store, wanted, only, most=most, births=births)
    said, written = plan.said(store, only), plan.written(store)
    return [
        Plan(
            case, programmes[case.programme], {step.id: step for step in steps[case.programme]},
            schedule.due(
                steps[case.programme], case, people.get(case.id, ()), facts.get(case.id, ()), day,
                opened=written.get(case.id, day), said=said.get(case.id, ()), until=until,
            ),
        )
        for case in found
    ]  # fmt: skip


def _visits_needed(steps: Iterable[Obligation]) -> int | None:
    """Return how many first visits of a kind, before the birth and after, decide every step; None when all do."""
    by_visit = [step for step in steps if any(what == "visit" for what, _ in step.completed_by)]
    if any(step.repeat or step.with_ or step.floor not in (None, "birth") for step in by_visit):
        return None
    return max((step.count for step in by_visit), default=1)


def _asked(case: Case, day: date) -> bool:
    """Say whether a family is asked for among all: open, or closed so lately that something may be left to do."""
    return case.closed is None or case.closed >= day - LATELY


def plan_of(session: Session, case: Case) -> Plan:
    """Return the plan of one family today."""
    return plans(session, [case.code])[0]
