"""The two keys of a store: age X25519, which others seal to, and Ed25519, which shows who sent something.

Secrets are texts, since they are kept in the log: the age identity as age writes it, the signing seed as base64url.
What is signed always begins with the name of what it is, so that a signature on one thing is never one on another.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from spaedbarn_cli.errors import WrongUsage
from spaedbarn_cli.sync.words import WORDS

if TYPE_CHECKING:
    from pyrage.x25519 import Recipient

FINGERPRINT_WORDS = 6
ROUNDS = 2**16
"""Rounds of PBKDF2 behind a fingerprint. Six words of 1024 are 60 bits; whoever looks for keys of his own with the same
six words pays for each try with these rounds."""

_BITS = 10  # a word
_KEY_BYTES = 32
_SIGNATURE_BYTES = 64


@dataclass(frozen=True, slots=True)
class PublicKeys:
    """What others may know: `age` is an age recipient (`age1…`), `sign` an Ed25519 key (base64url, 43 letters)."""

    age: str
    sign: str


@dataclass(frozen=True, slots=True)
class SecretKeys:
    """Both keys of a store; the secret halves are not in its `repr`."""

    public: PublicKeys
    age_secret: str = field(repr=False)
    sign_secret: str = field(repr=False)


def new_keys() -> SecretKeys:
    """Return fresh random keys."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from pyrage import x25519

    return from_secrets(str(x25519.Identity.generate()), to_text(Ed25519PrivateKey.generate().private_bytes_raw()))


def from_secrets(age_secret: str, sign_secret: str) -> SecretKeys:
    """Return the keys that `SecretKeys` keeps as text; raises ValueError for text that is no key."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from pyrage import IdentityError, x25519

    try:
        age = str(x25519.Identity.from_str(age_secret).to_public())
    except IdentityError:
        raise ValueError("not an age identity") from None
    seed = _exactly(sign_secret, _KEY_BYTES)
    sign = to_text(Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw())
    return SecretKeys(PublicKeys(age, sign), age_secret, sign_secret)


def recipient(age: str) -> Recipient:
    """Return what seals an age file to a recipient; raises WrongUsage `bad_recipient` for a malformed one."""
    from pyrage import RecipientError, x25519

    try:
        found = x25519.Recipient.from_str(age)
    except RecipientError:
        raise WrongUsage("bad_recipient") from None
    if str(found) != age:
        raise WrongUsage("bad_recipient")  # another spelling of the same key would be another text to compare and sign
    return found


def signing_key(sign: str) -> bytes:
    """Return an Ed25519 public key as its 32 bytes; raises WrongUsage `bad_signing_key` for text that is none."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        return Ed25519PublicKey.from_public_bytes(_exactly(sign, _KEY_BYTES)).public_bytes_raw()
    except ValueError:
        raise WrongUsage("bad_signing_key") from None


def signing_seed(keys: SecretKeys) -> bytes:
    """Return the private half of the signing key, 32 bytes."""
    return _exactly(keys.sign_secret, _KEY_BYTES)


def sign(keys: SecretKeys, domain: str, message: bytes) -> str:
    """Return the signature of a message as base64url; `domain` names what kind of thing is signed."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    key = Ed25519PrivateKey.from_private_bytes(signing_seed(keys))
    return to_text(key.sign(_separated(domain, message)))


def is_signed(public: str, domain: str, message: bytes, signature: str) -> bool:
    """Say whether a signature by this key is on this message; text that is no key or no signature is not one."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        key = Ed25519PublicKey.from_public_bytes(_exactly(public, _KEY_BYTES))
        key.verify(_exactly(signature, _SIGNATURE_BYTES), _separated(domain, message))
    except (ValueError, InvalidSignature):
        return False
    return True


def fingerprint(public: PublicKeys) -> str:
    """Return the six words that stand for both public keys, to be read aloud: `agurk hammer sommer …`."""
    content = _separated("fingerprint", f"{public.age}\n{public.sign}\n".encode())
    found = int.from_bytes(hashlib.pbkdf2_hmac("sha256", content, b"spaedbarn fingerprint 1", ROUNDS, dklen=8))
    places = [(found >> _BITS * n) % len(WORDS) for n in range(FINGERPRINT_WORDS)]
    return " ".join(WORDS[place] for place in places)


def same_words(said: str, words: str) -> bool:
    """Say whether words that were read aloud or typed are the six words, whatever their case and the space between."""
    return said.replace(",", " ").casefold().split() == words.split()


def to_text(content: bytes) -> str:
    """Return bytes as base64url without padding."""
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode("ascii")


def _exactly(text: str, size: int) -> bytes:
    """Return the bytes of a text in the one way `to_text` writes them; raises ValueError for anything else."""
    try:
        found = base64.b64decode(text.encode("ascii") + b"=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (UnicodeEncodeError, binascii.Error):
        raise ValueError("not base64url") from None
    if len(found) != size or to_text(found) != text:
        raise ValueError("not the size of a key")
    return found


def _separated(domain: str, message: bytes) -> bytes:
    return f"spaedbarn {domain} 1\n".encode() + message
