"""Keys, signatures and fingerprints."""

from __future__ import annotations

import pyrage
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spaedbarn_cli.errors import WrongUsage
from spaedbarn_cli.sync import keys
from spaedbarn_cli.sync.words import WORDS

AGE_SECRET = "AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX"
"""The age identity of 32 bytes 0x42."""
SEED = keys.to_text(b"\x42" * 32)


def test_keys_are_kept_as_text_and_found_again() -> None:
    made = keys.new_keys()
    assert keys.from_secrets(made.age_secret, made.sign_secret) == made
    assert keys.new_keys().public != made.public
    assert len(keys.signing_seed(made)) == len(keys.signing_key(made.public.sign)) == 32


def test_the_secret_halves_are_not_shown() -> None:
    made = keys.new_keys()
    assert made.age_secret not in repr(made)
    assert made.sign_secret not in repr(made)


@pytest.mark.parametrize(("age", "sign"), [("AGE-SECRET-KEY-1", SEED), (None, "abc"), (None, SEED + "A"), (None, "å" * 43)])
def test_what_is_no_key_is_refused(age: str | None, sign: str) -> None:
    with pytest.raises(ValueError, match="not"):
        keys.from_secrets(age or keys.new_keys().age_secret, sign)


def test_what_is_sealed_to_the_recipient_is_opened_by_the_keys() -> None:
    made = keys.new_keys()
    sealed = pyrage.encrypt("øjenkontakt".encode(), [keys.recipient(made.public.age)])
    assert pyrage.decrypt(sealed, [pyrage.x25519.Identity.from_str(made.age_secret)]).decode() == "øjenkontakt"


def test_a_malformed_recipient_is_refused() -> None:
    good = keys.new_keys().public.age
    for bad in ("", "age1", good[:-1], good.upper(), good + "q", f" {good}", good.replace("age1", "age2"), "ssh-ed25519 AAAA"):
        with pytest.raises(WrongUsage) as caught:
            keys.recipient(bad)
        assert caught.value.key == "bad_recipient"


@settings(max_examples=30)
@given(st.binary(max_size=200), st.integers(0, 85), st.sampled_from("ABCxyz019-_"))
def test_a_signature_is_on_one_message_of_one_kind_by_one_key(message: bytes, place: int, letter: str) -> None:
    made = keys.from_secrets(AGE_SECRET, SEED)
    signature = keys.sign(made, "card", message)
    assert keys.is_signed(made.public.sign, "card", message, signature)
    assert not keys.is_signed(made.public.sign, "receipt", message, signature)
    assert not keys.is_signed(made.public.sign, "card", message + b"\0", signature)
    other = signature[:place] + letter + signature[place + 1 :]
    assert other == signature or not keys.is_signed(made.public.sign, "card", message, other)
    assert not keys.is_signed("no key", "card", message, signature)


def test_a_fingerprint_is_six_words_that_stand_for_both_keys() -> None:
    made, other = keys.from_secrets(AGE_SECRET, SEED).public, keys.new_keys().public
    words = keys.fingerprint(made)
    assert len(words.split()) == keys.FINGERPRINT_WORDS == 6
    assert set(words.split()) <= set(WORDS)
    assert keys.fingerprint(made) == words
    mixed = {keys.fingerprint(keys.PublicKeys(age, sign)) for age in (made.age, other.age) for sign in (made.sign, other.sign)}
    assert len(mixed) == 4


def test_a_fingerprint_never_changes_its_meaning() -> None:
    """Words that were read aloud years ago must still be those of the keys."""
    assert keys.fingerprint(keys.from_secrets(AGE_SECRET, SEED).public) == ("peber trappe indgang modvind karneval facade")


def test_words_are_the_same_however_they_are_written() -> None:
    assert keys.same_words("Agurk,  HAMMER\nsommer", "agurk hammer sommer")
    assert not keys.same_words("hammer agurk sommer", "agurk hammer sommer")
    assert not keys.same_words("agurk hammer", "agurk hammer sommer")
    assert not keys.same_words("", "agurk hammer sommer")
