"""Sessions: a token that opens the store for some minutes, so that quick commands skip the key derivation.

The runtime folder holds the store key wrapped under the token's secret; the token, in the caller's environment, holds
the secret. Either alone opens nothing. The clock is passed in, in seconds since 1970.
"""

from __future__ import annotations

import base64
import json
import re
import secrets
from typing import TYPE_CHECKING, Any

from spaedbarn_cli.errors import StoreDamaged, WrongSecret, WrongUsage
from spaedbarn_cli.store import atomic, keywrap
from spaedbarn_cli.store.keyformat import MAX_BYTES, read_object

if TYPE_CHECKING:
    from pathlib import Path

FORMAT = "spaedbarn-session"
VERSION = 1
MAX_MINUTES = 24 * 60
ID_BYTES = 16
SECRET_BYTES = 32

_MEMBERS = {"format", "version", "kind", "store", "expires", "kdf", "cipher", "nonce", "commitment", "wrapped"}
_FILE = re.compile(r"[0-9a-f]{32}\.json")


def create_session(runtime: Path, vault: str, store_key: bytes, store_name: str, minutes: int, now: float) -> str:
    """Keep the store key for `minutes` (1 to 1440) and return the token that opens it; old slots are cleared away.

    Raises WrongUsage for another number of minutes, Failed when the folder cannot be written.
    """
    if not 1 <= minutes <= MAX_MINUTES:
        raise WrongUsage("session_minutes", most=MAX_MINUTES)
    folder = runtime / vault
    atomic.private_folder(folder)
    expire_old(runtime, vault, now)
    name, secret = secrets.token_bytes(ID_BYTES), secrets.token_bytes(SECRET_BYTES)
    header = {
        "format": FORMAT,
        "version": VERSION,
        "kind": "session",
        "store": store_name,
        "expires": int(now) + minutes * 60,
        "kdf": keywrap.new_kdf(keywrap.FAST),
    }
    slot = keywrap.seal(header, _bound_to(vault, name), secret, store_key)
    atomic.write_atomic(folder / f"{name.hex()}.json", json.dumps(slot, indent=1).encode("ascii"))
    return base64.urlsafe_b64encode(name + secret).decode("ascii")


def open_session(runtime: Path, vault: str, token: str, now: float, store_name: str | None = None) -> bytes:
    """Return the store key (32 bytes) that a token opens.

    Raises WrongSecret: `session_expired` (the slot is removed; also when the store meanwhile has another name than
    `store_name`, that is, another key) or `wrong_session` for everything else that is not right.
    """
    name, secret = _parse_token(token)
    path = runtime / vault / f"{name.hex()}.json"
    slot = _read(path)
    try:
        key = keywrap.unseal(slot, _bound_to(vault, name), secret) if slot else None
    except StoreDamaged:  # somebody lengthened its life; nothing is lost, a session is quickly made anew
        raise WrongSecret("wrong_session") from None
    if slot is None or key is None:
        raise WrongSecret("wrong_session")
    if now >= slot["expires"] or store_name not in (None, slot["store"]):
        _remove(path)
        raise WrongSecret("session_expired")
    return key


def end_sessions(runtime: Path, vault: str) -> int:
    """Remove every session of a vault and return how many there were; raises Failed."""
    return sum(_remove(path) for path in _files(runtime, vault))


def expire_old(runtime: Path, vault: str, now: float) -> int:
    """Remove the sessions of a vault that are over or cannot be read; return how many; raises Failed."""
    removed = 0
    for path in _files(runtime, vault):
        slot = _read(path)
        if slot is None or now >= slot["expires"]:
            removed += _remove(path)
    return removed


def _files(runtime: Path, vault: str) -> list[Path]:
    try:
        return sorted(path for path in (runtime / vault).glob("*.json") if _FILE.fullmatch(path.name))
    except OSError as error:
        raise atomic.ours(error) from None


def _read(path: Path) -> dict[str, Any] | None:
    """Return a well-formed slot, or None when it is missing or not one of ours."""
    try:
        with path.open("rb") as file:
            slot = read_object(file.read(MAX_BYTES + 1))
        if set(slot) != _MEMBERS or (slot["format"], slot["kind"]) != (FORMAT, "session"):
            return None
        if any(type(slot[name]) is not int for name in ("version", "expires")) or slot["version"] != VERSION:
            return None
        keywrap.check_slot(slot, keywrap.FAST)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise atomic.ours(error) from None
    except (ValueError, RecursionError):
        return None
    return slot


def _remove(path: Path) -> bool:
    try:
        path.unlink()
    except FileNotFoundError:  # another command was quicker
        return False
    except OSError as error:
        raise atomic.ours(error) from None
    return True


def _bound_to(vault: str, name: bytes) -> dict[str, str]:
    return {"vault": vault, "slot": name.hex()}


def _parse_token(token: str) -> tuple[bytes, bytes]:
    try:
        data = base64.b64decode(token.strip().encode("ascii"), altchars=b"-_", validate=True)
    except ValueError:
        raise WrongSecret("wrong_session") from None
    if len(data) != ID_BYTES + SECRET_BYTES:
        raise WrongSecret("wrong_session")
    return data[:ID_BYTES], data[ID_BYTES:]
