"""The norm report as CSV and JSON text: what a spreadsheet and a script read."""

from __future__ import annotations

import csv
import io
import json

import pytest

from spaedbarn_cli.domain.norm_json import report_json
from spaedbarn_cli.report.norm_csv import HEADS, cell, csv_text
from spaedbarn_cli.report.norm_json import json_text

from .families import TODAY, every_kind, family


def read(text: str) -> list[dict[str, str]]:
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=";"))


def test_a_row_for_each_family_and_week(golden) -> None:
    text = csv_text([each.norm for each in every_kind()])
    rows = read(text)
    assert len(rows) == 8 * 5
    golden("norm/report.csv", text.replace("\r\n", "\n"))
    assert text.count("\r\n") == len(rows) + 1


def test_heads_are_the_names_of_the_json() -> None:
    norm = every_kind()[0].norm
    case = report_json(TODAY, [norm])["cases"][0]
    assert set(HEADS) - {"age_months", "age_days"} == {"case", "programme", "child", *case["weeks"][0]}
    row = read(csv_text([norm]))[2]
    week = case["weeks"][2]
    for name in ("week", "from", "to", "status"):
        assert row[name] == week[name]
    for name in ("active_days", "required_minutes", "delivered_minutes", "shortfall_minutes", "visits"):
        assert row[name] == str(week[name])
    assert row["remaining_minutes"] == ""


def test_a_band_is_not_taken_for_a_date() -> None:
    rows = read(csv_text([each.norm for each in every_kind()]))
    assert {row["bands"] for row in rows} >= {"[0-3]", "[3-6]", "[6-12]", ""}


@pytest.mark.parametrize("text", ["=1+1", "+4512", "-2", "@SUM(A1)", " =1", "\t=1", "\r=1", "\nx"])
def test_no_cell_is_taken_for_a_formula(text: str) -> None:
    assert cell(text) == "'" + text


@pytest.mark.parametrize("text", ["", "A17", "barn1", "2026-W47", "a=b"])
def test_ordinary_text_stays_as_it_is(text: str) -> None:
    assert cell(text) == text


def test_a_label_that_is_a_formula_is_made_harmless() -> None:
    row = read(csv_text([family("A17", "2026-09-17", label="=cmd|'/c calc'!A1").norm]))[0]
    assert row["child"].startswith("'=")


@pytest.mark.parametrize("why", [False, True])
def test_the_json_text_is_the_document(why: bool) -> None:
    found = [each.norm for each in every_kind(why=why)]
    assert json.loads(json_text(TODAY, found)) == report_json(TODAY, found)
    assert json.loads(json_text(TODAY, [])) == {"today": "2026-11-22", "cases": []}
    ahead = [family("A17", "2026-09-17", weeks=-2).norm]
    assert json.loads(json_text(TODAY, ahead)) == report_json(TODAY, ahead)
