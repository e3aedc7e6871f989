"""What was sealed once opens for ever: bundles, a contact card and a locked page of every released format.

`bundle-1` holds what Mette Holm sent about the family A17: `copies.age` for the case worker Birgit Dam, with a visit that
was corrected after it had been copied, and `journal.age` for her colleague Lone Krogh, who had the changes before it.
`opened.json` says what is in both. The `.key` files are age identities of people who do not exist; `mette.card` is the
contact card that the signatures are checked with. `locked-1` is a page that opens with six words.
"""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest import mock

import pytest
from cli.sharing_people import opened
from program import Program

from spaedbarn_cli.domain.sharing import RECEIVED
from spaedbarn_cli.store import sharings, visits
from spaedbarn_cli.sync import bundle, copies, keys, locked, seal

if TYPE_CHECKING:
    from spaedbarn_cli.sync.keys import SecretKeys

BUNDLE_1, LOCKED_1 = Path(__file__).parent / "bundle-1", Path(__file__).parent / "locked-1"
AS_RELEASED = {
    "birgit.key": "2f979af65ffe42d96ff4ee2e0e783801bfe0666abe941a39e5627ae09e5f2292",
    "copies.age": "0f8fe9f60827d8018e5bb9b24dfcfcdb3cb82db5c1458b019c308b6ddde2bbe8",
    "journal.age": "403b4e0b52ba7b7cc301138759e6a2ea2b9d090f029c0ca93574a81a7ab556a9",
    "lone.key": "d5b6a465b9507486991af1e454dca69dafa0e8c8ae90701df257166da9ca4c0a",
    "mette.card": "d8fb7a9b91b21397da875bc6fd3f70fa77c430abf6411cb56a59d7fb9781f835",
    "opened.json": "4c3e56c6bf40e382c250b79738f2efc7260c0e4b9b1a8507bd9a051991427e69",
    "page.html": "5e9b690ac4fd1b45ebbf1a28dde06579aab47c69f4a02969070f18fb227ce683",
}
WORDS = "æske mynte roman isbryder kålorm ordbog"
LOCKED_REPORT = "6cef6cd2255030d7e82e4f77e53e26e4ce9a443e932e85f2ffa0504c42b23884"
OPENED = json.loads((BUNDLE_1 / "opened.json").read_text("utf-8"))
FOR = {"copies": "birgit", "journal": "lone"}
SIGN = OPENED["copies"]["manifest"]["sender"]["sign"]


def keys_of(person: str) -> SecretKeys:
    """Return somebody's keys: her age identity as it was, and a signing key that plays no part."""
    return keys.from_secrets((BUNDLE_1 / f"{person}.key").read_text().strip(), keys.new_keys().sign_secret)


def desk(folder: Path, person: str, role: str) -> Program:
    """Return a new store of today's that has the keys of then, and knows Mette by her card."""
    program = Program(folder / person)
    with mock.patch.object(keys, "new_keys", return_value=keys_of(person)):
        program.ok("init", "--name", person.title(), "--role", role, "--skip-recovery-check")
        program.ok("contact", "add", "Mette Holm", "--card", str(BUNDLE_1 / "mette.card"))
    return program


def test_the_files_are_those_that_were_released() -> None:
    found = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in (*BUNDLE_1.iterdir(), *LOCKED_1.iterdir())
    }
    assert found == AS_RELEASED


@pytest.mark.parametrize("name", FOR)
def test_a_bundle_opens_and_says_what_was_sent(name: str) -> None:
    manifest, changes = OPENED[name]["manifest"], OPENED[name]["changes"]
    own = keys_of(FOR[name])
    found = seal.open_sealed(
        (BUNDLE_1 / f"{name}.age").read_bytes(), identity=own.age_secret, own_recipient=own.public.age,
        senders=[keys.signing_key(SIGN)],
    )  # fmt: skip
    assert (keys.to_text(found.sign), found.own, found.unknown) == (SIGN, False, ())
    content = found.content
    sender = {name: value for name, value in manifest["sender"].items() if name != "sign"}
    assert content.sender._asdict() == {**sender, "before": tuple(sender["before"])}
    for field in ("id", "made", "purpose", "ground"):
        assert getattr(content, field) == manifest[field]
    assert content.offers == tuple(manifest["offers"])
    assert [head._asdict() for head in content.acknowledged] == manifest["acknowledged"]
    assert [
        {"id": one.id, "head": one.head, "payload": json.loads(one.body or "null")} for one in content.changes
    ] == changes
    report = (content.report or "").encode()
    assert hashlib.sha256(report).hexdigest() == manifest["sha256"][bundle.REPORT]


def test_copies_are_taken_in(tmp_path: Path) -> None:
    birgit = desk(tmp_path, "birgit", "social-worker")
    [came] = birgit.json("inbox", "open", str(BUNDLE_1 / "copies.age"))["bundles"]
    assert (came["from"], came["cases"], came["changes"]) == ("Mette Holm", ["A17"], 19)
    with opened(birgit) as store:
        shared = [one for one in sharings.sharings(store) if one.profile == RECEIVED]
        found = copies.shared_records(store, copies.targets_of(shared))
    assert {one.streams for one in shared} == {("contact",), ("network",), ("plan",), ("parent:mor",)}
    by_kind: dict[str, list[Any]] = {}
    for one in found:
        by_kind.setdefault(one.kind, []).append(one)
    assert {kind: len(ones) for kind, ones in by_kind.items()} == {
        "case": 1, "person": 3, "visit": 3, "meeting": 1, "consent": 1, "tie": 1, "goal": 1, "safety": 1, "response": 1,
    }  # fmt: skip
    [corrected] = [one for one in by_kind["visit"] if one.version == 2]
    assert (corrected.fields["end"], corrected.fields["note"]) == ("2026-11-16T10:00+01:00", "Æblegrød, øjenkontakt og ål.")
    [answered] = by_kind["response"]
    assert (answered.stream, answered.fields["answers"]) == ("parent:mor", {"1": 3, "2": 2, "3": 2, "4": 1, "5": 2})
    again = birgit.json("inbox", "open", str(BUNDLE_1 / "copies.age"))["bundles"]
    assert again[0]["again"]


def test_a_journal_waits_for_what_came_before_it(tmp_path: Path) -> None:
    lone = desk(tmp_path, "lone", "health-visitor")
    ran = lone("inbox", "open", str(BUNDLE_1 / "journal.age"), "--json")
    [came] = json.loads(ran.out)["bundles"]
    assert (ran.code, came["early"], came["new"]) == (3, 1, 0)
    assert [(gap["first"], gap["last"]) for gap in came["waits"]] == [(1, 9)]
    with opened(lone) as store:
        assert visits.listed(store) == []


def test_a_locked_page_opens_with_its_six_words() -> None:
    page = (LOCKED_1 / "page.html").read_text("utf-8")
    found = re.search(r'<script [^>]*id="sealed"[^>]*>(.*?)</script>', page)
    assert found
    read = locked.unlock(json.loads(found[1]), WORDS)
    assert (read.sender, read.made, read.sign) == ("Mette Holm", "2026-11-22T17:30:00+00:00", SIGN)
    content = json.loads(read.content)
    data = content["data"]
    assert {name: data[name] for name in data if name != "records"} == {
        "case": "A17", "ground": "consent", "recipient": "Birgit Dam",
    }  # fmt: skip
    assert len(data["records"]) == 12
    assert hashlib.sha256(content["report"].encode()).hexdigest() == LOCKED_REPORT
