"""The shipped instruments against the literature: items, codes, ranges, printed order, reversed items, every bound."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spaedbarn_cli.catalog.instruments import list_instruments, open_instrument, read_shipped, run_examples
from spaedbarn_cli.domain.answers import BadAnswerCode, read_answer
from spaedbarn_cli.domain.instrument import NON_ANSWERS
from spaedbarn_cli.domain.scoring import Result, result_json, score
from tests.catalog.instrument_facts import BANDS, CUTOFFS, SCALES, SHAPES

if TYPE_CHECKING:
    from spaedbarn_cli.domain.instrument import Instrument, Item

SCORED = sorted({name for name, _ in SCALES} | {"asqse-2"})


@cache
def opened(name: str) -> Instrument:
    return open_instrument(name)


def numbered(instrument: Instrument) -> list[Item]:
    return [item for item in instrument.items if item.id.isdecimal()]


def least_and_most(item: Item) -> tuple[Decimal, Decimal]:
    if item.type == "number":
        assert item.minimum is not None
        assert item.maximum is not None
        return item.minimum, item.maximum
    codes = [Decimal(option.code) for option in item.options]
    return min(codes), max(codes)


def summing_to(instrument: Instrument, keys: tuple[str, ...], total: Decimal) -> dict[str, object]:
    """Answer the items so that their codes come to `total`: the first as high as they go."""
    rest = total - sum(least_and_most(instrument.item(key))[0] for key in keys)
    answers: dict[str, object] = {}
    for key in keys:
        low, high = least_and_most(instrument.item(key))
        more = min(rest, high - low)
        answers[key], rest = low + more, rest - more
    assert rest == 0
    return answers


def asq(items: int, answers: dict[str, object], tables: dict[str, object] | None = None) -> Result:
    return score(opened("asqse-2"), {"interval": 2, "items": Decimal(items), **answers}, extra=tables)


def test_every_instrument_of_the_sources_is_here() -> None:
    assert {name: kind for kind, name in list_instruments()} == {n: shape[0] for n, shape in SHAPES.items()}


@pytest.mark.parametrize("name", SHAPES)
def test_items_and_codes_are_those_of_the_form(name: str) -> None:
    instrument = opened(name)
    _, about, count, codes, evidence = SHAPES[name]
    assert (instrument.about, instrument.evidence) == (about, evidence)
    assert [item.id for item in numbered(instrument)] == [str(number) for number in range(1, count + 1)]
    for item in numbered(instrument):
        assert sorted(option.code for option in item.options) == codes


def test_scores_are_made_of_the_items_of_the_literature() -> None:
    found = {
        (name, scale.name): (scale.method, " ".join(scale.items), int(scale.low), int(scale.high))
        for name in SHAPES
        for scale in opened(name).scales
        if name != "asqse-2"
    }
    assert found == SCALES


@pytest.mark.parametrize(
    ("name", "turned"),
    [("epds", "3 5 6 7 8 9 10"), ("maas", "1 3 5 6 7 9 10 12 15 16 18"), ("who-5", "1 2 3 4 5"), ("phq-9", ""),
     ("gad-7", ""), ("kpcs", ""), ("pss", "")],
)  # fmt: skip
def test_options_stand_in_the_order_they_are_printed(name: str, turned: str) -> None:
    codes = SHAPES[name][3]
    for item in numbered(opened(name)):
        wanted = codes[::-1] if item.id in turned.split() else codes
        assert [option.code for option in item.options] == wanted
        assert read_answer(item, {"option": 1}) == wanted[0]


@pytest.mark.parametrize(
    ("name", "scale", "turned", "of"),
    [("pss", "total", "1 2 5 6 7 8 17 18", 6), ("pss", "dissatisfaction_7", "1 5 6 7 8 17 18", 6),
     ("pss", "stress_9", "", 6), ("prfq-18", "prementalizing_mean", "", 8), ("prfq-18", "certainty_mean", "11", 8),
     ("prfq-18", "interest_mean", "18", 8)],
)  # fmt: skip
def test_reversed_items_are_the_printed_ones(name: str, scale: str, turned: str, of: int) -> None:
    instrument = opened(name)
    for item in numbered(instrument):
        for code in SHAPES[name][3]:
            parts = score(instrument, {item.id: code}).scale(scale).parts
            for part in (part for part in parts if part.item == item.id):
                assert part.value == (of - code if item.id in turned.split() else code)


@pytest.mark.parametrize(("name", "scale", "role", "years", "bound", "step", "acts", "evidence"), CUTOFFS)
def test_cutoffs_below_at_and_above(
    name: str, scale: str, role: str, years: int | None, bound: int, step: str, acts: tuple[bool, ...], evidence: str
) -> None:
    instrument = opened(name)
    keys = next(one.items for one in instrument.scales if one.name == scale)
    for away, word, act in zip((-1, 0, 1), ("below", "at", "above"), acts, strict=True):
        total = bound + away * Decimal(step)
        result = score(instrument, summing_to(instrument, keys, total), role=role, years=years).scale(scale)
        assert (result.score, result.word, result.acts) == (total, word, act)
        assert result.cutoff is not None
        assert (result.cutoff.evidence, bool(result.cutoff.source)) == (evidence, True)


def test_no_other_score_has_a_cutoff_or_a_band() -> None:
    bounded = {(name, scale.name) for name in SHAPES for scale in opened(name).scales if scale.cutoffs or scale.bands}
    assert bounded == {(case[0], case[1]) for case in CUTOFFS} | {(case[0], case[1]) for case in BANDS}


@pytest.mark.parametrize(("name", "scale", "edges"), BANDS)
def test_bands_begin_and_end_where_they_should(name: str, scale: str, edges: dict[int, str]) -> None:
    instrument = opened(name)
    for total, band in edges.items():
        answers = summing_to(instrument, tuple(str(n + 1) for n in range(SHAPES[name][2])), Decimal(total))
        assert result_json(score(instrument, answers))["bands"][scale] == band


def test_reliable_change_is_five_points_of_the_ors_alone() -> None:
    found = {n: s.reliable_change for n in SHAPES for s in opened(n).scales if s.reliable_change is not None}
    assert found == {"ors": 5}


def test_self_harm_and_violence_are_flagged_by_any_answer_above_nothing() -> None:
    flags = {(n, flag.id, flag.item, flag.at_least, flag.action_card) for n in SHAPES for flag in opened(n).flags}
    assert flags == {
        ("epds", "self_harm", "10", 1, "self-harm"),
        ("phq-9", "self_harm", "9", 1, "self-harm"),
        ("graviditet", "violence", "relations_danger", 1, "violence"),
    }


def test_major_pattern_needs_five_with_one_of_the_first_two() -> None:
    phq = opened("phq-9")

    def pattern(codes: list[int]) -> Decimal | None:
        return score(phq, {str(n + 1): code for n, code in enumerate(codes)}).scale("major_pattern").score

    assert pattern([2, 0, 2, 2, 2, 2, 0, 0, 0]) == 1
    assert pattern([0, 2, 2, 2, 2, 0, 0, 0, 1]) == 1
    assert pattern([2, 1, 2, 2, 2, 1, 1, 1, 0]) == 0
    assert pattern([1, 1, 3, 3, 3, 3, 3, 3, 3]) == 0


def test_not_applicable_counts_two_on_two_items_of_the_kpcs_and_is_refused_elsewhere() -> None:
    kpcs = opened("kpcs")
    assert [item.id for item in kpcs.items if item.own_non_answers] == ["1", "9"]
    none = {str(number): 0 for number in range(1, 16)}
    assert score(kpcs, none | {"9": "not_applicable"}).scale("total").score == 2
    with pytest.raises(BadAnswerCode):
        read_answer(kpcs.item("2"), "not_applicable")


def test_asq_letters_and_ticked_concerns() -> None:
    items = opened("asqse-2")
    assert [read_answer(items.item("36"), letter) for letter in "zVx"] == [0, 5, 10]
    assert [read_answer(items.item("1"), code) for code in (0, 5, 10)] == [0, 5, 10]
    answers: dict[str, object] = {str(n): 0 for n in range(1, 17)}
    assert asq(16, {**answers, "4": 10, "4c": True, "9c": True}).scale("raw").score == 20
    assert asq(17, answers).scale("raw").needed == 17
    assert asq(16, {**answers, "17": 10, "17c": True}).scale("raw").score == 0
    assert [option.code for option in items.item("interval").options] == [2, 6, 12, 18, 24, 30, 36, 48, 60]
    assert items.extra["intervals"] == {}


@pytest.mark.parametrize(
    ("left", "fives", "bound", "adjusted"),
    # 3 left: within 5 points on either side it is 16/13 of the sum; 2 left change nothing; 4 left are too many
    [(3, 5, 30, "30.77"), (3, 5, 25, "30.77"), (3, 5, 20, "30.77"), (3, 5, 35, "25"), (3, 5, 15, "25"),
     (2, 5, 30, "25"), (1, 5, 30, "25"), (4, 5, 30, None)],
)  # fmt: skip
def test_asq_with_items_left_out(left: int, fives: int, bound: int, adjusted: str | None) -> None:
    answers: dict[str, object] = {str(n): 5 if n <= fives else 0 for n in range(1, 17 - left)}
    result = asq(16, answers, {"intervals": {"2": {"cutoff": bound}}})
    assert result.scale("adjusted").score == (None if adjusted is None else Decimal(adjusted))
    assert asq(16, answers).scale("adjusted").word is None


def test_rating_of_pc_era_and_rf() -> None:
    variable, rating = opened("pc-era").item("65"), opened("rf").item("rating")
    assert (read_answer(variable, 1), read_answer(variable, 5)) == (1, 5)
    assert (read_answer(rating, -1), read_answer(rating, 9)) == (-1, 9)
    for item, code in ((variable, 0), (variable, 6), (rating, -2), (rating, 10)):
        with pytest.raises(BadAnswerCode):
            read_answer(item, code)


@pytest.mark.parametrize("name", SHAPES)
def test_examples_come_out_as_they_say(name: str) -> None:
    instrument = opened(name)
    assert run_examples(instrument) == []
    for scale in instrument.scales:
        wanted = [example.scores[scale.name] for example in instrument.examples if scale.name in example.scores]
        assert len(wanted) >= 4
        assert scale.high in wanted
        assert len(set(wanted)) >= 3
    assert not instrument.scales or None in {one for example in instrument.examples for one in example.scores.values()}


def test_nothing_is_shipped_that_others_own() -> None:
    # The one item of another's form that has words at all: what it is about, so that nobody asks it in company.
    for name in SHAPES:
        for item in numbered(opened(name)):
            assert item.text is None
            assert not any(option.text for option in item.options)
            if item.topic:
                assert ((name, item.id), item.alone) in ((("epds", "10"), True), (("phq-9", "9"), True))
        assert opened(name).licence
        assert opened(name).sources


@pytest.mark.parametrize("name", SHAPES)
def test_definitions_are_read_by_people(name: str) -> None:
    text = read_shipped(name)[1].decode("utf-8")
    assert text.startswith("# ")
    assert "[S" not in text
    for words in (opened(name).title, opened(name).instructions):
        assert words
        assert all(words[language] for language in ("da", "en"))


@pytest.mark.parametrize("name", SCORED)
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_scores_stay_in_range_and_parts_of_answers_give_no_verdict(name: str, data: st.DataObject) -> None:
    instrument = opened(name)
    whole: dict[str, object] = {}
    for item in instrument.items:
        if item.type == "choice":
            whole[item.id] = data.draw(st.sampled_from([option.code for option in item.options]), item.id)
        elif item.type == "number":
            assert item.step is not None
            low, high = least_and_most(item)
            whole[item.id] = low + item.step * data.draw(st.integers(0, int((high - low) / item.step)), item.id)
        elif item.type == "tick":
            whole[item.id] = data.draw(st.booleans(), item.id)
    result = score(instrument, whole, role="mother")
    assert result.complete
    for scale in instrument.scales:
        found = result.scale(scale.name)
        assert found.score is not None
        assert scale.low <= found.score <= scale.high
        key = data.draw(st.sampled_from([part.item for part in found.parts if part.needed and part.state == "counted"]))
        silence = data.draw(st.sampled_from([None, *NON_ANSWERS]))
        part = score(instrument, whole | {key: silence}, role="mother").scale(scale.name)
        if name != "asqse-2":  # the one instrument with a rule of its own for what is missing
            assert (part.score, part.verdict) == (None, None)
        assert part.low <= found.score <= part.high


def test_the_pregnancy_guide_has_seven_themes_of_one_shape_and_no_score() -> None:
    guide = opened("graviditet")
    themes = ["mentalising", "child", "relations", "childhood", "resources", "network", "everyday"]
    listed = guide.extra["themes"]
    assert isinstance(listed, list)
    assert [theme["key"] for theme in listed] == [*themes, "closing"]
    assert (guide.scales, guide.text_pack) == ((), False)
    for theme in themes:
        asked, rated = guide.item(theme), guide.item(f"{theme}_rating")
        assert (asked.type, asked.group, rated.group, asked.alone) == ("text", theme, theme, False)
        assert (3 <= len(asked.follow_up) <= 5, 3 <= len(asked.listen_for) <= 4) == (True, True)
        assert [option.code for option in rated.options] == [1, 2, 3, 4, 5]
        assert all(option.text for option in rated.options)
        assert read_answer(rated, "not_asked") == "not_asked"
    alone = {item.id for item in guide.items if item.alone}
    assert alone == {
        "relations_pressure", "relations_safety", "relations_danger", "childhood_hard", "resources_substances"
    }  # fmt: skip
