"""A keyboard in other hands sends no signals, and is put right afterwards."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from pty_session import CTRL_C, ENTER, PtySession, clean_env

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

PROGRAM = """
import os, sys, termios
from spaedbarn_cli.ui.keyboard import no_signals
before = termios.tcgetattr(0)[3]
with no_signals():
    print("klar", flush=True)
    got = b""
    while len(got) < 3:
        got += os.read(0, 16)
signals = termios.ISIG
print(repr(got), termios.tcgetattr(0)[3] & signals == before & signals, flush=True)
"""


def test_the_keys_that_stop_a_program_are_read_like_others(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    it = PtySession(env=clean_env(tmp_path), program=[sys.executable, "-c", PROGRAM])
    request.addfinalizer(it.__exit__)
    it.wait_for("klar")
    it.send(CTRL_C, "\x1a", "\x1c", ENTER)
    it.wait_for("True")
    assert r"b'\x03\x1a\x1c" in it.text()
    assert it.wait_exit() == 0
