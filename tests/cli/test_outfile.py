"""`--out`: never a folder, never among the store's own files, and said where it went."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from spaedbarn_cli.cli.outfile import target, written
from spaedbarn_cli.errors import Refused, WrongUsage
from spaedbarn_cli.i18n import catalog
from spaedbarn_cli.session import Session
from spaedbarn_cli.ui.terminal import Terminal

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def session(tmp_path: Path) -> Session:
    catalog.use("da")
    (tmp_path / "store").mkdir()
    return Session(place=str(tmp_path / "store"), terminal=Terminal())


@pytest.mark.parametrize(
    ("name", "kind", "key"),
    [("", WrongUsage, "out_is_folder"), (".", WrongUsage, "out_is_folder"), ("gone/a.json", WrongUsage, "out_no_folder"),
     ("store/store.db", Refused, "out_in_store")],
)  # fmt: skip
def test_places_that_are_refused(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, kind: type[Exception], key: str
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(kind) as caught:
        target(session, name)
    assert caught.value.args == (key,)


def test_what_is_written_is_private_and_told(
    session: Session, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for private in (True, False):
        session.terminal = Terminal()
        path = target(session, str(tmp_path / "a.json"))
        written(session, path, "æ\n", private=private)
        assert path.read_bytes() == "æ\n".encode()
        assert ("ikke krypteret" in capsys.readouterr().err) is private
