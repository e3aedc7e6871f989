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

from spaedbarn_cli.errors import StoreDamaged
from spaedbarn_cli.paths import migrations_dir
from spaedbarn_cli.store import driver, keyfile, migrate, vault
from store.making import KEY, Desk, log_of, sound, visit

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
