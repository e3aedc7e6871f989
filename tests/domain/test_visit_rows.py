"""Rows read into visits: what each column may say, every problem by row and column, and the way there and back.

V1  a row says the same whether its day stands in one column or two, its length as an end, minutes or hours
V2  what is left out has its default: at home, held, by the owner
V3  what is given twice must be the same both times
V4  every problem of every row is named, and a row with a problem is no visit
V5  no problem quotes a cell
V6  what a spreadsheet saves of a visit is the visit again
V7  a visit that stands already, or stands twice, is written once
"""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spaedbarn_cli.domain import spreadsheet
from spaedbarn_cli.domain.dates import local, midnight
from spaedbarn_cli.domain.programme import Programme, Term
from spaedbarn_cli.domain.reading import at, read_moment
from spaedbarn_cli.domain.visit import KINDS, STATUSES, Visit
from spaedbarn_cli.domain.visit_batch import sort_out, totals
from spaedbarn_cli.domain.visit_columns import COLUMNS, assign, fold
from spaedbarn_cli.domain.visit_rows import Family, Found, Words, read_rows

TODAY = date(2026, 11, 22)
NINE = at(date(2026, 11, 16), 9, 0)
PROGRAMME = Programme(
    "prøve", "1", {}, "", "", core=(Term("guidance", {}), Term("network", {})), signs=(Term("eye_contact", {}),)
)
FAMILIES = {code: Family(f"id-{code}", code, PROGRAMME, ("mor", "far", "barn1")) for code in ("A17", "B02", "ÅØ-1")}
WORDS = Words(
    kinds={**{fold(kind): kind for kind in KINDS}, "hjemme": "home", "telefon": "telephone"},
    statuses={**{fold(status): status for status in STATUSES}, "udeblevet": "no-show", "afbud": "cancelled:family"},
    cancelled_by={"family": "family", "us": "us", "os": "us"},
    answers={"ja": "yes", "nej": "no"},
    clean=str.strip,
    label=lambda text: text.lower() if text.isalnum() else None,
)
NAMES = {fold(column): column for column in COLUMNS}


def read(*rows: dict[str, object], names: dict[str, str] | None = None) -> Found:
    """Read rows given as {column: cell}."""
    headings = list(dict.fromkeys(name for row in rows for name in row))
    table = [spreadsheet.Row(n, n, tuple(row.get(name) for name in headings)) for n, row in enumerate(rows, 2)]
    places = assign(headings, names or NAMES).places
    return read_rows(table, places, WORDS, FAMILIES, owner="Mette Holm", today=TODAY)


def row(**cells: object) -> dict[str, object]:
    """Return a row that is right but for what is given."""
    return {"case": "A17", "start": "16-11-2026 09.00", "end": "10.30", **cells}


def problems(*rows: dict[str, object]) -> list[tuple[int, str, str]]:
    """Return number, column and code of every problem."""
    return [(problem.number, problem.column, problem.code) for problem in read(*rows).problems]


def only(*rows: dict[str, object]) -> Any:
    """Return the one visit of rows that are right."""
    found = read(*rows)
    assert found.problems == ()
    return found.visits[0]


@pytest.mark.parametrize(
    "cells",
    [
        {"start": "16-11-2026 09.00", "end": "10.30"},
        {"start": "2026-11-16T09:00+01:00", "end": "2026-11-16T10:30+01:00", "minutes": 90},
        {"start": "2026-11-16 09:00", "minutes": "90,0"},
        {"start": "2026-11-16 09:00", "minutes": 90.0},
        {"start": "16.11.26 kl. 9", "hours": "1,5"},
        {"start": "16.11.26 kl. 9", "hours": 1.5},
        {"date": "16-11-2026", "start": "9.00", "end": "10:30:00"},
        {"date": "16-11-2026 00:00:00", "start": "09:00", "end": "16-11-2026 10.30", "hours": "1:30"},
        {"date": "16. november 2026", "start": "16-11-2026 09.00", "minutes": "1 t 30 min"},
    ],
)
def test_one_visit_in_many_columns(cells: dict[str, object]) -> None:
    """V1, V2."""
    visit = only({"case": " a17 ", **cells})
    assert (visit.family.code, visit.start, visit.end) == ("A17", NINE, NINE + 90)
    assert visit.fields == {
        "kind": "home", "status": "held", "by": ["Mette Holm"], "present": [], "core": [], "signs": []
    }  # fmt: skip


def test_everything_a_row_can_say() -> None:
    visit = only(
        row(
            kind="Telefon", status="AFBUD", reason="barnet sygt", excused="ja",
            by="Mette Holm og Jens Lund; Mette Holm", present="Mor/far + barn1", core="guidance, network",
            signs="child:eye_contact=yes", note=" linje 1\nlinje 2 ", next="folder", retracted="nej",
        )
    )  # fmt: skip
    assert visit.fields == {
        "kind": "telephone", "status": "cancelled", "cancelled_by": "family", "reason": "barnet sygt", "excused": True,
        "by": ["Mette Holm", "Jens Lund"], "present": ["mor", "far", "barn1"], "core": ["guidance", "network"],
        "signs": [{"who": "child", "key": "eye_contact", "value": "yes"}], "note": "linje 1\nlinje 2", "next": "folder",
    }  # fmt: skip


def test_json_has_lists_objects_and_numbers() -> None:
    sign = {"who": "barn1", "key": "eye_contact", "value": "partly"}
    visit = only(
        row(
            minutes=90, by=["Holm, Mette", "Jens og Lis"], present=["mor"], core=[], signs=[sign], excused=False,
            status="cancelled", cancelled_by="us", retracted=False, note=None,
        )
    )  # fmt: skip
    assert visit.fields["by"] == ["Holm, Mette", "Jens og Lis"]
    assert (visit.fields["signs"], visit.fields["excused"]) == ([sign], False)
    assert (visit.fields["cancelled_by"], visit.fields["status"]) == ("us", "cancelled")


def test_a_visit_that_never_began_needs_no_length() -> None:
    visit = only(row(end="", status="udeblevet"))
    assert (visit.start, visit.end, visit.fields["status"]) == (NINE, NINE, "no-show")


@pytest.mark.parametrize(
    ("cells", "column", "code"),
    [
        ({"case": ""}, "case", "missing_case"),
        ({"case": "Z9"}, "case", "unknown_case"),
        ({"case": ["A17"]}, "case", "bad_value"),
        ({"start": ""}, "start", "missing_start"),
        ({"start": True}, "start", "bad_value"),
        ({"start": "16-11 09.00"}, "start", "bad_moment"),
        ({"start": "i går 09.00"}, "start", "bad_moment"),
        ({"start": "16-11-2026 09.00.30"}, "start", "bad_moment"),
        ({"start": "09.00"}, "start", "bad_moment"),
        ({"start": "29-03-2026 02.30"}, "start", "bad_no_such_time"),
        ({"date": "31-11-2026", "start": "09.00"}, "date", "bad_day"),
        ({"date": "16-11-2026 09.00", "start": "09.00"}, "date", "bad_day"),
        ({"date": "16-11-2026", "start": "formiddag"}, "start", "bad_clock"),
        ({"date": "29-03-2026", "start": "02.30"}, "start", "bad_no_such_time"),
        ({"date": "17-11-2026"}, "start", "date_differs"),
        ({"end": "senere"}, "end", "bad_moment"),
        ({"end": ""}, "end", "missing_end"),
        ({"end": "08.30"}, "end", "end_before_start"),
        ({"end": "09.00"}, "end", "end_before_start"),
        ({"end": "18-11-2026 09.00"}, "end", "visit_too_long"),
        ({"end": "", "minutes": "1441"}, "minutes", "visit_too_long"),
        ({"end": "", "minutes": "0"}, "minutes", "end_before_start"),
        ({"end": "", "minutes": "1,5"}, "minutes", "bad_minutes"),
        ({"end": "", "minutes": "-90"}, "minutes", "bad_minutes"),
        ({"end": "", "minutes": True}, "minutes", "bad_value"),
        ({"end": "", "hours": "1,333"}, "hours", "bad_hours"),
        ({"minutes": "60"}, "minutes", "length_differs"),
        ({"hours": "2"}, "hours", "length_differs"),
        ({"start": "23-11-2026 09.00"}, "start", "visit_in_future"),
        ({"start": "16-11-1926 09.00"}, "start", "visit_long_ago"),
        ({"kind": "kaffe"}, "kind", "bad_kind"),
        ({"status": "måske"}, "status", "bad_status"),
        ({"cancelled_by": "naboen"}, "cancelled_by", "bad_cancelled_by"),
        ({"excused": "næsten"}, "excused", "bad_excused"),
        ({"retracted": True}, "retracted", "is_retracted"),
        ({"present": "mor, 010190-1234"}, "present", "bad_label"),
        ({"core": "guidance, sang"}, "core", "bad_core"),
        ({"signs": "child:smil=yes"}, "signs", "bad_sign"),
        ({"signs": "child eye_contact"}, "signs", "bad_sign"),
        ({"signs": [{"who": "child"}]}, "signs", "bad_sign"),
        ({"signs": [{"who": 1, "key": 2, "value": 3}]}, "signs", "bad_sign"),
        ({"signs": "moster:eye_contact=yes"}, "signs", "bad_sign_who"),
        ({"note": {"tekst": "x"}}, "note", "bad_value"),
        ({"by": [["Mette"]]}, "by", "bad_value"),
        ({"note": "x" * 100_001}, "note", "text_too_long"),
    ],
)
def test_each_thing_that_can_be_wrong_with_a_row(cells: dict[str, object], column: str, code: str) -> None:
    """V3, V4."""
    assert problems(row(**cells)) == [(2, column, code)]


def test_every_problem_of_every_row_is_named_in_order_of_rows() -> None:
    """V4."""
    found = read(row(case="Z9", kind="x", status="y"), row(), row(start="x", end="y", minutes="z"))
    assert [(problem.number, problem.column) for problem in found.problems] == [
        (2, "case"), (2, "status"), (2, "kind"), (4, "start"), (4, "minutes"),
    ]  # fmt: skip
    assert [visit.number for visit in found.visits] == [3]


def test_cells_beyond_the_headings_are_a_problem() -> None:
    places = {"case": 0, "start": 1, "minutes": 2}
    table = [spreadsheet.Row(2, 2, ("A17", "16-11-2026 09.00", "90"), rest=True)]
    found = read_rows(table, places, WORDS, FAMILIES, owner="x", today=TODAY)
    assert [(p.column, p.code) for p in found.problems] == [("row", "row_too_long")]
    assert found.visits == ()


SECRET = st.sampled_from(["Hemmelig Hansen", "010190-1234", "æ" * 30, "slog far", "2026-99-99", "mor, Hemmelig Hansen"])


@given(st.dictionaries(st.sampled_from(COLUMNS), SECRET, min_size=1))
def test_no_problem_quotes_what_stood_there(cells: dict[str, str]) -> None:
    """V5."""
    for problem in read(row(**cells)).problems:
        assert not any(secret in str(problem) for secret in cells.values())


# ── headings ────────────────────────────────────────────────────────────────────────────────────────────────────────

HEADINGS = {"familie": "case", "case": "case", "dato": "date", "fra": "start", "start": "start", "slut": "end",
            "status": "status", "begrundelse": "reason", "note": "note", "til stede": "present"}  # fmt: skip


def test_headings_in_any_case_order_and_dress() -> None:
    found = assign([" NOTE ", "Til_stede:", "Slut.", "fra", "Familie"], HEADINGS)
    assert found.usable
    assert found.places == {"note": 0, "present": 1, "end": 2, "start": 3, "case": 4}


def test_strange_headings_are_left_unused_by_name_and_place() -> None:
    found = assign(["familie", "fra", "slut", "kilometer", ""], HEADINGS)
    assert (found.usable, found.unused) == (True, ((3, "kilometer"), (4, "")))


@pytest.mark.parametrize(
    ("headings", "near"),
    [(["familie", "fra", "slut", "statu"], ("statu", "status")), (["famlie", "fra", "slut"], ("famlie", "familie")),
     (["familie", "fra", "slut", "begrundelsen"], ("begrundelsen", "begrundelse"))],
)  # fmt: skip
def test_a_slip_of_the_pen_in_a_heading_is_not_read_past(headings: list[str], near: tuple[str, str]) -> None:
    found = assign(headings, HEADINGS)
    assert (found.usable, found.near) == (False, (near,))


def test_two_headings_for_one_thing_are_refused() -> None:
    found = assign(["familie", "fra", "slut", "start"], HEADINGS)
    assert (found.usable, found.twice) == (False, ("start",))


@pytest.mark.parametrize(
    ("headings", "missing"),
    [
        (["fra", "slut"], ("case",)), (["familie", "slut"], ("start",)), (["familie", "fra"], ("end",)),
        (["A17", "16-11-2026 09.00"], ("case", "start", "end")), (["familie", "fra", "status"], ()),
    ],
)  # fmt: skip
def test_what_no_row_can_do_without(headings: list[str], missing: tuple[str, ...]) -> None:
    assert assign(headings, HEADINGS).missing == missing


# ── there and back ──────────────────────────────────────────────────────────────────────────────────────────────────

NAME = st.sampled_from(["Mette Holm", "Jens Lund", "Åse Ørsted", "Bo Æbelø"])
TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=30).filter(str.strip)
DANISH = st.text("abcæøåÆØÅéü ,;\"'\n\t–-.0123456789", min_size=1, max_size=30).filter(str.strip)


@st.composite
def visits(draw: st.DrawFn, text: st.SearchStrategy[str] = TEXT) -> dict[str, Any]:
    """Return a visit as it should be read."""
    start = draw(st.integers(midnight(date(2005, 1, 1)), midnight(TODAY) - 1))
    status = draw(st.sampled_from(STATUSES))
    found = {
        "case": draw(st.sampled_from(sorted(FAMILIES))), "start": start,
        "end": start + draw(st.integers(1 if status == "held" else 0, 24 * 60)), "status": status,
        "kind": draw(st.sampled_from(KINDS)), "by": draw(st.lists(NAME, min_size=1, max_size=3, unique=True)),
        "present": draw(st.lists(st.sampled_from(["mor", "far", "barn1", "mormor"]), max_size=3, unique=True)),
        "note": draw(st.none() | text.map(str.strip)),
    }  # fmt: skip
    for minute in (start, found["end"]):  # the second of the two hours in autumn cannot be written without a zone
        wall = local(minute)
        if wall.fold:
            found["start"], found["end"] = start - 90, found["end"] - 90
    return found


def said(visit: dict[str, Any], style: int) -> dict[str, str]:
    """Return the visit as somebody writes it in a spreadsheet."""
    start, end, minutes = local(visit["start"]), local(visit["end"]), visit["end"] - visit["start"]
    times = [
        {"start": f"{start:%d-%m-%Y %H.%M}", "end": f"{end:%d-%m-%Y %H.%M}"},
        {"date": f"{start:%d/%m-%Y}", "start": f"{start:%H:%M:%S}", "minutes": f"{minutes},0"},
        {"start": start.isoformat(), "end": end.isoformat(), "hours": f"{minutes // 60}:{minutes % 60:02d}"},
    ]
    return {
        "case": visit["case"].lower(), **times[style], "status": visit["status"],
        "kind": visit["kind"].replace("-", "_"), "by": " og ".join(visit["by"]),
        "present": ", ".join(visit["present"]), "note": visit["note"] or "",
    }  # fmt: skip


def round_trip(rows: list[dict[str, Any]], style: int, delimiter: str, encoding: str) -> list[dict[str, Any]]:
    """Return what is read of visits after a spreadsheet has saved them."""
    written = [said(visit, style) for visit in rows]
    text = io.StringIO()
    table = csv.DictWriter(text, list(written[0]), delimiter=delimiter)
    table.writeheader()
    table.writerows(written)
    content = spreadsheet.decode(text.getvalue().encode(encoding))
    back = spreadsheet.read_csv(content, lambda heading: fold(heading) in NAMES)
    places = assign(back.headings, NAMES).places
    found = read_rows(back.rows, places, WORDS, FAMILIES, owner="Mette Holm", today=TODAY)
    assert found.problems == ()
    return [
        {"case": v.family.code, "start": v.start, "end": v.end, "note": None, **v.fields} for v in found.visits
    ]  # fmt: skip


STYLES = st.integers(0, 2)
MARKS = st.sampled_from([";", ",", "\t"])


@given(st.lists(visits(), min_size=1, max_size=4), STYLES, MARKS, st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
def test_what_is_saved_is_read_again(rows: list[dict[str, Any]], style: int, delimiter: str, encoding: str) -> None:
    """V6."""
    back = round_trip(rows, style, delimiter, encoding)
    assert [{name: visit[name] for name in rows[0]} for visit in back] == rows


@given(st.lists(visits(DANISH), min_size=1, max_size=4), STYLES, MARKS)
def test_what_an_old_danish_excel_saves_is_read_again(rows: list[dict[str, Any]], style: int, delimiter: str) -> None:
    """V6."""
    back = round_trip(rows, style, delimiter, "cp1252")
    assert [{name: visit[name] for name in rows[0]} for visit in back] == rows


# ── many at once ────────────────────────────────────────────────────────────────────────────────────────────────────


def standing(start: str = "2026-11-16 09:00", minutes: int = 90, **fields: Any) -> Visit:
    begun = read_moment(start)
    whole = {"case_id": "id-A17", "kind": "home", "status": "held", "by": ("Mette Holm",), **fields}
    return Visit("x", start=begun, end=begun + minutes, **whole)


@pytest.mark.parametrize(
    ("stands", "already"),
    [
        ({}, 1), ({"note": "en anden note"}, 1), ({"minutes": 60}, 0), ({"kind": "extra"}, 0),
        ({"status": "declined"}, 0), ({"by": ("Jens Lund",)}, 0), ({"case_id": "id-B02"}, 0),
        ({"start": "2026-11-16 09:01"}, 0),
    ],
)  # fmt: skip
def test_a_visit_that_stands_already_is_known_again(stands: dict[str, Any], already: int) -> None:
    """V7."""
    batch = sort_out(read(row()).visits, [standing(**stands)])
    assert (batch.already, len(batch.new)) == (already, 1 - already)


def test_the_order_of_names_does_not_make_another_visit() -> None:
    rows = read(row(by="Jens Lund og Mette Holm")).visits
    assert sort_out(rows, [standing(by=("Mette Holm", "Jens Lund"))]).already == 1


def test_a_row_that_stands_twice_is_taken_once() -> None:
    """V7."""
    batch = sort_out(read(row(), row(note="igen"), row(end="11.00")).visits, [])
    assert (len(batch.new), batch.repeated, batch.already) == (2, 1, 0)


@pytest.mark.parametrize(
    ("others", "overlapping"),
    [
        ([], 0), ([standing("2026-11-16 10:30")], 0), ([standing("2026-11-16 10:00")], 1),
        ([standing("2026-11-16 08:00", 300)], 1),
        ([standing("2026-11-16 10:00", status="cancelled")], 0), ([standing("2026-11-16 10:00", case_id="id-B02")], 0),
    ],
)  # fmt: skip
def test_visits_on_top_of_each_other_are_counted(others: list[Visit], overlapping: int) -> None:
    assert sort_out(read(row()).visits, others).overlapping == overlapping


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(1, 12), st.booleans()), min_size=1, max_size=12))
def test_overlaps_are_those_that_a_slow_count_finds(spans: list[tuple[int, int, bool]]) -> None:
    new = [row(start=f"16-11-2026 09.{start:02d}", end="", minutes=length) for start, length, ours in spans if ours]
    old = [standing(f"2026-11-16 09:{start:02d}", length, kind="extra") for start, length, ours in spans if not ours]
    batch = sort_out(read(*new).visits if new else (), old)
    every = [(v.start, v.end) for v in batch.new] + [(v.start, v.end) for v in old]
    slow = sum(
        any(a < other[1] and other[0] < b for place, other in enumerate(every) if place != mine)
        for mine, (a, b) in enumerate(every[: len(batch.new)])
    )
    assert batch.overlapping == slow


def test_totals_count_visits_and_the_minutes_that_were_held() -> None:
    rows = read(row(case="B02"), row(), row(end="", status="afbud"), row(start="17-11-2026 09.00", status="declined"))
    assert totals(rows.visits) == {"A17": (3, 90), "B02": (1, 90)}
