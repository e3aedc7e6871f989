"""Drafts: every answer is kept the moment it is given, and finishing one is one change."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from spaedbarn_cli.errors import NotFound
from spaedbarn_cli.store import drafts
from store.making import FAMILY, log_of, visit

if TYPE_CHECKING:
    from spaedbarn_cli.store.vault import Store
    from store.making import Desk


def test_answers_survive_closing_in_the_order_they_were_given(desk: Desk, store: Store) -> None:
    draft = drafts.begin(store, "visit", case_id=FAMILY, definition="1.0")
    for key, value in (("start", "9"), ("present", ["mor", "barn1"]), ("note", "æøå"), ("start", None)):
        desk.later(seconds=1)
        drafts.answer(store, draft, key, value)
    store.close()
    again = desk.open()
    [found] = drafts.listed(again)
    assert found.answers == {"present": ["mor", "barn1"], "note": "æøå", "start": None}
    assert list(found.answers) == ["present", "note", "start"]
    assert (found.id, found.kind, found.case_id, found.definition) == (draft, "visit", FAMILY, "1.0")
    assert found.begun < found.touched
    again.close()


def test_an_answer_is_kept_whether_it_is_a_good_one_or_not(store: Store) -> None:
    draft = drafts.begin(store, "visit")
    drafts.answer(store, draft, "start", "kl. 25")
    assert drafts.find(store, draft).answers == {"start": "kl. 25"}


def test_finishing_is_one_change_and_takes_the_draft_with_it(store: Store) -> None:
    draft, other = drafts.begin(store, "visit"), drafts.begin(store, "visit")
    drafts.answer(store, draft, "start", "9")
    store.append([visit()], finish_draft=draft)
    assert [one.id for one in drafts.listed(store)] == [other]
    assert len(log_of(store)) == 2
    assert store.rows("SELECT count(*) FROM draft_answers") == [(0,)]


def test_a_change_that_fails_leaves_the_draft_where_it_was(store: Store) -> None:
    draft = drafts.begin(store, "visit")
    drafts.answer(store, draft, "start", "9")
    with pytest.raises(ValueError, match="unknown operation"):
        store.append([visit(op="overwrite")], finish_draft=draft)
    assert drafts.find(store, draft).answers == {"start": "9"}


def test_drafts_are_found_by_the_beginning_of_their_id_or_as_the_one_last_touched(desk: Desk, store: Store) -> None:
    first = drafts.begin(store, "visit")
    desk.later(minutes=1)
    second = drafts.begin(store, "visit")
    assert drafts.find(store).id == second
    desk.later(minutes=1)
    drafts.name_case(store, first, FAMILY)
    drafts.answer(store, first, "note", "x")
    assert drafts.find(store).id == first
    assert drafts.find(store, f" {second[:4].upper()} ").id == second
    drafts.drop(store, first)
    assert [one.id for one in drafts.listed(store)] == [second]
    drafts.drop(store, second)
    with pytest.raises(NotFound) as nothing:
        drafts.find(store)
    with pytest.raises(NotFound) as unknown:
        drafts.find(store, "zzzz")
    assert (nothing.value.key, unknown.value.key) == ("no_drafts", "draft_not_found")


def test_drafts_are_no_part_of_the_log(store: Store) -> None:
    before = log_of(store)
    drafts.answer(store, drafts.begin(store, "visit"), "note", "x")
    assert log_of(store) == before
