"""A meeting on a real terminal: keys only, every answer on disk, on from where it was left."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from pty_session import ALT_ENTER, CTRL_C, ENTER, ESC, TAB

from interactive.asked import answer, at

if TYPE_CHECKING:
    from interactive.conftest import Desk, Typed

STEPS = [
    ("Familie", "1"), ("Møde", "1"), ("Dag", "20/11" + ENTER), ("Til stede", ENTER),
    ("Status gennemgået", "18/11" + ENTER), ("Status sendt", "i forgårs" + ENTER),
    ("Aftaler", "Far ringer til jordemoderen" + ENTER + "Besøg mandag" + ALT_ENTER),
    ("Tryghed 0–10, mor", "6" + ENTER), ("Tryghed 0–10, far", TAB), ("Tryghed 0–10, rådgiver", "4" + ENTER),
    ("Tryghed 0–10, sundhedsplejerske", "5" + ENTER), ("Næste datoer", "18/12, 25-2-2027" + ENTER),
    ("Note", "Rolig stemning." + ALT_ENTER),
]  # fmt: skip
SAVED = {
    "case": "A17", "kind": "network", "date": "2026-11-20", "present": ["mor", "far", "social-worker", "health-visitor"],
    "reviewed": "2026-11-18", "statement_sent": "2026-11-20", "next_dates": ["2026-12-18", "2027-02-25"],
    "agreements": ["Far ringer til jordemoderen", "Besøg mandag"],
    "safety": {"mor": 6, "social-worker": 4, "health-visitor": 5}, "note": "Rolig stemning.", "versions": 1,
}  # fmt: skip


def saved(desk: Desk) -> list[dict[str, Any]]:
    """Return the meetings without their ids; no draft may be left beside them."""
    assert desk.json("drafts")["drafts"] == []
    return [meeting for meeting in desk.json("meeting", "list", "A17")["meetings"] if meeting.pop("id")]


def test_a_meeting_by_keys(typed: Typed, desk: Desk) -> None:
    it = typed("meeting", "log")
    answer(it, STEPS)
    assert it.wait_exit() == 0
    assert "Mødet er gemt" in it.text()
    assert saved(desk) == [SAVED]


@pytest.mark.parametrize("how", ["kill -9", "Ctrl-C"])
def test_a_meeting_cut_off_at_each_question_in_turn_is_the_same_meeting(typed: Typed, desk: Desk, how: str) -> None:
    it = typed("meeting", "log")
    answer(it, STEPS[:1])
    for label, keys in STEPS[1:]:
        at(it, label)
        if how == "kill -9":
            it.kill9()
        else:
            it.send(CTRL_C)
            assert it.wait_exit() == 130
            assert "gemt som kladde" in it.text()
        it = typed("resume")
        answer(it, [(label, keys)])
    assert it.wait_exit() == 0
    assert saved(desk) == [SAVED]


def test_going_back_and_wrong_answers(typed: Typed, desk: Desk) -> None:
    it = typed("meeting", "log", "A17")
    answer(it, [("Møde", "2"), ("Dag", "i morgen" + ENTER)])
    it.wait_for("dagen ligger frem i tiden")
    it.send(ESC)
    answer(it, [("Møde", "2"), ("Dag", ENTER), ("Til stede", ENTER), ("Aftaler", ALT_ENTER)])
    at(it, "Tryghed 0–10, mor")
    it.send("11" + ENTER)
    it.wait_for("et helt tal fra 0 til 10")
    it.send(ESC)
    answer(it, [("Aftaler", ALT_ENTER)])
    for who in ("mor", "far", "rådgiver", "sundhedsplejerske"):
        answer(it, [(f"Tryghed 0–10, {who}", TAB)])
    at(it, "Næste datoer")
    it.send("1/11-2026" + ENTER)
    it.wait_for("ligger efter mødet")
    it.send(ESC)
    for who in ("mor", "far", "rådgiver", "sundhedsplejerske"):
        answer(it, [(f"Tryghed 0–10, {who}", TAB)])
    answer(it, [("Næste datoer", TAB), ("Note", TAB)])
    assert it.wait_exit() == 0
    [meeting] = saved(desk)
    assert (meeting["kind"], meeting["date"], meeting["safety"], meeting["next_dates"]) == ("work", "2026-11-22", {}, [])


def test_the_home_screen_tells_what_is_due_and_logs_a_meeting(typed: Typed, desk: Desk) -> None:
    it = typed()
    at(it, "Hvad nu")
    assert "I dag" in it.text()
    assert "netværksmøde: forfalder i dag" in it.text()
    it.send("m")
    answer(it, STEPS)
    it.wait_for("Mødet er gemt")
    it.send(ENTER)
    at(it, "Hvad nu")
    it.send("l")
    assert it.wait_exit() == 0
    assert len(saved(desk)) == 1


def test_an_event_and_a_goal_are_asked_for(typed: Typed, desk: Desk) -> None:
    it = typed("event", "log", "A17")
    answer(it, [("Hvad", "6"), ("Dag", "i går" + ENTER)])
    assert it.wait_exit() == 0
    assert [event["kind"] for event in desk.json("event", "list", "A17")["events"]] == ["status-note"]
    it = typed("goal", "add", "A17")
    answer(it, [("Hvad er vi", "Mor sover for lidt" + ENTER), ("Hvad fungerer", TAB), ("Hvad skal", "Fri aften" + ENTER)])
    assert it.wait_exit() == 0
    [goal] = desk.json("goal", "list", "A17")["goals"]
    assert (goal["worry"], goal["working"], goal["needed"]) == ("Mor sover for lidt", None, "Fri aften")
