"""The form of the key file: what `key.json` may hold, checked member by member before anything is done with it.

Format 1 is a promise: every later version reads it. A slot of an unknown kind is kept and passed over, anything else
unknown is refused. Reading raises our own errors only, whatever the bytes are.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from spaedbarn_cli.errors import StoreDamaged, StoreNewer
from spaedbarn_cli.store import keywrap
from spaedbarn_cli.store.canonical import canonical, digest

if TYPE_CHECKING:
    from collections.abc import Mapping

FORMAT = "spaedbarn-key"
VERSION = 1
MAX_BYTES = 64 * 1024
MAX_SLOTS = 16
MAX_TIME = 40

PASSPHRASE, RECOVERY = "passphrase", "recovery"
KDF_OF_KIND = {PASSPHRASE: keywrap.SLOW, RECOVERY: keywrap.FAST}

STORE_NAME = re.compile(r"store(-[0-9]{1,6})?\.db")
_VAULT = re.compile(r"[0-9a-f]{32}")
_SLOT_ID = re.compile(r"[0-9a-f]{8}")
_KIND = re.compile(r"[a-z][a-z0-9-]{0,39}")
_SLOT_MEMBERS = {"id", "kind", "created", "kdf", "cipher", "nonce", "commitment", "wrapped"}


@dataclass(frozen=True, slots=True)
class Slot:
    """One way in. `data` is the slot as it stands in the file; a kind we do not know is kept as it is."""

    kind: str
    data: Mapping[str, Any] = field(repr=False)


@dataclass(frozen=True, slots=True)
class KeyFile:
    """The content of a key file: vault id (32 hex digits), name of the store file beside it, slots."""

    vault: str
    store: str
    slots: tuple[Slot, ...] = ()

    @property
    def bound_to(self) -> dict[str, Any]:
        """What every slot is bound to: moved to another vault's file it does not open."""
        return {"format": FORMAT, "version": VERSION, "vault": self.vault}


def new_keyfile(vault: str, store_name: str) -> KeyFile:
    """Return a key file without slots; raises ValueError for a vault id or a store name that is not one."""
    if not _VAULT.fullmatch(vault) or not STORE_NAME.fullmatch(store_name):
        raise ValueError("vault or store name")
    return KeyFile(vault, store_name)


def dump(keyfile: KeyFile) -> bytes:
    """Return a key file as it is written."""
    document = {
        "format": FORMAT,
        "version": VERSION,
        "vault": keyfile.vault,
        "store": keyfile.store,
        "slots": [dict(one.data) for one in keyfile.slots],
    }
    document["checksum"] = digest(document)
    return json.dumps(document, indent=1).encode("ascii") + b"\n"


def parse(data: bytes) -> KeyFile:
    """Return what the bytes of a key file say; raises StoreNewer, StoreDamaged, and nothing else whatever they are."""
    try:
        return _parse(data)
    except (ValueError, RecursionError):
        raise StoreDamaged("key_damaged") from None


def _parse(data: bytes) -> KeyFile:
    document = read_object(data)
    version = document.get("version")
    _need(document.get("format") == FORMAT and type(version) is int and version >= 1, "format")
    if version != VERSION:
        raise StoreNewer("key_newer")
    _need(set(document) == {"format", "version", "vault", "store", "slots", "checksum"}, "members")
    # Not against tampering (the slots see to that): without it a rotten salt would read as a wrong passphrase.
    _need(document.pop("checksum") == digest(document), "checksum")
    vault, store, slots = document["vault"], document["store"], document["slots"]
    _need(isinstance(vault, str) and isinstance(store, str), "vault or store name")
    _need(isinstance(slots, list) and len(slots) <= MAX_SLOTS, "slots")
    keyfile = replace(new_keyfile(vault, store), slots=tuple(slot(one) for one in slots))
    ids = [one.data["id"] for one in keyfile.slots if one.kind in KDF_OF_KIND]
    _need(len(set(ids)) == len(ids), "slot ids")
    return keyfile


def slot(data: Any) -> Slot:
    """Return one slot of the file, every member of a kind we know checked; raises ValueError."""
    _need(isinstance(data, dict), "slot")
    kind = data.get("kind")
    _need(isinstance(kind, str) and _KIND.fullmatch(kind), "slot kind")
    if kind in KDF_OF_KIND:
        _need(set(data) == _SLOT_MEMBERS, "slot members")
        _need(isinstance(data["id"], str) and _SLOT_ID.fullmatch(data["id"]), "slot id")
        created = data["created"]
        _need(isinstance(created, str) and created.isascii() and len(created) <= MAX_TIME, "created")
        datetime.fromisoformat(created)
        keywrap.check_slot(data, KDF_OF_KIND[kind])
    return Slot(kind, data)


def read_object(data: bytes) -> dict[str, Any]:
    """Return the JSON object of a small file; raises ValueError for anything that is not exactly one sound object."""
    _need(len(data) <= MAX_BYTES, "size")
    document: Any = json.loads(data.decode("utf-8"), object_pairs_hook=_without_twins)
    _need(isinstance(document, dict), "object")
    canonical(document)  # no NaN, no lone surrogate, no number that would be written back differently
    found: dict[str, Any] = document
    return found


def _without_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    _need(len(members) == len(pairs), "two members of one name")
    return members


def _need(holds: object, what: str) -> None:
    if not holds:
        raise ValueError(what)
