"""The people around a family: who stands where on the card, what they give, and what has moved since last time."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

CIRCLES = (1, 2, 3)
"""From the closest to the outermost."""
SECTORS = ("family", "friends", "work", "professional")
GIVES = ("practical", "emotional", "relief", "information")

COUPLES = ("couple", "married", "separated", "divorced")
FEELINGS = ("close", "conflicted", "distant")
PAIRS = (*COUPLES, "parent-of", "twins", *FEELINGS)
"""What two people can be to each other; `parent-of` runs from parent to child, the others both ways."""
SEXES = ("woman", "man", "unknown", "not-said")
STATES = ("living", "dead", "pregnancy")


class Tie(NamedTuple):
    """One person on the card; `knows` holds the ids of other ties."""

    id: str
    name: str
    circle: int
    sector: str
    label: str | None = None
    gives: tuple[str, ...] = ()
    strain: bool = False
    wish: bool = False
    knows: tuple[str, ...] = ()
    note: str | None = None


class Relation(NamedTuple):
    """What two people of a genogram are to each other (`kind` of PAIRS); `a` and `b` are record ids."""

    a: str
    b: str
    kind: str
    id: str = ""


class Figure(NamedTuple):
    """Somebody in a genogram: `focus` is a child the programme is about, `role` the person's role in the family."""

    id: str
    name: str
    sex: str = "unknown"
    state: str = "living"
    role: str | None = None
    focus: bool = False


class Changes(NamedTuple):
    """What differs between two looks at a card: (before, after) of those who moved, and of those otherwise changed."""

    new: tuple[Tie, ...]
    gone: tuple[Tie, ...]
    moved: tuple[tuple[Tie, Tie], ...]
    changed: tuple[tuple[Tie, Tie], ...]
    same: tuple[Tie, ...]


def place(tie: Tie) -> tuple[int, int, str, str]:
    """Return where a tie stands in the order of a card: sector, circle, name."""
    return SECTORS.index(tie.sector), tie.circle, tie.name.casefold(), tie.id


def in_order(ties: Iterable[Tie]) -> tuple[Tie, ...]:
    """Return ties in the order they are shown."""
    return tuple(sorted(ties, key=place))


def compare(before: Iterable[Tie], after: Iterable[Tie]) -> Changes:
    """Return what is new, gone, moved (another circle or sector) or otherwise changed from one look to another."""
    then, now = {tie.id: tie for tie in before}, {tie.id: tie for tie in after}
    both = [(then[tie.id], tie) for tie in in_order(now.values()) if tie.id in then]
    moved = [(old, new) for old, new in both if (old.circle, old.sector) != (new.circle, new.sector)]
    stayed = [(old, new) for old, new in both if (old.circle, old.sector) == (new.circle, new.sector)]
    return Changes(
        tuple(tie for tie in in_order(now.values()) if tie.id not in then),
        tuple(tie for tie in in_order(then.values()) if tie.id not in now),
        tuple(moved),
        tuple((old, new) for old, new in stayed if _said(old) != _said(new)),
        tuple(new for old, new in stayed if _said(old) == _said(new)),
    )


def _said(tie: Tie) -> tuple[object, ...]:
    return tie.name, tie.gives, tie.strain, tie.wish
