"""The small forms: what they take is what programs of ours write, and nothing that merely looks like it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spaedbarn_cli.store import shapes

if TYPE_CHECKING:
    from collections.abc import Callable


def fits(form: Callable[[Any], bool], value: Any) -> bool:
    """Return the answer of a form; one that cannot read a day says no by ValueError."""
    try:
        return form(value)
    except ValueError:
        return False


GOOD: tuple[tuple[str, Callable[[Any], bool], tuple[Any, ...]], ...] = (
    ("text", shapes.text, ("", "æøå\n", "x" * 100_000)),
    ("word", shapes.word, ("A17", "mor og far", "barn1", "x" * 200, "æble")),
    ("name", shapes.name, ("Inger", "\x1b[31mInger", "x\n")),
    ("day", shapes.day, ("2026-11-22", "1900-01-01", "2200-12-31", "2028-02-29")),
    ("moment", shapes.moment, ("2026-11-16T09:00+01:00", "2026-11-16T09:00:00.123Z", "2026-11-16T23:59:59-11:30")),
    ("flag", shapes.flag, (True, False, 1, 0)),
    ("whole", shapes.whole(1, 3), (1, 2, 3)),
    ("number", shapes.number, (0, -1.5, 2**53 - 1)),
    ("one_of", shapes.one_of((1, "a")), (1, "a")),
    ("maybe", shapes.maybe(shapes.flag), (None, True)),
    ("either", shapes.either(shapes.flag, shapes.text), (True, "x")),
    ("listed", shapes.listed(shapes.text), ([], ["x", "y"])),
    ("pair", shapes.pair(shapes.number), ([0, 30],)),
    ("mapped", shapes.mapped(shapes.text), ({}, {"a": "b"})),
    ("record", shapes.record({"a": shapes.text}, {"b": shapes.flag}), ({"a": "x"}, {"a": "x", "b": True, "c": object})),
    ("plain", shapes.plain, (None, True, 1, 1.5, "x")),
)
BAD: tuple[tuple[str, Callable[[Any], bool], tuple[Any, ...]], ...] = (
    ("text", shapes.text, (None, 1, ["x"], "x" * 100_001)),
    ("word", shapes.word, ("", " ", "a ", "a\nb", "a\0", "a\x1b", "a\u200b", "\u202ea", "x" * 201, "e\u0301", 1)),
    ("name", shapes.name, ("", " \n", "\u200b\x00", None)),
    ("day", shapes.day, ("2026-02-29", "2026-W47-7", "20261122", "1899-12-31", "2201-01-01", "٢٠٢٦-11-22", 20261122, None)),
    ("moment", shapes.moment, (
        "2026-11-16", "2026-11-16T09:00", "2026-11-16 09:00+01:00", "2026-11-16T24:00Z", "2026-11-16T09:60Z",
        "2026-W47-1T09:00Z", "2026-11-16T09:00+25:00", "1899-12-31T00:00Z", "2026-11-16T09:00:00,5Z", 0, None,
    )),
    ("flag", shapes.flag, (2, -1, 1.0, "1", None)),
    ("whole", shapes.whole(1, 3), (0, 4, True, 2.0, "2", None)),
    ("number", shapes.number, (True, 2**53, float("inf"), float("nan"), "1", None)),
    ("one_of", shapes.one_of((1, "a")), (True, "b", [1], {}, None)),
    ("maybe", shapes.maybe(shapes.flag), (2,)),
    ("either", shapes.either(shapes.flag, shapes.text), (2, [])),
    ("listed", shapes.listed(shapes.text), ("xy", ("x",), ["x", 1], {"a": "b"}, None)),
    ("pair", shapes.pair(shapes.number), ([], [1], [1, 2, 3], [1, "2"], (1, 2))),
    ("mapped", shapes.mapped(shapes.text), ([], {"a": 1}, None)),
    ("record", shapes.record({"a": shapes.text}, {"b": shapes.flag}), ({}, {"a": 1}, {"a": "x", "b": "nej"}, [], None)),
    ("plain", shapes.plain, ([], {}, 2**60)),
)  # fmt: skip


@pytest.mark.parametrize(("form", "values"), [one[1:] for one in GOOD], ids=[one[0] for one in GOOD])
def test_what_fits(form: Callable[[Any], bool], values: tuple[Any, ...]) -> None:
    assert [value for value in values if not fits(form, value)] == []


@pytest.mark.parametrize(("form", "values"), [one[1:] for one in BAD], ids=[one[0] for one in BAD])
def test_what_does_not_fit(form: Callable[[Any], bool], values: tuple[Any, ...]) -> None:
    assert [value for value in values if fits(form, value)] == []


@given(st.text())
def test_a_word_looks_like_no_other(text: str) -> None:
    from spaedbarn_cli.domain.harmless import harmless_line

    if shapes.word(text):
        assert harmless_line(text) == text
