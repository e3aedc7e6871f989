"""The one place that knows the database driver: SQLCipher connections, pragmas, and errors put into our words.

Imported before anything imports sqlite_utils: sqlite_utils looks for `pysqlite3` first, and registering SQLCipher under
that name makes its exceptions those that sqlite_utils catches. Without it seven of its operations fail, one leaving a
transaction open.
"""

from __future__ import annotations

import contextlib
import os
import sys
from typing import TYPE_CHECKING, Any

import sqlcipher3
from sqlcipher3 import dbapi2

from spaedbarn_cli.errors import Failed, SpaedbarnError, StoreDamaged, StoreInUse

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

sys.modules.setdefault("pysqlite3", sqlcipher3)
sys.modules.setdefault("pysqlite3.dbapi2", dbapi2)

Connection = Any
"""A sqlcipher3 connection; the wheel carries no types."""

KEY_BYTES = 32

_PRAGMAS = (
    "foreign_keys = ON",
    "recursive_triggers = ON",  # else INSERT OR REPLACE would slip past the triggers that keep the log append only
    "trusted_schema = OFF",
    "cell_size_check = ON",
    "journal_mode = DELETE",  # one file at rest: safe in a synchronised folder
    "synchronous = EXTRA",
    "temp_store = MEMORY",
    "secure_delete = ON",
)

_WIPED = ("cipher_memory_security = ON",)
"""Every piece of memory is locked and wiped: worth it where a store stays open for an hour."""
_BULK = ("cipher_memory_security = OFF", "cache_size = -262144")
"""For a command that moves thousands of changes and ends: locking each piece of memory makes every statement ten to twenty
times as slow (0.5 ms instead of 0.04, measured), and what is moved lies in this program's own memory meanwhile anyway. The
key is locked and wiped either way."""

busy_timeout_ms = 5000
"""How long a command waits for another one that is writing; tests that wait in vain set it lower."""


def key_literal(key: bytes) -> str:
    """Return a raw key as SQLCipher takes it; raises ValueError unless it is exactly 32 bytes.

    A malformed raw key would silently be taken for a passphrase: this is the only place that builds one.
    """
    if not isinstance(key, bytes) or len(key) != KEY_BYTES:
        raise ValueError("a raw key is 32 bytes")
    return f"\"x'{key.hex()}'\""


def connect(path: Path, key: bytes, *, bulk: bool = False) -> Connection:
    """Open an existing store file under its key and set every pragma; does not check what is inside.

    `bulk` is for a command that moves much and ends; it counts for the process if no store was open in it before.

    Raises StoreDamaged when the file is not a database under this key, StoreInUse when it is held elsewhere.
    """
    with mapped_errors():
        connection = dbapi2.connect(f"{path.as_uri()}?mode=rw", uri=True, isolation_level=None)
        try:
            connection.execute("PRAGMA cipher_log_level = NONE")
            connection.execute(f"PRAGMA key = {key_literal(key)}")
            for pragma in (*(_BULK if bulk else _WIPED), *_PRAGMAS):
                connection.execute(f"PRAGMA {pragma}")
            connection.execute(f"PRAGMA busy_timeout = {int(busy_timeout_ms)}")
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except BaseException:
            connection.close()
            raise
    return connection


def in_memory() -> Connection:
    """Open an empty database that lives in memory only (for replaying the log beside the store)."""
    connection = dbapi2.connect(":memory:", isolation_level=None)
    connection.execute("PRAGMA foreign_keys = ON")
    return connection


def create_file(path: Path) -> None:
    """Make an empty file, 0600, that nobody else can have opened before; raises FileExistsError if it is there."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))


@contextlib.contextmanager
def transaction(connection: Connection) -> Iterator[None]:
    """Run a block as one write transaction: all of it is on disk afterwards, or nothing is."""
    with mapped_errors():
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            # After a disk error SQLite may already have rolled back; a second rollback would hide the first error.
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
        try:
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise


@contextlib.contextmanager
def mapped_errors() -> Iterator[None]:
    """Turn database errors into ours; the driver's text never reaches the user, it may quote what it could not read."""
    try:
        yield
    except dbapi2.Error as error:
        raise _ours(error) from None
    except OSError as error:
        raise disk_error(error) from None


def disk_error(error: OSError) -> SpaedbarnError:
    """Return our error for one of the operating system's (full disk, no permission, anything else)."""
    import errno

    if error.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)):
        return Failed("disk_full")
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return Failed("no_permission")
    if error.errno == errno.ENAMETOOLONG:
        return Failed("name_too_long")
    if error.errno == errno.ENOTDIR:
        return Failed("not_a_folder")
    return Failed("disk_error", number=error.errno)


def _ours(error: Any) -> SpaedbarnError:
    name = getattr(error, "sqlite_errorname", "") or ""
    text = str(error).lower()
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")) or "locked" in text:
        return StoreInUse("store_in_use")
    if name.startswith("SQLITE_FULL") or "full" in text:
        return Failed("disk_full")
    if name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM")) or "readonly" in text:
        return Failed("no_permission")
    if name.startswith("SQLITE_IOERR"):
        return Failed("disk_error", number=name)
    if name.startswith(("SQLITE_NOTADB", "SQLITE_CORRUPT")) or "not a database" in text or "malformed" in text:
        return StoreDamaged("store_damaged")
    return StoreDamaged("store_unexpected", name=name or type(error).__name__)
