"""Every code has its words in both languages, and the words take what the code gives."""

from __future__ import annotations

import string

import pytest

from spaedbarn_cli.catalog.codes import MAX_SHOWN, Code, Problem, describe, shown
from spaedbarn_cli.i18n import catalog as words
from spaedbarn_cli.i18n.da.catalog import TEXTS as DA
from spaedbarn_cli.i18n.en.catalog import TEXTS as EN


def fields(text):
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("code", Code)
@pytest.mark.parametrize("part", ["problem", "remedy"])
def test_words_of_every_code(code, part):
    key = f"{part}.{code.value}"
    assert DA[key] != EN[key]
    assert fields(DA[key]) == fields(EN[key])


def test_no_words_without_a_code():
    codes = {code.value for code in Code}
    numbered = {key.split(".", 1)[1] for key in DA if key.startswith(("problem.", "remedy."))}
    assert numbered - {"place", "place_file"} == codes
    assert set(DA) == set(EN)


def test_house_style():
    for texts in (DA, EN):
        for key, text in texts.items():
            assert not text.endswith((".", "!")), key
            assert "!" not in text, key
            assert text[0] in '"{' or text[0].islower() or text.startswith("YAML"), key


@pytest.mark.parametrize(("language", "place"), [("da", "a.yaml, linje 3, norm"), ("en", "a.yaml, line 3, norm")])
def test_described_by_the_words_in_use(language, place):
    before = words.language()
    words.use(language)
    try:
        params = {"expected": "type.text", "found": "type.list"}
        where, fact, remedy = describe(Problem(Code.WRONG_TYPE, "a.yaml", 3, "norm", params), words.t)
        whole, _, _ = describe(Problem(Code.EMPTY_FILE, "a.yaml", 1), words.t)
    finally:
        words.use(before)
    texts = DA if language == "da" else EN
    assert where == place
    assert whole == place.replace("3, norm", "1")
    assert texts["type.text"] in fact
    assert texts["type.list"] in fact
    assert texts["type.text"] in remedy


def test_words_of_the_file_are_never_taken_for_words_of_ours():
    problem = Problem(Code.UNKNOWN_VALUE, "a.yaml", 1, "x", {"value": "type.text {file}", "nearest": "home"})
    _, fact, _ = describe(problem, words.t)
    assert '"type.text {file}"' in fact


def test_what_a_file_says_is_shown_on_one_short_line():
    assert shown("æ\n\x1b[31m\u202eb") == "æ··[31m·b"
    assert len(shown("x" * 500)) == MAX_SHOWN
    assert shown("x" * MAX_SHOWN) == "x" * MAX_SHOWN


def test_a_problem_can_stand_in_a_set():
    assert len({Problem(Code.EMPTY_FILE, "a", 1), Problem(Code.EMPTY_FILE, "a", 1)}) == 1
