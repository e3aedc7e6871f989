"""Reading answers, branching, and what is still unanswered.

ANS001 a choice takes its code, a key, or the printed option counted from 1     ANS002 anything else is refused by code
ANS003 numbers take a comma or a point, stay exact, and keep to bounds and step  ANS004 non-answers, own ones too
ANS005 items hang on earlier answers; nothing is decided by what is not there    ANS006 0 and "" are answers
ANS007 declined is a stand taken, not an answer missing                          ANS008 impossible values are no answers
ANS009 answers to hidden items are kept apart and come back                      ANS010 reading again changes nothing
"""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spaedbarn_cli.domain.answers import (
    BadAnswerCode,
    amount_of,
    answer_state,
    complete,
    divide,
    is_asked,
    needed,
    next_item,
    read_answer,
    unanswered,
    visible,
)

from .instruments import Condition, D, Item, Option, answer_of, choice, make, scale, small_instruments

TURNED = choice("3", (3, 2, 1, 0))
LETTERS = Item("1", "choice", (Option(0, keys=("z",)), Option(5, keys=("v",)), Option(10, keys=("x",))))
LINE = Item("1", "number", (), D(0), D(10), D("0.1"))
PRINTED = choice("1", own_non_answers=("not_applicable",))
BOX = Item("box", "tick", optional=True)
WORDS = Item("notes", "text", optional=True)


def ids(items):
    return [item.id for item in items]


@pytest.mark.parametrize(
    ("item", "typed", "answer"),
    [(TURNED, 2, 2), (TURNED, "2", 2), (TURNED, " 3 ", 3), (TURNED, {"option": 1}, 3), (TURNED, {"option": 4}, 0),
     (TURNED, 2.0, 2), (TURNED, 0, 0), (LETTERS, "V", 5), (LETTERS, "x", 10), (LETTERS, "10", 10),
     (LETTERS, {"option": 2}, 5), (choice("1", (-1, 0)), "-1", -1), (choice("1", (-1, 0)), "−1", -1)],
)  # fmt: skip
def test_choices(item, typed, answer):  # ANS001
    got = read_answer(item, typed)
    assert got == answer
    assert type(got) is int


@pytest.mark.parametrize(
    ("item", "typed", "code"),
    [(TURNED, 4, "code"), (TURNED, "4", "code"), (TURNED, "nul", "code"), (TURNED, "", "code"), (TURNED, 2.5, "code"),
     (TURNED, "2,5", "code"), (TURNED, {"option": 0}, "option"), (TURNED, {"option": 5}, "option"),
     (TURNED, {"option": "1"}, "form"), (TURNED, {"option": True}, "form"), (TURNED, {"valg": 1}, "form"),
     (TURNED, None, "form"), (TURNED, [1], "form"), (TURNED, True, "form"), (LETTERS, "q", "code"),
     (LINE, "10,1", "bounds"), (LINE, -0.1, "bounds"), (LINE, "7.25", "step"), (LINE, "syv", "number"),
     (LINE, "", "number"), (LINE, "1e1", "number"), (LINE, float("nan"), "number"), (LINE, False, "form"),
     (LINE, {"option": 1}, "form"), (BOX, "måske", "tick"), (BOX, 2, "tick"), (BOX, None, "tick"), (WORDS, 3, "text"),
     (WORDS, None, "text"), (TURNED, "not_applicable", "non_answer"), (LINE, "not_observed", "non_answer")],
)  # fmt: skip
def test_what_cannot_be_taken(item, typed, code):  # ANS002, ANS003, ANS004
    with pytest.raises(BadAnswerCode) as caught:
        read_answer(item, typed)
    assert (caught.value.code, caught.value.item) == (code, item.id)


@pytest.mark.parametrize("typed", ["7,3", "7.3", 7.3, D("7.3"), " 7,3 "])
def test_numbers_stay_exact(typed):  # ANS003
    assert read_answer(LINE, typed) == Decimal("7.3")


@pytest.mark.parametrize("word", ["declined", "not_asked", "does_not_know", "not_relevant"])
@pytest.mark.parametrize("item", [TURNED, LINE, BOX, WORDS])
def test_non_answers(item, word):  # ANS004
    assert read_answer(item, word) == word
    assert answer_state(item, {item.id: word}) == word


def test_own_non_answers_only_where_they_are_printed():  # ANS004
    assert read_answer(PRINTED, "NOT_APPLICABLE") == "not_applicable"
    assert answer_state(PRINTED, {"1": "not_applicable"}) == "not_applicable"
    assert answer_state(TURNED, {"3": "not_applicable"}) == "unanswered"


@pytest.mark.parametrize(("typed", "answer"), [(True, True), ("x", True), ("ja", True), (0, False), ("Nej", False)])
def test_ticks(typed, answer):  # ANS001
    assert read_answer(BOX, typed) is answer


def test_own_words_stay_as_they_are():  # ANS004, ANS006
    assert read_answer(WORDS, "  Declined, siger hun ") == "  Declined, siger hun "
    assert read_answer(WORDS, "") == ""
    assert answer_state(WORDS, {"notes": ""}) == "answered"


BRANCHED = make(
    [
        choice("a", (0, 1)),
        choice("b", when=Condition("a", (1,))),
        Item("n", "number", (), D(0), D(40), D(1)),
        choice("c", when=Condition("n", at_least=D(17))),
        choice("d", when=Condition("b", (0, 1))),
        BOX,
        Item("why", "text", optional=True, when=Condition("box", (1,))),
    ],
    [scale(items=["a", "b", "c", "d"], high=10)],
)


@pytest.mark.parametrize(
    ("answers", "seen"),
    [({}, "a n box"), ({"a": 0}, "a n box"), ({"a": 1}, "a b n box"), ({"a": 1, "b": 0}, "a b n d box"),
     ({"a": 1, "b": 2}, "a b n box"), ({"n": D(17)}, "a n c box"), ({"n": D(16)}, "a n box"),
     ({"a": 0, "b": 1}, "a n box"), ({"a": "declined"}, "a n box"), ({"box": True}, "a n box why")],
)  # fmt: skip
def test_branching(answers, seen):  # ANS005
    assert ids(visible(BRANCHED, answers)) == seen.split()


def test_nothing_is_decided_by_an_answer_that_is_not_there():  # ANS005
    for answers in ({}, {"a": "declined"}, {"a": 7}):
        assert is_asked(BRANCHED, BRANCHED.item("b"), answers) is None
        assert is_asked(BRANCHED, BRANCHED.item("d"), answers) is None
    assert is_asked(BRANCHED, BRANCHED.item("d"), {"a": 0}) is False
    assert is_asked(BRANCHED, BRANCHED.item("why"), {}) is False  # a box that is not ticked is an answer


def test_next_and_unanswered():  # ANS005, ANS006, ANS007
    assert next_item(BRANCHED, {}).id == "a"
    assert next_item(BRANCHED, {"a": 0}).id == "n"
    assert next_item(BRANCHED, {"a": 1}).id == "b"
    assert next_item(BRANCHED, {}, after="n").id == "box"
    assert next_item(BRANCHED, {"a": 0, "n": D(0), "box": False}) is None
    assert ids(needed(BRANCHED, {"a": 1})) == ["a", "b", "n"]
    assert ids(unanswered(BRANCHED, {"a": 0})) == ["n"]
    assert complete(BRANCHED, {"a": 0, "n": "declined"})
    assert not complete(BRANCHED, {"a": 0})


@pytest.mark.parametrize("value", [7, "2", None, True, [1], 1.5, "nul", {}])
def test_impossible_values_are_no_answers(value):  # ANS008
    assert answer_state(TURNED, {"3": value}) == "unanswered"
    assert amount_of(TURNED, {"3": value}) is None


def test_amounts_come_back_from_json_as_they_were():  # ANS003, ANS008
    for stored in (7.3, "7.3", D("7.3")):
        assert amount_of(LINE, {"1": stored}) == D("7.3")
    assert amount_of(LINE, {"1": 7.25}) is None
    assert amount_of(BOX, {"box": True}) == 1


def test_hidden_answers_are_kept_apart_and_come_back():  # ANS009
    answers = {"a": 0, "b": 2, "n": D(3), "d": 1}
    active, inactive = divide(BRANCHED, answers)
    assert (active, inactive) == ({"a": 0, "n": D(3)}, {"b": 2, "d": 1})
    back, rest = divide(BRANCHED, {**active, **inactive, "a": 1})
    assert (back, rest) == ({"a": 1, "n": D(3), "b": 2}, {"d": 1})


@given(st.data())
def test_reading_again_changes_nothing(data):  # ANS010
    instrument = data.draw(small_instruments())
    for item in instrument.items:
        typed = data.draw(answer_of(item))
        once = read_answer(item, typed)
        assert read_answer(item, once) == once
        assert answer_state(item, {item.id: once}) != "unanswered"


@given(st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(), st.lists(st.integers()),
                 st.dictionaries(st.text(), st.integers())))  # fmt: skip
def test_whatever_is_typed_is_taken_or_refused(typed):  # ANS002
    for item in (TURNED, LETTERS, LINE, BOX, WORDS, PRINTED):
        try:
            answer = read_answer(item, typed)
        except BadAnswerCode:
            continue
        assert answer_state(item, {item.id: answer}) != "unanswered"


def test_every_requirement_has_its_test():
    head, _, body = Path(__file__).read_text("utf-8").partition("from __future__")
    assert set(re.findall(r"ANS\d{3}", head)) == set(re.findall(r"ANS\d{3}", body))
