"""An answered instrument on its way into the log: whom it is about, how it is scored, and what is kept of it."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from spaedbarn_cli.errors import Refused, WrongUsage

if TYPE_CHECKING:
    from datetime import date

    from spaedbarn_cli.domain.case import Case, Person
    from spaedbarn_cli.domain.instrument import Instrument
    from spaedbarn_cli.domain.scoring import Result
    from spaedbarn_cli.session import Session
    from spaedbarn_cli.store.responses import Response

PARENTS = ("mother", "father", "partner")


class About(NamedTuple):
    """What a response is about: the family, the person, the instrument with its digest, and the day it was answered."""

    case: Case
    person: Person
    instrument: Instrument
    digest: str
    day: date
    mode: str


def fitting(session: Session, case: Case, instrument: Instrument) -> list[Person]:
    """Return the people of a family an instrument can be about."""
    from spaedbarn_cli.store import cases

    roles = ("child",) if instrument.about == "child" else PARENTS
    return [person for person in cases.persons(session.store, case.id) if person.role in roles]


def subject(session: Session, case: Case, instrument: Instrument, label: str | None, *, alone: bool = False) -> Person:
    """Return the person meant by `--subject`; asks on a terminal. With `alone` the only one it can be needs no name.

    Raises WrongUsage for somebody who is not in the family or whom the instrument is not for.
    """
    from spaedbarn_cli.store import cases

    people = fitting(session, case, instrument)
    if label is None:
        if not people:
            raise WrongUsage("subject_nobody", about=instrument.about)
        if alone and len(people) == 1:
            return people[0]
        return _asked(session, people)
    wanted = label.strip().lower()
    for person in people:
        if person.label == wanted:
            return person
    if any(person.label == wanted for person in cases.persons(session.store, case.id)):
        raise WrongUsage(f"subject_not_{instrument.about}")
    raise WrongUsage("subject_unknown", code=case.code)


def _asked(session: Session, people: list[Person]) -> Person:
    from spaedbarn_cli.i18n.catalog import t

    if not session.terminal.interactive:
        raise WrongUsage("usage_missing", name="--subject", command="")
    from spaedbarn_cli.ui.prompts import ask_choice

    chosen = ask_choice(t("ask.quest.subject"), [(p.id, p.label) for p in people], skippable=False, first=True)
    return next(person for person in people if person.id == chosen)


def stream_of(case: Case, instrument: Instrument, label: str) -> str:
    """Return the journal a response belongs to: the parent's own, or the child's."""
    from spaedbarn_cli.store.vault import case_stream

    return case_stream(case.id, "child" if instrument.about == "child" else f"parent:{label}")


def scored(session: Session, about: About, answers: dict[str, Any]) -> Result:
    """Return the answers scored as they stand, with the municipality's cut-offs and the site's tables."""
    from spaedbarn_cli.domain.dates import age_on
    from spaedbarn_cli.domain.scoring import score
    from spaedbarn_cli.store.responses import settings

    person, years = about.person, None
    if about.instrument.about == "parent" and person.born is not None and person.born <= about.day:
        years = age_on(person.born, about.day).months // 12
    from spaedbarn_cli.cli.definition import wording

    tables = wording(session, about.instrument).get("tables") or {} if about.instrument.text_pack else {}
    return score(
        about.instrument, answers, role=person.role, years=years, settings=settings(session.store), extra=tables
    )


def window(session: Session, about: About) -> dict[str, Any] | None:
    """Return the child's age when it was answered and whether the instrument is for it; None where it has no bounds.

    The child is the subject itself, else the youngest; a preterm child's age is the corrected one where that is used.
    """
    from spaedbarn_cli.domain.case import focus_children
    from spaedbarn_cli.domain.dates import age_on
    from spaedbarn_cli.domain.pregnancy import corrected_age, gestation_at_birth
    from spaedbarn_cli.store import cases

    bounds = about.instrument.window
    if bounds is None:
        return None
    children = focus_children(cases.persons(session.store, about.case.id))
    child = about.person if about.person.role == "child" else children[-1] if children else None
    if child is None or child.born is None or child.born > about.day:
        return None
    age, corrected = age_on(child.born, about.day), False
    if bounds.corrected:
        rules = session.pregnancy()
        gestation = gestation_at_birth(rules, child.born, about.case.due, child.gestation_days)
        from_due = corrected_age(rules, child.born, gestation, about.day)
        if from_due is not None:
            age, corrected = from_due, True
    outside = not bounds.from_months <= age.months <= bounds.to_months
    return {"months": age.months, "days": age.days, "corrected": corrected, "outside": outside}


def result_of(instrument: Instrument, result: Result, within: dict[str, Any] | None) -> dict[str, Any]:
    """Return a result as it is kept: what JSON promises, and each scale with its bound, source and evidence."""
    from spaedbarn_cli.domain.scoring import result_json

    kept = {**result_json(result), "detail": [_detail(instrument, one) for one in result.scales]}
    kept["unanswered"] = list(result.unanswered)
    if within is not None:
        kept["window"] = within
    return kept


def _detail(instrument: Instrument, one: Any) -> dict[str, Any]:
    from spaedbarn_cli.domain.score_result import as_number

    scale = next(scale for scale in instrument.scales if scale.name == one.name)
    band = next((band for band in scale.bands if band.id == one.band), None)
    detail: dict[str, Any] = {
        "name": one.name, "title": dict(scale.title), "method": scale.method, "answered": one.answered,
        "needed": one.needed, "missing": list(one.missing), "rule": one.rule, "word": one.word, "acts": one.acts,
        "source": scale.source, "evidence": scale.evidence, "bounds": [as_number(scale.low), as_number(scale.high)],
    }  # fmt: skip
    if band is not None:
        detail["band"] = {
            "id": band.id, "text": dict(band.text), "source": band.source, "evidence": band.evidence,
        }  # fmt: skip
    if one.cutoff is not None:
        cutoff = one.cutoff
        detail["cutoff"] = {
            "value": as_number(cutoff.value), "side": cutoff.side, "source": cutoff.source,
            "evidence": cutoff.evidence, "own": cutoff.own,
        }  # fmt: skip
    if one.reliable_change is not None:
        detail["reliable_change"] = as_number(one.reliable_change)
    return detail


def plain_answer(value: Any) -> Any:
    """Return an answer as JSON keeps it: an amount as a number, everything else as it was given."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value


def fields_of(session: Session, about: About, answers: dict[str, Any]) -> dict[str, Any]:
    """Return what follows from the answers: the active and the inactive ones, complete or not, and the result."""
    from spaedbarn_cli.domain.answers import complete, divide

    active, inactive = divide(about.instrument, answers)
    result = scored(session, about, answers)
    return {
        "complete": complete(about.instrument, answers),
        "answers": {key: plain_answer(value) for key, value in active.items()},
        "inactive": {key: plain_answer(value) for key, value in inactive.items()},
        "result": result_of(about.instrument, result, window(session, about)),
    }


def save(
    session: Session, about: About, answers: dict[str, Any], *, actions: list[dict[str, Any]],
    draft: str | None = None, by: str | None = None,
) -> Response:  # fmt: skip
    """Append a response to the log, finishing its draft with it, and return it as it stands."""
    from datetime import UTC

    from spaedbarn_cli.store import responses
    from spaedbarn_cli.store.ids import new_record_id
    from spaedbarn_cli.store.log import Entry

    store, key = session.store, new_record_id()
    fields = {
        "case_id": about.case.id,
        "subject": about.person.label,
        "role": about.person.role,
        "instrument": about.instrument.id,
        "version": about.instrument.version,
        "definition": about.digest,
        "date": about.day.isoformat(),
        "entered": session.now().astimezone(UTC).isoformat(timespec="seconds"),
        "mode": about.mode,
        "by": by or store.author,
        "actions": actions,
        **fields_of(session, about, answers),
    }
    stream = stream_of(about.case, about.instrument, about.person.label)
    store.append([Entry(stream, "response", key, "create", fields)], finish_draft=draft)
    return responses.find(store, key)


def about_of(session: Session, response: Response) -> About:
    """Return what a response that is kept is about; raises Refused when its definition is not here."""
    from spaedbarn_cli.cli.definition import by_digest
    from spaedbarn_cli.domain.case import Person
    from spaedbarn_cli.store import cases

    instrument = by_digest(session, response.definition)
    if instrument is None:
        raise Refused("response_definition_gone", id=response.id[:6])
    case = cases.by_id(session.store, response.case_id)
    people = cases.persons(session.store, case.id)
    person = next((one for one in people if one.label == response.subject), None)
    if person is None:
        person = Person("", case.id, response.subject, response.role)
    return About(case, person, instrument, response.definition, response.date, response.mode)


def flags_up(session: Session, about: About, answers: dict[str, Any]) -> list[Any]:
    """Return the flags that these answers raise, whether the rest is answered or not."""
    return list(scored(session, about, answers).flags)
