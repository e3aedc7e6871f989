"""What the subset of YAML means: words stay words, numbers are plainly written, every place has its line."""

from __future__ import annotations

import json
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spaedbarn_cli.catalog.codes import Code
from spaedbarn_cli.catalog.load import read_yaml


def value_of(text):
    document = read_yaml(f"x: {text}\n", "x.yaml")
    assert document.problems == ()
    return document.data["x"]


@pytest.mark.parametrize(
    "word",
    ["no", "yes", "on", "off", "No", "True", "TRUE", "y", "n", "09:00", "1:30:00", "2026-11-16", "0x10", "012", "1_000",
     "1e3", ".5", "5.", "+1", "1.0.0", ".inf", ".nan", "Null", "NULL", "<<", "=", "9" * 16],
)  # fmt: skip
def test_old_surprises_stay_text(word):
    assert value_of(word) == word
    assert read_yaml(f"{word}: 1\n", "x.yaml").data == {word: 1}


@pytest.mark.parametrize(
    ("word", "value"),
    [("true", True), ("false", False), ("null", None), ("~", None), ("", None), ("0", 0), ("-7", -7), ("280", 280),
     ("1.5", 1.5), ("-0.25", -0.25), ("9" * 15, 10**15 - 1), ('"true"', "true"), ("'1.5'", "1.5"), ('""', "")],
)  # fmt: skip
def test_plain_values(word, value):
    got = value_of(word)
    assert got == value
    assert type(got) is type(value)


def test_keys_are_text_whatever_they_look_like():
    assert read_yaml("1: a\ntrue: b\nno: c\nnull: d\n2026-11-16: e\n", "x").data == {
        "1": "a", "true": "b", "no": "c", "null": "d", "2026-11-16": "e",
    }  # fmt: skip


def test_lines_of_keys_and_of_items():
    text = "# først\na:\n  b:\n    - c: 1\n\n    - d:\n        e\n  f: >-\n    lang\n    tekst\ng: 2\n"
    document = read_yaml(text, "x")
    assert document.data == {"a": {"b": [{"c": 1}, {"d": "e"}], "f": "lang tekst"}, "g": 2}
    assert {path: document.lines[path] for path in ("a", "a.b", "a.b[0].c", "a.b[1]", "a.b[1].d", "a.f", "g")} == {
        "a": 2, "a.b": 3, "a.b[0].c": 4, "a.b[1]": 6, "a.b[1].d": 6, "a.f": 8, "g": 11,
    }  # fmt: skip


def test_the_first_of_a_repeated_key_is_kept_and_the_rest_is_read_on():
    document = read_yaml("a: 1\na: {b: [2, {c: 3}]}\nd: 4\na: 5\n", "x")
    assert document.data == {"a": 1, "d": 4}
    assert [(p.code, p.line, p.params["first"]) for p in document.problems] == [
        (Code.DUPLICATE_KEY, 2, 1),
        (Code.DUPLICATE_KEY, 4, 1),
    ]


def test_many_laughs_cost_nothing():
    text = "a: &a [x, x]\n" + "".join(f"{n}: &{n} [*{p}, *{p}]\n" for p, n in zip("abcdefgh", "bcdefghi", strict=True))
    document = read_yaml(text, "x")
    assert {p.code for p in document.problems} == {Code.ANCHOR}
    assert len(json.dumps(document.data)) < 500


def test_depth_ends_at_the_limit_and_not_before():
    assert read_yaml("[" * 40 + "]" * 40, "x").problems == ()
    assert [p.code for p in read_yaml("[" * 41 + "]" * 41, "x").problems] == [Code.TOO_DEEP]
    assert [p.code for p in read_yaml("[" * 400_000, "x").problems] == [Code.TOO_DEEP]


_TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Co", "Zl", "Zp")), max_size=20)
_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**14), 10**14) | _TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_TEXTS, inner, max_size=4),
    max_leaves=20,
)


@settings(deadline=None)  # a busy machine is not a mistake
@given(_VALUES)
def test_json_is_read_as_what_it_is(value):
    """Every JSON document of the kinds we use is YAML, and means the same."""
    document = read_yaml(json.dumps(value, ensure_ascii=False), "x")
    assert document.problems == ()
    assert document.data == value


@settings(deadline=None)  # a busy machine is not a mistake
@given(st.decimals(-(10**6), 10**6, places=3))
def test_numbers_with_a_point(number):
    got = value_of(f"{number:f}")
    assert math.isclose(got, float(number))
