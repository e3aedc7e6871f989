"""Places on a network card: the right circle and sector, inside the frame, and no label over another."""

from __future__ import annotations

from itertools import combinations
from math import hypot

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.network_people import LETTERS, people
from spaedbarn_cli.domain.card_layout import CORE, DOT, Layout, lay_out, title_box
from spaedbarn_cli.domain.network import CIRCLES, GIVES, SECTORS, Tie
from spaedbarn_cli.domain.text_box import Box

TIE = st.tuples(
    st.text(alphabet="abcdefmwæøåABMWÆØÅ-. ", max_size=38).map(lambda name: f"N{name}x"), st.sampled_from(CIRCLES),
    st.sampled_from(SECTORS), st.sets(st.sampled_from(GIVES)), st.booleans(), st.booleans(),
)  # fmt: skip
TIES = st.integers(0, 30).flatmap(lambda count: st.lists(TIE, min_size=count, max_size=count))


def holds(layout: Layout) -> None:
    """Check everything a card promises of places."""
    frame = Box(0, 0, layout.side, layout.side)
    titles = [title_box(sector, layout.side) for sector in SECTORS]
    for one in layout.people:
        assert one.box.inside(frame)
        assert one.mark.inside(frame)
        away = hypot(one.x - layout.middle, one.y - layout.middle)
        inner = (CORE, *layout.rings)[one.tie.circle - 1]
        assert inner + DOT < away < layout.rings[one.tie.circle - 1] - DOT
        assert (one.x < layout.middle) == (one.tie.sector in ("family", "professional"))
        assert (one.y < layout.middle) == (one.tie.sector in ("family", "friends"))
        assert not any(one.box.overlaps(title) for title in titles)
        shown = "".join(one.lines).replace("-", "").replace(" ", "")
        named = str(one.number) if one.number is not None else one.tie.name.replace("-", "").replace(" ", "")
        assert shown.startswith(named)
    boxes = [(one.tie.id, box) for one in layout.people for box in (one.box, one.mark)]
    for (first, one), (second, other) in combinations(boxes, 2):
        assert first == second or not one.overlaps(other)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TIES)
def test_labels_never_overlap_nor_leave_the_frame(said: list[tuple[str, int, str, set[str], bool, bool]]) -> None:
    ties = [
        Tie(f"{n:02d}", name, circle, sector, gives=tuple(sorted(gives)), strain=strain, wish=wish)
        for n, (name, circle, sector, gives, strain, wish) in enumerate(said)
    ]
    layout = lay_out(ties, LETTERS)
    assert sorted(one.tie.id for one in layout.people) == [tie.id for tie in ties]
    holds(layout)


@pytest.mark.parametrize("count", [0, 1, 3, 8, 25])
def test_so_many_people_with_long_names_all_stand_with_their_name(count: int) -> None:
    layout = lay_out(people(count), LETTERS)
    holds(layout)
    assert all(one.number is None for one in layout.people)
    assert layout.font >= 15


def test_the_same_people_in_any_order_are_the_same_picture() -> None:
    ties = people(8)
    assert lay_out(ties, LETTERS) == lay_out(reversed(ties), LETTERS)


def test_a_crowd_in_one_corner_gets_numbers() -> None:
    ties = [Tie(f"{n:02d}", "Mette Marie Mette Marie Mette Marie", 1, "family", gives=GIVES) for n in range(30)]
    layout = lay_out([*ties, Tie("x", "Nabo Yrsa", 3, "friends")], LETTERS)
    holds(layout)
    assert sorted(one.number for one in layout.people if one.number is not None) == list(range(1, 31))
    assert [one.lines for one in layout.people if one.number is None] == [("Nabo Yrsa",)]
