"""What somebody has changed, cut, swapped, forged or packed by hand is refused whole, and not a row is written."""

from __future__ import annotations

import io
import json
import random
import zipfile
from typing import TYPE_CHECKING, Any

import pyrage
import pytest

from spaedbarn_cli.store.canonical import canonical
from spaedbarn_cli.sync import archive, keys, seal

from .sharing_people import secrets_of, tables

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from spaedbarn_cli.sync.keys import SecretKeys

    from .sharing_people import People

LONE = "Lone Krogh"
SAMPLE = 24
"""How many places are tried through the program; the library's own tests try every byte."""
Members = dict[str, bytes]


class Table:
    """A bundle on Lone's desk, what is in it, and the keys of both, for somebody who can do anything with them."""

    def __init__(self, people: People) -> None:
        self.people = people
        self.file = people.notified(people.mette, LONE)
        self.sealed = self.file.read_bytes()
        self.mette, self.lone = secrets_of(people.mette), secrets_of(people.lone)
        self.members = self.unpack(self.sealed)
        self.before = tables(people.lone)

    def unpack(self, sealed: bytes) -> Members:
        key = pyrage.x25519.Identity.from_str(self.lone.age_secret)
        return archive.unpack(pyrage.decrypt(sealed, [key]))

    def put(self, packed: bytes) -> Path:
        """Encrypt an archive for Lone, as anybody can who has her card."""
        self.file.write_bytes(pyrage.encrypt(packed, [pyrage.x25519.Recipient.from_str(self.lone.public.age)]))
        return self.file

    def signed(self, members: Members, by: SecretKeys | None = None) -> Members:
        """Sign the manifest anew."""
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        key = Ed25519PrivateKey.from_private_bytes(keys.signing_seed(by or self.mette))
        return {**members, "manifest.sig": key.sign(seal._signed_over(members["manifest.json"]))}

    def manifest(self, **changes: Any) -> Members:
        """Return the members with a manifest that says something else, not signed again."""
        said = json.loads(self.members["manifest.json"]) | changes
        return {**self.members, "manifest.json": canonical(said)}

    def refused(self, *codes: int) -> str:
        """See that Lone's program refuses the file, and that her store is as it was."""
        code, key = self.people.lone.refused("inbox", "open", str(self.file))
        assert code in codes, (code, key)
        assert tables(self.people.lone) == self.before
        return key


@pytest.fixture
def table(people: People) -> Iterator[Table]:
    """The bundle; in the end, unchanged, it is good: nothing that was tried has spoilt it or the store."""
    made = Table(people)
    yield made
    made.file.write_bytes(made.sealed)
    assert people.lone.json("inbox", "open", str(made.file))["bundles"][0]["new"] == 7


def test_a_flipped_byte_anywhere_is_refused(table: Table) -> None:
    dice = random.Random(17)
    # The first lines say for whom it is: damage there looks like a bundle for somebody else.
    for place in [0, 20, 60, len(table.sealed) - 1, *dice.sample(range(len(table.sealed)), SAMPLE)]:
        changed = bytearray(table.sealed)
        changed[place] ^= 1 << dice.randrange(8)
        table.file.write_bytes(bytes(changed))
        table.refused(20, 22)


def test_what_was_cut_or_added_to_is_refused(table: Table) -> None:
    whole = table.sealed
    for content in (b"", whole[:1], whole[:22], whole[:200], whole[:-1], whole[: len(whole) // 2], whole + b"\0", whole * 2):
        table.file.write_bytes(content)
        table.refused(20, 22)
    table.file.write_bytes(b"PK\x03\x04" + bytes(100))
    assert table.refused(20) == "bundle_not_one"


def test_members_of_two_bundles_cannot_be_swapped(table: Table) -> None:
    visit = table.people.mette.json("visit", "list", "A17")["visits"][0]["id"]
    table.people.mette.ok("visit", "correct", visit, "--minutes", "10", "--reason", "rettet")
    later = table.unpack(table.people.notified(table.people.mette, LONE).read_bytes())
    for name in ("changes/1.jsonl", "report.html", "manifest.sig", "manifest.json"):
        table.put(archive.pack({**table.members, name: later[name]}))
        assert table.refused(20) in ("bundle_form", "bundle_signature")
    without = {name: data for name, data in table.members.items() if name != "report.html"}
    table.put(archive.pack(without))
    assert table.refused(20) == "bundle_form"


def test_nobody_else_can_have_signed_it(table: Table) -> None:
    jens, stranger = secrets_of(table.people.jens), keys.new_keys()
    table.put(archive.pack(table.signed(table.members, jens)))  # a contact of hers, but not who the manifest says
    assert table.refused(20) in ("bundle_form", "bundle_signature")
    table.put(archive.pack(table.signed(table.members, stranger)))
    assert table.refused(20) == "bundle_signature"
    table.put(archive.pack({**table.members, "manifest.sig": bytes(64)}))
    assert table.refused(20) == "bundle_signature"
    sender = json.loads(table.members["manifest.json"])["sender"] | {"sign": stranger.public.sign, "name": "Mette Holm"}
    table.put(archive.pack(table.signed(table.manifest(sender=sender), stranger)))
    assert table.refused(20) == "bundle_signature"


@pytest.mark.parametrize("what", ["purpose", "counts", "id", "made", "ground"])
def test_a_manifest_that_was_changed_is_not_signed(table: Table, what: str) -> None:
    table.put(archive.pack(table.manifest(**{what: "0" * 32})))
    assert table.refused(20) == "bundle_signature"


def test_passed_on_under_the_senders_name_it_is_not_for_her(table: Table) -> None:
    """What Mette sealed for Birgit, encrypted for Lone by somebody who could read it."""
    hers = table.people.notified(table.people.mette, "Birgit Dam").read_bytes()
    birgit = pyrage.x25519.Identity.from_str(secrets_of(table.people.birgit).age_secret)
    table.put(pyrage.decrypt(hers, [birgit]))
    assert table.refused(22) == "bundle_not_for_us"


def test_a_format_of_the_future_is_told_from_a_broken_one(table: Table) -> None:
    table.put(archive.pack(table.signed(table.manifest(version=2))))
    assert table.refused(13) == "bundle_newer"
    table.put(archive.pack(table.manifest(version=2)))
    assert table.refused(20) == "bundle_signature"


def _zip(members: Members, **how: Any) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", **how) as made:
        for name, data in members.items():
            made.writestr(zipfile.ZipInfo(name), data, compress_type=how.get("compression"))
    return file.getvalue()


@pytest.mark.parametrize(
    "pack",
    [
        lambda members: _zip({**members, "padding": bytes(200 * 1024 * 1024)}, compression=zipfile.ZIP_DEFLATED),
        lambda members: _zip(members, compression=zipfile.ZIP_DEFLATED),
        lambda members: archive.pack({**members, "../../.ssh/authorized_keys": b"x"}),
        lambda members: archive.pack({**members, "/etc/cron.d/x": b"x"}),
        lambda members: archive.pack({**members, "changes/../../x.jsonl": b"x"}),
        lambda members: archive.pack(members) + b"more",
        lambda members: b"not a zip",
        lambda members: b"",
    ],
    ids=["bomb", "compressed", "climbing", "absolute", "winding", "more behind", "no zip", "nothing"],
)
def test_no_other_archive_is_unpacked(table: Table, pack: Callable[[Members], bytes]) -> None:
    lying = sorted(table.people.folder.rglob("*"))
    table.put(pack(table.members))
    assert table.refused(20) in ("bundle_form", "bundle_too_large")
    assert [path for path in sorted(table.people.folder.rglob("*")) if path not in lying] == []


def test_a_bundle_of_somebody_who_is_no_contact_is_refused(people: People) -> None:
    people.jens.ok("case", "open", "J01")
    file = people.notified(people.jens, "Birgit Dam", case="J01")
    people.birgit.ok("contact", "remove", "Jens Lund")
    before = tables(people.birgit)
    assert people.birgit.refused("inbox", "open", str(file)) == (20, "bundle_signature")
    assert tables(people.birgit) == before
