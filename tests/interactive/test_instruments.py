"""An instrument at the kitchen table, on a real terminal: one question at a time, and nothing that was said is lost."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from office import Office, opened
from pty_session import BACKSPACE, CTRL_C, ENTER, LEFT, SPACE, TAB

from spaedbarn_cli import paths

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pty_session import PtySession

    Start = Callable[..., PtySession]

RUN = ("questionnaire", "run")
EPDS = (*RUN, "epds", "A17", "--subject", "mor")
RFQ = (*RUN, "rfq-8", "A17", "--subject", "mor")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    yield from opened(tmp_path)


@pytest.fixture
def start(office: Office) -> Start:
    return office.at


def test_a_paper_epds_takes_at_most_fourteen_keystrokes(start: Start, office: Office) -> None:
    it = start(*EPDS, "--paper", "--date", "2026-11-20")
    it.wait_for("1 [0–3]")
    keys = ["1"] * 9 + ["0", ENTER]
    assert len(keys) <= 14
    it.send(*keys)
    assert it.wait_exit() == 0
    assert "1 [0–3] › 1" in it.text()
    (kept,) = office.responses()
    assert (kept["scores"]["total"], kept["mode"], kept["date"]) == (9, "paper", "2026-11-20")
    assert kept["entered"].startswith("2026-11-22")
    assert office.drafts() == []


def test_paper_goes_back_with_backspace(start: Start, office: Office) -> None:
    it = start(*EPDS, "--paper")
    it.wait_for("1 [0–3]")
    it.send("3", "3")
    it.wait_for("3 [0–3]")
    it.send(BACKSPACE)
    it.wait_for("2 [0–3] (3)")
    it.send("1", *"11111110", ENTER)
    assert it.wait_exit() == 0
    assert office.responses()[0]["answers"]["2"] == 1


def test_one_question_stands_alone_and_leaves_nothing_behind(start: Start) -> None:
    it = start(*RFQ)
    it.wait_for("1 af 8")
    it.wait_for("(Læs spørgsmål 1 i det udleverede skema)")
    it.wait_for("‹mellemrum› vil ikke svare")
    it.send("4")
    it.wait_for("2 af 8")
    assert "1 af 8" not in it.text()
    it.send(LEFT)
    it.wait_for("1 af 8")
    it.wait_for("▲")
    row, mark = (next(line for line in it.screen() if seen in line) for seen in ("1   2   3", "▲"))
    assert row.index("4") == mark.index("▲")


def test_a_wrong_key_says_what_can_be_answered(start: Start) -> None:
    it = start(*RFQ)
    it.wait_for("1 af 8")
    it.send("9")
    it.wait_for("! svar med 1–7")
    it.send("7")
    it.wait_for("2 af 8")


def test_park_jump_and_what_is_unanswered_before_leaving(start: Start, office: Office) -> None:
    it = start(*RFQ)
    it.wait_for("1 af 8")
    it.send("1", "p")
    it.wait_for("3 af 8")
    it.send("j", "7", ENTER)
    it.wait_for("7 af 8")
    it.send("7", "1")
    it.wait_for("3 af 8")  # round to what was jumped over
    it.send(SPACE, "n", "v", "i")
    it.wait_for("2 af 8")  # what was parked comes back at the end
    it.send("p")
    it.wait_for("Ubesvaret: 2")
    it.send("1")
    it.wait_for("2 af 8")
    it.send("5", ENTER)
    assert it.wait_exit() == 0
    (kept,) = office.responses()
    assert kept["answers"] == {
        "1": 1, "2": 5, "3": "declined", "4": "not_asked", "5": "does_not_know", "6": "not_relevant", "7": 7, "8": 1,
    }  # fmt: skip
    assert kept["complete"] is True
    assert kept["scores"]["certainty_mean"] is None


def test_what_is_unanswered_can_be_saved_as_incomplete(start: Start, office: Office) -> None:
    it = start(*RFQ)
    it.wait_for("1 af 8")
    it.send(*"44444444"[:7], "p")
    it.wait_for("8 af 8")
    it.send("p")
    it.wait_for("Ubesvaret: 8")
    it.send("2")
    assert it.wait_exit() == 0
    (kept,) = office.responses()
    assert (kept["complete"], kept["scores"]["certainty_mean"]) == (False, 0)


def test_leaving_keeps_what_was_answered_and_nothing_answered_leaves_no_draft(start: Start, office: Office) -> None:
    it = start(*RFQ)
    it.wait_for("1 af 8")
    it.send(CTRL_C)
    assert it.wait_exit() == 130
    assert office.drafts() == []
    it = start(*RFQ)
    it.wait_for("1 af 8")
    it.send("1", "2", CTRL_C)
    assert it.wait_exit() == 130
    it.wait_for("gemt som kladde")
    (draft,) = office.drafts()
    assert (draft["instrument"], draft["subject"], draft["answered"]) == ("rfq-8", "mor", 2)


def test_several_are_open_at_once(start: Start, office: Office) -> None:
    for args, first in ((RFQ, "1 af 8"), (EPDS, "1 af 10")):
        it = start(*args)
        it.wait_for(first)
        it.send("1", CTRL_C)
        assert it.wait_exit() == 130
    drafts = {one["instrument"]: one["id"] for one in office.drafts()}
    assert set(drafts) == {"rfq-8", "epds"}
    it = start("resume", drafts["rfq-8"])
    it.wait_for("2 af 8")
    it.send(CTRL_C)
    assert it.wait_exit() == 130


def pack() -> str:
    items = "\n".join(
        f'  "{n}": {{text: "Prøvesætning nummer {n}.", options: ["Helt uenig", "2", "3", "4", "5", "6", "Helt enig"]}}'
        for n in range(1, 9)
    )
    return f'instrument: rfq-8\nversion: "1.0"\nlanguage: da\nlicence: "Prøvelicens"\nitems:\n{items}\n'


def test_the_wording_of_the_site_is_shown(start: Start, office: Office) -> None:
    assert office.run("instrument", "texts", "add", office.file("rfq.yaml", pack())).code == 0
    it = start(*RFQ)
    it.wait_for("Prøvesætning nummer 1.")
    it.wait_for("Helt uenig")
    it.send("7")
    it.wait_for("Prøvesætning nummer 2.")


def test_a_draft_ends_on_the_version_it_was_begun_on(start: Start, office: Office, tmp_path: Path) -> None:
    it = start(*EPDS)
    it.wait_for("1 af 10")
    it.send("1", "1", CTRL_C)
    assert it.wait_exit() == 130
    newer = tmp_path / "instruments"
    shutil.copytree(paths.instruments_dir(), newer)
    file = newer / "questionnaires" / "epds.yaml"
    text = file.read_text("utf-8").replace('version: "1.0"', 'version: "2.0"')
    file.write_text(text.replace('items: ["3-5"]', 'items: ["4-6"]'), encoding="utf-8")
    it = start("resume", TEST_INSTRUMENTS=str(newer))
    it.wait_for("3 af 10")
    it.send(*"30000000", ENTER)
    assert it.wait_exit() == 0
    it = start(*EPDS, "--paper", TEST_INSTRUMENTS=str(newer))
    it.wait_for("1 [0–3]")
    it.send(*"1130000000", ENTER)
    assert it.wait_exit() == 0
    kept = {one["version"]: one["scores"]["anxiety_3a"] for one in office.responses()}
    assert kept == {"1.0": 3, "2.0": 0}


def test_typed_amounts_take_a_comma_and_are_corrected(start: Start, office: Office) -> None:
    it = start(*RUN, "ors", "A17", "--subject", "mor")
    it.wait_for("1 af 4")
    it.send("10,5", ENTER)
    it.wait_for("! svar med 0–10")
    it.send(BACKSPACE * 4, "6,2", ENTER)
    it.wait_for("2 af 4")
    it.send("6,25", ENTER)
    it.wait_for("trin på 0,1")
    it.send(BACKSPACE, ENTER, "0", ENTER, "10", ENTER)
    it.wait_for("Hvad nu")
    it.send(ENTER)
    assert it.wait_exit() == 0
    assert office.responses()[0]["scores"]["total"] == 22.4


def test_letters_of_the_form_and_ticks_at_the_end(start: Start, office: Office) -> None:
    it = start(*RUN, "asqse-2", "A17", "--subject", "barn1", "--paper")
    it.wait_for("hvilket skema (måneder) [2 6 12")
    it.send("2", ENTER, "16", ENTER)
    it.wait_for("1 [z v x]")
    it.send("z", "v", "x", *"z" * 13)
    it.wait_for("19 af 19")
    it.send(TAB)
    it.wait_for("Kryds ved")
    it.send("3, 16", ENTER)
    it.wait_for("Hvad nu")
    it.send(ENTER)
    assert it.wait_exit() == 0
    (kept,) = office.responses()
    assert kept["scores"]["raw"] == 25
    assert [key for key, value in kept["answers"].items() if value is True] == ["3c", "16c"]
