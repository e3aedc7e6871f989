"""A store that is open: its connection, who writes in it, and the one way to write.

`create` and `open_with_key` are the only ways to get one. A store is never recreated or deleted because opening failed.
"""

from __future__ import annotations

import contextlib
import json
from dataclasses import dataclass, field
from datetime import UTC
from typing import TYPE_CHECKING

from spaedbarn_cli.errors import Failed, NotFound, Refused, StoreDamaged, StoreInUse
from spaedbarn_cli.store import belongs, driver, hlc, keyfile, log, memory, migrate
from spaedbarn_cli.store.ids import new_device_id, new_record_id

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime
    from pathlib import Path

    from spaedbarn_cli.store.driver import Connection
    from spaedbarn_cli.store.log import Entry, Written


@dataclass(frozen=True, slots=True)
class Places:
    """The folders a store needs: its own, this machine's memory, and the shipped migrations."""

    home: Path
    state: Path
    migrations: Path


@dataclass(slots=True)
class Store:
    """An open store. `now` is the clock (aware); `warnings` collects what the user should be told at once.

    `begins` says that the next change is the first of a new device, `missed` what this machine wrote and the store no
    longer holds; both are settled with that change, so that looking never writes.
    """

    connection: Connection
    places: Places
    vault: str
    file: str
    device: str
    now: Callable[[], datetime]
    author: str = ""
    role: str = ""
    warnings: list[str] = field(default_factory=list)
    begins: bool = False
    missed: memory.Remembered | None = None

    @property
    def path(self) -> Path:
        """The database file."""
        return self.places.home / self.file

    @property
    def own_stream(self) -> str:
        """The stream of the store itself: its owner, what was read; never part of a bundle."""
        return f"{self.vault}/store"

    @contextlib.contextmanager
    def writing(self) -> Iterator[Connection]:
        """Run a block as one write transaction; raises StoreInUse when the store was renewed meanwhile.

        Renewing the key writes a new file and points the key file at it. Whoever waited for the lock of the old file
        would write where nobody reads any more, so it is looked up again once the lock is ours.
        """
        with driver.transaction(self.connection):
            if keyfile.read_keyfile(self.places.home).store != self.file:
                raise StoreInUse("store_renewed")
            yield self.connection

    def append(
        self, entries: Sequence[Entry], *, finish_draft: str | None = None,
        also: Callable[[Connection], None] | None = None,
    ) -> list[Written]:  # fmt: skip
        """Write changes and their effect on the tables in one transaction, and finish a draft with them.

        `also` is done in the same transaction, after the changes.
        """
        with self.changing() as append:
            written = append(entries)
            if finish_draft is not None:
                self.connection.execute("DELETE FROM drafts WHERE id = ?", (finish_draft,))
            if also is not None:
                also(self.connection)
        return written

    @contextlib.contextmanager
    def changing(self) -> Iterator[Callable[[Sequence[Entry]], list[Written]]]:
        """Run a block as one write transaction; it is given what appends changes, as often as it likes."""
        written: list[Written] = []

        def append(entries: Sequence[Entry]) -> list[Written]:
            if self.begins:
                _begin_device(self)
            belongs.are_written_here(self.connection, entries)
            made = log.append(self.connection, entries, device=self.device, author=self.author, now=self.now())
            written.extend(made)
            return made

        with self.writing():
            yield append
        if written:
            self.begins = False
            self.remember(written[-1])

    def renew_device(self) -> None:
        """Go on as a new device: somebody holds changes of this one that are not here, so its numbers are not ours alone."""
        self.device, self.begins = new_device_id(), True

    def remember(self, written: Written) -> None:
        """Let this machine remember the last change. The change stands already: a failure here is a warning only."""
        try:
            memory.remember(self.places.state, self.vault, self.device, written)
        except Failed:
            self.warnings.append("warn.not_remembered")

    def rows(self, sql: str, *params: object) -> list[tuple[object, ...]]:
        """Return all rows of a query, database errors put into our words."""
        with driver.mapped_errors():
            rows: list[tuple[object, ...]] = self.connection.execute(sql, params).fetchall()
            return rows

    def close(self) -> None:
        """Let go of the file and the key."""
        self.connection.close()


def case_stream(case_id: str, name: str) -> str:
    """Return the name of one of a family's streams: contact, child, parent:<label>, network, plan, work."""
    return f"{case_id}/{name}"


def create(
    places: Places, file: str, key: bytes, *, vault: str, now: Callable[[], datetime], name: str, role: str,
    municipality: str | None, bulk: bool = False,
) -> Store:  # fmt: skip
    """Make a new, empty store file under `key` with its owner; raises Refused when the file is already there."""
    path = places.home / file
    with driver.mapped_errors():
        try:
            driver.create_file(path)
        except FileExistsError:
            raise Refused("store_exists") from None
    connection = None
    try:
        connection = driver.connect(path, key, bulk=bulk)
        migrate.apply(connection, places.migrations)
        device = new_device_id()
        store = Store(connection, places, vault, file, device, now, author=name, role=role)
        with driver.transaction(connection):
            connection.execute("INSERT INTO device VALUES ('vault', ?), ('device', ?)", (vault, device))
            profile = {"name": name, "role": role, "municipality": municipality, "recovery_confirmed": False}
            entry = log.Entry(store.own_stream, "profile", new_record_id(), "create", profile)
            written = log.append(connection, [entry], device=device, author=name, now=now())
        memory.remember(places.state, vault, device, written[-1])
    except BaseException:
        if connection is not None:
            connection.close()
        path.unlink(missing_ok=True)  # made by us a moment ago and never yet a store to anybody
        raise
    return store


def abandon(store: Store) -> None:
    """Take away a store made a moment ago whose key file could not be written: nobody can ever open it."""
    store.close()
    store.path.unlink(missing_ok=True)
    memory.forget(store.places.state, store.vault)


def open_with_key(
    places: Places, file: str, key: bytes, *, vault: str, now: Callable[[], datetime], whole_check: bool,
    bulk: bool = False,
) -> Store:  # fmt: skip
    """Open a store; migrate it when it is older; notice a roll-back; raises what `errors` says.

    `whole_check` verifies the authentication code of every page: when a passphrase unlocks, not for each quick command.
    `bulk` is for a command that moves much and ends (see `driver.connect`).
    """
    path = places.home / file
    if not path.is_file():
        raise StoreDamaged("store_missing")
    connection = driver.connect(path, key, bulk=bulk)
    try:
        lacking = migrate.pending(connection, places.migrations)
        if whole_check:
            check_pages(connection)
        if lacking:
            migrate.keep_copy(connection, path, max(migrate.applied(connection)))
            migrate.apply(connection, places.migrations)
        store = Store(connection, places, vault, file, "", now)
        if lacking:
            store.warnings.append("warn.store_migrated")
        _settle_device(store)
        _settle_owner(store)
        _look_at_clock(store)
    except BaseException:
        connection.close()
        raise
    return store


def check_pages(connection: Connection) -> None:
    """Verify the authentication code of every page; raises StoreDamaged when one does not match."""
    with driver.mapped_errors():
        if connection.execute("PRAGMA cipher_integrity_check").fetchall():
            raise StoreDamaged("store_pages")


def _settle_device(store: Store) -> None:
    """Go on as the device this store was last, or begin a new one when the store is not where this machine left it."""
    device: dict[str, str] = dict(store.rows("SELECT key, value FROM device"))  # type: ignore[arg-type]
    if device.get("vault") != store.vault:
        raise StoreDamaged("store_other_key")
    known = memory.read(store.places.state, store.vault)
    here = known is not None and bool(store.rows("SELECT 1 FROM changes WHERE id = ?", known.id))
    store.device = device["device"]
    if known is not None and here and known.device == store.device:
        return
    # Restored, copied to another machine, or rolled back: a new incarnation, so that no number is ever used twice.
    store.device, store.begins = new_device_id(), True
    if known is not None and not here:
        store.warnings.append("warn.rolled_back")
        store.missed = known


def _begin_device(store: Store) -> None:
    """Name the new device in the transaction of its first change, with what was missed, for `doctor` to tell of."""
    kept = dict(store.connection.execute("SELECT key, value FROM device"))
    if kept["device"] != store.device:
        before = json.dumps(sorted({*json.loads(kept.get("before", "[]")), kept["device"]}))
        store.connection.execute("INSERT OR REPLACE INTO device VALUES ('before', ?)", (before,))
    store.connection.execute("UPDATE device SET value = ? WHERE key = 'device'", (store.device,))
    store.connection.execute("DELETE FROM told")  # whoever counts on what the old device had must hear what this one has
    if store.missed is not None:
        missed = json.dumps({"at": store.now().astimezone(UTC).isoformat(timespec="seconds"), "id": store.missed.id})
        store.connection.execute("INSERT OR REPLACE INTO device VALUES ('missed', ?)", (missed,))


def devices_before(store: Store) -> tuple[str, ...]:
    """Return the devices this store was before, sorted: before it was restored, moved or rolled back."""
    rows = store.rows("SELECT value FROM device WHERE key = 'before'")
    kept = set(json.loads(str(rows[0][0]))) if rows else set()
    if store.begins:
        kept |= {str(row[0]) for row in store.rows("SELECT value FROM device WHERE key = 'device'")}
    return tuple(sorted(kept - {store.device}))


def _settle_owner(store: Store) -> None:
    rows = store.rows("SELECT name, role FROM profiles WHERE stream = ? LIMIT 1", store.own_stream)
    if not rows:
        raise StoreDamaged("store_not_ours")
    store.author, store.role = str(rows[0][0]), str(rows[0][1])


def _look_at_clock(store: Store) -> None:
    newest = store.rows("SELECT max(hlc) FROM changes")[0][0]
    if newest is not None and hlc.is_behind(store.now(), str(newest)):
        store.warnings.append("warn.clock_behind")
    if newest is not None and hlc.is_ahead(str(newest), store.now()):
        store.warnings.append("warn.change_ahead")


def profile_id(store: Store) -> str:
    """Return the record of the store's owner; raises NotFound when there is none."""
    rows = store.rows("SELECT id FROM profiles WHERE stream = ? LIMIT 1", store.own_stream)
    if not rows:
        raise NotFound("profile_not_found")
    return str(rows[0][0])
