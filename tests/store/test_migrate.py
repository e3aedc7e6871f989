"""Migrations: whole or not at all, with a copy of what was before, and never for a store that is newer."""

from __future__ import annotations

import hashlib
import shutil
import stat
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sync.forging import Chain, visit_fields

from spaedbarn_cli.errors import StoreDamaged
from spaedbarn_cli.paths import migrations_dir
from spaedbarn_cli.store import atomic, driver, ids, keyfile, log, memory, migrate, vault
from store.making import CREATED, FAMILY, KEY, PASSPHRASE, Desk, log_of, sound, visit

if TYPE_CHECKING:
    from spaedbarn_cli.store.vault import Store

SECOND = "CREATE TABLE seconds (id TEXT) STRICT;\nALTER TABLE visits ADD COLUMN weather TEXT;\n"
LAST = migrate.shipped(migrations_dir())[-1].stem
COPY = f"store.db.before-{LAST}.bak"
ALL = {path.stem for path in migrate.shipped(migrations_dir())}
RELEASED = Path(__file__).parent.parent / "formats" / "migrations.sha256"


@pytest.fixture
def next_version(desk: Desk, store: Store, tmp_path: Path) -> Desk:
    """A desk with a store of today and the program of tomorrow, whose second migration the test writes."""
    store.append([visit()])
    store.close()
    folder = tmp_path / "migrations"
    shutil.copytree(migrations_dir(), folder)
    desk.later(minutes=1)
    return replace(desk, migrations=folder)


def add(desk: Desk, sql: str) -> None:
    (desk.migrations / "9001_second.sql").write_text(sql, encoding="utf-8")


def test_an_older_store_is_brought_up_to_date_and_kept_as_it_was_beside(next_version: Desk) -> None:
    add(next_version, SECOND)
    before = (next_version.home / "store.db").read_bytes()
    with closing(next_version.open()) as store:
        assert store.warnings == ["warn.store_migrated"]
        assert store.rows("SELECT weather, note FROM visits") == [(None, "Barnet tager på og sover roligt.")]
        assert store.rows("SELECT count(*) FROM seconds") == [(0,)]
        assert migrate.applied(store.connection) == {*ALL, "9001_second"}
    copy = next_version.home / COPY
    assert copy.read_bytes() == before
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    with closing(next_version.open()) as again:
        assert again.warnings == []


@pytest.mark.parametrize(
    "faulty",
    [
        SECOND + "CREATE TABLE visits (id);",
        SECOND + "INSERT INTO nowhere VALUES (1);",
        SECOND + "UPDATE changes SET op = 'amend';",
        SECOND + "this is not SQL;",
    ],
)
def test_a_migration_that_fails_half_way_leaves_the_store_as_it_was(
    desk: Desk, next_version: Desk, faulty: str
) -> None:
    add(next_version, faulty)
    with closing(desk.open()) as today:
        before, schema = log_of(today), today.rows("SELECT sql FROM sqlite_master ORDER BY name")
    with pytest.raises(StoreDamaged) as failed:
        next_version.open()
    assert failed.value.key == "store_unexpected"
    with closing(desk.open()) as still:
        assert (log_of(still), still.rows("SELECT sql FROM sqlite_master ORDER BY name")) == (before, schema)
        assert migrate.applied(still.connection) == ALL
        still.append([visit()])
        assert sound(still)
    add(next_version, SECOND)
    with closing(next_version.open()) as mended:
        assert len(log_of(mended)) == len(before) + 1


def test_a_copy_is_not_replaced_by_one_of_a_store_already_migrated(desk: Desk, next_version: Desk) -> None:
    add(next_version, SECOND)
    next_version.open().close()
    copy = next_version.home / COPY
    before = copy.read_bytes()
    with closing(next_version.open()) as store:
        # As a second window would, which looked before the first one had finished.
        migrate.keep_copy(store.connection, store.path, LAST)
        migrate.apply(store.connection, next_version.migrations)
    assert copy.read_bytes() == before


def test_the_copy_opens_with_the_key_of_its_day(desk: Desk, next_version: Desk, tmp_path: Path) -> None:
    add(next_version, SECOND)
    next_version.open().close()
    put_back = tmp_path / "put-back"
    put_back.mkdir(mode=0o700)
    shutil.copy(desk.home / "key.json", put_back / "key.json")
    shutil.copy(desk.home / COPY, put_back / "store.db")
    known = keyfile.read_keyfile(put_back)
    places = vault.Places(put_back, tmp_path / "new-state", migrations_dir())
    old = vault.open_with_key(places, "store.db", KEY, vault=known.vault, now=desk.now, whole_check=True)
    with closing(old):
        assert len(log_of(old)) == 2


def test_a_store_without_a_record_of_migrations_is_not_ours(desk: Desk, store: Store) -> None:
    with store.writing() as connection:
        connection.execute("DELETE FROM _sqlite_migrations")
    store.close()
    with pytest.raises(StoreDamaged) as refused:
        desk.open()
    assert refused.value.key == "store_not_ours"


def test_migrations_are_applied_in_the_order_of_their_numbers(tmp_path: Path) -> None:
    for name in ("0010_c.sql", "0002_b.sql", "0001_a.sql", "notes.txt", "1_x.sql"):
        (tmp_path / name).write_text("SELECT 1;", encoding="utf-8")
    assert [path.stem for path in migrate.shipped(tmp_path)] == ["0001_a", "0002_b", "0010_c"]


def test_an_empty_database_gets_every_table(desk: Desk) -> None:
    with closing(driver.in_memory()) as connection:
        migrate.apply(connection, desk.migrations)
        assert migrate.applied(connection) == {path.stem for path in migrate.shipped(desk.migrations)}


def test_a_released_migration_is_never_edited() -> None:
    """A store that has had it would not get the edit: add a new file instead, and its line to the list at release."""
    found = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in migrate.shipped(migrations_dir())}
    listed = dict(reversed(line.split()) for line in RELEASED.read_text(encoding="ascii").splitlines())
    assert listed
    assert {name: found.get(name) for name in listed} == listed


BEFORE_THE_EXCHANGE = [path for path in migrate.shipped(migrations_dir()) if path.stem < "0008"]


@pytest.fixture
def before(desk: Desk, tmp_path: Path) -> Desk:
    """A desk with a store of before the exchange, as the program wrote it then: 5,000 changes, an erasure among them."""
    folder = tmp_path / "then"
    folder.mkdir()
    for path in BEFORE_THE_EXCHANGE:
        shutil.copy(path, folder)
    then = replace(desk, migrations=folder)
    atomic.private_folder(desk.home)
    made = keyfile.new_keyfile(ids.new_vault_id(), "store.db")
    made = keyfile.add_slot(made, keyfile.PASSPHRASE, PASSPHRASE, KEY, CREATED)
    keyfile.write_keyfile(desk.home, made)
    driver.create_file(desk.home / "store.db")
    with closing(driver.connect(desk.home / "store.db", KEY)) as connection:
        migrate.apply(connection, folder)
        # The program of today writes the same log; only what reads erasures asks for a table that came later.
        connection.execute("CREATE TEMP TABLE hearsay (change TEXT)")
        device = ids.new_device_id()
        profile = {"name": "Mette Holm", "role": "health-visitor", "municipality": None, "recovery_confirmed": True}
        own = log.Entry(f"{made.vault}/store", "profile", ids.new_record_id(), "create", profile)
        entries = [own, *(visit(f"visit{number:011d}") for number in range(4_996)), visit("visitamended0000")]
        entries += [visit("visitamended0000", "amend", reason="x", note="rettet"), visit("visit00000000000", "erase")]
        with driver.transaction(connection):
            connection.execute("INSERT INTO device VALUES ('vault', ?), ('device', ?)", (made.vault, device))
            written = log.append(connection, entries, device=device, author="Mette Holm", now=desk.now())
            gone = "SELECT id FROM changes WHERE record = 'visit00000000000' AND op != 'erase'"
            connection.execute(f"DELETE FROM payloads WHERE change IN ({gone})")
    memory.remember(desk.state, made.vault, device, written[-1])
    return then


def test_the_log_made_anew_keeps_every_change_and_every_rule(desk: Desk, before: Desk) -> None:
    with closing(driver.connect(desk.home / "store.db", KEY)) as connection:
        was = [list(connection.execute(f"SELECT * FROM {name} ORDER BY 1")) for name in ("changes", "payloads", "visits")]
    assert len(was[0]) == 5_000
    with closing(desk.open()) as store:
        assert store.warnings == ["warn.store_migrated"]
        now = [store.rows(f"SELECT * FROM {name} ORDER BY 1") for name in ("changes", "payloads", "visits")]
        assert now == was
        names = {row[0] for row in store.rows("SELECT name FROM sqlite_master WHERE type = 'trigger'")}
        assert names == {
            "changes_are_never_updated", "changes_are_never_deleted", "payloads_are_never_updated",
            "payloads_go_only_by_erasure",
        }  # fmt: skip
        assert store.rows("PRAGMA foreign_key_list(payloads)")[0][2] == "changes"
        assert not [row for row in store.rows("SELECT name FROM sqlite_master") if "anew" in str(row[0])]
        assert sound(store)


@pytest.mark.parametrize(
    "forbidden",
    [
        "UPDATE changes SET op = 'amend'", "DELETE FROM changes", "UPDATE payloads SET body = '{}'", "DELETE FROM payloads",
        "INSERT OR REPLACE INTO changes SELECT * FROM changes LIMIT 1", "INSERT INTO payloads VALUES ('nothing', '{}')",
    ],
)  # fmt: skip
def test_the_log_made_anew_is_append_only(store: Store, forbidden: str) -> None:
    store.append([visit()])
    before = log_of(store)
    with pytest.raises(StoreDamaged), store.writing() as connection:
        connection.execute(forbidden)
    assert log_of(store) == before


def test_two_changes_can_stand_in_one_place_and_none_under_one_id(store: Store) -> None:
    one, other = (Chain(f"{FAMILY}/contact") for _ in range(2))
    one.say("visit", "visitofone000000", **visit_fields(FAMILY))
    other.say("visit", "visitofother0000", **visit_fields(FAMILY))
    with store.writing() as connection:
        for chain in (one, other):
            log.insert(connection, chain.changes[0].id, dict(chain.changes[0].head), chain.changes[0].body)
    assert store.rows("SELECT count(*), count(DISTINCT seq) FROM changes WHERE stream = ?", f"{FAMILY}/contact") == [(2, 1)]
    with pytest.raises(StoreDamaged), store.writing() as connection:
        log.insert(connection, one.changes[0].id, dict(one.changes[0].head), None)
