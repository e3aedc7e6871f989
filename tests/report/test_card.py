"""The network card as a drawing and on the terminal: every label inside, all signs explained, names escaped."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from domain.network_people import people

from spaedbarn_cli.domain.network import Tie
from spaedbarn_cli.domain.text_box import width
from spaedbarn_cli.report.card_html import card_page
from spaedbarn_cli.report.card_svg import card_picture
from spaedbarn_cli.report.card_view import Card, pairs_of

if TYPE_CHECKING:
    from collections.abc import Callable

DAY = date(2026, 11, 22)
SVG = "{http://www.w3.org/2000/svg}"


def card(count: int) -> Card:
    return Card("A17", DAY, ("mor", "far", "barn1"), people(count))


def lines_of(drawing: str) -> list[tuple[float, float, float, str]]:
    """Return every line of text as (left, right, baseline, words), at its place in the whole drawing."""
    found = []

    def walk(element: ET.Element, right: float, down: float) -> None:
        moved = re.match(r"translate\((-?[\d.]+) (-?[\d.]+)\)", element.get("transform", ""))
        right, down = (right + float(moved[1]), down + float(moved[2])) if moved else (right, down)
        if element.tag == f"{SVG}text":
            words = element.text or ""
            wide, x = width(words) * float(element.get("font-size", "0")), float(element.get("x", "0")) + right
            left = x - {"start": 0.0, "middle": 0.5, "end": 1.0}[element.get("text-anchor", "start")] * wide
            found.append((left, left + wide, float(element.get("y", "0")) + down, words))
        for child in element:
            walk(child, right, down)

    walk(ET.fromstring(drawing), 0.0, 0.0)
    return found


def inside(drawing: str) -> bool:
    _, _, wide, high = map(float, ET.fromstring(drawing).get("viewBox", "").split())
    return all(left >= -1 and right <= wide + 1 and 0 < y <= high for left, right, y, _ in lines_of(drawing))


@pytest.mark.usefixtures("lang")
@pytest.mark.parametrize("count", [0, 3, 25])
def test_every_word_lies_within_the_drawing(count: int) -> None:
    drawing = card_picture(card(count))
    assert inside(drawing)
    shown = " ".join(words for *_, words in lines_of(drawing)).replace("- ", "-")
    assert all(tie.name.split()[-1] in shown for tie in people(count))


@pytest.mark.usefixtures("danish")
@pytest.mark.parametrize("count", [3, 8, 25])
def test_drawings_are_what_was_looked_at(count: int, golden: Callable[[str, str], None]) -> None:
    golden(f"network/card_{count}.svg", card_picture(card(count)))


@pytest.mark.usefixtures("danish")
def test_the_legend_explains_what_is_there_and_nothing_else() -> None:
    bare = card_picture(Card("A17", DAY, ("mor",), (Tie("a", "Nabo Yrsa", 2, "friends", gives=("relief",)),)))
    legend = [words for *_, words in lines_of(bare)]
    assert "aflastning" in legend
    assert not {"belaster", "ønsker mere kontakt", "kender hinanden", "praktisk hjælp"} & {*legend}
    full = [words for *_, words in lines_of(card_picture(card(25)))]
    assert {"belaster", "ønsker mere kontakt", "kender hinanden", "viden og råd"} <= {*full}


def test_signs_need_no_colour() -> None:
    colours = {colour.lower() for colour in re.findall(r"#[0-9a-fA-F]{6}", card_picture(card(25)))}
    for colour in colours:
        red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
        assert max(red, green, blue) - min(red, green, blue) <= 32, colour


@pytest.mark.usefixtures("danish")
def test_names_are_never_read_as_markup() -> None:
    drawing = card_picture(Card("A17", DAY, ("mor",), (Tie("a", "<b>&Co", 1, "work"),)))
    assert "<b>&Co" in [words for *_, words in lines_of(drawing)]
    page = card_page(Card("A17", DAY, ("mor",), (Tie("a", "<script>", 1, "work"),)))
    assert "<script" not in page
    assert "http" not in page.replace("http://www.w3.org/2000/svg", "").replace("http-equiv", "")


@pytest.mark.usefixtures("danish")
def test_a_crowd_is_numbered_and_named_below() -> None:
    ties = tuple(Tie(f"{n:02d}", f"Mette Marie Mette Marie nr. {n}", 1, "family") for n in range(40))
    drawing = card_picture(Card("A17", DAY, ("mor",), ties))
    assert inside(drawing)
    shown = [words for *_, words in lines_of(drawing)]
    assert all(tie.name in shown for tie in ties)


def test_who_knows_whom_is_drawn_once_and_only_between_those_on_the_card() -> None:
    a, b = Tie("a", "A", 1, "family", knows=("b", "gone")), Tie("b", "B", 1, "family", knows=("a",))
    assert pairs_of([a, b]) == [("a", "b")]


@pytest.mark.usefixtures("danish")
@pytest.mark.parametrize("columns", [60, 80])
def test_the_card_on_the_terminal(columns: int, golden: Callable[[str, str], None]) -> None:
    from rich.console import Console

    from spaedbarn_cli.report.card_terminal import card_drawing

    console = Console(width=columns, color_system=None, record=True, file=None, quiet=False, force_terminal=False)
    with console.capture() as said:
        console.print(card_drawing(card(8), columns))
    text = "\n".join(line.rstrip() for line in said.get().splitlines()) + "\n"
    assert max(map(len, text.splitlines())) <= columns
    golden(f"network/card_{columns}.txt", text)
