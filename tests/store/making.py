"""A desk for tests of the store: a folder with a store, a machine that remembers it, and a clock that can be set."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from spaedbarn_cli.paths import migrations_dir
from spaedbarn_cli.store import atomic, keyfile, recovery, vault
from spaedbarn_cli.store.ids import new_record_id, new_vault_id
from spaedbarn_cli.store.log import Entry

if TYPE_CHECKING:
    from pathlib import Path

    from spaedbarn_cli.store.vault import Store

PASSPHRASE = "fire små søde får"
NOON = datetime(2026, 11, 22, 13, 0, tzinfo=UTC)
CREATED = "2026-11-22T13:00:00+00:00"
KEY = bytes(range(32))
FAMILY = "0000000000000a17"


@dataclass
class Desk:
    """Where a store lies, and what the machine around it knows."""

    home: Path
    state: Path
    migrations: Path = field(default_factory=migrations_dir)
    moment: datetime = NOON

    @property
    def places(self) -> vault.Places:
        return vault.Places(self.home, self.state, self.migrations)

    def now(self) -> datetime:
        return self.moment

    def later(self, **by: float) -> None:
        self.moment += timedelta(**by)

    def create(self) -> Store:
        """Make key file and store, owned by Mette Holm."""
        atomic.private_folder(self.home)
        slots = keyfile.new_keyfile(new_vault_id(), "store.db")
        slots = keyfile.add_slot(slots, keyfile.PASSPHRASE, PASSPHRASE, KEY, CREATED)
        slots = keyfile.add_slot(slots, keyfile.RECOVERY, recovery.new_code(), KEY, CREATED)
        store = vault.create(
            self.places, slots.store, KEY, vault=slots.vault, now=self.now, name="Mette Holm", role="health-visitor",
            municipality="Jammerbugt",
        )  # fmt: skip
        keyfile.write_keyfile(self.home, slots)
        return store

    def open(self, *, whole_check: bool = True, passphrase: str = PASSPHRASE) -> Store:
        """Open the store as the program does."""
        known = keyfile.read_keyfile(self.home)
        key = keyfile.unwrap(known, keyfile.PASSPHRASE, passphrase)
        return vault.open_with_key(
            self.places, known.store, key, vault=known.vault, now=self.now, whole_check=whole_check
        )

    def elsewhere(self, home: Path, state: Path) -> Desk:
        """Return a copy of this desk's store in another folder, with the memory of another machine."""
        import shutil

        shutil.copytree(self.home, home)
        return replace(self, home=home, state=state)


def visit(record: str | None = None, op: str = "create", *, reason: str | None = None, **fields: Any) -> Entry:
    """Return a change of a visit of the family; a new one is an hour at home."""
    usual = {
        "case_id": FAMILY, "start": "2026-11-16T09:00+01:00", "end": "2026-11-16T10:00+01:00", "kind": "home",
        "status": "held", "by": ["Mette Holm"], "present": ["mor", "barn1"], "note": "Barnet tager på og sover roligt.",
    }  # fmt: skip
    said = {**usual, **fields} if op == "create" else fields
    return Entry(f"{FAMILY}/contact", "visit", record or new_record_id(), op, said, reason)


def tables(connection: Any) -> dict[str, list[tuple[Any, ...]]]:
    """Return every row of every table that the log keeps up to date."""
    from spaedbarn_cli.store.tables import TABLES

    return {name: sorted(connection.execute(f"SELECT * FROM {name}")) for name in (*TABLES, "conflicts")}


def log_of(store: Store) -> list[tuple[Any, ...]]:
    """Return the whole log."""
    both = "changes c LEFT JOIN payloads p ON p.change = c.id"
    return store.rows(f"SELECT c.id, c.stream, c.device, c.seq, p.body FROM {both} ORDER BY c.n")


def sound(store: Store) -> bool:
    """Say whether every check of an open store holds."""
    from spaedbarn_cli.store.verify import store_checks

    return all(check.ok for check in store_checks(store))
