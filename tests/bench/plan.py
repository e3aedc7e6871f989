"""`due` and `today` for a hundred families with two years of records, on a store that is unlocked already."""

from __future__ import annotations

import io
import statistics
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from spaedbarn_cli.cli.plan import DueOptions, run_due
from spaedbarn_cli.cli.today import run_today
from spaedbarn_cli.session import Session
from spaedbarn_cli.store.ids import new_record_id
from spaedbarn_cli.store.log import Entry
from spaedbarn_cli.store.vault import case_stream
from spaedbarn_cli.ui.terminal import Terminal
from tests.bench.measure import Row, timed
from tests.bench.norm import family_of
from tests.bench.writes import empty_store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from spaedbarn_cli.store.vault import Store

TODAY = date(2026, 11, 22)
FAMILIES, DAYS = 100, 730
BOUND = 200.0


def plan(folder: Path, runs: int) -> list[Row]:
    """Measure both commands, each run as a new session that reads everything again."""
    store = empty_store(folder)
    store.connection.execute("PRAGMA synchronous = OFF")
    first = TODAY - timedelta(days=DAYS)
    for number in range(0, FAMILIES, 25):
        store.append([entry for n in range(number, number + 25) for entry in _family(n, first)])
    store.connection.execute("PRAGMA synchronous = EXTRA")
    rows = []
    for name, work in (("due", lambda session: run_due(session, DueOptions())), ("today", run_today)):
        for form in ("json", "screen"):

            def once(work: Any = work, json: bool = form == "json") -> None:
                work(_session(store, json=json))

            once()
            times = [timed(once) for _ in range(max(3, runs // 2))]
            rows.append(Row(f"{name}, {FAMILIES} families × 2 years ({form})", statistics.median(times), None, BOUND))
    store.close()
    return rows


def _session(store: Store, *, json: bool) -> Session:
    terminal = Terminal(json=json, out=io.StringIO(), err=io.StringIO())
    session = Session(place=None, terminal=terminal, moment=datetime(2026, 11, 22, 12, tzinfo=UTC))
    session.adopt(store)
    return session


def _family(number: int, first: date) -> Iterator[Entry]:
    """Yield a family with its visits, a network and a work meeting every fourth week, a course and some documents."""
    entries = list(family_of(number, first))
    case_id = entries[0].record
    yield from entries
    born = first + timedelta(days=number % 7)

    def create(kind: str, fields: dict[str, Any]) -> Entry:
        return Entry(case_stream(case_id, "contact"), kind, new_record_id(), "create", {"case_id": case_id, **fields})

    for n in range(DAYS // 28 - 1):
        day = (born + timedelta(days=31 + 28 * n)).isoformat()
        for kind in ("network", "work"):
            held = {"kind": kind, "date": day, "present": ["mor"], "sent": day, "ahead": [], "agreements": []}
            yield create("meeting", held)
    for n, kind in enumerate(("notification", "examination", "screening", "status-note", "support-assessed")):
        yield create("event", {"kind": kind, "date": (born + timedelta(days=20 * n)).isoformat()})
    for n in range(8):
        yield create("event", {"kind": "cos-p", "date": (born + timedelta(days=200 + 7 * n)).isoformat(), "session": n + 1})
