"""Writing: one answer to the disk, and what encryption costs."""

from __future__ import annotations

import secrets
import sqlite3
import statistics
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from spaedbarn_cli import paths
from spaedbarn_cli.store import drafts, driver, vault
from spaedbarn_cli.store.ids import new_vault_id
from tests.bench.measure import Row, paired, timed

if TYPE_CHECKING:
    from pathlib import Path

ANSWER = "Mor følger barnets blik og venter på svar. Træt. Vil gerne tale om søvn næste gang."


def empty_store(folder: Path, *, bulk: bool = False) -> vault.Store:
    """Make a store under a fresh key, opened as the command in question opens it."""
    from spaedbarn_cli.store import keyfile

    home = folder / "home"
    home.mkdir(parents=True, mode=0o700)
    places = vault.Places(home, folder / "state", paths.migrations_dir())
    identity = new_vault_id()
    key = secrets.token_bytes(32)
    made = vault.create(
        places, "store.db", key, vault=identity, now=lambda: datetime.now(UTC), name="Mette Holm",
        role="health-visitor", municipality=None, bulk=bulk,
    )  # fmt: skip
    slots = keyfile.add_slot(
        keyfile.new_keyfile(identity, "store.db"), keyfile.PASSPHRASE, "fem blå spande sand", key, "2026-11-22"
    )
    keyfile.write_keyfile(home, slots, prove=(keyfile.PASSPHRASE, "fem blå spande sand"))
    return made


def answers(folder: Path, runs: int) -> list[Row]:
    """Commit answers one by one, each on the disk before the call returns."""
    store = empty_store(folder)
    draft = drafts.begin(store, "visit")
    times = sorted(timed(lambda n=n: drafts.answer(store, draft, f"q{n % 40}", ANSWER)) for n in range(runs * 40))
    store.close()
    middle = statistics.median(times)
    return [
        Row(
            "one answer to disk, p99",
            times[int(len(times) * 0.99)],
            None,
            50,
            f"p50 {middle:.1f} ms, {len(times)} answers",
        )
    ]


def encryption(folder: Path, runs: int) -> list[Row]:
    """The same writes, SQLCipher against plain SQLite, with the pragmas of the store in both."""
    path = folder / "cipher.db"
    driver.create_file(path)
    ours = _prepared(driver.connect(path, secrets.token_bytes(32)))
    plain = sqlite3.connect(folder / "plain.db", isolation_level=None)
    for pragma in ("journal_mode = DELETE", "synchronous = EXTRA", "temp_store = MEMORY", "secure_delete = ON"):
        plain.execute(f"PRAGMA {pragma}")
    theirs = _prepared(plain)
    both = paired(lambda: _write(ours), lambda: _write(theirs), runs * 4)
    return [Row("SQLCipher : SQLite, same writes", *both, 1.5, "20 commits of 5 rows")]


def _prepared(connection: Any) -> Any:
    connection.execute("CREATE TABLE notes (id INTEGER PRIMARY KEY, family TEXT, body TEXT)")
    connection.execute("CREATE INDEX notes_by_family ON notes (family)")
    return connection


def _write(connection: Any) -> None:
    for _ in range(20):
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany("INSERT INTO notes (family, body) VALUES (?, ?)", [(f"A{n}", ANSWER) for n in range(5)])
        connection.execute("COMMIT")
