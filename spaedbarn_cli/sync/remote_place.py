"""What every kind of storage offers to `remote`, and the names that can stand on it.

A place does one thing once and lets the errors of its library through; trying again and finding words is `remote`'s.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple, Protocol

from spaedbarn_cli.errors import BundleRejected
from spaedbarn_cli.sync import limits

if TYPE_CHECKING:
    from collections.abc import Callable

MAILBOX = re.compile(r"[a-z2-7]{32}", re.ASCII)
NAME = re.compile(r"[0-9a-f]{32}\.age", re.ASCII)
LEFTOVER = re.compile(r"[0-9a-f]{32}\.age\.part|\.[0-9a-f]{32}\.age\.[0-9a-f]{12}\.tmp", re.ASCII)
"""A transfer on its way, or cut off: ours over a network, and `store.atomic`'s on a disk."""

CONNECT_SECONDS = 10
ANSWER_SECONDS = 60
"""How long a server may be silent in the middle of something."""
CHUNK = 1 << 16


class Entry(NamedTuple):
    """A file there: bytes and seconds since 1970 by the storage's own clock, None when it does not say."""

    name: str
    size: int | None
    modified: float | None


class Listing(NamedTuple):
    """The plain files of a mailbox; not `whole` when there is more there, of any kind, than was looked at."""

    files: list[Entry]
    whole: bool


class Place(Protocol):
    """One open connection to a root that must be there: FileNotFoundError, or the library's like of it, when it is not."""

    def listing(self, mailbox: str, most: int) -> Listing:
        """Return what a mailbox holds, nothing when it is missing; beyond `most` things of any kind it stops looking."""

    def entry(self, mailbox: str, name: str) -> Entry | None:
        """Return one file, None when it is gone."""

    def put(self, mailbox: str, name: str, data: bytes) -> None:
        """Make the file whole and then visible, and its mailbox first if need be; may be repeated with the same data."""

    def get(self, mailbox: str, name: str, most: int) -> bytes | None:
        """Return a file's bytes, None when it is gone; raises what `too_large` makes, having read `most` + 1 at most."""

    def delete(self, mailbox: str, name: str) -> bool:
        """Remove a file; False when it is gone or may not be removed by us."""

    def close(self) -> None:
        """Close the connection; never raises because it is broken."""


def too_large(most: int) -> BundleRejected:
    """Return the error for a file of more than `most` bytes."""
    return BundleRejected("bundle_too_large", megabytes=most // limits.MEGABYTE)


def read_up_to(read: Callable[[int], bytes], most: int) -> bytes:
    """Return everything `read` has, which gives up to so many bytes and none at the end; raises what `too_large` makes."""
    content = bytearray()
    while piece := read(CHUNK):
        content += piece
        if len(content) > most:
            raise too_large(most)
    return bytes(content)
