"""Definitions that a site has installed itself; their bodies lie with all others, by digest. This device alone.

A definition that is removed is no longer offered; what was answered on it can still be read.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from spaedbarn_cli.errors import NotFound, Refused
from spaedbarn_cli.store import definitions

if TYPE_CHECKING:
    from spaedbarn_cli.store.vault import Store


class SiteDefinition(NamedTuple):
    """One version of a definition of the site's own; `added` is when, as an ISO moment in UTC."""

    id: str
    version: str
    kind: str
    digest: str
    added: str


def add(store: Store, data: dict[str, Any], digest: str) -> SiteDefinition:
    """Install a checked definition under its digest; the one added last is in force.

    Raises Refused for a version that is installed with another content: an answer must be able to name what it was
    given to. The same content again changes nothing.
    """
    name, version = str(data["id"]), str(data["version"])
    known = [one for one in listed(store) if (one.id, one.version) == (name, version)]
    if known and known[0].digest != digest:
        raise Refused("site_version_taken", instrument=name, version=version)
    if known:
        return known[0]
    definitions.keep(store, digest, data)
    found = SiteDefinition(name, version, str(data["kind"]), digest, _moment(store))
    with store.writing() as connection:
        connection.execute(
            "INSERT INTO site_definitions (id, version, kind, digest, added) VALUES (?, ?, ?, ?, ?)", found
        )
    return found


def _moment(store: Store) -> str:
    """Return now, but never before what was added last: a clock that was set back must not bring an old one back."""
    now = store.now().astimezone(UTC)
    newest = max((datetime.fromisoformat(one.added) for one in listed(store)), default=None)
    if newest is not None and now <= newest:
        now = newest + timedelta(microseconds=1)
    return now.isoformat(timespec="microseconds")


def listed(store: Store) -> list[SiteDefinition]:
    """Return every installed definition, by id and in the order they were added."""
    rows: list[Any] = store.rows(
        "SELECT id, version, kind, digest, added FROM site_definitions ORDER BY id, added, version"
    )
    return [SiteDefinition(*row) for row in rows]


def in_force(store: Store, key: str) -> SiteDefinition | None:
    """Return the version of a definition that was added last, or None."""
    found = [one for one in listed(store) if one.id == key]
    return found[-1] if found else None


def remove(store: Store, key: str) -> int:
    """Take every version of a definition out of use and return how many those were; raises NotFound."""
    with store.writing() as connection:
        gone = connection.execute("DELETE FROM site_definitions WHERE id = ?", (key,)).rowcount
    if not gone:
        raise NotFound("site_definition_not_found", instrument=key)
    return int(gone)
