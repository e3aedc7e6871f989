"""Both ways with the reference `age` program, and with zip programs: nobody depends on us to open what she was sent."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import zipfile
from typing import TYPE_CHECKING

import pytest

from spaedbarn_cli.errors import SpaedbarnError
from spaedbarn_cli.sync import archive, bundle, seal
from sync.chains import BIRGIT, LONE, METTE, public_of, small

if TYPE_CHECKING:
    from pathlib import Path

KNOWN = (public_of(METTE),)


@pytest.fixture
def age() -> str:
    """Return the reference program; without it nothing here can be shown."""
    found = shutil.which("age")
    assert found, "these tests need the program `age` (on Debian and Ubuntu: apt install age)"
    return found


def decrypted(age: str, data: bytes, folder: Path) -> bytes:
    key = folder / "key.txt"
    key.write_text(BIRGIT.identity + "\n")
    return subprocess.run([age, "-d", "-i", key], input=data, capture_output=True, check=True).stdout


def encrypted(age: str, data: bytes) -> bytes:
    return subprocess.run([age, "-e", "-r", BIRGIT.recipient], input=data, capture_output=True, check=True).stdout


def refusal(data: bytes) -> tuple[str, int]:
    with pytest.raises(SpaedbarnError) as refused:
        seal.open_sealed(data, identity=BIRGIT.identity, own_recipient=BIRGIT.recipient, senders=KNOWN)
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
