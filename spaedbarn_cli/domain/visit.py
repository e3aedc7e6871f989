"""A visit: what was meant to happen in the home and what did."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

KINDS = (
    "home", "pregnancy", "start-up", "extra", "joint", "transition", "center", "hospital", "telephone", "video",
)  # fmt: skip
"""Kinds of visit; which of them count towards the norm is the programme's to say."""

STATUSES = ("held", "cancelled", "no-show", "declined")
"""What became of it. Only `held` is a visit that took place; the others are kept with their reason."""

SEEN = ("yes", "partly", "no")
"""How clearly a sign was seen; a sign that is not named was not observed."""

MAX_MINUTES = 24 * 60
"""A visit longer than a day and a night is a slip of the pen, not a visit."""


class Span(NamedTuple):
    """The little of a visit that the norm needs, cheap enough for 150,000 of them.

    `start` and `end` are minutes since 1970-01-01T00:00Z; `practitioners` is how many of us were there (at least 1).
    """

    id: str
    start: int
    end: int
    kind: str
    status: str
    practitioners: int = 1


class Sign(NamedTuple):
    """One sign of the theory of change, seen or not, for whom (`parents`, `child` or a person's label)."""

    who: str
    key: str
    value: str


@dataclass(frozen=True, slots=True)
class Visit:
    """A visit as it stands now; `start` and `end` are minutes since 1970-01-01T00:00Z.

    `by` are the practitioners' names, `present` the labels of those of the family who were there, `core` the keys of
    the core elements worked with, `next` what was promised for next time, `reason` why it did not happen and
    `cancelled_by` who called it off (`family` or `us`). `versions` counts the original and every correction.
    """

    id: str
    case_id: str
    start: int
    end: int
    kind: str
    status: str
    by: tuple[str, ...] = ()
    present: tuple[str, ...] = ()
    core: tuple[str, ...] = ()
    signs: tuple[Sign, ...] = ()
    note: str | None = None
    next: str | None = None
    reason: str | None = None
    cancelled_by: str | None = None
    excused: bool | None = None
    retracted: bool = False
    versions: int = 1

    @property
    def minutes(self) -> int:
        """Real elapsed minutes."""
        return self.end - self.start
