"""Wrap the store key under a secret, and get it back: the only cryptography of the key file and of sessions.

A slot is a JSON object: its header (everything but `wrapped`) and the wrapped key.

    secret --Argon2id (passphrase) or HKDF (random secret)--> root, 64 bytes
    root   --HKDF-Expand, two labels--> wrapping key, commitment
    wrapped = AES-256-GCM(wrapping key, nonce, store key, associated data = canonical header and what it is bound to)

The commitment says whether the secret is the right one before anything is decrypted, and keeps a slot from opening
under two secrets. Every parameter is checked before any work is done with it.
"""

from __future__ import annotations

import base64
import hmac
import secrets
import time
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from spaedbarn_cli.errors import Failed, StoreDamaged
from spaedbarn_cli.store.canonical import canonical

Json = Mapping[str, Any]

KEY_BYTES = 32
SALT_BYTES = 16
NONCE_BYTES = 12
COMMITMENT_BYTES = 32
WRAPPED_BYTES = KEY_BYTES + 16
ROOT_BYTES = 64
CIPHER = "aes-256-gcm"
SLOW, FAST = "argon2id", "hkdf-sha256"

_LABEL = b"spaedbarn/1/wrap/"


class Cost(NamedTuple):
    """What one Argon2id derivation takes: passes, lanes, KiB of memory."""

    t: int
    p: int
    m_kib: int


FULL = Cost(3, 4, 256 * 1024)
SMALL = Cost(3, 4, 64 * 1024)
"""For a machine on which `FULL` would take more than `PATIENCE_SECONDS`."""
CEILING = Cost(16, 8, 2 * 1024 * 1024)
"""More than this is not ours but somebody's attempt to freeze the laptop."""
PATIENCE_SECONDS = 1.0

testing_kdf_cost: tuple[int, int, int] | None = None
"""For tests only: the cost (t, p, m_kib) of new slots, and the one cost accepted outside the bounds."""


def new_kdf(name: str) -> dict[str, Any]:
    """Return the parameters of a new derivation, with a fresh salt, for `argon2id` or `hkdf-sha256`."""
    salt = _b64(secrets.token_bytes(SALT_BYTES))
    if name == FAST:
        return {"name": FAST, "salt": salt}
    cost = Cost(*testing_kdf_cost) if testing_kdf_cost else affordable_cost()
    return {"name": SLOW, **cost._asdict(), "salt": salt}


def affordable_cost(timer: Callable[[], float] = time.perf_counter) -> Cost:
    """Return `FULL`, or `SMALL` on a slow machine: times one small derivation, of which the full one takes four."""
    begun = timer()
    _argon2id(SMALL, bytes(SALT_BYTES), b"how fast is this machine")
    return FULL if (timer() - begun) * (FULL.m_kib / SMALL.m_kib) <= PATIENCE_SECONDS else SMALL


def seal(header: Json, bound_to: Json, secret: bytes, key: bytes) -> dict[str, Any]:
    """Return a slot: `header` (with its `kdf`) completed, and `key` wrapped under `secret`, bound to `bound_to`.

    Raises ValueError when the key is not 32 bytes.
    """
    if len(key) != KEY_BYTES:
        raise ValueError("a store key is 32 bytes")
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    wrapping, commitment = _split(_root(header["kdf"], secret))
    nonce = secrets.token_bytes(NONCE_BYTES)
    full = {**header, "cipher": CIPHER, "nonce": _b64(nonce), "commitment": _b64(commitment)}
    return {**full, "wrapped": _b64(AESGCM(wrapping).encrypt(nonce, key, _associated(full, bound_to)))}


def unseal(slot: Json, bound_to: Json, secret: bytes) -> bytes | None:
    """Return the key in a slot that `check_slot` found well formed, or None when the secret is not the slot's.

    Raises StoreDamaged when the secret is right but the slot was changed, Failed when there is too little memory.
    """
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    wrapping, commitment = _split(_root(slot["kdf"], secret))
    if not hmac.compare_digest(commitment, _unb64(slot["commitment"], COMMITMENT_BYTES)):
        return None
    header = {name: value for name, value in slot.items() if name != "wrapped"}
    wrapped = _unb64(slot["wrapped"], WRAPPED_BYTES)
    try:
        return AESGCM(wrapping).decrypt(_unb64(slot["nonce"], NONCE_BYTES), wrapped, _associated(header, bound_to))
    except InvalidTag:
        raise StoreDamaged("key_damaged") from None


def check_slot(slot: Json, kdf_name: str) -> None:
    """Check form and bounds of all that this module put into a slot; raises ValueError (no derivation is begun)."""
    if slot.get("cipher") != CIPHER:
        raise ValueError("cipher")
    for name, size in (("nonce", NONCE_BYTES), ("commitment", COMMITMENT_BYTES), ("wrapped", WRAPPED_BYTES)):
        _unb64(slot.get(name), size)
    kdf = slot.get("kdf")
    if not isinstance(kdf, dict) or kdf.get("name") != kdf_name:
        raise ValueError("kdf")
    if set(kdf) != ({"name", "salt"} if kdf_name == FAST else {"name", "salt", *Cost._fields}):
        raise ValueError("kdf members")
    _unb64(kdf["salt"], SALT_BYTES)
    if kdf_name == SLOW:
        _check_cost(Cost(kdf["t"], kdf["p"], kdf["m_kib"]))


def _check_cost(cost: Cost) -> None:
    if any(type(value) is not int for value in cost):  # True is an int, and 3.0 equals 3
        raise ValueError("cost")
    if testing_kdf_cost and cost == testing_kdf_cost:
        return
    if not (1 <= cost.t <= CEILING.t and 1 <= cost.p <= CEILING.p and SMALL.m_kib <= cost.m_kib <= CEILING.m_kib):
        raise ValueError("cost out of bounds")


def _root(kdf: Json, secret: bytes) -> bytes:
    salt = _unb64(kdf["salt"], SALT_BYTES)
    if kdf["name"] == SLOW:
        return _argon2id(Cost(kdf["t"], kdf["p"], kdf["m_kib"]), salt, secret)
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(algorithm=SHA256(), length=ROOT_BYTES, salt=salt, info=_LABEL + b"root").derive(secret)


def _argon2id(cost: Cost, salt: bytes, secret: bytes) -> bytes:
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    derivation = Argon2id(salt=salt, length=ROOT_BYTES, iterations=cost.t, lanes=cost.p, memory_cost=cost.m_kib)
    try:
        return derivation.derive(secret)
    except MemoryError:
        raise Failed("key_memory", mib=cost.m_kib // 1024) from None


def _split(root: bytes) -> tuple[bytes, bytes]:
    """Return the wrapping key and the commitment of a root."""
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

    wrapping = HKDFExpand(algorithm=SHA256(), length=KEY_BYTES, info=_LABEL + b"key").derive(root)
    commitment = HKDFExpand(algorithm=SHA256(), length=COMMITMENT_BYTES, info=_LABEL + b"commitment").derive(root)
    return wrapping, commitment


def _associated(header: Json, bound_to: Json) -> bytes:
    return canonical({"bound_to": dict(bound_to), "slot": dict(header)})


def _b64(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def _unb64(text: object, size: int) -> bytes:
    """Decode base64 that is exactly as we write it; raises ValueError."""
    if not isinstance(text, str) or len(text) > 4 * size:
        raise ValueError("base64")
    data = base64.b64decode(text.encode("ascii"), validate=True)
    if len(data) != size or _b64(data) != text:
        raise ValueError("base64")
    return data
