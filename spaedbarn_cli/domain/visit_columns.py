"""Which column of a table is what: headings as people write them, put to the fields of a visit."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

COLUMNS = (
    "case", "date", "start", "end", "minutes", "hours", "kind", "status", "reason", "cancelled_by", "excused", "by",
    "present", "core", "signs", "note", "next", "retracted",
)  # fmt: skip
"""What a row can say, in the order it is read; `date` goes with a time of day in `start`."""

_LENGTHS = ("end", "minutes", "hours")
_NEAR = 0.8
_SHORTEST = 4
"""Letters that a heading needs before it can be like another by more than chance."""


def fold(text: str) -> str:
    """Return a word as it is compared: small letters, `_` and `-` as blanks, no full stops or colons."""
    return " ".join(text.casefold().replace("_", " ").replace("-", " ").replace(".", " ").replace(":", " ").split())


@dataclass(frozen=True, slots=True)
class Columns:
    """Where each field stands (`places`), the headings nobody uses, and what is wrong with the headings.

    `twice` are fields that two headings stand for, `near` pairs of a heading and the known one it is like, `missing`
    fields without which no row can be read; `end` stands for any way of giving the length.
    """

    places: Mapping[str, int]
    unused: tuple[tuple[int, str], ...] = ()
    twice: tuple[str, ...] = ()
    near: tuple[tuple[str, str], ...] = ()
    missing: tuple[str, ...] = ()

    @property
    def usable(self) -> bool:
        """Can the rows be read?"""
        return not (self.twice or self.near or self.missing)


def assign(headings: Sequence[str], names: Mapping[str, str]) -> Columns:
    """Return what the headings stand for; `names` maps folded headings to fields.

    A heading that is nearly a known one is a slip of the pen: read past, it would turn a cancelled visit into one that
    was held. Any other heading is left unused.
    """
    places: dict[str, int] = {}
    twice: list[str] = []
    strange: list[tuple[int, str]] = []
    for place, heading in enumerate(headings):
        column = names.get(fold(heading))
        if column is None:
            strange.append((place, heading))
        elif column in places:
            twice.append(column)
        else:
            places[column] = place
    candidates = [name for name, column in names.items() if column not in places and len(name) >= _SHORTEST]
    near = [(heading, like[0]) for _, heading in strange if (like := _like(fold(heading), candidates))]
    missing = [column for column in ("case", "start") if column not in places]
    if "status" not in places and not any(column in places for column in _LENGTHS):
        missing.append("end")
    return Columns(places, tuple(strange), tuple(twice), tuple(near), tuple(missing))


def _like(heading: str, candidates: Sequence[str]) -> list[str]:
    return get_close_matches(heading, candidates, 1, _NEAR) if len(heading) >= _SHORTEST else []
