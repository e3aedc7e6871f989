"""The genogram as a drawing and in words: the signs of the field, all inside, all explained."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import pytest
from domain.network_people import FAMILY, RELATIONS

from report.test_card import inside, lines_of
from spaedbarn_cli.domain.network import Figure, Relation
from spaedbarn_cli.report.card_html import genogram_page
from spaedbarn_cli.report.genogram_svg import genogram_picture
from spaedbarn_cli.report.genogram_terminal import sign_of

if TYPE_CHECKING:
    from collections.abc import Callable

DAY = date(2026, 11, 22)


def picture(*figures: Figure, said: tuple[Relation, ...] = ()) -> str:
    return genogram_picture("A17", DAY, figures, said)


@pytest.mark.usefixtures("danish")
def test_the_drawing_is_what_was_looked_at(golden: Callable[[str, str], None]) -> None:
    golden("network/genogram.svg", picture(*FAMILY, said=RELATIONS))


@pytest.mark.usefixtures("lang")
def test_every_word_lies_within_the_drawing() -> None:
    drawing = picture(*FAMILY, said=RELATIONS)
    assert inside(drawing)
    shown = " ".join(words for *_, words in lines_of(drawing)).replace("- ", "-")
    assert all(figure.name in shown for figure in FAMILY)
    assert inside(picture())


def people(drawing: str) -> str:
    return re.findall(r'<g class="person">(.*?)</g>', drawing)[0]


@pytest.mark.parametrize(
    ("figure", "shapes"),
    [
        (Figure("a", "A", "woman"), {"circle": 1}), (Figure("a", "A", "man"), {"rect": 1}),
        (Figure("a", "A", "unknown"), {"polygon": 1}), (Figure("a", "A", "not-said"), {"polygon": 1}),
        (Figure("a", "A", "woman", "pregnancy"), {"polygon": 1}), (Figure("a", "A", "man", "dead"), {"rect": 1, "path": 2}),
        (Figure("a", "A", "woman", focus=True), {"circle": 2}),
    ],
)  # fmt: skip
def test_everybody_has_the_sign_of_the_field(figure: Figure, shapes: dict[str, int]) -> None:
    drawn = people(picture(figure))
    assert {name: drawn.count(f"<{name}") for name in ("circle", "rect", "polygon", "path") if f"<{name}" in drawn} == shapes


@pytest.mark.usefixtures("danish")
@pytest.mark.parametrize(
    ("kind", "strokes", "words"),
    [
        ("married", 1, "gift"), ("couple", 1, "par"), ("separated", 2, "gået fra hinanden"), ("divorced", 3, "skilt"),
        ("close", 2, "tæt forhold"), ("conflicted", 1, "konflikt"), ("distant", 1, "fjernt forhold"),
    ],
)  # fmt: skip
def test_every_relation_has_its_own_line_and_word(kind: str, strokes: int, words: str) -> None:
    two = Figure("a", "A", "woman"), Figure("b", "B", "man")
    drawing = picture(*two, said=(Relation("a", "b", kind),))
    # Once between the two, once in the legend.
    assert drawing.count("<path") == 2 * strokes
    assert words in [said for *_, said in lines_of(drawing)]
    assert ("stroke-dasharray" in drawing) == (kind in ("couple", "distant"))


@pytest.mark.usefixtures("danish")
def test_the_page_lies_across_and_loads_nothing() -> None:
    page = genogram_page("A17", DAY, FAMILY, RELATIONS)
    assert "A4 landscape" in page
    assert "<script" not in page


def test_signs_in_words() -> None:
    assert [sign_of(figure) for figure in FAMILY if figure.id in ("m", "f", "mf", "p", "x")] == ["○", "□", "□", "□✗", "△"]
