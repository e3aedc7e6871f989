"""The shared checks: each reader gives the value or None with one problem, and unknown keys never go unnoticed."""

from __future__ import annotations

from spaedbarn_cli.catalog.check import Checker
from spaedbarn_cli.catalog.codes import Code


def checked(data, lines=None):
    checker = Checker("x.yaml", lines or {})
    return checker, checker.root(data)


def codes(checker):
    return [(p.code, p.path) for p in checker.problems]


def test_right_values_come_back():
    checker, node = checked({"t": "a", "w": 3, "n": 1.5, "f": False, "l": [], "c": "b", "z": None})
    assert node.text("t") == "a"
    assert node.whole("w", 0, 3) == 3
    assert node.number("n", 0, 2) == 1.5
    assert node.flag("f") is False
    assert node.nodes("l", empty=True) == []
    assert node.choice("c", ("a", "b")) == "b"
    assert node.whole("z", 0, 1, nullable=True) is None
    node.close()
    assert checker.problems == []


def test_optional_keys_may_be_absent_but_not_wrong():
    checker, node = checked({"t": 1})
    assert node.text("t", required=False) is None
    assert node.whole("w", 0, 1, required=False) is None
    assert node.node("m", required=False) is None
    node.close()
    assert codes(checker) == [(Code.WRONG_TYPE, "t")]


def test_truth_is_not_a_number():
    checker, node = checked({"a": True, "b": False})
    assert node.whole("a", 0, 1) is None
    assert node.number("b", 0, 1) is None
    assert codes(checker) == [(Code.WRONG_TYPE, "a"), (Code.WRONG_TYPE, "b")]


def test_unknown_keys_name_the_nearest_or_all():
    checker, node = checked({"sourse": 1, "zzz": 2})
    node.text("source", required=False)
    node.text("title", required=False)
    node.close()
    assert [p.params["nearest"] for p in checker.problems] == ["source", "source, title"]


def test_a_path_without_a_line_gets_its_parents():
    checker, node = checked({"a": {}}, {"": 1, "a": 7})
    node.node("a").text("b")
    checker.say(Code.EMPTY_TEXT, "a[0].c.d", key="d")
    checker.say(Code.EMPTY_TEXT, "other", key="other")
    assert [p.line for p in checker.problems] == [7, 7, 1]


def test_repeats_name_where_it_stood_first():
    checker, _ = checked({}, {"a[0]": 3, "a[1]": 4, "a[2]": 5})
    checker.repeats([("a[0]", "x"), ("a[1]", "y"), ("a[2]", "x")])
    assert [(p.path, p.params["first"]) for p in checker.problems] == [("a[2]", 3)]


def test_a_hopeless_file_does_not_take_long_over_suggestions():
    data = {f"noegle{n}": n for n in range(15_000)}
    checker, node = checked(data)
    for key in ("id", "version", "title", "source"):
        node.has(key)
    node.close()
    assert len(checker.problems) == len(data)
    assert all("version" in p.params["nearest"] for p in checker.problems[200:])  # all known, none searched for


def test_text_with_hidden_characters_is_refused():
    checker, node = checked({"a": "to\nlinjer", "b": "skjult\u202e", "c": "x" * 2001})
    assert node.text("a") == "to\nlinjer"
    assert node.text("b") is None
    assert node.text("c") is None
    assert codes(checker) == [(Code.BAD_TEXT, "b"), (Code.BAD_TEXT, "c")]
