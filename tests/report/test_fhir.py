"""FHIR R4: every shipped definition and its answers are what the standard says, and no answer is lost on the way.

The library checks shapes and types; which codes a field may hold it leaves to us, so they are checked here.
"""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from fhir.resources.R4B.bundle import Bundle
from fhir.resources.R4B.questionnaire import Questionnaire
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from spaedbarn_cli.catalog.instruments import list_instruments, open_instrument
from spaedbarn_cli.cli.response import plain_answer, result_of
from spaedbarn_cli.domain.answers import complete, divide
from spaedbarn_cli.domain.instrument import NON_ANSWERS
from spaedbarn_cli.domain.scoring import score
from spaedbarn_cli.report import fhir
from spaedbarn_cli.report.fhir_definition import questionnaire
from spaedbarn_cli.report.fhir_response import response_bundle

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from spaedbarn_cli.domain.instrument import Instrument, Item

EVERY = [key for _, key in list_instruments()]
MADE = "2026-11-22T13:30:00Z"

CODES = {
    ("Questionnaire", "status"): {"draft", "active", "retired", "unknown"},
    ("QuestionnaireResponse", "status"): {"in-progress", "completed", "amended", "entered-in-error", "stopped"},
    ("Observation", "status"): {
        "registered", "preliminary", "final", "amended", "corrected", "cancelled", "entered-in-error", "unknown"
    },
    ("Bundle", "type"): {"document", "message", "transaction", "history", "searchset", "collection", "batch"},
}  # fmt: skip
ITEM_TYPES = {
    "group", "display", "boolean", "decimal", "integer", "date", "dateTime", "time", "string", "text", "url", "choice",
    "open-choice", "attachment", "reference", "quantity",
}  # fmt: skip
OPERATORS = {"exists", "=", "!=", ">", "<", ">=", "<="}
ABSENT = {
    "unknown", "asked-unknown", "temp-unknown", "not-asked", "asked-declined", "masked", "not-applicable",
    "unsupported", "as-text", "error", "not-a-number", "negative-infinity", "positive-infinity", "not-performed",
    "not-permitted",
}  # fmt: skip


def document(instrument: Instrument, answers: Mapping[str, Any], **more: Any) -> dict[str, Any]:
    """Return what the program keeps of these answers, through JSON as the store does it."""
    active, _ = divide(instrument, answers)
    result = result_of(instrument, score(instrument, answers, role="mother"), None)
    whole = {
        "id": "7k3q000000000000", "case": "A17", "subject": "mor", "date": "2026-11-22", "retracted": False,
        "versions": 1, "complete": complete(instrument, answers),
        "answers": {key: plain_answer(value) for key, value in active.items()}, **result, **more,
    }  # fmt: skip
    return json.loads(json.dumps(whole))


def items_of(parent: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the items of a form or an answer set, those of groups too."""
    for item in parent.get("item", ()):
        yield item
        yield from items_of(item)


def checked(resource: dict[str, Any], kind: Any) -> dict[str, Any]:
    """Return a resource as the library reads and writes it; nothing may be lost, added or of a code nobody knows."""
    text = json.dumps(resource, ensure_ascii=False)
    back = json.loads(kind.model_validate_json(text).model_dump_json())
    assert back == json.loads(text)
    for one in [resource, *(entry["resource"] for entry in resource.get("entry", ()))]:
        for field in ("status", "type"):
            known = CODES.get((one["resourceType"], field))
            assert known is None or one[field] in known
        for item in items_of(one):
            assert item.get("type", "text") in ITEM_TYPES
            assert {when["operator"] for when in item.get("enableWhen", ())} <= OPERATORS
        links = [item["linkId"] for item in items_of(one)]
        assert len(links) == len(set(links))
    return back


def read_back(instrument: Instrument, resource: Mapping[str, Any]) -> dict[str, Any]:
    """Return the answers that an answer set holds, as the program keeps them."""
    keys = {fhir.link_id(instrument, item.id): item.id for item in instrument.items}
    found: dict[str, Any] = {}
    for item in items_of(resource):
        key = keys.get(item["linkId"])
        if key is None:
            continue
        if "extension" in item:
            found[key] = next(one["valueCode"] for one in item["extension"] if one["url"] == fhir.NON_ANSWER)
            continue
        (answer,) = item["answer"]
        (name, value), *_ = answer.items()
        if name == "_valueString":
            assert value["extension"] == [{"url": fhir.EMPTY_TEXT, "valueBoolean": True}]
            value = ""
        found[key] = int(value["code"]) if name == "valueCoding" else value
    return found


def one_answer(item: Item) -> st.SearchStrategy[Any]:
    words = [*NON_ANSWERS, *item.own_non_answers]
    if item.type == "choice":
        return st.sampled_from([*(option.code for option in item.options), *words])
    if item.type == "tick":
        return st.booleans()
    if item.type == "text":
        return st.sampled_from(["", "0", "træt", " ", "to\nlinjer", *NON_ANSWERS])
    assert item.minimum is not None
    assert item.maximum is not None
    step = item.step or Decimal(1)
    return st.integers(0, int((item.maximum - item.minimum) / step)).map(lambda n: item.minimum + n * step)


@pytest.mark.parametrize("key", EVERY)
def test_every_definition_is_a_questionnaire(key: str, lang: str) -> None:
    instrument = open_instrument(key)
    found = checked(questionnaire(instrument, lang), Questionnaire)
    asked = [item for item in items_of(found) if item["type"] != "group" and not item.get("readOnly")]
    assert [item["prefix"] for item in asked] == [item.id for item in instrument.items]
    links = {item["linkId"] for item in items_of(found)}
    assert {when["question"] for item in items_of(found) for when in item.get("enableWhen", ())} <= links
    assert all("required" not in item for item in asked)


@pytest.mark.parametrize("key", EVERY)
def test_no_wording_that_is_not_in_the_definition(key: str) -> None:
    instrument = open_instrument(key)
    found = questionnaire(instrument, "da")
    if instrument.text_pack:
        scored = {item for scale in instrument.scales for item in scale.items}
        assert not [item for item in items_of(found) if item.get("prefix") in scored and "text" in item]


@pytest.mark.parametrize("key", EVERY)
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_answers_survive_save_export_and_load(key: str, data: st.DataObject) -> None:
    instrument = open_instrument(key)
    chosen = data.draw(st.lists(st.sampled_from(instrument.items), unique_by=lambda item: item.id, max_size=20))
    answers = {item.id: data.draw(one_answer(item)) for item in chosen}
    kept = document(instrument, answers)
    bundle = checked(response_bundle(instrument, kept, "da", MADE), Bundle)
    response = bundle["entry"][0]["resource"]
    assert read_back(instrument, response) == kept["answers"]


def answers_of(bundle: Mapping[str, Any]) -> dict[str, Any]:
    return {item["linkId"]: item for item in items_of(bundle["entry"][0]["resource"])}


def scores_of(bundle: Mapping[str, Any]) -> dict[str, Any]:
    return {one["resource"]["code"]["coding"][0]["code"]: one["resource"] for one in bundle["entry"][1:]}


def test_zero_is_an_answer_and_a_score() -> None:
    epds = open_instrument("epds")
    bundle = response_bundle(epds, document(epds, {str(n): 0 for n in range(1, 11)}), "da", MADE)
    assert answers_of(bundle)["10harm"]["answer"] == [{"valueInteger": 0}]
    assert answers_of(bundle)["score"]["answer"] == [{"valueInteger": 0}]
    assert scores_of(bundle)["epds.total"]["valueQuantity"]["value"] == 0


def test_national_names_are_used_where_there_are_any() -> None:
    epds, adbb, phq = (open_instrument(key) for key in ("epds", "adbb", "phq-9"))
    bundle = response_bundle(epds, document(epds, {str(n): 1 for n in range(1, 11)}), "da", MADE)
    names = "1humor 2happiness 3blame 4worry 5anxious 6grow 7sleep 8sad 9cry 10harm score"
    assert list(answers_of(bundle)) == names.split()
    response = bundle["entry"][0]["resource"]
    assert response["questionnaire"] == "http://fhir.kl.dk/children/Questionnaire/klgateway-children-epds"
    assert questionnaire(adbb, "da")["item"][6]["linkId"] == "7relationship"
    assert questionnaire(adbb, "da")["item"][-1] == {"linkId": "score", "type": "integer", "readOnly": True}
    assert fhir.questionnaire_of(phq) == "urn:spaedbarn:instrument:phq-9|1.0"


def test_what_cannot_be_scored_has_a_reason_and_no_value() -> None:
    epds = open_instrument("epds")
    answers: dict[str, Any] = {str(n): 1 for n in range(1, 10)} | {"10": "declined"}
    bundle = checked(response_bundle(epds, document(epds, answers), "da", MADE), Bundle)
    total = scores_of(bundle)["epds.total"]
    assert "valueQuantity" not in total
    assert total["dataAbsentReason"]["text"] == "not_scorable (9/10)"
    assert "interpretation" not in total
    assert "score" not in answers_of(bundle)
    assert answers_of(bundle)["10harm"]["extension"][0] == {"url": fhir.ABSENT, "valueCode": "asked-declined"}
    assert "answer" not in answers_of(bundle)["10harm"]
    assert scores_of(bundle)["epds.anxiety_3a"]["valueQuantity"]["value"] == 3


def test_what_is_unanswered_is_left_out_and_the_set_is_in_progress() -> None:
    epds = open_instrument("epds")
    bundle = response_bundle(epds, document(epds, {"1": 0, "2": 2}), "da", MADE)
    assert list(answers_of(bundle)) == ["1humor", "2happiness"]
    assert bundle["entry"][0]["resource"]["status"] == "in-progress"
    assert {one["status"] for one in scores_of(bundle).values()} == {"preliminary"}


@pytest.mark.parametrize(
    ("more", "response", "observation"),
    [({}, "completed", "final"), ({"versions": 2}, "amended", "amended"),
     ({"retracted": True, "versions": 3}, "entered-in-error", "entered-in-error")],
)  # fmt: skip
def test_status(more: dict[str, Any], response: str, observation: str) -> None:
    epds = open_instrument("epds")
    bundle = response_bundle(epds, document(epds, {str(n): 1 for n in range(1, 11)}, **more), "da", MADE)
    assert bundle["entry"][0]["resource"]["status"] == response
    assert {one["status"] for one in scores_of(bundle).values()} == {observation}


def test_scores_derive_from_the_answers_and_say_their_bound_and_evidence() -> None:
    epds, gmds, phq = (open_instrument(key) for key in ("epds", "gmds", "phq-9"))
    bundle = response_bundle(epds, document(epds, {str(n): 1 for n in range(1, 11)}), "da", MADE)
    for one in scores_of(bundle).values():
        assert one["derivedFrom"] == [{"reference": bundle["entry"][0]["fullUrl"]}]
    total = scores_of(bundle)["epds.total"]
    assert total["interpretation"][0]["coding"][0]["code"] == "below"
    assert total["referenceRange"][0]["text"] == "≥ 11 (dansk validering 2018)"
    banded = scores_of(response_bundle(gmds, document(gmds, {str(n): 1 for n in range(1, 14)}), "da", MADE))
    assert banded["gmds.total"]["interpretation"][0]["text"] == "mulig depression"
    pattern = scores_of(response_bundle(phq, document(phq, {str(n): 3 for n in range(1, 10)}), "da", MADE))
    assert pattern["phq-9.major_pattern"]["valueBoolean"] is True


def test_nobody_is_named_and_it_is_said_that_this_is_a_pseudonym() -> None:
    epds = open_instrument("epds")
    bundle = response_bundle(epds, document(epds, {"1": 0}, by="Mette Holm", note="Asta sov"), "da", MADE)
    text = json.dumps(bundle, ensure_ascii=False)
    assert "Mette" not in text
    assert "Asta" not in text
    for entry in bundle["entry"]:
        resource = entry["resource"]
        assert resource["subject"] == {"reference": "#subject"}
        (patient,) = resource["contained"]
        assert set(patient) == {"resourceType", "id", "identifier"}
        assert patient["identifier"][0]["value"] == "A17/mor"
        assert "no identity" in patient["identifier"][0]["type"]["text"]
        assert resource["meta"]["security"][0]["code"] == "PSEUDED"


def test_hidden_answers_are_not_sent() -> None:
    asq = open_instrument("asqse-2")
    answers: dict[str, Any] = {"items": Decimal(17), "17": 5, "18": 10}
    bundle = response_bundle(asq, document(asq, answers), "da", MADE)
    assert set(answers_of(bundle)) == {"items", "17"}


def test_every_non_answer_has_a_code_of_the_standard() -> None:
    assert set(fhir.ABSENT_CODES) >= set(NON_ANSWERS)
    assert set(fhir.ABSENT_CODES.values()) <= ABSENT


def test_the_same_answers_have_the_same_names_at_every_export() -> None:
    epds = open_instrument("epds")
    made = [response_bundle(epds, document(epds, {"1": 0}), "da", MADE) for _ in range(2)]
    assert made[0] == made[1]
    names = [entry["fullUrl"] for entry in made[0]["entry"]]
    assert len(names) == len(set(names)) == 3


def test_the_library_would_say_no() -> None:
    epds = open_instrument("epds")
    wrong = [
        {**questionnaire(epds, "da"), "nothing": 1}, {**questionnaire(epds, "da"), "status": None},
        {**questionnaire(epds, "da"), "item": [{"type": "integer"}]},
        {**questionnaire(epds, "da"), "item": [{"linkId": "1", "type": "integer", "initial": [{"valueInteger": "x"}]}]},
    ]  # fmt: skip
    for one in wrong:
        with pytest.raises(ValueError, match="validation error"):
            Questionnaire.model_validate(one)
