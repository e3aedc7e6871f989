"""The file of an import: read, told what it is, its columns settled; nothing of the store is needed for that."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from spaedbarn_cli.cli.import_words import Rows, column_word, heading, words
from spaedbarn_cli.domain.harmless import harmless_line
from spaedbarn_cli.domain.json_rows import is_json, read_json
from spaedbarn_cli.domain.spreadsheet import MOST_BYTES, Table, Unusable, decode, read_csv
from spaedbarn_cli.domain.visit_columns import Columns, assign, fold
from spaedbarn_cli.errors import WrongUsage
from spaedbarn_cli.i18n.catalog import t

if TYPE_CHECKING:
    from spaedbarn_cli.domain.visit_rows import Words


class Source(NamedTuple):
    """A file that was read: the name to call it by, its table, what the columns are, and the words of its cells."""

    name: str
    table: Table
    columns: Columns
    words: Words
    rows: Rows


def read_source(file: str) -> Source:
    """Return a file as a table whose columns are known; raises WrongUsage with what is wrong with it."""
    path = Path(file).expanduser() if file.startswith("~/") else Path(file)
    name = harmless_line(path.name or file)
    content = _content(path, name)
    names, cells = words()
    try:
        text = decode(content)
        json = path.suffix.lower() in (".jsonl", ".ndjson", ".json") or is_json(text)
        table = read_json(text) if json else read_csv(text, lambda cell: fold(cell) in names)
    except Unusable as problem:
        raise WrongUsage(problem.code, file=name, line=problem.line) from None
    columns = assign(table.headings, names)
    _check(columns, name)
    headings = {column: heading(table.headings[place]) for column, place in columns.places.items()}
    return Source(name, table, columns, cells, Rows(headings, json=json))


def _content(path: Path, name: str) -> bytes:
    try:
        with path.open("rb") as opened:
            return opened.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise WrongUsage("file_not_found", file=name) from None
    except (IsADirectoryError, PermissionError):  # Windows calls opening a folder a matter of permission
        raise WrongUsage("file_is_folder" if path.is_dir() else "file_unreadable", file=name) from None
    except (OSError, ValueError):  # ValueError: a name that no file can have
        raise WrongUsage("file_unreadable", file=name) from None


def _check(columns: Columns, name: str) -> None:
    """Refuse headings that cannot be right; raises WrongUsage."""
    if columns.twice:
        raise WrongUsage("import_twice", file=name, column=column_word(columns.twice[0]))
    if columns.near:
        written, near = columns.near[0]
        raise WrongUsage("import_near", file=name, heading=heading(written), near=near)
    if columns.missing:
        missing = [t("import.length") if column == "end" else column_word(column) for column in columns.missing]
        raise WrongUsage("import_columns", file=name, missing=", ".join(missing))


def unused_headings(source: Source) -> list[str]:
    """Return the headings that nobody uses; a column without a heading counts when something stands in it."""
    found: list[str] = []
    for place, written in source.columns.unused:
        if written.strip():
            found.append(heading(written))
        elif any(row.cells[place] not in (None, "") for row in source.table.rows):
            found.append(t("import.unnamed", n=place + 1))
    return found
