"""The header of a sealed file: no stranger makes us try thousands of recipients, and those of a bundle fit by far.

pyrage tries every recipient and reads the header anew as it grows, so its time goes with the square of what a stranger wrote.
"""

from __future__ import annotations

import base64
import os
from dataclasses import replace

import pyrage
import pytest

from spaedbarn_cli.errors import BundleRejected, SpaedbarnError
from spaedbarn_cli.sync import limits, seal
from sync.chains import BIRGIT, KAREN, METTE, Person, small


def line(size: int) -> bytes:
    return base64.b64encode(os.urandom(size)).rstrip(b"=")


STANZA = b"-> X25519 " + line(32) + b"\n" + line(32) + b"\n"
END = b"--- " + line(32) + b"\n" + bytes(200)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return the sizes of the files that pyrage was given to read; it says of each that it is for somebody else."""
    found: list[int] = []

    def decrypt(data: bytes, identities: object) -> bytes:
        found.append(len(data))
        raise pyrage.DecryptError("No matching keys found")

    monkeypatch.setattr(pyrage, "decrypt", decrypt)
    return found


@pytest.mark.parametrize(
    "header",
    [
        STANZA * 1_000 + END, STANZA * (limits.MAX_STANZAS + 1) + END, b"-> X\n\n" * (limits.MAX_STANZAS + 1) + END,
        b"-> X A\n" + (b"A" * 64 + b"\n") * 1_000 + END, b"-> X" + b" A" * limits.MAX_AGE_HEADER + b"\n\n" + END,
        STANZA * 1_000, b"A" * 100_000,
    ],
    ids=["thousand", "one too many", "empty", "a long body", "many arguments", "no end", "one line"],
)  # fmt: skip
def test_a_header_beyond_the_ceiling_is_refused_before_it_is_read(header: bytes, asked: list[int]) -> None:
    with pytest.raises(BundleRejected) as refused:
        seal._decrypt(seal.AGE + header, BIRGIT.identity)
    assert (refused.value.key, refused.value.exit_code) == ("bundle_damaged", 20)
    assert asked == []


def test_up_to_the_ceiling_age_is_asked(asked: list[int]) -> None:
    for header in (STANZA * limits.MAX_STANZAS + END, STANZA + END, STANZA):
        with pytest.raises(SpaedbarnError, match="bundle_no_key"):
            seal._decrypt(seal.AGE + header, BIRGIT.identity)
    assert len(asked) == 3


def test_many_recipients_and_lines_of_the_content_that_look_like_theirs_are_read() -> None:
    others = [Person().recipient for _ in range(limits.MAX_STANZAS - 3)]  # pyrage adds one that says nothing
    to = [pyrage.x25519.Recipient.from_str(one) for one in (*others, BIRGIT.recipient, KAREN.recipient)]
    for content in (b"x", b"\n-> X25519 \n" * 1_000, b"\n--- \n" * 10_000):
        for by in (BIRGIT, KAREN):
            assert seal._decrypt(pyrage.encrypt(content, to), by.identity) == content


def test_what_we_seal_takes_a_small_part_of_it() -> None:
    data = seal.seal(replace(small(), report=None), recipient=BIRGIT.recipient, sign_key=METTE, keep_for=KAREN.recipient)
    assert data.index(b"\n---") * 8 < limits.MAX_AGE_HEADER
