"""Families read in bulk are the families read one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from spaedbarn_cli.store import cases, visits

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

CODES = ("a", "b", "c")
PEOPLE = (
    ("barn2", "child", "2026-09-01"), ("far", "father", None),
    ("barn1", "child", "2025-01-01"), ("mor", "mother", None),
)  # fmt: skip
VISITS = ((300, 390, 0), (100, 160, 0), (0, 50, 0), (350, 360, 1), (900, 990, 0))
"""Start, end, retracted."""


class Rows:
    """As much of a store as a reader needs: tables in memory, and what was asked of them."""

    def __init__(self) -> None:
        from pathlib import Path

        from spaedbarn_cli.store import driver

        self.asked: list[str] = []
        self.connection = driver.in_memory()
        script = Path(__file__).parents[2] / "migrations" / "0001_initial.sql"
        self.connection.executescript(script.read_text(encoding="utf-8"))

    def rows(self, sql: str, *params: object) -> list[tuple[Any, ...]]:
        self.asked.append(sql)
        return self.connection.execute(sql, params).fetchall()

    def put(self, table: str, key: str, **fields: Any) -> None:
        whole = {"id": key, "stream": "s", "versions": 1, "heads": "[]", "retracted": 0, **fields}
        names = ", ".join(f'"{name}"' for name in whole)
        self.connection.execute(
            f"INSERT INTO {table} ({names}) VALUES ({', '.join('?' * len(whole))})", tuple(whole.values())
        )


@pytest.fixture
def store() -> Rows:
    found = Rows()
    for code in CODES:
        for number, (label, role, born) in enumerate(PEOPLE):
            found.put("persons", f"{code}{number}", case_id=code, label=label, role=role, born=born)
        found.put("persons", f"{code}9", case_id=code, label="gone", role="network", retracted=1)
        for number, day in enumerate(("2026-11-01", "2026-10-01")):
            found.put("pauses", f"{code}{number}", case_id=code, first_day=day, last_day="2026-11-30", reason="ferie")
            found.put("agreements", f"{code}{number}", case_id=code, minutes=240, first_day=day, reason="aftalt")
        for number, (start, end, gone) in enumerate(VISITS):
            found.put("visits", f"{code}{number}", case_id=code, start=start, end=end, kind="home", status="held",
                      practitioners=2, retracted=gone)  # fmt: skip
    return found


@pytest.mark.parametrize(
    ("one", "many"),
    [
        (cases.persons, cases.persons_by_case),
        (cases.pauses, cases.pauses_by_case),
        (cases.agreements, cases.agreements_by_case),
    ],
)
@pytest.mark.parametrize("only", [None, (), ("b",), ("a", "c")])
def test_people_pauses_and_agreements(
    store: Any, one: Callable[..., Any], many: Callable[..., Any], only: Sequence[str] | None
) -> None:
    wanted = CODES if only is None else only
    expected = {code: one(store, code) for code in wanted}
    assert all(expected.values())
    store.asked.clear()
    assert many(store, only) == expected
    assert len(store.asked) == 1


def test_people_stand_in_their_order(store: Any) -> None:
    assert [person.label for person in cases.persons_by_case(store)["a"]] == ["mor", "far", "barn1", "barn2"]


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


def test_many_families_are_not_named_one_by_one() -> None:
    most = [str(number) for number in range(cases.MOST_NAMED)]
    assert cases.among("case_id", most)[1] == tuple(most)
    assert cases.among("case_id", [*most, "more"]) == ("1", ())
