"""The proof: whoever changed the store behind the log's back is found out, and nothing private is said of it."""

from __future__ import annotations

import os
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from faults import flip_byte
from sync.forging import Chain, visit_fields

from spaedbarn_cli.store import drafts, intake, keyfile, log, memory, verify
from spaedbarn_cli.store.intake import Foreign
from spaedbarn_cli.store.log import Entry, Written
from spaedbarn_cli.store.outside import outside_checks
from spaedbarn_cli.store.projection import project
from store.making import FAMILY, NOON, Desk, sound, visit

if TYPE_CHECKING:
    from pathlib import Path

    from spaedbarn_cli.store.vault import Store
    from spaedbarn_cli.store.verify import Check

MINE, OTHER = "mine000000000000", "other00000000000"


@pytest.fixture
def written(store: Store) -> Store:
    """A store with a family, two visits and a correction."""
    family = {"code": "A17", "programme": "jammerbugt-spaedbarn", "start": "2026-11-01", "owner": "Mette Holm"}
    store.append([Entry(f"{FAMILY}/contact", "case", FAMILY, "create", family)])
    store.append([visit(MINE, note="Aksel sover"), visit(OTHER)])
    store.append([visit(MINE, "amend", reason="tastefejl", note="Aksel græder")])
    return store


def found(store: Store) -> dict[str, Check]:
    return {check.id: check for check in verify.store_checks(store)}


def bad(store: Store) -> list[str]:
    return [check.id for check in verify.store_checks(store) if not check.ok]


def behind_its_back(store: Store, *statements: str) -> None:
    """Change the store as somebody who has the key could, without the triggers that keep honest programs honest."""
    names = [row[0] for row in store.rows("SELECT name FROM sqlite_master WHERE type = 'trigger'")]
    store.connection.execute("PRAGMA foreign_keys = OFF")
    for name in names:
        store.connection.execute(f"DROP TRIGGER {name}")
    for statement in statements:
        assert store.connection.execute(statement).rowcount > 0


def test_a_store_that_is_whole_passes_every_check(written: Store) -> None:
    checks = found(written)
    assert all(check.ok for check in checks.values())
    assert list(checks) == [
        "pages", "integrity", "migrations", "chains", "forks", "early", "replay", "memory", "clock", "recovery", "drafts",
    ]  # fmt: skip
    assert checks["chains"].params == {"changes": 5, "chains": 2, "count": 0, "records": []}
    assert checks["replay"].params == {"records": 4, "count": 0, "named": []}


FIRST = f"(SELECT id FROM changes WHERE record = '{MINE}' AND op = 'create')"
SECOND = f"(SELECT id FROM changes WHERE record = '{OTHER}')"


@pytest.mark.parametrize(
    "sql",
    [
        f"UPDATE changes SET hlc = '2026-11-22T12:00:00.000Z/0000' WHERE id = {SECOND}",
        f"UPDATE changes SET record = '{OTHER}' WHERE id = {FIRST}",
        f"UPDATE changes SET op = 'retract' WHERE record = '{MINE}' AND op = 'amend'",
        f"UPDATE changes SET kind = 'pause' WHERE id = {SECOND}",
        f"UPDATE changes SET device = 'another' WHERE id = {FIRST}",
        f"UPDATE changes SET stream = '{FAMILY}/work' WHERE id = {FIRST}",
        f"UPDATE changes SET seq = 9 WHERE id = {SECOND}",
        f"UPDATE changes SET prev = NULL WHERE id = {SECOND}",
        f"UPDATE changes SET digest = '{'0' * 64}' WHERE id = {SECOND}",
        f"UPDATE changes SET id = '{'0' * 64}' WHERE id = {SECOND}",
        f"UPDATE payloads SET body = replace(body, 'Aksel', 'Asger') WHERE change = {FIRST}",
        f"UPDATE payloads SET body = body || ' ' WHERE change = {FIRST}",
        f"UPDATE payloads SET body = 'not json' WHERE change = {FIRST}",
        f"UPDATE payloads SET body = '{{\"base\":[],\"fields\":{{}}}}' WHERE change = {FIRST}",
        f"DELETE FROM payloads WHERE change = {FIRST}",
        f"DELETE FROM changes WHERE id = {SECOND}",
    ],
)
def test_a_log_that_was_tampered_with_is_found_out(written: Store, sql: str) -> None:
    behind_its_back(written, sql)
    check = found(written)["chains"]
    assert not check.ok
    assert check.params["count"] >= 1


def from_outside(store: Store, *chains: Chain, early: bool = False) -> None:
    """Take changes of somebody else's in, or keep them as having come too soon."""
    changes = [Foreign(one.id, one.head, one.body) for chain in chains for one in chain.changes]
    with store.writing() as connection:
        if early:
            intake.keep_early(connection, changes, sign="s", came="2026-11-22T13:00:00+00:00")
        else:
            intake.take_in(connection, changes)


def test_two_changes_in_one_place_are_told_of_and_no_fault(written: Store) -> None:
    assert (found(written)["forks"].code, found(written)["forks"].note) == ("ok", False)
    one, other = (Chain(f"{FAMILY}/contact") for _ in range(2))
    one.say("visit", "visitofone000000", **visit_fields(FAMILY))
    other.say("visit", "visitofother0000", **visit_fields(FAMILY))
    from_outside(written, one, other)
    check = found(written)["forks"]
    assert (check.ok, check.code, check.note, check.params) == (True, "bad", True, {"count": 1})
    assert bad(written) == [], "both stand, each linked to what it follows"


def test_what_waits_is_told_of_and_no_fault(written: Store) -> None:
    assert (found(written)["early"].code, found(written)["early"].params) == ("ok", {"count": 0})
    chain = Chain(f"{FAMILY}/contact", seq=4, prev="ab" * 32)
    chain.say("visit", "visitwaits000000", **visit_fields(FAMILY))
    from_outside(written, chain, early=True)
    check = found(written)["early"]
    assert (check.ok, check.code, check.note, check.params) == (True, "bad", True, {"count": 1})
    assert bad(written) == []


def test_content_that_others_have_erased_may_be_missing_and_no_other(written: Store) -> None:
    chain = Chain(f"{FAMILY}/contact")
    chain.say("visit", "visiterased00000", hollow=True, **visit_fields(FAMILY))
    chain.say("visit", "visiterased00000", "erase")
    from_outside(written, chain)
    assert bad(written) == []
    assert written.rows("SELECT count(*) FROM visits WHERE id = 'visiterased00000'") == [(0,)]
    behind_its_back(written, f"DELETE FROM payloads WHERE change = {SECOND}")
    assert found(written)["chains"].params["records"] == [OTHER]


def test_a_change_whose_clock_stands_before_the_one_it_follows_is_found_out(written: Store) -> None:
    """Nothing takes such a change in; here one is put there all the same."""
    chain = Chain(f"{FAMILY}/contact")
    chain.say("visit", "visitclock000000", **visit_fields(FAMILY))
    from_outside(written, chain)
    late = Chain(f"{FAMILY}/contact", seq=1, prev=chain.prev, at="2026-11-01T09:00:00.000Z")
    late.say("visit", "visitclock000001", **visit_fields(FAMILY))
    with written.writing() as connection:
        log.insert(connection, late.changes[0].id, dict(late.changes[0].head), late.changes[0].body)
        project(connection, "visit", "visitclock000001")
    assert found(written)["chains"].params["records"] == ["visitclock000001"]


def test_payloads_that_changed_places_are_found_out(written: Store) -> None:
    one, other = (written.rows(f"SELECT body FROM payloads WHERE change = {of}")[0][0] for of in (FIRST, SECOND))
    behind_its_back(written, f"DELETE FROM payloads WHERE change IN ({FIRST}, {SECOND})")
    for of, body in ((FIRST, other), (SECOND, one)):
        written.connection.execute(f"INSERT INTO payloads SELECT {of}, ?", (body,))
    assert found(written)["chains"].params["records"] == [MINE, OTHER]


def test_the_newest_change_cut_off_is_found_out_by_the_memory_of_the_machine(written: Store) -> None:
    last = "(SELECT max(n) FROM changes)"
    behind_its_back(
        written, f"DELETE FROM payloads WHERE change = (SELECT id FROM changes WHERE n = {last})",
        f"DELETE FROM changes WHERE n = {last}",
    )  # fmt: skip
    assert bad(written) == ["replay", "memory"]


@pytest.mark.parametrize(
    ("sql", "record"),
    [
        (f"UPDATE visits SET note = 'x' WHERE id = '{MINE}'", MINE),
        (f"UPDATE visits SET versions = 1 WHERE id = '{MINE}'", MINE),
        (f"UPDATE visits SET retracted = 1 WHERE id = '{OTHER}'", OTHER),
        (f"DELETE FROM visits WHERE id = '{OTHER}'", OTHER),
        ("INSERT INTO pauses (id, stream, versions, heads, retracted) VALUES ('p', 's', 1, '[]', 0)", "p"),
        ("INSERT INTO conflicts VALUES ('c', 'note', '[]')", "c"),
        ("UPDATE profiles SET name = 'En anden'", None),
        ("UPDATE cases SET owner = 'En anden'", FAMILY),
    ],
)
def test_a_table_that_does_not_say_what_the_log_says_is_found_out(written: Store, sql: str, record: str | None) -> None:
    assert written.connection.execute(sql).rowcount == 1
    assert bad(written) == ["replay"]
    params = found(written)["replay"].params
    assert params["count"] == 1
    assert record in (None, *params["named"])


def test_a_reference_into_nothing_is_found_out(written: Store) -> None:
    written.connection.execute("PRAGMA foreign_keys = OFF")
    written.connection.execute("INSERT INTO payloads VALUES ('nothing', '{}')")
    assert bad(written) == ["integrity"]


def test_a_page_that_was_changed_is_counted_where_a_token_opened_the_store(desk: Desk, written: Store) -> None:
    written.append([visit(note="x" * 60_000)])
    written.close()
    flip_byte(written.path, written.path.stat().st_size - 100)
    with closing(desk.open(whole_check=False)) as store:
        check = verify.pages(store)
        assert (check.ok, check.params["bad"]) == (False, 1)


def test_a_roll_back_is_told_for_a_month_and_so_is_the_way_forward_again(
    desk: Desk, written: Store
) -> None:
    old = written.path.read_bytes()
    written.append([visit()])
    written.close()
    new = written.path.read_bytes()
    written.path.write_bytes(old)
    with closing(desk.open()) as store:
        assert store.warnings == ["warn.rolled_back"]
        store.append([visit()])  # from here on a new device; the proof must still know of it afterwards
    with closing(desk.open()) as store:
        assert (store.warnings, bad(store)) == ([], ["memory"])
        assert found(store)["memory"].code == "rolled_back"
        desk.later(days=31)
        assert bad(store) == []
    desk.moment = NOON
    written.path.write_bytes(new)
    with closing(desk.open()) as store:
        assert not found(store)["memory"].ok  # now what the second device wrote is missing


def test_a_memory_that_is_gone_or_of_another_store_is_said(desk: Desk, written: Store) -> None:
    path = memory.path_of(desk.state, written.vault)
    path.unlink()
    assert (found(written)["memory"].code, found(written)["memory"].note) == ("unknown", True)
    memory.remember(desk.state, written.vault, written.device, Written("s", 1, "0" * 64))
    assert (found(written)["memory"].code, bad(written)) == ("missing", ["memory"])


def test_clock_drafts_and_recovery_code_are_looked_at(desk: Desk, written: Store) -> None:
    assert (found(written)["recovery"].code, found(written)["recovery"].note) == ("bad", True)
    profile = written.rows("SELECT id FROM profiles")[0][0]
    written.append([Entry(written.own_stream, "profile", str(profile), "amend", {"recovery_confirmed": True})])
    assert found(written)["recovery"] == verify.Check("recovery", True, "ok")
    drafts.begin(written, "visit")
    assert found(written)["drafts"].code == "ok"
    desk.later(days=15)
    drafts.begin(written, "visit")
    assert found(written)["drafts"].params == {"count": 2, "old": 1, "days": 14}
    desk.moment = NOON - timedelta(hours=1)
    assert (found(written)["clock"].code, bad(written)) == ("behind", ["clock"])
    desk.moment = NOON - timedelta(days=2)
    assert found(written)["clock"].code == "ahead"


def test_no_check_says_anything_of_a_family(written: Store) -> None:
    behind_its_back(
        written, f"UPDATE payloads SET body = replace(body, 'Aksel', 'Asger') WHERE change = {FIRST}",
        "UPDATE visits SET note = 'Asger'",
    )  # fmt: skip
    said = str(list(verify.store_checks(written)))
    for word in ("Aksel", "Asger", "sover", "Mette", "A17", "tastefejl"):
        assert word not in said


def test_verifying_changes_nothing(written: Store) -> None:
    before = written.path.read_bytes()
    assert sound(written)
    assert written.path.read_bytes() == before


def outside(desk: Desk) -> dict[str, Check]:
    return {check.id: check for check in outside_checks(desk.places)}


@pytest.mark.parametrize("kind", [keyfile.PASSPHRASE, keyfile.RECOVERY])
def test_a_key_file_lacking_a_way_in_is_named(desk: Desk, store: Store, kind: str) -> None:
    assert outside(desk)["key_file"] == verify.Check("key_file", True, "ok", {"count": 2})
    known = keyfile.read_keyfile(desk.home)
    one = tuple(slot for slot in known.slots if slot.kind != kind)
    keyfile.write_keyfile(desk.home, replace(known, slots=one))
    assert (outside(desk)["key_file"].ok, outside(desk)["key_file"].code) == (False, f"no_{kind}")


@pytest.mark.parametrize("name", ["key.json", "store.db", "."])
def test_files_that_others_may_read_are_named(desk: Desk, store: Store, name: str) -> None:
    assert outside(desk)["permissions"].ok
    path = desk.home / name
    path.chmod(path.stat().st_mode | 0o040)
    expected = (True, "windows") if os.name == "nt" else (False, "bad")
    assert (outside(desk)["permissions"].ok, outside(desk)["permissions"].code) == expected


def test_store_files_beside_the_one_in_force_are_named(desk: Desk, store: Store) -> None:
    assert outside(desk)["leftovers"] == verify.Check("leftovers", True, "ok", {"files": []})
    (desk.home / "store.db.before-0001_initial.bak").write_bytes(b"")
    assert outside(desk)["leftovers"].params == {"files": ["store.db.before-0001_initial.bak"]}
    (desk.home / "store-2.db").write_bytes(b"")
    check = outside(desk)["leftovers"]
    assert (check.code, check.note, check.params) == ("bad", True, {"files": ["store-2.db"]})


def test_a_store_file_that_is_gone_or_empty_is_said_without_opening_anything(desk: Desk, store: Store) -> None:
    store.close()
    store.path.write_bytes(b"")
    assert outside(desk)["store_file"].code == "empty"
    store.path.unlink()
    assert (outside(desk)["store_file"].ok, outside(desk)["store_file"].code) == (False, "missing")
    (desk.home / "key.json").write_bytes(b"{")
    assert (outside(desk)["key_file"].ok, outside(desk)["store_file"].code) == (False, "unknown")


@pytest.mark.parametrize(
    ("folder", "cloud"),
    [
        ("OneDrive", "OneDrive"), ("OneDrive - Jammerbugt Kommune", "OneDrive"), ("Dropbox", "Dropbox"),
        ("Dropbox (Privat)", "Dropbox"), ("iCloud Drive", "iCloud"), ("iCloudDrive", "iCloud"),
        ("Mobile Documents", "iCloud"), ("Google Drive", "Google Drive"), ("Mit drev", "Google Drive"),
        ("CloudStorage", "CloudStorage"),
        ("spaedbarn", None), ("Dropboxer", None), ("mine drev", None), ("Documents", None),
    ],
)  # fmt: skip
def test_a_folder_that_is_copied_to_other_machines_is_told_by_its_name(
    tmp_path: Path, folder: str, cloud: str | None
) -> None:
    check = {one.id: one for one in outside_checks(Desk(tmp_path / folder / "store", tmp_path).places)}["place"]
    assert (check.params.get("cloud"), check.note, check.ok) == (cloud, cloud is not None, True)
