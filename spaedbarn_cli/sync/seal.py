"""Sealing and opening: the bundle's archive signed with Ed25519 and encrypted with age, for one person.

Nothing comes out of `open_sealed` before everything has been verified: age, archive, signature, addressee, digests,
every change and every chain. Errors never say what stood inside.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, NamedTuple

from spaedbarn_cli.errors import BundleNotForUs, BundleRejected, WrongUsage
from spaedbarn_cli.sync import bundle, keys, limits

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    from spaedbarn_cli.sync.bundle import Content

AGE = b"age-encryption.org/v1\n"
DOMAIN = b"spaedbarn bundle 1\n"
"""Stands before what is signed: a signature made for anything else is none for a bundle."""
_STANZA, _HEADER_END = b"\n-> ", b"\n---"
"""How the lines of an age header begin that are for one recipient each, and the one that ends it."""
_NO_KEY_FITS = "No matching keys found"
"""What pyrage says when the file is whole as far as it can be seen, and is for somebody else."""


class Opened(NamedTuple):
    """A verified bundle: its content, who signed it (32 bytes), whether it is one's own copy of what was sent.

    `unknown` names members of the manifest that a newer program has put there and this one passed over.
    """

    content: Content
    sign: bytes
    own: bool
    unknown: tuple[str, ...]


def new_bundle_id() -> str:
    """Return a name for a bundle (128 random bits, hex)."""
    return secrets.token_hex(16)


def seal(content: Content, *, recipient: str, sign_key: bytes, keep_for: str | None = None) -> bytes:
    """Return the sealed bytes: for `recipient` (age1…), signed with an Ed25519 private key (32 bytes).

    With `keep_for`, the sender's own age1…, she can open what she sent. Raises WrongUsage for a recipient that is none
    and for more than one bundle takes; ValueError for content that is not in its form, which is a defect of the caller.
    """
    import pyrage
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    found = [keys.recipient(one) for one in dict.fromkeys((recipient, keep_for or recipient))]
    key = Ed25519PrivateKey.from_private_bytes(sign_key)
    try:
        data = bundle.encode(
            content, recipient=str(found[0]), sign=key.public_key().public_bytes_raw(),
            signed=lambda manifest: key.sign(_signed_over(manifest)),
        )  # fmt: skip
        sealed: bytes = pyrage.encrypt(data, found)
    except limits.TooMuchError:
        raise WrongUsage("bundle_too_much") from None
    if len(sealed) > limits.MAX_SEALED:
        raise WrongUsage("bundle_too_much")
    return sealed


def open_sealed(
    data: bytes, *, identity: str, own_recipient: str, senders: Iterable[bytes], own_sign: bytes | None = None
) -> Opened:
    """Return what is in sealed bytes, verified whole.

    `identity` is our AGE-SECRET-KEY-1…, `own_recipient` its age1…, `senders` the Ed25519 public keys (32 bytes) we know.
    What `own_sign` has signed is our own copy and may be addressed to anybody. Raises BundleRejected for what is damaged
    or not authentic, BundleNotForUs for what is for somebody else, StoreNewer for a later version of the format;
    ValueError for keys of ours that are none, which is a defect of the caller.
    """
    known = _loaded([*senders, *([own_sign] if own_sign is not None else [])])
    archive = _decrypt(data, identity)
    try:
        found = bundle.decode(archive, lambda manifest, signature: _signer(manifest, signature, known))
    except ValueError:
        raise BundleRejected("bundle_form") from None
    own = found.sign == own_sign
    if found.recipient != own_recipient and not own:
        raise BundleNotForUs("bundle_not_for_us")
    return Opened(found.content, found.sign, own, found.unknown)


def _decrypt(data: bytes, identity: str) -> bytes:
    import pyrage

    if len(data) > limits.MAX_SEALED:
        raise BundleRejected("bundle_too_large", megabytes=limits.MAX_SEALED // limits.MEGABYTE)
    if not data.startswith(AGE):
        raise BundleRejected("bundle_not_one")
    if not _is_bounded(data):
        raise BundleRejected("bundle_damaged")
    try:
        key = pyrage.x25519.Identity.from_str(identity)
    except pyrage.IdentityError:
        raise ValueError("identity") from None
    try:
        opened: bytes = pyrage.decrypt(data, [key])
    except pyrage.DecryptError as error:
        if str(error) == _NO_KEY_FITS:
            raise BundleNotForUs("bundle_no_key") from None
        raise BundleRejected("bundle_damaged") from None
    return opened


def _is_bounded(data: bytes) -> bool:
    """Say whether an age header is no longer, and of no more recipients, than pyrage is given to read.

    Only its size is looked at: a header that never ends but is small is for pyrage to refuse.
    """
    end = data.find(_HEADER_END, 0, limits.MAX_AGE_HEADER)
    header = data[: limits.MAX_AGE_HEADER if end < 0 else end]
    return (end >= 0 or len(data) <= limits.MAX_AGE_HEADER) and header.count(_STANZA) <= limits.MAX_STANZAS


def _loaded(keys: Iterable[bytes]) -> dict[bytes, Ed25519PublicKey]:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    return {key: Ed25519PublicKey.from_public_bytes(key) for key in keys}


def _signer(manifest: bytes, signature: bytes, known: Mapping[bytes, Ed25519PublicKey]) -> bytes:
    """Return the key, of those we know, that signed a manifest."""
    from cryptography.exceptions import InvalidSignature

    message = _signed_over(manifest)
    for raw, key in known.items():
        try:
            key.verify(signature, message)
        except InvalidSignature:
            continue
        return raw
    raise BundleRejected("bundle_signature")


def _signed_over(manifest: bytes) -> bytes:
    from cryptography.hazmat.primitives import hashes

    digest = hashes.Hash(hashes.SHA512_256())
    digest.update(manifest)
    return DOMAIN + digest.finalize()
