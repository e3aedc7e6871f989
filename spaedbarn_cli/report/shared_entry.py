"""What a page of shared copies is made of, and what every entry has in common: its facts and its marks."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from spaedbarn_cli.i18n.catalog import day, t

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from spaedbarn_cli.domain.programme import Programme
    from spaedbarn_cli.domain.sharing import SharedRecord
    from spaedbarn_cli.report.shared_fields import Fields

REVISED = ("goal", "tie", "level", "figure", "relation")
"""Kinds whose later versions are the course of things (a goal is closed, a neighbour moves), not corrections."""


class Fact(NamedTuple):
    """One thing a copy says: under which name, and the words, which may have line breaks."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One copy as it is read.

    `aside` stands on the line of the title, `marks` say that it was corrected or taken back; `struck` that it was
    taken back, `under` which heading it comes under in a long list. `order` is its place among its like.
    """

    title: str
    facts: tuple[Fact, ...] = ()
    aside: str = ""
    marks: tuple[str, ...] = ()
    struck: bool = False
    under: str = ""
    order: tuple[object, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Group:
    """Entries of one kind in the order they are read; `short` ones are a line each. `about` sums them up."""

    key: str
    entries: tuple[Entry, ...]
    about: str = ""
    short: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """What the words of a copy are found with: the programme's lists, instrument titles, names by record id."""

    programme: Programme | None
    titles: Mapping[str, str]
    names: Mapping[str, str]
    made: date


def marks_of(record: SharedRecord) -> tuple[str, ...]:
    """Return `rettet (udgave 2)` and `trukket tilbage`, where they hold."""
    found = []
    if record.version > 1:
        key = "shared.revised" if record.kind in REVISED else "shared.corrected"
        found.append(t(key, n=record.version))
    if record.retracted:
        found.append(t("label.retracted"))
    return tuple(found)


def facts_of(pairs: Iterable[tuple[str, str]]) -> tuple[Fact, ...]:
    """Return the facts that have words; what was not shared has none."""
    return tuple(Fact(label, words) for label, words in pairs if words)


def joined(*parts: str, by: str = " · ") -> str:
    """Return the parts that have words, with a dot between them."""
    return by.join(part for part in parts if part)


def day_words(fields: Fields, name: str) -> str:
    """Return a day in full, or nothing."""
    found = fields.day(name)
    return day(found) if found is not None else ""


def told(words: str, more: str) -> str:
    """Return what happened and what was written about it: on one line when that is one line, else beneath it."""
    if not (words and more):
        return words or more
    return f"{words}\n{more}" if "\n" in more else f"{words}: {more}"
