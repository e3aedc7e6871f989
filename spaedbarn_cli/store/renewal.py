"""A new store key: the store is written anew under it, and one replacement of the key file makes it the store.

Before that replacement the old store is whole and in force; after it the new one is. Whoever waits for the old file's
lock meanwhile looks the key file up again once the lock is theirs (`Store.writing`): nothing is written into the void.
"""

from __future__ import annotations

import contextlib
import re
from typing import TYPE_CHECKING

from spaedbarn_cli.errors import StoreDamaged
from spaedbarn_cli.store import driver, keyfile, migrate
from spaedbarn_cli.store.ids import new_store_key
from spaedbarn_cli.store.vault import check_pages

if TYPE_CHECKING:
    from pathlib import Path

    from spaedbarn_cli.store.vault import Store


def renew(store: Store, old_key: bytes, passphrase: str, code: str, created: str) -> bytes:
    """Write the store under a new key with slots for `passphrase` and `code`, and return that key.

    The open store is closed and of no use afterwards. Raises StoreInUse, StoreDamaged, Failed; the old store then still
    stands.
    """
    home = store.places.home
    before = keyfile.read_keyfile(home)
    new_key, name = new_store_key(), _next_name(home, before.store)
    path = home / name
    with driver.mapped_errors():
        driver.create_file(path)
    try:
        # The lock keeps writers out while a second connection copies; it is let go after the key file has changed.
        with store.writing():
            _copy(store, old_key, name, new_key)
            _verify(store, name, new_key)
            slots = keyfile.new_keyfile(before.vault, name)
            slots = keyfile.add_slot(slots, keyfile.PASSPHRASE, passphrase, new_key, created)
            slots = keyfile.add_slot(slots, keyfile.RECOVERY, code, new_key, created)
            keyfile.write_keyfile(home, slots, prove=(keyfile.PASSPHRASE, passphrase))
    except BaseException:
        if keyfile.read_keyfile(home).store != name:
            for own in (path, home / f"{name}-journal"):
                own.unlink(missing_ok=True)
        raise
    old = store.path
    store.close()
    # A virus scanner may hold it open. The renewal is done, its code must be handed over; `doctor` names the rest.
    with contextlib.suppress(OSError):
        old.unlink()
    return new_key


def _next_name(home: Path, current: str) -> str:
    """Return a name that nothing stands under: what lies there may be somebody's only copy."""
    found = re.fullmatch(r"store(?:-(\d+))?\.db", current)
    assert found is not None
    number = int(found[1] or 1) + 1
    while any(home.glob(f"store-{number}.db*")):
        number += 1
    return f"store-{number}.db"


def _copy(store: Store, old_key: bytes, name: str, new_key: bytes) -> None:
    reader = driver.connect(store.path, old_key)
    try:
        with driver.mapped_errors():
            path = str(store.places.home / name)
            reader.execute(f"ATTACH DATABASE ? AS renewed KEY {driver.key_literal(new_key)}", (path,))
            reader.execute("SELECT sqlcipher_export('renewed')")
            reader.execute("DETACH DATABASE renewed")
    finally:
        reader.close()


def _verify(store: Store, name: str, new_key: bytes) -> None:
    """Open what was written and compare the ends of the log; a copy that is not whole never becomes the store."""
    copy = driver.connect(store.places.home / name, new_key)
    try:
        migrate.applied(copy)
        check_pages(copy)
        ends = "SELECT count(*), max(n), (SELECT id FROM changes ORDER BY n DESC LIMIT 1) FROM changes"
        if copy.execute(ends).fetchone() != store.connection.execute(ends).fetchone():
            raise StoreDamaged("store_copy")
    finally:
        copy.close()
