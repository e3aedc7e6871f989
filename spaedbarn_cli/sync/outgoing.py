"""What goes to a contact: every change of the streams between us that she has not said she has, sealed for her.

Nothing is ever counted as delivered for having been sent: until a head comes back, the same changes go again.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from spaedbarn_cli.errors import Refused
from spaedbarn_cli.store import heard, vault
from spaedbarn_cli.store.log import HEAD
from spaedbarn_cli.sync import bundle, identity, keys, seal
from spaedbarn_cli.sync.changes import Change, in_order, ranges_of
from spaedbarn_cli.sync.routes import is_both_ways

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from spaedbarn_cli.store.contacts import Contact
    from spaedbarn_cli.store.vault import Store
    from spaedbarn_cli.sync.routes import Route

_CHAINS = "SELECT device, max(seq), count(*) FROM changes WHERE stream = ? GROUP BY device"
_CHANGES = (
    f"SELECT c.id, {', '.join(f'c.{name}' for name in HEAD)}, p.body FROM changes c "  # noqa: S608 - our own column names
    "LEFT JOIN payloads p ON p.change = c.id WHERE c.stream = ? AND c.device = ? AND c.seq > ? "
    "AND (c.stream NOT LIKE '%/share:%' OR c.id NOT IN (SELECT change FROM hearsay)) ORDER BY c.seq, c.id"
)
"""What goes of a chain. Of copies that we give nothing that came back: she has it, and it would bear our signature."""
_NEWEST = "SELECT seq, id FROM changes WHERE stream = ? AND device = ? AND seq = ?"
_TIPS = (
    "SELECT seq, id FROM changes c WHERE stream = ? AND device = ? AND NOT EXISTS "
    "(SELECT 1 FROM changes n WHERE n.stream = c.stream AND n.device = c.device AND n.seq = c.seq + 1 AND n.prev = c.id)"
)


class Words(NamedTuple):
    """What a bundle says of itself to people: what for, on which ground, and a page to read."""

    purpose: str = ""
    ground: str | None = None
    report: str | None = None


@dataclass(frozen=True, slots=True)
class Sealed:
    """A sealed bundle: its id, its bytes, what is in it, and the heads it tells the other of."""

    id: str
    data: bytes = field(repr=False)
    content: bundle.Content = field(repr=False)

    @property
    def changes(self) -> int:
        """How many changes are in it."""
        return len(self.content.changes)


def unacknowledged(store: Store, sign: str | None, streams: Iterable[str]) -> list[Change]:
    """Return the changes of some streams that a contact has not acknowledged, as they stand in a bundle.

    Without a signing key she can acknowledge nothing, and everything goes.
    """
    acked = heard.acknowledged(store, sign) if sign is not None else None
    found: list[Change] = []
    for stream in streams:
        rows: Any = store.rows(_CHAINS, stream)
        for device, last, count in rows:
            after = _after(store, acked, (stream, device), last, forked=count != last)
            if after < last:
                found += _changes(store, stream, device, after)
    return in_order(found)


def _after(store: Store, acked: heard.Chains | None, chain: tuple[str, str], last: int, *, forked: bool) -> int:
    """Return the number up to which a contact has a chain as it stands here."""
    said = (acked or {}).get(chain, ())
    if forked:
        rows: Any = store.rows(_TIPS, *chain)
        return last if set(rows) <= set(said) else 0
    # A head that is not here is of a branch that is still to come; until then what we have goes again.
    return max((seq for seq, key in said if _stands(store, chain, seq, key)), default=0)


def _stands(store: Store, chain: tuple[str, str], seq: int, change: str) -> bool:
    place = "id = ? AND stream = ? AND device = ? AND seq = ?"
    return bool(store.rows(f"SELECT 1 FROM changes WHERE {place}", change, *chain, seq))  # noqa: S608 - our own clause


def _changes(store: Store, stream: str, device: str, after: int) -> Iterator[Change]:
    for change, *values, body in store.rows(_CHANGES, stream, device, after):
        yield Change(str(change), dict(zip(HEAD, values, strict=True)), None if body is None else str(body))


def heads(store: Store, streams: Iterable[str]) -> tuple[bundle.Head, ...]:
    """Return the newest change here of every device in some streams, of every branch where there is a fork."""
    found: list[bundle.Head] = []
    for stream in streams:
        for device, last, count in store.rows(_CHAINS, stream):
            newest = (_NEWEST, stream, device, last) if last == count else (_TIPS, stream, device)
            rows = store.rows(*newest)
            found += [bundle.Head(stream, str(device), int(str(seq)), str(key)) for seq, key in rows]
    return tuple(sorted(found))


def _shown(store: Store, contact: Contact, held: Collection[str]) -> Iterator[bundle.Head]:
    """Yield of streams that do not go what a contact has said she has of them.

    What was written since stays here: how much it is, and by which name it could be asked for, is not told either. To a
    head she knows she can tell what we have; of one that she does not know she must think that it is of a branch that is
    still to come, and send all of hers again.
    """
    for (stream, device), said in ((heard.acknowledged(store, contact.sign) or {}) if contact.sign else {}).items():
        if stream in held:
            yield from (
                bundle.Head(stream, device, seq, key) for seq, key in said if _stands(store, (stream, device), seq, key)
            )


def seal_for(
    store: Store, contact: Contact, routes: Sequence[Route], *, only: Collection[str] | None = None,
    words: Words | None = None, keep_own: bool = True,
) -> Sealed:  # fmt: skip
    """Return what goes to a contact now, sealed; `only` narrows it to some families (receipts always go).

    Reads one state of the store: what is written meanwhile goes with the next one. Raises WrongUsage for a recipient that
    is none, and for more than a bundle takes, Refused for somebody without a key.
    """
    own = identity.own(store)
    if contact.age is None:
        raise Refused("contact_without_key")
    going = [one.stream for one in routes if one.held is None and (only is None or one.case_id is None or one.case_id in only)]
    between = [one.stream for one in routes]
    running = [one.stream for one in routes if one.held is None]
    with _one_state(store):
        changes = unacknowledged(store, contact.sign, going)
        told = tuple(sorted({*heads(store, running), *_shown(store, contact, set(between) - set(going))}))
    said = words or Words()
    content = bundle.Content(
        seal.new_bundle_id(), _made(store), bundle.Sender(store.author, store.role, store.device, vault.devices_before(store)),
        said.purpose, said.ground, tuple(changes), told, said.report,
        tuple(sorted(one.stream for one in routes if one.stream in going and is_both_ways(one))),
    )  # fmt: skip
    data = seal.seal(
        content, recipient=contact.age, sign_key=keys.signing_seed(own), keep_for=own.public.age if keep_own else None
    )
    return Sealed(content.id, data, content)


@contextlib.contextmanager
def _one_state(store: Store) -> Iterator[None]:
    """Read one state of the store in a block: in the write transaction that is open, or in one of its own."""
    if store.connection.in_transaction:
        yield
        return
    store.connection.execute("BEGIN")
    try:
        yield
    finally:
        store.connection.execute("COMMIT")


def _made(store: Store) -> str:
    """Return the moment of a bundle: never before anything seen, so that of two bundles of ours the newer one is known."""
    from datetime import UTC

    from spaedbarn_cli.store import hlc

    newest = store.rows("SELECT max(hlc) FROM changes")[0][0]
    now = store.now().astimezone(UTC)
    latest = max(now, hlc.moment_of(str(newest))) if newest is not None else now
    return latest.isoformat(timespec="milliseconds")


def entry(store: Store, contact: Contact, sealed: Sealed, way: str) -> dict[str, Any]:
    """Return the fields of the record that a bundle was sealed."""
    streams = sorted({change.place[0] for change in sealed.content.changes})
    runs = [[one.stream, one.device, one.first, one.last, one.last_id] for one in ranges_of(sealed.content.changes)]
    return {
        "bundle": sealed.id, "contact": contact.id, "made": sealed.content.made, "way": way,
        "cases": sorted({stream.partition("/")[0] for stream in streams if not stream.startswith("post/")}),
        "ranges": runs, "streams": streams, "changes": sealed.changes, "bytes": len(sealed.data),
    }  # fmt: skip


def has_news(store: Store, contact: Contact, sealed: Sealed) -> bool:
    """Say whether a bundle tells its recipient anything: changes, or that we have something else than we last told her.

    A store that was restored tells everybody once, also that it has nothing.
    """
    if sealed.content.changes:
        return True
    before = heard.told(store, contact.sign) if contact.sign is not None else None
    if before is None:
        return bool(sealed.content.acknowledged or sealed.content.sender.before) and contact.sign is not None
    return before.heads is None or set(before.heads) != {tuple(head) for head in sealed.content.acknowledged}
