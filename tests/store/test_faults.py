"""Killed processes, full disks, two windows at once: the store is as it was before or as it is after, never between."""

from __future__ import annotations

import os
import resource
import signal
import sys
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
import sqlite_utils
from faults import KILLED, before, die, in_child, limit_file_size, obey_permissions, on_statement, read_only
from faults import start_child as start
from faults import wait_for as wait

from spaedbarn_cli import main
from spaedbarn_cli.store import atomic, driver, log, memory, migrate
from store.making import PASSPHRASE, Desk, log_of, sound, visit

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from spaedbarn_cli.store.vault import Store

LOG = ["visit", "log", "A17", "--start", "2026-11-16 09:00", "--minutes", "60", "--note", "Barnet sover roligt."]


@pytest.fixture
def family(desk: Desk, store: Store) -> Desk:
    """A desk whose store has the family A17 and one visit, entered by the program itself."""
    store.close()
    assert in_child(lambda: command(desk, "case", "open", "A17", "--due", "2026-12-01")) == 0
    assert in_child(lambda: command(desk, *LOG)) == 0
    return desk


def command(desk: Desk, *words: str) -> int:
    """Run a command of the program; in a child, since it lowers what its process may do."""
    os.environ.update(
        SPAEDBARN_HOME=str(desk.home), SPAEDBARN_PASSPHRASE=PASSPHRASE, SPAEDBARN_NOW="2026-11-22T14:00",
        XDG_STATE_HOME=str(desk.state.parent), XDG_RUNTIME_DIR=str(desk.state.parent / "run"),
    )  # fmt: skip
    return main.run([*words])


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "store", tmp_path / "spaedbarn")  # the state folder is named as the program names it


def said(desk: Desk) -> list[Any]:
    """Return the log of a store that must be whole."""
    with closing(desk.open()) as store:
        assert sound(store)
        assert store.warnings == []
        return log_of(store)


def traced(begins: str, nth: int = 1) -> Callable[[], None]:
    """Die just before the n-th statement that begins so."""

    def arm() -> None:
        real = driver.connect

        def connect(path: Path, key: bytes, **how: Any) -> Any:
            connection = real(path, key, **how)
            on_statement(connection, begins, die, nth=nth)
            return connection

        driver.connect = connect

    return arm


def called(place: Any, name: str, nth: int = 1) -> Callable[[], None]:
    """Die just before the n-th call."""
    return lambda: before(place, name, die, nth=nth)


POINTS: dict[str, Callable[[], None]] = {
    "the lock": traced("BEGIN IMMEDIATE"),
    "the head": traced("INSERT INTO changes"),
    "the payload": traced("INSERT INTO payloads"),
    "the old conflicts": traced("DELETE FROM conflicts"),
    "the row": traced("INSERT OR REPLACE INTO visits"),
    "the end of the draft": traced("COMMIT"),
    "the change itself": called(log, "append"),
    "the memory": called(memory, "remember"),
    "its temporary file": called(atomic, "_write_new"),
    "its place": called(os, "replace"),
}


@pytest.mark.parametrize("point", POINTS)
def test_a_visit_that_is_killed_before_any_step_is_wholly_there_or_wholly_not(family: Desk, point: str) -> None:
    def work() -> int:
        POINTS[point]()
        return command(family, *LOG)

    for _ in range(3):
        earlier = said(family)
        assert in_child(work) == KILLED
        later = said(family)
        assert later[: len(earlier)] == earlier
        assert len(later) - len(earlier) == (point in ("the memory", "its temporary file", "its place"))
    assert in_child(lambda: command(family, *LOG)) == 0
    assert len(said(family)) == len(later) + 1


@pytest.mark.parametrize("size", [0, 512, 4096, 9000, 50_000, 100_000])
def test_a_visit_that_is_killed_in_the_middle_of_a_write_is_not_there_and_nothing_else_is_lost(
    family: Desk, size: int
) -> None:
    """The system ends the process at the first byte beyond `size`, some pages written and some not."""
    earlier = said(family)

    def work() -> int:
        limit_file_size(size)
        signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
        with closing(family.open(whole_check=False)) as store:
            store.append([visit(note="x" * 40_000) for _ in range(10)])
        return 0

    assert in_child(work) == -signal.SIGXFSZ
    assert said(family) == earlier
    assert in_child(lambda: command(family, *LOG)) == 0
    assert len(said(family)) == len(earlier) + 1


def full() -> None:
    """Let the database find no room for one page more."""
    real = driver.connect

    def connect(path: Path, key: bytes, **how: Any) -> Any:
        connection = real(path, key, **how)
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages}")
        return connection

    driver.connect = connect


DISKS = {
    "full": (full, "disken er fuld; intet er ændret", "giv plads på disken, og prøv igen"),
    "failing": (lambda: limit_file_size(4096), "computeren kunne ikke læse eller skrive (fejl SQL", "prøv igen"),
    "failing from the first byte": (lambda: limit_file_size(0), "computeren kunne ikke læse eller skrive", "prøv igen"),
}


@pytest.mark.parametrize("disk", DISKS)
def test_on_a_disk_that_takes_no_more_a_visit_is_refused_in_words_and_everything_is_readable(
    family: Desk, tmp_path: Path, disk: str
) -> None:
    earlier = said(family)
    breaks, fault, remedy = DISKS[disk]
    note = tmp_path / "note.txt"
    note.write_text("Barnet sover roligt. " * 4000, encoding="utf-8")
    kept, words = os.pipe()

    def work() -> int:
        os.dup2(words, 2)  # a pipe: its own words must reach us though no file grows
        with note.open(encoding="utf-8") as sys.stdin:
            breaks()
            return command(family, *LOG[:-1], "-")

    assert in_child(work) == 1
    os.close(words)
    with os.fdopen(kept, encoding="utf-8") as pipe:
        lines = pipe.read().splitlines()
    assert lines[0].startswith(f"spaedbarn: fejl: {fault}")
    assert lines[1].startswith(f"spaedbarn: råd: {remedy}")
    assert len(lines) == 2
    assert said(family) == earlier
    examined = tmp_path / "examined"
    assert in_child(lambda: command(family, "doctor", "--check"), log=examined) == 0, examined.read_text("utf-8")
    assert sorted(path.name for path in family.home.iterdir()) == ["key.json", "store.db"]


def test_in_a_read_only_folder_one_can_read_and_is_told_why_one_cannot_write(family: Desk, tmp_path: Path) -> None:
    earlier = said(family)

    def work(*words: str) -> int:
        obey_permissions()
        return command(family, *words)

    with read_only(family.home):
        assert in_child(lambda: work("visit", "list", "--json"), log=tmp_path / "listed") == 0
        assert in_child(lambda: work(*LOG), log=tmp_path / "output") == 1
    assert "Barnet sover roligt." in (tmp_path / "listed").read_text(encoding="utf-8")
    words = (tmp_path / "output").read_text(encoding="utf-8")
    assert words.startswith("spaedbarn: fejl: der må ikke skrives i mappen\n")
    assert said(family) == earlier


def test_windows_that_write_at_once_lose_nothing_and_number_without_holes(desk: Desk, store: Store) -> None:
    store.close()
    windows, each = 4, 12

    def work() -> None:
        with closing(desk.open(whole_check=False)) as mine:
            for _ in range(each):
                mine.append([visit()])

    children = [start(work) for _ in range(windows)]
    assert [wait(child) for child in children] == [0] * windows
    rows = said(desk)
    assert len(rows) == 1 + windows * each
    numbers = [row[3] for row in rows if row[1].endswith("/contact")]
    assert numbers == list(range(1, windows * each + 1))


def test_who_reads_while_another_writes_sees_whole_changes_and_no_error(desk: Desk, store: Store) -> None:
    def read() -> int:
        counts = []
        with closing(desk.open(whole_check=False)) as mine:
            while not counts or counts[-1][0] < 30:
                heads, bodies = (mine.rows(f"SELECT count(*) FROM {name}")[0][0] for name in ("changes", "payloads"))
                assert bodies >= heads
                counts.append((heads, bodies))
        return 0 if counts == sorted(counts) else 1

    reader = start(read)
    for _ in range(29):
        store.append([visit()])
    assert wait(reader) == 0


def test_a_window_that_waits_in_vain_ends_with_its_own_code_and_words(
    family: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(driver, "busy_timeout_ms", 20)
    with closing(family.open()) as store, store.writing():
        assert in_child(lambda: command(family, *LOG), log=tmp_path / "output") == 11
    words = (tmp_path / "output").read_text(encoding="utf-8")
    assert words.startswith("spaedbarn: fejl: lageret er optaget af et andet program\n")


@pytest.mark.parametrize("point", [(sqlite_utils.Migrations, "_record_applied"), (migrate, "apply")])
def test_a_migration_that_is_killed_before_its_record_is_done_again(
    desk: Desk, store: Store, tmp_path: Path, point: tuple[Any, str]
) -> None:
    store.append([visit()])
    store.close()
    earlier, folder = said(desk), tmp_path / "migrations"
    folder.mkdir()
    for path in migrate.shipped(desk.migrations):
        (folder / path.name).write_bytes(path.read_bytes())
    sql = "CREATE TABLE seconds (id TEXT);\nALTER TABLE visits ADD COLUMN weather TEXT;"
    (folder / "9001_second.sql").write_text(sql, encoding="utf-8")

    def work() -> None:
        before(*point, die)
        replace(desk, migrations=folder).open()

    assert in_child(work) == KILLED
    assert said(desk) == earlier  # the program of today still opens it: nothing of the migration has stayed
    with closing(replace(desk, migrations=folder).open()) as new:
        assert log_of(new) == earlier
        assert sound(new)
        assert new.rows("SELECT weather FROM visits") == [(None,)]


def test_the_breakers_break(tmp_path: Path) -> None:
    """A breaker that does nothing would let every test above pass."""
    path = tmp_path / "file"

    def overgrow() -> int:
        limit_file_size(10)
        try:
            path.write_bytes(b"x" * 11)
        except OSError:
            return 7
        return 0

    def trespass() -> int:
        obey_permissions()
        try:
            (tmp_path / "closed" / "file").write_bytes(b"")
        except PermissionError:
            return 8
        return 0

    (tmp_path / "closed").mkdir()
    assert in_child(overgrow) == 7
    with read_only(tmp_path / "closed"):
        assert in_child(trespass) == 8
    assert in_child(die) == KILLED
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] == resource.RLIM_INFINITY
