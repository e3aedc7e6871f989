"""Replace a small file as a whole: after a crash at any moment the path holds the old content or the new, never a mix.

Needs a folder that is already there. Temporary files lie beside the target (a rename across file systems would be a
copy) and are private from the first byte.
"""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from spaedbarn_cli.errors import SpaedbarnError

# On Windows a virus scanner or an indexer may hold the target open for a moment, and then it cannot be replaced.
REPLACE_TRIES = 25 if os.name == "nt" else 1
PAUSE_SECONDS = 0.04
LEFTOVER_SECONDS = 3600
"""A temporary file this much older than ours belongs to a process that was killed."""


def write_atomic(
    path: Path, data: bytes, prove: Callable[[Path], None] | None = None, *, lasting: bool = True
) -> None:
    """Replace `path` by `data`, 0600 and synced; on any failure `path` is as it was and the temporary file is gone.

    `prove` gets the finished temporary file just before it takes its place and stops everything by raising. With
    `lasting=False` nothing waits for the disk: after a power cut the file may be the old one or gone, never a mix.
    Raises what `store.driver.disk_error` makes of the operating system's errors.
    """
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(6)}.tmp")
    try:
        try:
            _write_new(temporary, data, lasting=lasting)
            if prove is not None:
                prove(temporary)
            _replace(temporary, path)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
        if lasting:
            _sync_folder(path.parent)
        _remove_leftovers(path)
    except OSError as error:
        raise ours(error) from None


def private_folder(path: Path) -> None:
    """Make a folder, and those above it that are missing, that only its owner can look into."""
    try:
        if path.exists() and not path.is_dir():
            raise NotADirectoryError(errno.ENOTDIR, "not a folder")
        missing = [folder for folder in (path, *path.parents) if not folder.exists()]
        for folder in reversed(missing):
            folder.mkdir(mode=0o700, exist_ok=True)
        if os.name != "nt":
            path.chmod(0o700)
    except OSError as error:
        raise ours(error) from None


def ours(error: OSError) -> SpaedbarnError:
    """Return our error for one of the operating system's."""
    from spaedbarn_cli.store.driver import disk_error  # loads the database: only when something went wrong

    return disk_error(error)


def _write_new(path: Path, data: bytes, *, lasting: bool) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
    with os.fdopen(os.open(path, flags, 0o600), "wb") as file:
        file.write(data)
        file.flush()
        if lasting:
            os.fsync(file.fileno())


def _replace(temporary: Path, path: Path) -> None:
    for tries_left in reversed(range(REPLACE_TRIES)):
        try:
            os.replace(temporary, path)  # noqa: PTH105 - the one call that everything here is about
        except PermissionError:
            if not tries_left:
                raise
            time.sleep(PAUSE_SECONDS)
        else:
            return


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":  # has no such thing
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        # Some network and FUSE file systems cannot sync a folder; the file itself is synced and in its place.
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise
    finally:
        os.close(descriptor)


def _remove_leftovers(path: Path) -> None:
    """Take away temporary files of killed processes, told by the file system's own clock."""
    newest = path.stat().st_mtime
    for leftover in path.parent.glob(f".{path.name}.*.tmp"):
        with contextlib.suppress(FileNotFoundError):  # another process was quicker
            if newest - leftover.stat().st_mtime > LEFTOVER_SECONDS:
                leftover.unlink()
