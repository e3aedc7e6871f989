"""The URL of a place, taken apart; pure.

Process arguments can be read by everybody on the computer, and a settings file is copied about: no password is taken from
a URL, and none is asked for. Each kind of storage finds its keys where its other programs keep them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from spaedbarn_cli.errors import WrongUsage

if TYPE_CHECKING:
    from urllib.parse import SplitResult

SCHEMES = {"file": "file", "sftp": "sftp", "webdav": "webdav", "webdavs": "webdav", "s3": "s3"}
"""What is taken, and the kind of place it means; WebDAV always goes over TLS."""

_URL = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+)://")  # one letter is a drive
_BUCKET = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]", re.ASCII)


@dataclass(frozen=True, slots=True)
class Address:
    """A place: `scheme` is `file`, `sftp`, `webdav` or `s3`; `host` is the bucket for S3; `path` is not percent-coded."""

    scheme: str
    path: str
    host: str = ""
    port: int | None = None
    user: str | None = None


def parse(url: str) -> Address:
    """Return the place a URL or a plain path means; raises WrongUsage `remote_url`, `remote_scheme`, `remote_password`."""
    if not url.strip() or not url.isprintable():
        raise WrongUsage("remote_url")
    found = _URL.match(url)
    if found is None:
        return Address("file", str(Path(url).expanduser().absolute()))
    try:
        split = urlsplit(url)
        port = split.port
    except ValueError:  # the password of somebody who wrote one with # in it would be a port
        raise WrongUsage("remote_password" if "@" in url else "remote_url") from None
    if split.password is not None:
        raise WrongUsage("remote_password")
    scheme = SCHEMES.get(split.scheme)
    if scheme is None:
        raise WrongUsage("remote_scheme", known=", ".join(f"{one}://" for one in SCHEMES))
    if split.query or split.fragment:
        raise WrongUsage("remote_url")
    if scheme == "file":
        return Address("file", _local(split))
    path = unquote(split.path)
    if ".." in path.split("/") or not path.isprintable() or not split.hostname:
        raise WrongUsage("remote_url")
    if scheme == "s3":
        if not _BUCKET.fullmatch(split.netloc):
            raise WrongUsage("remote_url")
        return Address("s3", path.strip("/"), split.netloc)
    if scheme == "webdav" and split.username is not None:
        raise WrongUsage("remote_url")  # the name stands in ~/.netrc, beside the password
    return Address(scheme, path, split.hostname, port, unquote(split.username) if split.username else None)


def _local(split: SplitResult) -> str:
    from urllib.request import url2pathname  # brings a whole HTTP client with it

    path = url2pathname(split.path)
    if split.hostname not in (None, "localhost"):
        share = Path(f"//{split.netloc}{path}")
        if not share.drive:  # only Windows reaches another computer's folder by a file URL
            raise WrongUsage("remote_url")
        return str(share)
    if not Path(path).is_absolute():
        raise WrongUsage("remote_url")
    return path
