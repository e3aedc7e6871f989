"""An instrument at the kitchen table, on a real terminal: one question at a time, and nothing that was said is lost."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from office import Office
from program import PASSPHRASE
from pty_session import (
    ALT_ENTER,
    BACKSPACE,
    CLEAR_SCROLLBACK,
    CTRL_C,
    CTRL_L,
    ENTER,
    LEFT,
    SPACE,
    TAB,
    PtySession,
    clean_env,
)

from spaedbarn_cli import paths

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Start = Callable[..., PtySession]

RUN = ("questionnaire", "run")
EPDS, RFQ = (*RUN, "epds", "A17", "--subject", "mor"), (*RUN, "rfq-8", "A17", "--subject", "mor")
SEAMS = Path(__file__).parent / "instrument_seams.py"


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


@pytest.fixture
def start(office: Office) -> Iterator[Start]:
    running: list[PtySession] = []

    def begin(*args: str, **more: str) -> PtySession:
        running.append(office.at(*args, **more))
        return running[-1]

    yield begin
    for one in running:
        one.__exit__()


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


def test_a_risk_answer_stops_for_the_card_before_the_next_question(start: Start, office: Office) -> None:
    it = start(*EPDS)
    it.wait_for("1 af 10")
    it.send("j", "10", ENTER)
    it.wait_for("10 af 10")
    it.send("1")
    it.wait_for("Tanker om selvskade")
    it.wait_for("Gjort")
    assert "af 10" not in it.text().split("Tanker om selvskade")[1]
    it.send(SPACE)
    it.wait_for("vurderet: ikke fare nu")
    it.send(SPACE, ENTER)
    it.wait_for("Noteret")
    it.send("Aftalt med egen læge.", ALT_ENTER)
    it.wait_for("1 af 10")
    it.kill9()
    it = start("resume")
    it.wait_for("1 af 10")  # the card has been dealt with, and is not shown again
    it.send(*"111111111", ENTER)
    assert it.wait_exit() == 0
    it.wait_for("Handlingskort kl. 14.30; noteret:")
    (kept,) = office.responses()
    (action,) = kept["actions"]
    assert (action["flag"], action["card"], action["done"]) == ("self_harm", "self-harm", ["talked"])
    assert action["note"] == "Aftalt med egen læge."
    assert kept["scores"]["total"] == 10


def test_killed_at_the_card_it_comes_first_when_resumed(start: Start) -> None:
    it = start(*EPDS, "--paper")
    it.wait_for("1 [0–3]")
    it.send(*"0000000002")
    it.wait_for("Tanker om selvskade")
    it.wait_for("Gjort")
    it.kill9()
    it = start("resume")
    it.wait_for("Tanker om selvskade")


def test_the_municipality_s_own_card_wins_and_a_broken_one_stops_nothing(start: Start, office: Office) -> None:
    folder = office.home / "action_cards"
    folder.mkdir()
    shipped = paths.instruments_dir() / "action_cards" / "self-harm.yaml"
    own = shipped.read_text("utf-8").replace('da: "Tanker om selvskade"', 'da: "Kommunens eget kort"', 1)
    (folder / "self-harm.yaml").write_text(own, encoding="utf-8")
    it = start(*EPDS)
    it.wait_for("1 af 10")
    it.send("j", "10", ENTER, "3")
    it.wait_for("Kommunens eget kort")
    it.kill9()
    (folder / "self-harm.yaml").write_text("id: [", encoding="utf-8")
    it = start("resume")
    it.wait_for("Tanker om selvskade")
    assert "kan ikke læses" in it.text()


def test_not_alone_puts_the_sensitive_question_off_without_a_trace(start: Start, office: Office) -> None:
    it = start(*EPDS)
    it.wait_for("1 af 10")
    it.send("a")
    it.wait_for("1 af 10")
    it.send(*"000000000")
    assert it.wait_exit() == 0
    for trace in ("10 af 10", "alene", "selvskade", "Ubesvaret", "udsat", "andet tidspunkt"):
        assert trace not in it.raw
    assert office.responses() == []
    (draft,) = office.drafts()
    assert draft["put_off"] is True
    waits = "Der er spørgsmål, der blev gemt til et andet tidspunkt."
    assert waits in office.run("drafts").err
    visit = office.run("visit", "log", "A17", "--start", "2026-11-22 10:00", "--minutes", "60", "--present", "mor")
    assert waits in visit.err + visit.out
    it = start("resume")
    it.wait_for("godt tidspunkt")
    it.send("n")
    assert it.wait_exit() == 0
    it = start("resume")
    it.wait_for("godt tidspunkt")
    it.send("j")
    it.wait_for("10 af 10")
    it.send("0", ENTER)
    assert it.wait_exit() == 0
    assert office.responses()[0]["scores"]["total"] == 0


# ── in a parent's hands ──────────────────────────────────────────────────────────────────────────────────────────────


def again(it: PtySession, key: str) -> None:
    """Strike a key that must lead back to the same screen, and wait until it is drawn anew."""
    words = "Giv computeren tilbage"
    before = it.raw.count(words)
    it.send(key)
    it.wait_until(lambda: it.raw.count(words) > before, "the screen to be drawn again")
    it.wait_for("vises ikke")


def test_handed_over_there_is_nothing_but_the_question(start: Start, office: Office) -> None:
    it = start(*RFQ, "--hand-over")
    it.wait_for("1 af 8")
    for word in ("A17", "mor", "Karen", "Mette", "rfq", "14.", "november", "Ctrl", "spring til", "ikke spurgt"):
        assert word not in it.text(), word
    assert "\x1b[?1049h" in it.raw
    it.send("j", "n", "v", "a")
    it.wait_for("! svar med 1–7")
    it.send(*"1234567")
    it.wait_for("8 af 8")
    it.send("4")
    it.wait_for("Tak. Giv computeren tilbage.")
    it.send("nøgle", ENTER)
    it.wait_for("Det passede ikke.")
    again(it, CTRL_C)
    again(it, ENTER)
    it.send(PASSPHRASE, ENTER)
    it.wait_for("Hvad nu")
    it.send(ENTER)
    assert it.wait_exit() == 0
    assert office.responses()[0]["answers"] == {str(n): n for n in range(1, 8)} | {"8": 4}


def test_leaving_by_a_key_needs_the_passphrase_and_enter_goes_on(start: Start) -> None:
    it = start(*RFQ, "--hand-over")
    it.wait_for("1 af 8")
    it.send("4", CTRL_C)
    it.wait_for("Giv computeren tilbage")
    it.wait_for("Enter for at gå tilbage")
    it.send(ENTER)
    it.wait_for("2 af 8")
    it.send(CTRL_C)
    it.wait_for("Giv computeren tilbage")
    it.send("forkert", ENTER)
    it.wait_for("Det passede ikke.")
    again(it, CTRL_C)
    again(it, CTRL_C)
    it.send(PASSPHRASE, ENTER)
    it.wait_for("2 af 8")
    it.wait_for("‹j› spring til")


def test_the_lock_key_closes_the_store_and_the_passphrase_opens_it_again(start: Start) -> None:
    it = start(*RFQ, "--hand-over")
    it.wait_for("1 af 8")
    it.send("4", CTRL_L)
    it.wait_for("Giv computeren tilbage")
    assert "Enter for at gå" not in it.text()
    it.send(PASSPHRASE, ENTER)
    it.wait_for("‹j› spring til")
    it.send("5")
    it.wait_for("3 af 8")


def test_nobody_typing_locks_a_screen_in_other_hands(office: Office) -> None:
    env = clean_env(office.folder, **{**office.program.env, "SPAEDBARN_PASSPHRASE": PASSPHRASE, "TEST_IDLE": "0.6"})
    with PtySession([*RFQ, "--hand-over"], env=env, program=[sys.executable, str(SEAMS)]) as it:
        it.wait_for("1 af 8")
        it.wait_for("Giv computeren tilbage")
        assert CLEAR_SCROLLBACK in it.raw


def test_a_risk_answer_shows_the_parent_nothing_and_the_visitor_the_card(start: Start) -> None:
    it = start(*EPDS, "--hand-over")
    it.wait_for("1 af 10")
    it.send(*"0000000003")
    it.wait_for("Tak. Giv computeren tilbage.")
    before = it.raw
    assert "selvskade" not in before
    assert "Handlingskort" not in before
    it.send(PASSPHRASE, ENTER)
    it.wait_for("Tanker om selvskade")


# ── wording, versions, guides ────────────────────────────────────────────────────────────────────────────────────────


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
    given = {**office.program.env, "SPAEDBARN_PASSPHRASE": PASSPHRASE, "TEST_INSTRUMENTS": str(newer)}
    env, seams = clean_env(office.folder, **given), [sys.executable, str(SEAMS)]
    with PtySession(["resume"], env=env, program=seams) as it:
        it.wait_for("3 af 10")
        it.send(*"30000000", ENTER)
        assert it.wait_exit() == 0
    with PtySession([*EPDS, "--paper"], env=env, program=seams) as it:
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
