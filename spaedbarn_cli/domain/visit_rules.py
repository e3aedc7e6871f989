"""What a visit must be to be believed: the same rules for questions, flags and imported rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from spaedbarn_cli.domain.dates import local
from spaedbarn_cli.domain.visit import KINDS, MAX_MINUTES, SEEN, STATUSES

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from spaedbarn_cli.domain.programme import Programme
    from spaedbarn_cli.domain.visit import Sign

EARLIEST_YEAR = 2000
"""A visit before this is a slip of the pen in the year."""
CANCELLED_BY = ("family", "us")
PARTIES = ("parents", "child")
"""Whom a sign can be about besides a person's label."""


class Problem(NamedTuple):
    """One thing wrong with a visit: a code with words, and the field it is about."""

    code: str
    field: str


def times(start: int, end: int, status: str, today: date) -> list[Problem]:
    """Return what is wrong with when it was (minutes since the epoch); a visit that is held cannot lie ahead."""
    found: list[Problem] = []
    first_day = local(start).date()
    if end < start or (end == start and status == "held"):
        found.append(Problem("end_before_start", "end"))
    elif end - start > MAX_MINUTES:
        found.append(Problem("visit_too_long", "end"))
    if status == "held" and first_day > today:
        found.append(Problem("visit_in_future", "start"))
    if first_day.year < EARLIEST_YEAR:
        found.append(Problem("visit_long_ago", "start"))
    return found


def words(
    programme: Programme, kind: str, status: str, core: Sequence[str], signs: Sequence[Sign], labels: Sequence[str]
) -> list[Problem]:
    """Return what is wrong with the words chosen: each must be one of the programme's own."""
    found: list[Problem] = []
    if kind not in KINDS:
        found.append(Problem("bad_kind", "kind"))
    if status not in STATUSES:
        found.append(Problem("bad_status", "status"))
    known_core = {term.key for term in programme.core}
    if any(key not in known_core for key in core):
        found.append(Problem("bad_core", "core"))
    known_signs = {term.key for term in programme.signs}
    for sign in signs:
        if sign.key not in known_signs or sign.value not in SEEN:
            found.append(Problem("bad_sign", "sign"))
        if sign.who not in (*PARTIES, *labels):
            found.append(Problem("bad_sign_who", "sign"))
    return found
