"""The table of scores: a Danish Excel opens it, nothing becomes a date or a formula, and no score is no number."""

from __future__ import annotations

import csv
import io
from decimal import Decimal

from report.curves import a_year, given
from spaedbarn_cli.domain.progress import series_of
from spaedbarn_cli.report.progress_csv import HEADS, csv_text
from spaedbarn_cli.report.progress_view import progress_json


def rows(answered: list) -> list[dict[str, str]]:
    text = csv_text("A17", series_of(answered))
    assert text.startswith("\ufeffcase;")
    return list(csv.DictReader(io.StringIO(text[1:]), delimiter=";"))


def test_every_point_is_a_row_and_a_gap_is_empty(danish: None) -> None:
    found = rows(a_year())
    assert list(found[0]) == list(HEADS)
    gap = next(row for row in found if row["scorable"] != "scored")
    assert (gap["score"], gap["scorable"], gap["date"]) == ("", "not_scorable (8/10)", "2026-03-02")
    ors = [row for row in found if row["instrument"] == "ors"]
    assert (ors[0]["score"], ors[4]["change"], ors[4]["reliable"]) == ("18,2", "5,4", "true")


def test_bands_and_labels_are_no_dates_and_no_formulas(danish: None) -> None:
    one = given("gmds", "02-01", {str(n): 1 for n in range(1, 14)}, subject="=1+1")
    row = rows([one])[0]
    assert (row["band"], row["subject"]) == ("[13-26]", "'=1+1")


def test_json_has_whole_numbers_null_for_a_gap_and_the_cutoffs() -> None:
    items = progress_json("A17", series_of(a_year()))["items"]
    total = next(one for one in items if (one["instrument"], one["version"], one["scale"]) == ("epds", "1.0", "total"))
    assert (total["case"], total["subject"], total["bounds"]) == ("A17", "mor", [0, 30])
    assert [point["score"] for point in total["points"]] == [16, 14, None, 11, 10]
    assert total["points"][2]["scorable"] == "not_scorable (8/10)"
    assert total["points"][2]["range"] == [8, 14]
    assert [point["change"] for point in total["points"]] == [None, -2, None, -3, -1]
    assert total["cutoffs"][0]["value"] == 11
    assert total["cutoffs"][0]["source"] == "dansk validering 2018"
    assert isinstance(total["points"][0]["score"], int)
    ors = next(one for one in items if one["instrument"] == "ors")
    assert Decimal(str(ors["points"][0]["score"])) == Decimal("18.2")
    assert ors["points"][4]["reliable"] is True
    assert ors["reliable_change"] == 5
