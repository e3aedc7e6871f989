"""What a status statement is made from, how it is saved, and the page it becomes."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from spaedbarn_cli.cli import given
from spaedbarn_cli.errors import WrongUsage
from spaedbarn_cli.i18n.catalog import language

if TYPE_CHECKING:
    from datetime import date

    from spaedbarn_cli.domain.case import Case
    from spaedbarn_cli.session import Session
    from spaedbarn_cli.store.statements import Statement


class Frame(NamedTuple):
    """What a statement is about: the family and the days; `known` is the one that is corrected, if it is one."""

    case: Case
    first: date
    last: date
    known: Statement | None = None


def frame_of(
    session: Session, case: Case, first: str | None, last: str | None, known: Statement | None = None
) -> Frame:
    """Return the frame of a statement; a statement on the same days is corrected, never written twice.

    Without days: from after the last statement, else from the family's first day, until today. Raises WrongUsage.
    """
    from spaedbarn_cli.store import statements

    begin, end = given.day("--from", first, session), given.day("--to", last, session)
    if known is not None:
        return Frame(case, begin or known.first_day, end or known.last_day, known)
    today = session.today()
    if end is not None and end > today:
        raise WrongUsage("status_ahead", option="--to")
    listed = statements.listed(session.store, case.id)
    usual, final = _usual(session, case, [one.last_day for one in listed], end)
    begin = begin or usual
    if final < begin:
        raise WrongUsage("to_before_from")
    same = next((one for one in listed if (one.first_day, one.last_day) == (begin, final)), None)
    return Frame(case, begin, final, same)


def _usual(session: Session, case: Case, last_days: list[date], end: date | None) -> tuple[date, date]:
    from spaedbarn_cli.domain.brief import day_of
    from spaedbarn_cli.domain.case import focus_children
    from spaedbarn_cli.domain.statement import beginning, next_period
    from spaedbarn_cli.store import cases, visits

    today = session.today()
    children = focus_children(cases.persons(session.store, case.id))
    listed = visits.listed(session.store, case.id)
    begin = beginning(
        case.start, children[0].born if children else None, case.discharged, day_of(listed[0]) if listed else None, today
    )
    return next_period(last_days, begin, today, end)


def facts_of(session: Session, frame: Frame) -> dict[str, Any]:
    """Count the figures of a statement from the records as they stand now, as plain JSON."""
    import json

    from spaedbarn_cli.cli.brief import titles_of
    from spaedbarn_cli.cli.week import norm_of
    from spaedbarn_cli.domain.case import focus_children
    from spaedbarn_cli.domain.progress import series_of
    from spaedbarn_cli.domain.statement import Records
    from spaedbarn_cli.domain.statement import facts_of as counted
    from spaedbarn_cli.store import cases, network, plan, responses, visits

    case, store = frame.case, session.store
    programme = session.programme(case.programme)
    answered = responses.listed(store, case.id)
    drawn = network.as_of(store, case.id, frame.last)
    card = (network.as_of(store, case.id, frame.first - timedelta(days=1)), drawn) if drawn else None
    facts = counted(
        Records(
            norm_of(session, case, frame.first, frame.last), focus_children(cases.persons(store, case.id)),
            visits.listed(store, case.id), series_of(answered), (programme.id, programme.version),
            plan.meetings(store, case.id), plan.goals(store, case.id), card,
        ),
        frame.first, frame.last,
    )  # fmt: skip
    used = {one["instrument"] for one in facts["scores"]}
    titles = {key: dict(title) for key, title in titles_of(session, answered).items() if key in used}
    made: dict[str, Any] = json.loads(json.dumps({**facts, "titles": titles}))
    return made


def comparable(facts: dict[str, Any]) -> dict[str, Any]:
    """Return kept figures without what only says who wrote them."""
    return {name: value for name, value in facts.items() if name != "role"}


def prefilled(session: Session, frame: Frame) -> dict[str, str]:
    """Return what stands in each section before anybody writes: what stood there, else a draft from the records."""
    if frame.known is not None:
        return dict(frame.known.sections)
    from spaedbarn_cli.report.statement_words import draft_of

    programme = session.programme(frame.case.programme)
    return draft_of(facts_of(session, frame), programme, frame.first, frame.last)


def completed(session: Session, frame: Frame, texts: dict[str, str]) -> dict[str, str]:
    """Return the sections with the given texts in place of what stood there; an empty text empties its section."""
    return {**prefilled(session, frame), **texts}


def save(
    session: Session, frame: Frame, sections: dict[str, str], reason: str | None, *, draft: str | None = None
) -> Statement:
    """Append the statement, or a new version of it, with the figures of today; finishes a draft with it."""
    from spaedbarn_cli.store import statements
    from spaedbarn_cli.store.ids import new_record_id
    from spaedbarn_cli.store.log import Entry
    from spaedbarn_cli.store.vault import case_stream

    store, case = session.store, frame.case
    fields: dict[str, Any] = {
        "date": session.today().isoformat(), "first_day": frame.first.isoformat(), "last_day": frame.last.isoformat(),
        "by": store.author, "sections": {key: text.strip() for key, text in sections.items() if text.strip()},
        "facts": {**facts_of(session, frame), "role": store.role},
    }  # fmt: skip
    stream = case_stream(case.id, "plan")
    if frame.known is None:
        key = new_record_id()
        entry = Entry(stream, "statement", key, "create", {"case_id": case.id, "language": language(), **fields})
    else:
        key = frame.known.id
        entry = Entry(stream, "statement", key, "amend", fields, reason)
    store.append([entry], finish_draft=draft)
    return statements.find(store, case.id, key)


def brief_document(case: Case, one: Statement) -> dict[str, Any]:
    """Return what `report status --list --json` promises of a statement."""
    return {
        "id": one.id, "case": case.code, "from": one.first_day.isoformat(), "to": one.last_day.isoformat(),
        "date": one.day.isoformat(), "by": one.by, "versions": one.versions,
    }  # fmt: skip


def document(case: Case, one: Statement) -> dict[str, Any]:
    """Return a whole statement as JSON."""
    return {**brief_document(case, one), "language": one.language, "sections": one.sections, "facts": one.facts}


def page_of(session: Session, case: Case, statement: Statement, *, names: bool) -> str:
    """Return the HTML page of a statement, in the language it was written in."""
    from spaedbarn_cli.i18n import catalog
    from spaedbarn_cli.report.statement_html import Paper, statement_page
    from spaedbarn_cli.report.statement_names import pairs_of
    from spaedbarn_cli.store import cases, network, plan

    store = session.store
    persons = cases.persons(store, case.id)
    met = next((one for one in plan.meetings(store, case.id) if one.date >= statement.last_day and _told(one)), None)
    shown = ("mother", "father", "partner", "child", "sibling")
    ties = [(tie.name, tie.label) for tie in network.listed(store, case.id)]
    paper = Paper(
        case.code, [(p.label, p.role, p.name) for p in persons if p.role in shown], statement.first_day,
        statement.last_day, statement.day, statement.by, str(statement.facts.get("role", "")), statement.versions,
        statement.sections, statement.facts, session.programme(case.programme), names,
        met.reviewed if met else None, met.sent if met else None,
        pairs_of([(p.name or "", p.label) for p in persons] + ties),
    )  # fmt: skip
    spoken = catalog.language()
    catalog.use(statement.language)
    try:
        return statement_page(paper)
    finally:
        catalog.use(spoken)


def _told(meeting: Any) -> bool:
    return meeting.reviewed is not None or meeting.sent is not None
