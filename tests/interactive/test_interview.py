"""A guide, theme by theme, in the parent's own words, left and gone on with."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from office import Office, opened
from pty_session import ALT_ENTER, CTRL_C, ENTER, TAB

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pty_session import PtySession

    Start = Callable[..., PtySession]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    yield from opened(tmp_path)


@pytest.fixture
def start(office: Office) -> Start:
    return office.at


def test_a_guide_is_left_at_a_theme_and_gone_on_with(start: Start, office: Office) -> None:
    guide = ("interview", "run", "graviditet", "A17", "--subject", "mor")
    it = start(*guide)
    it.wait_for("Mentalisering")
    it.send(ENTER)
    it.wait_for("Lyt efter:")
    it.send("Hun blev ked af det, da ")
    it.wait_for("ked af det, da")
    it.kill9()
    it = start("resume")
    it.wait_for("Mentalisering")
    it.send(ENTER)
    it.wait_for("Hun blev ked af det, da")  # what was half written is there
    it.send("toget kørte.", ALT_ENTER)
    it.wait_for("2 af ")
    it.send("4")
    it.wait_for("Tilknytning til barnet")
    it.send("3")
    assert it.wait_exit() == 0
    (draft,) = office.drafts()
    assert (draft["kind"], draft["answered"]) == ("interview", 2)
    it = start("resume")
    it.wait_for("Tilknytning til barnet")


def test_without_words_there_is_a_reason(start: Start) -> None:
    it = start("interview", "run", "graviditet", "A17", "--subject", "mor")
    it.wait_for("Mentalisering")
    it.send(ENTER, TAB)
    it.wait_for("Uden ord")
    it.send("3")
    it.wait_for("2 af ")
    it.send(CTRL_C)
    assert it.wait_exit() == 130
