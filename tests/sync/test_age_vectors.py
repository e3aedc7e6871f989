"""The published test vectors of the age format, decrypted the way a bundle is: what must open does, and nothing else.

We read binary files for one X25519 identity. Vectors that need more (armour, a passphrase, the post-quantum hybrid) are
files somebody could hand us all the same: not one of them opens, whatever it would do for a program that reads them.
"""

from __future__ import annotations

import hashlib
from collections import Counter

import pyrage
import pytest
import vectors
from vectors import Vector

from spaedbarn_cli.errors import SpaedbarnError
from spaedbarn_cli.sync import seal

pytestmark = pytest.mark.needs("npm")

OURS = {"success": 14, "no match": 3, "header failure": 31, "HMAC failure": 1, "payload failure": 18}
NOT_OURS = {"armored": 33, "passphrase": 25, "hybrid": 18}
"""How many vectors need something that a bundle never has."""

SAYS = {
    "No matching keys found": "no match",
    "Header is invalid": "header failure",
    "Unknown age format.": "header failure",
    "failed to fill whole buffer": "header failure",
    "Header MAC is invalid": "HMAC failure",
    "decryption error": "payload failure",
    "age file is truncated": "payload failure",
    "last chunk has been processed": "payload failure",
    "Last STREAM chunk is empty. Please report this, and/or try an older rage version.": "payload failure",
}
"""What the first line of pyrage's message means in the words of the vectors."""

KEYS = {
    "no match": ("bundle_no_key", 22), "header failure": ("bundle_damaged", 20), "HMAC failure": ("bundle_damaged", 20),
    "payload failure": ("bundle_damaged", 20),
}  # fmt: skip
ANOTHER_FORMAT = {"empty", "header_crlf", "version_unsupported"}
"""Vectors whose first line is not that of an age file of version 1: no bundle, before age is asked."""

LAXER = {
    "stanza_missing_body": "a stanza without the empty line at its end is read, as the first versions of rage wrote it",
    "stanza_missing_final_line": "the same, for a stanza whose body is a multiple of 48 bytes",
}
"""Header failures that open. The header's MAC is over the bytes as they stand and holds: nobody without the file key can
bring a bundle into this form, and our signature is looked for inside."""


@pytest.fixture(scope="module")
def found() -> dict[str, Vector]:
    """Return the vectors; where they are not, nothing here can be shown."""
    try:
        return vectors.vectors()
    except vectors.LackingError as error:
        reason = str(error)
    pytest.fail(reason, pytrace=False)


@pytest.fixture(scope="module")
def ours(found: dict[str, Vector]) -> list[Vector]:
    return [vector for vector in found.values() if vector.feature is None]


@pytest.fixture(scope="module")
def stranger() -> str:
    """Return an identity that no vector is encrypted for."""
    return str(pyrage.x25519.Identity.generate())


def outcome(vector: Vector, stranger: str) -> bytes | tuple[str, int]:
    """Return what we get out of a vector, or our refusal: its key and exit code."""
    identity = next((one for one in vector.identities if one.startswith("AGE-SECRET-KEY-1")), stranger)
    try:
        return seal._decrypt(vector.data, identity)
    except SpaedbarnError as error:
        return error.key, error.exit_code


def said(vector: Vector, stranger: str) -> str:
    """Return the class of what pyrage does with a vector, in the words of the vectors."""
    identities = [pyrage.x25519.Identity.from_str(one) for one in vector.identities or (stranger,)]
    try:
        pyrage.decrypt(vector.data, identities)
    except pyrage.DecryptError as error:
        first = str(error).splitlines()[0]
        return SAYS.get(first, f"unknown to us: {first}")
    return "success"


def test_all_vectors_are_looked_at(found: dict[str, Vector], ours: list[Vector]) -> None:
    assert Counter(vector.feature for vector in found.values() if vector.feature) == NOT_OURS
    assert Counter(vector.expect for vector in ours) == OURS


def test_what_must_open_opens_to_the_byte(ours: list[Vector], stranger: str) -> None:
    for vector in ours:
        if vector.expect == "success":
            opened = outcome(vector, stranger)
            assert isinstance(opened, bytes), f"{vector.name}: {opened}"
            assert hashlib.sha256(opened).hexdigest() == vector.payload, vector.name


def test_what_must_not_open_is_refused_with_nothing_of_it(ours: list[Vector], stranger: str) -> None:
    wrong = []
    for vector in ours:
        if vector.expect == "success" or vector.name in LAXER:
            continue
        wanted = ("bundle_not_one", 20) if vector.name in ANOTHER_FORMAT else KEYS[vector.expect]
        if (got := outcome(vector, stranger)) != wanted:
            wrong.append(f"{vector.name} ({vector.expect}): {got}")
    assert not wrong, "\n".join(wrong)


def test_each_fails_where_it_is_damaged(ours: list[Vector], stranger: str) -> None:
    wrong = [
        f"{vector.name}: {got}, not {vector.expect}"
        for vector in ours
        if vector.name not in LAXER and (got := said(vector, stranger)) != vector.expect
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("name", LAXER)
def test_known_differences_are_still_there(name: str, found: dict[str, Vector], stranger: str) -> None:
    vector = found[name]
    assert (vector.expect, vector.payload) == ("header failure", None)
    assert outcome(vector, stranger) == b"age", f"{name} is refused now: take it off the list"


def test_what_needs_more_than_we_read_never_opens(found: dict[str, Vector], stranger: str) -> None:
    others = [vector for vector in found.values() if vector.feature]
    opened = [vector.name for vector in others if isinstance(outcome(vector, stranger), bytes)]
    assert not opened, "\n".join(opened)
    armored = {outcome(vector, stranger) for vector in others if vector.feature == "armored"}
    assert armored == {("bundle_not_one", 20)}
