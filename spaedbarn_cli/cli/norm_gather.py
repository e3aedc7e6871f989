"""Reads what the norm report is made from: a handful of queries, however many families."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from spaedbarn_cli.cli.family import note_access
from spaedbarn_cli.domain import norms
from spaedbarn_cli.domain.case import focus_children
from spaedbarn_cli.domain.dates import midnight, monday_of
from spaedbarn_cli.domain.norm_days import segments
from spaedbarn_cli.report.norm_view import Family

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from spaedbarn_cli.session import Session


def run_report(
    session: Session, codes: Sequence[str] = (), first: date | None = None, last: date | None = None, *,
    why: bool = False, command: str = "norm-check",
) -> list[Family]:  # fmt: skip
    """Return the verdicts of some families (else all open ones) for the weeks that touch `first`..`last` (else today).

    In the order of `codes`, or of all codes. Reading a family that is not one's own is logged under `command`. Raises
    NotFound for a code that nobody has.
    """
    from spaedbarn_cli.cli.family import known_programmes
    from spaedbarn_cli.store import cases, visits

    store, today = session.store, session.today()
    begin = monday_of(first or today)
    final = min(last or today, monday_of(today) + timedelta(days=6))
    end = max(monday_of(final) + timedelta(days=7), begin)
    named = {case.id: case for case in (cases.find(store, code) for code in codes)}
    found = list(named.values()) if codes else cases.every(store)
    for case in found:
        note_access(session, case, command)
    only = list(named) if codes else None
    edges = begin.toordinal(), end.toordinal()
    low, high = midnight(begin), midnight(end)
    people, spans = cases.persons_by_case(store, only), visits.spans_by_case(store, low, high, only)
    pauses, agreements = cases.pauses_by_case(store, only), cases.agreements_by_case(store, only)
    families = []
    for case in found if codes else known_programmes(session, found):
        programme = session.programme(case.programme)
        children = focus_children(people.get(case.id, ()))
        rests, levels = pauses.get(case.id, ()), agreements.get(case.id, ())
        norm = norms.check(
            programme, case, children, spans.get(case.id, ()), rests, levels,
            today=today, first=begin, last=final, why=why,
        )  # fmt: skip
        days = segments(programme, case, children, rests, levels, *edges) if norm.weeks else ()
        whole = {visit.id: visit for visit in visits.touching(store, case.id, low, high)} if why else {}
        families.append(Family(norm, case, programme, days, rests, levels, whole))
    return families
