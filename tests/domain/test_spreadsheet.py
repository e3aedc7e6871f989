"""Tables as spreadsheets and programs save them: every dialect is read, everything else is refused with a code."""

from __future__ import annotations

import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spaedbarn_cli.domain import json_rows, spreadsheet
from spaedbarn_cli.domain.spreadsheet import Row, Table, Unusable

KNOWN = {"familie", "start", "note"}
ROWS = [
    ["Familie", "Start", "Note"],
    ["A17", "16-11-2026 09.00", 'Mor sagde: "nej; ikke i dag, tak"\næøå'],
    ["B2", "", ""],
]
ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "cp1252"]


def saved(rows: list[list[str]], delimiter: str = ";", encoding: str = "utf-8", end: str = "\r\n") -> bytes:
    """Return rows as a spreadsheet saves them."""
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator=end).writerows(rows)
    return text.getvalue().encode(encoding)


def read(content: bytes) -> Table:
    """Return what is read of a file."""
    text = spreadsheet.decode(content)
    if json_rows.is_json(text):
        return json_rows.read_json(text)
    return spreadsheet.read_csv(text, lambda heading: heading.strip().lower() in KNOWN)


def refused(content: bytes) -> tuple[str, int]:
    """Return code and line of the refusal."""
    with pytest.raises(Unusable) as caught:
        read(content)
    return caught.value.code, caught.value.line


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_every_dialect_gives_the_same_table(encoding: str, delimiter: str, end: str) -> None:
    table = read(saved(ROWS, delimiter, encoding, end))
    assert table.headings == ("Familie", "Start", "Note")
    assert [row.cells for row in table.rows] == [tuple(cells) for cells in ROWS[1:]]
    assert [(row.number, row.line) for row in table.rows] == [(2, 2), (3, 4)]


def test_the_line_that_names_the_separator_is_obeyed_and_counted() -> None:
    table = read(b"sep=,\r\nFamilie,Start;Note\r\nA17,x\r\n")
    assert (table.headings, table.rows[0]) == (("Familie", "Start;Note"), Row(2, 3, ("A17", "x")))


def test_the_separator_is_the_one_that_finds_headings_even_where_another_finds_more_cells() -> None:
    table = read(b"Familie;Start;Note, lang, med, mange, kommaer\nA17;1,5;x\n")
    assert table.headings == ("Familie", "Start", "Note, lang, med, mange, kommaer")


def test_empty_rows_are_passed_over_and_counted() -> None:
    table = read(b";;\r\n\r\nFamilie;Start;;\r\n;;;\r\nA17;x\r\n \r\n")
    assert table == Table(("Familie", "Start"), (Row(5, 5, ("A17", "x")),))


def test_short_rows_are_filled_and_long_ones_say_so() -> None:
    table = read(b"Familie;Start;Note\nA17\nA17;x;y;;\nA17;x;y;z\n")
    assert [(row.cells, row.rest) for row in table.rows] == [
        (("A17", None, None), False), (("A17", "x", "y"), False), (("A17", "x", "y"), True),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file_empty"), (b"\xef\xbb\xbf", "file_empty"), (b" \r\n\r\n", "file_empty"), (b";;\n;;\n", "file_empty"),
        (b"Familie;Start\r\n", "no_rows"), (b"Familie;Start\r\n;\r\n", "no_rows"), (b"[]", "no_rows"),
        (b"{}", "no_rows"),
        (b"PK\x03\x04\x14\x00\x06\x00", "file_xlsx"), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "file_xls"),
        (b"%PDF-1.7\n", "file_pdf"), (b"Familie;\x00Start\n", "file_binary"),
        ("Familie;Start".encode("utf-16-le"), "file_binary"),
        ("Familie;Start".encode("utf-32"), "file_binary"), (b"a" * (spreadsheet.MOST_BYTES + 1), "file_too_large"),
        (b";".join([b"x"] * (spreadsheet.MOST_COLUMNS + 1)) + b"\nx\n", "too_many_columns"),
    ],
)  # fmt: skip
def test_what_is_not_a_table_is_called_by_its_name(content: bytes, code: str) -> None:
    assert refused(content) == (code, 0)


@pytest.mark.parametrize(
    ("content", "code", "line"),
    [
        (b"Familie;Start\nA17;\x81\n", "file_encoding", 2),
        (b"\xef\xbb\xbfFamilie;Start\n\nA17;\xe6\n", "file_encoding", 3),
        (b"\xff\xfeF\x00a", "file_encoding", 1),
        (b'Familie;Start\nA17;x\nA17;"y\nB2;x\n', "csv_quotes", 3),
        (b'Familie;Start\nA17;"y" z\n', "csv_quotes", 2),
        (b"Familie;Start\nA17;" + b"y" * 200_000 + b"\n", "csv_quotes", 2),
        (b'{"case": "A17"}\n{"case": \n', "json_broken", 2),
        (b'{"case": "A17"} {"case": "B2"}\n', "json_broken", 1),
        (b'{"case": "A17"}\n\n"A17"\n', "json_shape", 3),
        (b'{"case": NaN}', "json_broken", 1),
        (b'{"case": ' + b"9" * 5000 + b"}", "json_broken", 1),
        (b"[" * 100_000, "json_broken", 1),
        (b'{"case":' * 100_000, "json_broken", 1),
        (b'{"case": "A17", "case": "B2"}', "json_twice", 1),
        (b'[{"case": "A17"},\n {"case": "B2"}\n', "json_broken", 3),
        (b'[{"case": "A17"}\n {"case": "B2"}]\n', "json_broken", 2),
        (b'[{"case": "A17"}] x\n', "json_broken", 1),
        (b"[\n17]", "json_shape", 2),
    ],
)
def test_what_is_wrong_is_named_by_line(content: bytes, code: str, line: int) -> None:
    assert refused(content) == (code, line)


VISITS: list[dict[str, object]] = [{"case": "A17", "start": "æ\n", "minutes": 90}, {"case": "B2", "by": ["x"]}]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("\n".join(json.dumps(visit) for visit in VISITS), [1, 2]),
        ("\ufeff" + "\r\n\r\n".join(json.dumps(visit, ensure_ascii=False) for visit in VISITS) + "\r\n", [1, 3]),
        (json.dumps(VISITS), [1, 1]),
        (json.dumps({"visits": VISITS}, indent=2, ensure_ascii=False), [3, 8]),
        (" [\n" + ",\n".join(json.dumps(visit) for visit in VISITS) + "\n] \n", [2, 3]),
    ],
)
def test_json_by_line_by_array_and_as_our_own_listing(text: str, lines: list[int]) -> None:
    table = read(text.encode())
    assert table.headings == ("case", "start", "minutes", "by")
    assert [row.cells for row in table.rows] == [("A17", "æ\n", 90, None), ("B2", None, None, ["x"])]
    assert [row.line for row in table.rows] == lines


CELL = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12)


@given(
    st.lists(st.lists(CELL, min_size=3, max_size=3).filter(lambda cells: any(map(str.strip, cells))), min_size=1),
    st.sampled_from([";", ",", "\t"]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_what_a_spreadsheet_saves_is_read_cell_by_cell(rows: list[list[str]], delimiter: str, encoding: str) -> None:
    table = read(saved([ROWS[0], *rows], delimiter, encoding))
    assert [list(row.cells) for row in table.rows] == rows


MANGLED = st.builds(
    lambda content, place, junk: content[: place % len(content)] + junk + content[place % len(content) :],
    st.sampled_from([saved(ROWS, mark, enc) for mark in ";,\t" for enc in ENCODINGS] + [json.dumps(VISITS).encode()]),
    st.integers(0, 10_000), st.binary(max_size=4),
)  # fmt: skip


@given(st.one_of(st.binary(max_size=200), MANGLED))
def test_whatever_the_bytes_there_is_a_table_or_a_refusal(content: bytes) -> None:
    try:
        table = read(content)
    except Unusable as refusal:
        found: object = refusal.code
    else:
        found = table
        assert all(len(row.cells) == len(table.headings) for row in table.rows)
    assert isinstance(found, str | Table)
