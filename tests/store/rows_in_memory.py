"""Tables in memory that stand in for a store where a test only reads, and count what was asked."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from spaedbarn_cli.store import driver

CODES = ("a", "b", "c")
PEOPLE = (
    ("barn2", "child", "2026-09-01"), ("far", "father", None),
    ("barn1", "child", "2025-01-01"), ("mor", "mother", None),
)  # fmt: skip
VISITS = ((300, 390, 0), (100, 160, 0), (0, 50, 0), (350, 360, 1), (900, 990, 0))
"""Start, end, retracted."""


class Rows:
    """As much of a store as a reader needs: tables in memory, and what was asked of them."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.connection = driver.in_memory()
        script = Path(__file__).parents[2] / "migrations" / "0001_initial.sql"
        self.connection.executescript(script.read_text(encoding="utf-8"))

    def rows(self, sql: str, *params: object) -> list[tuple[Any, ...]]:
        self.asked.append(sql)
        return self.connection.execute(sql, params).fetchall()

    def put(self, table: str, key: str, **fields: Any) -> None:
        whole = {"id": key, "stream": "s", "versions": 1, "heads": "[]", "retracted": 0, **fields}
        names = ", ".join(f'"{name}"' for name in whole)
        self.connection.execute(
            f"INSERT INTO {table} ({names}) VALUES ({', '.join('?' * len(whole))})", tuple(whole.values())
        )


def filled() -> Rows:
    """Return three families alike: children, parents, pauses, agreements, visits, and of each one taken back."""
    found = Rows()
    for code in CODES:
        for number, (label, role, born) in enumerate(PEOPLE):
            found.put("persons", f"{code}{number}", case_id=code, label=label, role=role, born=born)
        found.put("persons", f"{code}9", case_id=code, label="gone", role="network", retracted=1)
        for number, day in enumerate(("2026-11-01", "2026-10-01")):
            found.put("pauses", f"{code}{number}", case_id=code, first_day=day, last_day="2026-11-30", reason="ferie")
            found.put("agreements", f"{code}{number}", case_id=code, minutes=240, first_day=day, reason="aftalt")
        for number, (start, end, gone) in enumerate(VISITS):
            found.put("visits", f"{code}{number}", case_id=code, start=start, end=end, kind="home", status="held",
                      practitioners=2, retracted=gone)  # fmt: skip
    return found
