"""Consent and legal ground: who agreed that what may go to whom until when, and on which ground something may go."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

STREAMS = ("contact", "child", "network", "plan", "work")
"""Streams of a family that are about nobody alone; those of a parent are `parent:<label>`."""

PARENT = "parent:"


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalGround:
    """A ground for sharing: `law` names the rule, `text` says it per language.

    `consent`: only what a consent covers may go. `purpose`: why it is necessary must be written. `tell`: the person
    must be told afterwards. `verified` says whether the rule was traced to a text that can be named.
    """

    key: str
    law: str
    text: Mapping[str, str]
    consent: bool
    purpose: bool
    tell: bool
    verified: bool


@dataclass(frozen=True, slots=True)
class Consent:
    """What somebody of the family agreed to.

    `by` is a label of the family (`mor`), `to` the name of a contact or a role, `streams` what may go. It holds from
    the day it was `given` to `until` (included; None: until it is withdrawn), and no longer on the day of `withdrawn`.
    """

    id: str
    case_id: str
    by: str
    to: str
    streams: tuple[str, ...]
    given: date
    until: date | None = None
    withdrawn: date | None = None

    def holds(self, day: date) -> bool:
        """Say whether it holds on a day."""
        begun = self.given <= day and (self.until is None or day <= self.until)
        return begun and (self.withdrawn is None or day < self.withdrawn)


def covering(consents: Iterable[Consent], to: str, role: str | None, stream: str, day: date) -> tuple[Consent, ...]:
    """Return the consents under which a stream may go to the contact `to`, who has a role, on a day."""
    named = {to.casefold(), *({role.casefold()} if role else ())}
    return tuple(
        consent
        for consent in consents
        if consent.holds(day) and consent.to.casefold() in named and stream in consent.streams and may_give(consent.by, stream)
    )


def allows(consents: Iterable[Consent], to: str, role: str | None, stream: str, day: date) -> bool:
    """Say whether a stream may go to the contact `to`, who has a role, on a day."""
    return bool(covering(consents, to, role, stream, day))


def may_give(by: str, stream: str) -> bool:
    """Say whether a person can agree to this stream at all: what is about a parent is that parent's own."""
    return not stream.startswith(PARENT) or stream.removeprefix(PARENT) == by
