"""A small file is replaced as a whole or not at all."""

from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING

import pytest

from spaedbarn_cli.errors import Failed
from spaedbarn_cli.store import atomic
from spaedbarn_cli.store.atomic import private_folder, write_atomic

if TYPE_CHECKING:
    from pathlib import Path

POSIX = os.name == "posix"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    target = tmp_path / "key.json"
    target.write_bytes(b"old")
    return target


def names(path: Path) -> list[str]:
    return sorted(entry.name for entry in path.parent.iterdir())


def test_replaces_and_leaves_nothing_else(path: Path) -> None:
    write_atomic(path, b"new\r\nline\n")
    assert path.read_bytes() == b"new\r\nline\n"
    assert names(path) == ["key.json"]
    if POSIX:
        assert path.stat().st_mode & 0o777 == 0o600


def test_makes_a_file_that_was_not_there(tmp_path: Path) -> None:
    write_atomic(tmp_path / "fresh.json", b"")
    assert (tmp_path / "fresh.json").read_bytes() == b""


@pytest.mark.parametrize("call", ["open", "fdopen", "fsync", "replace"])
@pytest.mark.parametrize(
    ("number", "key"),
    [(errno.ENOSPC, "disk_full"), (errno.EACCES, "no_permission"), (errno.EROFS, "no_permission"),
     (errno.EIO, "disk_error")],
)  # fmt: skip
def test_a_failing_disk_leaves_the_old_content(
    path: Path, monkeypatch: pytest.MonkeyPatch, call: str, number: int, key: str
) -> None:
    def fail(*_: object) -> None:
        raise OSError(number, os.strerror(number), "Frida Holm")

    with monkeypatch.context() as broken:
        broken.setattr(os, call, fail)
        with pytest.raises(Failed) as caught:
            write_atomic(path, b"new")
    assert caught.value.key == key
    assert "Frida" not in repr(caught.value.params)
    assert path.read_bytes() == b"old"
    assert names(path) == ["key.json"]


@pytest.mark.parametrize("stop", [KeyboardInterrupt, ValueError])
def test_a_proof_that_fails_stops_everything(path: Path, stop: type[BaseException]) -> None:
    def prove(temporary: Path) -> None:
        assert temporary.read_bytes() == b"new"
        assert temporary.parent == path.parent
        if POSIX:
            assert temporary.stat().st_mode & 0o777 == 0o600
        raise stop

    with pytest.raises(stop):
        write_atomic(path, b"new", prove)
    assert path.read_bytes() == b"old"
    assert names(path) == ["key.json"]


def test_content_is_synced_before_it_takes_its_place_and_the_folder_after(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[str] = []
    fsync, replace = os.fsync, os.replace

    def noted_fsync(descriptor: int) -> None:
        folder = os.fstat(descriptor).st_ino == path.parent.stat().st_ino
        steps.append("sync folder" if folder else "sync file")
        fsync(descriptor)

    def noted_replace(source: Path, target: Path) -> None:
        steps.append("replace")
        replace(source, target)

    monkeypatch.setattr(os, "fsync", noted_fsync)
    monkeypatch.setattr(os, "replace", noted_replace)
    write_atomic(path, b"new")
    assert steps == ["sync file", "replace", *(["sync folder"] if POSIX else [])]


@pytest.mark.parametrize(("refusals", "succeeds"), [(2, True), (3, False)])
def test_a_target_that_is_held_for_a_moment_is_tried_again(
    path: Path, monkeypatch: pytest.MonkeyPatch, refusals: int, succeeds: bool
) -> None:
    replace, left, waited = os.replace, [refusals], []

    def held(source: Path, target: Path) -> None:
        if left[0]:
            left[0] -= 1
            raise PermissionError(errno.EACCES, "held")
        replace(source, target)

    monkeypatch.setattr(os, "replace", held)
    monkeypatch.setattr(atomic, "REPLACE_TRIES", 3)
    monkeypatch.setattr(atomic.time, "sleep", waited.append)
    if succeeds:
        write_atomic(path, b"new")
    else:
        with pytest.raises(Failed):
            write_atomic(path, b"new")
    assert path.read_bytes() == (b"new" if succeeds else b"old")
    assert waited == [atomic.PAUSE_SECONDS] * 2
    assert names(path) == ["key.json"]


def test_what_a_killed_process_left_goes_at_the_next_write_and_a_running_one_keeps_its_own(path: Path) -> None:
    killed, running, other = (path.with_name(n) for n in (".key.json.aa.tmp", ".key.json.bb.tmp", ".other.json.aa.tmp"))
    for leftover in (killed, running, other):
        leftover.write_bytes(b"x")
    long_ago = path.stat().st_mtime - atomic.LEFTOVER_SECONDS - 60
    os.utime(killed, (long_ago, long_ago))
    os.utime(other, (long_ago, long_ago))
    write_atomic(path, b"new")
    assert names(path) == [".key.json.bb.tmp", ".other.json.aa.tmp", "key.json"]


def test_a_missing_folder_is_our_error(tmp_path: Path) -> None:
    with pytest.raises(Failed):
        write_atomic(tmp_path / "gone" / "key.json", b"new")


def test_private_folder_is_for_its_owner_only_and_leaves_those_above_alone(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    private_folder(tmp_path / "a" / "b")
    private_folder(tmp_path / "a" / "b")
    assert (tmp_path / "a" / "b").is_dir()
    if POSIX:
        assert [p.stat().st_mode & 0o777 for p in (tmp_path, tmp_path / "a", tmp_path / "a" / "b")] == [
            0o755, 0o700, 0o700,
        ]  # fmt: skip


def test_private_folder_where_a_file_stands_is_our_error(path: Path) -> None:
    with pytest.raises(Failed):
        private_folder(path / "below")
