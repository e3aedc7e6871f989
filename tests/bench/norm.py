"""The norm of a thousand families over two years, against bare SQL that adds up the same encrypted table.

The families are written through the change log, as everything is; only the flush to disk is spared while they are made
(some two minutes).
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from spaedbarn_cli.cli.case import DEFAULT_PROGRAMME
from spaedbarn_cli.cli.norm_gather import run_report
from spaedbarn_cli.domain.reading import at, write_moment
from spaedbarn_cli.session import Session
from spaedbarn_cli.store.ids import new_record_id
from spaedbarn_cli.store.log import Entry
from spaedbarn_cli.store.vault import case_stream
from spaedbarn_cli.ui.terminal import Terminal
from tests.bench.measure import Row, paired, timed
from tests.bench.writes import empty_store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TODAY = date(2026, 11, 22)
FAMILIES, DAYS, VISITS = 1000, 730, 150

BARE = """
SELECT case_id, (start - 5760) / 10080 AS week, SUM("end" - start) FROM visits INDEXED BY visits_by_case
WHERE retracted = 0 AND status = 'held' GROUP BY case_id, week
"""
"""The same table added up by week (Mondays: the epoch was a Thursday), without a word about ages, bands or pauses.

The index is named, since without it SQLite reads the whole table, notes and all, and the yardstick would be a soft one.
"""


def norm(folder: Path, runs: int) -> list[Row]:
    """Measure 250, 500 and 1,000 families: the ratio at the end, and that the time grows with the visits only."""
    store = empty_store(folder)
    session = Session(place=None, terminal=Terminal(), moment=datetime(2026, 11, 22, 12, tzinfo=UTC))
    session.adopt(store)
    first = TODAY - timedelta(days=DAYS)
    rows: list[Row] = []
    made, by_size = 0, {}
    for size in (FAMILIES // 4, FAMILIES // 2, FAMILIES):
        for pragma in ("synchronous = OFF", "cache_size = -200000"):
            store.connection.execute(f"PRAGMA {pragma}")
        while made < size:
            store.append([entry for n in range(made, made + 25) for entry in family_of(n, first)])
            made += 25
        for pragma in ("synchronous = EXTRA", "cache_size = -2000"):
            store.connection.execute(f"PRAGMA {pragma}")
        visits = store.rows("SELECT count(*) FROM visits")[0][0]
        both = paired(lambda: run_report(session, (), first, TODAY), lambda: store.rows(BARE), max(3, runs // 4))
        by_size[size] = min(timed(lambda: run_report(session, (), first, TODAY)) for _ in range(max(3, runs // 3)))
        if size == FAMILIES:
            rows.append(Row("norm-check, 1,000 families × 2 years : bare SQL", *both, 10.0, f"{visits:,} visits"))
    for small, large in ((FAMILIES // 4, FAMILIES // 2), (FAMILIES // 2, FAMILIES)):
        rows.append(
            Row(f"norm-check, {large:,} : {small:,} families (2 is linear)", by_size[large], by_size[small], 2.5)
        )
    store.close()
    return rows


def family_of(number: int, first: date) -> Iterator[Entry]:
    """Yield a family with a child born at the beginning of the two years, and its visits."""
    case_id = new_record_id()
    stream = case_stream(case_id, "contact")
    born = first + timedelta(days=number % 7)

    def create(kind: str, fields: dict[str, Any], key: str | None = None) -> Entry:
        return Entry(stream, kind, key or new_record_id(), "create", fields)

    case = {
        "code": f"F{number:04d}", "programme": DEFAULT_PROGRAMME, "start": first.isoformat(), "due": born.isoformat(),
        "discharged": (born + timedelta(days=3)).isoformat(), "owner": "Mette Holm",
    }  # fmt: skip
    yield create("case", case, case_id)
    yield create("person", {"case_id": case_id, "label": "barn1", "role": "child", "born": born.isoformat()})
    if number % 3 == 0:
        rest = born + timedelta(days=200)
        pause = {"case_id": case_id, "first_day": rest.isoformat(), "last_day": (rest + timedelta(days=13)).isoformat()}
        yield create("pause", {**pause, "reason": "ferie"})
    for n in range(VISITS):
        begun = at(born + timedelta(days=4 + n * (DAYS - 15) // VISITS), 9 + n % 5, 0)
        yield create("visit", {
            "case_id": case_id, "start": write_moment(begun), "end": write_moment(begun + 60 + 15 * (n % 4)),
            "kind": "home", "status": "cancelled" if n % 11 == 10 else "held",
            "by": ["Mette Holm"] if n % 5 else ["Mette Holm", "Jens Lund"], "present": ["mor", "barn1"],
            "core": ["guidance"], "signs": [], "note": "God stund på gulvet.",
        })  # fmt: skip
