"""What each contact has said it has, and what we last told it: notes of this device, made anew by the next bundle."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from spaedbarn_cli.store.driver import Connection
    from spaedbarn_cli.store.vault import Store

Head = tuple[str, str, int, str]
"""Stream, device, number, id: the newest change somebody has of a device in a stream."""


class Told(NamedTuple):
    """What we last told a contact that we have, and the names under which bundles lie for her on the remote."""

    heads: tuple[Head, ...]
    published: tuple[str, ...]


Chains = dict[tuple[str, str], tuple[tuple[int, str], ...]]
"""By stream and device, number and id of the newest change of every branch."""


def acknowledged(store: Store, sign: str) -> list[Chains]:
    """Return what each device of a contact that still counts has said it has: by chain, number and id of every branch."""
    found = []
    for row in store.rows("SELECT heads FROM heard WHERE sign = ? AND replaced = 0 ORDER BY device", sign):
        chains: Chains = {}
        for stream, device, seq, key in json.loads(str(row[0])):
            chains[stream, device] = (*chains.get((stream, device), ()), (seq, key))
        found.append(chains)
    return found


def hear(
    connection: Connection, sign: str, *, device: str, before: Sequence[str], made: str, heads: Iterable[Head]
) -> None:
    """Note what a device of a contact says it has, unless a newer bundle of it has been heard already.

    Devices that it was before count no more: what they had may be lost.
    """
    row = connection.execute("SELECT made FROM heard WHERE sign = ? AND device = ?", (sign, device)).fetchone()
    if row is None or made >= row[0]:
        replaced = connection.execute(
            "SELECT coalesce(max(replaced), 0) FROM heard WHERE sign = ? AND device = ?", (sign, device)
        ).fetchone()[0]
        connection.execute(
            "INSERT OR REPLACE INTO heard VALUES (?, ?, ?, ?, ?)", (sign, device, made, json.dumps(list(heads)), replaced)
        )
    for old in before:
        connection.execute(
            "INSERT INTO heard VALUES (?, ?, '', '[]', 1) ON CONFLICT (sign, device) DO UPDATE SET replaced = 1", (sign, old)
        )


def told(store: Store, sign: str) -> Told | None:
    """Return what we last told a contact, None when she was never told anything."""
    rows = store.rows("SELECT heads, published FROM told WHERE sign = ?", sign)
    if not rows:
        return None
    heads, published = (json.loads(str(text)) for text in rows[0])
    return Told(tuple((s, d, n, k) for s, d, n, k in heads), tuple(published))


def tell(connection: Connection, sign: str, heads: Sequence[Head], published: Sequence[str]) -> None:
    """Note what we tell a contact that we have, and what lies for her on the remote."""
    connection.execute(
        "INSERT OR REPLACE INTO told VALUES (?, ?, ?)", (sign, json.dumps(list(heads)), json.dumps(list(published)))
    )
