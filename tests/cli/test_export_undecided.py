"""`export --out` onto a place that takes no file: nothing is decided, and the next `sync` has nothing to send.

Where the store cannot be written either, there is no file; where only the name fails, what is said is true.
"""

from __future__ import annotations

import contextlib
import errno
from typing import TYPE_CHECKING, Any

import pytest
from faults import in_child, obey_permissions, read_only

from spaedbarn_cli.errors import Failed
from spaedbarn_cli.store import atomic, vault

from .sharing_people import tables

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from .sharing_people import People

ASKED = ("export", "A17", "--to", "Lone Krogh", "--ground", "notification", "--purpose", "bekymring for søvnen")
FORMS = pytest.mark.parametrize("form", [(), ("--html",)], ids=["bundle", "page"])


@FORMS
@pytest.mark.parametrize("how", ["full", "name", "readonly"])
def test_a_file_that_cannot_be_written_leaves_nothing_decided(
    people: People, how: str, form: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    people.mette.ok(*ASKED, *form, "--preview")
    before = tables(people.mette)
    if how == "name":
        for length in (250, 300):  # the temporary name is longer than the one that is asked for
            assert people.mette.refused(*ASKED, *form, "--out", str(people.post / ("x" * length))) == (1, "name_too_long")
    elif how == "full":
        with monkeypatch.context() as patched:
            patched.setattr(atomic, "_write_new", _full(people.post))
            assert people.mette.refused(*ASKED, *form, "--out", str(people.post)) == (1, "disk_full")
    else:
        with read_only(people.post):
            assert in_child(lambda: _refused(people, *form)) == 1
    assert list(people.post.iterdir()) == []
    assert tables(people.mette) == before


def _full(folder: Path) -> Callable[..., None]:
    """Return what writes a new file until the disk is full, which only the disk of this folder is."""
    real = atomic._write_new

    def write(path: Path, data: bytes, *, lasting: bool) -> None:
        real(path, data[:100] if path.parent == folder else data, lasting=lasting)
        if path.parent == folder:
            raise OSError(errno.ENOSPC, "full")

    return write


def _refused(people: People, *form: str) -> int:
    obey_permissions()
    return int(people.mette.refused(*ASKED, *form, "--out", str(people.post)) == (1, "no_permission"))


@FORMS
def test_a_decision_that_cannot_be_kept_leaves_no_file(
    people: People, form: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    @contextlib.contextmanager
    def failing(connection: Any) -> Iterator[None]:
        connection.execute("BEGIN IMMEDIATE")
        yield
        connection.execute("ROLLBACK")
        raise Failed("disk_full")

    people.mette.ok(*ASKED, *form, "--preview")
    before = tables(people.mette)
    with monkeypatch.context() as patched:
        patched.setattr(vault.driver, "transaction", failing)
        assert people.mette.refused(*ASKED, *form, "--out", str(people.post)) == (1, "disk_full")
    assert list(people.post.iterdir()) == []
    assert tables(people.mette) == before


@FORMS
def test_a_file_that_cannot_get_its_name_is_said_to_be_decided(
    people: People, form: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    real = atomic._replace

    def denied(temporary: Path, path: Path) -> None:
        if path.parent == people.post:
            raise PermissionError(13, "held by another program")
        real(temporary, path)

    with monkeypatch.context() as patched:
        patched.setattr(atomic, "_replace", denied)
        ran = people.mette(*ASKED, *form, "--out", str(people.post))
    assert (ran.code, list(people.post.iterdir())) == (1, [])
    assert "delingen er besluttet og skrevet ned" in ran.err
    assert len(people.mette.json("ledger", "A17")["entries"]) == 1
    again = people.mette.json(*ASKED, *form, "--out", str(people.post))
    assert again["changes"] > 0
