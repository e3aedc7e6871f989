"""The quick commands against the tools they must not be slower than; whole processes, as a user waits for them."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

from tests.bench.measure import Row, paired, program

BIN = Path(sys.executable).parent
PASSPHRASE = "fem blå spande sand"


def environment(folder: Path) -> dict[str, str]:
    """Return an environment with all folders of the user under `folder`, where Python keeps what it has compiled."""
    ours = ("SPAEDBARN", "XDG_", "PYTHON")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    return {
        **kept, "HOME": str(folder), "SPAEDBARN_HOME": str(folder / "store"), "XDG_STATE_HOME": str(folder / "state"),
        "XDG_RUNTIME_DIR": str(folder / "run"), "NO_COLOR": "1", "PYTHONUTF8": "1",
    }  # fmt: skip


def start(folder: Path, runs: int) -> list[Row]:
    """`--version` and `--help` against the bare import of the library that reads the command line."""
    env = environment(folder)
    bare = program([sys.executable, "-c", "import typer"], env)
    rows = []
    for flag in ("--version", "--help"):
        rows.append(
            Row(f"{flag} : import typer", *paired(program([str(BIN / "spaedbarn"), flag], env), bare, runs), 1.5)
        )
    return rows


def visit(folder: Path, runs: int) -> list[Row]:
    """`visit log` into the encrypted store, session open, against one row into a plain database by `sqlite-utils`."""
    env = environment(folder)
    secret = {**env, "SPAEDBARN_PASSPHRASE": PASSPHRASE}
    subprocess.run([BIN / "spaedbarn", "demo"], env=secret, capture_output=True, check=True)
    token = subprocess.run([BIN / "spaedbarn", "unlock"], env=secret, capture_output=True, text=True, check=True)
    env["SPAEDBARN_SESSION"] = token.stdout.strip()
    row = {
        "case": "A17",
        "start": "2026-11-16T09:00",
        "minutes": 90,
        "kind": "home",
        "present": "mor",
        "note": "God stund",
    }
    plain = folder / "plain.db"
    with sqlite3.connect(plain) as connection:
        connection.execute("CREATE TABLE visits (case_ TEXT, start TEXT)")
    ours = [
        str(BIN / "spaedbarn"),
        "visit",
        "log",
        "A17",
        "--start",
        "i går 09.00",
        "--minutes",
        "90",
        "--present",
        "mor",
        "--note",
        "God stund",
    ]
    theirs = [str(BIN / "sqlite-utils"), "insert", str(plain), "visits2", "-"]
    both = paired(program(ours, env), program(theirs, env, json.dumps(row)), runs)
    return [Row("visit log : sqlite-utils insert", *both, 1.0)]
