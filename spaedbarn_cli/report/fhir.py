"""Answered instruments in FHIR R4, as plain dictionaries: the parts that definition, answers and scores share.

No wording that is not in the definition itself, and nobody's identity: the subject is a local pseudonym, the family's
code and a label, and says so.
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from spaedbarn_cli.domain.instrument import Instrument, Item

OWN = "urn:spaedbarn"
"""How everything begins that has no national or international name."""
ABSENT = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"
NON_ANSWER = f"{OWN}:non-answer"
EMPTY_TEXT = f"{OWN}:empty-text"
ABSENT_CODES = {
    "declined": "asked-declined", "not_asked": "not-asked", "does_not_know": "asked-unknown",
    "not_relevant": "not-applicable", "not_applicable": "not-applicable", "not_observed": "not-performed",
}  # fmt: skip
"""Why an item has no answer → the code of the standard; the exact word goes along in an extension of our own."""

_PSEUDONYM = {"system": "http://terminology.hl7.org/CodeSystem/v3-ObservationValue", "code": "PSEUDED"}


def canonical(instrument: Instrument) -> str:
    """Return our own name for a definition, without its version."""
    return f"{OWN}:instrument:{instrument.id}"


def national(instrument: Instrument) -> Mapping[str, Any]:
    """Return what the definition says of its national form: `questionnaire`, `link_ids`, `score`; empty for none."""
    found = instrument.extra.get("national")
    return found if isinstance(found, dict) else {}


def questionnaire_of(instrument: Instrument) -> str:
    """Return what an answer set names as its form: the national one where there is one, else ours with its version."""
    known = national(instrument).get("questionnaire")
    return str(known) if known else f"{canonical(instrument)}|{instrument.version}"


def link_id(instrument: Instrument, key: str) -> str:
    """Return the linkId of an item: the national one, else its own id."""
    return str(national(instrument).get("link_ids", {}).get(key, key))


def score_item(instrument: Instrument) -> tuple[str, str] | None:
    """Return linkId and scale of the score that the national form holds among its answers, if it does."""
    known = national(instrument).get("score")
    return (str(known["link_id"]), str(known["scale"])) if isinstance(known, dict) else None


def arranged(instrument: Instrument, items: Sequence[Item]) -> list[tuple[str | None, list[Item]]]:
    """Return the items in runs of one group, each run with the linkId of its group (None: in no group)."""
    runs: list[tuple[str | None, list[Item]]] = []
    names: dict[str, int] = {}
    last: str | None = None
    for item in items:
        if not runs or item.group != last:
            name = None
            if item.group is not None:
                names[item.group] = names.get(item.group, 0) + 1
                name = f"group.{item.group}" + (f".{names[item.group]}" if names[item.group] > 1 else "")
            runs.append((name, []))
            last = item.group
        runs[-1][1].append(item)
    return runs


def is_coded(item: Item) -> bool:
    """Say whether the answers of a choice are codings, which carry their words; without words they are numbers."""
    return item.type == "choice" and any(option.text for option in item.options)


def is_whole(item: Item) -> bool:
    """Say whether an amount is a whole number, whatever is answered."""
    parts = (item.minimum, item.maximum, item.step)
    return all(part is not None and part == part.to_integral_value() for part in parts)


def coding(instrument: Instrument, item: Item, code: int, lang: str) -> dict[str, Any]:
    """Return an option as a coding, with its words where the definition has them."""
    found: dict[str, Any] = {"system": f"{canonical(instrument)}:item:{item.id}", "code": str(code)}
    option = next((option for option in item.options if option.code == code), None)
    if option is not None and option.text and option.text.get(lang):
        found["display"] = option.text[lang]
    return found


def pseudonym(code: str, label: str) -> dict[str, Any]:
    """Return the parts of a resource that say whom it is about: nobody by name, a code and a label of this store."""
    patient = {
        "resourceType": "Patient",
        "id": "subject",
        "identifier": [
            {
                "use": "secondary",
                "type": {"text": "local pseudonym: family code and label, no identity"},
                "system": f"{OWN}:subject",
                "value": f"{code}/{label}",
            }
        ],
    }
    return {
        "meta": {"security": [dict(_PSEUDONYM)]}, "contained": [patient], "subject": {"reference": "#subject"}
    }  # fmt: skip


def status_of(document: Mapping[str, Any]) -> str:
    """Return `entered-in-error`, `in-progress`, `amended` or `completed`."""
    if document["retracted"]:
        return "entered-in-error"
    if not document["complete"]:
        return "in-progress"
    return "amended" if document["versions"] > 1 else "completed"


def full_url(kind: str, key: str) -> str:
    """Return a name for a resource that is the same at every export."""
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'{OWN}:{kind}:{key}')}"


def bundle(entries: Sequence[tuple[str, dict[str, Any]]], made: str) -> dict[str, Any]:
    """Return resources with their names as one collection; `made` is an ISO moment with its zone."""
    return {
        "resourceType": "Bundle",
        "meta": {"security": [dict(_PSEUDONYM)]},
        "type": "collection",
        "timestamp": made,
        "entry": [{"fullUrl": url, "resource": resource} for url, resource in entries],
    }
