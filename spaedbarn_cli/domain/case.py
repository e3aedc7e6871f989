"""The family and what is agreed about it: frozen records, nothing computed here but what a record says of itself."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

ROLES = ("health-visitor", "family-therapist", "social-worker", "leader")
"""Roles of the people who use the program."""

PERSON_ROLES = ("mother", "father", "partner", "sibling", "network", "professional")
"""Roles a person can be given by hand; `child` comes from a birth."""

_LONGEST_CODE = 16
_CODE = re.compile(rf"[A-ZÆØÅ0-9][A-ZÆØÅ0-9_-]{{0,{_LONGEST_CODE - 1}}}")


def is_code(text: str) -> bool:
    """Say whether a text can stand as a family's code: capitals of one alphabet, so that two that look alike are the same."""
    return bool(_CODE.fullmatch(text))


def sayable(key: str) -> str:
    """Return a code or id that was not found as an error may repeat it; a name typed in its place is not repeated."""
    found = key.strip()
    is_one = len(found) <= _LONGEST_CODE and any(letter.isdigit() for letter in found) and not set(found) & set(" \t@")
    return found if is_one else "…"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in or around the family.

    `label` is the short name the family is spoken of by (`mor`, `far`, `mormor`) and is unique in the family;
    `gestation_days` is the gestational age at birth in days (38+4 is 270) and is only known for a focus child.
    """

    id: str
    case_id: str
    label: str
    role: str
    name: str | None = None
    born: date | None = None
    gestation_days: int | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """A family in a programme.

    `code` is how people speak of it (`A17`); `start` is the programme's first day for the family (None: from when it
    is home), `closed` its last; `discharged` the day the family came home from hospital, where that is not the day of birth.
    """

    id: str
    code: str
    programme: str
    start: date | None = None
    due: date | None = None
    legal: str | None = None
    discharged: date | None = None
    closed: date | None = None
    close_reason: str | None = None
    owner: str | None = None


@dataclass(frozen=True, slots=True)
class Pause:
    """Days on which nothing is required, both ends included, with the reason."""

    id: str
    case_id: str
    first_day: date
    last_day: date
    reason: str


@dataclass(frozen=True, slots=True)
class Agreement:
    """An agreed level in minutes a week, from `first_day` to `last_day` (included) or to the next agreement."""

    id: str
    case_id: str
    minutes: int
    first_day: date
    last_day: date | None
    reason: str


def focus_children(persons: tuple[Person, ...]) -> tuple[Person, ...]:
    """Return the children the programme is about, youngest last (twins in order of label)."""
    born = [p for p in persons if p.role == "child" and p.born is not None]
    return tuple(sorted(born, key=lambda p: (p.born, p.label)))
