"""The exchange: a journal sealed for a colleague, opened and taken in, in three sizes."""

from __future__ import annotations

import gc
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from spaedbarn_cli.store import contacts
from spaedbarn_cli.store.ids import new_record_id
from spaedbarn_cli.store.log import Entry
from spaedbarn_cli.sync import identity, incoming, keys, letterbox, outgoing, routes
from tests.bench.measure import Row, timed
from tests.bench.writes import empty_store

if TYPE_CHECKING:
    from pathlib import Path

    from spaedbarn_cli.store.vault import Store

SIZES = (1_000, 10_000, 100_000)
BOUND_MS = 0.1
"""Milliseconds a change, end to end: 10,000 changes a second."""
LINE = 1.5
"""How much more than ten times as long ten times as many may take."""


def exchange(folder: Path, runs: int) -> list[Row]:
    """Seal, open and take in; each size from a store of its own into an empty one, on the disk."""
    del runs
    rows: list[Row] = []
    before = 0.0
    for size in SIZES:
        parts = _one(folder / str(size), size)
        whole = sum(parts)
        said = "seal {:.0f}, open {:.0f}, take in {:.0f} ms; {:,.0f} changes a second".format(*parts, size / whole * 1000)
        rows.append(Row(f"{size:,} changes to a colleague", whole / size, None, BOUND_MS, said))
        if before:
            rows.append(Row(f"{size:,} changes against a tenth of them", whole, before * 10, LINE, "a straight line is 1"))
        before = whole
    return rows


def _one(folder: Path, size: int) -> tuple[float, float, float]:
    mette, jens = (empty_store(folder / name, bulk=True) for name in ("mette", "jens"))
    for one, other, name in ((mette, jens, "Jens Lund"), (jens, mette, "Mette Holm")):
        public = identity.own(other).public
        fields = {
            "name": name, "role": "health-visitor", "age": public.age, "sign": public.sign,
            "words": keys.fingerprint(public), "verified": "2026-11-01", "changed": None,
        }  # fmt: skip
        one.append([Entry(one.own_stream, "contact", new_record_id(), "create", fields)])
    _journal(mette, size)
    contact = contacts.find(mette, "Jens Lund")
    ways = routes.routes(mette, contact, identity.own(mette).public.sign, {}, datetime(2026, 11, 22, tzinfo=UTC).date())
    gc.collect()
    gc.disable()  # as the commands do
    sealed: list[bytes] = []
    sealing = timed(lambda: sealed.append(outgoing.seal_for(mette, contact, ways).data))
    letters: list[letterbox.Letter] = []
    opening = timed(lambda: letters.append(letterbox.open_letter(jens, sealed[0])))
    sender = letters[0].sender
    assert sender is not None
    taking = timed(lambda: incoming.take(jens, sender, letters[0].opened, way="file"))
    gc.enable()
    count = jens.rows("SELECT count(*) FROM visits")[0][0]
    mette.close()
    jens.close()
    if count != size - 1:
        raise AssertionError(f"{count} of {size - 1} visits came")
    return sealing, opening, taking


def _journal(store: Store, size: int) -> None:
    """Write a family with as many changes, visits but for the first."""
    case_id = new_record_id()
    stream = f"{case_id}/contact"
    made = [Entry(stream, "case", case_id, "create", {"code": "A17", "programme": "jammerbugt-spaedbarn"})]
    for number in range(size - 1):
        day = f"2026-{number % 12 + 1:02d}-{number % 28 + 1:02d}"
        fields = {
            "case_id": case_id, "start": f"{day}T09:00+01:00", "end": f"{day}T10:30+01:00", "kind": "home", "status": "held",
            "by": ["Mette Holm"], "present": ["mor", "barn1"], "core": ["guidance"], "signs": [],
            "note": "Mor følger barnets blik og venter på svar. Træt. Vil gerne tale om søvn næste gang.",
        }  # fmt: skip
        made.append(Entry(stream, "visit", new_record_id(), "create", fields))
    sharing = {
        "case_id": case_id, "contact": contacts.find(store, "Jens Lund").id, "profile": "colleague", "streams": ["contact"],
        "target": None, "ground": None, "purpose": "", "notes": True, "begun": "2026-11-01", "ended": None,
    }  # fmt: skip
    store.append([*made, Entry(store.own_stream, "sharing", new_record_id(), "create", sharing)])
