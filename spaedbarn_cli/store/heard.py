"""What each contact has said she has, what we last told her, and what lies for her: notes of this device alone."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from spaedbarn_cli.store.driver import Connection
    from spaedbarn_cli.store.vault import Store

Head = tuple[str, str, int, str]
"""Stream, device, number, id: the newest change somebody has of a device in a stream."""

Chains = dict[tuple[str, str], tuple[tuple[int, str], ...]]
"""By stream and device, number and id of the newest change of every branch."""


class Told(NamedTuple):
    """What we last told a contact that we have; None: she waits for an answer."""

    heads: tuple[Head, ...] | None


class Lying(NamedTuple):
    """A bundle of ours that was laid somewhere and may lie there still: for which keys, and changes of which streams."""

    name: str
    place: str
    contact: str
    age: str
    sign: str | None
    streams: tuple[str, ...]


def acknowledged(store: Store, sign: str) -> Chains | None:
    """Return what a contact has said she has; None for one who was never heard."""
    rows = store.rows("SELECT heads FROM heard WHERE sign = ?", sign)
    if not rows:
        return None
    chains: Chains = {}
    for stream, device, seq, key in json.loads(str(rows[0][0])):
        chains[stream, device] = (*chains.get((stream, device), ()), (seq, key))
    return chains


def hear(
    connection: Connection, sign: str, *, device: str, before: Sequence[str], made: str, heads: Iterable[Head]
) -> None:
    """Note what a contact says she has.

    Bundles come late and in any order, and a store may have been put back since. So only a newer bundle of the same
    device, or one of a device that came after it, is believed when it claims more; of any other, what is less. To
    believe that somebody has less than she has costs sending it again; the other way round it would never be sent. A
    late bundle of a device that came before does not make it the one we hear.
    """
    row = connection.execute("SELECT device, before, made, heads FROM heard WHERE sign = ?", (sign,)).fetchone()
    said, past = list(heads), sorted(before)
    if row is not None:
        newest, older, latest = row[0], json.loads(row[1]), row[2]
        if newest not in before and not (device == newest and made >= latest):
            said = _lesser(said, [(s, d, n, k) for s, d, n, k in json.loads(row[3])])
            if device in older and made < latest:
                device, past, made = newest, older, latest
    connection.execute(
        "INSERT OR REPLACE INTO heard VALUES (?, ?, ?, ?, ?)", (sign, device, json.dumps(past), made, json.dumps(said))
    )


def _lesser(one: Sequence[Head], other: Sequence[Head]) -> list[Head]:
    """Return of two accounts of what somebody has, chain by chain, the one that claims less."""
    both: list[dict[tuple[str, str], list[Head]]] = [{}, {}]
    for heads, chains in zip((one, other), both, strict=True):
        for head in heads:
            chains.setdefault(head[:2], []).append(head)
    here, there = both
    lesser: list[Head] = []
    for chain in sorted(here.keys() & there.keys()):
        smaller: list[Head] = min(here[chain], there[chain], key=_claim)
        lesser += smaller
    return lesser


def _claim(branches: list[Head]) -> tuple[int, int]:
    """Return how much an account of a chain claims: up to which number, and of how many branches."""
    return max(head[2] for head in branches), len(branches)


def told(store: Store, sign: str) -> Told | None:
    """Return what we last told a contact, None when she was never told anything."""
    rows = store.rows("SELECT heads FROM told WHERE sign = ?", sign)
    if not rows:
        return None
    heads = json.loads(str(rows[0][0]))
    return Told(None if heads is None else tuple((s, d, n, k) for s, d, n, k in heads))


def tell(connection: Connection, sign: str, heads: Sequence[Head]) -> None:
    """Note what we tell a contact that we have."""
    connection.execute("INSERT OR REPLACE INTO told VALUES (?, ?)", (sign, json.dumps(list(heads))))


def owe_answer(connection: Connection, sign: str) -> None:
    """Note that a contact waits for an answer: what she was told before has not reached her, or is no longer true."""
    connection.execute("INSERT INTO told VALUES (?, 'null') ON CONFLICT (sign) DO UPDATE SET heads = 'null'", (sign,))


def untell(connection: Connection, sign: str) -> None:
    """Note that what a contact was told was taken back before it came."""
    connection.execute("DELETE FROM told WHERE sign = ?", (sign,))


def lying(store: Store, place: str) -> list[Lying]:
    """Return what we laid in a place and have not taken away again, the same every time."""
    rows: Any = store.rows(
        "SELECT name, place, contact, age, sign, streams FROM lying WHERE place = ? ORDER BY name", place
    )
    return [Lying(name, at, contact, age, sign, tuple(json.loads(text))) for name, at, contact, age, sign, text in rows]


def lay(connection: Connection, one: Lying) -> None:
    """Note that a bundle lies somewhere."""
    connection.execute("INSERT INTO lying VALUES (?, ?, ?, ?, ?, ?)", (*one[:5], json.dumps(list(one.streams))))


def lift(connection: Connection, name: str) -> None:
    """Note that a bundle lies there no more."""
    connection.execute("DELETE FROM lying WHERE name = ?", (name,))
