"""Everything on one axis: in order, cut to the days asked for, and told from all that came before."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date

from report.families import TODAY
from report.one_family import VISITS, sources

from spaedbarn_cli.domain.timeline import KINDS, items


def test_everything_stands_there_once_in_order() -> None:
    found = items(sources(), TODAY)
    assert {item.kind for item in found} == set(KINDS)
    assert found == sorted(found, key=lambda item: item.order)
    assert sum(item.kind == "visit" for item in found) == len(VISITS)
    assert [(item.what, item.day) for item in found if item.kind == "phase"] == [
        ("start", date(2026, 8, 1)), ("birth", date(2026, 9, 17)), ("home", date(2026, 9, 20)),
    ]  # fmt: skip


def test_the_order_of_records_does_not_matter() -> None:
    shuffled = list(VISITS)
    random.Random(7).shuffle(shuffled)
    assert items(replace(sources(), visits=shuffled), TODAY) == items(sources(), TODAY)


def test_a_part_is_cut_out_of_the_whole() -> None:
    first, last = date(2026, 10, 1), date(2026, 10, 31)
    whole = [item for item in items(sources(), TODAY) if first <= item.day <= last]
    assert items(sources(), TODAY, first, last) == whole
    moved = next(item for item in whole if item.kind == "sign" and item.facts["before"])
    assert moved.facts["before"] == "no"  # noted in September


def test_nothing_ahead_of_today_is_told() -> None:
    early = date(2026, 10, 6)
    assert max(item.day for item in items(sources(), early)) <= early
    assert items(sources(), early, last=TODAY) == items(sources(), early)


def test_the_bands_follow_the_youngest_child_and_end_with_the_case() -> None:
    later = date(2027, 12, 1)
    assert [item.facts["months"] for item in items(sources(), later) if item.what == "band"] == [3, 6]
    closed = replace(sources(), case=replace(sources().case, closed=date(2027, 1, 31)))
    assert [item.what for item in items(closed, later) if item.kind == "phase"][-2:] == ["band", "closed"]


def test_a_total_stands_before_the_other_scales_of_its_day() -> None:
    scales = [item.what for item in items(sources(), TODAY) if item.day == date(2026, 8, 20)]
    assert scales[0] == "total"
    assert len(scales) > 1
