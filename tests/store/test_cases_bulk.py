"""Families read in bulk are the families read one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from spaedbarn_cli.store import cases

from .rows_in_memory import CODES, Rows, filled

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


@pytest.fixture
def store() -> Rows:
    return filled()


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


def test_many_families_are_not_named_one_by_one() -> None:
    most = [str(number) for number in range(cases.MOST_NAMED)]
    assert cases.among("case_id", most)[1] == tuple(most)
    assert cases.among("case_id", [*most, "more"]) == ("1", ())
