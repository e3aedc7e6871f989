"""The picture in the README is what the program shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from picture import svg
from pty_session import PtySession, clean_env

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

FRIDAY = "2026-11-20T08:30"


def test_picture_of_the_week(tmp_path: Path, golden: Callable[[str, str], None]) -> None:
    env = clean_env(tmp_path, SPAEDBARN_HOME=str(tmp_path / "store"), SPAEDBARN_PASSPHRASE="fem blå spande sand")
    env["SPAEDBARN_NOW"] = FRIDAY
    with PtySession(["demo"], env=env) as it:
        assert it.wait_exit() == 0
    del env["NO_COLOR"]
    with PtySession(["norm-check"], env=env, cols=80, rows=60) as it:
        assert it.wait_exit() == 0
        used = len(it.text().splitlines())
        rows = [[it._screen.buffer[y][x] for x in range(80)] for y in range(used)]
    golden(
        "pictures/norm-check.svg",
        svg("spaedbarn norm-check", rows, "spaedbarn norm-check: ugens norm for fem familier"),
    )
