"""The language of definitions against its mistakes, and every shipped file against the language.

1 the small instrument is right and uses every key    2 each mistake gives its problem: code, line, path
3 … with fact and remedy in both languages            4 every code has a mistake that shows it
5 fuzzed files give nothing but DefinitionInvalid     6 every shipped file is right, examples and all
7 … and fits the published schema                     8 data survives JSON; what is kept can be built by a later version
9 cut-offs of every shipped file are tried at, below and above
"""

from __future__ import annotations

import json
import re
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from spaedbarn_cli.catalog.action_cards import list_action_cards, open_action_card
from spaedbarn_cli.catalog.codes import Code, Problem, describe
from spaedbarn_cli.catalog.instrument_read import expand
from spaedbarn_cli.catalog.instruments import (
    FOLDERS,
    build_instrument,
    check_instrument,
    definition_digest,
    examine,
    list_instruments,
    load_instrument_text,
    open_instrument,
    read_shipped,
    run_examples,
)
from spaedbarn_cli.domain.score_cutoff import lies
from spaedbarn_cli.domain.score_result import CutoffUsed
from spaedbarn_cli.errors import DefinitionInvalid, NotFound
from spaedbarn_cli.i18n.da.catalog import TEXTS as DA
from spaedbarn_cli.i18n.en.catalog import TEXTS as EN

from .instrument_mistakes import MISTAKES, PACK_MISTAKES, RIGHT

if TYPE_CHECKING:
    from .mistakes import Mistake

NAME = "lille-skema.yaml"
SHIPPED = [name for _, name in list_instruments()]
SCHEMA = Path(__file__).parents[2] / "instruments" / "schema" / "instrument.schema.json"
# Two mistakes need something to stand on that the small instrument does not have.
GROUND = {
    "INST_014": (
        "  - {id: skipped,",
        "  - {id: late, type: choice, options: [0, 1], when: {item: skipped, codes: [1]}}\n",
    ),
    "INST_019": ("  - {id: box, type: tick}", "  - {id: free, type: text, optional: true}\n"),
}


def strict(texts):
    """A lookup that fails on a missing key or placeholder, where the program's own is gentle."""
    return lambda key, /, **params: texts[key].format(**params)


def wrong_text(right: str, mistake: Mistake) -> tuple[str, int]:
    """Return the text with the mistake in it and the line it must be found on (0: not said)."""
    assert right.count(mistake.old) == 1, mistake.old
    marked = right.replace(mistake.old, mistake.new)
    if mistake.code == "INST_014":
        line = next(row for row in marked.splitlines(keepends=True) if "id: skipped" in row)
        marked = marked.replace(line, line + GROUND["INST_014"][1])
    if "item: free" in mistake.new:
        marked = marked.replace("  - {id: box", GROUND["INST_019"][1] + "  - {id: box")
    at = marked.count("\n", 0, marked.index("«")) + 1 if "«" in marked else 0
    return marked.replace("«", ""), at


def shows(problems: list[Problem], mistake: Mistake, line: int) -> None:
    found = [p for p in problems if (p.code.value, p.path) == (mistake.code, mistake.path)]
    assert found, [(p.code.value, p.path, p.line) for p in problems]
    assert not line or found[0].line == line
    for texts in (DA, EN):
        place, fact, remedy = describe(found[0], strict(texts))
        assert place
        assert fact
        assert remedy


def test_the_small_instrument_is_right():  # 1
    instrument, problems = examine(RIGHT, NAME)
    assert problems == []
    assert instrument is not None
    assert [item.id for item in instrument.items][:5] == ["1", "2", "3", "4", "5"]
    assert instrument.item("6").step == Decimal("0.5")
    assert instrument.scales[2].recode["2"] == {0: 3, 1: 2, 2: 1, 3: 0}
    assert instrument.scales[0].cutoffs[0].setting == "lille.total.mother"
    assert instrument.flags[0].action_card == "self-harm"


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda m: f"{m.code}-{m.path}")
def test_mistakes(mistake):  # 2, 3
    text, line = wrong_text(RIGHT, mistake)
    _, problems = examine(text, NAME)
    shows(problems, mistake, line)


def test_every_code_has_a_mistake():  # 4
    shown = {m.code for m in (*MISTAKES, *PACK_MISTAKES)}
    assert {code.value for code in Code if code.value.startswith(("INST_", "PACK_"))} <= shown
    assert len({m.code for m in MISTAKES}) >= 40


def test_a_mistake_brings_no_crowd_of_others():  # 2
    """Nearly always the mistake is all that is reported; what hangs on it is not held against the author twice."""
    counts = [len(examine(wrong_text(RIGHT, m)[0], NAME)[1]) for m in MISTAKES]
    assert sum(count == 1 for count in counts) >= 0.9 * len(MISTAKES)
    assert max(counts) <= 5


def refused_or_right(text: str) -> None:
    """Whatever the text is: it is an instrument, or every problem has its words; nothing else happens."""
    try:
        build_instrument(load_instrument_text(text, NAME))
    except DefinitionInvalid as error:
        for problem in error.params["problems"]:
            describe(problem, strict(DA))
    instrument, problems = examine(text, NAME)
    assert (instrument is None) <= bool(problems)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_fuzzed_files(data):  # 5
    """Pieces of the file are dropped, doubled or swapped for other words of the language."""
    rows = RIGHT.splitlines(keepends=True)
    words = sorted(set(re.findall(r'"[^"]*"|[a-z_]+|-?[0-9.]+|[\[\]{},:]', RIGHT)))
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(rows) - 1))
        tokens = re.findall(r'"[^"]*"|[a-z_]+|-?[0-9.]+|\s+|.', rows[place]) or [" "]
        spot = data.draw(st.integers(0, len(tokens) - 1))
        tokens[spot] = data.draw(st.one_of(st.sampled_from(words), st.just(""), st.text(max_size=5)))
        rows[place] = "".join(tokens)
        if data.draw(st.booleans()):
            rows.insert(data.draw(st.integers(0, len(rows))), rows[place])
    refused_or_right("".join(rows))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_fuzzed_data(data):  # 5
    """Any value anywhere in the structure, also where the file could not have put it."""
    value = load_instrument_text(RIGHT, NAME)
    spot = value
    while data.draw(st.booleans()) or spot is value:
        keys = list(spot) if isinstance(spot, dict) else list(range(len(spot)))
        if not keys:
            break
        key = data.draw(st.sampled_from(keys))
        if isinstance(spot[key], dict | list) and spot[key] and data.draw(st.booleans()):
            spot = spot[key]
            continue
        spot[key] = data.draw(
            st.recursive(
                st.one_of(
                    st.none(),
                    st.booleans(),
                    st.integers(-9, 9),
                    st.floats(-9, 9),
                    st.sampled_from(["1", "5", "total", ""]),
                ),
                lambda inner: st.one_of(
                    st.lists(inner, max_size=3),
                    st.dictionaries(st.sampled_from(["1", "da", "item"]), inner, max_size=2),
                ),
                max_leaves=4,
            )
        )
        break
    problems = check_instrument(value, NAME)
    if not problems:
        run_examples(build_instrument(value))
    for problem in problems:
        describe(problem, strict(EN))


@pytest.mark.parametrize("instrument_id", SHIPPED)
def test_shipped_files(instrument_id):  # 6, 7, 8
    name, content = read_shipped(instrument_id)
    instrument, problems = examine(content, name)
    assert [(p.line, p.path, p.code.name, dict(p.params)) for p in problems] == []
    data = load_instrument_text(content, name)
    assert instrument == build_instrument(json.loads(json.dumps(data)))
    errors = jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text("utf-8"))).iter_errors(data)
    assert [(error.json_path, error.message) for error in errors] == []
    assert all(flag.action_card in list_action_cards() for flag in instrument.flags)


def test_shipped_files_lie_where_their_kind_says():  # 6
    assert {"epds", "rfq-8"} <= set(SHIPPED)
    assert len(SHIPPED) == len(set(SHIPPED))
    for kind, name in list_instruments():
        assert open_instrument(name).kind == kind
    assert set(FOLDERS) == {"questionnaire", "observation", "interview"}


def test_the_schema_is_one_and_refuses_what_is_wrong():  # 7
    schema = json.loads(SCHEMA.read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    data = load_instrument_text(RIGHT, NAME)
    assert validator.is_valid(data)
    for key, value in (("version", 1.0), ("kind", "form"), ("items", []), ("sources", None), ("unknown", 1)):
        assert not validator.is_valid({**data, key: value})


@pytest.mark.parametrize("instrument_id", SHIPPED)
def test_cutoffs_at_below_and_above(instrument_id):  # 9
    instrument = open_instrument(instrument_id)
    for scale in instrument.scales:
        for cutoff in scale.cutoffs:
            step = Decimal(1).scaleb(-(scale.decimals or 0))
            used = CutoffUsed(cutoff.value, cutoff.side, cutoff.source, cutoff.evidence)
            words = [lies(cutoff.value + n * step, used) for n in (-1, 0, 1)]
            assert [word for word, _ in words] == ["below", "at", "above"]
            acting = {"at_or_above": [0, 1, 1], "above": [0, 0, 1], "at_or_below": [1, 1, 0], "below": [1, 0, 0]}
            assert [acts for _, acts in words] == [bool(n) for n in acting[cutoff.side]]


def test_kept_data_that_a_later_version_objects_to_is_still_the_instrument():  # 8
    data = load_instrument_text(RIGHT, NAME)
    before = build_instrument(data)
    data["scales"][0]["unheard_of"] = 1
    data["evidence"] = "verified"
    assert check_instrument(data)
    assert [scale.name for scale in build_instrument(data).scales] == [scale.name for scale in before.scales]
    with pytest.raises(DefinitionInvalid):
        build_instrument({"id": "tomt"})


def test_the_digest_is_of_what_it_says_not_of_how_it_is_written():  # 8
    data = load_instrument_text(RIGHT, NAME)
    remarked = load_instrument_text(
        "# en bemærkning\n" + RIGHT.replace("kind: questionnaire", "kind:   questionnaire"), NAME
    )
    changed = load_instrument_text(
        RIGHT.replace(
            "side 2\n    evidence: verified\n  - name: worry", "side 7\n    evidence: verified\n  - name: worry"
        ),
        NAME,
    )
    assert definition_digest(data) == definition_digest(remarked)
    assert definition_digest(data) != definition_digest(changed)
    assert re.fullmatch(r"[0-9a-f]{64}", definition_digest(data))


def test_unknown_instruments_are_named_as_such():
    with pytest.raises(NotFound) as caught:
        open_instrument("../programmes/jammerbugt-spaedbarn")
    assert "epds" in caught.value.params["known"]


@pytest.mark.parametrize(
    ("text", "ids"),
    [("3", ["3"]), ("1-3", ["1", "2", "3"]), ("c1-c3", ["c1", "c2", "c3"]), ("c1-2", ["c1", "c2"]),
     ("2,4-5, 8", ["2", "4", "5", "8"]), ("own-words", ["own-words"]), ("3-1", None), ("a1-b2", None), ("", None),
     ("1-999", None), ("1;2", None), ("Æ", None)],
)  # fmt: skip
def test_runs_of_items(text, ids):
    assert expand(text) == ids


def test_action_cards_are_templates_without_invented_numbers():
    assert {"self-harm", "violence", "infant-danger"} <= set(list_action_cards())
    for card_id in list_action_cards():
        card = open_action_card(card_id)
        assert card.id == card_id
        assert card.steps
        assert card.record
        if card.template:
            assert {n.number for n in card.numbers} <= {None, "112"}
            assert all("udfyldes af kommunen" in n.label["da"] for n in card.numbers if n.number is None)
