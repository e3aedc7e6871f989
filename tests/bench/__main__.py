"""Measure the program against yardsticks of the same minute and print the ratios.

    make bench
    make bench BENCH="--assert --only norm"

Times differ from machine to machine, ratios hardly: each row names what it is compared with. `--assert` exits 1 when a
bound is missed; `--only` takes one of the parts; `--runs` how often (an odd number, 15 unless told).
"""

from __future__ import annotations

import argparse
import gc
import sys
import tempfile
from pathlib import Path

from tests.bench import exchange, norm, plan, quick, writes
from tests.bench.measure import table

PARTS = {
    "start": quick.start, "visit": quick.visit, "answers": writes.answers, "encryption": writes.encryption,
    "norm": norm.norm, "plan": plan.plan, "exchange": exchange.exchange,
}  # fmt: skip


def main() -> int:
    """Run the parts; returns the exit code."""
    gc.set_threshold(50_000, 20, 20)  # as the program does
    parser = argparse.ArgumentParser(prog="bench", description="ratios against yardsticks")
    parser.add_argument("--assert", dest="strict", action="store_true", help="exit 1 when a bound is missed")
    parser.add_argument("--only", choices=PARTS, action="append", help="one part; may be repeated")
    parser.add_argument("--runs", type=int, default=15)
    given = parser.parse_args()
    rows = []
    with tempfile.TemporaryDirectory() as name:
        for part in given.only or PARTS:
            folder = Path(name) / part
            folder.mkdir()
            print(f"measuring: {part}", file=sys.stderr)
            rows += PARTS[part](folder, given.runs)
    print(table(rows))
    return 1 if given.strict and not all(row.kept for row in rows) else 0


if __name__ == "__main__":
    sys.exit(main())
