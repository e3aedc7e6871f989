"""Invented answer sets for the tests of curves: a mother and a father over a year, with holes and a new version."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from spaedbarn_cli.catalog.instruments import open_instrument
from spaedbarn_cli.cli.response import result_of
from spaedbarn_cli.domain.progress import series_of
from spaedbarn_cli.domain.scoring import score
from spaedbarn_cli.report.progress_view import Board, board_of

if TYPE_CHECKING:
    from spaedbarn_cli.domain.instrument import Instrument

TODAY = date(2026, 11, 22)
opened = cache(open_instrument)


class Given(NamedTuple):
    """As much of an answered instrument as the curves read."""

    id: str
    subject: str
    instrument: str
    version: str
    date: date
    result: dict[str, Any]


def given(
    instrument: str | Instrument, day: str, answers: dict[str, object], *, subject: str = "mor", role: str = "mother",
    settings: dict[str, str] | None = None,
) -> Given:  # fmt: skip
    """Return an answer set scored as the program scores it; `day` is `MM-DD` of 2026 or a whole date."""
    known = opened(instrument) if isinstance(instrument, str) else instrument
    result = result_of(known, score(known, answers, role=role, settings=settings), None)
    when = date.fromisoformat(day if len(day) > 5 else f"2026-{day}")
    return Given(f"r{day}", subject, known.id, known.version, when, result)


def spread(total: int, most: int, count: int) -> dict[str, object]:
    """Return answers to items 1 to `count` that add up to `total`."""
    return {str(n + 1): min(most, max(0, total - most * n)) for n in range(count)}


def epds(day: str, total: int | None, left: int = 10, **more: Any) -> Given:
    """Return an EPDS with this total; without one, only the first `left` items are answered, with 1 each."""
    answers = spread(total, 3, 10) if total is not None else {str(n + 1): 1 for n in range(left)}
    return given("epds", day, answers, **more)


def ors(day: str, total: str, **more: Any) -> Given:
    """Return an ORS with this total, a quarter on each line or as near as tenths allow."""
    tenths = int(Decimal(total) * 10)
    parts = [tenths // 4 + (n < tenths % 4) for n in range(4)]
    return given("ors", day, {str(n + 1): Decimal(part) / 10 for n, part in enumerate(parts)}, **more)


def rfq(day: str, code: int, **more: Any) -> Given:
    return given("rfq-8", day, {str(n): code for n in range(1, 9)}, **more)


NEWER = replace(opened("epds"), version="2.0")


def a_year() -> list[Given]:
    """Return a year of answers: EPDS with a gap and a new version, ORS with reliable changes, an RFQ, a father."""
    mother = [
        epds("01-12", 16), epds("02-09", 14), epds("03-02", None, 8), epds("04-20", 11), epds("06-15", 10),
        given(NEWER, "09-07", spread(9, 3, 10)), given(NEWER, "11-22", spread(4, 3, 10)),
    ]  # fmt: skip
    sessions = [
        ors("05-04", "18.2"), ors("05-18", "17.5"), ors("06-01", "21.4"), ors("06-15", "23.9"), ors("06-29", "29.3"),
        ors("08-10", "22.1"), ors("08-24", "27.8"), ors("09-07", "33"),
    ]  # fmt: skip
    father = [epds("02-09", 9, subject="far", role="father"), epds("06-15", 12, subject="far", role="father")]
    return [*mother, *father, *sessions, rfq("10-05", 3)]


def board(answered: list[Given] | None = None, titles: dict[str, Any] | None = None) -> Board:
    """Return the board of these answers (else of the year)."""
    found = series_of(a_year() if answered is None else answered)
    known = {one.instrument: opened(one.instrument).title for one in found}
    return board_of("A17", TODAY, found, known if titles is None else titles)
