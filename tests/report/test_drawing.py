"""Strokes: a zigzag stays beside its line, text is escaped, an arrow has its head at the end."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from spaedbarn_cli.report.drawing import arrow, beside, jagged, sampled, text

PLACES = st.tuples(st.integers(0, 900), st.integers(0, 900))


@given(PLACES, PLACES, st.sampled_from([3.0, 6.0]))
def test_a_zigzag_keeps_its_ends_and_never_strays(start: tuple[int, int], end: tuple[int, int], high: float) -> None:
    bent = jagged((start, end), high=high)
    straight = sampled((start, end), 6.0)
    assert (bent[0], bent[-1]) == (straight[0], straight[-1])
    for (x, y), (ax, ay) in zip(bent, straight, strict=True):
        assert ((x - ax) ** 2 + (y - ay) ** 2) ** 0.5 <= high + 1e-6


def test_a_curve_begins_and_ends_where_it_should_and_rises_between() -> None:
    way = sampled(((0, 100), (50, 0), (100, 100)), 5)
    assert (way[0], way[-1]) == ((0, 100), (100, 100))
    assert min(y for _, y in way) == 50


def test_a_line_beside_another_keeps_its_distance() -> None:
    assert beside([(0, 0), (10, 0), (20, 0)], (3,)) == [(0, -3), (10, -3), (20, -3)]


def test_text_is_escaped_and_an_arrow_points_at_its_end() -> None:
    assert "A &amp; &lt;B&gt;" in text(0, 0, "A & <B>", size=12)
    assert '<polygon points="30.0,0.0 ' in arrow((0, 0), (30, 0))
