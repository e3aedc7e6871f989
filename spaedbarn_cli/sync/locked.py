"""A report and its data under six words, for somebody who has a browser and not the program.

A document has one form only: a flat JSON object whose members, but for the ciphertext and the checksum, are the
associated data of AES-256-GCM, so that no parameter can be exchanged. Inside stand a line with the signature and a letter
(canonical JSON, then spaces up to a Padmé size): who signed is seen by nobody who cannot open it. The page of
`report.locked_html` opens the same form in a browser; what the two must agree on is named in both.

A page is a program. Whoever can exchange the file on its way can exchange the page too, and that page may do other things
with the words: the file travels by a way that is trusted with it, the words by another.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
import secrets
import unicodedata
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from spaedbarn_cli.errors import BundleRejected, StoreNewer, WrongUsage
from spaedbarn_cli.store.canonical import canonical
from spaedbarn_cli.sync import limits
from spaedbarn_cli.sync.changes import is_text, read_json
from spaedbarn_cli.sync.keys import PublicKeys, fingerprint, is_signed, recipient, sign, signing_key, to_text
from spaedbarn_cli.sync.words import WORDS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from spaedbarn_cli.sync.keys import SecretKeys

FORMAT = "spaedbarn-locked"
VERSION = 1
KDF = "PBKDF2-SHA-256"  # the only derivation that every browser brings with it
CIPHER = "AES-256-GCM"

PASSPHRASE_WORDS = 6
"""Of 1024 words: 60 bits. With a million rounds a guess, all of them are 2^80 times the work of one HMAC."""
ROUNDS = 1_000_000
FEWEST_ROUNDS = 1_000_000
"""Below this a document is not opened: whoever could lower the figure would make guessing cheap the next time."""
MOST_ROUNDS = 10_000_000
"""Above this a document is not opened: it would keep a telephone busy for a minute, to no end but that."""

MAX_CONTENT = 16 * limits.MEGABYTE
"""Bytes of content: some hundred times a status statement, and what a telephone can hold five times over while it opens."""
MAX_CIPHERTEXT = 2 * MAX_CONTENT
"""Bytes of ciphertext that are looked at; padding adds an eighth at most, the letter around the content a few hundred."""

_SALT, _NONCE, _KEY, _TAG = 16, 12, 32, 16  # bytes
_MARK = 86  # letters of a signature as base64url
_DOMAIN = "locked"
_HEAD = ("cipher", "format", "kdf", "nonce", "rounds", "salt", "version", "words")
_LIST = " ".join(WORDS)  # in the document, since the page has to know the words of passphrases and fingerprints
_MEMBERS = {*_HEAD, "ciphertext", "checksum"}
_LETTER = {"age", "content", "made", "sender", "sign"}


@dataclass(frozen=True, slots=True)
class Unlocked:
    """What a document says: canonical JSON, who signed it (as she calls herself) and when (aware ISO moment).

    `sign` is the key that signed (base64url), `words` the fingerprint of the sender's keys: only these say who it was.
    """

    content: bytes = field(repr=False)
    sender: str = field(repr=False)
    made: str
    sign: str
    words: str


def new_passphrase() -> str:
    """Return six random words, to be shown once and read aloud."""
    return " ".join(secrets.choice(WORDS) for _ in range(PASSPHRASE_WORDS))


def as_passphrase(typed: str) -> str:
    """Return typed words as they count: capitals, the way `å` is composed and whatever is no letter are all one."""
    return " ".join(filter(None, re.split(r"[\W\d_]+", unicodedata.normalize("NFKC", typed).lower())))


def lock(content: bytes, *, passphrase: str, keys: SecretKeys, made: str, sender: str) -> dict[str, Any]:
    """Return a JSON-able document that `passphrase` opens; it has been opened again before it is returned.

    `content` is canonical JSON of `{"report": HTML page, "data": any}`, `made` an aware ISO moment, `sender` a name.
    Raises WrongUsage `locked_too_much`, ValueError for what is not in its form: a passphrase of other words, too.
    """
    words = as_passphrase(passphrase)
    if len(words.split()) != PASSPHRASE_WORDS or not set(words.split()) <= set(WORDS):
        raise ValueError("not six words of the list")
    if len(content) > MAX_CONTENT:
        raise WrongUsage("locked_too_much", megabytes=MAX_CONTENT // limits.MEGABYTE)
    letter = {
        "age": keys.public.age, "content": read_json(content), "made": made, "sender": sender, "sign": keys.public.sign,
    }  # fmt: skip
    if not _is_letter(letter) or canonical(letter["content"]) != content:
        raise ValueError("not a letter")
    document = _encrypted(_signed(canonical(letter), keys), words)
    if unlock(document, passphrase) != Unlocked(content, sender, made, keys.public.sign, fingerprint(keys.public)):
        raise ValueError("not what was meant")
    return document


def unlock(document: Mapping[str, Any], passphrase: str) -> Unlocked:
    """Return what a document says, or nothing of it.

    Raises StoreNewer `locked_newer`, BundleRejected `locked_damaged` (seen without the words), `locked_not_opened` (other
    words, or changed by somebody: nobody can tell which), `locked_signature` (opened, and not what somebody signed).
    """
    version = document.get("version")
    if document.get("format") == FORMAT and type(version) is int and version > VERSION:
        raise StoreNewer("locked_newer")
    if not _is_whole(document):
        raise BundleRejected("locked_damaged")
    plain = _decrypted(document, as_passphrase(passphrase))
    try:
        return _read(plain)
    except (ValueError, WrongUsage, RecursionError):
        raise BundleRejected("locked_signature") from None


def _signed(body: bytes, keys: SecretKeys) -> bytes:
    """Return a letter, padded and signed: the line with the signature, then what it covers, to the last space."""
    size = _MARK + 1 + len(body)
    padded = body.ljust(limits.padded_size(size) - _MARK - 1, b" ")
    return sign(keys, _DOMAIN, padded).encode("ascii") + b"\n" + padded


def _read(plain: bytes) -> Unlocked:
    mark, body = plain[:_MARK], plain[_MARK + 1 :]
    letter = read_json(body)
    if not isinstance(letter, dict) or not _is_letter(letter):
        raise ValueError("letter")
    public = PublicKeys(letter["age"], letter["sign"])
    if plain[_MARK : _MARK + 1] != b"\n" or not is_signed(public.sign, _DOMAIN, body, mark.decode("ascii")):
        raise ValueError("signature")
    if canonical(letter) != body.rstrip(b" "):
        raise ValueError("not canonical")
    return Unlocked(canonical(letter["content"]), letter["sender"], letter["made"], public.sign, fingerprint(public))


def _is_letter(letter: dict[str, Any]) -> bool:
    """Say whether a letter has its members and no others; raises ValueError or WrongUsage for one that is no key or moment."""
    if set(letter) != _LETTER or not all(is_text(letter[name], limits.MAX_NAME) for name in _LETTER - {"content"}):
        return False
    recipient(letter["age"])
    signing_key(letter["sign"])
    content, sender = letter["content"], letter["sender"]
    return (
        isinstance(content, dict) and set(content) == {"report", "data"} and isinstance(content["report"], str)
        and datetime.fromisoformat(letter["made"]).tzinfo is not None
        and sender.isprintable() and bool(sender.strip())
    )  # fmt: skip


def _encrypted(plain: bytes, words: str) -> dict[str, Any]:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    salt, nonce = secrets.token_bytes(_SALT), secrets.token_bytes(_NONCE)
    document: dict[str, Any] = {
        "format": FORMAT, "version": VERSION, "kdf": KDF, "rounds": ROUNDS, "salt": to_text(salt),
        "cipher": CIPHER, "nonce": to_text(nonce), "words": _LIST,
    }  # fmt: skip
    ciphertext = AESGCM(_key(words, salt, ROUNDS)).encrypt(nonce, plain, _head(document))
    document["ciphertext"] = to_text(ciphertext)
    return {**document, "checksum": _checksum(document)}


def _decrypted(document: Mapping[str, Any], words: str) -> bytes:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    salt, nonce, ciphertext = (_bytes(document[name]) for name in ("salt", "nonce", "ciphertext"))
    try:
        return AESGCM(_key(words, salt, document["rounds"])).decrypt(nonce, ciphertext, _head(document))
    except InvalidTag:
        raise BundleRejected("locked_not_opened") from None


def _key(words: str, salt: bytes, rounds: int) -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC

    return PBKDF2HMAC(SHA256(), _KEY, salt, rounds).derive(words.encode())


def _is_whole(document: Mapping[str, Any]) -> bool:
    """Say whether a document is one of ours and as it was written, as far as can be seen without the words.

    The checksum is no protection, since anybody can work it out: it lets damage on the way be told from wrong words.
    """
    texts = _MEMBERS - {"rounds", "version"}
    if set(document) != _MEMBERS or not all(is_text(document[name], 2 * MAX_CIPHERTEXT) for name in texts):
        return False
    fixed = {"format": FORMAT, "version": VERSION, "kdf": KDF, "cipher": CIPHER, "words": _LIST}
    rounds = document["rounds"]
    if any(document[name] != value for name, value in fixed.items()):
        return False
    if type(rounds) is not int or type(document["version"]) is not int:  # to JSON, 1.0 and true are other things than 1
        return False
    try:
        salt, nonce, ciphertext = (len(_bytes(document[name])) for name in ("salt", "nonce", "ciphertext"))
    except ValueError:
        return False
    return (
        (salt, nonce) == (_SALT, _NONCE)
        and limits.SMALLEST + _TAG <= ciphertext <= MAX_CIPHERTEXT
        and FEWEST_ROUNDS <= rounds <= MOST_ROUNDS
        and _checksum(document) == document["checksum"]
    )


def _head(document: Mapping[str, Any]) -> bytes:
    return canonical({name: document[name] for name in _HEAD})


def _checksum(document: Mapping[str, Any]) -> str:
    return to_text(hashlib.sha256(canonical({name: document[name] for name in (*_HEAD, "ciphertext")})).digest())


def _bytes(text: str) -> bytes:
    """Return the bytes of base64url without padding; raises ValueError for any other spelling."""
    try:
        found = base64.b64decode(text.encode("ascii") + b"=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (UnicodeEncodeError, binascii.Error):
        raise ValueError("not base64url") from None
    if to_text(found) != text:
        raise ValueError("another spelling")
    return found
