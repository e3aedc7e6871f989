"""A status statement completed on a real terminal: drafted from the records, kept word by word, gone on with anywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from pty_session import ALT_ENTER, CTRL_C, ESC, TAB

from interactive.asked import at

if TYPE_CHECKING:
    from interactive.conftest import Desk, Typed

STATUS = ("report", "status", "A17")
SUMMARY, HOURS, WORK, FAMILY = "Samlet vurdering", "Besøg og timer", "Det har vi arbejdet med", "Familiens egne ord"
EMPTY = ("Tegn hos forældrene", "Tegn hos barnet", "Spørgeskemaer", "Netværket", "Mål", "Aftaler")


def saved(desk: Desk) -> list[dict[str, Any]]:
    """Return the statements that were kept; nothing may be left begun beside them."""
    assert desk.json("drafts")["drafts"] == []
    found: list[dict[str, Any]] = desk.json(*STATUS, "--list")["statements"]
    return [desk.json(*STATUS, "--show", one["id"]) for one in found]


def finish(it: Any) -> None:
    """Take every section from the third on as it stands, and write the family's own words."""
    at(it, WORK)
    it.send(ALT_ENTER)
    for label in EMPTY:
        at(it, label)
        it.send(TAB)
    at(it, FAMILY)
    it.send("Vi er glade for besøgene.", ALT_ENTER)
    assert it.wait_exit() == 0


def test_a_statement_is_drafted_completed_and_kept(typed: Typed, desk: Desk) -> None:
    it = typed(*STATUS)
    at(it, SUMMARY)
    it.send("Det går frem.", ALT_ENTER)
    at(it, HOURS)
    it.wait_for("har familien haft 1 besøg")
    it.send(" Vi fortsætter.", ALT_ENTER)
    finish(it)
    it.wait_for("Statusudtalelsen er gemt")
    (kept,) = saved(desk)
    assert kept["sections"]["summary"] == "Det går frem."
    assert kept["sections"]["hours"].endswith("Vi fortsætter.")
    assert kept["sections"]["family"] == "Vi er glade for besøgene."
    assert "goals" not in kept["sections"]
    assert (kept["from"], kept["to"], kept["versions"]) == ("2026-09-17", "2026-11-22", 1)


@pytest.mark.parametrize("how", ["kill -9", "Ctrl-C"])
def test_what_was_half_written_stands_there_again(typed: Typed, desk: Desk, how: str) -> None:
    it = typed(*STATUS)
    at(it, SUMMARY)
    it.send("Det går frem.", ALT_ENTER)
    at(it, HOURS)
    it.send(" Mor er træt. Far")
    it.wait_for("træt. Far")
    if how == "Ctrl-C":
        it.send(CTRL_C)
        assert it.wait_exit() == 130
        it.wait_for("gemt som kladde")
    else:
        it.kill9()
    (draft,) = desk.json("drafts")["drafts"]
    assert (draft["kind"], draft["case"]) == ("statement", "A17")
    it = typed("resume")
    at(it, HOURS)
    it.wait_for("Mor er træt.")
    assert "Det går frem." not in it.text()  # answered: not asked again
    it.send(ALT_ENTER)
    finish(it)
    (kept,) = saved(desk)
    assert kept["sections"]["summary"] == "Det går frem."
    assert "Mor er træt." in kept["sections"]["hours"]


def test_going_back_shows_what_was_written(typed: Typed, desk: Desk) -> None:
    it = typed(*STATUS)
    at(it, SUMMARY)
    it.send("Det går frem.", ALT_ENTER)
    at(it, HOURS)
    it.send(ESC)
    at(it, SUMMARY)
    it.wait_for("Det går frem.")
    it.send(" Roligt.", ALT_ENTER)
    at(it, HOURS)
    it.send(ALT_ENTER)
    finish(it)
    assert saved(desk)[0]["sections"]["summary"] == "Det går frem. Roligt."


def test_a_correction_asks_why_and_keeps_what_stood_there(typed: Typed, desk: Desk) -> None:
    made = desk.json(*STATUS, "--text", "summary=Det går frem.")
    it = typed(*STATUS, "--correct", made["id"])
    at(it, SUMMARY)
    it.wait_for("Det går frem.")
    it.send(" Langsomt.", ALT_ENTER)
    at(it, HOURS)
    it.send(ALT_ENTER)
    at(it, WORK)
    it.send(ALT_ENTER)
    for label in (*EMPTY, FAMILY):
        at(it, label)
        it.send(TAB)
    at(it, "Hvorfor rettes den")
    it.send("efter samtale med mor\r")
    assert it.wait_exit() == 0
    (kept,) = saved(desk)
    assert (kept["sections"]["summary"], kept["versions"]) == ("Det går frem. Langsomt.", 2)
    assert "efter samtale med mor" in desk.ok("history", kept["id"])


def test_what_to_remember_is_one_line_and_leaving_it_changes_nothing(typed: Typed, desk: Desk) -> None:
    it = typed("case", "remember", "A17")
    at(it, "Husk")
    it.send("hunden skal i bryggers\r")
    assert it.wait_exit() == 0
    it = typed("case", "remember", "A17")
    at(it, "Husk")
    it.wait_for("hunden skal i bryggers")
    it.send(" nu", CTRL_C)
    assert it.wait_exit() == 130
    assert desk.json("case", "remember", "A17")["reminder"]["text"] == "hunden skal i bryggers"


def test_the_brief_fits_a_small_terminal(typed: Typed, desk: Desk) -> None:
    desk.ok("case", "remember", "A17", "--text", "ring ikke på før klokken ti, barnet sover; gå om bag huset")
    for cols in (80, 60):
        it = typed("brief", "A17", cols=cols, rows=24)
        assert it.wait_exit() == 0
        assert it.scrollback() == ""
        it.wait_for("bag huset")
