"""Sealed bytes to something known: opened with our keys, signed by a contact, or refused. For files and for the remote."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from spaedbarn_cli.errors import BundleRejected
from spaedbarn_cli.store import contacts
from spaedbarn_cli.sync import identity, keys, limits, seal

if TYPE_CHECKING:
    from pathlib import Path

    from spaedbarn_cli.store.contacts import Contact
    from spaedbarn_cli.store.vault import Store
    from spaedbarn_cli.sync.seal import Opened


class Letter(NamedTuple):
    """A bundle and who sealed it; None for our own copy of what we sent."""

    opened: Opened
    sender: Contact | None


def open_letter(store: Store, data: bytes) -> Letter:
    """Return what is in sealed bytes and who sealed them; raises BundleRejected, BundleNotForUs, StoreNewer."""
    own = identity.own(store)
    known = contacts.by_sign(store)
    opened = seal.open_sealed(
        data, identity=own.age_secret, own_recipient=own.public.age, senders=map(keys.signing_key, known),
        own_sign=keys.signing_key(own.public.sign),
    )  # fmt: skip
    return Letter(opened, None if opened.own else known[keys.to_text(opened.sign)])


def read_file(path: Path) -> bytes:
    """Return the bytes of a file; raises BundleRejected for one beyond the ceiling, OSError."""
    with path.open("rb") as file:
        data = file.read(limits.MAX_SEALED + 1)
    if len(data) > limits.MAX_SEALED:
        raise BundleRejected("bundle_too_large", megabytes=limits.MAX_SEALED // limits.MEGABYTE)
    return data
