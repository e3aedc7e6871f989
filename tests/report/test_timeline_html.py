"""The timeline as a page: safe, whole, without names; in the picture no two labels touch and nothing lies outside."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations, pairwise

import pytest

from spaedbarn_cli.report.page import POLICY
from spaedbarn_cli.report.timeline_html import timeline_page
from spaedbarn_cli.report.timeline_phases import spans_of
from spaedbarn_cli.report.timeline_svg import MOST_DAYS, timeline_picture

from .families import HOSTILE, TODAY, visit
from .one_family import PRIVATE, VISITS, sources, timeline
from .test_norm_html import SVG, Page, boxes


def test_the_page_is_whole_and_loads_nothing(lang: str) -> None:
    page = Page(timeline_page(timeline(), TODAY))
    assert page.open == []
    assert ("html", {"lang": lang}) in page.tags
    assert ("meta", {"http-equiv": "Content-Security-Policy", "content": POLICY}) in page.tags
    assert not {"script", "link", "img", "iframe"} & {tag for tag, _ in page.tags}
    assert sum(tag == "tr" for tag, _ in page.tags) == len(timeline().items)


def test_no_names_no_notes_no_reasons_and_every_key_has_words(lang: str) -> None:
    words = " ".join(Page(timeline_page(timeline(), TODAY)).words)
    for private in (*PRIVATE, "blik", "syg", "ferie", "aftalt på"):
        assert private not in words
    assert "barn1" in words
    assert not re.search(r"\b(timeline|meeting\.kind|norm|brief)\.[a-z]", words)


def test_whatever_is_written_in_is_escaped(lang: str) -> None:
    visits = (visit(1, "11-02", "09:00", 60, present=(HOSTILE,)),)
    text = timeline_page(timeline(made=replace(sources(), visits=visits)), TODAY)
    assert "<script" not in text
    assert HOSTILE in " ".join(Page(text).words)


def test_nothing_to_tell_is_said_without_a_picture(danish: None) -> None:
    text = timeline_page(timeline(date(2026, 7, 1), date(2026, 7, 2)), TODAY)
    assert "der er sket intet" in text
    assert "<svg" not in text


def years(count: int):
    """Return a timeline with so many days of visits, two or three a week, sometimes two a day."""
    begin = date(2026, 1, 5)
    made = []
    for n in range(0, min(count, 320), 2):
        day = begin + timedelta(days=n)
        if day <= TODAY:
            made.append(visit(n, f"{day:%m-%d}", "09:00", 60, status="held" if n % 5 else "no-show"))
            if n % 7 == 0:
                made.append(visit(1000 + n, f"{day:%m-%d}", "13:00", 60))
    return timeline(TODAY - timedelta(days=count - 1), made=replace(sources(), visits=tuple(made)))


@pytest.mark.parametrize("days", [1, 7, 29, 90, MOST_DAYS, MOST_DAYS + 1, 400, 1000])
def test_labels_never_lie_on_each_other_or_outside(lang: str, days: int) -> None:
    svg = ET.fromstring(timeline_picture(years(days)))
    _, _, width, height = map(float, svg.attrib["viewBox"].split())
    found = boxes(svg)
    for left, top, right, bottom, words in found:
        assert 0 <= left <= right <= width, words
        assert 0 <= top <= bottom <= height, words
    for one, other in combinations(found, 2):
        assert one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1], (one, other)
    for shape in svg.iter(f"{SVG}g"):
        place = re.match(r"translate\(([\d.-]+) ([\d.-]+)\)", shape.attrib.get("transform", ""))
        if place:
            assert 0 < float(place[1]) < width
            assert 0 < float(place[2]) < height


def test_every_visit_is_drawn_and_can_be_read_aloud(danish: None) -> None:
    svg = ET.fromstring(timeline_picture(timeline()))
    drawn = [g for g in svg.iter(f"{SVG}g") if "transform" in g.attrib]
    said = [title.text or "" for g in drawn if (title := g.find(f"{SVG}title")) is not None]
    assert sum("hjemme" in words or "graviditetsbesøg" in words for words in said) == len(VISITS)
    assert svg.attrib["aria-labelledby"].split() == ["t-title", "t-desc"]
    assert "A17" in (svg.find(f"{SVG}title").text or "")  # type: ignore[union-attr]


def test_shapes_differ_and_not_only_colours() -> None:
    from spaedbarn_cli.report.timeline_svg import shape

    bare = {re.sub(r"#[0-9a-f]{6}", "", shape(mark)) for mark in ("visit", "lost", "meeting", "event", "up", "down", "noted")}
    assert len(bare) == 7


def test_phases_join_without_a_gap_and_pauses_stand_apart(danish: None) -> None:
    found = spans_of(timeline())
    phases = [span for span in found if not span.rest]
    assert [span.words for span in phases] == ["graviditet", "fra fødsel til hjem", "0–3 mdr.: mindst 6 t"]
    assert all(a.last + timedelta(days=1) == b.first for a, b in pairwise(phases))
    assert [(span.first, span.last) for span in found if span.rest] == [(date(2026, 10, 12), date(2026, 10, 18))]
    unborn = replace(sources(), people=sources().people[:2], case=replace(sources().case, discharged=None), pauses=())
    assert [span.words for span in spans_of(timeline(made=unborn))] == ["graviditet"]
