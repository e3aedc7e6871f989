"""Run the real program with other definitions (`TEST_INSTRUMENTS`) or a short patience (`TEST_IDLE`, in seconds)."""

from __future__ import annotations

import os
from pathlib import Path

from spaedbarn_cli import paths
from spaedbarn_cli.cli import home
from spaedbarn_cli.store import keywrap

keywrap.testing_kdf_cost = (1, 1, 64)

if __name__ == "__main__":
    from spaedbarn_cli.main import main

    if "TEST_INSTRUMENTS" in os.environ:
        folder = Path(os.environ["TEST_INSTRUMENTS"])
        paths.instruments_dir = lambda: folder
    if "TEST_IDLE" in os.environ:
        home.testing_idle_seconds = float(os.environ["TEST_IDLE"])
    main()
