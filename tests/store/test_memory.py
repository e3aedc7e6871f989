"""What the machine remembers outside the store: enough to notice an old copy laid over the new one."""

from __future__ import annotations

import json
import stat
from typing import TYPE_CHECKING

import pytest

from spaedbarn_cli.errors import Failed
from spaedbarn_cli.store import memory
from spaedbarn_cli.store.log import Written
from store.making import FAMILY, log_of, sound, visit

if TYPE_CHECKING:
    from pathlib import Path

    from spaedbarn_cli.store.vault import Store
    from store.making import Desk

LAST = Written("stream", 7, "a" * 64)


def test_what_is_remembered_is_read_back_and_only_ours_to_read(tmp_path: Path) -> None:
    folder = tmp_path / "state" / "spaedbarn"
    memory.remember(folder, "v", "device", LAST)
    assert memory.read(folder, "v") == memory.Remembered("device", *LAST)
    assert memory.read(folder, "another") is None
    path = memory.path_of(folder, "v")
    assert [stat.S_IMODE(p.stat().st_mode) for p in (folder, path)] == [0o700, 0o600]


@pytest.mark.parametrize("content", ["", "{", "[]", "{}", '{"device": 1}', "\x00\xff", '{"seq": "x"}'])
def test_an_unreadable_memory_is_none_at_all(tmp_path: Path, content: str) -> None:
    memory.path_of(tmp_path, "v").write_bytes(content.encode("latin-1"))
    assert memory.read(tmp_path, "v") is None


def test_the_memory_names_nothing_of_a_family(desk: Desk, store: Store) -> None:
    store.append([visit(note="Aksel")])
    known = json.loads(memory.path_of(desk.state, store.vault).read_text())
    assert set(known) == {"device", "stream", "seq", "id"}
    assert known["stream"] == f"{FAMILY}/contact"


def test_an_old_copy_laid_over_the_new_one_is_noticed_and_nothing_is_lost(desk: Desk, store: Store) -> None:
    store.append([visit()])
    before, old, device = log_of(store), store.path.read_bytes(), store.device
    store.append([visit()])
    store.close()
    store.path.write_bytes(old)
    again = desk.open()
    assert again.warnings == ["warn.rolled_back"]
    assert again.device != device
    assert log_of(again) == before
    # The number that the lost change had is never used for another one.
    again.append([visit()])
    assert log_of(again)[-1][2:4] == (again.device, 1)
    again.close()
    once_more = desk.open()
    assert (once_more.warnings, once_more.device) == ([], again.device)
    once_more.close()


def test_a_copy_on_another_machine_goes_on_as_a_device_of_its_own(desk: Desk, store: Store, tmp_path: Path) -> None:
    store.append([visit()])
    other = desk.elsewhere(tmp_path / "copy", tmp_path / "other-state")
    there = other.open()
    assert there.warnings == []
    assert there.device != store.device
    there.append([visit()])
    store.append([visit()])
    chains = {(row[1], row[2], row[3]) for row in log_of(there) + log_of(store)}
    assert len({(stream, device) for stream, device, _ in chains}) == 3
    assert sound(there)
    there.close()
    here = desk.open()
    assert here.device == store.device
    here.close()


def test_a_memory_that_is_lost_costs_a_new_device_and_no_record(desk: Desk, store: Store) -> None:
    store.append([visit()])
    before = log_of(store)
    store.close()
    memory.path_of(desk.state, store.vault).unlink()
    again = desk.open()
    assert (again.warnings, log_of(again)) == ([], before)
    assert again.device != store.device
    again.close()


def test_a_change_that_is_saved_is_never_called_failed_because_it_could_not_be_remembered(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise Failed("disk_full")

    monkeypatch.setattr(memory, "remember", full)
    [written] = store.append([visit()])
    assert log_of(store)[-1][0] == written.id
    assert store.warnings == ["warn.not_remembered"]
