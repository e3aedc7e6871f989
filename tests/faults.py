"""Named breakers: what happens to a file, a disk or a process when things go wrong.

`in_child` runs something in a forked process, so that it can be killed for real, be limited, or race with another.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import traceback
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

KILLED = -9
CRASHED = 99


def flip_byte(path: Path, offset: int) -> None:
    """Change one byte of a file."""
    content = bytearray(path.read_bytes())
    content[offset] ^= 0x01
    path.write_bytes(bytes(content))


def truncate(path: Path, size: int) -> None:
    """Cut a file off."""
    with path.open("r+b") as file:
        file.truncate(size)


def in_child(work: Callable[[], int | None], *, log: Path | None = None) -> int:
    """Run `work` in a forked process; return its exit code, or minus the signal that ended it."""
    return wait_for(start_child(work, log=log))


def start_child(work: Callable[[], int | None], *, log: Path | None = None) -> int:
    """Begin `work` in a forked process and return its number; what it prints goes to `log`."""
    child = os.fork()
    if child:
        return child
    try:
        target = os.open(log or os.devnull, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        os.dup2(target, 1)
        os.dup2(target, 2)
        sys.stdout, sys.stderr = os.fdopen(1, "w", closefd=False), os.fdopen(2, "w", closefd=False)
        code = work() or 0
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)
    except BaseException:
        traceback.print_exc()
        sys.stderr.flush()
        os._exit(CRASHED)


def wait_for(child: int) -> int:
    """Wait for a forked process; return its exit code, or minus the signal that ended it."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def die() -> None:
    """End this process as `kill -9` does."""
    os.kill(os.getpid(), signal.SIGKILL)


def before(target: Any, name: str, act: Callable[[], Any], *, nth: int = 1) -> None:
    """Do `act` just before the n-th call of a function; for use in a child, where nothing need be put back."""
    _around(target, name, nth, first=act)


def after(target: Any, name: str, act: Callable[[], Any], *, nth: int = 1) -> None:
    """Do `act` just after the n-th call of a function."""
    _around(target, name, nth, last=act)


def _around(
    target: Any, name: str, nth: int, first: Callable[[], Any] | None = None, last: Callable[[], Any] | None = None
) -> None:
    real, calls = getattr(target, name), [0]

    def call(*args: Any, **named: Any) -> Any:
        calls[0] += 1
        if first and calls[0] == nth:
            first()
        result = real(*args, **named)
        if last and calls[0] == nth:
            last()
        return result

    setattr(target, name, call)


def on_statement(connection: Any, begins: str, act: Callable[[], Any], *, nth: int = 1) -> None:
    """Do `act` just before the database begins the n-th statement that begins so."""
    seen = [0]

    def trace(sql: str) -> None:
        if sql.lstrip().upper().startswith(begins.upper()):
            seen[0] += 1
            if seen[0] == nth:
                act()

    connection.set_trace_callback(trace)


def limit_file_size(size: int) -> None:
    """Let no file of this process grow beyond `size` bytes, as a full disk would."""
    import resource

    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def obey_permissions() -> None:
    """Take from root, in this process, the power to write where its files say no; anybody else has none."""
    if os.geteuid() != 0:
        return
    import ctypes
    import struct

    version_3, overrides = 0x20080522, 0b110  # CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH
    header, held = struct.pack("Ii", version_3, 0), ctypes.create_string_buffer(24)
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.capget(header, held) != 0:
        raise OSError(ctypes.get_errno(), "capget")
    sets = struct.unpack("6I", held.raw)
    if libc.capset(header, struct.pack("6I", *(low & ~overrides for low in sets[:3]), *sets[3:])) != 0:
        raise OSError(ctypes.get_errno(), "capset")


@contextlib.contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """Make a folder and the files in it read-only."""
    paths = [folder, *folder.iterdir()]
    modes = [(path, path.stat().st_mode) for path in paths]
    for path, mode in modes:
        path.chmod(mode & ~0o222)
    try:
        yield
    finally:
        for path, mode in modes:
            path.chmod(mode)
