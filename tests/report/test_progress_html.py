"""The page of curves: whole by itself, no names, gaps and breaks as they are, cut-offs with their source."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

from report.curves import NEWER, board, epds, given, ors, spread
from report.test_norm_html import Page
from spaedbarn_cli.report.page import POLICY
from spaedbarn_cli.report.progress_axis import Axes, score_ticks, time_ticks
from spaedbarn_cli.report.progress_html import progress_page
from spaedbarn_cli.report.progress_svg import HALF, LINE, WHOLE, progress_picture

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "<script>alert('x')</script>&\"'"


def picture(*answered: object, width: int = WHOLE) -> ET.Element:
    return ET.fromstring(progress_picture(board(list(answered)).blocks[0].panels[0], "x", "p", width))


def lines_of(drawing: ET.Element) -> list[list[str]]:
    """Return the curves, each with the places it goes through."""
    found = [one.get("d", "") for one in drawing.iter(f"{SVG}path") if one.get("stroke") == LINE]
    return [re.split("[ML]", path)[1:] for path in found]


def words_of(drawing: ET.Element) -> list[str]:
    return ["".join(one.itertext()) for one in drawing.iter(f"{SVG}text")]


def test_the_page_is_whole_and_asks_for_nothing_from_outside(lang: str) -> None:
    text = progress_page(board())
    page = Page(text)
    assert page.open == []
    assert ("html", {"lang": lang}) in page.tags
    assert ("meta", {"http-equiv": "Content-Security-Policy", "content": POLICY}) in page.tags
    assert not {"script", "link", "iframe", "img", "object", "form"} & {tag for tag, _ in page.tags}
    assert not {"src", "href", "onload", "onclick"} & {name for _, attributes in page.tags for name in attributes}
    assert set(re.findall(r"https?://[^\"'<> ]+", text)) == {"http://www.w3.org/2000/svg"}
    assert "url(" not in text
    assert "size: A4" in text
    assert not re.search(r"\bprogress\.[a-z]", " ".join(page.words))


def test_no_two_things_on_the_page_share_an_id(lang: str) -> None:
    ids = [attributes["id"] for _, attributes in Page(progress_page(board())).tags if "id" in attributes]
    assert len(ids) == len(set(ids)) == 2 * 5


def test_whatever_is_written_in_is_escaped(lang: str) -> None:
    answers = [epds("01-01", 6, subject=HOSTILE), epds("02-01", 6, subject=HOSTILE)]
    text = progress_page(board(answers, {"epds": {"da": HOSTILE, "en": HOSTILE}}))
    assert "<script" not in text
    assert HOSTILE in " ".join(Page(text).words)


def test_a_line_joins_scores_and_stops_at_a_gap() -> None:
    assert [len(line) for line in lines_of(picture(epds("01-01", 6), epds("02-01", 8), epds("03-01", 4)))] == [3]
    broken = picture(epds("01-01", 6), epds("02-01", 8), epds("03-01", None, 8), epds("04-01", 4), epds("05-01", 4))
    assert [len(line) for line in lines_of(broken)] == [2, 2]


def test_a_line_stops_at_a_version_and_the_break_is_named() -> None:
    drawing = picture(
        epds("01-01", 6), epds("02-01", 8), *(given(NEWER, day, spread(3, 3, 10)) for day in ("03-01", "04-01"))
    )
    assert [len(line) for line in lines_of(drawing)] == [2, 2]
    assert "version 2.0" in words_of(drawing)


def test_a_gap_has_no_dot_and_never_stands_at_zero() -> None:
    drawing = picture(epds("01-01", 6), epds("02-01", None, 8), epds("03-01", 4))
    assert len(list(drawing.iter(f"{SVG}circle"))) == 2
    tips = ["".join(one.itertext()) for one in drawing.iter(f"{SVG}title")]
    assert any("kan ikke scores (8 af 10), mulig score 8–14" in tip for tip in tips)
    axes = Axes(board([epds("01-01", 6), epds("02-01", None, 8)]).blocks[0].panels[0], WHOLE)
    assert axes.foot - 7 > axes.y(axes.panel.low) + 4


def test_a_cutoff_is_labelled_with_value_and_source() -> None:
    words = words_of(picture(epds("01-01", 6), epds("02-01", 8)))
    assert "11 eller derover · dansk validering 2018" in words
    assert "11" in words


def test_a_long_source_is_broken_and_never_cut(danish: None) -> None:
    drawing = picture(*(epds(day, 9, subject="far", role="father") for day in ("01-01", "02-01")), width=HALF)
    assert "10 eller derover · dansk praksis for fædre; ikke en validering; ikke efterprøvet" in " ".join(
        words_of(drawing)
    )


def test_a_cutoff_that_changed_only_reaches_over_its_days() -> None:
    own = {"epds.total.mother": "13"}
    drawing = picture(
        *(epds(day, 9) for day in ("01-01", "02-01")), *(epds(day, 9, settings=own) for day in ("05-01", "06-01"))
    )
    dashed = [one for one in drawing.iter(f"{SVG}line") if one.get("stroke-dasharray") == "6 3"]
    assert len(dashed) == 2
    assert float(dashed[0].get("x2", "0")) < float(dashed[1].get("x1", "0"))


def test_reliable_change_has_a_shape_of_its_own() -> None:
    drawing = picture(ors("05-01", "18"), ors("06-01", "24"), ors("07-01", "23"))
    assert len(list(drawing.iter(f"{SVG}circle"))) == 2
    assert sum(one.get("d", "").endswith("Z") for one in drawing.iter(f"{SVG}path")) == 1


def test_everything_lies_inside_the_drawing() -> None:
    for block in board().blocks:
        for panel in block.panels:
            if not panel.drawn:
                continue
            for width in (WHOLE, HALF):
                axes = Axes(panel, width)
                for point in panel.points:
                    assert axes.left <= axes.x(point.date) <= axes.right
                    if point.score is not None:
                        assert axes.top <= axes.y(point.score) <= axes.foot
                assert score_ticks(panel)[0] == panel.low
                assert score_ticks(panel)[-1] == panel.high
                assert all(axes.left <= place <= axes.right for place, _, _ in time_ticks(axes))


def test_days_beneath_for_a_week_a_year_and_twenty_years() -> None:
    for first, last, least in (
        ("2026-01-01", "2026-01-08", 2),
        ("2026-01-01", "2026-12-30", 6),
        ("2006-01-01", "2026-01-08", 3),
    ):
        axes = Axes(board([epds(first, 6), epds(last, 6)]).blocks[0].panels[0], WHOLE)
        ticks = time_ticks(axes)
        assert least <= len(ticks) <= 16
        assert [place for place, _, _ in ticks] == sorted(place for place, _, _ in ticks)
