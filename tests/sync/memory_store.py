"""A store in memory: it is the program's own in all but the file, with its owner, her keys, and tables made only once."""

from __future__ import annotations

import contextlib
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from spaedbarn_cli.paths import migrations_dir
from spaedbarn_cli.store import driver, migrate, vault
from spaedbarn_cli.store.ids import new_device_id, new_record_id, new_vault_id
from spaedbarn_cli.store.log import Entry
from spaedbarn_cli.sync import keys

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spaedbarn_cli.store.driver import Connection

START = datetime(2026, 11, 2, 8, 0, tzinfo=UTC)
NAMES = ("Mette Holm", "Jens Lund", "Signe Bach", "Lone Krogh", "Birgit Dam", "Asta Friis")


@cache
def _empty() -> Connection:
    """Make the tables once; every store of the world begins as a copy."""
    made = driver.in_memory()
    migrate.apply(made, migrations_dir())
    return made


def copied(of: Connection) -> Connection:
    made = driver.in_memory()
    made.execute("PRAGMA foreign_keys = OFF")
    of.backup(made)
    made.execute("PRAGMA foreign_keys = ON")
    return made


@cache
def secret(number: int) -> keys.SecretKeys:
    """Return the keys of a person; made once, since they decide nothing but the names of streams."""
    seed = keys.to_text(bytes([number + 1]) * 32)
    return keys.from_secrets(keys.new_keys().age_secret, seed)


class MemoryStore(vault.Store):
    """A store without a file: it is open, nobody else has it, and its machine remembers nothing."""

    @contextlib.contextmanager
    def writing(self) -> Iterator[Connection]:
        with driver.transaction(self.connection):
            yield self.connection

    def remember(self, written: Any) -> None:
        pass


def new_store(name: str, role: str, now: Any) -> MemoryStore:
    """Return a store with its owner and keys."""
    key, device = new_vault_id(), new_device_id()
    places = vault.Places(Path("home"), Path("state"), migrations_dir())
    store = MemoryStore(copied(_empty()), places, key, "store.db", device, now, author=name, role=role)
    store.connection.execute("INSERT INTO device VALUES ('vault', ?), ('device', ?)", (key, device))
    owner = {"name": name, "role": role, "municipality": None, "recovery_confirmed": True}
    made = secret(NAMES.index(name))
    own = {
        "age": made.public.age, "sign": made.public.sign, "age_secret": made.age_secret, "sign_secret": made.sign_secret,
    }  # fmt: skip
    store.append([
        Entry(store.own_stream, "profile", new_record_id(), "create", owner),
        Entry(store.own_stream, "identity", new_record_id(), "create", own),
    ])  # fmt: skip
    return store
