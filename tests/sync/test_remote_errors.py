"""Where other people's exceptions go, and what is said of them."""

from __future__ import annotations

import errno
import importlib
import socket
import ssl
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from botocore.exceptions import ClientError
from s3fs.errors import translate_boto_error
from webdav4.client import HTTPError

from spaedbarn_cli.errors import Failed, Refused, SpaedbarnError
from spaedbarn_cli.i18n import catalog
from spaedbarn_cli.sync import remote, remote_errors, remote_place

if TYPE_CHECKING:
    from pathlib import Path

SECRET = "sftp://mette@pakkehus.example/hemmelig"


def said(error: Exception) -> tuple[str, int]:
    """Return key and number of what an exception becomes when a library raises it."""
    found: Any
    try:
        raise error
    except type(error) as raised:
        found = remote_errors.ours(raised, "s3")
    assert isinstance(found, Failed), found
    assert set(found.params) <= {"scheme", "number"}
    assert isinstance(found.params.get("number", 0), int)
    assert SECRET not in f"{found!r} {found.params}"
    return found.key, found.params.get("number", 0)


def http(status: int) -> Exception:
    return HTTPError(httpx.Response(status, request=httpx.Request("PUT", "https://pakkehus.example/hemmelig")))


def s3(status: int, code: str) -> Exception:
    answer: Any = {"Error": {"Code": code, "Message": SECRET}, "ResponseMetadata": {"HTTPStatusCode": status}}
    found: Exception = translate_boto_error(ClientError(answer, "PutObject"))
    return found


def test_the_names_of_others_exceptions_are_right() -> None:
    """A class that is renamed in a library would be an unknown one, quietly."""
    for name in {*remote_errors.CLASSES, *remote_errors.NEVER_THERE}:
        module, _, one = name.rpartition(".")
        found = getattr(importlib.import_module(module), one)
        assert f"{found.__module__}.{found.__qualname__}" == name
        assert issubclass(found, Exception)


@pytest.mark.parametrize(
    ("number", "key"),
    [
        (errno.ENOSPC, "remote_full"), (errno.EACCES, "remote_denied"), (errno.EROFS, "remote_denied"),
        (errno.ENOENT, "remote_no_folder"), (errno.ENOTDIR, "remote_no_folder"), (errno.EHOSTUNREACH, "remote_unreachable"),
        (errno.ECONNRESET, "remote_unreachable"), (errno.ECONNREFUSED, "remote_unreachable"),
        (errno.ETIMEDOUT, "remote_unreachable"), (errno.ENODEV, "remote_unreachable"), (errno.EIO, "remote_error"),
    ],
)  # fmt: skip
def test_what_the_system_says(number: int, key: str) -> None:
    assert said(OSError(number, SECRET)) == (key, number)


@pytest.mark.parametrize(
    ("status", "key"),
    [(401, "remote_denied"), (403, "remote_denied"), (404, "remote_no_folder"), (409, "remote_no_folder"),
     (429, "remote_unreachable"), (503, "remote_unreachable"), (507, "remote_full"), (500, "remote_error"),
     (413, "remote_error"), (302, "remote_error")],
)  # fmt: skip
def test_what_a_web_server_says(status: int, key: str) -> None:
    assert said(http(status)) == (key, status)


@pytest.mark.parametrize(
    ("status", "code", "key"),
    [
        (403, "AccessDenied", "remote_denied"), (403, "SignatureDoesNotMatch", "remote_denied"),
        (403, "RequestTimeTooSkewed", "remote_denied"), (404, "NoSuchBucket", "remote_no_folder"),
        (503, "SlowDown", "remote_unreachable"), (403, "QuotaExceeded", "remote_full"),
        (507, "XMinioStorageFull", "remote_full"), (500, "InternalError", "remote_error"), (400, "BadDigest", "remote_error"),
    ],
)  # fmt: skip
def test_what_an_s3_storage_says(status: int, code: str, key: str) -> None:
    assert said(s3(status, code)) == (key, status)


def test_what_says_nothing_but_its_name() -> None:
    assert said(TimeoutError())[0] == said(EOFError(SECRET))[0] == said(socket.gaierror(-2, SECRET))[0] == "remote_unreachable"
    assert said(httpx.ReadTimeout(SECRET))[0] == said(httpx.RemoteProtocolError(SECRET))[0] == "remote_unreachable"
    assert said(PermissionError(SECRET))[0] == "remote_denied"


def test_a_certificate_is_found_beneath_what_others_made_of_it() -> None:
    error = httpx.ConnectError(SECRET)
    error.__cause__ = ssl.SSLCertVerificationError(1, SECRET)
    assert said(error)[0] == "remote_certificate"


def test_only_a_connection_that_was_there_was_cut() -> None:
    assert remote_errors.is_cut(ConnectionResetError())
    assert remote_errors.is_cut(httpx.ReadError(SECRET))
    assert remote_errors.is_cut(EOFError())
    assert remote_errors.is_cut(http(500))
    never: tuple[Exception, ...] = (ConnectionRefusedError(), httpx.ConnectError(SECRET), socket.gaierror(-2, SECRET))
    others = (http(503), s3(503, "SlowDown"), PermissionError(), FileNotFoundError(), Refused("remote_denied"))
    for error in (*never, *others):
        assert not remote_errors.is_cut(error), error


def test_what_a_library_trips_over_is_the_storages_fault_and_a_defect_is_ours(tmp_path: Path) -> None:
    opened = remote.open_remote(str(tmp_path))
    with pytest.raises(Failed) as caught:
        opened._run(lambda _: int("what a server wrote for a size"))
    assert (caught.value.key, caught.value.params) == ("remote_error", {"scheme": "file", "number": 0})
    with pytest.raises(ValueError, match="not a name of ours"):
        opened._run(lambda _: remote._must_be(remote_place.NAME, "x"))


def test_our_own_errors_pass() -> None:
    error = Failed("remote_host_key", scheme="sftp")
    assert remote_errors.ours(error, "sftp") is error
    for key, wanted in remote_errors.DISK.items():
        found = remote_errors.ours(Failed(key, number=errno.EIO), "file")
        assert isinstance(found, SpaedbarnError)
        assert (found.key, found.params) == (wanted, {"scheme": "file", "number": errno.EIO})
    gone = remote_errors.ours(Failed("disk_error", number=errno.ENODEV), "file")
    assert isinstance(gone, SpaedbarnError)
    assert gone.key == "remote_unreachable"


def test_every_error_is_worded_without_gaps() -> None:
    params = {"scheme": "s3", "number": 5, "extra": "s3", "known": "s3://", "most": 10_000}
    for lang in catalog.LANGUAGES:
        for key, text in catalog.load(lang).items():
            if key.startswith(("err.remote_", "hint.remote_")):
                assert "{" not in text.format(**params)
