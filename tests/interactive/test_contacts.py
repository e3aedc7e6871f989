"""`contact verify` on a terminal: the six words are shown, and only a yes to them verifies."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from office import Office, opened
from pty_session import ENTER

from spaedbarn_cli.sync import card, keys

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    yield from opened(tmp_path)


def test_the_words_are_read_aloud_and_said_yes_to(office: Office, tmp_path: Path) -> None:
    made = keys.new_keys()
    place = tmp_path / "lone.txt"
    place.write_text(card.make_card("Lone Krogh", "social-worker", made), "utf-8")
    office.json("contact", "add", "Lone Krogh", "--card", str(place))
    for answer, code, verified in ((ENTER, 41, None), ("j", 0, "2026-11-22")):
        it = office.at("contact", "verify", "Lone Krogh", "--yes")
        it.wait_for("samme rækkefølge")
        assert keys.fingerprint(made.public) in it.text()
        it.send(answer)
        assert it.wait_exit() == code
        [found] = office.json("contact", "list")["contacts"]
        assert found["verified"] == verified
