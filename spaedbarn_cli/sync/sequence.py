"""What an arriving change is to a store, told from its place in the chain alone: new, known, early, or one of a fork.

The answer depends on the set of changes that have ever arrived and on nothing else: not on the order, not on how often.
A change stands when it is the first of its chain or the one it follows stands. Two changes in one place are a fork:
both are kept, and both stand if what they follow does; who looks at the family must be told.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from spaedbarn_cli.errors import BundleContradicts

if TYPE_CHECKING:
    from collections.abc import Iterable

Place = tuple[str, str, int]
"""Stream, device, number."""


class Link(NamedTuple):
    """A change as a link of its chain; `prev` is the id of the link before it, None for the first."""

    stream: str
    device: str
    seq: int
    prev: str | None
    id: str

    @property
    def place(self) -> Place:
        """Where it stands."""
        return self.stream, self.device, self.seq


class Gap(NamedTuple):
    """What is waited for: the numbers from `first` to `last` of a device in a stream."""

    stream: str
    device: str
    first: int
    last: int


class Fork(NamedTuple):
    """Two or more different changes in one place, by id."""

    stream: str
    device: str
    seq: int
    ids: tuple[str, ...]


class Decision(NamedTuple):
    """What to do with what arrived.

    `new` stands from now on, earlier waiting links that were freed included, each after the one it follows. `known` are
    the ids that were here already. `waits` is everything that is kept but does not stand, from before and from now.
    """

    new: tuple[Link, ...]
    known: frozenset[str]
    waits: tuple[Link, ...]
    gaps: tuple[Gap, ...]
    forks: tuple[Fork, ...]


def decide(standing: Iterable[Link], waiting: Iterable[Link], arriving: Iterable[Link]) -> Decision:
    """Place what arrives among what stands and what waits.

    `standing` needs to hold, of every chain that something arrives or waits in, all from one number before the lowest of
    those on, and the newest; what else it holds changes nothing.
    """
    placed = {link.id: link for link in standing}
    loose = {link.id: link for link in waiting if link.id not in placed}
    came = {link.id: link for link in arriving}
    known = frozenset(came.keys() & (placed.keys() | loose.keys()))
    loose |= {link.id: link for link in came.values() if link.id not in known}
    new: list[Link] = []
    for link in sorted(loose.values(), key=_in_order):
        before = placed.get(link.prev or "")
        follows = before is not None and before[:3] == (link.stream, link.device, link.seq - 1)
        if follows or (link.seq == 1 and link.prev is None):
            placed[link.id] = loose.pop(link.id)
            new.append(link)
    waits = tuple(sorted(loose.values(), key=_in_order))
    held = [*placed.values(), *waits]
    return Decision(tuple(new), known, waits, _gaps(held, waits), _forks(held))


def refuse_forks(decision: Decision) -> None:
    """Raise BundleContradicts when there is a fork; for after everything has been kept."""
    if decision.forks:
        raise BundleContradicts("bundle_fork", count=len(decision.forks))


def _in_order(link: Link) -> tuple[str, str, int, str]:
    return link.stream, link.device, link.seq, link.id


def _forks(held: Iterable[Link]) -> tuple[Fork, ...]:
    ids: dict[Place, set[str]] = defaultdict(set)
    for link in held:
        ids[link[:3]].add(link.id)
    return tuple(Fork(*place, tuple(sorted(found))) for place, found in sorted(ids.items()) if len(found) > 1)


def _gaps(held: Iterable[Link], waits: Iterable[Link]) -> tuple[Gap, ...]:
    """Return what the first link of every waiting run waits for.

    Where the place before it is taken by another change than the one it follows, that one place is what is missing.
    """
    there = {(*link.place, link.id) for link in held}
    taken: dict[tuple[str, str], set[int]] = defaultdict(set)
    for link in held:
        taken[link.place[:2]].add(link.seq)
    found = set()
    for link in waits:
        last = link.seq - 1
        if last and (link.stream, link.device, last, link.prev) not in there:
            first = max((seq + 1 for seq in taken[link.place[:2]] if seq <= last), default=1)
            found.add(Gap(link.stream, link.device, min(first, last), last))
    return tuple(sorted(found))
