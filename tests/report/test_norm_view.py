"""What the norm report shows, before any words: bars, standings, days that ask for nothing."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from spaedbarn_cli.report.norm_view import blocks_filled, found_something, report_of

from .families import TODAY, every_kind, family, report, visit


def standings(code: str) -> list[str]:
    return next([row.standing for row in block.rows] for block in report().blocks if block.family.case.code == code)


def test_every_standing() -> None:
    assert standings("A17") == ["met", "met", "under", "met", "running"]
    assert standings("B03") == ["met", "met", "below_plan", "under", "short_of_plan"]
    assert standings("C21") == ["met", "under", "no_norm", "no_norm", "no_norm"]
    assert standings("D08") == ["no_norm"] * 5
    assert standings("F02") == ["over", "under", "under", "under", "over"]
    assert standings("G11") == ["under", "under", "met", "no_norm", "no_norm"]


def test_the_running_week_is_neither_short_nor_over() -> None:
    families = {each.case.code: each for each in every_kind()}
    found = report_of(TODAY, families.values())
    assert "A17" in found.short
    assert found.over == ("F02",)
    held = (visit(1, "11-17", "13:00", 300),)
    over_now = family("F02", "2026-04-01", held, weeks=0, programme=families["F02"].programme)
    assert over_now.norm.weeks[0].status == "over"
    assert not found_something([over_now])
    assert report_of(TODAY, [over_now]).over == ()
    assert found_something([families["A17"]])
    assert not found_something([families["D08"]])


def test_days_that_ask_for_nothing_are_runs_with_their_reason() -> None:
    block = next(block for block in report().blocks if block.family.case.code == "C21")
    run = block.rows[1].idle[0]
    assert (run.reason, run.first, run.last, run.days) == ("pause", date(2026, 10, 28), date(2026, 11, 1), 5)
    assert run.text == "ferie hos mormor på Læsø"
    assert [row.idle[0].days for row in block.rows[2:]] == [7, 7, 7]


def test_two_pauses_in_a_row_of_one_reason_are_one_run() -> None:
    paused = family("C21", "2026-03-20", weeks=0, pauses=(
        ("2026-11-16", "2026-11-17", "ferie"), ("2026-11-18", "2026-11-19", "ferie"),
        ("2026-11-21", "2026-11-21", "syg"),
    ))  # fmt: skip
    runs = report_of(TODAY, [paused]).blocks[0].rows[0].idle
    assert [(run.days, run.text) for run in runs] == [(4, "ferie"), (1, "syg")]


def test_the_heading_is_the_norm_of_today() -> None:
    by_code = {block.family.case.code: block for block in report().blocks}
    assert (by_code["A17"].weekly_minutes, by_code["A17"].agreed_minutes) == (360, None)
    assert (by_code["B03"].weekly_minutes, by_code["B03"].agreed_minutes) == (240, 300)
    assert (by_code["C21"].weekly_minutes, by_code["C21"].agreed_minutes) == (120, None)  # resting: as before
    assert (by_code["E30"].weekly_minutes, by_code["E30"].agreed_minutes) == (0, None)  # too old now
    assert (by_code["D08"].weekly_minutes, by_code["D08"].agreed_minutes) == (0, None)


@given(minutes=st.integers(0, 600), width=st.integers(2, 40))
def test_a_bar_is_full_only_when_nothing_lacks_and_empty_only_when_nothing_came(minutes: int, width: int) -> None:
    held = (visit(1, "11-16", "09:00", minutes),) if minutes else ()
    row = report_of(TODAY, [family("A17", "2026-09-17", held, weeks=0)]).blocks[0].rows[0]
    filled = blocks_filled(row, width)
    assert 0 <= filled <= width
    assert (filled == width) == (minutes >= 360)
    assert (filled == 0) == (minutes == 0)
