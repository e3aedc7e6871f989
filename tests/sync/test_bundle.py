"""Content and archive: one form each way, and nothing read from a manifest nobody has answered for."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings

from spaedbarn_cli.errors import StoreNewer
from spaedbarn_cli.store.canonical import canonical
from spaedbarn_cli.sync import archive, limits
from spaedbarn_cli.sync.bundle import MANIFEST, PADDING, REPORT, SIGNATURE, Content, Decoded, Head, decode, encode
from sync.chains import BIRGIT, DEVICE, FAMILY, METTE, SECOND_DEVICE, chain, contents, public_of, sign_text, small

if TYPE_CHECKING:
    from collections.abc import Callable

SIGN = public_of(METTE)
TO = BIRGIT.recipient


def packed(content: Content) -> bytes:
    return encode(content, recipient=TO, sign=SIGN, signed=lambda manifest: bytes(64))


def read(data: bytes) -> Decoded:
    return decode(data, lambda manifest, signature: SIGN)


def altered(content: Content, alter: Callable[[dict[str, Any]], object]) -> bytes:
    """Return the archive of a content with another manifest, as somebody with the key could sign it."""
    members = archive.unpack(packed(content))
    manifest = json.loads(members[MANIFEST])
    alter(manifest)
    members[MANIFEST] = canonical(manifest)
    members[PADDING] = b""
    size = archive.packed_size(members)
    members[PADDING] = bytes(limits.padded_size(size) - size)
    if isinstance(manifest.get("sha256"), dict):
        manifest["sha256"][PADDING] = hashlib.sha256(members[PADDING]).hexdigest()
        members[MANIFEST] = canonical(manifest)
    return archive.pack(members)


@settings(max_examples=60, deadline=None)
@given(contents())
def test_encode_and_decode_are_inverse(content: Content) -> None:
    data = packed(content)
    found = read(data)
    assert found == Decoded(content, TO, SIGN)
    assert packed(found.content) == data
    assert len(data) == limits.padded_size(len(data))


def test_the_manifest_says_what_is_in_it() -> None:
    content = small()
    members = archive.unpack(packed(content))
    assert list(members) == [MANIFEST, SIGNATURE, "changes/1.jsonl", "changes/2.jsonl", REPORT, PADDING]
    manifest = json.loads(members[MANIFEST])
    assert manifest["counts"] == {"changes": 5, "streams": 2}
    assert manifest["sender"] == {
        "name": "Mette Holm", "role": "health-visitor", "device": DEVICE, "before": [], "sign": sign_text(METTE),
    }  # fmt: skip
    assert manifest["ranges"][1] == {
        "stream": f"{FAMILY}/contact", "device": SECOND_DEVICE, "first": 5, "last": 5, "count": 1,
        "first_id": content.changes[2].id, "last_id": content.changes[2].id,
    }  # fmt: skip
    assert not [name for name in members if FAMILY in name or "contact" in name]


def test_a_manifest_is_not_read_before_its_signature_holds() -> None:
    class NobodyError(Exception):
        pass

    def refuse(manifest: bytes, signature: bytes) -> bytes:
        raise NobodyError

    data = archive.pack({MANIFEST: b"[" * 5000, SIGNATURE: b"", PADDING: b""})
    with pytest.raises(NobodyError):
        decode(data, refuse)
    with pytest.raises(ValueError, match=r"."):
        read(data)


def test_a_newer_format_is_named_and_an_addition_is_passed_over() -> None:
    with pytest.raises(StoreNewer) as refused:
        read(altered(small(), lambda manifest: manifest.update(version=2, sha256="other")))
    assert refused.value.key == "bundle_newer"
    assert refused.value.exit_code == 13
    found = read(altered(small(), lambda manifest: manifest.update(weather="sne")))
    assert (found.content, found.unknown) == (small(), ("weather",))


@pytest.mark.parametrize(
    "wrong",
    [
        {"format": "spaedbarn-backup"}, {"version": True}, {"version": 0}, {"id": "c0"}, {"id": None}, {"made": "i går"},
        {"made": "2026-11-22T09:00:00"}, {"made": 3}, {"sender": {}}, {"sender": None}, {"recipient": "birgit"},
        {"recipient": None}, {"recipient": TO + "q"}, {"purpose": None}, {"purpose": "x" * 2001}, {"ground": 7},
        {"ranges": []}, {"ranges": None}, {"sha256": {}}, {"sha256": None}, {"counts": {"changes": 5, "streams": True}},
        {"counts": {"changes": 4, "streams": 2}}, {"acknowledged": None}, {"acknowledged": [{}]},
        {"acknowledged": [{"stream": "a", "device": DEVICE, "seq": 0, "id": "ab" * 32}]},
        {"acknowledged": 2 * [{"stream": "a", "device": DEVICE, "seq": 1, "id": "ab" * 32}]},
    ],
)  # fmt: skip
def test_a_manifest_of_another_form_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"."):
        read(altered(small(), lambda manifest: manifest.update(wrong)))


@pytest.mark.parametrize("name", sorted(json.loads(archive.unpack(packed(small()))[MANIFEST])))
def test_no_member_of_the_manifest_may_lack(name: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        read(altered(small(), lambda manifest: manifest.pop(name)))


def test_the_name_of_the_sender_is_bound_to_her_key() -> None:
    with pytest.raises(ValueError, match="sender"):
        decode(packed(small()), lambda manifest, signature: bytes(32))


@pytest.mark.parametrize("name", ["../../.bashrc", "/etc/passwd", "changes/../x", "changes/3.jsonl", "changes/01.jsonl", "x"])
def test_a_member_of_any_other_name_is_refused(name: str) -> None:
    members = archive.unpack(packed(small()))
    for old in ("changes/1.jsonl", REPORT):
        renamed = {name if each == old else each: data for each, data in members.items()}
        manifest = json.loads(members[MANIFEST])
        manifest["sha256"][name] = manifest["sha256"].pop(old)
        renamed[MANIFEST] = canonical(manifest)
        with pytest.raises(ValueError, match=r"."):
            read(archive.pack(renamed))


def test_swapped_members_are_refused() -> None:
    members = archive.unpack(packed(small()))
    one, two = "changes/1.jsonl", "changes/2.jsonl"
    with pytest.raises(ValueError, match="digests"):
        read(archive.pack({**members, one: members[two], two: members[one]}))
    with pytest.raises(ValueError, match=r"files|manifest"):
        read(archive.pack({name: members[name] for name in (MANIFEST, SIGNATURE, two, one, REPORT, PADDING)}))


def test_what_could_not_be_read_again_is_not_written() -> None:
    content = small()
    a, b = content.changes[:2]
    for wrong in (
        replace(content, changes=(b, a)), replace(content, id="c0"), replace(content, made="nu"),
        replace(content, changes=(replace(a, id="ab" * 32),)), replace(content, changes=(replace(a, body="{}"),)),
        replace(content, acknowledged=(Head("b", DEVICE, 1, "ab" * 32), Head("a", DEVICE, 1, "ab" * 32))),
        replace(content, purpose="\ud800"),
    ):  # fmt: skip
        with pytest.raises(ValueError, match=r"."):
            packed(wrong)


def test_there_are_ceilings(monkeypatch: pytest.MonkeyPatch) -> None:
    data = packed(small())
    for name in ("MAX_CHANGES", "MAX_STREAMS", "MAX_HEADS", "MAX_LINE", "MAX_MANIFEST", "MAX_REPORT", "MAX_MEMBERS"):
        with monkeypatch.context() as lower:
            lower.setattr(limits, name, 1)
            with pytest.raises(ValueError, match=r"."):
                read(data)
            with pytest.raises(ValueError, match=r"."):
                packed(small())


@pytest.mark.parametrize("depth", [600, 100_000])
def test_nesting_without_end_is_refused(depth: int) -> None:
    members = archive.unpack(packed(small()))
    manifest = b"[" * depth + b"]" * depth
    wrong = members[MANIFEST].replace(b'"purpose":', b'"nest":' + manifest + b',"purpose":')
    with pytest.raises(ValueError, match=r"."):
        read(archive.pack({**members, MANIFEST: wrong}))


def test_padding_is_zeros() -> None:
    members = archive.unpack(packed(small()))
    padding = b"x" * len(members[PADDING])
    manifest = json.loads(members[MANIFEST])
    manifest["sha256"][PADDING] = hashlib.sha256(padding).hexdigest()
    with pytest.raises(ValueError, match="padding"):
        read(archive.pack({**members, MANIFEST: canonical(manifest), PADDING: padding}))


def test_a_manifest_in_another_form_is_refused_although_it_says_the_same() -> None:
    members = archive.unpack(packed(small()))
    spaced = members[MANIFEST].replace(b'","', b'", "', 1)
    manifest = json.loads(spaced)
    padding = members[PADDING][:-1]
    manifest["sha256"][PADDING] = hashlib.sha256(padding).hexdigest()
    spaced = canonical(manifest).replace(b'","', b'", "', 1)
    assert json.loads(spaced) == manifest
    with pytest.raises(ValueError, match="manifest"):
        read(archive.pack({**members, MANIFEST: spaced, PADDING: padding}))


def test_a_stream_has_one_file() -> None:
    one, two = chain("a", DEVICE, [{}]), chain("b", DEVICE, [{}, {}])
    content = replace(small(), changes=(*one, *two))
    members = archive.unpack(packed(content))
    first, second = "changes/1.jsonl", "changes/2.jsonl"
    lines = (members[first] + members[second]).splitlines(keepends=True)
    members |= {first: b"".join(lines[:2]), second: lines[2]}
    manifest = json.loads(members[MANIFEST])
    manifest["sha256"] |= {name: hashlib.sha256(members[name]).hexdigest() for name in (first, second)}
    with pytest.raises(ValueError, match="stream"):
        read(archive.pack({**members, MANIFEST: canonical(manifest)}))
