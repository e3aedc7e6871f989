"""Numbered migrations: plain SQL, each applied with its record in one transaction, a copy of the store kept before.

A store that names a migration we do not have was written by a newer program and is refused, untouched.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from spaedbarn_cli.errors import StoreDamaged, StoreNewer
from spaedbarn_cli.store import driver

if TYPE_CHECKING:
    from pathlib import Path

    from spaedbarn_cli.store.driver import Connection

SET = "spaedbarn"


def shipped(folder: Path) -> list[Path]:
    """Return the migrations of this program in their order."""
    return sorted(folder.glob("[0-9][0-9][0-9][0-9]_*.sql"))


def applied(connection: Connection) -> set[str]:
    """Return the names of the migrations a store has had; raises StoreDamaged when it is not one of our stores.

    An empty file opens under any key, so "it opened" says nothing: the record of migrations must be there.
    """
    with driver.mapped_errors():
        tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if not {"_sqlite_migrations", "changes", "payloads"} <= tables:
            raise StoreDamaged("store_not_ours")
        rows = connection.execute("SELECT name FROM _sqlite_migrations WHERE migration_set = ?", (SET,))
        names = {row[0] for row in rows}
    if not names:
        raise StoreDamaged("store_not_ours")
    return names


def pending(connection: Connection, folder: Path) -> list[Path]:
    """Return the migrations a store still lacks; raises StoreNewer when it has had one that we do not know."""
    had = applied(connection)
    ours = shipped(folder)
    if had - {path.stem for path in ours}:
        raise StoreNewer("store_newer")
    return [path for path in ours if path.stem not in had]


def apply(connection: Connection, folder: Path) -> None:
    """Apply every migration that a store (or an empty database) lacks, with their records: all of it or nothing."""
    from sqlite_utils import Database, Migrations

    migrations = Migrations(SET)
    for path in shipped(folder):
        _register(migrations, path)
    # Under the lock from the first look: two windows that open an older store at once must not both migrate it.
    with driver.transaction(connection):
        migrations.apply(Database(connection, execute_plugins=False))


def _register(migrations: object, path: Path) -> None:
    def run(db: object) -> None:
        db.executescript(path.read_text(encoding="utf-8"))  # type: ignore[attr-defined]

    migrations(name=path.stem)(run)  # type: ignore[operator]


def keep_copy(connection: Connection, store: Path, last: str) -> Path:
    """Copy the store file beside itself before it is migrated; `last` names the newest migration it has had.

    Does nothing when another process has meanwhile migrated it: the copy of what was before is then its. Raises Failed.
    """
    from spaedbarn_cli.store.atomic import write_atomic

    copy = store.with_name(f"{store.name}.before-{last}.bak")
    with driver.transaction(connection):  # nobody writes while it is read
        content = store.read_bytes() if max(applied(connection)) == last else None
    # Reading closes the file, and with it POSIX lets go of this process's locks: nothing may lean on them from here.
    if content is not None:
        write_atomic(copy, content)
    return copy
