"""Where sealed bundles are left and fetched: a folder on a stick or the network, SFTP, WebDAV or S3.

    <root>/<mailbox>/<32 hex digits>.age          a sealed bundle; the digits are random and say nothing
    <root>/<mailbox>/<32 hex digits>.age.part     one on its way; nobody reads it

A mailbox is named after its owner's public age key: who has her contact card can compute it, and whoever runs the storage
learns no name (with her card in hand, he can tell which mailbox is hers). The root must be there already, so that a stick
that is not plugged in is not mistaken for an empty folder. A name is given to a whole file and never used twice; leftovers
of a broken transfer are taken away by whoever publishes there a day later. Everything that comes back from a storage is
taken for what a stranger wrote: only names of exactly this form are seen, and never more of them or of a file than agreed.

Invariant: only our own errors leave this module, and none of them holds an address, a name or a word of the server's.
"""

from __future__ import annotations

import base64
import hashlib
import logging
import secrets
from pathlib import Path
from typing import TYPE_CHECKING, Self, TypeVar

from spaedbarn_cli.errors import Failed
from spaedbarn_cli.sync import keys, remote_address, remote_errors
from spaedbarn_cli.sync.remote_place import LEFTOVER, MAILBOX, NAME

if TYPE_CHECKING:
    import re
    from collections.abc import Callable

    from spaedbarn_cli.sync.remote_address import Address
    from spaedbarn_cli.sync.remote_place import Place

MOST_ENTRIES = 10_000
"""What a mailbox may hold of any kind; beyond, it is not looked through."""
LEFTOVER_SECONDS = 24 * 3600

_DOMAIN = "spaedbarn mailbox 1\n"
_MAILBOX_BYTES = 20
_TALKATIVE = ("paramiko", "fsspec", "s3fs", "botocore", "aiobotocore", "aiohttp", "httpx", "httpcore", "asyncio")

_T = TypeVar("_T")


def mailbox_of(age_recipient: str) -> str:
    """Return the name of a recipient's mailbox: 32 letters and digits; raises WrongUsage `bad_recipient`."""
    recipient = str(keys.recipient(age_recipient))
    digest = hashlib.sha256(f"{_DOMAIN}{recipient}".encode()).digest()
    return base64.b32encode(digest[:_MAILBOX_BYTES]).decode("ascii").lower()


def new_name() -> str:
    """Return a name for a bundle that no other has."""
    return f"{secrets.token_hex(16)}.age"


def open_remote(url: str) -> Remote:
    """Return the place behind a URL or a path; the connection is made when it is first used.

    Raises WrongUsage for what is no such URL or holds a password, Failed `remote_extra` when the client is not installed.
    """
    address = remote_address.parse(url)
    for name in _TALKATIVE:
        # Without a handler Python prints a library's warnings, addresses and all.
        logging.getLogger(name).addHandler(logging.NullHandler())
    return Remote(address.scheme, _connector(address), repr(address))


def is_missing_folder(url: str) -> bool:
    """Say whether a place is a folder of this computer that is not there; of a server nothing is known without a connection.

    Raises WrongUsage for what is no URL of a place.
    """
    address = remote_address.parse(url)
    try:
        return address.scheme == "file" and not Path(address.path).is_dir()
    except OSError:  # not for us to look at: the exchange itself will say so
        return False


class Remote:
    """An open place for bundles; a context manager.

    Every method raises Failed: `remote_unreachable` (offline, refused, timed out; worth another try later),
    `remote_denied`, `remote_host_key`, `remote_certificate`, `remote_no_folder` (the root), `remote_full`, `remote_error`.
    A connection that breaks in the middle is made anew once: everything here may be repeated.
    """

    def __init__(self, scheme: str, connect: Callable[[], Place], place: str) -> None:
        self.place = place
        """What is the same for the same address, however it was written; it holds no secret."""
        self._scheme = scheme
        self._connect = connect
        self._place: Place | None = None
        self._swept: set[str] = set()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Leave; using it again connects again."""
        place, self._place = self._place, None
        if place is not None:
            place.close()

    def publish(self, mailbox: str, data: bytes, name: str | None = None) -> str:
        """Leave a sealed bundle and return its name, a new one; readers see the whole file under it or nothing."""
        name = name or new_name()
        _must_be(MAILBOX, mailbox)
        _must_be(NAME, name)
        self._run(lambda place: self._publish(place, mailbox, name, data))
        return name

    def names(self, mailbox: str) -> list[str]:
        """Return the names of the bundles in a mailbox, sorted; none when there is no such mailbox yet.

        Raises Failed `remote_crowded` beyond 10,000 files of any kind.
        """
        _must_be(MAILBOX, mailbox)
        found = self._run(lambda place: place.listing(mailbox, MOST_ENTRIES))
        if not found.whole:
            raise Failed("remote_crowded", most=MOST_ENTRIES)
        return sorted(entry.name for entry in found.files if NAME.fullmatch(entry.name))

    def fetch(self, mailbox: str, name: str, most: int) -> bytes | None:
        """Return a bundle's bytes, None when it is gone; raises BundleRejected for more than `most` bytes, unread."""
        _must_be(MAILBOX, mailbox)
        _must_be(NAME, name)
        return self._run(lambda place: place.get(mailbox, name, most))

    def remove(self, mailbox: str, name: str) -> bool:
        """Take a bundle away; False when it was gone already, or when the storage does not let us delete.

        The latter is no error: who fetches knows what she has had, and the storage keeps only sealed bytes.
        """
        _must_be(MAILBOX, mailbox)
        _must_be(NAME, name)
        return self._run(lambda place: place.delete(mailbox, name))

    def lies(self, mailbox: str, name: str) -> bool:
        """Say whether a bundle lies there, for one who could not remove it."""
        _must_be(MAILBOX, mailbox)
        _must_be(NAME, name)
        return self._run(lambda place: place.entry(mailbox, name)) is not None

    def _publish(self, place: Place, mailbox: str, name: str, data: bytes) -> None:
        place.put(mailbox, name, data)
        found = place.entry(mailbox, name)
        if found is None:  # fetched and removed already
            return
        if found.size != len(data):
            place.delete(mailbox, name)
            raise Failed("remote_incomplete", scheme=self._scheme)
        # The file just written shows what time it is there; our own clock may be another.
        if found.modified is not None and mailbox not in self._swept:
            _sweep(place, mailbox, found.modified)
            self._swept.add(mailbox)

    def _run(self, work: Callable[[Place], _T]) -> _T:
        """Do something there; once more over a new connection when the first one breaks in the middle of it."""
        try:
            return self._attempt(work)
        except Exception as error:
            reached = self._place is not None
            self.close()
            if not (reached and remote_errors.is_cut(error)):
                raise remote_errors.ours(error, self._scheme) from None
        try:
            return self._attempt(work)
        except Exception as error:
            self.close()
            raise remote_errors.ours(error, self._scheme) from None

    def _attempt(self, work: Callable[[Place], _T]) -> _T:
        if self._place is None:
            self._place = self._connect()
        return work(self._place)


def _sweep(place: Place, mailbox: str, now: float) -> None:
    for entry in place.listing(mailbox, MOST_ENTRIES).files:
        old = entry.modified is not None and now - entry.modified > LEFTOVER_SECONDS
        if old and LEFTOVER.fullmatch(entry.name):
            place.delete(mailbox, entry.name)


def _connector(address: Address) -> Callable[[], Place]:
    """Return what connects; only the client that this address needs is imported, and only from here."""
    if address.scheme == "file":
        from spaedbarn_cli.sync.remote_local import LocalPlace

        return lambda: LocalPlace(address)
    try:
        if address.scheme == "sftp":
            from spaedbarn_cli.sync.remote_sftp import SftpPlace

            return lambda: SftpPlace(address)
        if address.scheme == "webdav":
            from spaedbarn_cli.sync.remote_webdav import WebdavPlace

            return lambda: WebdavPlace(address)
        from spaedbarn_cli.sync.remote_s3 import S3Place
    except ImportError:
        raise Failed("remote_extra", extra=address.scheme) from None
    return lambda: S3Place(address)


def _must_be(form: re.Pattern[str], text: str) -> None:
    """See that no other name than ours reaches a storage; raises ValueError, a defect of the caller."""
    if not form.fullmatch(text):
        raise ValueError("not a name of ours")
