"""What the tests of the store share: a key derivation that takes no time."""

from __future__ import annotations

import pytest

from spaedbarn_cli.store import keywrap


@pytest.fixture(autouse=True)
def fast_kdf(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keywrap, "testing_kdf_cost", (1, 1, 8))
