"""Scores as FHIR R4 `Observation`s: value or why there is none, where it lies, which bound it was held against."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from spaedbarn_cli.report import fhir

if TYPE_CHECKING:
    from collections.abc import Mapping

    from spaedbarn_cli.domain.instrument import Instrument

_SURVEY = {"system": "http://terminology.hl7.org/CodeSystem/observation-category", "code": "survey"}
_NO_VALUE = {"system": "http://terminology.hl7.org/CodeSystem/data-absent-reason", "code": "not-performed"}
_STATUS = {
    "entered-in-error": "entered-in-error", "in-progress": "preliminary", "amended": "amended", "completed": "final"
}  # fmt: skip
_SIDES = {"at_or_above": "≥", "above": ">", "at_or_below": "≤", "below": "<"}


def observations(
    instrument: Instrument, document: Mapping[str, Any], lang: str, source: str
) -> list[tuple[str, dict[str, Any]]]:
    """Return every score with its name; `source` is the name of the answer set they derive from.

    A score that cannot be scored is there too, with the reason in place of a value: never as a zero.
    """
    details = {one["name"]: one for one in document["detail"]}
    found = []
    for name in document["scores"]:
        url = fhir.full_url("score", f"{document['id']}.{name}")
        found.append((url, _observation(instrument, document, name, details.get(name, {}), lang, source)))
    return found


def _observation(
    instrument: Instrument, document: Mapping[str, Any], name: str, detail: Mapping[str, Any], lang: str, source: str
) -> dict[str, Any]:
    title = detail.get("title", {}).get(lang, name)
    key = f"{instrument.id}.{name}"
    found: dict[str, Any] = {
        "resourceType": "Observation",
        "language": lang,
        **fhir.pseudonym(document["case"], document["subject"]),
        "identifier": [{"system": f"{fhir.OWN}:score", "value": f"{document['id']}.{name}"}],
        "status": _STATUS[fhir.status_of(document)],
        "category": [{"coding": [dict(_SURVEY)]}],
        "code": {
            "coding": [{"system": f"{fhir.OWN}:scale", "version": instrument.version, "code": key, "display": title}],
            "text": f"{instrument.title[lang]}: {title}",
        },
        "effectiveDateTime": document["date"],
        **_value(document, name, detail),
    }
    band = document["bands"].get(name)
    if band is not None:
        words = (detail.get("band") or {}).get("text", {}).get(lang)
        one: dict[str, Any] = {"coding": [{"system": f"{fhir.OWN}:band", "code": band}]}
        found["interpretation"] = [{**one, "text": words} if words else one]
    cutoff = detail.get("cutoff")
    if cutoff:
        mark = "; unverified" if cutoff["evidence"] == "unverified" and not cutoff.get("own") else ""
        words = f"{_SIDES[cutoff['side']]} {cutoff['value']} ({cutoff['source']}{mark})"
        found["referenceRange"] = [{"type": {"text": "cut-off"}, "text": words}]
    if detail.get("evidence") == "unverified":
        found["note"] = [{"text": f"unverified: {detail.get('source') or ''}".rstrip(": ")}]
    if detail:
        found["method"] = {"text": f"{instrument.id} {instrument.version}, {name}: {detail['method']}"}
    found["derivedFrom"] = [{"reference": source}]
    return found


def _value(document: Mapping[str, Any], name: str, detail: Mapping[str, Any]) -> dict[str, Any]:
    score = document["scores"][name]
    if score is None:
        said = document["scorable"].get(name, "not_scorable")
        return {"dataAbsentReason": {"coding": [dict(_NO_VALUE)], "text": said}}
    if detail.get("method") == "pattern":
        return {"valueBoolean": bool(score)}
    unit = {"unit": "score", "system": "http://unitsofmeasure.org", "code": "{score}"}
    return {"valueQuantity": {"value": score, **unit}}
