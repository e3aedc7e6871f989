"""The published test vectors of the age format: fetched once, and checked every time they are read.

    python tests/vectors.py

Run by `make vectors`. They are a package of their own (CCTV, free of conditions) and no part of this project: npm brings
the one version named here into the environment that the tests run in, and nothing else is ever taken for it.
"""

from __future__ import annotations

import base64
import hashlib
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

PACKAGE, VERSION = "cctv-age", "0.2.0"
INTEGRITY = "1fiGAaWr+snqgu8+uCC7qPeApAuueOESET2npKe0FVLY+Huf+Kkia89Rybx/uoGNCml31SgAjiQIeFOY4K3New=="
"""SHA-512 of the archive, as its publisher states it."""
ARCHIVE = Path(sys.prefix) / "vectors" / f"{PACKAGE}-{VERSION}.tgz"
COUNT = 143

_LARGEST = 32 << 20  # bytes, of one vector as it is to be decrypted: the largest known has half of that
_VECTOR = re.compile(r'^// \.\./testdata/(\w+)\nvar \w+ = __toBinary\("([A-Za-z0-9+/=]+)"\);$', re.MULTILINE)
_KNOWN = {"expect", "payload", "identity", "passphrase", "armored", "compressed", "file key", "comment"}
_HYBRID = "AGE-SECRET-KEY-PQ-"


class LackingError(Exception):
    """The vectors are not here, or are not those that were published; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Vector:
    """One file to decrypt: what must come of it, with which identities, and the feature beyond X25519 that it needs.

    `payload` is the SHA-256 (hex) of what may come out, None where nothing may; `feature` is `armored`, `passphrase`,
    `hybrid` or None.
    """

    name: str
    expect: str
    payload: str | None
    identities: tuple[str, ...]
    feature: str | None
    data: bytes


@cache
def vectors() -> dict[str, Vector]:
    """Return all of them by name; raises LackingError."""
    if not ARCHIVE.is_file():
        raise LackingError("the published age vectors are not here; run `make vectors`, which needs npm")
    _check(ARCHIVE)
    with tarfile.open(ARCHIVE) as archive:
        member = archive.extractfile("package/index.js")
        assert member is not None
        text = member.read().decode("ascii")
    found = {name: _vector(name, base64.b64decode(data, validate=True)) for name, data in _VECTOR.findall(text)}
    assert len(found) == COUNT, f"{len(found)} vectors were read, and {COUNT} were published"
    return found


def fetch() -> None:
    """Have npm bring the archive, unless it is here and whole; raises LackingError."""
    if ARCHIVE.is_file() and _sha512(ARCHIVE) == INTEGRITY:
        return
    npm = shutil.which("npm")
    if npm is None:
        raise LackingError("the published age vectors come by npm, and there is none; on Debian and Ubuntu: apt install npm")
    ARCHIVE.parent.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=ARCHIVE.parent) as folder:
        pack = [npm, "pack", "--silent", "--ignore-scripts", f"{PACKAGE}@{VERSION}"]
        done = subprocess.run(pack, cwd=folder, stdout=subprocess.DEVNULL, check=False)
        came = Path(folder) / ARCHIVE.name
        if done.returncode or not came.is_file():
            raise LackingError(f"npm could not bring {PACKAGE} {VERSION}; is there a network?")
        _check(came)
        came.replace(ARCHIVE)


def _check(archive: Path) -> None:
    if (found := _sha512(archive)) != INTEGRITY:
        raise LackingError(f"{archive.name} is not what was published: its SHA-512 is {found}; run `make vectors`")


def _sha512(archive: Path) -> str:
    return base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()


def _vector(name: str, raw: bytes) -> Vector:
    head, _, data = raw.partition(b"\n\n")
    fields: dict[str, list[str]] = {}
    for line in head.decode().split("\n"):
        key, value = line.split(": ", 1)
        fields.setdefault(key, []).append(value)
    assert fields.keys() <= _KNOWN, f"{name}: {fields.keys() - _KNOWN}"
    identities = tuple(fields.get("identity", ()))
    hybrid = any(one.startswith(_HYBRID) for one in identities)
    features = {"armored": "armored" in fields, "passphrase": "passphrase" in fields, "hybrid": hybrid}
    return Vector(
        name, fields["expect"][0], fields.get("payload", [None])[0], identities,
        next((feature for feature, needed in features.items() if needed), None),
        _unpacked(data) if "compressed" in fields else data,
    )  # fmt: skip


def _unpacked(data: bytes) -> bytes:
    unpacking = zlib.decompressobj()
    found = unpacking.decompress(data, _LARGEST)
    assert unpacking.eof, "a vector is larger than any that is known"
    return found


if __name__ == "__main__":
    try:
        fetch()
    except LackingError as error:
        sys.exit(f"vectors: {error}")
