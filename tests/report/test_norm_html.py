"""The norm page: whole by itself, nothing from outside, no names, everything escaped, pictures that can be read."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from itertools import combinations
from xml.etree import ElementTree as ET

import pytest

from spaedbarn_cli.report.norm_html import norm_page
from spaedbarn_cli.report.norm_svg import MOST_IN_A_ROW, norm_picture
from spaedbarn_cli.report.norm_view import report_of
from spaedbarn_cli.report.page import POLICY

from .families import A17, HOSTILE, TODAY, every_kind, family, report, visit

SVG = "{http://www.w3.org/2000/svg}"
VOID = {"meta", "br"}


class Page(HTMLParser):
    """Checks that tags are balanced and collects them."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] != "style":
            self.words.append(data)


@pytest.mark.parametrize("why", [False, True])
def test_the_page_is_whole_and_asks_for_nothing_from_outside(lang: str, why: bool) -> None:
    text = norm_page(report(why=why), why=why)
    page = Page(text)
    assert text.startswith("<!doctype html>")
    assert page.open == []
    assert ("html", {"lang": lang}) in page.tags
    assert ("meta", {"charset": "utf-8"}) in page.tags
    assert ("meta", {"http-equiv": "Content-Security-Policy", "content": POLICY}) in page.tags
    assert not {"script", "link", "iframe", "img", "object", "form"} & {tag for tag, _ in page.tags}
    assert not {"src", "href", "onload", "onclick"} & {name for _, attributes in page.tags for name in attributes}
    assert set(re.findall(r"https?://[^\"'<> ]+", text)) == {"http://www.w3.org/2000/svg"}
    assert "url(" not in text
    assert "@import" not in text


@pytest.mark.parametrize("why", [False, True])
def test_no_names_and_no_free_text(lang: str, why: bool) -> None:
    words = " ".join(Page(norm_page(report(why=why), why=why)).words)
    for private in ("Mette", "Jens", "Asta", "mormor", "sygt", "gerne"):
        assert private not in words
    assert not re.search(r"\bnorm\.[a-z]", words)
    assert "A17" in words


def test_whatever_is_written_in_is_escaped(lang: str) -> None:
    hostile = family(HOSTILE, "2026-09-17", A17, label=HOSTILE, pauses=(("2026-11-16", "2026-11-17", HOSTILE),))
    text = norm_page(report_of(TODAY, [hostile, hostile]))
    assert "<script" not in text
    assert HOSTILE in " ".join(Page(text).words)


def test_every_week_of_every_family_stands_in_a_table(lang: str) -> None:
    page = Page(norm_page(report()))
    rows = [tag for tag, _ in page.tags if tag == "tr"]
    assert len(rows) == (8 + 1) + 8 * (5 + 1)  # the overview, and for each family a head and five weeks


def test_no_two_things_on_the_page_share_an_id(lang: str) -> None:
    ids = [attributes["id"] for _, attributes in Page(norm_page(report())).tags if "id" in attributes]
    assert len(ids) == len(set(ids)) == 2 * 8


def test_no_families_and_no_weeks_are_said(danish: None) -> None:
    assert "Der er ingen åbne familier." in norm_page(report_of(TODAY, []))
    ahead = norm_page(report_of(TODAY, [family("A17", "2026-09-17", weeks=-2)]))
    assert "fremtiden" in ahead
    assert "<svg" not in ahead


def boxes(svg: ET.Element) -> list[tuple[float, float, float, float, str]]:
    """Return every label as left, top, right, bottom and words; a letter is at most 0.62 of its height wide."""
    found = []
    for label in svg.iter(f"{SVG}text"):
        words = label.text or ""
        size = float(label.attrib["font-size"])
        wide, x, y = 0.62 * size * len(words), float(label.attrib["x"]), float(label.attrib["y"])
        left = x - {"middle": wide / 2, "end": wide, "start": 0.0}[label.attrib["text-anchor"]]
        found.append((left, y - 0.8 * size, left + wide, y + 0.2 * size, words))
    return found


PICTURES = {
    **{code: number for number, code in enumerate(("A17", "B03", "C21", "D08", "E30", "F02", "G11", "H05"))},
}


def long_family(weeks: int):
    held = tuple(visit(n, f"{1 + n // 28:02d}-{1 + n % 28:02d}", "09:00", 60 + n % 5 * 45) for n in range(0, 320, 3))
    return family("L01", "2026-01-10", held, weeks=weeks, agreed=(420, "2026-02-01", "aftalt"))


@pytest.mark.parametrize("weeks", [0, 1, 4, 8, 9, 30, MOST_IN_A_ROW, 52, 104, 260])
def test_labels_never_lie_on_each_other_or_outside(lang: str, weeks: int) -> None:
    block = report_of(TODAY, [long_family(weeks)]).blocks[0]
    svg = ET.fromstring(norm_picture(block, "f1"))
    _, _, width, height = map(float, svg.attrib["viewBox"].split())
    found = boxes(svg)
    for left, top, right, bottom, words in found:
        assert 0 <= left <= right <= width, words
        assert 0 <= top <= bottom <= height, words
    for one, other in combinations(found, 2):
        apart = one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
        assert apart, (one, other)
    named = [words for *_, words in found]
    assert all(str(row.week.monday.isocalendar().week) in named for row in block.rows)


@pytest.mark.parametrize("code", sorted(PICTURES))
def test_bars_and_lines_stay_inside(lang: str, code: str) -> None:
    block = report_of(TODAY, every_kind()).blocks[PICTURES[code]]
    svg = ET.fromstring(norm_picture(block, "f1"))
    _, _, width, height = map(float, svg.attrib["viewBox"].split())
    for bar in svg.iter(f"{SVG}rect"):
        x, y, wide, high = (float(bar.attrib[name]) for name in ("x", "y", "width", "height"))
        assert x >= 0
        assert y >= 0
        assert x + wide <= width
        assert y + high <= height
    for line in svg.iter(f"{SVG}line"):
        assert all(0 <= float(line.attrib[name]) <= width for name in ("x1", "x2"))
        assert all(0 <= float(line.attrib[name]) <= height for name in ("y1", "y2"))
    for path in svg.iter(f"{SVG}path"):
        numbers = [float(number) for number in re.findall(r"-?\d+(?:\.\d+)?", path.attrib["d"])]
        assert all(-6 <= number <= width for number in numbers)


def test_the_line_is_the_norm_and_the_bar_what_was_delivered(lang: str) -> None:
    block = report_of(TODAY, every_kind()).blocks[0]
    svg = ET.fromstring(norm_picture(block, "f1"))
    groups = svg.findall(f"{SVG}g")
    assert len(groups) == 5
    for group, row in zip(groups, block.rows, strict=True):
        bar, line = group.find(f"{SVG}rect"), group.find(f"{SVG}line")
        assert bar is not None
        assert line is not None
        bottom = float(bar.attrib["y"]) + float(bar.attrib["height"])
        share = (bottom - float(line.attrib["y1"])) / float(bar.attrib["height"])
        assert share == pytest.approx(row.week.required_minutes / row.week.delivered_minutes, rel=0.01)


def test_standings_differ_in_shape_and_not_only_in_colour(lang: str) -> None:
    from spaedbarn_cli.report.norm_svg import COLOURS, legend_mark

    shapes = {}
    for key in ("met", "under", "below_plan", "over", "running", "no_norm"):
        drawn = legend_mark(key)
        shapes[key] = drawn.replace(COLOURS[key], "")
    assert len(set(shapes.values())) == len(shapes)


def test_the_picture_can_be_read_aloud(lang: str) -> None:
    block = report_of(TODAY, every_kind()).blocks[0]
    svg = ET.fromstring(norm_picture(block, "f7"))
    title, about = svg.find(f"{SVG}title"), svg.find(f"{SVG}desc")
    assert title is not None
    assert about is not None
    assert svg.attrib["aria-labelledby"].split() == [title.attrib["id"], about.attrib["id"]]
    assert svg.attrib["role"] == "img"
    assert "A17" in (title.text or "")
    assert "2026-10-19" in (about.text or "")
