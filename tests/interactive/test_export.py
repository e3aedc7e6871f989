"""`export` on a terminal: what would go stands on the screen before the question, and only a yes lets anything go."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from cli.sharing_people import People, tables
from program import NOW, PASSPHRASE
from pty_session import CTRL_C, DOWN, ENTER, PtySession, clean_env

from spaedbarn_cli.report.qr_terminal import qr_lines

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
                  "bliver her: fri tekst og enkelte svar i 1 post"):  # fmt: skip
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


@pytest.mark.parametrize("answer", ["n", ENTER])
def test_a_file_that_is_there_is_not_written_over_without_a_yes(people: People, start: Start, answer: str) -> None:
    before = tables(people.mette)
    (people.post / "plan.age").write_bytes(b"min egen")
    it = start("export", "A17", "--to", LONE, *GROUND, "--out", "plan.age")
    it.wait_for("Filen plan.age findes i forvejen. Skal den skrives over?")
    it.send(answer)
    assert it.wait_exit() == 2
    assert "intet er skrevet" in " ".join(it.text().split())
    assert (people.post / "plan.age").read_bytes() == b"min egen"
    assert tables(people.mette) == before


def test_a_yes_writes_a_file_over(people: People, start: Start) -> None:
    (people.post / "mette.txt").write_bytes(b"gammelt")
    it = start("identity", "card", "--out", "mette.txt")
    it.wait_for("Filen mette.txt findes i forvejen.")
    it.send("j")
    assert it.wait_exit() == 0
    assert (people.post / "mette.txt").read_text("utf-8").startswith("spaedbarn-card")


@pytest.mark.parametrize(("cols", "rows"), [(80, 24), (60, 24), (60, 50), (80, None), (100, 50)])
def test_a_card_is_drawn_only_where_all_of_it_is_seen(people: People, start: Start, cols: int, rows: int | None) -> None:
    code = [line.strip() for line in qr_lines(people.mette.ok("identity", "card")).plain.strip().split("\n")]
    just = len(code) + 5  # margins above and below, the six words on two lines, the shell's prompt
    for height, fits in [(rows, cols == 100)] if rows else [(just - 1, False), (just, True)]:
        it = start("identity", "card", "--qr", cols=cols, rows=height)
        assert it.wait_exit() == (0 if fits else 2)
        screen, said = [line.strip() for line in it.screen()], " ".join(it.text().split())
        assert (code[0] in screen) is (code[-1] in screen) is ("Dine seks ord er:" in said) is fits
        if not fits:
            assert "spaedbarn: fejl: vinduet er for lille: QR-koden kræver 6" in said
            assert "`spaedbarn identity card --out FIL`" in said


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
