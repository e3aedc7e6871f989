"""The line after a visit: what the family has had this week, and what is still missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spaedbarn_cli.i18n.catalog import duration, t, week

if TYPE_CHECKING:
    from datetime import date

    from spaedbarn_cli.domain.case import Case
    from spaedbarn_cli.domain.norms import CaseNorm, WeekNorm
    from spaedbarn_cli.domain.visit import Visit
    from spaedbarn_cli.session import Session


def norm_of(session: Session, case: Case, first: date, last: date, *, why: bool = False) -> CaseNorm:
    """Return a family's verdict for the weeks that touch `first`..`last`."""
    from datetime import timedelta

    from spaedbarn_cli.domain import norms
    from spaedbarn_cli.domain.case import focus_children
    from spaedbarn_cli.domain.dates import midnight, monday_of
    from spaedbarn_cli.store import cases, visits

    store = session.store
    begin, end = midnight(monday_of(first)), midnight(monday_of(last) + timedelta(days=7))
    return norms.check(
        session.programme(case.programme), case, focus_children(cases.persons(store, case.id)),
        visits.spans(store, case.id, begin, end), cases.pauses(store, case.id), cases.agreements(store, case.id),
        today=session.today(), first=first, last=last, why=why,
    )  # fmt: skip


def say_week(session: Session, case: Case, visit: Visit) -> None:
    """Say on the terminal how the week of a visit stands."""
    from spaedbarn_cli.domain.dates import local

    day = local(visit.start).date()
    weeks = norm_of(session, case, day, day).weeks
    if not weeks:
        return
    found = weeks[0]
    facts = {
        "code": case.code, "week": week(day), "delivered": duration(found.delivered_minutes),
        "required": duration(found.required_minutes), "plan": duration(found.plan_minutes),
        "missing": duration(found.shortfall_minutes),
    }  # fmt: skip
    session.terminal.result(t(f"week.{_verdict(found)}", **facts))


def _verdict(week: WeekNorm) -> str:
    """Return which sentence fits a week: the engine's own status, the running week split by what is missing."""
    if week.status == "running":
        return "running" if 7 * week.delivered_minutes < week.required_sevenths else "met"
    return week.status
