"""Contact cards: read back as they were written, forgiving what mail does, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spaedbarn_cli.errors import StoreNewer, WrongUsage
from spaedbarn_cli.sync import card, keys

MADE = keys.new_keys()
TEXT = card.make_card("Lone Kjær", "social-worker", MADE)


def refused(content: bytes) -> str:
    with pytest.raises((WrongUsage, StoreNewer)) as caught:
        card.read_card(content)
    return caught.value.key


def test_a_card_is_read_back() -> None:
    found = card.read_card(TEXT.encode())
    assert (found.name, found.role, found.public) == ("Lone Kjær", "social-worker", MADE.public)
    assert found.words == keys.fingerprint(MADE.public)
    assert MADE.age_secret not in TEXT
    assert MADE.sign_secret not in TEXT


@pytest.mark.parametrize(
    "changed",
    [
        b"\xef\xbb\xbf" + TEXT.encode(),
        TEXT.replace("\n", "\r\n").encode(),
        TEXT.replace("\n", "  \n\n").encode(),
        TEXT.replace("æ", "æ").rstrip("\n").encode(),
    ],
    ids=["byte order mark", "Windows lines", "space and empty lines", "no last line end"],
)
def test_what_mail_does_to_a_text_is_forgiven(changed: bytes) -> None:
    assert card.read_card(changed) == card.read_card(TEXT.encode())


def test_a_flipped_byte_is_refused() -> None:
    for place in range(0, len(TEXT.encode()), 3):  # keys are new in every run, so the places cannot name the tests
        content = bytearray(TEXT.encode())
        content[place] ^= 1
        if content[place : place + 1].isspace() and TEXT.encode()[place : place + 1].isspace():
            continue
        assert refused(bytes(content)) in {"bad_card", "bad_recipient", "bad_signing_key", "card_newer"}, place


@settings(max_examples=60)
@given(st.integers(0, len(TEXT.encode()) - 2))
def test_a_cut_card_is_refused(length: int) -> None:
    assert refused(TEXT.encode()[:length]) in {"bad_card", "bad_recipient", "bad_signing_key"}


def test_a_card_with_other_keys_under_a_name_is_refused() -> None:
    other = keys.new_keys().public
    assert refused(TEXT.replace(MADE.public.age, other.age).encode()) == "bad_card"
    assert refused(TEXT.replace(MADE.public.sign, other.sign).encode()) == "bad_card"
    assert refused(TEXT.replace("Lone Kjær", "Mette Holm").encode()) == "bad_card"


def test_a_card_of_another_kind_is_refused() -> None:
    assert refused(b"") == "bad_card"
    assert refused(b"\xff\xfe") == "bad_card"
    assert refused(TEXT.encode() + b"note: hej\n") == "bad_card"
    assert refused(TEXT.encode() + b" " * card.MAX_BYTES) == "bad_card"
    assert refused(TEXT.replace("spaedbarn-card 1", "spaedbarn-card 2").encode()) == "card_newer"
    for version in ("0", "-1", "x", "٢", "999999"):
        assert refused(TEXT.replace("spaedbarn-card 1", f"spaedbarn-card {version}").encode()) == "bad_card"


def test_the_name_on_a_card_is_one_line_of_bounded_length() -> None:
    found = card.read_card(card.make_card("Mette\n  Holm " + "x" * 200, "leader", MADE).encode())
    assert found.name.startswith("Mette Holm x")
    assert len(found.name) == card.LONGEST_NAME
    assert not card.is_name("Mette\x1b[2J")
    assert not card.is_name("")
