"""Run the real program as its users do, but with a key derivation that takes no time: tests type many passphrases."""

from __future__ import annotations

from spaedbarn_cli.store import keywrap

keywrap.testing_kdf_cost = (1, 1, 64)

if __name__ == "__main__":
    from spaedbarn_cli.main import main

    main()
