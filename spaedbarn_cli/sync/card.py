"""A contact card: a small text file with a person's public keys, signed with the key it shows.

One line a field, always in the same order, so that a card has one form only and can be read by eye:
`spaedbarn-card 1`, then `name`, `role`, `age`, `sign`, `words`, and `signature` over all the lines before it. The
signature shows that the card is whole and that its sender has the signing key, not who he is: the six words do that.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from spaedbarn_cli.domain.case import ROLES
from spaedbarn_cli.domain.harmless import harmless_line
from spaedbarn_cli.errors import StoreNewer, WrongUsage
from spaedbarn_cli.sync import keys

if TYPE_CHECKING:
    from spaedbarn_cli.sync.keys import PublicKeys, SecretKeys

FORMAT = "spaedbarn-card"
VERSION = 1
MAX_BYTES = 4096
LONGEST_NAME = 80

_FIELDS = ("name", "role", "age", "sign", "words", "signature")


@dataclass(frozen=True, slots=True)
class Card:
    """What a card says: who, in which role, with which public keys; `words` is their fingerprint."""

    name: str
    role: str
    public: PublicKeys
    words: str


def make_card(name: str, role: str, secret: SecretKeys) -> str:
    """Return the text of a card."""
    public = secret.public
    shown = harmless_line(name)[:LONGEST_NAME].strip()
    values = (shown, role, public.age, public.sign, keys.fingerprint(public))
    body = f"{FORMAT} {VERSION}\n" + "".join(f"{key}: {value}\n" for key, value in zip(_FIELDS, values, strict=False))
    return f"{body}signature: {keys.sign(secret, 'card', body.encode())}\n"


def read_card(content: bytes) -> Card:
    """Return what a card says; raises WrongUsage for one that is not whole, StoreNewer for one of a later program.

    What mail does to a text is forgiven: a byte order mark, other line ends, space around a line, empty lines.
    """
    lines = _lines(content)
    name, _, version = lines[0].partition(" ")
    if name != FORMAT or not (version.isascii() and version.isdigit() and len(version) < 6):
        raise WrongUsage("bad_card")
    if int(version) > VERSION:
        raise StoreNewer("card_newer")
    if [line.partition(": ")[0] for line in lines[1:]] != [*_FIELDS]:
        raise WrongUsage("bad_card")
    value = dict(zip(_FIELDS, (line.partition(": ")[2] for line in lines[1:]), strict=True))
    keys.recipient(value["age"])
    keys.signing_key(value["sign"])
    public = keys.PublicKeys(value["age"], value["sign"])
    body = "".join(f"{line}\n" for line in lines[:-1])
    good = (
        value["role"] in ROLES
        and is_name(value["name"])
        and keys.is_signed(public.sign, "card", body.encode(), value["signature"])
        and value["words"] == keys.fingerprint(public)
    )
    if not good:
        raise WrongUsage("bad_card")
    return Card(value["name"], value["role"], public, value["words"])


def is_name(text: str) -> bool:
    """Say whether a text can stand as a name: one line with a letter in it, all of which can be seen, not too long."""
    seen = text.isprintable() and harmless_line(text) == text and any(map(str.isalpha, text))
    return seen and len(text) <= LONGEST_NAME


def _lines(content: bytes) -> list[str]:
    """Return the lines of a card that say something; raises WrongUsage `bad_card`."""
    if len(content) > MAX_BYTES:
        raise WrongUsage("bad_card")
    try:
        text = unicodedata.normalize("NFC", content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise WrongUsage("bad_card") from None
    lines = [line.strip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n") if line.strip()]
    if not lines:
        raise WrongUsage("bad_card")
    return lines
