"""The card as of a day, read back from the log."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from spaedbarn_cli.domain.case import Person
from spaedbarn_cli.domain.network import Relation, Tie
from spaedbarn_cli.errors import NotFound, WrongUsage
from spaedbarn_cli.store import network
from spaedbarn_cli.store.log import Entry
from spaedbarn_cli.store.network import Drawn, among, people, shown
from spaedbarn_cli.store.vault import case_stream

if TYPE_CHECKING:
    from spaedbarn_cli.store.vault import Store

CASE = "c1"
INGER = {"case_id": CASE, "name": "Inger", "circle": 1, "sector": "family", "gives": ["relief"], "knows": []}


def write(store: Store, op: str, fields: dict, record: str = "inger", kind: str = "tie") -> None:
    store.append([Entry(case_stream(CASE, "network"), kind, record, op, fields)])


def circles(store: Store, day: date) -> dict[str, int]:
    return {tie.name: tie.circle for tie in network.as_of(store, CASE, day)}


def test_a_change_counts_from_the_day_it_was_said_to_hold(store: Store) -> None:
    write(store, "create", {**INGER, "date": "2026-09-01"})
    write(store, "amend", {"circle": 3, "date": "2026-10-01"})
    write(store, "amend", {"circle": 2, "date": "2026-09-15"})
    write(store, "retract", {"date": "2026-10-20"})
    assert circles(store, date(2026, 8, 31)) == {}
    assert circles(store, date(2026, 9, 1)) == {"Inger": 1}
    assert circles(store, date(2026, 9, 20)) == {"Inger": 2}
    assert set(circles(store, date(2026, 10, 19))) == {"Inger"}
    assert circles(store, date(2026, 10, 20)) == {}
    assert network.listed(store, CASE) == ()


def test_a_change_without_a_day_counts_from_when_it_was_written(store: Store) -> None:
    write(store, "create", INGER)
    written = store.now().date()
    assert circles(store, written) == {"Inger": 1}
    assert circles(store, date(2000, 1, 1)) == {}
    assert network.as_of(store, CASE, written) == network.listed(store, CASE)
    assert network.as_of(store, "c2", written) == ()


def test_a_change_that_is_older_than_its_record_shows_nobody(store: Store) -> None:
    write(store, "create", {**INGER, "date": "2026-10-01"})
    write(store, "amend", {"circle": 2, "date": "2026-09-01"})
    assert circles(store, date(2026, 9, 10)) == {}


def test_looks_and_relations_come_in_order(store: Store) -> None:
    for record, day in (("l1", "2026-10-01"), ("l2", "2026-09-01"), ("l3", "2026-10-01")):
        write(store, "create", {"case_id": CASE, "date": day, "note": None}, record, "look")
    assert network.looks(store, CASE) == ["2026-09-01", "2026-10-01"]
    for record, kind in (("r2", "close"), ("r1", "couple")):
        write(store, "create", {"case_id": CASE, "a": "x", "b": "y", "relation": kind}, record, "relation")
    assert [one.kind for one in network.relations(store, CASE)] == ["close", "couple"]


def test_somebody_is_found_by_name_label_or_id_and_never_guessed() -> None:
    ties = [Tie("abcd1", "Mormor Inger", 1, "family", label="mormor"), Tie("abcd2", "Inger", 1, "family")]
    assert among(ties, "MORMOR").id == among(ties, "mormor  inger").id == among(ties, "abcd1").id == "abcd1"
    with pytest.raises(WrongUsage):
        among(ties, "abcd")
    for nobody in ("abc", "Poul"):
        with pytest.raises(NotFound):
            among(ties, nobody)


def test_a_genogram_shows_the_family_and_those_who_are_something_to_it() -> None:
    persons = [Person("m", CASE, "mor", "mother"), Person("n", CASE, "nabo", "network"), Person("b", CASE, "barn1", "child")]
    ties = [Tie("t1", "Mormor", 1, "family"), Tie("t2", "Kollega", 3, "work")]
    said = [Drawn("d1", "b", None, "man", None), Drawn("d2", None, "Oldemor", "woman", "dead")]
    found = {one.id: one for one in people(persons, ties, said)}
    assert (found["m"].sex, found["b"].sex, found["b"].focus, found["t1"].sex) == ("woman", "man", True, "unknown")
    assert (found["d2"].name, found["d2"].state) == ("Oldemor", "dead")
    assert [one.id for one in shown(found.values(), (Relation("t1", "m", "parent-of"),))] == ["m", "b", "t1", "d2"]
