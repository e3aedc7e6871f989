"""New random names for records, vaults and devices."""

from __future__ import annotations

import secrets

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"


def new_record_id() -> str:
    """Return 16 characters (80 random bits) that read and type well: no i, l, o or u."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(16))


def new_device_id() -> str:
    """Return a name for one incarnation of a store (64 random bits, hex)."""
    return secrets.token_hex(8)


def new_vault_id() -> str:
    """Return a name for a store for life (128 random bits, hex)."""
    return secrets.token_hex(16)


def new_salt() -> str:
    """Return the salt that keeps a payload's digest from being guessed (128 random bits, hex)."""
    return secrets.token_hex(16)


def new_store_key() -> bytes:
    """Return the key a store is written under (256 random bits)."""
    return secrets.token_bytes(32)
