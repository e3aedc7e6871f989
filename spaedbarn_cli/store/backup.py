"""Backups: one file that holds the key file and the encrypted store, copied while nobody can write.

Nothing is decrypted to make one, so it is as safe as the store itself and opens with the passphrase of that day. A
restored store begins as a new device: the old one may still be written elsewhere.
"""

from __future__ import annotations

import hashlib
import json
import os
import zipfile
from typing import TYPE_CHECKING, Any

from spaedbarn_cli.errors import Refused, StoreDamaged, StoreNewer, WrongUsage
from spaedbarn_cli.store import atomic, driver, keyfile, keyformat

if TYPE_CHECKING:
    from pathlib import Path

    from spaedbarn_cli.store.vault import Store

FORMAT = "spaedbarn-backup"
VERSION = 1
MANIFEST = "backup.json"
MAX_BYTES = 8 * 1024**3
_CHUNK = 1 << 20


def create(store: Store, target: Path) -> None:
    """Write a backup; nothing stands under the name until it is whole. Raises Refused when the name is taken."""
    if target.exists():
        raise Refused("backup_exists")
    temporary = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    home = store.places.home
    with driver.mapped_errors():
        try:
            driver.create_file(temporary)
            with store.writing(), temporary.open("r+b") as file, zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as box:
                digests = {name: _add(box, home / name, name) for name in (keyfile.NAME, store.file)}
                manifest = {
                    "format": FORMAT, "version": VERSION, "made": store.now().isoformat(timespec="seconds"),
                    "sha256": digests,
                }  # fmt: skip
                box.writestr(MANIFEST, json.dumps(manifest, indent=1))
            with temporary.open("rb") as written:
                os.fsync(written.fileno())
            os.replace(temporary, target)  # noqa: PTH105 - the atomic one
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise


def _add(box: zipfile.ZipFile, path: Path, name: str) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as source, box.open(zipfile.ZipInfo(name), "w", force_zip64=True) as member:
        while chunk := source.read(_CHUNK):
            digest.update(chunk)
            member.write(chunk)
    return digest.hexdigest()


def unpack(source: Path, folder: Path) -> None:
    """Put key file and store of a backup into a private, empty folder, every byte checked.

    Raises WrongUsage for what is no backup, StoreDamaged for a broken one, StoreNewer, Refused when a store is there.
    """
    if (folder / keyfile.NAME).exists() or any(folder.glob("store*.db")):
        raise Refused("store_exists")
    try:
        with zipfile.ZipFile(source) as box:
            manifest = _manifest(box)
            atomic.private_folder(folder)
            # The key file comes last: without it the folder is no store yet.
            for name in sorted(manifest["sha256"], key=lambda name: name == keyfile.NAME):
                _extract(box, name, folder, manifest["sha256"][name])
    except (zipfile.BadZipFile, EOFError, NotImplementedError, KeyError):
        raise StoreDamaged("backup_damaged") from None
    except FileNotFoundError:
        raise WrongUsage("backup_missing") from None
    except OSError as error:
        raise driver.disk_error(error) from None


def _manifest(box: zipfile.ZipFile) -> dict[str, Any]:
    infos = {info.filename: info for info in box.infolist()}
    if MANIFEST not in infos:
        raise WrongUsage("backup_not_one")
    try:
        manifest: dict[str, Any] = json.loads(box.read(MANIFEST))
        names = set(manifest["sha256"])
        good = manifest["format"] == FORMAT and isinstance(manifest["version"], int)
    except (ValueError, KeyError, TypeError):
        raise StoreDamaged("backup_damaged") from None
    if not good:
        raise WrongUsage("backup_not_one")
    if manifest["version"] > VERSION:
        raise StoreNewer("backup_newer")
    stores = [name for name in names if keyformat.STORE_NAME.fullmatch(name)]
    if names != {keyfile.NAME, *stores} or len(stores) != 1 or not names <= set(infos):
        raise StoreDamaged("backup_damaged")
    if sum(info.file_size for info in infos.values()) > MAX_BYTES:
        raise StoreDamaged("backup_damaged")
    return manifest


def _extract(box: zipfile.ZipFile, name: str, folder: Path, expected: str) -> None:
    path = folder / name
    driver.create_file(path)
    digest = hashlib.sha256()
    try:
        with box.open(name) as member, path.open("wb") as file:
            while chunk := member.read(_CHUNK):
                digest.update(chunk)
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    if digest.hexdigest() != expected:
        path.unlink(missing_ok=True)
        raise StoreDamaged("backup_damaged")
