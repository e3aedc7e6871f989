"""Visits read in bulk are the visits read family by family."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from spaedbarn_cli.store import visits

from .rows_in_memory import CODES, Rows, filled

if TYPE_CHECKING:
    from collections.abc import Sequence


@pytest.fixture
def store() -> Rows:
    return filled()


@pytest.mark.parametrize("only", [None, (), ("b",), ("a", "c")])
def test_spans(store: Any, only: Sequence[str] | None) -> None:
    store.asked.clear()
    found = visits.spans_by_case(store, 60, 400, only)
    assert len(store.asked) == 1
    assert set(found) == set(CODES if only is None else only)
    for code, spans in found.items():
        assert sorted(spans) == sorted(visits.spans(store, code, 60, 400))
        assert [span.start for span in spans] == [100, 300]
        assert spans[0].practitioners == 2


def test_whole_visits_that_touch_a_stretch(store: Any) -> None:
    assert [visit.id for visit in visits.touching(store, "b", 60, 400)] == ["b1", "b0"]
