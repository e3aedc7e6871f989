"""The sealed file: opened whole by the one it is for, from somebody she knows, or refused with its code."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING

import pyrage
import pytest
from hypothesis import given, settings

from spaedbarn_cli.errors import BundleNotForUs, BundleRejected, SpaedbarnError, WrongUsage
from spaedbarn_cli.store.canonical import canonical
from spaedbarn_cli.sync import archive, bundle, limits, seal
from spaedbarn_cli.sync.seal import Opened, new_bundle_id, open_sealed
from sync.chains import BIRGIT, DEVICE, FAMILY, KAREN, LONE, METTE, NOTE, Person, chain, contents, public_of, small

if TYPE_CHECKING:
    from spaedbarn_cli.sync.bundle import Content

KNOWN = (public_of(LONE), public_of(METTE))


def sealed(content: Content, to: Person = BIRGIT, by: bytes = METTE) -> bytes:
    return seal.seal(content, recipient=to.recipient, sign_key=by)


def opened(data: bytes, by: Person = BIRGIT, senders: tuple[bytes, ...] = KNOWN, own: bytes | None = None) -> Opened:
    return open_sealed(data, identity=by.identity, own_recipient=by.recipient, senders=senders, own_sign=own)


def refusal(data: bytes, by: Person = BIRGIT, senders: tuple[bytes, ...] = KNOWN) -> tuple[str, int]:
    """Return key and code of the refusal; fails when anything comes out."""
    with pytest.raises(SpaedbarnError) as refused:
        opened(data, by, senders)
    return refused.value.key, refused.value.exit_code


def encrypted(inside: bytes, to: Person = BIRGIT) -> bytes:
    """Return what anybody can make who knows a recipient: an age file with any content."""
    made: bytes = pyrage.encrypt(inside, [pyrage.x25519.Recipient.from_str(to.recipient)])
    return made


def inside(data: bytes, by: Person = BIRGIT) -> bytes:
    made: bytes = pyrage.decrypt(data, [pyrage.x25519.Identity.from_str(by.identity)])
    return made


@settings(max_examples=25, deadline=None)
@given(contents())
def test_what_is_sealed_is_opened(content: Content) -> None:
    found = opened(sealed(content))
    assert found == Opened(content, public_of(METTE), False, ())


def test_every_changed_byte_and_every_cut_of_the_sealed_file_is_refused() -> None:
    data = sealed(replace(small(), report=None))
    body = data.index(b"\n--- ")
    for at in range(len(data)):
        changed = bytearray(data)
        changed[at] ^= 1 << at % 8
        in_stanzas = len(seal.AGE) <= at < body  # where damage and somebody else's key look the same
        for damaged in (bytes(changed), data[:at]):
            key, code = refusal(damaged)
            assert code == (22 if key == "bundle_no_key" else 20)
            assert key in ({"bundle_damaged", "bundle_no_key"} if in_stanzas else {"bundle_damaged", "bundle_not_one"})
    assert refusal(data + b"\0") == ("bundle_damaged", 20)


def test_every_changed_byte_and_every_cut_of_the_content_is_refused() -> None:
    """Whoever knows the recipient can encrypt anything to her: the archive must hold by itself."""
    whole = inside(sealed(replace(small(), report=None)))
    known = seal._loaded(KNOWN)
    refused = 0
    for at in range(len(whole)):
        changed = bytearray(whole)
        changed[at] ^= 1 << at % 8
        for wrong in (bytes(changed), whole[:at]):
            with pytest.raises((ValueError, BundleRejected)):
                bundle.decode(wrong, lambda manifest, signature: seal._signer(manifest, signature, known))
            refused += 1
    assert refused == 2 * len(whole)
    for wrong in (whole[:-1], whole[1:], whole + b"\0", b"", b"\0" + whole):
        assert refusal(encrypted(wrong)) == ("bundle_form", 20)


def test_a_changed_manifest_is_not_signed_by_anybody() -> None:
    members = archive.unpack(inside(sealed(small())))
    manifest = json.loads(members[bundle.MANIFEST])
    for change in ({"purpose": "noget andet"}, {"recipient": KAREN.recipient}, {"acknowledged": []}):
        forged = {**members, bundle.MANIFEST: canonical({**manifest, **change})}
        assert refusal(encrypted(archive.pack(forged))) == ("bundle_signature", 20)
    for signature in (bytes(64), b"", members[bundle.SIGNATURE] + b"\0"):
        assert refusal(encrypted(archive.pack({**members, bundle.SIGNATURE: signature}))) == ("bundle_signature", 20)


def test_another_sender_is_not_taken_for_her() -> None:
    assert refusal(sealed(small(), by=LONE), senders=KNOWN[1:]) == ("bundle_signature", 20)
    assert refusal(sealed(small()), senders=()) == ("bundle_signature", 20)
    hers, theirs = (archive.unpack(inside(sealed(small(), by=key))) for key in (METTE, LONE))
    swapped = {**hers, bundle.SIGNATURE: theirs[bundle.SIGNATURE]}
    assert refusal(encrypted(archive.pack(swapped))) == ("bundle_signature", 20)


def test_a_signature_on_anything_else_is_none_on_a_bundle() -> None:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    members = archive.unpack(inside(sealed(small())))
    key = Ed25519PrivateKey.from_private_bytes(METTE)
    digest = hashlib.new("sha512_256", members[bundle.MANIFEST]).digest()
    for message in (members[bundle.MANIFEST], digest, b"spaedbarn card 1\n" + digest):
        wrong = {**members, bundle.SIGNATURE: key.sign(message)}
        assert refusal(encrypted(archive.pack(wrong))) == ("bundle_signature", 20)
    assert members[bundle.SIGNATURE] == key.sign(b"spaedbarn bundle 1\n" + digest)


def test_what_is_for_another_is_refused() -> None:
    data = sealed(small(), to=KAREN)
    assert refusal(data) == ("bundle_no_key", 22)
    passed_on = encrypted(inside(data, KAREN), to=BIRGIT)
    assert refusal(passed_on) == ("bundle_not_for_us", 22)


def test_the_sender_can_open_her_own_copy_and_nobody_elses() -> None:
    data = seal.seal(small(), recipient=BIRGIT.recipient, sign_key=METTE, keep_for=KAREN.recipient)
    assert opened(data).own is False
    assert opened(data, KAREN, (), public_of(METTE)) == Opened(small(), public_of(METTE), True, ())
    with pytest.raises(BundleNotForUs):
        opened(data, KAREN, KNOWN, public_of(LONE))


@pytest.mark.parametrize("name", ["../../.bashrc", "/etc/cron.d/x", "C:\\x", "changes/../../x"])
def test_a_path_that_climbs_is_refused(name: str) -> None:
    members = archive.unpack(inside(sealed(small())))
    assert refusal(encrypted(archive.pack({**members, name: b"x"}))) == ("bundle_form", 20)


def test_a_compressed_bomb_is_not_unpacked() -> None:
    box = io.BytesIO()
    with zipfile.ZipFile(box, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr(bundle.MANIFEST, bytes(64 << 20))
    assert len(box.getvalue()) < 1 << 20
    assert refusal(encrypted(box.getvalue())) == ("bundle_form", 20)


def test_a_file_over_the_ceiling_is_not_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    data = sealed(small())
    monkeypatch.setattr(limits, "MAX_SEALED", len(data) - 1)
    assert refusal(data) == ("bundle_too_large", 20)
    with pytest.raises(WrongUsage, match="bundle_too_much"):
        sealed(replace(small(), report="x" * 9000))


def test_more_than_a_bundle_takes_is_not_sealed() -> None:
    long = chain(f"{FAMILY}/plan", DEVICE, [{"note": "x" * limits.MAX_LINE}])
    with pytest.raises(WrongUsage, match="bundle_too_much"):
        sealed(replace(small(), changes=tuple(long)))


@pytest.mark.parametrize("data", [b"", b"hej", b"PK\x03\x04", b"-----BEGIN AGE ENCRYPTED FILE-----\n"])
def test_what_is_no_bundle_is_said_to_be_none(data: bytes) -> None:
    assert refusal(data) == ("bundle_not_one", 20)


@pytest.mark.parametrize(
    "recipient", ["", "age1", "birgit", BIRGIT.recipient[:-1], BIRGIT.identity],
    ids=["nothing", "beginning", "name", "cut", "secret"],
)  # fmt: skip
def test_a_recipient_that_is_none_is_refused(recipient: str) -> None:
    with pytest.raises(WrongUsage) as refused:
        seal.seal(small(), recipient=recipient, sign_key=METTE)
    assert recipient not in (str(refused.value), str(refused.value.params)) or not recipient


def test_keys_of_ours_that_are_none_are_a_defect() -> None:
    data = sealed(small())
    with pytest.raises(ValueError, match="identity") as refused:
        open_sealed(data, identity="AGE-SECRET-KEY-1X", own_recipient=BIRGIT.recipient, senders=KNOWN)
    assert "SECRET" not in str(refused.value)
    with pytest.raises(ValueError, match=r"."):
        opened(data, senders=(b"kort",))


def test_the_sealed_file_tells_nothing() -> None:
    content = small()
    data = sealed(content)
    for word in (FAMILY, DEVICE, NOTE, "Mette", "Signe", "contact", "plan", "visit", "2026", content.id, BIRGIT.recipient):
        assert word.encode() not in data
    payload = len(data) - data.index(b"\n", data.index(b"\n--- ") + 1)
    fuller = replace(content, purpose=content.purpose + " og mere", report=f"{content.report}{'x' * 700}")
    other = sealed(fuller)
    assert payload == len(other) - other.index(b"\n", other.index(b"\n--- ") + 1)
    assert NOTE not in repr(opened(data))


def test_names_of_bundles_are_random() -> None:
    assert len({new_bundle_id() for _ in range(50)}) == 50
    assert replace(small(), id=new_bundle_id()) != small()
