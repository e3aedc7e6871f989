"""URLs and paths taken apart, and whose mailbox is whose."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import pytest

from spaedbarn_cli.errors import Failed, WrongUsage
from spaedbarn_cli.sync import keys, remote, remote_place
from spaedbarn_cli.sync.remote_address import Address, parse

if TYPE_CHECKING:
    from pathlib import Path


def refused(url: str) -> str:
    with pytest.raises(WrongUsage) as caught:
        parse(url)
    assert not [value for value in caught.value.params.values() if url and url in value], "an address is not repeated"
    return caught.value.key


@pytest.mark.parametrize(
    ("url", "wanted"),
    [
        ("sftp://pakkehus", Address("sftp", "", "pakkehus")),
        ("sftp://mette@pakkehus.example:2222/srv/pakker", Address("sftp", "/srv/pakker", "pakkehus.example", 2222, "mette")),
        ("SFTP://[::1]:22/a%20b", Address("sftp", "/a b", "::1", 22)),
        ("webdav://sky.example/dav/mette@sky.example/x", Address("webdav", "/dav/mette@sky.example/x", "sky.example")),
        ("webdavs://sky.example:8443/dav", Address("webdav", "/dav", "sky.example", 8443)),
        ("s3://pakker", Address("s3", "", "pakker")),
        ("s3://pakke.hus-1/fra/jylland/", Address("s3", "fra/jylland", "pakke.hus-1")),
        ("file:///srv/pakker", Address("file", "/srv/pakker")),
        ("file://localhost/srv/usb%20stik", Address("file", "/srv/usb stik")),
        ("/srv/pakker med %20", Address("file", "/srv/pakker med %20")),
    ],
)
def test_what_an_address_means(url: str, wanted: Address) -> None:
    assert parse(url) == wanted


def test_a_plain_path_begins_here_or_at_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    assert parse("pakker").path == parse("~/pakker").path == str(tmp_path / "pakker")
    assert parse("E:\\pakker").scheme == "file"


@pytest.mark.parametrize(
    "url",
    ["sftp://mette:hemmelig@pakkehus/x", "sftp://mette:@pakkehus/x", "webdav://mette:hemmelig@sky.example/", "s3://key:secret@pakker/",
     "https://mette:hemmelig@sky.example/", "sftp://mette:hem#melig@pakkehus/", "sftp://mette:hem/melig@pakkehus/"],
)  # fmt: skip
def test_a_password_is_refused(url: str) -> None:
    assert refused(url) == "remote_password"


@pytest.mark.parametrize("url", ["smb://drev/pakker", "https://sky.example/dav", "ftp://pakkehus/", "memory://x", "gs://pakker"])
def test_other_kinds_of_address_are_refused(url: str) -> None:
    assert refused(url) == "remote_scheme"


@pytest.mark.parametrize(
    "url",
    ["", "  ", "sftp://", "sftp:///srv", "sftp://h:99999/", "sftp://h/../x", "sftp://h/%2e%2e/x", "sftp://h/a%00b", "sftp://h/a\nb",
     "sftp://h/x?y=1", "sftp://h/x#y", "webdav://mette@sky.example/", "s3://", "s3://P", "s3://PAKKER/x", "s3://mette@pakker/",
     "s3://pakker:80/x", "file://server/x", "file://pakker", "file://~/pakker", "sftp://[::1/x"],
)  # fmt: skip
def test_what_is_no_address_is_refused(url: str) -> None:
    assert refused(url) == "remote_url"


@pytest.mark.parametrize(("url", "library"), [("sftp://h", "paramiko"), ("webdav://h", "webdav4"), ("s3://pakker", "s3fs")])
def test_a_client_that_is_not_installed(url: str, library: str, monkeypatch: pytest.MonkeyPatch) -> None:
    scheme = url.partition(":")[0]
    for name in [one for one in sys.modules if one.partition(".")[0] == library]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.delitem(sys.modules, f"spaedbarn_cli.sync.remote_{scheme}", raising=False)
    monkeypatch.delitem(sys.modules, "fsspec.implementations.sftp", raising=False)
    missing: Any = None
    monkeypatch.setitem(sys.modules, library, missing)
    with pytest.raises(Failed) as caught:
        remote.open_remote(url)
    assert (caught.value.key, caught.value.params) == ("remote_extra", {"extra": scheme})


def test_a_mailbox_is_named_after_the_key_and_nothing_else() -> None:
    mette, line = (keys.new_keys().public.age for _ in range(2))
    assert remote_place.MAILBOX.fullmatch(remote.mailbox_of(mette))
    assert remote.mailbox_of(mette) == remote.mailbox_of(mette) != remote.mailbox_of(line)
    for bad in ("", "age1", mette.upper(), f"{mette} ", mette[:-1]):
        with pytest.raises(WrongUsage) as caught:
            remote.mailbox_of(bad)
        assert caught.value.key == "bad_recipient"


def test_a_mailbox_never_moves() -> None:
    """The bundles of years lie in it."""
    known = keys.from_secrets(
        "AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX", keys.to_text(b"\x42" * 32)
    )
    assert remote.mailbox_of(known.public.age) == "p4ceyklzs6jxj2qx4kso5zmywfj5wo4h"
