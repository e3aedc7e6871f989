"""Answered instruments as the store gives them back: 0, "" and false are answers, and only standing ones are listed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from spaedbarn_cli.errors import NotFound
from spaedbarn_cli.store import responses
from spaedbarn_cli.store.log import Entry

if TYPE_CHECKING:
    from spaedbarn_cli.store.vault import Store

STREAM = "c" * 16 + "/parent:mor"


def fields(**more: Any) -> dict[str, Any]:
    return {
        "case_id": "c" * 16, "subject": "mor", "role": "mother", "instrument": "epds", "version": "1.0",
        "definition": "d" * 64, "date": "2026-11-20", "entered": "2026-11-22T14:00:00+00:00", "mode": "paper",
        "by": "Mette Holm", "complete": True, "answers": {"1": 0, "2": "", "3": False, "4": "declined"}, "inactive": {},
        "result": {"scores": {"total": None}}, "actions": [], "note": None, **more,
    }  # fmt: skip


def add(store: Store, key: str, **more: Any) -> None:
    store.append([Entry(STREAM, "response", key, "create", fields(**more))])


def test_what_was_answered_comes_back_as_it_was(store: Store) -> None:
    add(store, "aaaa000000000000")
    found = responses.find(store, "aaaa")
    assert found.answers == {"1": 0, "2": "", "3": False, "4": "declined"}
    assert found.answers["3"] is False
    assert (found.date, found.complete, found.result) == (date(2026, 11, 20), True, {"scores": {"total": None}})


def test_listed_by_day_without_the_retracted_and_only_those_asked_for(store: Store) -> None:
    add(store, "bbbb000000000000", date="2026-11-21")
    add(store, "aaaa000000000000")
    add(store, "cccc000000000000", subject="far", instrument="rfq-8")
    add(store, "dddd000000000000")
    store.append([Entry(STREAM, "response", "dddd000000000000", "retract", {}, "forkert mor")])
    case = "c" * 16
    assert [found.id[:4] for found in responses.listed(store, case)] == ["aaaa", "cccc", "bbbb"]
    assert [found.id[:4] for found in responses.listed(store, case, subject="far")] == ["cccc"]
    assert [found.id[:4] for found in responses.listed(store, case, instrument="epds")] == ["aaaa", "bbbb"]
    assert responses.find(store, "dddd").retracted


def test_an_unknown_one_is_not_found(store: Store) -> None:
    for key in ("zzzz", "aa", ""):
        with pytest.raises(NotFound):
            responses.find(store, key)
