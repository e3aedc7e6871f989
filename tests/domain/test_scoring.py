"""Scoring: what each method gives, what missing answers do, and what may never happen.

SCO001 sum, recode, values of ticks and non-answers    SCO002 mean, decimals half away from zero, exact tenths
SCO003 scaled and rating                               SCO004 pattern of answers
SCO005 a needed item without an answer: no score, no verdict, nothing counted as 0
SCO006 missing answers by a rule with a source: left, prorated, only near the cut-off
SCO007 not observed is left out of a mean that allows it
SCO008 branching: hidden items count for nothing, an open gate means no score
SCO009 possible range while answers are missing        SCO010 cut-off: below, at, above, and the side one acts on
SCO011 cut-off by role, age, the municipality's setting, the site's table
SCO012 bands, ends included; monitoring zone            SCO013 flags, also without a total
SCO014 the trace: which item gave how much              SCO015 JSON in the shape of the contract
SCO016 change only within one version, against the reliable change
SCO017 property: scores lie within the declared range and their own
SCO018 property: partial answers never give a score or a verdict without a rule
SCO019 property: the score of all answers lies within the range of every subset, and the range only narrows
SCO020 property: the order of answering does not matter
SCO021 property: a flag never goes away because something else is answered
SCO022 impossible and unknown answers are no answers
"""

from __future__ import annotations

import itertools
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from spaedbarn_cli.catalog.instruments import list_instruments, open_instrument
from spaedbarn_cli.domain.scoring import change, result_json, score

from .instruments import (
    Condition,
    CutoffTable,
    D,
    Flag,
    Item,
    Pattern,
    answered,
    band,
    choice,
    cutoff,
    make,
    scale,
    small_instruments,
)

TICK = Item("box", "tick", optional=True)
FOUR = [choice(key) for key in "1234"]
SHIPPED = [name for _, name in list_instruments()]


def one(items, answers, *, over=None, extra=None, role=None, years=None, settings=None, **more):
    """Return the result of a single scale over all the items, or those named."""
    instrument = make(items, [scale(items=over or [item.id for item in items], **more)])
    return score(instrument, answers, extra=extra, role=role, years=years, settings=settings).scales[0]


def whole(value=1, items=FOUR):
    return {item.id: value for item in items}


def test_sum_with_values():  # SCO001, SCO014
    items = [*FOUR[:2], choice("3", own_non_answers=("not_applicable",)), TICK]
    more = {"recode": {"1": {0: D(3), 1: D(2), 2: D(1), 3: D(0)}, "box": {0: D(0), 1: D(5)}},
            "non_answer_values": {"3": {"not_applicable": D(2)}}, "high": 13}  # fmt: skip
    got = one(items, {"1": 0, "2": 2, "3": "not_applicable", "box": True}, **more)
    assert got.score == 12
    assert [(p.item, p.state, p.given, p.value) for p in got.parts] == [
        ("1", "counted", 0, 3), ("2", "counted", 2, 2), ("3", "counted", "not_applicable", 2),
        ("box", "counted", True, 5),
    ]  # fmt: skip
    assert one(items, {"1": 0, "2": 2, "3": 3}, **more).score == 8
    assert one(items, {"1": 0, "2": 2, "3": "not_observed"}, **more).score is None


def test_tenths_are_exact():  # SCO002
    lines = [Item(key, "number", (), D(0), D(10), D("0.1")) for key in "1234"]
    for stored in (0.1, "0.1", D("0.1")):
        assert str(one(lines, whole(stored, lines), high=40, decimals=1).score) == "0.4"
    assert one(lines, {"1": 6.2, "2": 6.3, "3": 6.2, "4": 6.3}, high=40, decimals=1).score == 25


@pytest.mark.parametrize(("answers", "mean"), [("001", "0.33"), ("002", "0.67"), ("111", "1"), ("332", "2.67")])
def test_mean_with_decimals(answers, mean):  # SCO002
    items = FOUR[:3]
    given_ = {item.id: int(code) for item, code in zip(items, answers, strict=True)}
    assert one(items, given_, method="mean", decimals=2, high=3).score == D(mean)


def test_halves_go_away_from_zero():  # SCO002
    items = [choice("1", (-3, 0, 1)), choice("2", (0, 1, 2))]
    assert one(items, {"1": 1, "2": 2}, method="mean", decimals=0, low=-2, high=2).score == 2
    assert one(items, {"1": -3, "2": 0}, method="mean", decimals=0, low=-2, high=2).score == -2
    assert one(items, {"1": 1, "2": 0}, method="mean", decimals=0, low=-2, high=2).score == 1


def test_scaled_and_rating():  # SCO003
    instrument = make(
        FOUR, [scale(items="1234", high=12), scale("percent", "scaled", "1234", 0, 48, of="total", factor=D(4)),
               scale("first", "rating", "1", 0, 3)]
    )  # fmt: skip
    result = score(instrument, whole(2))
    assert [s.score for s in result.scales] == [8, 32, 2]
    partial = score(instrument, {"1": 2, "2": 2})
    assert [(s.score, s.low, s.high) for s in partial.scales] == [(None, 4, 10), (None, 16, 40), (2, 2, 2)]


PATTERN = Pattern((("1", 2), ("2", 2)), (("1", 2), ("2", 2), ("3", 2), ("4", 1)), 3)


@pytest.mark.parametrize(
    ("answers", "holds", "reach"),
    [("2221", 1, (1, 1)), ("2021", 1, (1, 1)), ("1121", 0, (0, 0)), ("2220", 1, (1, 1)), ("2200", 0, (0, 0)),
     ("22..", None, (0, 1)), ("222.", None, (1, 1)), ("00..", None, (0, 0)), ("....", None, (0, 1)),
     ("1122", 0, (0, 0)), ("00.1", None, (0, 0))],
)  # fmt: skip
def test_pattern(answers, holds, reach):  # SCO004, SCO009
    given_ = {key: int(code) for key, code in zip("1234", answers, strict=True) if code != "."}
    got = one(FOUR, given_, method="pattern", pattern=PATTERN, high=1)
    assert (got.score, (got.low, got.high)) == (holds, reach)


@pytest.mark.parametrize("word", [None, "declined", "not_asked", "does_not_know", "not_relevant"])
@pytest.mark.parametrize("method", ["sum", "mean"])
def test_a_missing_answer_means_no_score(word, method):  # SCO005
    answers = {"1": 0, "2": 0, "3": 0} | ({"4": word} if word else {})
    got = one(FOUR, answers, method=method, high=12, decimals=2, cutoffs=(cutoff(1),), bands=(band(0, 12),))
    assert (got.score, got.word, got.acts, got.band, got.verdict) == (None, None, None, None, None)
    assert (got.answered, got.needed, got.missing) == (3, 4, ("4",))
    assert got.cutoff is not None  # what it would be held against may be said


def test_an_empty_form_has_no_score():  # SCO005
    assert one([*FOUR, TICK], {}, high=17).score is None
    assert one(FOUR, {}, high=12, leave_up_to=3, prorate_up_to=3).score is None


def test_rules_for_missing_answers():  # SCO006
    answers = {"1": 2, "2": 2, "3": 1}
    assert one(FOUR, answers, high=12, leave_up_to=1).score == 5
    got = one(FOUR, answers, high=12, prorate_up_to=1, decimals=1)
    assert (got.score, got.rule) == (D("6.7"), "prorated")
    assert one(FOUR, answers, high=3, method="mean", decimals=2, prorate_up_to=1).score == D("1.67")
    assert one(FOUR, {"1": 2, "2": 2}, high=12, prorate_up_to=1).score is None


def test_prorated_only_near_the_cutoff():  # SCO006, SCO011
    items = [choice(str(n), (0, 5, 10)) for n in range(1, 9)]
    rule = {"high": 80, "leave_up_to": 2, "prorate_up_to": 3, "prorate_within": D(5), "decimals": 0}

    def got(values, at):
        answers = {str(n): value for n, value in enumerate(values, 1)}
        found = one(items, answers, cutoffs=(cutoff(at, "above"),) if at else (), **rule)
        return found.score, found.rule

    assert got([10, 10, 5, 0, 0, 0], 35) == (25, "left")
    assert got([10, 10, 5, 0, 0], 35) == (25, "left")  # three missing, ten points away
    assert got([10, 10, 10, 0, 0], 35) == (48, "prorated")  # five points away: 30 times 8 of 5
    assert got([10, 10, 10, 10, 0], 35) == (64, "prorated")
    assert got([10, 10, 10, 10, 5], 35) == (45, "left")
    assert got([10, 10, 10, 10], 35) == (None, None)
    assert got([10, 10, 10, 0, 0], None) == (None, None)  # without the cut-off nobody knows whether to adjust
    assert got([10, 10, 10, 0, 0, 5], None) == (35, "left")


def test_prorating_does_not_leave_the_form():  # SCO006, SCO017
    items = [choice("1", (0, 1)), choice("2", (0, 10))]
    assert one(items, {"2": 10}, high=11, prorate_up_to=1).score == 11


SEEN = [choice(key, (1, 2, 3, 4, 5), own_non_answers=("not_observed",)) for key in "123"]


def test_not_observed_is_left_out():  # SCO007, SCO009
    more = {"method": "mean", "low": 1, "high": 5, "decimals": 1, "observed_only": True}
    got = one(SEEN, {"1": 4, "2": "not_observed", "3": 5}, **more)
    assert (got.score, got.answered, got.needed, got.missing) == (D("4.5"), 3, 3, ())
    assert [p.state for p in got.parts] == ["counted", "left_out", "counted"]
    assert one(SEEN, whole("not_observed", SEEN), **more).score is None
    assert one(SEEN, {"1": 4, "2": "declined", "3": 5}, **more).score is None
    partial = one(SEEN, {"1": 5}, **more)
    assert (partial.low, partial.high) == (D("2.3"), 5)
    assert one(SEEN, {"1": 4, "2": "not_observed", "3": 5}, **(more | {"observed_only": False})).score is None


GATED = make(
    [choice("a", (0, 1)), choice("b", when=Condition("a", (1,))), choice("c")], [scale(items="bc", high=6)]
)  # fmt: skip


@pytest.mark.parametrize(
    ("answers", "total", "count", "reach"),
    [({"a": 0, "c": 3}, 3, (1, 1), (3, 3)), ({"a": 0, "b": 3, "c": 3}, 3, (1, 1), (3, 3)),
     ({"a": 1, "c": 3}, None, (1, 2), (3, 6)), ({"a": 1, "b": 2, "c": 3}, 5, (2, 2), (5, 5)),
     ({"c": 3}, None, (1, 2), (3, 6)), ({"b": 2, "c": 3}, None, (1, 2), (3, 5)),
     ({"a": "declined", "c": 3}, None, (1, 2), (3, 6))],
)  # fmt: skip
def test_branching(answers, total, count, reach):  # SCO008, SCO009
    got = score(GATED, answers).scales[0]
    assert (got.score, (got.answered, got.needed), (got.low, got.high)) == (total, count, reach)


@pytest.mark.parametrize(
    ("more", "low", "high"),
    [({}, 3, 9), ({"recode": {"3": {0: D(9), 1: D(1), 2: D(2), 3: D(3)}}}, 4, 15), ({"leave_up_to": 1}, 3, 9),
     ({"prorate_up_to": 2, "decimals": 0}, 3, 9), ({"method": "mean", "decimals": 2}, D("0.75"), D("2.25"))],
)  # fmt: skip
def test_possible_range(more, low, high):  # SCO009
    got = one(FOUR, {"1": 1, "2": 2}, **({"high": 18} | more))
    assert (got.low, got.high) == (low, high)


def test_a_box_may_still_be_ticked_until_the_form_is_whole():  # SCO009
    items, more = [*FOUR[:2], TICK], {"recode": {"box": {0: D(0), 1: D(5)}}, "high": 11}
    assert (one(items, {"1": 1}, **more).low, one(items, {"1": 1}, **more).high) == (1, 9)
    assert one(items, {"1": 1, "box": False}, **more).high == 4
    assert one(items, {"1": 1, "2": 1}, **more).high == 2


@pytest.mark.parametrize(
    ("side", "acts"),
    [("at_or_above", [0, 1, 1]), ("above", [0, 0, 1]), ("at_or_below", [1, 1, 0]), ("below", [1, 0, 0])],
)
def test_below_at_and_above(side, acts):  # SCO010
    got = [one(FOUR[:1], {"1": code}, high=3, cutoffs=(cutoff(2, side),)) for code in (1, 2, 3)]
    assert [s.word for s in got] == ["below", "at", "above"]
    assert [s.acts for s in got] == [bool(n) for n in acts]


CUTS = (
    cutoff(9), cutoff(8, for_role=("mother",), setting="a.mother"), cutoff(7, for_role=("father", "partner")),
    cutoff(6, from_years=13, to_years=17),
)  # fmt: skip


@pytest.mark.parametrize(
    ("around", "value", "own"),
    [({}, 9, False), ({"role": "sibling"}, 9, False), ({"role": "mother"}, 8, False), ({"role": "partner"}, 7, False),
     ({"years": 13}, 6, False), ({"years": 17}, 6, False), ({"years": 18}, 9, False),
     ({"role": "mother", "years": 16}, 8, False), ({"role": "mother", "settings": {"a.mother": "10"}}, 10, True),
     ({"role": "mother", "settings": {"a.mother": "9,5"}}, D("9.5"), True),
     ({"role": "mother", "settings": {"a.mother": "ti"}}, 8, False),
     ({"role": "mother", "settings": {"a.mother": "13"}}, 8, False),
     ({"role": "father", "settings": {"a.mother": "10"}}, 7, False)],
)  # fmt: skip
def test_which_cutoff_holds(around, value, own):  # SCO011
    got = one(FOUR, whole(2), high=12, cutoffs=CUTS, **around)
    assert (got.cutoff.value, got.cutoff.own) == (value, own)
    assert got.word == ("below" if value > 8 else "at" if value == 8 else "above")


def test_a_cutoff_for_others_is_none():  # SCO011
    got = one(FOUR, whole(2), high=12, cutoffs=CUTS[1:])
    assert (got.score, got.cutoff, got.word, got.acts) == (8, None, None, None)


TABLE = CutoffTable("intervals", "which", "above", "hæftet", "verified")


@pytest.mark.parametrize(
    ("table", "verdict"),
    [({"2": {"cutoff": 8}}, "at"), ({"2": {"cutoff": 9, "monitoring_from": 8}}, "monitoring"),
     ({"2": {"cutoff": 10, "monitoring_from": 9}}, "below"), ({"2": {"cutoff": "7,5"}}, "above"),
     ({"6": {"cutoff": 8}}, None), ({"2": {"cutoff": "?"}}, None), ([], None), ({"2": 8}, None), (None, None)],
)  # fmt: skip
def test_cutoffs_of_a_table(table, verdict):  # SCO011, SCO012
    items, extra = [*FOUR, choice("which", (2, 6))], {"intervals": table}
    answers = whole(2) | {"which": 2}
    got = one(items, answers, over="1234", high=12, cutoff_table=TABLE, extra=extra)
    assert (got.score, got.verdict) == (8, verdict)
    assert one(items, whole(2), over="1234", high=12, cutoff_table=TABLE, extra=extra).verdict is None
    assert one(items, answers, over="1234", high=12, cutoff_table=TABLE).verdict is None


def test_bands_take_both_ends():  # SCO012
    bands = (band(0, 4), band(5, 12))
    got = [one(FOUR, {"1": 3, "2": n, "3": 0, "4": 0}, high=12, bands=bands, cutoffs=(cutoff(5),)) for n in (0, 1, 2)]
    assert [s.band for s in got] == ["0-4", "0-4", "5-12"]
    assert [s.word for s in got] == ["below", "below", "at"]
    assert [s.verdict for s in got] == ["0-4", "0-4", "5-12"]


RISKY = make(FOUR, [scale(items="1234", high=12)], [Flag("danger", "4", 1, "card", "kilde")])


@pytest.mark.parametrize(
    ("answers", "flags"),
    [({"4": 1}, ["danger"]), ({"4": 3}, ["danger"]), ({"4": 0}, []), ({"4": "declined"}, []), ({}, []),
     ({"4": 9}, []), (whole(3), ["danger"])],
)  # fmt: skip
def test_flags(answers, flags):  # SCO013
    assert [flag.id for flag in score(RISKY, answers).flags] == flags


def test_json():  # SCO015
    instrument = replace(RISKY, scales=(
        scale(items="1234", high=12, cutoffs=(cutoff(5),)), scale("mean", "mean", "12", 0, 3, decimals=2),
    ))  # fmt: skip
    got = result_json(score(instrument, {"1": 1, "2": 0, "4": 2}))
    assert got == {
        "scores": {"total": None, "mean": 0.5}, "bands": {}, "flags": ["danger"],
        "scorable": {"total": "not_scorable (3/4)", "mean": "scored"}, "range": {"total": [3, 6], "mean": [0.5, 0.5]},
    }  # fmt: skip
    assert json.loads(json.dumps(got)) == got
    full = result_json(score(instrument, whole()))
    assert full["bands"] == {"total": "below"}
    assert type(full["scores"]["total"]) is int


def test_change():  # SCO016
    instrument = make(FOUR, [scale(items="1234", high=12, reliable_change=D(4), reliable_change_source="kilde")])
    before, now, small = (score(instrument, answers) for answers in (whole(), whole(2), whole() | {"1": 2}))
    found = change(before, now)[0]
    assert (found.before, found.now, found.difference, found.exceeds, found.source) == (4, 8, 4, True, "kilde")
    assert (change(now, before)[0].difference, change(now, before)[0].exceeds) == (-4, True)
    assert change(before, small)[0].exceeds is False
    assert change(before, score(instrument, {}))[0].difference is None
    assert change(score(RISKY, whole()), score(RISKY, whole(2)))[0].exceeds is None
    for other in (replace(instrument, version="1.1"), replace(instrument, id="anden")):
        with pytest.raises(ValueError, match="cannot be compared"):
            change(before, score(other, whole()))


def test_impossible_and_unknown_answers():  # SCO022
    for wrong in (7, "2", True, None, [1], 1.5, {"option": 1}, "hej"):
        got = one(FOUR, whole() | {"4": wrong}, high=12)
        assert (got.score, got.missing) == (None, ("4",))
    assert one(FOUR, whole() | {"5": 3, "x": "y"}, high=12).score == 4


# -- properties, for instruments made at random and for every shipped one ------------------------------------------

QUICK = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
FEW = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def holds(data, instrument):
    """Check every property on one set of answers and a growing row of its subsets."""
    answers = data.draw(answered(instrument, whole=data.draw(st.booleans())))
    boxes = {item.id: answers.get(item.id, False) for item in instrument.items if item.type == "tick"}
    full = score(instrument, answers)
    _in_range(instrument, full)  # SCO017
    assert score(instrument, dict(sorted(answers.items()))) == full  # SCO020
    keys = [key for key in answers if key not in boxes]
    cuts = sorted({0, *data.draw(st.lists(st.integers(0, len(keys)), max_size=4)), len(keys)})
    row = [score(instrument, boxes | {key: answers[key] for key in keys[:cut]}) for cut in cuts]
    for partial in row:
        _in_range(instrument, partial)
        for part, last in zip(partial.scales, full.scales, strict=True):
            _no_verdict_without_score(instrument, part)  # SCO018
            if last.score is not None:
                assert part.low <= last.score <= part.high  # SCO019
    for before, after in itertools.pairwise(row):
        for wide, narrow in zip(before.scales, after.scales, strict=True):
            assert wide.low <= narrow.low <= narrow.high <= wide.high  # SCO019
        assert {flag.id for flag in before.flags} <= {flag.id for flag in after.flags}  # SCO021


def _in_range(instrument, result):
    for definition, got in zip(instrument.scales, result.scales, strict=True):
        assert definition.low <= got.low <= got.high <= definition.high
        if got.score is not None:
            assert got.low <= got.score <= got.high
    json.dumps(result_json(result), allow_nan=False)


def _no_verdict_without_score(instrument, got):
    definition = next(one for one in instrument.scales if one.name == got.name)
    base = next((one for one in instrument.scales if one.name == definition.of), definition)
    if len(got.missing) > max(base.leave_up_to, base.prorate_up_to):
        assert got.score is None
    if got.missing and got.score is not None:
        assert got.rule in ("left", "prorated")
    if any(part.state == "waiting" for part in got.parts) or got.answered == 0:
        assert got.score is None
    if got.score is None:
        assert (got.word, got.acts, got.band, got.rule) == (None, None, None, None)


@QUICK
@given(st.data())
def test_properties_of_random_instruments(data):  # SCO017, SCO018, SCO019, SCO020, SCO021
    instrument = data.draw(small_instruments())
    holds(data, instrument)


@pytest.mark.parametrize("instrument_id", SHIPPED)
def test_properties_of_shipped_instruments(instrument_id):  # SCO017, SCO018, SCO019, SCO020, SCO021
    instrument = open_instrument(instrument_id)

    @FEW
    @given(st.data())
    def check(data):
        holds(data, instrument)

    check()


def test_every_requirement_has_its_test():
    head, _, body = Path(__file__).read_text("utf-8").partition("from __future__")
    assert set(re.findall(r"SCO\d{3}", head)) == set(re.findall(r"SCO\d{3}", body))
