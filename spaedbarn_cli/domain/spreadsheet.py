"""A table as a spreadsheet saves it: bytes in, headings and rows out.

What Danish Excel and its relatives write is read without being told: semicolons, commas or tabs; UTF-8 with or without
a mark, UTF-16 with one, Windows-1252; quoted cells with line breaks. What is not a table is refused with a code, never
guessed at.
"""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MOST_BYTES = 20_000_000
"""A larger file is not a table of visits."""
MOST_COLUMNS = 200

_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_OTHERS = (
    (b"PK\x03\x04", "file_xlsx"), (b"PK\x05\x06", "file_xlsx"), (b"\xd0\xcf\x11\xe0", "file_xls"),
    (b"%PDF", "file_pdf"),
)  # fmt: skip
_DELIMITERS = (";", ",", "\t")
_SEPARATOR = re.compile(r"\Asep=([;,\t|])\r?\n?", re.IGNORECASE)


class Unusable(ValueError):
    """A file that cannot be read as a table; `code` says why and `line` where, when it is about one line."""

    def __init__(self, code: str, line: int = 0) -> None:
        super().__init__(code)
        self.code = code
        self.line = line


class Row(NamedTuple):
    """One row: its number as the spreadsheet counts, the line of the file it begins on, and a cell per heading.

    A cell is text, or what JSON has; None where the row is shorter than the headings. `rest` says that cells with
    something in them stand beyond the last heading.
    """

    number: int
    line: int
    cells: tuple[object, ...]
    rest: bool = False


class Table(NamedTuple):
    """Headings as they were written, and the rows that are not empty."""

    headings: tuple[str, ...]
    rows: tuple[Row, ...]


def decode(content: bytes) -> str:
    """Return the text of a file; raises Unusable `file_…` for what is not text, is empty, or is too large."""
    if len(content) > MOST_BYTES:
        raise Unusable("file_too_large")
    for start, code in _OTHERS:
        if content.startswith(start):
            raise Unusable(code)
    encoding = next((name for mark, name in _MARKS if content.startswith(mark)), None)
    if encoding != "utf-16" and b"\0" in content:
        raise Unusable("file_binary")
    for attempt in (encoding,) if encoding else ("utf-8", "cp1252"):
        try:
            text = content.decode(attempt)
        except UnicodeDecodeError as error:
            damaged = error.start
            continue
        if "\0" in text:
            raise Unusable("file_binary")
        if not text.strip():
            raise Unusable("file_empty")
        return text
    raise Unusable("file_encoding", content.count(b"\n", 0, damaged) + 1)


def read_csv(text: str, known: Callable[[str], bool]) -> Table:
    """Return the table of a CSV text; its delimiter is the one that finds the most headings that `known` knows.

    Raises Unusable("csv_quotes") with the line where a quoted cell does not end or a cell is beyond all measure, and
    ("no_rows") when nothing follows the headings.
    """
    said = _SEPARATOR.match(text)
    skipped = 0
    if said:
        text, skipped = text[said.end() :], 1
    delimiter = said[1] if said else max(_DELIMITERS, key=lambda mark: _found(text, mark, known))
    headings: tuple[str, ...] | None = None
    rows: list[Row] = []
    for number, (line, cells) in enumerate(_records(text, delimiter), 1):
        if not any(cell.strip() for cell in cells):
            continue
        if headings is None:
            headings = _trimmed(cells)
            if len(headings) > MOST_COLUMNS:
                raise Unusable("too_many_columns")
            continue
        width = len(headings)
        padded = (*cells[:width], *[None] * (width - len(cells)))
        rows.append(Row(number, line + skipped, padded, rest=any(cell.strip() for cell in cells[width:])))
    if headings is None:
        raise Unusable("file_empty")
    if not rows:
        raise Unusable("no_rows")
    return Table(headings, tuple(rows))


def _records(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Yield every record with the line it begins on; raises Unusable("csv_quotes")."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        for cells in reader:
            yield line, cells
            line = reader.line_num + 1
    except csv.Error:
        raise Unusable("csv_quotes", line) from None


def _trimmed(cells: list[str]) -> tuple[str, ...]:
    """Return headings without the empty ones at the end, where a spreadsheet keeps columns that were once used."""
    last = max(place for place, cell in enumerate(cells) if cell.strip())
    return tuple(cell.strip() for cell in cells[: last + 1])


def _found(text: str, delimiter: str, known: Callable[[str], bool]) -> tuple[int, int]:
    """Return how many known headings a delimiter finds in the first row, and how many cells."""
    try:
        for _, cells in _records(text, delimiter):
            if any(cell.strip(" ;,\t") for cell in cells):
                return sum(map(known, cells)), len(cells)
    except Unusable:
        return -1, 0
    return 0, 0
