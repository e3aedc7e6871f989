"""What is shared with somebody outside: copies of chosen records, as they are sent and as they are read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedRecord:
    """The copy of one record, with the fields that were chosen.

    `record` is the id of the original, `kind` what it is (`visit`, `meeting`), `stream` the journal it stands in
    (`contact`, `parent:mor`), `fields` its JSON values as in the log, `version` 1 for the first copy and one more for
    each correction that followed it; `retracted` says that the original was entered by mistake.
    """

    record: str
    kind: str
    stream: str
    fields: Mapping[str, Any] = field(repr=False)
    version: int = 1
    retracted: bool = False


COLLEAGUE, CASEWORKER, RECEIVED = "colleague", "caseworker", "received"
"""How something is shared: both ways with a colleague, as copies with a case worker; `received` are copies given to us."""

PROFILES = (CASEWORKER, COLLEAGUE)

CORRECTION = "correction"
"""What a letter says instead of a profile when nobody chose anything: corrections that followed what was given."""

DELIVERED, OPENED, ACCEPTED, RETURNED = "delivered", "opened", "accepted", "returned"
STATES = (DELIVERED, OPENED, ACCEPTED, RETURNED)
"""What a receipt says, in the order it comes to be said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What is copied for somebody: journals, and per kind of record its fields and the free text that is asked for."""

    key: str
    text: Mapping[str, str]
    streams: tuple[str, ...]
    fields: Mapping[str, tuple[str, ...]]
    notes: Mapping[str, tuple[str, ...]]

    def chosen(self, kind: str, fields: Mapping[str, Any], *, notes: bool) -> dict[str, Any] | None:
        """Return the fields of a record that go, those without a value left out; None for a kind that never goes."""
        if kind not in self.fields:
            return None
        names = self.fields[kind] + (self.notes.get(kind, ()) if notes else ())
        return {name: fields[name] for name in names if fields.get(name) is not None}

    def kept_back(self, kind: str, fields: Mapping[str, Any], *, notes: bool) -> bool:
        """Say whether free text of a record stays behind."""
        return not notes and any(fields.get(name) not in (None, "", [], {}) for name in self.notes.get(kind, ()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Sharing:
    """What is shared with a contact of a family.

    `contact` is the record of the contact, `profile` one of the three above. With a colleague `streams` are the journals
    that go both ways and `target` is None; else `streams` holds the one journal that is copied, and `target` the stream
    its copies stand in. `notes` says that free text is copied too, `excluded` which records were taken out. Days are ISO
    dates; `ended` None while it lasts.
    """

    id: str
    case_id: str
    contact: str
    profile: str
    streams: tuple[str, ...]
    target: str | None = None
    ground: str | None = None
    purpose: str | None = None
    notes: bool = False
    begun: str = ""
    ended: str | None = None
    excluded: tuple[str, ...] = ()
