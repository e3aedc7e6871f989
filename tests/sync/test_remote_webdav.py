"""A real WebDAV server over TLS: certificates, ~/.netrc, redirects, and answers without end."""

from __future__ import annotations

import contextlib
import http.server
import ssl
import threading
from typing import TYPE_CHECKING, Any

import pytest
from servers import LOOPBACK, Served, new_certificate, webdav_server, write_netrc

from spaedbarn_cli.errors import BundleRejected, Failed
from spaedbarn_cli.sync import remote, remote_webdav

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

MAILBOX = "a" * 32
NAME = "0" * 32 + ".age"


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with webdav_server(tmp_path_factory.mktemp("webdav")) as one:
        yield one


@pytest.fixture
def served(running: Served, monkeypatch: pytest.MonkeyPatch) -> Served:
    for name, value in running.env.items():
        monkeypatch.setenv(name, value)
    return running


def names(url: str) -> list[str]:
    with remote.open_remote(url) as opened:
        return opened.names(MAILBOX)


def error_of(work: Callable[[], Any]) -> Failed:
    with pytest.raises(Failed) as caught:
        work()
    assert set(caught.value.params) <= {"scheme", "number"}
    return caught.value


def test_both_spellings_are_the_same_place_over_tls(served: Served) -> None:
    assert names(served.url) == names(served.url.replace("webdav://", "webdavs://")) == []


def test_a_certificate_that_nobody_vouches_for_is_refused(
    served: Served, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for other in ("", str(new_certificate(tmp_path)[0])):
        monkeypatch.setenv("SSL_CERT_FILE", other) if other else monkeypatch.delenv("SSL_CERT_FILE")
        assert error_of(lambda: names(served.url)).key == "remote_certificate"


def test_a_netrc_that_others_can_read_is_refused(served: Served, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / ".netrc").write_text("machine\n")
    assert error_of(lambda: names(served.url)).key == "remote_denied"


@pytest.mark.parametrize("name", ["_netrc", "andet/netrc"])
def test_a_netrc_by_another_name(served: Served, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str) -> None:
    """As on Windows, and as `NETRC` says."""
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_bytes((served.home / ".netrc").read_bytes())
    monkeypatch.setenv("HOME", str(tmp_path))
    if "/" in name:
        monkeypatch.setenv("NETRC", str(tmp_path / name))
    assert names(served.url) == []


def test_a_server_that_forbids_writing_and_deleting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with webdav_server(tmp_path, readonly=True) as served:
        for name, value in served.env.items():
            monkeypatch.setenv(name, value)
        served.plant(MAILBOX, {NAME: b"x"})
        with remote.open_remote(served.url) as opened:
            assert error_of(lambda: opened.publish(MAILBOX, b"x")).key == "remote_denied"
            assert opened.remove(MAILBOX, NAME) is False
            assert opened.fetch(MAILBOX, NAME, 1) == b"x"


# A server that means no good.


@contextlib.contextmanager
def stranger(home: Path, answer: Callable[[http.server.BaseHTTPRequestHandler], None]) -> Iterator[tuple[str, list[str]]]:
    """Serve one answer to everything; gives the URL, and what was asked (method, path, whether with a password)."""
    asked: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def handle_one(self) -> None:
            asked.append(f"{self.command} {self.path} {'Authorization' in self.headers}")
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            with contextlib.suppress(OSError):  # it may have heard enough
                answer(self)

        do_GET = do_PUT = do_PROPFIND = do_MKCOL = do_MOVE = do_DELETE = handle_one

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    class Server(http.server.ThreadingHTTPServer):
        def handle_error(self, *_: Any) -> None:
            """A client that hangs up is what is wanted."""

    certificate, key = home / "certificate.pem", home / "certificate.key"
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server = Server((LOOPBACK, 0), Handler)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield f"webdav://{LOOPBACK}:{server.server_address[1]}/pakker", asked
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def saying(status: int, body: bytes = b"", **headers: str) -> Callable[[http.server.BaseHTTPRequestHandler], None]:
    def answer(handler: http.server.BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(body)

    return answer


def listing(*parts: str) -> bytes:
    return f'<?xml version="1.0"?><d:multistatus xmlns:d="DAV:">{"".join(parts)}</d:multistatus>'.encode()


def shown(href: str, more: str = "") -> str:
    return f"<d:response><d:href>{href}</d:href><d:propstat><d:prop>{more}</d:prop></d:propstat></d:response>"


def test_nobody_is_sent_on_to_another_server(served: Served) -> None:
    with stranger(served.home, saying(207, listing())) as (other, asked):
        target = other.replace("webdav://", "https://")
        with stranger(served.home, saying(302, Location=f"{target}/{MAILBOX}")) as (url, first):
            assert error_of(lambda: names(url)).params == {"scheme": "webdav", "number": 302}
            assert len(first) == 1
        assert asked == []


def test_strange_listings_show_only_names_of_ours(served: Served) -> None:
    other = f"{'1' * 32}.age"
    hrefs = ("/../../x", "/%2e%2e/x", f"/a/../{NAME}x", f"https://andre.example/{NAME}", f"/a/b/c/{other}", "?", "//")
    strange = "<d:getlastmodified>0001-01-01</d:getlastmodified><d:getcontentlength>-1</d:getcontentlength>"
    body = listing(*(shown(href, strange) for href in hrefs))
    with stranger(served.home, saying(207, body)) as (url, _):
        assert names(url) == [NAME, other], "a name alone is kept; where it is said to lie is not"


@pytest.mark.parametrize(
    "body",
    [b"", b"<", b"hej", listing("<d:response/>"), listing(shown("x", "<d:getcontentlength>mange</d:getcontentlength>")),
     listing(shown("x", "<d:getlastmodified>i dag</d:getlastmodified>")),
     listing("<d:response><d:href>x</d:href><d:status>mange tak</d:status></d:response>"),
     b'<!DOCTYPE x [<!ENTITY a "' + b"a" * 1000 + b'">' + b"".join(
         b'<!ENTITY %c "%s">' % (one, (b"&%c;" % (one - 1)) * 100) for one in b"bcdefgh") + b"]><x>&h;</x>"],
    ids=range(8),
)  # fmt: skip
def test_nonsense_is_an_error_and_nothing_worse(served: Served, body: bytes) -> None:
    with stranger(served.home, saying(207, body)) as (url, _):
        assert error_of(lambda: names(url)).key == "remote_error"


def test_a_server_that_stumbles_is_asked_once_more(served: Served) -> None:
    answers = [saying(500), saying(207, listing(shown(f"/pakker/{MAILBOX}/{NAME}"))), saying(500), saying(500), saying(503)]
    with stranger(served.home, lambda handler: answers.pop(0)(handler)) as (url, asked):
        assert names(url) == [NAME]
        assert error_of(lambda: names(url)).params["number"] == 500
        assert error_of(lambda: names(url)).key == "remote_unreachable"
    assert len(asked) == 5


def test_an_answer_without_end_is_not_heard_out(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remote_webdav, "_MOST_TALK", 1 << 20)

    def talk(handler: http.server.BaseHTTPRequestHandler) -> None:
        handler.send_response(207 if handler.command == "PROPFIND" else 200)
        handler.end_headers()
        while True:
            handler.wfile.write(bytes(1 << 16))

    with stranger(served.home, talk) as (url, _), remote.open_remote(url) as opened:
        assert error_of(lambda: opened.names(MAILBOX)).key == "remote_error"
        with pytest.raises(BundleRejected):
            opened.fetch(MAILBOX, NAME, 1 << 20)


def test_a_zipped_answer_is_not_unzipped(served: Served) -> None:
    import gzip

    body = gzip.compress(bytes(1 << 24))
    with stranger(served.home, saying(200, body, Content_Encoding="gzip")) as (url, _), remote.open_remote(url) as opened:
        assert opened.fetch(MAILBOX, NAME, 1 << 20) == body


def test_a_server_that_drops_half_is_noticed_before_the_name_is_given(served: Served) -> None:
    half = listing(shown(f"/pakker/{MAILBOX}/{NAME}.part", "<d:getcontentlength>5</d:getcontentlength>"))
    with stranger(served.home, saying(207, half)) as (url, asked), remote.open_remote(url) as opened:
        assert error_of(lambda: opened.publish(MAILBOX, b"0123456789")).key == "remote_incomplete"
        assert not [one for one in asked if one.startswith("MOVE")]


def test_no_password_goes_to_a_server_it_is_not_for(served: Served, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    write_netrc(tmp_path, "hemmelig")
    text = (tmp_path / ".netrc").read_text().replace(LOOPBACK, "sky.example")
    (tmp_path / ".netrc").write_text(text)
    monkeypatch.setenv("HOME", str(tmp_path))
    with stranger(served.home, saying(401)) as (url, asked):
        assert error_of(lambda: names(url)).key == "remote_denied"
    assert asked == [f"PROPFIND /pakker/{MAILBOX} False"]
