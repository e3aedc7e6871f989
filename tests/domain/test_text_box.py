"""Words on paper: lines are no wider than asked, and nothing of a name is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spaedbarn_cli.domain.text_box import Box, broken, width, wrap

NAMES = st.text(alphabet="abcmwæøåABMWÆØÅ-. ", max_size=40)


@given(NAMES, st.sampled_from([5.0, 7.2, 9.6, 12.5]))
def test_lines_are_no_wider_than_asked_and_hold_every_letter(name: str, most: float) -> None:
    lines = wrap(name, most)
    assert all(width(line) <= most + 1e-9 for line in lines)
    bare = "".join(lines).replace("-", "").replace(" ", "")
    assert bare == name.replace("-", "").replace(" ", "")


@pytest.mark.parametrize(
    ("name", "most", "lines"),
    [
        ("Mormor", 9.6, ("Mormor",)), ("Moster Mathilde Højgaard", 9.6, ("Moster Mathilde", "Højgaard")),
        ("Anne-Marie", 9.6, ("Anne-Marie",)), ("", 9.6, ()),
        ("Kristoffersen-Østergaard", 9.6, ("Kristoffersen-", "Østergaard")),
    ],
)  # fmt: skip
def test_names_are_parted_where_a_person_would(name: str, most: float, lines: tuple[str, ...]) -> None:
    assert wrap(name, most) == lines
    assert not broken(name, most)


def test_a_long_word_is_broken_with_a_hyphen() -> None:
    assert broken("Sundhedsplejerskeuddannelsen", 9.6)
    lines = wrap("Sundhedsplejerskeuddannelsen", 9.6)
    assert all(line.endswith("-") for line in lines[:-1])
    assert len(lines[-1]) > 1


def test_boxes_that_only_touch_do_not_overlap() -> None:
    one = Box(0, 0, 10, 10)
    assert not one.overlaps(Box(10, 0, 20, 10))
    assert one.overlaps(Box(9, 9, 20, 20))
    assert one.inside(Box(0, 0, 10, 10))
    assert one.grown(1).inside(Box(-1, -1, 11, 11))
