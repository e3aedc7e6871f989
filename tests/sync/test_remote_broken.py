"""Where every kind of place fails alike: the wire breaks, nobody is there, or somebody says no; and what is let out then."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from servers import Cutter, Served, free_port, new_ssh_key, write_aws, write_netrc

from spaedbarn_cli.i18n import catalog
from spaedbarn_cli.sync import remote, remote_place
from spaedbarn_cli.sync.limits import MEGABYTE
from sync.places import failure, nobody, on_a_wire, use

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


# When the wire breaks.


def test_a_publication_cut_off_leaves_nothing_to_be_seen(
    place: Served, mailbox: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not on_a_wire(place):
        with monkeypatch.context() as pulled_out, remote.open_remote(place.url) as opened:
            pulled_out.setattr(os, "replace", refusing(errno.ENODEV))
            assert failure(lambda: opened.publish(mailbox, b"x")).key == "remote_unreachable"
        assert place.lying(mailbox) == {}
        return
    with Cutter(place.port, 300_000) as cutter, use(place, monkeypatch, cutter.port) as opened:
        error = failure(lambda: opened.publish(mailbox, os.urandom(MEGABYTE)))
        assert error.key == "remote_unreachable"
        assert cutter.cut >= 2, "once, and once more; for S3 a library beneath may have tried too"
    with use(place, monkeypatch, place.port) as opened:
        assert opened.names(mailbox) == []
    assert all(remote_place.LEFTOVER.fullmatch(name) for name in place.lying(mailbox))


@pytest.mark.parametrize("up", [True, False], ids=["publish", "fetch"])
def test_a_connection_that_breaks_is_made_anew_once(
    place: Served, mailbox: str, monkeypatch: pytest.MonkeyPatch, up: bool
) -> None:
    data = os.urandom(MEGABYTE)
    if not on_a_wire(place):
        with remote.open_remote(place.url) as opened:
            name = opened.publish(mailbox, b"x")
            monkeypatch.setattr(os, "open", _once(os.open, OSError(errno.ESTALE, "stale")))
            assert opened.fetch(mailbox, name, 1) == b"x"
        return
    with Cutter(place.port, 300_000, up=up, times=1) as cutter, use(place, monkeypatch, cutter.port) as opened:
        if up:
            name = opened.publish(mailbox, data)
        else:
            name = "5" * 32 + ".age"
            place.plant(mailbox, {name: data})
        assert opened.fetch(mailbox, name, MEGABYTE) == data
        assert opened.names(mailbox) == [name]
        assert cutter.cut == 1
    assert place.lying(mailbox) == {name: MEGABYTE}


def test_a_fetch_cut_off_twice_is_an_error_and_not_half_a_file(
    place: Served, mailbox: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = "6" * 32 + ".age"
    place.plant(mailbox, {name: os.urandom(MEGABYTE)})
    if not on_a_wire(place):
        monkeypatch.setattr(os, "open", refusing(errno.ESTALE))
        with remote.open_remote(place.url) as opened:
            assert failure(lambda: opened.fetch(mailbox, name, MEGABYTE)).key == "remote_unreachable"
        return
    with Cutter(place.port, 300_000, up=False) as cutter, use(place, monkeypatch, cutter.port) as opened:
        assert failure(lambda: opened.fetch(mailbox, name, MEGABYTE)).key == "remote_unreachable"


def refusing(number: int) -> Callable[..., Any]:
    """Return what always fails as the system does."""

    def refuse(*_: Any, **__: Any) -> Any:
        raise OSError(number, os.strerror(number))

    return refuse


def _once(real: Callable[..., Any], error: OSError) -> Callable[..., Any]:
    """Return what fails the first time it is called."""
    left = [error]

    def call(*args: Any, **more: Any) -> Any:
        if left:
            raise left.pop()
        return real(*args, **more)

    return call


# When somebody says no.


def test_nobody_there(place: Served, mailbox: str, monkeypatch: pytest.MonkeyPatch) -> None:
    opened, key = nobody(place, monkeypatch), "remote_unreachable" if on_a_wire(place) else "remote_no_folder"
    name = "7" * 32 + ".age"
    with opened:
        works: tuple[Callable[[], Any], ...] = (
            lambda: opened.names(mailbox), lambda: opened.publish(mailbox, b"x"),
            lambda: opened.fetch(mailbox, name, 1), lambda: opened.remove(mailbox, name),
        )  # fmt: skip
        assert [failure(work).key for work in works] == [key] * 4


def test_a_root_that_is_missing_is_not_an_empty_one(place: Served, mailbox: str) -> None:
    """And is not made either: it may be a mistake in the address."""
    url = place.url.replace("s3://pakkehus/", "s3://pakkebod/") if place.kind == "s3" else f"{place.url}/ikke/her"
    with remote.open_remote(url) as opened:
        assert failure(lambda: opened.names(mailbox)).key == "remote_no_folder"
        assert failure(lambda: opened.publish(mailbox, b"x")).key == "remote_no_folder"


def test_wrong_credentials(place: Served, mailbox: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    if place.kind == "file":
        with monkeypatch.context() as locked, remote.open_remote(place.url) as opened:
            locked.setattr(os, "open", refusing(errno.EROFS))
            assert failure(lambda: opened.publish(mailbox, b"x")).key == "remote_denied"
        assert place.lying(mailbox) == {}
        return
    if place.kind == "sftp":
        (tmp_path / ".ssh").mkdir()
        for name in ("config", "known_hosts"):
            (tmp_path / ".ssh" / name).write_bytes((place.home / ".ssh" / name).read_bytes())
        new_ssh_key(tmp_path / ".ssh" / "id_pakker")
    elif place.kind == "webdav":
        write_netrc(tmp_path, "forkert")
    else:
        (tmp_path / ".aws").mkdir()
        key = (place.home / ".aws" / "credentials").read_text().split("aws_access_key_id = ")[1].split()[0]
        write_aws(tmp_path, key, "forkert")
    with remote.open_remote(place.url) as opened:
        error = failure(lambda: opened.names(mailbox))
        assert (error.key, error.params["scheme"]) == ("remote_denied", place.kind)
        assert failure(lambda: opened.publish(mailbox, b"x")).key == "remote_denied"


def test_no_credentials_at_all(place: Served, mailbox: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("AWS_PROFILE", raising=False)
    (tmp_path / ".ssh").mkdir()
    if place.kind == "sftp":
        for name in ("config", "known_hosts"):
            (tmp_path / ".ssh" / name).write_bytes((place.home / ".ssh" / name).read_bytes())
    with remote.open_remote(place.url) as opened:
        if on_a_wire(place):
            assert failure(lambda: opened.names(mailbox)).key == "remote_denied"
        else:
            assert opened.names(mailbox) == [], "a folder needs none"


# The program from outside: what it loads, and what it lets out.


def test_libraries_say_nothing_and_are_loaded_only_when_used(place: Served, tmp_path: Path) -> None:
    """In a process of its own, with a server that is not there, and paramiko and the others as talkative as they are."""
    other = place.via(free_port()) if on_a_wire(place) else place
    code = (
        "import sys\n"
        "from spaedbarn_cli.errors import Failed\n"
        "from spaedbarn_cli.sync import remote\n"
        "loaded = {'fsspec', 'paramiko', 'webdav4', 's3fs', 'botocore'}\n"
        "assert not loaded & set(sys.modules)\n"
        "try:\n"
        "    with remote.open_remote(sys.argv[1]) as opened:\n"
        "        opened.names('a' * 32)\n"
        "except Failed as error:\n"
        "    sys.stdout.write(error.key)\n"
        "sys.stdout.write(' ' + ' '.join(sorted(loaded & set(sys.modules))))\n"
    )
    env = {**{name: os.environ[name] for name in ("PATH",)}, **other.env, "PYTHONPATH": os.pathsep.join(sys.path)}
    ran = subprocess.run(
        [sys.executable, "-c", code, other.url], env=env, capture_output=True, text=True, check=False, cwd=tmp_path
    )
    wanted = {
        "file": " ", "sftp": "remote_unreachable fsspec paramiko", "webdav": "remote_unreachable fsspec webdav4",
        "s3": "remote_unreachable botocore fsspec s3fs",
    }  # fmt: skip
    assert (ran.stderr, ran.stdout) == ("", wanted[place.kind])


def test_errors_name_no_server_and_no_user(place: Served, mailbox: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with nobody(place, monkeypatch) as opened:
        error = failure(lambda: opened.names(mailbox))
    assert set(error.params) <= {"scheme", "number"}
    assert error.params["scheme"] == place.kind
    assert error.__suppress_context__
    for lang in catalog.LANGUAGES:
        texts = catalog.load(lang)
        said = texts[f"err.{error.key}"].format(**error.params) + texts[f"hint.{error.key}"].format(**error.params)
        assert not [word for word in ("127.0.0.1", "pakke" + "hus", "localhost", mailbox) if word in said]
