"""`--out`: never a folder, never among the store's own files, and said where it went."""

from __future__ import annotations

import os
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


def test_a_complaint_names_the_option_that_was_used(session: Session) -> None:
    with pytest.raises(WrongUsage) as caught:
        target(session, ".", "--ics")
    assert caught.value.params == {"option": "--ics"}


def test_what_is_written_is_private_and_told(
    session: Session, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for private in (True, False):
        session.terminal = Terminal()
        path = target(session, str(tmp_path / "a.json"))
        written(session, path, "æ\n", private=private)
        assert path.read_bytes() == "æ\n".encode()
        assert ("ikke krypteret" in capsys.readouterr().err) is private


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Somebody sits at the terminal and answers no; returns what she was asked."""
    questions: list[str] = []

    def no(label: str, default: bool = True, *, first: bool = True) -> bool:
        questions.append(f"{label} {default}")
        return False

    monkeypatch.setattr(Terminal, "interactive", property(lambda self: not self.json))
    monkeypatch.setattr("spaedbarn_cli.ui.prompts.confirm", no)
    return questions


def test_a_person_is_asked_before_a_file_is_written_over(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, asked: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert target(session, "nyt.html").name == "nyt.html"
    assert asked == []
    (tmp_path / "tal.xlsx").write_bytes(b"x")
    with pytest.raises(WrongUsage) as caught:
        target(session, "tal.xlsx")
    assert caught.value.args == ("out_kept",)
    assert asked == ["Filen tal.xlsx findes i forvejen. Skal den skrives over? False"]
    monkeypatch.setattr("spaedbarn_cli.ui.prompts.confirm", lambda *_, **__: True)
    assert target(session, "tal.xlsx").name == "tal.xlsx"


def test_a_script_is_not_asked(session: Session, tmp_path: Path, asked: list[str]) -> None:
    there = tmp_path / "tal.csv"
    there.write_bytes(b"x")
    session.yes = True
    assert target(session, str(there)) == there
    session.yes, session.terminal = False, Terminal(json=True)
    assert target(session, str(there)) == there
    assert asked == []


def test_only_an_ordinary_file_is_written_over(session: Session, tmp_path: Path) -> None:
    (tmp_path / "fil").write_bytes(b"x")
    (tmp_path / "genvej").symlink_to(tmp_path / "fil")
    (tmp_path / "ingensteder").symlink_to(tmp_path / "gone")
    os.mkfifo(tmp_path / "rør")
    for place in (tmp_path / "genvej", tmp_path / "ingensteder", tmp_path / "rør", "/dev/null"):
        with pytest.raises(WrongUsage) as caught:
            target(session, str(place))
        assert (caught.value.key, caught.value.params) == ("out_not_file", {"option": "--out"})
