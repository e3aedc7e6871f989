"""A definition as a FHIR R4 `Questionnaire`: items, codes and branching; words only where the definition has them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from spaedbarn_cli.report import fhir

if TYPE_CHECKING:
    from decimal import Decimal

    from spaedbarn_cli.domain.instrument import Condition, Instrument, Item

_MINIMUM, _MAXIMUM = (f"http://hl7.org/fhir/StructureDefinition/{end}Value" for end in ("min", "max"))


def questionnaire(instrument: Instrument, lang: str) -> dict[str, Any]:
    """Return the form. Nothing is `required`: a declined item is taken a stand on, yet has no answer."""
    found: dict[str, Any] = {
        "resourceType": "Questionnaire",
        "language": lang,
        "url": fhir.canonical(instrument),
        "identifier": [{"system": f"{fhir.OWN}:instrument", "value": instrument.id}],
        "version": instrument.version,
        "title": instrument.title[lang],
        "status": "active",
        "subjectType": ["Patient"],
        "copyright": instrument.licence,
    }
    if instrument.instructions:
        found["description"] = instrument.instructions[lang]
    known = fhir.national(instrument).get("questionnaire")
    if known:
        found["derivedFrom"] = [known]
    items: list[dict[str, Any]] = []
    for name, run in fhir.arranged(instrument, instrument.items):
        made = [_item(instrument, item, lang) for item in run]
        items += made if name is None else [{"linkId": name, "type": "group", "item": made}]
    score = fhir.score_item(instrument)
    if score is not None:
        items.append({"linkId": score[0], "type": "integer", "readOnly": True})
    found["item"] = items
    return found


def _item(instrument: Instrument, item: Item, lang: str) -> dict[str, Any]:
    code = {"system": f"{fhir.canonical(instrument)}:item", "code": item.id}
    if item.topic:
        code["display"] = item.topic[lang]
    found: dict[str, Any] = {"linkId": fhir.link_id(instrument, item.id), "code": [code], "prefix": item.id}
    if item.text:
        found["text"] = item.text[lang]
    found["type"] = _type(item)
    if item.when is not None:
        conditions = _conditions(instrument, item.when)
        found["enableWhen"] = conditions
        if len(conditions) > 1:
            found["enableBehavior"] = "any"
    if item.type == "choice":
        found["answerOption"] = [
            {"valueCoding": fhir.coding(instrument, item, option.code, lang)}
            if fhir.is_coded(item)
            else {"valueInteger": option.code}
            for option in item.options
        ]
    if item.type == "number":
        ends = [(_MINIMUM, item.minimum), (_MAXIMUM, item.maximum)]
        found["extension"] = [{"url": url, **_value(item, end)} for url, end in ends if end is not None]
    return found


def _type(item: Item) -> str:
    if item.type == "choice":
        return "choice" if fhir.is_coded(item) else "integer"
    if item.type == "number":
        return "integer" if fhir.is_whole(item) else "decimal"
    return {"text": "text", "tick": "boolean"}[item.type]


def _value(item: Item, amount: Decimal) -> dict[str, Any]:
    return {"valueInteger": int(amount)} if fhir.is_whole(item) else {"valueDecimal": float(amount)}


def _conditions(instrument: Instrument, when: Condition) -> list[dict[str, Any]]:
    """Return a condition in the standard's words: one of them is enough."""
    gate = instrument.item(when.item)
    question = fhir.link_id(instrument, gate.id)
    if when.at_least is not None:
        amount = (
            {"answerInteger": int(when.at_least)}
            if _type(gate) == "integer"
            else {"answerDecimal": float(when.at_least)}
        )
        return [{"question": question, "operator": ">=", **amount}]
    found: list[dict[str, Any]] = []
    for code in when.codes:
        if gate.type == "tick":
            found.append({"question": question, "operator": "=", "answerBoolean": bool(code)})
            if not code:  # a box nobody touched is not ticked
                found.append({"question": question, "operator": "exists", "answerBoolean": False})
        elif fhir.is_coded(gate):
            coded = {"system": f"{fhir.canonical(instrument)}:item:{gate.id}", "code": str(code)}
            found.append({"question": question, "operator": "=", "answerCoding": coded})
        else:
            kind = "answerInteger" if _type(gate) == "integer" else "answerDecimal"
            found.append({"question": question, "operator": "=", kind: code})
    return found
