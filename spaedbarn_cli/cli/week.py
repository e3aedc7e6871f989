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
    session.terminal.result(week_words(case.code, weeks[0]))


def week_words(code: str, found: WeekNorm) -> str:
    """Return a sentence that says what a family has had in a week, and what is missing."""
    missing = found.shortfall_minutes or max(0, found.plan_minutes - found.delivered_minutes)
    facts = {
        "code": code, "week": week(found.monday), "delivered": duration(found.delivered_minutes),
        "required": duration(found.required_minutes), "plan": duration(found.plan_minutes), "missing": duration(missing),
        "maximum": duration(found.maximum_minutes or 0), "visits": found.visits, "most": found.maximum_visits,
    }  # fmt: skip
    return t(f"week.{_verdict(found)}", **facts)


def _verdict(week: WeekNorm) -> str:
    """Return which sentence fits a week: the engine's own status, split by which of its bounds there is to speak of."""
    from spaedbarn_cli.domain import norms

    status = week.status
    if status == norms.OVER:
        return "over_visits" if week.is_over_in_visits else "over"
    if status == norms.RUNNING and 7 * week.delivered_minutes >= week.required_sevenths:
        status = norms.MET if 7 * week.delivered_minutes >= week.plan_sevenths else "running_plan"
    if status == norms.MET and not week.required_sevenths:
        return "met_plan" if week.plan_sevenths else norms.NO_NORM
    return status
