"""What this machine remembers outside the store: the last change it wrote.

A store put back to an older state (an old copy laid over the new one) still opens and still has a good chain. Only a
memory outside it can tell. The file holds random names and a digest, nothing of any family.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pathlib import Path

    from spaedbarn_cli.store.log import Written


class Remembered(NamedTuple):
    """The last change this machine wrote with its store."""

    device: str
    stream: str
    seq: int
    id: str


def path_of(folder: Path, vault: str) -> Path:
    """Return the file of the machine's memory of one store."""
    return folder / f"{vault}.json"


def read(folder: Path, vault: str) -> Remembered | None:
    """Return what this machine remembers of a store, or None when it knows nothing (or nothing readable)."""
    try:
        data = json.loads(path_of(folder, vault).read_text(encoding="utf-8"))
        return Remembered(str(data["device"]), str(data["stream"]), int(data["seq"]), str(data["id"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def remember(folder: Path, vault: str, device: str, written: Written) -> None:
    """Remember the last change; a loss of this file costs a new device name, never a record. Raises Failed."""
    from spaedbarn_cli.store.atomic import private_folder, write_atomic

    private_folder(folder)
    data = {"device": device, "stream": written.stream, "seq": written.seq, "id": written.id}
    # Not worth a wait: an older memory still stands in the store, and a lost one costs a device name.
    write_atomic(path_of(folder, vault), json.dumps(data).encode(), lasting=False)


def forget(folder: Path, vault: str) -> None:
    """Forget a store that never came to be."""
    path_of(folder, vault).unlink(missing_ok=True)
