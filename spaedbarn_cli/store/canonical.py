"""One way to write a JSON value as bytes (RFC 8785), so that the same content has the same digest everywhere."""

from __future__ import annotations

import hashlib
from typing import Any


def canonical(obj: Any) -> bytes:
    """Return the canonical bytes of a JSON value.

    Raises ValueError for what JSON cannot carry safely: NaN, infinities, integers beyond 2^53, lone surrogates, strange
    types; RecursionError for nesting without end.
    """
    import rfc8785

    return rfc8785.dumps(obj)


def digest(obj: Any) -> str:
    """Return the SHA-256 of the canonical form, 64 hex digits; raises what `canonical` raises."""
    return digest_of(canonical(obj))


def digest_of(body: bytes) -> str:
    """Return the SHA-256 of bytes that are already canonical, 64 hex digits."""
    return hashlib.sha256(body).hexdigest()
