"""A collection on a WebDAV server (Nextcloud, ownCloud, SharePoint's older door), over TLS only.

Imported only when a webdav:// URL is opened: it needs webdav4 and httpx. Name and password stand in `~/.netrc`, proxies
and further certificates in the environment (`HTTPS_PROXY`, `SSL_CERT_FILE`).
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
from webdav4.client import Client, HTTPError, ResourceAlreadyExists, ResourceNotFound
from webdav4.fsspec import WebdavFileSystem
from webdav4.http import Client as HttpClient

from spaedbarn_cli.errors import Failed
from spaedbarn_cli.sync import limits
from spaedbarn_cli.sync.remote_place import ANSWER_SECONDS, CHUNK, CONNECT_SECONDS, Entry, Listing, too_large

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spaedbarn_cli.sync.remote_address import Address

_ASKED = (
    '<?xml version="1.0"?><propfind xmlns="DAV:"><prop><resourcetype/><getcontentlength/><getlastmodified/></prop></propfind>'
)
_MOST_TALK = 32 * limits.MEGABYTE
"""Bytes of an answer that is no file: several times a mailbox that is full to the brim."""
_NOT_OURS_TO_DELETE = (403, 405, 423)


class WebdavPlace:
    """A root collection."""

    def __init__(self, address: Address) -> None:
        base = httpx.URL(scheme="https", host=address.host, port=address.port, path=address.path.rstrip("/") or "/")
        http = HttpClient(
            base_url=base, auth=_netrc(), verify=_certificates(), headers={"Accept-Encoding": "identity"},
            timeout=httpx.Timeout(ANSWER_SECONDS, connect=CONNECT_SECONDS), event_hooks={"response": [_keep_to_bounds]},
        )  # fmt: skip
        self._fs = WebdavFileSystem(
            base, client=Client(base, http_client=http, retry=False), skip_instance_cache=True, use_listings_cache=False
        )
        self._client = self._fs.client

    def listing(self, mailbox: str, most: int) -> Listing:
        try:
            found = self._ask(mailbox, 1)
        except ResourceNotFound:
            self._ask("", 0)  # no mailbox is nothing unusual, no root is
            return Listing([], whole=True)
        files = [entry for entry, is_file in found if is_file]
        return Listing(files, whole=len(found) <= most + 1)  # the mailbox itself is one of them

    def entry(self, mailbox: str, name: str) -> Entry | None:
        try:
            found = self._ask(f"{mailbox}/{name}", 0)
        except ResourceNotFound:
            return None
        return found[0][0] if found else None

    def put(self, mailbox: str, name: str, data: bytes) -> None:
        self._make(mailbox)
        path = f"{mailbox}/{name}"
        self._client.request("PUT", f"{path}.part", content=data)
        there = self.entry(mailbox, f"{name}.part")
        if there is None or there.size != len(data):
            raise Failed("remote_incomplete", scheme="webdav")
        self._client.move(f"{path}.part", path, overwrite=True)

    def get(self, mailbox: str, name: str, most: int) -> bytes | None:
        url = self._client.join_url(f"{mailbox}/{name}")
        with self._client.http.stream("GET", url) as response:
            if response.status_code in (404, 410):
                return None
            response.raise_for_status()
            if int(response.headers.get("Content-Length", 0)) > most:
                raise too_large(most)
            content = bytearray()
            for piece in response.iter_raw(CHUNK):
                content += piece
                if len(content) > most:
                    raise too_large(most)
        return bytes(content)

    def delete(self, mailbox: str, name: str) -> bool:
        try:
            self._client.request("DELETE", f"{mailbox}/{name}")
        except ResourceNotFound:
            return False
        except HTTPError as error:
            if error.status_code not in _NOT_OURS_TO_DELETE:
                raise
            return False
        return True

    def close(self) -> None:
        self._client.http.close()

    def _make(self, mailbox: str) -> None:
        try:
            self._ask(mailbox, 0)
        except ResourceNotFound:
            try:
                self._client.mkdir(mailbox)
            except ResourceAlreadyExists:  # somebody else was quicker
                return

    def _ask(self, path: str, depth: int) -> list[tuple[Entry, bool]]:
        """Return what is at a path, or in the collection there, and whether it is a file; raises ResourceNotFound."""
        headers = {"Depth": str(depth), "Content-Type": "application/xml"}
        answer = self._client.propfind(path, data=_ASKED, headers=headers, follow_redirects=True)
        found: list[tuple[Entry, bool]] = []
        for one in answer.responses.values():
            said, name = one.properties, one.path_norm.rpartition("/")[2]
            # A time without zone is none that HTTP allows, and the year 1 of it none that can be counted.
            then = said.modified.timestamp() if said.modified and said.modified.tzinfo else None
            found.append((Entry(name, said.content_length, then), said.resource_type != "directory"))
        return found


class _Bounded(httpx.SyncByteStream):
    """An answer that ends with an error when it does not end."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream

    def __iter__(self) -> Iterator[bytes]:
        left = _MOST_TALK
        for piece in self._stream:
            left -= len(piece)
            if left < 0:
                raise Failed("remote_error", scheme="webdav", number=0)
            yield piece

    def close(self) -> None:
        self._stream.close()


def _keep_to_bounds(response: Any) -> None:
    """Let no server send us on to another one, or talk for ever."""
    if response.has_redirect_location:
        here, there = response.request.url, response.request.url.join(response.headers["Location"])
        if (here.scheme, here.host, here.port) != (there.scheme, there.host, there.port):
            raise Failed("remote_error", scheme="webdav", number=response.status_code)
    if response.request.method != "GET":
        response.stream = _Bounded(response.stream)


def _netrc() -> Any:
    """Return the names and passwords of `~/.netrc` (`_netrc` on Windows, or the file that `NETRC` names); None without."""
    given = os.environ.get("NETRC")
    if given:
        return httpx.NetRCAuth(given)
    if Path("~/.netrc").expanduser().is_file():
        return httpx.NetRCAuth()  # looks itself, and refuses a file that others can read
    windows = Path("~/_netrc").expanduser()
    return httpx.NetRCAuth(str(windows)) if windows.is_file() else None


def _certificates() -> Any:
    """Return httpx's certificates together with the system's: a municipality signs its own servers."""
    context = httpx.create_ssl_context()
    context.load_default_certs()
    return context
