"""What the tests of the store share: a key derivation that takes no time, and a desk with a store on it."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest

from spaedbarn_cli.store import keywrap
from store.making import Desk

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from spaedbarn_cli.store.vault import Store

# Processes are killed and limited there as only POSIX lets us.
collect_ignore = ["test_faults.py", "test_renewal.py"] if os.name == "nt" else []


@pytest.fixture(autouse=True)
def fast_kdf(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keywrap, "testing_kdf_cost", (1, 1, 8))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "store", tmp_path / "state")


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk with a new store, which every test gets a copy of."""
    root = tmp_path_factory.mktemp("desk")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(keywrap, "testing_kdf_cost", (1, 1, 8))
        Desk(root / "store", root / "state").create().close()
    return root


@pytest.fixture
def store(desk: Desk, made_once: Path) -> Iterator[Store]:
    shutil.copytree(made_once / "store", desk.home)
    shutil.copytree(made_once / "state", desk.state)
    found = desk.open(whole_check=False)
    yield found
    found.close()
