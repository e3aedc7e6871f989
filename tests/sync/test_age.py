"""Both ways with the reference `age` program, and with zip programs: nobody depends on us to open what she was sent."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import zipfile
from typing import TYPE_CHECKING

import pyrage
import pytest

from spaedbarn_cli.errors import SpaedbarnError
from spaedbarn_cli.sync import archive, bundle, keys, limits, seal
from sync.chains import BIRGIT, KAREN, LONE, METTE, Person, public_of, small

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.needs("age")

KNOWN = (public_of(METTE),)
KIB = 1 << 10
CHUNK = 64 * KIB
"""Bytes of content that age encrypts at a time: around it lie the sizes that an implementation gets wrong."""
SIZES = (0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 1024 * KIB)


def program(name: str) -> str:
    """Return the reference program; without it nothing here can be shown."""
    found = shutil.which(name)
    assert found, f"these tests need the program `{name}` (on Debian and Ubuntu: apt install age)"
    return found


@pytest.fixture
def age() -> str:
    return program("age")


def decrypted(age: str, data: bytes, folder: Path, by: Person = BIRGIT) -> bytes:
    key = folder / "key.txt"
    key.write_text(by.identity + "\n")
    return subprocess.run([age, "-d", "-i", key], input=data, capture_output=True, check=True).stdout


def encrypted(age: str, data: bytes, *flags: str, to: Person = BIRGIT) -> bytes:
    command = [age, "-e", *flags, "-r", to.recipient]
    return subprocess.run(command, input=data, capture_output=True, check=True).stdout


def refusal(data: bytes, by: Person = BIRGIT) -> tuple[str, int]:
    with pytest.raises(SpaedbarnError) as refused:
        seal.open_sealed(data, identity=by.identity, own_recipient=by.recipient, senders=KNOWN)
    return refused.value.key, refused.value.exit_code


def test_age_and_a_zip_program_open_what_we_seal(age: str, tmp_path: Path) -> None:
    content = small()
    sealed = seal.seal(content, recipient=BIRGIT.recipient, sign_key=METTE)
    with zipfile.ZipFile(io.BytesIO(decrypted(age, sealed, tmp_path))) as box:
        assert box.testzip() is None
        assert box.read("report.html").decode() == content.report
        lines = box.read("changes/1.jsonl").splitlines()
        assert [json.loads(line)["head"]["seq"] for line in lines] == [1, 2, 5]


def test_we_open_what_age_encrypts(age: str, tmp_path: Path) -> None:
    content = small()
    sealed = seal.seal(content, recipient=BIRGIT.recipient, sign_key=METTE)
    again = encrypted(age, decrypted(age, sealed, tmp_path))
    found = seal.open_sealed(again, identity=BIRGIT.identity, own_recipient=BIRGIT.recipient, senders=KNOWN)
    assert found.content == content


def test_a_bundle_made_by_hand_with_a_wrong_signature_is_refused(age: str, tmp_path: Path) -> None:
    sealed = seal.seal(small(), recipient=BIRGIT.recipient, sign_key=METTE)
    members = archive.unpack(decrypted(age, sealed, tmp_path))
    theirs = seal.seal(small(), recipient=BIRGIT.recipient, sign_key=LONE)
    members[bundle.SIGNATURE] = archive.unpack(decrypted(age, theirs, tmp_path))[bundle.SIGNATURE]
    assert refusal(encrypted(age, archive.pack(members))) == ("bundle_signature", 20)
    box = io.BytesIO()
    with zipfile.ZipFile(box, "w") as file:
        for name, data in members.items():
            file.writestr(name, data)
    assert refusal(encrypted(age, box.getvalue())) == ("bundle_form", 20)


@pytest.mark.parametrize("size", SIZES)
def test_every_size_goes_both_ways(age: str, size: int, tmp_path: Path) -> None:
    content = (bytes(range(251)) * (size // 251 + 1))[:size]
    assert seal._decrypt(encrypted(age, content), BIRGIT.identity) == content
    ours = pyrage.encrypt(content, [keys.recipient(BIRGIT.recipient)])
    assert decrypted(age, ours, tmp_path) == content


def test_sender_and_recipient_open_the_same_with_age(age: str, tmp_path: Path) -> None:
    """The second key in a file is the sender's own; each of the two opens the file, to the same padded archive."""
    sealed = seal.seal(small(), recipient=BIRGIT.recipient, sign_key=METTE, keep_for=KAREN.recipient)
    opened = [decrypted(age, sealed, tmp_path, by) for by in (BIRGIT, KAREN)]
    assert opened[0] == opened[1]
    assert len(opened[0]) == limits.padded_size(len(opened[0])), "padded to a size that padding leaves alone"
    assert archive.unpack(opened[0])["padding"].strip(b"\0") == b""


def test_armour_is_no_bundle(age: str, tmp_path: Path) -> None:
    inside = decrypted(age, seal.seal(small(), recipient=BIRGIT.recipient, sign_key=METTE), tmp_path)
    armored = encrypted(age, inside, "-a")
    assert armored.startswith(b"-----BEGIN AGE ENCRYPTED FILE-----")
    assert refusal(armored) == ("bundle_not_one", 20)


def test_a_bundle_passed_on_by_hand_is_for_nobody_else(age: str, tmp_path: Path) -> None:
    inside = decrypted(age, seal.seal(small(), recipient=BIRGIT.recipient, sign_key=METTE), tmp_path)
    passed_on = encrypted(age, inside, to=KAREN)
    assert decrypted(age, passed_on, tmp_path, KAREN) == inside, "age itself knows nothing of whom it was signed for"
    assert refusal(passed_on, KAREN) == ("bundle_not_for_us", 22)
    assert refusal(passed_on, BIRGIT) == ("bundle_no_key", 22)


def test_age_finds_our_recipient_in_our_identity() -> None:
    made = keys.new_keys()
    command = [program("age-keygen"), "-y"]
    said = subprocess.run(command, input=made.age_secret, capture_output=True, text=True, check=True).stdout
    assert said == made.public.age + "\n"
