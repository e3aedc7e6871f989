"""Rows of a table, read into visits: every problem of every row is found, none quotes what stood there.

Nothing here opens a file or knows a language: the words that a cell may hold are handed in.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from spaedbarn_cli.domain import reading, visit_rules
from spaedbarn_cli.domain.dates import local
from spaedbarn_cli.domain.visit import Sign
from spaedbarn_cli.domain.visit_cells import Cells, RowProblem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date

    from spaedbarn_cli.domain.programme import Programme
    from spaedbarn_cli.domain.spreadsheet import Row


@dataclass(frozen=True, slots=True)
class Words:
    """What a cell may say, each under its folded form (`visit_columns.fold`), and the rules the command lends.

    `statuses` maps to a status, or to `cancelled` with who cancelled behind a colon (`cancelled:family`). `clean` makes
    foreign text harmless; `label` returns a person's label, None when it cannot be one.
    """

    kinds: Mapping[str, str]
    statuses: Mapping[str, str]
    cancelled_by: Mapping[str, str]
    answers: Mapping[str, str]
    clean: Callable[[str], str]
    label: Callable[[str], str | None]


class Family(NamedTuple):
    """What the rows of a family are held against."""

    id: str
    code: str
    programme: Programme
    labels: tuple[str, ...]


class RowVisit(NamedTuple):
    """A row as a visit: minutes since the epoch, and the other fields as the log keeps them."""

    number: int
    family: Family
    start: int
    end: int
    fields: dict[str, Any]


class Found(NamedTuple):
    """What the rows came to: every visit that is right, and every problem there is, in order of rows."""

    visits: tuple[RowVisit, ...]
    problems: tuple[RowProblem, ...]


def read_rows(
    rows: Iterable[Row], places: Mapping[str, int], words: Words, families: Mapping[str, Family], *, owner: str,
    today: date,
) -> Found:  # fmt: skip
    """Return the visits of the rows and what is wrong with them.

    `places` says where each column stands; `families` maps codes in capitals; `owner` is who was there when `by` is
    empty. Dates without a year are refused: who knows when a spreadsheet was written.
    """
    visits: list[RowVisit] = []
    problems: list[RowProblem] = []
    for row in rows:
        cells = Cells(row, places, words.clean)
        if row.rest:
            cells.bad("row", "row_too_long")
        visit = _visit(row, cells, words, families, owner, today)
        problems += dict.fromkeys(cells.problems)
        if visit is not None and not cells.problems:
            visits.append(visit)
    return Found(tuple(visits), tuple(problems))


def _visit(
    row: Row, cells: Cells, words: Words, families: Mapping[str, Family], owner: str, today: date
) -> RowVisit | None:
    code = cells.text("case")
    family = families.get(code.upper()) if code else None
    if family is None and not cells.failed("case"):
        cells.bad("case", "unknown_case" if code else "missing_case")
    if cells.yes_or_no("retracted", words.answers):
        cells.bad("retracted", "is_retracted")
    fields = _fields(cells, words, owner)
    times = _times(cells, fields["status"])
    if times is not None and fields["status"] is not None:
        for problem in visit_rules.times(*times, fields["status"], today):
            cells.bad(_column(cells, problem.field), problem.code)
    if family is not None:
        signs = [Sign(**sign) for sign in fields["signs"]]
        known = {"kind": fields["kind"] or "home", "status": fields["status"] or "held"}  # noted already when not
        found = visit_rules.words(family.programme, **known, core=fields["core"], signs=signs, labels=family.labels)
        for problem in dict.fromkeys(found):
            cells.bad(_column(cells, problem.field), problem.code)
    if family is None or times is None:
        return None
    return RowVisit(row.number, family, *times, fields)


def _column(cells: Cells, field: str) -> str:
    """Return the column that a field of the rules was read from."""
    if field == "end":
        return next((name for name in ("end", "minutes", "hours") if cells.raw(name) not in (None, "")), "end")
    return "signs" if field == "sign" else field


def _fields(cells: Cells, words: Words, owner: str) -> dict[str, Any]:
    """Return the fields as the log keeps them; kind and status are None when they cannot be read."""
    status = cells.word("status", words.statuses, "held")
    who: str | None = None
    if status is not None:
        status, _, who = status.partition(":")
    fields: dict[str, Any] = {
        "kind": cells.word("kind", words.kinds, "home"), "status": status, "by": cells.names("by") or [owner],
        "present": _labels(cells, words), "core": cells.names("core"), "signs": _signs(cells),
    }  # fmt: skip
    optional: dict[str, Any] = {name: cells.text(name) for name in ("note", "next", "reason")}
    optional["cancelled_by"] = cells.word("cancelled_by", words.cancelled_by, who or None)
    optional["excused"] = cells.yes_or_no("excused", words.answers)
    fields.update((name, value) for name, value in optional.items() if value is not None)
    return fields


def _labels(cells: Cells, words: Words) -> list[str]:
    found: list[str] = []
    for name in cells.names("present"):
        label = words.label(name)
        if label is None:
            cells.bad("present", "bad_label")
            return []
        found.append(label)
    return list(dict.fromkeys(found))


def _signs(cells: Cells) -> list[dict[str, str]]:
    """Return signs from JSON objects, or from `WHO:KEY=yes`."""
    found: list[dict[str, str]] = []
    for item in cells.items("signs"):
        if isinstance(item, dict) and set(item) == {"who", "key", "value"}:
            parts = [item["who"], item["key"], item["value"]]
        elif isinstance(item, str) and ":" in item and "=" in item:
            who, _, rest = item.partition(":")
            parts = [who, *rest.split("=", 1)]
        else:
            parts = []
        if len(parts) != 3 or not all(isinstance(part, str) for part in parts):
            cells.bad("signs", "bad_sign")
            return []
        found.append({"who": parts[0].strip().lower(), "key": parts[1].strip(), "value": parts[2].strip().lower()})
    return found


def _times(cells: Cells, status: str | None) -> tuple[int, int] | None:
    """Return start and end; a length that is given twice must be the same both times."""
    start = _start(cells)
    minutes, hours = cells.read("minutes", reading.read_minutes), cells.read("hours", reading.read_hours)
    if start is None:
        return None
    ends = {"end": cells.read("end", lambda text: _end(text, start))}
    ends |= {name: None if n is None else start + n for name, n in (("minutes", minutes), ("hours", hours))}
    given = [(name, end) for name, end in ends.items() if end is not None]
    if any(map(cells.failed, ends)):
        return None
    if not given:
        if status == "held":
            cells.bad("end", "missing_end")
            return None
        return start, start  # it never began: there is no length to give
    for name, end in given[1:]:
        if end != given[0][1]:
            cells.bad(name, "length_differs")
            return None
    return start, given[0][1]


def _start(cells: Cells) -> int | None:
    """Return when a visit began: a moment, or a time of day on the day that `date` says."""
    day = cells.read("date", _day)
    if cells.text("start") is None:
        if not cells.failed("start"):
            cells.bad("start", "missing_start")
        return None
    if cells.failed("date"):
        return None
    if day is None:
        found: int | None = cells.read("start", reading.read_moment)
        return found
    start: int | None = cells.read("start", lambda text: _at(text, day, "clock"))
    if start is not None and local(start).date() != day:
        cells.bad("start", "date_differs")
        return None
    return start


def _day(text: str) -> date:
    """Return a day; a spreadsheet may have written midnight behind it."""
    head, _, tail = text.partition(" ")
    try:
        midnight = reading.read_clock(tail) == (0, 0)
    except reading.Unreadable:
        midnight = False
    return reading.read_day(head if midnight else text)


def _end(text: str, start: int) -> int:
    """Return an end given as a moment, or as a time of day on the day of the start."""
    return _at(text, local(start).date(), "moment")


def _at(text: str, day: date, code: str) -> int:
    try:
        clock = reading.read_clock(text)
    except reading.Unreadable:
        try:
            return reading.read_moment(text)
        except reading.Unreadable as error:
            raise reading.Unreadable(code if error.code == "moment" else error.code) from None
    return reading.at(day, *clock)
