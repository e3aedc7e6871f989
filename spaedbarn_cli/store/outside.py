"""What can be told of a store without opening it: its key file, who may read it, where it lies, what lies beside."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

from spaedbarn_cli.errors import SpaedbarnError
from spaedbarn_cli.store import memory
from spaedbarn_cli.store.keyfile import NAME, PASSPHRASE, RECOVERY, KeyFile, read_keyfile
from spaedbarn_cli.store.verify import Check

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from spaedbarn_cli.store.vault import Places

CLOUDS = {
    "onedrive": "OneDrive", "dropbox": "Dropbox", "icloud": "iCloud", "mobile documents": "iCloud",
    "google drive": "Google Drive", "googledrive": "Google Drive", "my drive": "Google Drive",
    "mit drev": "Google Drive",
    "cloudstorage": "CloudStorage", "nextcloud": "Nextcloud", "owncloud": "ownCloud", "pcloud": "pCloud",
}  # fmt: skip
"""How folders that are copied to somebody else's machine are called, in lower case, and what to call them."""


def outside_checks(places: Places) -> Iterator[Check]:
    """Yield what can be said without a secret; never raises one of our errors, never touches a file."""
    known = _keyfile(places.home)
    yield key_file(known)
    keyfile = known if isinstance(known, KeyFile) else None
    yield store_file(places.home, keyfile)
    yield permissions(places, keyfile)
    yield place(places.home)
    yield leftovers(places.home, keyfile)


def _keyfile(home: Path) -> KeyFile | SpaedbarnError:
    try:
        return read_keyfile(home)
    except SpaedbarnError as error:
        return error


def key_file(known: KeyFile | SpaedbarnError) -> Check:
    """Say whether the key file can be read and has both a passphrase's slot and a recovery code's."""
    if isinstance(known, SpaedbarnError):
        return Check("key_file", False, "bad", {"error": known})
    kinds = [slot.kind for slot in known.slots]
    lacking = [kind for kind in (PASSPHRASE, RECOVERY) if kind not in kinds]
    return Check("key_file", not lacking, f"no_{lacking[0]}" if lacking else "ok", {"count": len(kinds)})


def store_file(home: Path, keyfile: KeyFile | None) -> Check:
    """Say whether the file that the key file names is there, and how large it is."""
    if keyfile is None:
        return Check("store_file", False, "unknown")
    path = home / keyfile.store
    if not path.is_file():
        return Check("store_file", False, "missing", {"file": keyfile.store})
    size = path.stat().st_size
    return Check("store_file", size > 0, "ok" if size else "empty", {"file": keyfile.store, "kib": -(-size // 1024)})


def permissions(places: Places, keyfile: KeyFile | None) -> Check:
    """Say whether anybody but the owner may read: folder 0700, files 0600 (on Windows the user's folder sees to it)."""
    if os.name == "nt":
        return Check("permissions", True, "windows")
    files = [path for path in places.home.glob("*") if path.name == NAME or path.name.startswith("store")]
    if keyfile is not None:
        files.append(memory.path_of(places.state, keyfile.vault))
    found = [path.name for path in (places.home, *sorted(files)) if _open_to_others(path)]
    return Check("permissions", not found, "bad" if found else "ok", {"files": found})


def _open_to_others(path: Path) -> bool:
    return path.exists() and bool(stat.S_IMODE(path.stat().st_mode) & 0o077)


def place(home: Path) -> Check:
    """Say whether the store lies in a folder that is copied to somebody else's machine, by the names on its path."""
    for part in home.parts:
        for mark, name in CLOUDS.items():
            if part.lower() == mark or part.lower().startswith((f"{mark} ", f"{mark}-", f"{mark}drive", f"{mark}~")):
                return Check("place", True, "bad", {"cloud": name}, note=True)
    return Check("place", True, "ok")


def leftovers(home: Path, keyfile: KeyFile | None) -> Check:
    """Name store files beside the one in force (from a renewal that was cut off, or put there), and old copies."""
    stores = sorted(path.name for path in home.glob("store*.db") if keyfile is None or path.name != keyfile.store)
    copies = sorted(path.name for path in home.glob("store*.bak"))
    if keyfile is not None and stores:
        return Check("leftovers", True, "bad", {"files": stores}, note=True)
    return Check("leftovers", True, "copies" if copies else "ok", {"files": copies})
