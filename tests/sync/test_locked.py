"""The document behind six words: opened by them alone, whole, and only when somebody signed what it says."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spaedbarn_cli.errors import BundleRejected, SpaedbarnError, StoreNewer, WrongUsage
from spaedbarn_cli.store.canonical import canonical
from spaedbarn_cli.sync import keys, limits, locked
from spaedbarn_cli.sync.locked import as_passphrase, lock, new_passphrase, unlock
from spaedbarn_cli.sync.words import WORDS

if TYPE_CHECKING:
    from spaedbarn_cli.sync.keys import SecretKeys

METTE, LONE = keys.new_keys(), keys.new_keys()
WORDS_SAID = "åbning ræddike tågehorn øvelse blåbær hammer"
MADE = "2026-11-22T13:00:00+01:00"
INSIDE = {"report": "<!doctype html><p>Familien Vestergaard, A17</p>", "data": {"case": "A17", "mor": "Karen Vestergaard"}}
CONTENT = canonical(INSIDE)


def locked_by(secret: SecretKeys = METTE, content: bytes = CONTENT, passphrase: str = WORDS_SAID) -> dict[str, Any]:
    return lock(content, passphrase=passphrase, keys=secret, made=MADE, sender="Mette Holm")


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    return locked_by()


def refusal(document: dict[str, Any], passphrase: str = WORDS_SAID) -> tuple[str, int]:
    with pytest.raises(SpaedbarnError) as refused:
        unlock(document, passphrase)
    return refused.value.key, refused.value.exit_code


def with_checksum(document: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """Return a document somebody changed on purpose: the checksum is right again."""
    changed = {**document, **changes}
    return {**changed, "checksum": locked._checksum(changed)}


def other(text: str, at: int = 5) -> str:
    return text[:at] + ("A" if text[at] != "A" else "B") + text[at + 1 :]


def test_what_is_locked_is_unlocked(document: dict[str, Any]) -> None:
    found = unlock(document, WORDS_SAID)
    assert (found.content, found.sender, found.made) == (CONTENT, "Mette Holm", MADE)
    assert found.sign == METTE.public.sign
    assert found.words == keys.fingerprint(METTE.public)


@pytest.mark.parametrize(
    "typed",
    [
        WORDS_SAID.upper(), "  " + WORDS_SAID.replace(" ", ",   ") + " \n", unicodedata.normalize("NFD", WORDS_SAID),
        "1. åbning 2. ræddike 3. tågehorn\n4. øvelse 5. blåbær 6. hammer.", "Åbning-Ræddike-Tågehorn-Øvelse-Blåbær-Hammer",
        WORDS_SAID.replace(" ", "\u00a0"),
    ],
)  # fmt: skip
def test_how_the_words_are_typed_is_all_one(typed: str) -> None:
    assert as_passphrase(typed) == WORDS_SAID


@given(st.lists(st.sampled_from(WORDS), min_size=6, max_size=6), st.sampled_from(["NFC", "NFD", "NFKC", "NFKD"]))
def test_every_word_of_the_list_survives_every_way_of_composing_it(words: list[str], form: Any) -> None:
    assert as_passphrase(unicodedata.normalize(form, ", ".join(words).upper())) == " ".join(words)


def test_a_passphrase_is_six_words_and_never_the_same() -> None:
    made = {new_passphrase() for _ in range(200)}
    assert len(made) == 200
    assert all(len(one.split()) == 6 and set(one.split()) <= set(WORDS) for one in made)
    assert len(WORDS) ** locked.PASSPHRASE_WORDS == 2**60


@pytest.mark.parametrize("passphrase", ["hammer", "hammer " * 7, "kat mus hund ko gris and", ""])
def test_nothing_is_locked_under_words_of_ones_own(passphrase: str) -> None:
    with pytest.raises(ValueError, match="six words"):
        locked_by(passphrase=passphrase)


def test_the_document_says_nothing_of_who_what_and_when(document: dict[str, Any]) -> None:
    assert set(document) == {
        "format", "version", "kdf", "rounds", "salt", "cipher", "nonce", "ciphertext", "checksum", "words",
    }  # fmt: skip
    shown = canonical(document).decode()
    # Shorter words than these turn up in ciphertext by chance.
    for secret in ("Mette Holm", "Vestergaard", MADE, METTE.public.age, METTE.public.sign, keys.fingerprint(METTE.public)):
        assert secret not in shown
    assert document["rounds"] == locked.ROUNDS >= 1_000_000


def test_two_documents_of_the_same_share_nothing(document: dict[str, Any]) -> None:
    again = locked_by()
    assert all(document[name] != again[name] for name in ("salt", "nonce", "ciphertext", "checksum"))


def test_the_length_tells_a_size_class() -> None:
    short, long = (canonical({"report": "x" * size, "data": None}) for size in (10, 5_000))
    sizes = {len(locked._bytes(locked_by(content=one)["ciphertext"])) for one in (short, CONTENT, long)}
    assert sizes == {limits.SMALLEST + 16}
    more = len(locked._bytes(locked_by(content=canonical({"report": "x" * 50_000, "data": None}))["ciphertext"])) - 16
    assert limits.padded_size(more) == more


def test_other_words_do_not_open_it(document: dict[str, Any]) -> None:
    for wrong in ("hammer " * 6, "", " ".join(WORDS_SAID.split()[::-1]), WORDS_SAID + " hammer"):
        assert refusal(document, wrong) == ("locked_not_opened", 20)


def test_damage_is_seen_without_the_words(document: dict[str, Any]) -> None:
    for name in ("salt", "nonce", "ciphertext", "checksum", "format", "kdf", "cipher", "words"):
        assert refusal({**document, name: other(document[name])}, "") == ("locked_damaged", 20)
        assert refusal({**document, name: document[name][:-1]}, "") == ("locked_damaged", 20)
    for changes in ({"rounds": 1_000_001}, {"version": 0}, {"more": 1}, {"salt": 5}, {"nonce": "æ" * 16}):
        assert refusal({**document, **changes}, "") == ("locked_damaged", 20)
    assert refusal({}, "") == ("locked_damaged", 20)
    assert refusal({name: document[name] for name in document if name != "nonce"}, "") == ("locked_damaged", 20)


def test_a_change_on_purpose_looks_like_other_words(document: dict[str, Any]) -> None:
    for name in ("salt", "nonce", "ciphertext"):
        assert refusal(with_checksum(document, **{name: other(document[name])})) == ("locked_not_opened", 20)
    assert refusal(with_checksum(document, rounds=1_000_001)) == ("locked_not_opened", 20)


@pytest.mark.parametrize("rounds", [0, 1, 999_999, 10_000_001, 2**40, 1_000_000.0, True, "1000000", None])
def test_rounds_beyond_the_bounds_are_not_tried(document: dict[str, Any], rounds: Any) -> None:
    assert refusal(with_checksum(document, rounds=rounds)) == ("locked_damaged", 20)


@pytest.mark.parametrize("version", [0, 1.0, True, "1", None])
def test_a_version_that_is_none_is_damage(document: dict[str, Any], version: Any) -> None:
    assert refusal(with_checksum(document, version=version)) == ("locked_damaged", 20)


def test_a_later_version_is_said(document: dict[str, Any]) -> None:
    with pytest.raises(StoreNewer, match="locked_newer"):
        unlock({**document, "version": 2}, WORDS_SAID)


def test_parameters_and_salt_must_be_of_their_size(document: dict[str, Any]) -> None:
    for changes in (
        {"salt": "AAAA"},
        {"nonce": "AAAA"},
        {"ciphertext": "AAAA"},
        {"kdf": "scrypt"},
        {"cipher": "none"},
        {"words": "a b"},
    ):
        assert refusal(with_checksum(document, **changes)) == ("locked_damaged", 20)


def test_another_signer_under_the_same_name_has_other_words() -> None:
    found = unlock(locked_by(LONE), WORDS_SAID)
    assert found.sender == "Mette Holm"
    assert found.words == keys.fingerprint(LONE.public) != keys.fingerprint(METTE.public)


def test_what_nobody_signed_is_refused() -> None:
    letter = {
        "age": METTE.public.age, "content": INSIDE, "made": MADE, "sender": "Mette Holm", "sign": METTE.public.sign,
    }  # fmt: skip
    whole = locked._signed(canonical(letter), METTE)
    wrong = {
        "signed by another": locked._signed(canonical(letter), LONE),
        "changed after": whole.replace(b"Vestergaard", b"Vestergaarb"),
        "no line": whole.replace(b"\n", b" ", 1),
        "padding changed": whole[:-1] + b"\n",
        "no signature": b"\0" * 86 + whole[86:],
        "not a letter": locked._signed(b"[]", METTE),
        "no JSON": locked._signed(b"{", METTE),
        "other members": locked._signed(canonical({**letter, "more": 1}), METTE),
        "no report": locked._signed(canonical({**letter, "content": {"data": 1}}), METTE),
        "not canonical": locked._signed(b" " + canonical(letter), METTE),
        "no moment": locked._signed(canonical({**letter, "made": "i går"}), METTE),
        "no name": locked._signed(canonical({**letter, "sender": "Mette\u202eHolm"}), METTE),
        "no key": locked._signed(canonical({**letter, "age": "age1x"}), METTE),
        "nesting": locked._signed(b"[" * 100_000, METTE),
        "card signature": keys.sign(METTE, "card", whole[87:]).encode() + whole[86:],
    }
    assert unlock(locked._encrypted(whole, WORDS_SAID), WORDS_SAID).content == CONTENT
    for name, plain in wrong.items():
        assert refusal(locked._encrypted(plain, WORDS_SAID)) == ("locked_signature", 20), name


def test_only_what_has_its_form_is_locked(monkeypatch: pytest.MonkeyPatch) -> None:
    for content in (b"", b"[]", canonical({"report": "x"}), canonical({"report": 1, "data": 2}), CONTENT + b" "):
        with pytest.raises(ValueError):  # noqa: PT011 (what is no JSON says so in its own words)
            locked_by(content=content)
    for made in ("2026-11-22T13:00:00", "i dag"):
        with pytest.raises(ValueError):  # noqa: PT011
            lock(CONTENT, passphrase=WORDS_SAID, keys=METTE, made=made, sender="Mette Holm")
    monkeypatch.setattr(locked, "MAX_CONTENT", len(CONTENT) - 1)
    with pytest.raises(WrongUsage, match="locked_too_much"):
        locked_by()


def test_a_ciphertext_over_the_ceiling_is_not_decrypted(document: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locked, "MAX_CIPHERTEXT", limits.SMALLEST)
    assert refusal(document) == ("locked_damaged", 20)


def test_a_document_that_does_not_open_again_is_not_given_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locked, "_signed", lambda body, _: locked.sign(LONE, "locked", body).encode() + b"\n" + body)
    with pytest.raises(BundleRejected):
        locked_by(content=canonical({"report": "x" * 9_000, "data": None}))
