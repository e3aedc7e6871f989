"""Of what is shared, nothing can be read but by who it was sealed for: not in files, names, on the remote, or in errors."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from canary import CANARY, PLAIN, found_in
from program import PASSPHRASE

from .sharing_people import secrets_of

if TYPE_CHECKING:
    from .sharing_people import People

LONE, JENS, ASTA = "Lone Krogh", "Jens Lund", "Asta Friis"
WORD = PLAIN.lower()
GROUND = ("--ground", "notification", "--purpose", CANARY)
BOTH = ("--profile", "colleague", "--ground", "early-exchange", "--purpose", CANARY)
DATES = ("2026-09-17", "2026-11-17", "17. september", "17. november", "17.11.2026")
NAMES = ("Mette Holm", "Jens Lund", "Lone Krogh", "Karen Skov", "Villads", "barn1")


@pytest.fixture
def told(people: People) -> People:
    """The family's code, notes, names and reasons are words that may be found nowhere."""
    mette = people.mette
    visit = mette.json("visit", "list", "A17")["visits"][0]["id"]
    mette.ok("visit", "correct", visit, "--note", CANARY, "--next", CANARY, "--by", CANARY, "--reason", CANARY)
    mette.ok("case", "open", f"X-{PLAIN.upper()}"[:16], "--due", "2026-09-20", "--legal", CANARY)
    mette.ok("person", "add", "A17", WORD, "--role", "network", "--name", CANARY)
    mette.ok("consent", "give", "A17", "--by", "mor", "--to", LONE, "--streams", "contact")
    return people


def whole(people: People) -> None:
    """See that outside of the stores' encrypted files nothing of the family stands, in any file or name."""
    # The family's code is looked for in names only: three letters stand in so many random bytes by chance.
    assert found_in(people.remote, CANARY, PLAIN, *DATES, *NAMES) == []
    assert found_in(people.folder, CANARY, PLAIN, *DATES[1:], PASSPHRASE) == []
    named = [path.name.lower() for folder in (people.post, people.remote) for path in folder.rglob("*")]
    assert [name for name in named if WORD in name or name.startswith("a17.")] == []


def test_sealed_files_pages_and_the_remote_tell_nothing(told: People) -> None:
    for more in (GROUND, ("--ground", "consent", "--notes")):
        told.sealed(told.mette, LONE, *more)
    told.mette.ok("contact", "add", ASTA, "--browser")
    told.mette.ok("export", "A17", "--to", ASTA, *GROUND, "--notes", "--html", "--out", str(told.post))
    told.mette.ok("export", "A17", "--to", JENS, *BOTH, "--sync")
    told.mette.ok("sync", "--remote", str(told.remote))
    assert len(list(told.post.iterdir())) == 3
    assert list(told.remote.rglob("*.age"))
    assert found_in(told.post, CANARY, PLAIN, *DATES, *NAMES) == []
    names = [path.name for path in (*told.post.rglob("*"), *told.remote.rglob("*"))]
    assert all(len(name.partition(".")[0]) in (16, 32) for name in names), names
    told.jens.ok("sync", "--remote", str(told.remote))
    told.lone.ok("sync", "--remote", str(told.remote))
    told.lone.ok("inbox", "return", told.lone.json("inbox", "list")["bundles"][0]["id"], "--reason", CANARY)
    told.jens.ok("visit", "log", "A17", "--start", "2026-11-20 09:00", "--minutes", "45", "--note", CANARY)
    for one in (told.lone, told.jens):
        one.ok("sync")
    box = [path.read_bytes() for path in told.remote.rglob("*.age")]
    assert box
    for secret in (secrets_of(told.mette), secrets_of(told.jens)):
        assert all(text.encode() not in content for text in (secret.public.age, secret.public.sign) for content in box)
    whole(told)


FAILING = [
    ("export", CANARY, "--to", LONE), ("export", "A17", "--to", CANARY), ("export", "A17", "--to", LONE, "--ground", CANARY),
    ("export", "A17", "--to", LONE, "--profile", CANARY), ("export", "A17", "--to", LONE, "--streams", CANARY),
    ("export", "A17", "--to", LONE, "--ground", "notification", "--purpose", CANARY, "--exclude", CANARY),
    ("export", "A17", "--to", LONE, "--ground", "weighty-reasons", "--purpose", CANARY, "--told", CANARY),
    ("export", "A17", "--to", LONE, "--ground", "weighty-reasons", "--purpose", CANARY, "--told", "2027-01-01"),
    ("export", "A17", "--to", JENS, *BOTH, "--exclude", CANARY), ("export", "A17", "--to", LONE, *GROUND, "--sync", "--html"),
    ("export", "A17", "--to", LONE, *GROUND, "--out", f"/{CANARY}/{CANARY}/x.age"),
    ("inbox", "open", f"{CANARY} {CANARY}"), ("inbox", "accept", f"{CANARY} {CANARY}"),
    ("inbox", "return", "zzzz", "--reason", CANARY), ("ledger", f"{CANARY} {CANARY}"), ("ledger", "A17", "--told", CANARY),
    ("sync", "--remote", f"sftp://mette:{CANARY}@example.dk/x"), ("sync", "--remote", f"gopher://{CANARY}"),
    ("sync", "--remote", f"/{CANARY}/ingen"),
    ("conflict", "settle", f"{CANARY} x", CANARY, "--choose", "1", "--reason", CANARY),
]  # fmt: skip


@pytest.mark.parametrize("words", FAILING, ids=lambda words: " ".join(words).replace(CANARY, "…")[:60])
def test_what_fails_repeats_nothing_that_was_typed(told: People, words: tuple[str, ...]) -> None:
    for more in ((), ("--json",), ("--lang", "en")):
        ran = told.mette(*words, *more, SPAEDBARN_DEBUG="1")
        assert ran.code not in (0, 3), ran
        assert PLAIN.lower() not in (ran.out + ran.err).lower(), ran
    assert list(told.post.iterdir()) == []


def test_a_bundle_that_is_refused_says_nothing_of_what_is_in_it(told: People) -> None:
    file = told.sealed(told.mette, LONE, "--ground", "notification", "--purpose", CANARY, "--notes")
    told.lone.ok("contact", "remove", "Mette Holm")
    content = file.read_bytes()
    for data in (content, content[:-9], content + b"x", b"PK" + content):
        file.write_bytes(data)
        for reader in (told.lone, told.jens):
            ran = reader("inbox", "open", str(file), SPAEDBARN_DEBUG="1")
            assert ran.code in (20, 22)
            assert ran.out == ""
            for never in (PLAIN, "A17", "Mette", *DATES):
                assert never not in ran.err


def test_a_sync_that_fails_names_no_family_and_no_address(told: People) -> None:
    told.mette.ok("export", "A17", "--to", LONE, "--ground", "consent", "--sync")
    ran = told.mette("sync", "--remote", f"sftp://127.0.0.1:9/{WORD}", SPAEDBARN_DEBUG="1")
    assert ran.code == 1
    assert WORD not in ran.out + ran.err
    assert "127.0.0.1" not in ran.out + ran.err
    assert "A17" not in ran.out + ran.err
