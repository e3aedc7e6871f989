"""A folder of this computer: what the disk says, who may read, and what others put there."""

from __future__ import annotations

import errno
import os
import stat
from typing import TYPE_CHECKING, Any

import faults
import pytest

from spaedbarn_cli.errors import Failed
from spaedbarn_cli.sync import remote, remote_place

if TYPE_CHECKING:
    from pathlib import Path

MAILBOX = "a" * 32
NAME = "0" * 32 + ".age"


def refusing(number: int) -> Any:
    def refuse(*_: Any, **__: Any) -> Any:
        raise OSError(number, os.strerror(number))

    return refuse


@pytest.mark.parametrize(
    ("call", "number", "key"),
    [("fsync", errno.ENOSPC, "remote_full"), ("replace", errno.EDQUOT, "remote_full"), ("open", errno.EROFS, "remote_denied"),
     ("open", errno.EACCES, "remote_denied"), ("mkdir", errno.EACCES, "remote_denied"), ("fsync", errno.EIO, "remote_error")],
)  # fmt: skip
def test_a_disk_that_refuses(tmp_path: Path, call: str, number: int, key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with remote.open_remote(str(tmp_path)) as opened, monkeypatch.context() as broken:
        broken.setattr(os, call, refusing(number))
        with pytest.raises(Failed) as caught:
            opened.publish(MAILBOX, b"x" * 5000)
        assert (caught.value.key, caught.value.params["scheme"]) == (key, "file")
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


@pytest.mark.parametrize("number", [errno.EACCES, errno.EPERM, errno.EROFS])
def test_what_may_not_be_removed_stays_without_a_word(tmp_path: Path, number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    with remote.open_remote(str(tmp_path)) as opened:
        name = opened.publish(MAILBOX, b"x")
        monkeypatch.setattr(os, "unlink", refusing(number))
        assert opened.remove(MAILBOX, name) is False
        assert opened.names(MAILBOX) == [name]


def test_a_publisher_who_is_killed_leaves_nothing_to_be_seen(tmp_path: Path) -> None:
    def killed() -> int:
        os.replace = lambda *_: os.kill(os.getpid(), 9)
        remote.open_remote(str(tmp_path)).publish(MAILBOX, b"x" * 5000)
        return 0

    assert faults.in_child(killed) == faults.KILLED
    (left,) = (tmp_path / MAILBOX).iterdir()
    assert remote_place.LEFTOVER.fullmatch(left.name)
    with remote.open_remote(str(tmp_path)) as opened:
        assert opened.names(MAILBOX) == []
        then = left.stat().st_mtime - remote.LEFTOVER_SECONDS - 60
        os.utime(left, (then, then))
        name = opened.publish(MAILBOX, b"y")
    assert [path.name for path in (tmp_path / MAILBOX).iterdir()] == [name]


@pytest.mark.parametrize("mode", [0o700, 0o750, 0o2770, 0o755, 0o1777])
def test_who_may_use_the_root_may_use_what_is_in_it(tmp_path: Path, mode: int) -> None:
    """The program's own mask would keep colleagues out of a shared folder."""
    root = tmp_path / "pakker"
    root.mkdir()
    root.chmod(mode)
    before = os.umask(0o077)
    try:
        with remote.open_remote(str(root)) as opened:
            name = opened.publish(MAILBOX, b"x")
    finally:
        os.umask(before)
    assert stat.S_IMODE((root / MAILBOX).stat().st_mode) == mode
    assert stat.S_IMODE((root / MAILBOX / name).stat().st_mode) == mode & 0o666


def test_a_stick_without_modes_is_good_enough(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "chmod", refusing(errno.EPERM))
    with remote.open_remote(str(tmp_path)) as opened:
        name = opened.publish(MAILBOX, b"x")
        assert opened.names(MAILBOX) == [name]


def test_links_and_pipes_are_not_followed_even_when_asked_for(tmp_path: Path) -> None:
    (tmp_path / MAILBOX).mkdir()
    (tmp_path / "hemmelig").write_bytes(b"hemmelig")
    link, pipe = (tmp_path / MAILBOX / f"{sign * 32}.age" for sign in "01")
    link.symlink_to(tmp_path / "hemmelig")
    os.mkfifo(pipe)
    with remote.open_remote(str(tmp_path)) as opened:
        with pytest.raises(Failed) as caught:
            opened.fetch(MAILBOX, link.name, 100)
        assert caught.value.key == "remote_error"
        assert opened.fetch(MAILBOX, pipe.name, 100) is None


def test_a_file_that_grows_while_it_is_read_is_not_read_for_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / MAILBOX).mkdir()
    (tmp_path / MAILBOX / NAME).write_bytes(bytes(10))
    real = os.fstat

    def before(descriptor: int) -> os.stat_result:
        found = real(descriptor)
        if found.st_size == 10:
            with (tmp_path / MAILBOX / NAME).open("ab") as file:
                file.write(bytes(1000))
        return found

    monkeypatch.setattr(os, "fstat", before)
    with remote.open_remote(str(tmp_path)) as opened, pytest.raises(Exception, match="bundle_too_large"):
        opened.fetch(MAILBOX, NAME, 100)


def test_a_root_that_is_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "pakker").write_bytes(b"")
    with remote.open_remote(str(tmp_path / "pakker")) as opened, pytest.raises(Failed) as caught:
        opened.names(MAILBOX)
    assert caught.value.key == "remote_no_folder"
