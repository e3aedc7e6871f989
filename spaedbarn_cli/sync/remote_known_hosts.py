"""OpenSSH's `known_hosts`: which keys a server may show; pure.

A line we cannot use (`@cert-authority`, a broken one) makes no server known; a key that is `@revoked` is known nowhere.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

PORT = 22


def name_of(host: str, port: int) -> str:
    """Return how a server is written in `known_hosts`: its name, with another port than 22 as `[name]:2222`."""
    return host.lower() if port == PORT else f"[{host.lower()}]:{port}"


def known_keys(lines: Iterable[str], name: str) -> dict[bytes, str]:
    """Return the keys of a server as SSH writes them on the wire, each with its type."""
    found: dict[bytes, str] = {}
    revoked: set[bytes] = set()
    for line in lines:
        fields = line.split()
        marker = fields.pop(0) if line.startswith("@") else ""
        if len(fields) < 3 or line.startswith("#") or marker not in {"", "@revoked"}:
            continue
        try:
            key = base64.b64decode(fields[2], validate=True)
        except ValueError:  # not base64
            continue
        if marker:
            revoked.add(key)
        elif _names(fields[0], name):
            found[key] = fields[1]
    return {key: kind for key, kind in found.items() if key not in revoked}


def _names(patterns: str, name: str) -> bool:
    matched = False
    for pattern in patterns.split(","):
        if pattern.startswith("|1|"):
            matched |= _is_hash(pattern, name)
        elif _matches(pattern.removeprefix("!"), name):
            if pattern.startswith("!"):
                return False
            matched = True
    return matched


def _matches(pattern: str, name: str) -> bool:
    """Match as OpenSSH does: `*` and `?` only, brackets stand for themselves."""
    parts = {"*": ".*", "?": "."}
    return re.fullmatch("".join(parts.get(sign) or re.escape(sign) for sign in pattern.lower()), name) is not None


def _is_hash(pattern: str, name: str) -> bool:
    try:
        salt, digest = (base64.b64decode(part, validate=True) for part in pattern.split("|")[2:])
    except ValueError:  # not two parts, or not base64
        return False
    return hmac.compare_digest(hmac.digest(salt, name.encode(), hashlib.sha1), digest)
