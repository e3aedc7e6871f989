"""Contacts as they stand now: who this store shares with, and by which keys."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from spaedbarn_cli.errors import NotFound

if TYPE_CHECKING:
    from spaedbarn_cli.store.vault import Store


class Contact(NamedTuple):
    """Somebody to share with.

    `age` is the recipient that is sealed to, None for somebody without the program, who gets pages that open with six
    words. `sign` is the key by which what she sends is known, and `words` the
    fingerprint of both; they are None when only a recipient is known. `verified` is the day the words were found the
    same, None for keys that nobody has read aloud; `changed` the day the keys took the place of others, until they are
    verified.
    """

    id: str
    name: str
    role: str | None
    age: str | None
    sign: str | None
    words: str | None
    verified: date | None
    changed: date | None


_SELECT = "SELECT id, name, role, age, sign, words, verified, changed FROM contacts WHERE retracted = 0 AND stream = ?"


def listed(store: Store) -> list[Contact]:
    """Return the contacts in order of name."""
    rows: Any = store.rows(_SELECT, store.own_stream)
    return sorted(map(_contact, rows), key=lambda contact: (contact.name.casefold(), contact.id))


def _contact(row: Any) -> Contact:
    return Contact(*row[:6], *(date.fromisoformat(day) if day else None for day in row[6:]))


def known(store: Store, name: str) -> Contact | None:
    """Return the contact by this name, upper or lower case, or None."""
    wanted = " ".join(name.split()).casefold()
    return next((contact for contact in listed(store) if contact.name.casefold() == wanted), None)


def find(store: Store, name: str) -> Contact:
    """Return the contact by this name; raises NotFound, which does not repeat the name."""
    found = known(store, name)
    if found is None:
        raise NotFound("contact_not_found")
    return found


def by_sign(store: Store) -> dict[str, Contact]:
    """Return the contacts that can be known by what they sign, by their signing key (base64url)."""
    return {contact.sign: contact for contact in listed(store) if contact.sign is not None}


def signs(store: Store) -> dict[str, str]:
    """Return the signing key of every contact there is, by her record and by those she was taken off the list with."""
    rows: Any = store.rows(
        "SELECT id, sign FROM contacts WHERE stream = ? AND sign IN (SELECT sign FROM contacts WHERE retracted = 0)",
        store.own_stream,
    )
    return dict(rows)


def by_id(store: Store, key: str) -> Contact | None:
    """Return the contact with this record, also one who was removed since; None when there never was one."""
    rows: Any = store.rows(_SELECT.replace("retracted = 0 AND stream = ?", "id = ?"), key)
    return _contact(rows[0]) if rows else None
