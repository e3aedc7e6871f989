"""Statements and reminders: found by the beginning of an id, newest version first, retracted ones gone."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from spaedbarn_cli.errors import NotFound, WrongUsage
from spaedbarn_cli.store import statements
from spaedbarn_cli.store.log import Entry
from spaedbarn_cli.store.vault import case_stream

if TYPE_CHECKING:
    from spaedbarn_cli.store.vault import Store

FIELDS: dict[str, Any] = {
    "case_id": "c1", "date": "2026-11-22", "first_day": "2026-11-01", "last_day": "2026-11-22", "by": "Mette Holm",
    "language": "da", "sections": {"summary": "Det går frem."}, "facts": {"weeks": []},
}  # fmt: skip


def add(store: Store, key: str, **other: Any) -> None:
    store.append([Entry(case_stream("c1", "plan"), "statement", key, "create", {**FIELDS, **other})])


def test_what_was_written_comes_back(store: Store) -> None:
    add(store, "abcd1111")
    found = statements.find(store, "c1", "ABCD")
    assert (found.day, found.first_day, found.last_day) == (date(2026, 11, 22), date(2026, 11, 1), date(2026, 11, 22))
    assert (found.sections, found.facts) == (FIELDS["sections"], FIELDS["facts"])
    stream = case_stream("c1", "plan")
    store.append([Entry(stream, "statement", "abcd1111", "amend", {"sections": {"summary": "Ny."}}, "rettet")])
    found = statements.find(store, "c1", "abcd")
    assert (found.sections["summary"], found.versions) == ("Ny.", 2)


def test_in_order_of_period_and_retracted_ones_are_gone(store: Store) -> None:
    add(store, "abcd1111")
    add(store, "abcd2222", first_day="2026-09-01", last_day="2026-10-31")
    add(store, "eeee3333", case_id="c2")
    assert [one.id for one in statements.listed(store, "c1")] == ["abcd2222", "abcd1111"]
    with pytest.raises(WrongUsage):
        statements.find(store, "c1", "abcd")
    store.append([Entry(case_stream("c1", "plan"), "statement", "abcd2222", "retract", {}, "fejl")])
    assert [one.id for one in statements.listed(store, "c1")] == ["abcd1111"]


@pytest.mark.parametrize("key", ["abc", "", "zzzz", "eeee"])
def test_what_is_not_there_is_not_found(store: Store, key: str) -> None:
    add(store, "abcd1111")
    add(store, "eeee3333", case_id="c2")
    with pytest.raises(NotFound):
        statements.find(store, "c1", key)


def test_a_reminder_stands_until_it_is_taken_back(store: Store) -> None:
    stream = case_stream("c1", "work")
    assert statements.reminder(store, "c1") is None
    store.append([Entry(stream, "reminder", "r1", "create", {"case_id": "c1", "text": "hunden", "date": "2026-11-22"})])
    found = statements.reminder(store, "c1")
    assert found is not None
    assert (found.text, found.date) == ("hunden", date(2026, 11, 22))
    assert statements.reminder(store, "c2") is None
    store.append([Entry(stream, "reminder", "r1", "retract", {})])
    assert statements.reminder(store, "c1") is None
