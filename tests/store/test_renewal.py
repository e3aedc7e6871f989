"""A new store key: at every moment, also when the process is killed, one whole store opens with a passphrase."""

from __future__ import annotations

import errno
import os
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest
from faults import KILLED, after, before, die, in_child
from sqlcipher3 import dbapi2

from spaedbarn_cli.errors import SpaedbarnError, StoreDamaged, StoreInUse, WrongSecret
from spaedbarn_cli.store import atomic, drafts, driver, keyfile, keywrap, recovery, renewal
from store.making import CREATED, KEY, PASSPHRASE, Desk, log_of, sound, tables, visit

if TYPE_CHECKING:
    from collections.abc import Callable

    from spaedbarn_cli.store.vault import Store

NEW = "seks brune køer på række"
CODE = recovery.new_code()


@pytest.fixture
def written(store: Store) -> Store:
    store.append([visit() for _ in range(5)])
    drafts.answer(store, drafts.begin(store, "visit"), "note", "æøå")
    return store


def renew(store: Store, passphrase: str = NEW) -> bytes:
    return renewal.renew(store, KEY, passphrase, CODE, CREATED)


def test_everything_is_there_under_the_new_key_and_nothing_under_the_old(desk: Desk, written: Store) -> None:
    said, rows, device = log_of(written), tables(written.connection), written.device
    new_key = renew(written)
    assert new_key != KEY
    assert sorted(path.name for path in desk.home.iterdir()) == ["key.json", "store-2.db"]
    with closing(desk.open(passphrase=NEW)) as again:
        assert (log_of(again), tables(again.connection), again.device) == (said, rows, device)
        assert again.warnings == []
        assert drafts.find(again).answers == {"note": "æøå"}
        assert sound(again)
        with pytest.raises(dbapi2.IntegrityError, match="append only"):
            again.connection.execute("DELETE FROM changes")
    with pytest.raises(WrongSecret):
        desk.open()
    with pytest.raises(StoreDamaged):
        driver.connect(desk.home / "store-2.db", KEY)
    known = keyfile.read_keyfile(desk.home)
    assert keyfile.unwrap(known, keyfile.RECOVERY, CODE) == new_key


def test_it_can_be_done_again_and_again(desk: Desk, written: Store) -> None:
    said = log_of(written)
    key = renew(written, PASSPHRASE)
    for name in ("store-3.db", "store-4.db"):
        store = desk.open()
        key = renewal.renew(store, key, PASSPHRASE, CODE, CREATED)
        assert sorted(path.name for path in desk.home.iterdir()) == ["key.json", name]
    with closing(desk.open()) as again:
        assert log_of(again) == said


def test_a_file_that_lies_in_the_way_is_left_alone(desk: Desk, written: Store) -> None:
    (desk.home / "store-2.db").write_bytes(b"somebody's only copy")
    renew(written)
    assert (desk.home / "store-2.db").read_bytes() == b"somebody's only copy"
    assert keyfile.read_keyfile(desk.home).store == "store-3.db"


def test_a_window_that_was_open_meanwhile_does_not_write_into_the_old_file(desk: Desk, written: Store) -> None:
    with closing(desk.open()) as other:
        renew(written)
        with pytest.raises(StoreInUse) as renewed:
            other.append([visit()])
        assert renewed.value.key == "store_renewed"


def test_a_store_that_another_window_is_writing_in_is_not_renewed(
    desk: Desk, written: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(driver, "busy_timeout_ms", 20)
    with closing(desk.open()) as other, written.writing(), pytest.raises(StoreInUse):
        renew(other)
    assert sorted(path.name for path in desk.home.iterdir()) == ["key.json", "store.db"]
    desk.open().close()


def test_an_old_file_that_cannot_be_removed_does_not_undo_the_renewal(
    desk: Desk, written: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pathlib import Path

    def held(self: Path, *, missing_ok: bool = False) -> None:
        raise PermissionError(errno.EACCES, "held by a virus scanner")

    monkeypatch.setattr(Path, "unlink", held)
    renew(written)
    monkeypatch.undo()
    monkeypatch.setattr(keywrap, "testing_kdf_cost", (1, 1, 8))
    desk.open(passphrase=NEW).close()


STEPS: list[tuple[Any, Any, str, int]] = [
    (before, driver, "create_file", 1), (before, renewal, "_copy", 1), (before, renewal, "_verify", 1),
    (before, keyfile, "add_slot", 1), (before, keyfile, "add_slot", 2), (before, keyfile, "write_keyfile", 1),
    (before, atomic, "_write_new", 1), (before, os, "fsync", 1), (before, keyfile, "unwrap", 1),
    (before, os, "replace", 1), (after, os, "replace", 1), (before, os, "fsync", 2),
    (after, keyfile, "write_keyfile", 1),
]  # fmt: skip
"""Every step of a renewal, in its order."""


def one_whole_store(desk: Desk, said: list[Any]) -> None:
    """Whichever store is in force: the passphrase opens it, nothing is lost, it is sound, and it can be renewed."""
    new = keyfile.read_keyfile(desk.home).store != "store.db"
    with closing(desk.open(passphrase=NEW if new else PASSPHRASE)) as store:
        assert log_of(store) == said
        assert store.warnings == []
        assert sound(store)
        store.append([visit()])
    known = keyfile.read_keyfile(desk.home)
    key = keyfile.unwrap(known, keyfile.PASSPHRASE, NEW if new else PASSPHRASE)
    renewal.renew(desk.open(passphrase=NEW if new else PASSPHRASE), key, "en helt ny sætning", CODE, CREATED)
    with closing(desk.open(passphrase="en helt ny sætning")) as store:
        assert log_of(store)[:-1] == said


@pytest.mark.parametrize(("when", "place", "name", "nth"), STEPS)
def test_a_renewal_that_fails_at_any_step_leaves_one_whole_store(
    desk: Desk, written: Store, monkeypatch: pytest.MonkeyPatch, when: Callable[..., None], place: Any, name: str,
    nth: int,
) -> None:  # fmt: skip
    said = log_of(written)

    def fail() -> None:
        raise OSError(errno.ENOSPC, "no space")

    monkeypatch.setattr(place, name, getattr(place, name))  # put back by the fixture
    when(place, name, fail, nth=nth)
    with pytest.raises((SpaedbarnError, OSError)):
        renew(written)
    monkeypatch.undo()
    monkeypatch.setattr(keywrap, "testing_kdf_cost", (1, 1, 8))
    written.close()
    names = {path.name for path in desk.home.iterdir()}
    assert not [name for name in names if name.endswith((".tmp", "-journal"))]
    one_whole_store(desk, said)


@pytest.mark.parametrize(("when", "place", "name", "nth"), STEPS)
def test_a_renewal_that_is_killed_at_any_step_leaves_one_whole_store(
    desk: Desk, written: Store, when: Callable[..., None], place: Any, name: str, nth: int
) -> None:
    said = log_of(written)
    written.close()

    def work() -> None:
        store = desk.open()
        when(place, name, die, nth=nth)
        renew(store)

    assert in_child(work) == KILLED
    one_whole_store(desk, said)
