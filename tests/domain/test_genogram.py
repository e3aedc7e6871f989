"""Genograms: generations on their lines, couples side by side, no symbol or label over another, all inside."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.network_people import FAMILY, RELATIONS
from spaedbarn_cli.domain.genogram import PARENTS, family_relations, generations, is_ancestor, unions
from spaedbarn_cli.domain.genogram_layout import Genogram, lay_out
from spaedbarn_cli.domain.network import COUPLES, PAIRS, SEXES, Figure, Relation
from spaedbarn_cli.domain.text_box import Box


def holds(drawn: Genogram) -> None:
    """Check what every genogram promises of places."""
    frame = Box(0, 0, drawn.width, drawn.height)
    boxes = [(node.figure.id, box) for node in drawn.nodes for box in (node.symbol, node.box)]
    assert all(box.inside(frame) for _, box in boxes)
    for (first, one), (second, other) in combinations(boxes, 2):
        assert first == second or not one.overlaps(other), (first, second)
    lines = {node.generation: node.y for node in drawn.nodes}
    assert all(node.y == lines[node.generation] for node in drawn.nodes)
    assert [lines[level] for level in sorted(lines)] == sorted(lines.values())
    for way in (*(link.points for link in drawn.links), *drawn.descents):
        assert all(0 <= x <= drawn.width and 0 <= y <= drawn.height for x, y in way)


def test_a_family_of_three_generations() -> None:
    drawn = lay_out(FAMILY, RELATIONS)
    holds(drawn)
    node = {one.figure.id: one for one in drawn.nodes}
    assert {key: node[key].generation for key in ("mm", "ff", "ny", "m", "f", "x", "mo", "b1", "s", "p")} == {
        "mm": 0, "ff": 0, "ny": 0, "m": 1, "f": 1, "x": 1, "mo": 1, "b1": 2, "s": 2, "p": 2
    }  # fmt: skip
    # His family to the left, hers to the right; the man of a couple to the left; siblings on their own side.
    assert node["fa"].x < node["f"].x < node["m"].x < node["x"].x < node["mo"].x
    assert node["ff"].x < node["fm"].x < node["mm"].x
    assert node["b1"].x < node["b2"].x < node["s"].x
    row = sorted((one for one in drawn.nodes if one.generation == 1), key=lambda one: one.x)
    places = {one.figure.id: place for place, one in enumerate(row)}
    assert abs(places["m"] - places["f"]) == abs(places["m"] - places["x"]) == 1


def test_twins_begin_in_one_point_and_other_siblings_do_not() -> None:
    drawn = lay_out(FAMILY, RELATIONS)
    tops = {one.figure.id: (one.x, one.symbol.top) for one in drawn.nodes}
    starts = {key: next(way[0] for way in drawn.descents if way[-1] == tops[key]) for key in ("b1", "b2", "m", "mo")}
    assert starts["b1"] == starts["b2"]
    assert starts["m"] != starts["mo"]


def test_roles_tell_who_the_parents_are_until_something_else_is_said() -> None:
    known = family_relations(FAMILY[:5], ())
    assert {(one.a, one.b) for one in known if one.kind == "parent-of"} == {
        ("m", "b1"), ("f", "b1"), ("m", "b2"), ("f", "b2"), ("m", "s")
    }  # fmt: skip
    assert [(one.a, one.b) for one in known if one.kind == PARENTS] == [("m", "f")]
    said = family_relations(FAMILY[:6], (Relation("x", "b1", "parent-of"), Relation("m", "f", "married")))
    assert [one.a for one in said if one.b == "b1"] == ["x"]
    assert not any(one.kind == PARENTS for one in said)


def test_nobody_is_an_ancestor_of_an_ancestor() -> None:
    assert is_ancestor(RELATIONS, "mm", "s")
    assert not is_ancestor(RELATIONS, "s", "mm")
    assert is_ancestor(RELATIONS, "m", "m")


def test_twins_stand_next_to_each_other_among_their_siblings() -> None:
    three = [Relation("m", child, "parent-of") for child in ("b1", "s", "b2")]
    (union,) = unions([*three, Relation("b1", "b2", "twins")], ["m", "b1", "s", "b2"])
    assert union.children == ("b1", "b2", "s")


@pytest.mark.parametrize("count", [0, 1, 2])
def test_a_family_of_which_little_is_known(count: int) -> None:
    drawn = lay_out(FAMILY[:count], ())
    holds(drawn)
    assert len(drawn.nodes) == count


KEYS = [f"k{n}" for n in range(12)]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(KEYS), st.sampled_from(KEYS), st.sampled_from(PAIRS)), max_size=16),
    st.lists(st.tuples(st.text(alphabet="abmwæøÅM- ", max_size=39), st.sampled_from(SEXES)), min_size=12, max_size=12),
)
def test_whatever_is_said_nobody_stands_on_another(
    said: list[tuple[str, str, str]], people: list[tuple[str, str]]
) -> None:
    figures = [Figure(key, f"N{name}", sex) for key, (name, sex) in zip(KEYS, people, strict=True)]
    drawn = lay_out(figures, [Relation(*one) for one in said])
    holds(drawn)
    assert len(drawn.nodes) == len(figures)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 5), st.integers(6, 11)), max_size=6), st.sampled_from(COUPLES))
def test_children_stand_below_their_parents(pairs: list[tuple[int, int]], kind: str) -> None:
    figures = [Figure(key, key) for key in KEYS]
    relations = [Relation(KEYS[a], KEYS[b], "parent-of") for a, b in pairs] + [Relation("k0", "k1", kind)]
    level = generations(figures, relations)
    assert level["k0"] == level["k1"]
    assert all(level[KEYS[b]] == level[KEYS[a]] + 1 for a, b in pairs)
