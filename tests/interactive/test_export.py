"""`export` on a terminal: what would go stands on the screen before the question, and only a yes lets anything go."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from cli.sharing_people import People, tables
from program import NOW, PASSPHRASE
from pty_session import CTRL_C, DOWN, ENTER, PtySession, clean_env

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Start = Callable[..., PtySession]

LONE = "Lone Krogh"
GROUND = ("--ground", "notification", "--purpose", "bekymring")
QUESTION = "Skal Lone Krogh have det?"


@pytest.fixture
def people(tmp_path: Path) -> People:
    return People(tmp_path)


@pytest.fixture
def start(people: People) -> Iterator[Start]:
    """Return `start(*words)`: the program on a terminal at Mette's desk, in the folder where sealed files are put."""
    running: list[PtySession] = []

    def begin(*words: str, cols: int = 80, rows: int = 24) -> PtySession:
        desk = people.mette
        given = {"SPAEDBARN_HOME": str(desk.store), "SPAEDBARN_NOW": NOW, "SPAEDBARN_PASSPHRASE": PASSPHRASE}
        running.append(PtySession(words, env=clean_env(desk.home, **given), cols=cols, rows=rows, cwd=people.post))
        return running[-1]

    yield begin
    for one in running:
        one.__exit__()


@pytest.mark.parametrize("cols", [60, 80])
def test_what_would_go_stands_there_before_the_question(people: People, start: Start, cols: int) -> None:
    it = start("export", "A17", "--to", LONE, *GROUND, cols=cols)
    it.wait_for(QUESTION)
    flat = " ".join(it.text().split())
    for words in ("A17 til Lone Krogh: kopier", "hjemmel: barnets lov § 133", "formål: bekymring", "besøgsjournalen: 6 nye",
                  "bliver: fri tekst og enkelte svar i 1 post"):  # fmt: skip
        assert words in flat
    assert flat.index("besøgsjournalen") < flat.index(QUESTION)
    assert all(len(line) <= cols for line in it.screen())
    assert list(people.post.iterdir()) == []
    it.send("j")
    assert it.wait_exit() == 0
    [sealed] = people.post.iterdir()
    assert people.lone.json("inbox", "open", str(sealed))["bundles"][0]["new"] == 7


@pytest.mark.parametrize("answer", ["n", ENTER])
def test_a_no_writes_nothing(people: People, start: Start, answer: str) -> None:
    before = tables(people.mette)
    it = start("export", "A17", "--to", LONE, *GROUND)
    it.wait_for(QUESTION)
    it.send(answer)
    assert it.wait_exit() == 0
    assert "Intet er delt." in it.text()
    assert tables(people.mette) == before
    assert list(people.post.iterdir()) == []


@pytest.mark.parametrize("where", [QUESTION, "På hvilken hjemmel"])
def test_an_interruption_writes_nothing(people: People, start: Start, where: str) -> None:
    before = tables(people.mette)
    it = start("export", "A17", "--to", LONE, *(GROUND if where == QUESTION else ()))
    it.wait_for(where)
    it.send(CTRL_C)
    assert it.wait_exit() == 130
    assert tables(people.mette) == before
    assert list(people.post.iterdir()) == []


@pytest.mark.parametrize("cols", [60, 80])
def test_what_is_missing_is_asked_for_the_ground_and_why(people: People, start: Start, cols: int) -> None:
    it = start("export", cols=cols, rows=30)
    it.wait_for("Familie")
    it.send("A17", ENTER)
    it.wait_for("Hvem skal have det")
    it.send("lone krogh", ENTER)
    it.wait_for("På hvilken hjemmel")
    for ground in ("har sagt ja", "tungtvejende hensyn", "Underretning fra en fagperson"):
        assert ground in " ".join(it.text().split())
    assert all(len(line) <= cols for line in it.screen())
    it.send(DOWN, DOWN, DOWN, ENTER)
    it.wait_for("Hvorfor er det nødvendigt")
    it.send("bekymring for søvnen", ENTER)
    it.wait_for(QUESTION)
    assert "hjemmel: barnets lov § 133" in it.text()
    it.send("j")
    assert it.wait_exit() == 0
    [entry] = people.mette.json("ledger", "A17")["entries"]
    assert (entry["ground"], entry["purpose"]) == ("notification", "bekymring for søvnen")


def test_a_consent_is_the_ground_without_a_question(people: People, start: Start) -> None:
    people.agree("contact")
    it = start("export", "A17", "--to", LONE, "--sync")
    it.wait_for(QUESTION)
    assert "samtykke fra mor, givet 22. november 2026" in " ".join(it.text().split())
    it.send("j")
    assert it.wait_exit() == 0
    assert "8 ændringer til Lone Krogh går med næste" in " ".join(it.text().split())
    assert list(people.post.iterdir()) == []


def test_a_preview_asks_nothing(people: People, start: Start) -> None:
    before = tables(people.mette)
    it = start("export", "A17", "--to", LONE, *GROUND, "--preview")
    assert it.wait_exit() == 0
    assert "besøgsjournalen: 6 nye" in it.text()
    assert QUESTION not in it.text()
    assert tables(people.mette) == before


def test_yes_on_the_line_answers_the_question_and_the_preview_is_still_shown(people: People, start: Start) -> None:
    it = start("export", "A17", "--to", LONE, *GROUND, "--yes")
    assert it.wait_exit() == 0
    text = it.text()
    assert QUESTION not in text
    assert text.index("besøgsjournalen: 6 nye") < text.index("Forseglet til Lone Krogh")
    assert len(list(people.post.iterdir())) == 1
