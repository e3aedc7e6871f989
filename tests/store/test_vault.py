"""Making and opening a store: what is not the store its key file speaks of is refused, untouched, in our own words."""

from __future__ import annotations

import os
import sqlite3
import stat
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from faults import flip_byte, truncate

from spaedbarn_cli.errors import Failed, Refused, StoreDamaged, StoreInUse, StoreNewer, WrongSecret
from spaedbarn_cli.store import driver, keyfile, memory, migrate, vault
from spaedbarn_cli.store.ids import new_store_key, new_vault_id
from store.making import CREATED, KEY, NOON, PASSPHRASE, Desk, log_of, sound, visit

if TYPE_CHECKING:
    from pathlib import Path

    from spaedbarn_cli.store.vault import Store


def test_a_new_store_belongs_to_somebody_and_is_only_theirs_to_read(desk: Desk, store: Store) -> None:
    assert (store.author, store.role) == ("Mette Holm", "health-visitor")
    owner = store.rows("SELECT name, municipality, recovery_confirmed FROM profiles")
    assert owner == [("Mette Holm", "Jammerbugt", 0)]
    assert stat.S_IMODE(store.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(desk.home.stat().st_mode) == 0o700
    assert vault.profile_id(store) == store.rows("SELECT id FROM profiles")[0][0]
    assert sound(store)


def test_what_was_written_is_there_after_opening_again(desk: Desk, store: Store) -> None:
    store.append([visit()])
    before = log_of(store)
    store.close()
    with closing(desk.open()) as again:
        assert (log_of(again), again.device, again.author) == (before, store.device, store.author)
        assert again.warnings == []


def test_nothing_of_what_is_written_stands_in_the_file(store: Store) -> None:
    store.append([visit(note="Aksel Bertelsen græd")])
    content = store.path.read_bytes()
    for word in ("Aksel", "Bertelsen", "SQLite", "payloads", "Mette"):
        assert word.encode() not in content


def test_a_file_that_is_there_is_never_made_anew(desk: Desk) -> None:
    desk.home.mkdir(mode=0o700)
    path = desk.home / "store.db"
    path.write_bytes(b"hers")
    with pytest.raises(Refused) as refused:
        _create(desk)
    assert refused.value.key == "store_exists"
    assert path.read_bytes() == b"hers"


@pytest.mark.parametrize("broken", [(migrate, "apply"), (driver, "connect"), (memory, "remember")])
def test_a_store_that_cannot_be_made_leaves_nothing(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, broken: tuple[object, str]
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise Failed("disk_full")

    desk.home.mkdir(mode=0o700)
    monkeypatch.setattr(*broken, fail)
    with pytest.raises(Failed):
        _create(desk)
    assert list(desk.home.iterdir()) == []


def _create(desk: Desk) -> Store:
    return vault.create(
        desk.places, "store.db", KEY, vault=new_vault_id(), now=desk.now, name="Mette", role="leader", municipality=None
    )


def _refused(desk: Desk, key: str) -> None:
    """Open, expect to be refused with this key, and find every file as it was."""
    before = {path.name: path.read_bytes() for path in desk.home.iterdir()}
    with pytest.raises(StoreDamaged) as refused:
        desk.open()
    assert refused.value.key == key
    assert {path.name: path.read_bytes() for path in desk.home.iterdir()} == before


def test_an_empty_file_is_not_a_store_though_it_opens_under_any_key(desk: Desk, store: Store) -> None:
    store.close()
    truncate(store.path, 0)
    _refused(desk, "store_not_ours")


def test_a_plain_database_is_not_a_store(desk: Desk, store: Store) -> None:
    store.close()
    store.path.unlink()
    with closing(sqlite3.connect(store.path)) as plain:
        plain.execute("CREATE TABLE changes (id)")
        plain.commit()
    _refused(desk, "store_damaged")


def test_a_database_of_ours_without_our_tables_is_not_a_store(desk: Desk, store: Store) -> None:
    store.close()
    store.path.unlink()
    driver.create_file(store.path)
    with closing(driver.connect(store.path, KEY)) as other:
        other.execute("CREATE TABLE changes (id)")
    _refused(desk, "store_not_ours")


def test_a_store_that_is_gone_is_not_made_anew(desk: Desk, store: Store) -> None:
    store.close()
    store.path.unlink()
    _refused(desk, "store_missing")


def test_a_key_file_of_another_store_does_not_open_this_one(desk: Desk, store: Store, tmp_path: Path) -> None:
    store.close()
    other = keyfile.new_keyfile(new_vault_id(), "store.db")
    strange = keyfile.add_slot(other, keyfile.PASSPHRASE, PASSPHRASE, new_store_key(), CREATED)
    keyfile.write_keyfile(desk.home, strange)
    _refused(desk, "store_damaged")
    # The same key under another name: a store copied by hand into another one's folder.
    same_key = keyfile.add_slot(other, keyfile.PASSPHRASE, PASSPHRASE, KEY, CREATED)
    keyfile.write_keyfile(desk.home, same_key)
    _refused(desk, "store_other_key")


def test_a_wrong_passphrase_opens_nothing_and_the_right_one_still_does(desk: Desk, store: Store) -> None:
    store.close()
    with pytest.raises(WrongSecret):
        desk.open(passphrase="fem små søde får")
    desk.open().close()


def test_every_page_with_one_byte_changed_is_noticed_when_a_passphrase_opens(desk: Desk, store: Store) -> None:
    store.append([visit(note="x" * 20_000)])
    store.close()
    content = store.path.read_bytes()
    pages = len(content) // 4096
    assert pages > 20
    for page in range(pages):
        flip_byte(store.path, page * 4096 + page * 131 % 4096)
        with pytest.raises(StoreDamaged):
            desk.open()
        store.path.write_bytes(content)
    desk.open().close()


@pytest.mark.parametrize("left", [1, 100, 4095, 4096, 4097, 0.5, -4096, -1])
def test_a_file_that_was_cut_off_is_noticed(desk: Desk, store: Store, left: float) -> None:
    store.close()
    size = store.path.stat().st_size
    truncate(store.path, int(size * left) if left == 0.5 else int(left) if left > 0 else size + int(left))
    with pytest.raises(StoreDamaged):
        desk.open()


def test_a_page_of_another_day_put_back_is_noticed_by_the_chain(desk: Desk, store: Store) -> None:
    """An old page of the same store is authentic as a page; the proof must then come from the log."""
    from spaedbarn_cli.store.verify import store_checks

    store.append([visit() for _ in range(40)])
    store.close()
    old = store.path.read_bytes()
    with closing(desk.open()) as again:
        again.append([visit() for _ in range(40)])
    new = bytearray(store.path.read_bytes())
    differing = [page for page in range(1, len(old) // 4096) if old[page * 4096 :][:4096] != new[page * 4096 :][:4096]]
    assert differing
    for page in differing:
        store.path.write_bytes(bytes(new[: page * 4096]) + old[page * 4096 :][:4096] + bytes(new[(page + 1) * 4096 :]))
        try:
            with closing(desk.open()) as mixed:
                noticed = bool(mixed.warnings) or not all(check.ok for check in store_checks(mixed))
        except StoreDamaged:
            noticed = True
        assert noticed, page


def test_a_newer_store_is_refused_and_untouched(desk: Desk, store: Store) -> None:
    with store.writing() as connection:
        connection.execute("INSERT INTO _sqlite_migrations VALUES (99, 'spaedbarn', '0099_from_tomorrow', '2030')")
    store.close()
    before = store.path.read_bytes()
    with pytest.raises(StoreNewer) as newer:
        desk.open()
    assert (newer.value.key, newer.value.exit_code) == ("store_newer", 13)
    assert store.path.read_bytes() == before
    assert sorted(path.name for path in desk.home.iterdir()) == ["key.json", "store.db"]


def test_a_store_held_by_another_program_is_said_to_be_after_the_waiting_time(
    desk: Desk, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(driver, "busy_timeout_ms", 20)
    with closing(desk.open()) as other, driver.transaction(store.connection):
        assert other.rows("SELECT count(*) FROM visits") == [(0,)]  # reading goes on meanwhile
        with pytest.raises(StoreInUse) as busy:
            other.append([visit()])
    assert (busy.value.key, busy.value.exit_code) == ("store_in_use", 11)


def test_a_full_database_changes_nothing_and_everything_is_readable(desk: Desk, store: Store) -> None:
    store.append([visit()])
    before = log_of(store)
    [(pages,)] = store.rows("PRAGMA page_count")
    store.connection.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(Failed) as full:
        store.append([visit(note="x" * 100_000)])
    assert full.value.key == "disk_full"
    assert log_of(store) == before
    assert sound(store)


def test_a_clock_that_is_wrong_is_said_and_changes_keep_their_order(desk: Desk, store: Store) -> None:
    store.append([visit()])
    desk.later(days=-365)
    with closing(desk.open()) as behind:
        assert behind.warnings == ["warn.clock_behind", "warn.change_ahead"]
        behind.append([visit()])
    desk.moment = NOON
    with closing(desk.open()) as again:
        assert again.warnings == []
        stamps = [row[0] for row in again.rows("SELECT hlc FROM changes ORDER BY n")]
        assert stamps == sorted(set(stamps))


@pytest.mark.parametrize("key", [b"short", bytes(31), bytes(33), "x" * 32, bytearray(32), None])
def test_a_raw_key_is_32_bytes_or_nothing_is_opened(key: object) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        driver.key_literal(key)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("number", "key"),
    [
        ("ENOSPC", "disk_full"), ("EDQUOT", "disk_full"), ("EACCES", "no_permission"), ("EROFS", "no_permission"),
        ("EIO", "disk_error"), ("ENOTDIR", "not_a_folder"),
    ],
)  # fmt: skip
def test_errors_of_the_disk_are_put_into_our_words(number: str, key: str) -> None:
    import errno

    with pytest.raises(Failed) as failed, driver.mapped_errors():
        raise OSError(getattr(errno, number), os.strerror(getattr(errno, number)), "/somebody's/drawer")
    assert failed.value.key == key
    assert "drawer" not in str(failed.value)
