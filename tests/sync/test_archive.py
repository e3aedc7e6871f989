"""The archive inside a bundle: one way to write it, any zip program reads it, nothing else is taken."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spaedbarn_cli.sync import archive

NAMES = st.text("abcdefghijklmnop./", min_size=1, max_size=12)
MEMBERS = {"manifest.json": b"{}", "changes/1.jsonl": b"en linje\n" * 40, "padding": bytes(100)}


@given(st.dictionaries(NAMES, st.binary(max_size=50), max_size=5))
def test_what_is_packed_is_unpacked(members: dict[str, bytes]) -> None:
    packed = archive.pack(members)
    assert len(packed) == archive.packed_size(members)
    assert list(archive.unpack(packed).items()) == list(members.items())


def test_the_zip_module_reads_it() -> None:
    with zipfile.ZipFile(io.BytesIO(archive.pack(MEMBERS))) as box:
        assert box.testzip() is None
        assert {info.filename: box.read(info) for info in box.infolist()} == MEMBERS
        assert {info.date_time for info in box.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_the_archive_of_another_program_is_refused(method: int) -> None:
    box = io.BytesIO()
    with zipfile.ZipFile(box, "w", method) as file:
        for name, data in MEMBERS.items():
            file.writestr(name, data)
    with pytest.raises(ValueError, match=r"member|form"):
        archive.unpack(box.getvalue())


def test_every_changed_byte_and_every_cut_is_refused() -> None:
    packed = archive.pack({"a": b"indhold", "padding": bytes(20)})
    for at in range(len(packed)):
        changed = bytearray(packed)
        changed[at] ^= 1
        for data in (bytes(changed), packed[:at]):
            with pytest.raises(ValueError, match=r"member|form|ascii"):
                archive.unpack(data)


@pytest.mark.parametrize("extra", [b"\0", b"PK\x03\x04", archive.pack({"b": b""})])
def test_nothing_may_follow(extra: bytes) -> None:
    with pytest.raises(ValueError, match="form"):
        archive.unpack(archive.pack(MEMBERS) + extra)


def test_a_name_stands_once() -> None:
    twice = archive.pack({"a": b"1", "b": b"2"}).replace(b"b", b"a")
    with pytest.raises(ValueError, match="member"):
        archive.unpack(twice)


def test_members_are_counted() -> None:
    many = archive.pack({f"{number}": b"" for number in range(archive.limits.MAX_MEMBERS + 1)})
    with pytest.raises(ValueError, match="members"):
        archive.unpack(many)
