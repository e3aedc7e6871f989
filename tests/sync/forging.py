"""A contact with a valid identity who may sign anything, and what is left in a store after she has tried."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any

import pytest

from spaedbarn_cli.errors import SpaedbarnError
from spaedbarn_cli.store import vault
from spaedbarn_cli.store.canonical import canonical, digest, digest_of
from spaedbarn_cli.sync import identity, keys, seal
from spaedbarn_cli.sync.bundle import Content, Sender
from spaedbarn_cli.sync.changes import Change, in_order
from sync.world import World

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spaedbarn_cli.sync.incoming import Arrival
    from sync.somebody import Somebody

FORGER = "f0" * 8
"""The name of a device that nobody has."""
LOCAL = ("heard", "told", "sqlite_stat1")
"""Tables in which a refusal may be noted."""
SALT = "5a" * 16


class Chain:
    """Changes that somebody makes up, one after the other, in one stream under the name of one device."""

    def __init__(
        self, stream: str, device: str = FORGER, *, seq: int = 0, prev: str | None = None, at: str = "2026-11-02T09:00:00.000Z"
    ) -> None:
        self.stream, self.device, self.seq, self.prev, self.at = stream, device, seq, prev, at
        self.changes: list[Change] = []

    def say(
        self, kind: str, record: str, op: str = "create", /, *, base: Sequence[str] = (), hlc: str | None = None,
        hollow: bool = False, **fields: Any,
    ) -> Change:  # fmt: skip
        body = canonical({"author": "En anden", "fields": fields, "base": sorted(base), "salt": SALT})
        self.seq += 1
        head = {
            "stream": self.stream, "device": self.device, "seq": self.seq, "prev": self.prev,
            "hlc": hlc or f"{self.at}/{self.seq % 10_000:04d}", "kind": kind, "record": record, "op": op,
            "digest": digest_of(body),
        }  # fmt: skip
        made = Change(digest(head), head, None if hollow else body.decode())
        self.prev = made.id
        self.changes.append(made)
        return made


def goes_on(one: Somebody, stream: str, *, device: str | None = None) -> Chain:
    """Return a chain that goes on where a device of somebody's stopped, later than anything she has seen."""
    name = device or one.store.device
    rows: Any = one.store.rows(
        "SELECT seq, id FROM changes WHERE stream = ? AND device = ? ORDER BY seq DESC LIMIT 1", stream, name
    )
    seq, prev = rows[0] if rows else (0, None)
    newest = str(one.store.rows("SELECT max(hlc) FROM changes")[0][0])
    return Chain(stream, name, seq=seq, prev=prev, at=f"2026-12{newest[7:24]}")


def sealed(
    sender: Somebody, recipient: Somebody, changes: Sequence[Change] = (), *, number: int = 1, made: str | None = None,
    **said: Any,
) -> bytes:  # fmt: skip
    """Seal whatever is given as a bundle of hers."""
    who = Sender(sender.name, sender.role, said.pop("device", FORGER), tuple(said.pop("before", ())))
    content = Content(
        f"{number:032x}", made or sender.now().isoformat(timespec="milliseconds"), who, said.pop("purpose", ""), None,
        tuple(in_order(changes)), tuple(sorted(said.pop("acknowledged", ()))), None, tuple(sorted(said.pop("offers", ()))),
    )  # fmt: skip
    assert not said
    own = identity.own(sender.store)
    return seal.seal(content, recipient=recipient.public.age, sign_key=keys.signing_seed(own))


def state(one: Somebody) -> dict[str, list[Any]]:
    """Return every row of every table, but for what notes of others may say after a refusal."""
    names = [str(row[0]) for row in one.store.rows("SELECT name FROM sqlite_master WHERE type = 'table'")]
    return {name: sorted(one.store.rows(f"SELECT * FROM {name}"), key=repr) for name in names if name not in LOCAL}


def refused(recipient: Somebody, data: bytes, key: str) -> None:
    """See that a bundle is refused with this error, and leaves the store as it was."""
    before, device = state(recipient), recipient.store.device
    with pytest.raises(SpaedbarnError) as error:
        recipient.take(data)
    assert error.value.key == key
    assert state(recipient) == before
    assert recipient.store.device == device
    assert not recipient.store.begins


def sound(one: Somebody) -> bool:
    """Say whether chains and tables are what the log says."""
    from spaedbarn_cli.store import verify

    return verify.chains(one.store).ok and verify.replay(one.store).ok


@contextlib.contextmanager
def three() -> Iterator[tuple[Somebody, Somebody, Somebody, str]]:
    """Give Mette with a family, her colleague Jens with whom she shares it, a case worker with copies, and the family."""
    world = World(1, 3)
    try:
        mette, jens = world.practitioners
        (worker,) = world.workers
        family = mette.open_family("A17")
        mette.share_both_ways(family, jens)
        for number in range(3):
            mette.store.append([a_visit(family, f"visit00000000{number}ab", note="Rolig.")])
        mette.share_copies(family, worker)
        for other in (jens, worker):
            exchange(mette, other)
        yield mette, jens, worker, family
    finally:
        world.end()


def a_visit(family: str, record: str, **fields: Any) -> Any:
    from spaedbarn_cli.store.log import Entry

    return Entry(vault.case_stream(family, "contact"), "visit", record, "create", visit_fields(family, **fields))


def visit_fields(family: str, **fields: Any) -> dict[str, Any]:
    return {
        "case_id": family, "start": "2026-11-16T09:00+01:00", "end": "2026-11-16T10:00+01:00", "kind": "home",
        "status": "held", "by": ["Mette Holm"], "present": ["mor"], **fields,
    }  # fmt: skip


def exchange(one: Somebody, other: Somebody) -> list[Arrival]:
    """Let two people send each other what there is until neither has anything to say."""
    arrivals = []
    for _ in range(6):
        sent = False
        for sender, recipient in ((one, other), (other, one)):
            data = sender.send(recipient)
            if data is not None:
                arrivals.append(recipient.take(data))
                sent = True
        if not sent:
            return arrivals
    raise AssertionError("they never fell silent")
