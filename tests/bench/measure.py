"""Measuring in pairs: the thing and its yardstick in turn, so that a busy machine slows both."""

from __future__ import annotations

import statistics
import subprocess
import time
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


class Row(NamedTuple):
    """One line of the table: what it took, what the yardstick took (both in ms), and the bound on their ratio.

    Without a yardstick `ours` is itself held against `bound` (in ms).
    """

    what: str
    ours: float
    yardstick: float | None
    bound: float
    note: str = ""

    @property
    def figure(self) -> float:
        """The ratio, or the time where there is nothing to compare with."""
        return self.ours / self.yardstick if self.yardstick else self.ours

    @property
    def kept(self) -> bool:
        """Is the bound kept?"""
        return self.figure <= self.bound


def timed(work: Callable[[], object]) -> float:
    """Return the milliseconds that one call takes."""
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000


def paired(ours: Callable[[], object], yardstick: Callable[[], object], runs: int) -> tuple[float, float]:
    """Return the medians of both, run in turn after one run each that does not count."""
    ours(), yardstick()
    pairs = [(timed(ours), timed(yardstick)) for _ in range(runs)]
    return statistics.median(a for a, _ in pairs), statistics.median(b for _, b in pairs)


def program(command: Sequence[str], env: dict[str, str], text: str = "") -> Callable[[], object]:
    """Return a call that runs a command to its end, and fails with it."""

    def run() -> object:
        return subprocess.run(command, env=env, input=text.encode(), capture_output=True, check=True)

    return run


def table(rows: Sequence[Row]) -> str:
    """Return the rows as text."""
    width = max(len(row.what) for row in rows)
    lines = [f"{'':{width}}  {'ours':>10}  {'yardstick':>10}  {'ratio':>7}  {'bound':>7}"]
    for row in rows:
        yard = f"{row.yardstick:.1f} ms" if row.yardstick else "–"
        figure = f"{row.figure:.2f}" if row.yardstick else f"{row.figure:.1f} ms"
        bound = f"{row.bound:g}" if row.yardstick else f"{row.bound:g} ms"
        verdict = "" if row.kept else "  MISSED"
        note = f"  {row.note}" if row.note else ""
        lines.append(f"{row.what:{width}}  {row.ours:>7.1f} ms  {yard:>10}  {figure:>7}  {bound:>7}{verdict}{note}")
    return "\n".join(lines)
