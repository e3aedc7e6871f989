"""The key file `key.json`: read it, replace it, add and open its slots, change the passphrase.

Any one slot's secret opens the store. The file is only ever replaced as a whole, and a new slot is opened from what was
written before the old one goes: at every moment some `key.json` with working slots is in place. Nothing in it is
secret; without a passphrase or code it opens nothing.
"""

from __future__ import annotations

import secrets
import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING

from spaedbarn_cli.errors import NoStore, Refused, StoreDamaged, StoreInUse, WrongSecret, WrongUsage
from spaedbarn_cli.store import atomic, keyformat, keywrap
from spaedbarn_cli.store.keyformat import PASSPHRASE, RECOVERY, KeyFile, Slot, dump, new_keyfile, parse

if TYPE_CHECKING:
    from pathlib import Path

__all__ = [
    "NAME", "PASSPHRASE", "RECOVERY", "KeyFile", "Slot", "add_slot", "change_passphrase", "check_new_passphrase",
    "new_keyfile", "new_slot", "normal_passphrase", "read_keyfile", "replace_slots", "unwrap", "write_keyfile",
]  # fmt: skip

NAME = "key.json"
MIN_PASSPHRASE = 8

_WRONG = {PASSPHRASE: "wrong_passphrase", RECOVERY: "wrong_recovery_code"}


def read_keyfile(home: Path) -> KeyFile:
    """Return the key file of a folder.

    Raises NoStore when there is neither key file nor store, StoreNewer, StoreDamaged (also when only the key is gone).
    """
    path = home / NAME
    try:
        if path.is_file():
            with path.open("rb") as file:
                return parse(file.read(keyformat.MAX_BYTES + 1))
        if path.exists():
            raise StoreDamaged("key_damaged")
        if any(keyformat.STORE_NAME.fullmatch(entry.name) for entry in home.glob("store*.db")):
            raise StoreDamaged("key_missing")
    except OSError as error:
        raise atomic.ours(error) from None
    raise NoStore("no_store", home=str(home))


def write_keyfile(home: Path, keyfile: KeyFile, *, prove: tuple[str, str] | None = None) -> None:
    """Replace the key file of a folder that is there; `prove` is a (kind, secret) that must open what was written.

    Raises Failed and, when the proof fails, what `unwrap` raises; the old file is then untouched.
    """

    def check(temporary: Path) -> None:
        written = parse(temporary.read_bytes())
        if written != keyfile:
            raise StoreDamaged("key_damaged")
        if prove is not None:
            unwrap(written, *prove)

    atomic.write_atomic(home / NAME, dump(keyfile), check)


def add_slot(keyfile: KeyFile, kind: str, secret: str, store_key: bytes, created: str) -> KeyFile:
    """Return the key file with one more slot; `kind` is `passphrase` or `recovery`, `created` an ISO time.

    Raises WrongUsage for a passphrase that will not do, Refused when there are 16 slots already.
    """
    if len(keyfile.slots) >= keyformat.MAX_SLOTS:
        raise Refused("key_slots_full", most=keyformat.MAX_SLOTS)
    return replace(keyfile, slots=(*keyfile.slots, new_slot(keyfile, kind, secret, store_key, created)))


def new_slot(keyfile: KeyFile, kind: str, secret: str, store_key: bytes, created: str) -> Slot:
    """Return a slot for `replace_slots`, bound to the vault of `keyfile`; raises WrongUsage as `add_slot` does."""
    material = check_new_passphrase(secret) if kind == PASSPHRASE else _material(kind, secret)
    taken = [slot.data.get("id") for slot in keyfile.slots]
    slot_id = secrets.token_hex(4)
    while slot_id in taken:
        slot_id = secrets.token_hex(4)
    header = {"id": slot_id, "kind": kind, "created": created, "kdf": keywrap.new_kdf(keyformat.KDF_OF_KIND[kind])}
    return keyformat.slot(keywrap.seal(header, keyfile.bound_to, material, store_key))


def replace_slots(keyfile: KeyFile, kind: str, new: Slot) -> KeyFile:
    """Return the key file with every slot of a kind gone and the new one in their place; others stay."""
    return replace(keyfile, slots=(*(slot for slot in keyfile.slots if slot.kind != kind), new))


def unwrap(keyfile: KeyFile, kind: str, secret: str) -> bytes:
    """Return the store key (32 bytes) by the first slot of `kind` that the secret opens.

    Raises WrongSecret (also for an empty passphrase), StoreDamaged when the slot was changed or none for a passphrase
    is left, Failed when there is too little memory.
    """
    material = _material(kind, secret)
    slots = [slot for slot in keyfile.slots if slot.kind == kind]
    if not slots:
        raise WrongSecret("no_recovery_code") if kind == RECOVERY else StoreDamaged("key_damaged")
    for slot in slots:
        key = keywrap.unseal(slot.data, keyfile.bound_to, material)
        if key is not None:
            return key
    raise WrongSecret(_WRONG[kind])


def change_passphrase(home: Path, old_or_key: str | bytes, new: str, created: str) -> None:
    """Let a new passphrase take the place of every old one, given the old one or the store key itself.

    The store is not rewritten: older copies of the key file still open with the old passphrase. Raises what `unwrap`
    and `write_keyfile` raise, and StoreInUse when the key file was changed by another process meanwhile.
    """
    check_new_passphrase(new)  # said before a second is spent on the old one
    before = read_keyfile(home)
    key = old_or_key if isinstance(old_or_key, bytes) else unwrap(before, PASSPHRASE, old_or_key)
    after = replace_slots(before, PASSPHRASE, new_slot(before, PASSPHRASE, new, key, created))
    if read_keyfile(home) != before:
        raise StoreInUse("key_changed")
    write_keyfile(home, after, prove=(PASSPHRASE, new))


def _material(kind: str, secret: str) -> bytes:
    if kind == RECOVERY:
        from spaedbarn_cli.store import recovery

        return recovery.parse(secret)
    try:
        return normal_passphrase(secret).encode()
    except WrongUsage as error:  # opening: one more wrong try, asked for again like any other
        raise WrongSecret(error.key) from None


def normal_passphrase(text: str) -> str:
    """Return a passphrase in the one form that is used (NFKC), so that æ, ø, å open however they were typed.

    Raises WrongUsage when it is empty or not text.
    """
    normal = unicodedata.normalize("NFKC", text)
    if not normal.strip():
        raise WrongUsage("passphrase_empty")
    try:
        normal.encode()
    except UnicodeEncodeError:
        raise WrongUsage("passphrase_unreadable") from None
    return normal


def check_new_passphrase(text: str) -> bytes:
    """Return a new passphrase as bytes; raises WrongUsage when it is empty, too short or not text."""
    normal = normal_passphrase(text)
    if len(normal) < MIN_PASSPHRASE:
        raise WrongUsage("passphrase_short", least=MIN_PASSPHRASE)
    return normal.encode()
