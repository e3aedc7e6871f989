"""The page in a real browser, from a file: it opens with six words, and tells the truth otherwise."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any

import pytest
from selenium.webdriver.common.by import By

from spaedbarn_cli.i18n.catalog import t
from spaedbarn_cli.report.locked_html import locked_page
from spaedbarn_cli.store.canonical import canonical
from spaedbarn_cli.sync import keys, locked

from .locked_reader import DATA, MADE, METTE, OTHER, SAID, locked_by

if TYPE_CHECKING:
    from collections.abc import Callable

    from .locked_reader import Reader

pytestmark = pytest.mark.needs("chromium")

LONE = keys.new_keys()
NO_ED25519 = """
const importKey = crypto.subtle.importKey.bind(crypto.subtle);
crypto.subtle.importKey = (form, key, kind, ...rest) => kind === "Ed25519"
  ? Promise.reject(new DOMException("unknown", "NotSupportedError")) : importKey(form, key, kind, ...rest);
"""
NO_CRYPTO = 'Object.defineProperty(crypto, "subtle", {value: undefined});'


def letter(report: str, secret: keys.SecretKeys) -> bytes:
    """Return what `lock` signs, to be signed wrong."""
    return canonical({
        "age": METTE.public.age, "content": {"report": report, "data": DATA}, "made": MADE, "sender": "Mette Holm",
        "sign": secret.public.sign,
    })  # fmt: skip


def with_checksum(document: dict[str, Any], **changes: Any) -> dict[str, Any]:
    changed = {**document, **changes}
    return {**changed, "checksum": locked._checksum(changed)}


def other(text: str, at: int = 5) -> str:
    return text[:at] + ("A" if text[at] != "A" else "B") + text[at + 1 :]


@pytest.mark.parametrize(
    "typed",
    [SAID, "  " + SAID.upper().replace(" ", " ,   "), unicodedata.normalize("NFD", SAID.title())],
    ids=["as they are", "capitals, commas, spaces", "NFD"],
)
def test_the_words_open_the_report(reader: Reader, document: dict[str, Any], typed: str) -> None:
    reader.file(document)
    assert not reader.shown("dead")
    reader.opens(typed)
    assert "Karen ser Astas signaler." in reader.report()
    assert reader.text("from") == "Fra Mette Holm, 22. november 2026 kl. 13.00"
    assert reader.text("signed") == t("locked.says.signed")
    assert reader.text("fingerprint") == keys.fingerprint(METTE.public)
    assert not reader.shown("left"), "a report of ours loses nothing"
    assert reader.browser.find_element(By.ID, "words").get_attribute("value") == ""
    assert reader.browser.title == "Krypteret rapport"


def test_wrong_words_are_said_calmly_and_counted_by_nobody(reader: Reader, document: dict[str, Any]) -> None:
    reader.file(document)
    for _ in range(3):
        assert reader.refused(OTHER) == t("locked.says.refused")
        assert reader.focus() == "words"
    assert reader.refused("hammer blåbær") == "Der skal være seks ord; her er 2."
    assert reader.refused(SAID.replace("hammer", "hamer")).startswith("Ordet »hamer« er ikke")
    assert reader.refused("") == "Der skal være seks ord; her er 0."
    reader.opens()
    assert reader.browser.execute_script("return localStorage.length + sessionStorage.length + document.cookie.length") == 0


@pytest.mark.parametrize("part", ["salt", "nonce", "ciphertext", "checksum", "rounds", "version", "words"])
def test_damage_is_said_before_any_word_is_typed(reader: Reader, document: dict[str, Any], part: str) -> None:
    value = document[part]
    reader.file({**document, part: value ^ 1 if isinstance(value, int) else other(value)})
    assert reader.text("alarm") == t("locked.says.damaged")
    assert not reader.shown("form")


@pytest.mark.parametrize("part", ["salt", "nonce", "ciphertext", "rounds", "words", "spelling"])
def test_a_change_on_purpose_is_never_called_wrong_words_alone(reader: Reader, document: dict[str, Any], part: str) -> None:
    changes = {"rounds": document["rounds"] + 1, "spelling": "*", "words": document["words"] + " andet"}
    changed = changes.get(part) or other(document[part])
    reader.file(with_checksum(document, **{part.replace("spelling", "ciphertext"): changed}))
    assert reader.refused() == "Ordene passer ikke, eller filen er ændret. " + t("locked.says.refused").partition(". ")[2]


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"rounds": 999_999}, "damaged"), ({"rounds": 10_000_001}, "damaged"), ({"rounds": "1000000"}, "damaged"),
        ({"kdf": "PBKDF2-SHA-1"}, "damaged"), ({"cipher": "AES-256-CBC"}, "damaged"), ({"salt": "AAAA"}, "damaged"),
        ({"more": 1}, "damaged"), ({"format": "andet"}, "damaged"), ({"version": 0}, "damaged"), ({"version": 2}, "newer"),
    ],
)  # fmt: skip
def test_only_what_the_format_allows_is_tried(
    reader: Reader, document: dict[str, Any], changes: dict[str, Any], says: str
) -> None:
    reader.file(with_checksum(document, **changes))
    assert reader.text("alarm") == t(f"locked.says.{says}")
    assert not reader.shown("form")


def test_a_page_cut_short_or_with_another_script_opens_nothing(reader: Reader, document: dict[str, Any]) -> None:
    page = locked_page(document)
    for broken in (page[: page.index('"ciphertext"') + 900], page.replace("FEWEST = 1000000", "FEWEST = 1000001")):
        assert broken != page
        reader.get(broken)
        reader.until(lambda: reader.shown("dead"))
        assert reader.text("dead") == t("locked.dead")
        assert not reader.shown("form")


def test_a_document_that_is_no_longer_one_is_damaged(reader: Reader, document: dict[str, Any]) -> None:
    page = locked_page(document)
    for broken in (page.replace('"ciphertext": "', '"ciphertext": '), page.replace('{"format"', '[{"format"')):
        assert broken != page
        reader.get(broken)
        reader.until(lambda: reader.text("alarm"))
        assert reader.text("alarm") == t("locked.says.damaged")
        assert not reader.shown("form")


def test_another_signer_under_the_same_name_has_other_words(reader: Reader, statement: str) -> None:
    reader.file(locked_by(statement, LONE))
    reader.opens()
    assert reader.text("from").startswith("Fra Mette Holm,")
    assert reader.text("fingerprint") == keys.fingerprint(LONE.public) != keys.fingerprint(METTE.public)


def test_a_name_is_only_a_name(reader: Reader, statement: str) -> None:
    content = canonical({"report": statement, "data": None})
    name = "<b onclick=x>$& {when} Åse</b>"
    reader.file(locked.lock(content, passphrase=SAID, keys=METTE, made=MADE, sender=name))
    reader.opens()
    assert reader.text("from") == f"Fra {name}, 22. november 2026 kl. 13.00"


@pytest.mark.parametrize("how", ["by another key", "changed after", "not a letter", "a set of frames", "no key"])
def test_what_nobody_signed_is_said_and_not_shown(reader: Reader, statement: str, how: str) -> None:
    whole = locked._signed(letter(statement, METTE), METTE)
    plain = {
        "by another key": locked._signed(letter(statement, METTE), LONE),
        "changed after": whole.replace(b"Vestergaard", b"Vestergaarb"),
        "not a letter": locked._signed(b"[]", METTE),
        "a set of frames": locked._signed(letter("<frameset onload='x()'><frame src='x'></frameset>", METTE), METTE),
        "no key": locked._signed(letter(statement, METTE).replace(METTE.public.sign.encode(), b"AAAA"), METTE),
    }[how]
    reader.file(locked._encrypted(plain, SAID))
    assert reader.refused() == t("locked.says.forged")
    assert "Vestergaa" not in reader.browser.page_source


def test_a_browser_that_cannot_check_a_signature_says_so(
    reader: Reader, statement: str, document: dict[str, Any], before_page: Callable[[str], None]
) -> None:
    before_page(NO_ED25519)
    reader.file(document)
    reader.opens()
    assert reader.text("signed") == t("locked.says.unchecked")
    assert "warning" in (reader.browser.find_element(By.ID, "signed").get_attribute("class") or "")
    assert reader.text("status").endswith(t("locked.says.unchecked"))
    assert "Vestergaard" in reader.report()


def test_a_browser_without_cryptography_says_so(
    reader: Reader, document: dict[str, Any], before_page: Callable[[str], None]
) -> None:
    before_page(NO_CRYPTO)
    reader.file(document)
    assert reader.text("alarm") == t("locked.says.old")
    assert not reader.shown("form")
