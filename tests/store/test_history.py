"""History: every change, who made it, when, what it was before and what it became, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spaedbarn_cli.store import history
from spaedbarn_cli.store.log import Entry
from store.making import FAMILY, visit

if TYPE_CHECKING:
    from spaedbarn_cli.store.vault import Store
    from store.making import Desk

MINE = "mine000000000000"


def test_each_step_tells_what_it_was_and_what_it_became(desk: Desk, store: Store) -> None:
    store.append([visit(MINE, note="sover")])
    desk.later(hours=1)
    store.append([visit(MINE, "amend", reason="skrev forkert", note="vågen", next="vægt")])
    desk.later(hours=1)
    store.append([visit(MINE, "retract", reason="var hos naboen")])
    created, amended, retracted = history.of_record(store, MINE)
    assert created.before == dict.fromkeys(created.after or {})
    assert (created.author, created.kind, created.op, created.reason) == ("Mette Holm", "visit", "create", None)
    assert (amended.before, amended.after) == ({"note": "sover", "next": None}, {"note": "vågen", "next": "vægt"})
    assert (amended.reason, amended.at) == ("skrev forkert", "2026-11-22T14:00:00.000Z")
    assert (retracted.op, retracted.before, retracted.after, retracted.reason) == ("retract", {}, {}, "var hos naboen")


def test_a_family_tells_of_all_its_streams_and_of_no_other_family(store: Store) -> None:
    for family in (FAMILY, f"{FAMILY}0", FAMILY[:-1]):
        case = {"code": family[-3:].upper(), "programme": "jammerbugt-spaedbarn", "start": "2026-11-01"}
        store.append([Entry(f"{family}/contact", "case", family, "create", case)])
        store.append([Entry(f"{family}/parent:mor", "note", f"n{family}", "create", {"text": "x"})])
    steps = history.of_case(store, FAMILY)
    assert [step.kind for step in steps] == ["case", "note"]
    assert steps[0].record == FAMILY


def test_what_was_erased_is_known_to_have_been_and_nothing_more(store: Store) -> None:
    store.append([visit(MINE)])
    store.append([visit(MINE, "erase", reason="efter ønske")])
    with store.writing() as connection:
        connection.execute("DELETE FROM payloads WHERE change IN (SELECT id FROM changes WHERE op = 'create')"
                           " AND change IN (SELECT id FROM changes WHERE record = ?)", (MINE,))  # fmt: skip
    created, erased = history.of_record(store, MINE)
    assert (created.after, created.author, created.before) == (None, "", {})
    assert (erased.op, erased.reason) == ("erase", "efter ønske")


def test_records_are_found_by_four_characters_and_only_those_that_stand_in_a_table(store: Store) -> None:
    store.append([visit(MINE), visit("mine111111111111"), visit("mind000000000000")._replace(kind="weather")])
    assert sorted(history.records(store, " MINE ")) == [("visit", MINE), ("visit", "mine111111111111")]
    assert history.records(store, "mine0") == [("visit", MINE)]
    for nothing in ("min", "", "mind", "%%%%", "mine~"):
        assert history.records(store, nothing) == []
