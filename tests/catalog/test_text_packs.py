"""Text packs: held against their definition, so that no wording lands at the wrong item or option."""

from __future__ import annotations

import json

import pytest

from spaedbarn_cli.catalog.instruments import build_instrument, load_instrument_text
from spaedbarn_cli.catalog.text_packs import load_text_pack_text
from spaedbarn_cli.domain.scoring import score
from spaedbarn_cli.errors import DefinitionInvalid

from .instrument_mistakes import PACK, PACK_MISTAKES, RIGHT
from .test_instruments import shows, wrong_text


@pytest.fixture(scope="module")
def instrument():
    return build_instrument(load_instrument_text(RIGHT, "lille-skema.yaml"))


def test_a_right_pack(instrument):
    data = load_text_pack_text(PACK, "pakke.yaml", instrument)
    assert data == load_text_pack_text(PACK.encode(), "pakke.yaml")
    assert json.loads(json.dumps(data)) == data
    assert data["items"]["5"]["options"] == ["nej", "ja"]


@pytest.mark.parametrize("mistake", PACK_MISTAKES, ids=lambda m: f"{m.code}-{m.path}")
def test_mistakes(mistake, instrument):
    text, line = wrong_text(PACK, mistake)
    with pytest.raises(DefinitionInvalid) as caught:
        load_text_pack_text(text, "pakke.yaml", instrument)
    shows(caught.value.params["problems"], mistake, line)


def test_missing_items_are_named(instrument):
    with pytest.raises(DefinitionInvalid) as caught:
        load_text_pack_text(PACK.replace('"7,8"', '"8"').replace('"6"', '"1"'), "p.yaml", instrument)
    said = {p.code.value: p.params for p in caught.value.params["problems"]}
    assert said["PACK_004"]["items"] == "6, 7"


def test_the_tables_of_a_pack_give_the_cutoff(instrument):
    tables = load_text_pack_text(PACK, "pakke.yaml", instrument)["tables"]
    answers = {"1": 3, "5": 0}
    assert score(instrument, answers).scale("worry").cutoff is None
    found = score(instrument, answers, extra=tables).scale("worry")
    assert (found.score, found.cutoff.value, found.word, found.verdict) == (3, 5, "below", "monitoring")
    assert score(instrument, {**answers, "1": 2}, extra=tables).scale("worry").verdict == "below"
    assert score(instrument, {**answers, "box": True}, extra=tables).scale("worry").verdict == "above"
