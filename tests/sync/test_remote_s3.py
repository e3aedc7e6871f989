"""A real S3 endpoint: profiles, rights, long listings, large bundles."""

from __future__ import annotations

import contextlib
import http.server
import os
import threading
from typing import TYPE_CHECKING, Any

import pytest
from servers import LOOPBACK, Served, s3_server

from spaedbarn_cli.errors import BundleRejected, Failed
from spaedbarn_cli.sync import remote, remote_place, remote_s3
from spaedbarn_cli.sync.limits import MEGABYTE

if TYPE_CHECKING:
    from collections.abc import Iterator

MAILBOX = "a" * 32


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A storage whose user may do everything but delete, as where what was delivered is kept for some weeks."""
    with s3_server(tmp_path_factory.mktemp("s3"), allow="!s3:DeleteObject") as one:
        yield one


@pytest.fixture
def served(running: Served, monkeypatch: pytest.MonkeyPatch) -> Served:
    for name, value in running.env.items():
        monkeypatch.setenv(name, value)
    return running


def key_of(url: str, *more: str) -> str:
    with remote.open_remote(url) as opened, pytest.raises(Failed) as caught:
        opened.names(MAILBOX)
    assert set(caught.value.params) <= {"scheme", "number", *more}
    return caught.value.key


def test_a_storage_that_does_not_let_us_delete(served: Served) -> None:
    with remote.open_remote(served.url) as opened:
        name = opened.publish(MAILBOX, b"x")
        assert opened.remove(MAILBOX, name) is False
        assert opened.fetch(MAILBOX, name, 1) == b"x"
        assert opened.remove(MAILBOX, "0" * 32 + ".age") is False


def test_a_bundle_of_many_parts_is_one(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    """A large one is sent in parts; nobody sees them before the last."""
    monkeypatch.setattr(remote_s3, "_PART", 5 * MEGABYTE)
    mailbox, data = "b" * 32, os.urandom(MEGABYTE) * 11
    with remote.open_remote(served.url) as opened:
        name = opened.publish(mailbox, data)
        assert opened.names(mailbox) == [name]
        assert opened.fetch(mailbox, name, len(data)) == data


def test_a_bucket_is_a_root_without_a_prefix(served: Served) -> None:
    mailbox = "c" * 32
    with remote.open_remote("s3://pakkehus") as opened:
        name = opened.publish(mailbox, b"x")
        assert opened.names(mailbox) == [name]
    assert served.lying(mailbox) == {}


def test_a_listing_goes_on_after_its_first_page(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    mailbox = "d" * 32
    names = [f"{number:032x}.age" for number in range(7)]
    served.plant(mailbox, dict.fromkeys(names, b"x"))
    with remote.open_remote(served.url) as opened:
        opened.names(mailbox)
        place = opened._place
        assert place is not None
        real = place._call  # type: ignore[attr-defined]
        monkeypatch.setattr(place, "_call", lambda method, **more: real(method, MaxKeys=3, **more))
        assert opened.names(mailbox) == names
        monkeypatch.setattr(remote, "MOST_ENTRIES", 4)
        with pytest.raises(Failed) as caught:
            opened.names(mailbox)
        assert caught.value.key == "remote_crowded"


def test_a_profile_that_is_not_there(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_PROFILE", "andet")
    assert key_of(served.url) == "remote_denied"


def test_the_endpoint_may_stand_in_the_profile(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    config = served.home / ".aws" / "config"
    before = config.read_text()
    config.write_text(f"{before}endpoint_url = {served.env['AWS_ENDPOINT_URL']}\n")
    monkeypatch.delenv("AWS_ENDPOINT_URL")
    try:
        with remote.open_remote(served.url) as opened:
            assert opened.names("e" * 32) == []
    finally:
        config.write_text(before)


def test_nothing_of_ours_is_ever_half_there(served: Served) -> None:
    mailbox = "f" * 32
    with remote.open_remote(served.url) as opened:
        opened.publish(mailbox, b"x" * MEGABYTE)
    assert all(remote_place.NAME.fullmatch(name) for name in served.lying(mailbox))


# A storage that means no good.


@contextlib.contextmanager
def stranger(body: bytes) -> Iterator[str]:
    """Serve one answer to everything; gives the endpoint."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            with contextlib.suppress(OSError):  # it may have heard enough
                self.wfile.write(body)

        do_PUT = do_HEAD = do_DELETE = do_GET

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    server = http.server.ThreadingHTTPServer((LOOPBACK, 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield f"http://{LOOPBACK}:{server.server_address[1]}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def contents(inner: str, more: str = "false") -> bytes:
    name = f"pakker/{MAILBOX}/{'0' * 32}.age"
    said = inner.replace("NAME", name)
    return f"<ListBucketResult><IsTruncated>{more}</IsTruncated>{said}</ListBucketResult>".encode()


@pytest.mark.parametrize(
    ("body", "key"),
    [
        (b"hej", "remote_error"),
        (contents("<Contents><Key>NAME</Key><LastModified>i dag</LastModified></Contents>"), "remote_error"),
        (contents("<Contents><Key>NAME</Key><Size>mange</Size></Contents>"), "remote_error"),
        (contents("", more="true"), "remote_crowded"),
        (contents("<Contents><Key>NAME</Key></Contents>", more="true"), "remote_crowded"),
        (contents("<Contents/>"), None),
        (contents("<Contents><Key>../../x</Key></Contents><CommonPrefixes/>"), None),
    ],
    ids=range(7),
)
def test_nonsense_is_an_error_and_nothing_worse(
    served: Served, monkeypatch: pytest.MonkeyPatch, body: bytes, key: str | None
) -> None:
    monkeypatch.setattr(remote, "MOST_ENTRIES", 20)
    with stranger(body) as endpoint:
        monkeypatch.setenv("AWS_ENDPOINT_URL", endpoint)
        if key is not None:
            assert key_of(served.url, "most") == key
            return
        with remote.open_remote(served.url) as opened:
            assert opened.names(MAILBOX) == []


def test_a_file_that_is_larger_than_it_said_is_not_read_on(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    with stranger(bytes(4 * MEGABYTE)) as endpoint:
        monkeypatch.setenv("AWS_ENDPOINT_URL", endpoint)
        with remote.open_remote(served.url) as opened, pytest.raises(BundleRejected):
            opened.fetch(MAILBOX, "0" * 32 + ".age", MEGABYTE)
