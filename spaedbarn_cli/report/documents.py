"""Records as the plain documents that `--json` promises."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from spaedbarn_cli.domain.case import focus_children
from spaedbarn_cli.domain.dates import age_on
from spaedbarn_cli.domain.pregnancy import corrected_age, format_gestation, gestation_at_birth
from spaedbarn_cli.domain.reading import write_moment

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from spaedbarn_cli.domain.case import Agreement, Case, Pause, Person
    from spaedbarn_cli.domain.dates import Age
    from spaedbarn_cli.domain.pregnancy import PregnancyRules
    from spaedbarn_cli.domain.visit import Visit


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _age(age: Age | None) -> dict[str, int] | None:
    return {"months": age.months, "days": age.days} if age else None


def phase_of(case: Case, children: Sequence[Person], today: date) -> str:
    """Return where a family stands in the programme on a day: pregnancy, birth, after-birth or closing."""
    if case.closed is not None and case.closed <= today:
        return "closing"
    if not children:
        return "pregnancy"
    if case.discharged is not None and case.discharged > today:
        return "birth"
    return "after-birth"


def case_document(
    case: Case, persons: tuple[Person, ...], pauses: Sequence[Pause], agreements: Sequence[Agreement],
    rules: PregnancyRules, today: date,
) -> dict[str, Any]:  # fmt: skip
    """Return a family as `case show --json` promises it; ages are those of `today`."""
    children = focus_children(persons)
    first_birth = children[0].born if children else None
    return {
        "id": case.id,
        "code": case.code,
        "programme": case.programme,
        "phase": phase_of(case, children, today),
        "due": _iso(case.due),
        "start": _iso(case.start),
        "closed": _iso(case.closed),
        "close_reason": case.close_reason,
        "legal": case.legal,
        "owner": case.owner,
        "home_from": _iso(case.discharged or first_birth),
        "persons": [_person(p) for p in persons],
        "children": [_child(case, p, rules, today) for p in children],
        "pauses": [
            {"id": p.id, "from": _iso(p.first_day), "to": _iso(p.last_day), "reason": p.reason} for p in pauses
        ],
        "agreements": [
            {"id": a.id, "minutes": a.minutes, "from": _iso(a.first_day), "to": _iso(a.last_day), "reason": a.reason}
            for a in agreements
        ],
    }


def _person(person: Person) -> dict[str, Any]:
    return {
        "id": person.id, "label": person.label, "role": person.role, "name": person.name, "born": _iso(person.born)
    }  # fmt: skip


def _child(case: Case, child: Person, rules: PregnancyRules, today: date) -> dict[str, Any]:
    born = child.born
    assert born is not None
    days = gestation_at_birth(rules, born, case.due, child.gestation_days)
    return {
        "label": child.label,
        "name": child.name,
        "born": _iso(born),
        "gestation": format_gestation(days) if days is not None else None,
        "age": _age(age_on(born, today)) if today >= born else None,
        "corrected_age": _age(corrected_age(rules, born, days, today)),
    }


def visit_document(visit: Visit, code: str) -> dict[str, Any]:
    """Return a visit as `visit show --json` promises it."""
    return {
        "id": visit.id,
        "case": code,
        "start": write_moment(visit.start),
        "end": write_moment(visit.end),
        "minutes": visit.minutes,
        "kind": visit.kind,
        "status": visit.status,
        "by": list(visit.by),
        "present": list(visit.present),
        "core": list(visit.core),
        "signs": [sign._asdict() for sign in visit.signs],
        "note": visit.note,
        "next": visit.next,
        "reason": visit.reason,
        "cancelled_by": visit.cancelled_by,
        "excused": visit.excused,
        "retracted": visit.retracted,
        "versions": visit.versions,
    }
