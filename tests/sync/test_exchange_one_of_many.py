"""One file, one bundle or one contact that makes trouble does not stop the others; a place that is gone stops them all."""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING, Any

import pytest

from spaedbarn_cli.errors import Failed
from spaedbarn_cli.store import heard
from spaedbarn_cli.sync import exchange, incoming, limits, outgoing, remote, remote_local
from spaedbarn_cli.sync.exchange import Problem, Unserved, Went
from spaedbarn_cli.sync.incoming import Arrival
from sync.forging import a_visit, sealed, sound, state, three
from sync.somebody import grounds

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from spaedbarn_cli.sync.remote import Remote
    from sync.somebody import Somebody

People = tuple["Somebody", "Somebody", "Somebody", str]
FIRST, LAST = f"{'0' * 32}.age", f"{'f' * 32}.age"


@pytest.fixture
def people() -> Iterator[People]:
    with three() as found:
        yield found


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Remote]:
    with remote.open_remote(str(tmp_path)) as opened:
        yield opened


@pytest.fixture
def two(people: People, folder: Remote) -> People:
    """Two bundles lie for Jens, and each is good."""
    mette, jens, _, family = people
    mette.store.append([a_visit(family, "visitafter000000")])
    data = mette.send(jens)
    assert data is not None
    folder.publish(mailbox(jens), sealed(mette, jens, number=7), FIRST)
    folder.publish(mailbox(jens), data, LAST)
    return people


def mailbox(one: Somebody) -> str:
    return remote.mailbox_of(one.public.age)


def come(one: Somebody, folder: Remote, seen: Callable[[int, int], None] = lambda *_: None) -> list[Arrival | Problem]:
    return list(exchange.come_in(one.store, folder, seen))


def keys(found: list[Any]) -> list[tuple[str, str]]:
    return [(one.name, one.error.key) for one in found if isinstance(one, Problem)]


def new(found: list[Any]) -> list[int]:
    return [one.new for one in found if isinstance(one, Arrival)]


def out_to_all(one: Somebody, folder: Remote) -> list[Went | Unserved]:
    words = outgoing.Words("fælles familie")
    return list(exchange.go_out_to_all(one.store, folder, grounds(), one.now().date(), lambda *_: words))


def failing(monkeypatch: pytest.MonkeyPatch, method: str, error: Exception, *, only: str) -> None:
    """Let a folder refuse one thing for one mailbox or file."""
    true = getattr(remote_local.LocalPlace, method)

    def instead(place: Any, mailbox: str, *more: Any) -> Any:
        if only in (mailbox, *more):
            raise error
        return true(place, mailbox, *more)

    monkeypatch.setattr(remote_local.LocalPlace, method, instead)


def test_a_file_that_is_too_large_is_a_problem_of_that_file(
    two: People, folder: Remote, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:  # fmt: skip
    monkeypatch.setattr(limits, "MAX_SEALED", 100_000)
    (tmp_path / mailbox(two[1]) / FIRST).write_bytes(bytes(100_001))
    found = come(two[1], folder)
    assert (keys(found), new(found)) == ([(FIRST, "bundle_too_large")], [1])


def test_a_file_that_becomes_a_link_is_a_problem_of_that_file(two: People, folder: Remote, tmp_path: Path) -> None:
    path = tmp_path / mailbox(two[1]) / FIRST

    def swap(number: int, of: int) -> None:
        if number == 1:
            path.unlink()
            path.symlink_to("/etc/hostname")

    found = come(two[1], folder, swap)
    assert (keys(found), new(found)) == ([(FIRST, "sync_not_fetched")], [1])


def test_a_file_of_somebody_elses_is_a_problem_of_that_file(
    two: People, folder: Remote, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    failing(monkeypatch, "get", PermissionError(errno.EACCES, "x"), only=FIRST)
    found = come(two[1], folder)
    assert (keys(found), new(found)) == ([(FIRST, "sync_not_fetched")], [1])


def test_what_is_taken_in_and_cannot_be_removed_is_told_after_it(
    two: People, folder: Remote, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    failing(monkeypatch, "delete", OSError(errno.EBUSY, "x"), only=LAST)
    found = come(two[1], folder)
    assert (keys(found), new(found)) == ([(LAST, "sync_not_removed")], [0, 1])
    assert isinstance(found[1], Arrival)


@pytest.mark.parametrize("error", [TimeoutError(), PermissionError(errno.EACCES, "x"), FileNotFoundError()])
def test_a_place_that_goes_away_in_the_middle_ends_it(
    two: People, folder: Remote, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:  # fmt: skip
    def gone(number: int, of: int) -> None:
        for method in ("get", "listing"):
            failing(monkeypatch, method, error, only=mailbox(two[1]))

    with pytest.raises(Failed):
        come(two[1], folder, gone)


@pytest.mark.parametrize("where", ["take", "_taken"])
def test_a_bundle_that_the_program_stumbles_over_leaves_nothing_behind(
    two: People, folder: Remote, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:  # fmt: skip
    _, jens, _, family = two
    true, before, device = getattr(incoming, where), state(jens), jens.store.device

    def stumbles(store: Any, contact: Any, *more: Any, **named: Any) -> Any:
        opened = more[-3] if where == "_taken" else more[0]
        if not opened.content.changes:
            with store.changing() as append:
                store.renew_device()
                append([a_visit(family, "visitpoison00000")])
                raise TypeError("Karen Skov")
        return true(store, contact, *more, **named)

    monkeypatch.setattr(incoming, where, stumbles)
    found = exchange.come_in(jens.store, folder, lambda *_: None)
    problem = next(found)
    assert isinstance(problem, Problem)
    assert (state(jens), jens.store.device, jens.store.begins) == (before, device, False)
    assert (problem.name, problem.error.key, problem.error.params["kind"]) == (FIRST, "sync_defect_in", "TypeError")
    assert problem.error.params["where"].startswith("sync.test_exchange_one_of_many:")
    assert "Karen" not in repr(problem.error.params)
    assert new(list(found)) == [1]
    assert folder.names(mailbox(jens)) == [FIRST]
    assert sound(jens)


def test_whoever_leaves_in_the_middle_leaves(two: People, folder: Remote, monkeypatch: pytest.MonkeyPatch) -> None:
    def leaves(*_: Any, **__: Any) -> Any:
        raise KeyboardInterrupt

    monkeypatch.setattr(incoming, "take", leaves)
    with pytest.raises(KeyboardInterrupt):
        come(two[1], folder)


@pytest.fixture
def for_both(people: People) -> People:
    """Something goes to Jens, and then to the case worker."""
    mette, _, worker, family = people
    mette.store.append([a_visit(family, "visitafter000000")])
    mette.share_copies(family, worker)
    return people


def served(found: list[Went | Unserved]) -> dict[str, str | None]:
    return {one.contact.name: one.error.key if isinstance(one, Unserved) else None for one in found}


def test_a_mailbox_that_is_none_stops_nobody_else(for_both: People, folder: Remote, tmp_path: Path) -> None:
    mette, jens, worker, _ = for_both
    (tmp_path / mailbox(jens)).write_text("en fil")
    assert served(out_to_all(mette, folder)) == {jens.name: "remote_no_folder", worker.name: None}
    assert [one.contact for one in heard.lying(mette.store, folder.place)] == [mette.contact(worker).id]
    (tmp_path / mailbox(jens)).unlink()
    assert served(out_to_all(mette, folder))[jens.name] is None


@pytest.mark.parametrize(
    ("number", "key"), [(errno.EACCES, "remote_denied"), (errno.ENOSPC, "remote_full"), (errno.EIO, "remote_error")]
)
def test_a_mailbox_that_takes_nothing_stops_nobody_else(
    for_both: People, folder: Remote, monkeypatch: pytest.MonkeyPatch, number: int, key: str
) -> None:  # fmt: skip
    mette, jens, worker, _ = for_both
    failing(monkeypatch, "put", OSError(number, "x"), only=mailbox(jens))
    assert served(out_to_all(mette, folder)) == {jens.name: key, worker.name: None}


def test_more_than_a_bundle_takes_stops_nobody_else(
    for_both: People, folder: Remote, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    mette, jens, worker, _ = for_both
    true = outgoing.seal_for

    def stumbles(store: Any, contact: Any, ways: Any, **named: Any) -> Any:
        if contact.name == jens.name:
            raise ValueError("Karen Skov")
        return true(store, contact, ways, **named)

    monkeypatch.setattr(outgoing, "seal_for", stumbles)
    found = out_to_all(mette, folder)
    assert served(found) == {jens.name: "sync_defect_out", worker.name: None}
    assert "Karen" not in repr(found)


def test_a_place_that_is_gone_stops_all(for_both: People, folder: Remote, tmp_path: Path) -> None:
    mette = for_both[0]
    tmp_path.rename(tmp_path.with_name("stikket er væk"))
    with pytest.raises(Failed) as error:
        out_to_all(mette, folder)
    assert error.value.key == "remote_no_folder"


def test_what_may_lie_there_is_known_before_it_does(
    for_both: People, folder: Remote, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    """A program that is killed between laying and noting can take it back the next time."""
    mette, jens, _, _ = for_both

    def killed(*_: Any, **__: Any) -> Any:
        raise KeyboardInterrupt

    monkeypatch.setattr(heard, "tell", killed)
    with pytest.raises(KeyboardInterrupt):
        out_to_all(mette, folder)
    assert [one.name for one in heard.lying(mette.store, folder.place)] == folder.names(mailbox(jens))
    monkeypatch.undo()
    out_to_all(mette, folder)
    assert len(folder.names(mailbox(jens))) == 1
