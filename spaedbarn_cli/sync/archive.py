"""A zip archive with exactly one way to be written: members stored, in the order given, all of one date.

Any zip program opens it. It is read by walking from member to member and then writing the same archive anew: what is
not that archive to the byte (compressed, encrypted, with a comment, a second directory or anything between) is refused.
"""

from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING

from spaedbarn_cli.sync import limits

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_STORED, _NEEDS, _MADE_BY = 0, 20, 0x0314
_TIME, _DAY = 0, (1 << 5) | 1
"""1980-01-01, where the dates of zip begin."""
_MODE = 0o100600 << 16


def pack(members: Mapping[str, bytes]) -> bytes:
    """Return the archive of these members, in their order; names are ASCII."""
    return b"".join(_parts(members))


def packed_size(members: Mapping[str, bytes]) -> int:
    """Return how many bytes `pack` makes of them."""
    around = _LOCAL.size + _CENTRAL.size
    return _END.size + sum(around + 2 * len(name) + len(data) for name, data in members.items())


def unpack(data: bytes) -> dict[str, bytes]:
    """Return the members of an archive that `pack` could have made; raises ValueError for any other bytes."""
    members: dict[str, bytes] = {}
    at = 0
    while data[at : at + 4] == b"PK\x03\x04":
        if len(members) == limits.MAX_MEMBERS or at + _LOCAL.size > len(data):
            raise ValueError("members")
        (*_, stored, size, name_size, _) = _LOCAL.unpack_from(data, at)
        at += _LOCAL.size
        name = data[at : at + name_size].decode("ascii")
        at += name_size
        if stored != size or at + size > len(data) or name in members:
            raise ValueError("member")
        members[name] = data[at : at + size]
        at += size
    at = 0
    for part in _parts(members):
        if not data.startswith(part, at):
            raise ValueError("form")
        at += len(part)
    if at != len(data):
        raise ValueError("form")
    return members


def _parts(members: Mapping[str, bytes]) -> Iterator[bytes]:
    """Yield the archive piece by piece, so that it can be compared without a second copy of it."""
    directory: list[bytes] = []
    at = 0
    for text, data in members.items():
        name = text.encode("ascii")
        said = (_NEEDS, 0, _STORED, _TIME, _DAY, zlib.crc32(data), len(data), len(data), len(name), 0)
        yield _LOCAL.pack(b"PK\x03\x04", *said) + name
        yield data
        directory.append(_CENTRAL.pack(b"PK\x01\x02", _MADE_BY, *said, 0, 0, 0, _MODE, at) + name)
        at += _LOCAL.size + len(name) + len(data)
    whole = b"".join(directory)
    yield whole
    yield _END.pack(b"PK\x05\x06", 0, 0, len(members), len(members), len(whole), at, 0)
