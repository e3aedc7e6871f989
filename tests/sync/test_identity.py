"""The keys of a store: made once, found again, the first of two."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from store.making import Desk

from spaedbarn_cli.errors import StoreDamaged
from spaedbarn_cli.store import history, keywrap
from spaedbarn_cli.store.log import Entry
from spaedbarn_cli.sync import identity, keys

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from spaedbarn_cli.store.vault import Store


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    monkeypatch.setattr(keywrap, "testing_kdf_cost", (1, 1, 8))
    made = Desk(tmp_path / "store", tmp_path / "state").create()
    yield made
    made.close()


def _written(store: Store) -> int:
    return len(store.rows("SELECT 1 FROM changes WHERE kind = 'identity'"))


def test_a_store_without_keys_gets_them_at_first_need_and_keeps_them(store: Store) -> None:
    assert _written(store) == 0
    made = identity.own(store)
    assert identity.own(store) == made
    assert _written(store) == 1
    assert store.rows("SELECT DISTINCT stream FROM identities") == [(store.own_stream,)]


def test_of_two_made_at_once_the_first_stands(store: Store) -> None:
    first = identity.own(store)
    for name in ("0000000000000000", "zzzzzzzzzzzzzzzz"):
        late = keys.new_keys()
        fields = {
            "age": late.public.age, "sign": late.public.sign, "age_secret": late.age_secret, "sign_secret": late.sign_secret,
        }  # fmt: skip
        store.append([Entry(store.own_stream, "identity", name, "create", fields)])
    assert identity.own(store) == first


def test_damaged_keys_are_said_and_never_replaced(store: Store) -> None:
    fields = {"age": "", "sign": "", "age_secret": "AGE-SECRET-KEY-1", "sign_secret": ""}
    store.append([Entry(store.own_stream, "identity", "0000000000000000", "create", fields)])
    with pytest.raises(StoreDamaged):
        identity.own(store)
    assert _written(store) == 1


def test_the_history_of_the_keys_does_not_show_them(store: Store) -> None:
    made = identity.own(store)
    [(record,)] = store.rows("SELECT id FROM identities")
    [step] = history.of_record(store, str(record))
    assert step.after == {"age": made.public.age, "sign": made.public.sign}
    assert made.age_secret not in repr(step)
    assert made.sign_secret not in repr(step)
