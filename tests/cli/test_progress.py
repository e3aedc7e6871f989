"""`questionnaire progress` from the command line: what is shown, what is written, what is refused."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from program import Program


def answer(program: Program, day: str, total: int | None, *, subject: str = "mor", instrument: str = "epds") -> None:
    """Answer an EPDS that adds up to `total`; None leaves two items out."""
    count = 10 if total is not None else 8
    answers: dict[str, Any] = {str(n + 1): min(3, max(0, (total or 8) - 3 * n)) for n in range(count)}
    ran = program("questionnaire", "run", instrument, "A17", "--subject", subject, "--answers", "-", "--date", day,
                  "--json", stdin=json.dumps(answers))  # fmt: skip
    assert ran.code == 0, ran


def totals(program: Program) -> list[dict[str, Any]]:
    """Return the points of the mother's EPDS."""
    items = program.json("questionnaire", "progress", "A17", "--subject", "mor")["items"]
    return next(one["points"] for one in items if one["scale"] == "total")


@pytest.fixture
def followed(families: Program) -> Program:
    """A17 with three answer sets of the mother, the middle one with two items left out, and one of the father."""
    answer(families, "2026-09-20", 14)
    answer(families, "2026-10-11", None)
    answer(families, "2026-11-15", 7)
    answer(families, "2026-11-15", 4, subject="far")
    return families


def test_json_is_what_was_promised(followed: Program) -> None:
    document = followed.json("questionnaire", "progress", "a17")
    assert list(document) == ["items"]
    mother = next(one for one in document["items"] if (one["subject"], one["scale"]) == ("mor", "total"))
    assert (mother["case"], mother["instrument"], mother["version"]) == ("A17", "epds", "1.0")
    assert [(one["date"], one["score"], one["scorable"], one["band"], one["change"]) for one in mother["points"]] == [
        ("2026-09-20", 14, "scored", "above", None), ("2026-10-11", None, "not_scorable (8/10)", None, None),
        ("2026-11-15", 7, "scored", "below", -7),
    ]  # fmt: skip
    assert mother["cutoffs"][0]["value"] == 11
    assert {one["subject"] for one in document["items"]} == {"mor", "far"}


def test_choosing_an_instrument_or_a_person(followed: Program) -> None:
    found = followed.json("questionnaire", "progress", "A17", "--subject", "Far")
    assert {one["subject"] for one in found["items"]} == {"far"}
    assert followed.json("questionnaire", "progress", "A17", "--instrument", "ors") == {"items": []}


def test_the_screen_shows_the_curve_and_says_when_there_is_none(followed: Program) -> None:
    text = followed.ok("questionnaire", "progress", "A17")
    assert "EPDS · mor · Samlet (0–30)" in text
    assert "11┤" in text
    assert "kan ikke scores (8 af 10)" in text
    assert "ingen besvarede skemaer" in followed.ok("questionnaire", "progress", "B03")


def test_a_page_is_written_and_names_nobody(followed: Program, tmp_path: Path) -> None:
    out = tmp_path / "kurver.html"
    ran = followed("questionnaire", "progress", "A17", "--format", "html", "--out", str(out))
    assert (ran.code, ran.out) == (0, "")
    assert "ikke krypteret" in ran.err
    text = out.read_text("utf-8")
    assert "<svg" in text
    assert "Mette" not in text
    assert followed.ok("questionnaire", "progress", "A17", "--format", "csv").startswith("\ufeffcase;")


def test_what_was_retracted_is_not_drawn_and_what_was_corrected_is(followed: Program) -> None:
    points = totals(followed)
    followed.ok("questionnaire", "retract", points[0]["response"], "--reason", "skrevet på den forkerte")
    left = totals(followed)
    assert [one["date"] for one in left] == ["2026-10-11", "2026-11-15"]
    assert left[1]["change"] is None


@pytest.mark.parametrize(
    ("args", "error"),
    [
        (("Z99",), (40, "case_not_found")),
        (("A17", "--instrument", "epsd"), (40, "instrument_unknown_near")),
        (("A17", "--subject", "onkel"), (2, "subject_unknown")),
        (("A17", "--format", "pdf"), (2, "bad_norm_format")),
        (("A17", "--format", "csv"), (2, "norm_format_twice")),
        (("A17", "--out", "/nowhere/at/all.html"), (2, "out_no_folder")),
        ((), (2, "usage_missing")),
    ],
)  # fmt: skip
def test_what_is_refused(followed: Program, args: tuple[str, ...], error: tuple[int, str]) -> None:
    assert followed.refused("questionnaire", "progress", *args) == error
