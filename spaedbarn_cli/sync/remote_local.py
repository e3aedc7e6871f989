"""A folder of this computer: a stick, a network drive, a folder that another program synchronises.

Not through fsspec's local files: here everything is synced to the disk before it is visible, symbolic links are not
followed and pipes not waited for, since others may write into a shared folder.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING

from spaedbarn_cli.store.atomic import write_atomic
from spaedbarn_cli.sync.remote_place import Entry, Listing, read_up_to, too_large

if TYPE_CHECKING:
    from spaedbarn_cli.sync.remote_address import Address

_OPEN = os.O_RDONLY | sum(getattr(os, name, 0) for name in ("O_BINARY", "O_CLOEXEC", "O_NOFOLLOW", "O_NONBLOCK"))
_NOT_DELETED = (errno.ENOENT, errno.EACCES, errno.EPERM, errno.EROFS)


class LocalPlace:
    """A root folder that is there; raises FileNotFoundError when it is not (a stick that is not plugged in)."""

    def __init__(self, address: Address) -> None:
        self._root = Path(address.path)
        self._mode()

    def listing(self, mailbox: str, most: int) -> Listing:
        files: list[Entry] = []
        try:
            with os.scandir(self._root / mailbox) as found:
                for looked_at, one in enumerate(found):
                    if looked_at == most:
                        return Listing(files, whole=False)
                    with contextlib.suppress(FileNotFoundError):  # removed by somebody else just now
                        info = one.stat(follow_symlinks=False)
                        if stat.S_ISREG(info.st_mode):
                            files.append(Entry(one.name, info.st_size, info.st_mtime))
        except FileNotFoundError:
            self._mode()  # no mailbox is nothing unusual, no root is
        return Listing(files, whole=True)

    def entry(self, mailbox: str, name: str) -> Entry | None:
        try:
            info = (self._root / mailbox / name).lstat()
        except FileNotFoundError:
            return None
        return Entry(name, info.st_size, info.st_mtime)

    def put(self, mailbox: str, name: str, data: bytes) -> None:
        folder, mode = self._root / mailbox, self._mode()

        def shared(temporary: Path) -> None:
            _give(temporary, mode & 0o666)

        with contextlib.suppress(FileExistsError):
            folder.mkdir(mode=0o700)
            _give(folder, mode)
        write_atomic(folder / name, data, shared)

    def get(self, mailbox: str, name: str, most: int) -> bytes | None:
        try:
            descriptor = os.open(self._root / mailbox / name, _OPEN)
        except FileNotFoundError:
            return None
        with os.fdopen(descriptor, "rb") as file:
            info = os.fstat(descriptor)
            if not stat.S_ISREG(info.st_mode):
                return None
            if info.st_size > most:
                raise too_large(most)
            return read_up_to(file.read, most)

    def delete(self, mailbox: str, name: str) -> bool:
        try:
            (self._root / mailbox / name).unlink()
        except OSError as error:
            if error.errno not in _NOT_DELETED:
                raise
            return False
        return True

    def close(self) -> None:
        """Nothing is held open."""

    def _mode(self) -> int:
        info = self._root.stat()
        if not stat.S_ISDIR(info.st_mode):
            raise NotADirectoryError
        return stat.S_IMODE(info.st_mode)


def _give(path: Path, mode: int) -> None:
    """Let those in who may use the root: whoever shared that folder decided. What lies in it is sealed.

    A file system without such modes (a stick's, often) refuses to set them and needs none.
    """
    if os.name != "nt":
        with contextlib.suppress(OSError):
            path.chmod(mode)
