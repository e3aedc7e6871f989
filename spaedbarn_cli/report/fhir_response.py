"""An answer set as a FHIR R4 `QuestionnaireResponse`, and its scores as `Observation`s that derive from it.

An answer of 0 is an answer, and so is an empty text. What is unanswered is left out; what was declined, not asked or
not known stands there with its reason. Answers to questions that were hidden again are not sent.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from spaedbarn_cli.domain.answers import answer_state, visible
from spaedbarn_cli.domain.instrument import NON_ANSWERS
from spaedbarn_cli.report import fhir
from spaedbarn_cli.report.fhir_scores import observations

if TYPE_CHECKING:
    from collections.abc import Mapping

    from spaedbarn_cli.domain.instrument import Instrument, Item


def response_bundle(instrument: Instrument, document: Mapping[str, Any], lang: str, made: str) -> dict[str, Any]:
    """Return an answer set with its scores; `document` is what `questionnaire show --json` says of it."""
    url = fhir.full_url("response", document["id"])
    entries = [(url, response(instrument, document, lang)), *observations(instrument, document, lang, url)]
    return fhir.bundle(entries, made)


def response(instrument: Instrument, document: Mapping[str, Any], lang: str) -> dict[str, Any]:
    """Return the answers alone."""
    answers = document["answers"]
    found: dict[str, Any] = {
        "resourceType": "QuestionnaireResponse",
        "language": lang,
        **fhir.pseudonym(document["case"], document["subject"]),
        "identifier": {"system": f"{fhir.OWN}:response", "value": document["id"]},
        "questionnaire": fhir.questionnaire_of(instrument),
        "status": fhir.status_of(document),
        "authored": document["date"],
    }
    asked = visible(instrument, answers)
    items: list[dict[str, Any]] = []
    for name, run in fhir.arranged(instrument, instrument.items):
        made = [_item(instrument, item, answers[item.id], lang) for item in run if item in asked and item.id in answers]
        items += made if name is None or not made else [{"linkId": name, "item": made}]
    score = fhir.score_item(instrument)
    if score is not None and document["scores"].get(score[1]) is not None:
        items.append({"linkId": score[0], "answer": [{"valueInteger": int(document["scores"][score[1]])}]})
    if items:
        found["item"] = items
    return found


def _item(instrument: Instrument, item: Item, given: Any, lang: str) -> dict[str, Any]:
    found: dict[str, Any] = {"linkId": fhir.link_id(instrument, item.id)}
    if item.text:
        found["text"] = item.text[lang]
    state = answer_state(item, {item.id: given})
    if state in NON_ANSWERS or state in item.own_non_answers:
        found["extension"] = [
            {"url": fhir.ABSENT, "valueCode": fhir.ABSENT_CODES[state]}, {"url": fhir.NON_ANSWER, "valueCode": state}
        ]  # fmt: skip
    elif state == "unanswered":  # a value the item cannot have: that it is there is told, what it is is not
        found["extension"] = [{"url": fhir.ABSENT, "valueCode": "error"}]
    else:
        found["answer"] = [_answer(instrument, item, given, lang)]
    return found


def _answer(instrument: Instrument, item: Item, given: Any, lang: str) -> dict[str, Any]:
    if item.type == "text":
        if given == "":  # the standard knows no empty text
            return {"_valueString": {"extension": [{"url": fhir.EMPTY_TEXT, "valueBoolean": True}]}}
        return {"valueString": given}
    if item.type == "tick":
        return {"valueBoolean": given}
    if item.type == "choice":
        if fhir.is_coded(item):
            return {"valueCoding": fhir.coding(instrument, item, int(given), lang)}
        return {"valueInteger": int(given)}
    return {"valueInteger": int(given)} if fhir.is_whole(item) else {"valueDecimal": given}
