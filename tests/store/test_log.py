"""The change log: append only, chained, and erasable without breaking the chain."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlcipher3 import dbapi2

from spaedbarn_cli.store.canonical import digest
from spaedbarn_cli.store.ids import new_record_id
from spaedbarn_cli.store.log import HEAD, Entry
from spaedbarn_cli.store.verify import chains
from store.making import FAMILY, log_of, sound, tables, visit

if TYPE_CHECKING:
    from spaedbarn_cli.store.vault import Store


def erase(record: str) -> Entry:
    return visit(record, "erase", reason="efter familiens ønske")


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE changes SET hlc = '2000-01-01T00:00:00.000Z/0000'",
        "UPDATE changes SET op = 'amend' WHERE n = 1",
        "DELETE FROM changes",
        "INSERT OR REPLACE INTO changes SELECT * FROM changes",
        "REPLACE INTO changes SELECT n, id || 'x', stream, device, seq, prev, hlc, kind, record, op, id FROM changes",
        "UPDATE OR REPLACE changes SET seq = 1",
        "UPDATE payloads SET body = '{}'",
        "DELETE FROM payloads",
        "INSERT OR REPLACE INTO payloads SELECT change, '{}' FROM payloads",
    ],
)
def test_nothing_in_the_log_is_changed_or_deleted(store: Store, sql: str) -> None:
    store.append([visit(), visit()])
    before = log_of(store)
    with pytest.raises(dbapi2.IntegrityError, match=r"append only|only by erasure"):
        store.connection.execute(sql)
    assert log_of(store) == before


def test_a_payload_goes_only_after_an_erasure_of_its_own_record(store: Store) -> None:
    [mine], [other] = store.append([visit("mine000000000000")]), store.append([visit("other00000000000")])
    store.append([visit("mine000000000000", "amend", reason="tastefejl", note="rettet")])
    store.append([erase("mine000000000000")])
    with store.writing() as connection, pytest.raises(dbapi2.IntegrityError, match="only by erasure"):
        connection.execute("DELETE FROM payloads WHERE change = ?", (other.id,))
    with store.writing() as connection:
        gone = connection.execute(
            "DELETE FROM payloads WHERE change IN (SELECT id FROM changes WHERE record = ? AND op <> 'erase')",
            ("mine000000000000",),
        ).rowcount
    assert gone == 2
    assert not store.rows("SELECT 1 FROM payloads WHERE change = ?", mine.id)
    assert not store.rows("SELECT 1 FROM visits WHERE id = 'mine000000000000'")
    assert store.rows("SELECT 1 FROM visits WHERE id = 'other00000000000'")
    assert sound(store)


def test_the_erasure_itself_stays_in_the_log(store: Store) -> None:
    store.append([visit("mine000000000000")])
    [erasure] = store.append([erase("mine000000000000")])
    with store.writing() as connection, pytest.raises(dbapi2.IntegrityError, match="only by erasure"):
        connection.execute("DELETE FROM payloads WHERE change = ?", (erasure.id,))
    assert store.rows("SELECT 1 FROM payloads WHERE change = ?", erasure.id)


def test_every_head_is_chained_to_the_one_before_it_in_its_stream(store: Store) -> None:
    pause = Entry(f"{FAMILY}/plan", "pause", new_record_id(), "create", {"case_id": FAMILY, "first_day": "2026-12-20"})
    store.append([visit(), pause, visit()])
    store.append([visit()])
    rows = store.rows(f"SELECT id, {', '.join(HEAD)} FROM changes ORDER BY n")
    ends: dict[Any, Any] = {}
    for change, *values in rows:
        head = dict(zip(HEAD, values, strict=True))
        seq, prev = ends.get(head["stream"], (0, None))
        assert (head["seq"], head["prev"]) == (seq + 1, prev)
        assert change == digest(head)
        ends[head["stream"]] = (head["seq"], change)
    assert {stream: seq for stream, (seq, _) in ends.items()} == {
        store.own_stream: 1, f"{FAMILY}/contact": 3, f"{FAMILY}/plan": 1,
    }  # fmt: skip


def test_a_correction_builds_on_what_stands_and_keeps_its_reason(store: Store) -> None:
    [first] = store.append([visit("mine000000000000")])
    store.append([visit("mine000000000000", "amend", reason="skrev forkert", note="rettet")])
    first_said, second_said = (json.loads(row[4]) for row in log_of(store)[1:])
    assert second_said["base"] == [first.id]
    assert second_said["reason"] == "skrev forkert"
    assert (first_said["author"], first_said["base"]) == ("Mette Holm", [])
    assert "reason" not in first_said


def test_the_same_words_twice_cannot_be_told_by_their_digests(store: Store) -> None:
    store.append([visit(), visit()])
    digests = [row[0] for row in store.rows("SELECT digest FROM changes")]
    assert len(set(digests)) == len(digests)


@pytest.mark.parametrize(
    "entry",
    [
        visit("mine000000000000"),
        visit("nobody0000000000", "amend", note="x"),
        visit("nobody0000000000", "retract"),
        visit("nobody0000000000", "erase"),
        visit("mine000000000000", "overwrite", note="x"),
        visit("mine000000000000", "amend", note=float("nan")),
        visit("mine000000000000", "amend", note="\ud800"),
    ],
)
def test_what_cannot_be_a_change_is_refused_and_nothing_of_its_transaction_stays(store: Store, entry: Entry) -> None:
    store.append([visit("mine000000000000")])
    before, rows = log_of(store), tables(store.connection)
    with pytest.raises(ValueError):  # noqa: PT011 - its words are nobody's but the programmer's
        store.append([visit(), entry])
    assert (log_of(store), tables(store.connection)) == (before, rows)


@given(note=st.text(st.characters(exclude_categories=["Cs"])), minutes=st.integers(-(2**53) + 1, 2**53 - 1))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_said_comes_back_and_fits_its_digest(store: Store, note: str, minutes: int) -> None:
    store.append([visit(note=note, later={"minutes": minutes, "æøå": [None, True, note]})])
    said = json.loads(log_of(store)[-1][4])["fields"]
    assert (said["note"], said["later"]) == (note, {"minutes": minutes, "æøå": [None, True, note]})
    assert chains(store).ok
