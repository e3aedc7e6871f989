"""What is found for the brief: the last visit that took place, what came to nothing since, where every scale stands."""

from __future__ import annotations

from datetime import date

from report.curves import epds, rfq
from report.one_family import NOW, VISITS, series

from spaedbarn_cli.domain.brief import first_line, last_visit, not_held_since, standings
from spaedbarn_cli.domain.dates import minute_of
from spaedbarn_cli.domain.progress import series_of

MINUTE = minute_of(NOW)


def test_the_last_visit_is_one_that_took_place_before_now() -> None:
    last = last_visit(VISITS, MINUTE)
    assert last is not None
    assert last.id == "v0008"
    assert [one.id for one in not_held_since(VISITS, last, MINUTE)] == ["v0009"]
    assert last_visit(VISITS, VISITS[0].start - 1) is None
    assert not_held_since(VISITS, None, MINUTE)[0].id == "v0004"


def test_a_score_that_cannot_be_given_keeps_the_last_one_beside_it() -> None:
    found = {(one.series.instrument, one.series.scale): one for one in standings(series())}
    total = found["epds", "total"]
    assert total.newest.score is None
    assert total.last is not None
    assert (total.last.score, total.last.date) == (9, date(2026, 10, 5))
    assert found["ors", "total"].newest is found["ors", "total"].last


def test_only_the_newest_version_stands() -> None:
    from report.curves import NEWER, given, spread

    found = standings(series_of([epds("01-12", 16), given(NEWER, "09-07", spread(9, 3, 10))]))
    assert {one.series.version for one in found} == {"2.0"}
    assert all(one.before is None for one in found)


def test_every_subject_and_scale_stands_once() -> None:
    found = standings(series_of([epds("01-12", 16), epds("02-12", 6), epds("02-12", 4, subject="far"), rfq("03-01", 3)]))
    keys = [(one.series.subject, one.series.instrument, one.series.scale) for one in found]
    assert len(keys) == len(set(keys))
    assert {key[0] for key in keys} == {"mor", "far"}


def test_the_first_line_of_a_note_is_one_that_says_something() -> None:
    assert first_line("\n  \n Mor er træt. \nFar også.") == "Mor er træt."
    assert first_line(None) == first_line(" \n") == ""
