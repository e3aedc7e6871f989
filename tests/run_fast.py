"""Run the real program as its users do, but with a key derivation that takes no time: tests type many passphrases.

`SPAEDBARN_TEST_IDLE` is after how many seconds the home screen locks; the program itself knows no such variable.
"""

from __future__ import annotations

import os

from spaedbarn_cli.store import keywrap

keywrap.testing_kdf_cost = (1, 1, 64)

if __name__ == "__main__":
    from spaedbarn_cli.main import main

    if "SPAEDBARN_TEST_IDLE" in os.environ:
        from spaedbarn_cli.cli import home

        home.testing_idle_seconds = float(os.environ.pop("SPAEDBARN_TEST_IDLE"))
    main()
