"""What is cut off goes on where it was: Ctrl-C, a flat battery and a locked screen, at every question of a visit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from pty_session import ALT_ENTER, CTRL_C, CTRL_L, ENTER, ESC, LEFT, SPACE, TAB, UP

from interactive.asked import (
    CORE,
    DAY,
    FAMILY,
    HOW,
    NEXT,
    NOTE,
    PRESENT,
    SIGNS,
    TIME,
    WHO_CANCELLED,
    WHY,
    WITH,
    WORDS,
    answer,
    asking,
    at,
)  # fmt: skip

if TYPE_CHECKING:
    from pty_session import PtySession

    from interactive.conftest import Desk, Typed

JOINT = [
    (FAMILY, ENTER), (DAY, "i går" + ENTER), (TIME, "9.15-10" + ENTER), (HOW, "fælles" + ENTER),
    (WITH, "Jens Lund" + ENTER), (PRESENT, "far" + SPACE + ENTER), (CORE, "netv" + SPACE + ENTER),
    (SIGNS, "tillid" + SPACE + "signaler" + SPACE + ENTER), ("har tillid", "2"), ("ser barnets signaler", "3"),
    (NOTE, WORDS + ALT_ENTER), (NEXT, "tirsdag" + ENTER),
]  # fmt: skip
JOINT_SAVED = {
    "case": "A17", "start": "2026-11-21T09:15+01:00", "end": "2026-11-21T10:00+01:00", "minutes": 45, "kind": "joint",
    "status": "held", "by": ["Mette Holm", "Jens Lund"], "present": ["mor", "far", "barn1"],
    "core": ["guidance", "network"],
    "signs": [
        {"who": "parents", "key": "trust", "value": "partly"}, {"who": "parents", "key": "signals", "value": "no"}
    ],
    "note": WORDS, "next": "tirsdag", "reason": None, "cancelled_by": None, "excused": None, "retracted": False,
    "versions": 1,
}  # fmt: skip

CANCELLED = [
    (FAMILY, "2"), (DAY, ENTER), (TIME, "10" + ENTER), (HOW, "aflyst" + ENTER), (WHO_CANCELLED, "2"),
    (WHY, "sygdom hos os" + ENTER), (NOTE, WORDS + ALT_ENTER), (NEXT, TAB),
]  # fmt: skip
CANCELLED_SAVED = {
    **JOINT_SAVED, "case": "B03", "start": "2026-11-22T10:00+01:00", "end": "2026-11-22T11:30+01:00", "minutes": 90,
    "kind": "home", "status": "cancelled", "by": ["Mette Holm"], "present": [], "core": [], "signs": [], "next": None,
    "reason": "sygdom hos os", "cancelled_by": "us",
}  # fmt: skip


def saved(desk: Desk) -> list[dict[str, Any]]:
    """Return what was saved beside the visit that was there, without the ids; no draft may be left beside it."""
    assert desk.json("drafts")["drafts"] == []
    found = [v for v in desk.json("visit", "list")["visits"] if v.pop("id") and v["note"] != "Første besøg."]
    return found


def leave(it: PtySession, how: str) -> None:
    """Leave the program in the midst of a question."""
    if how == "kill -9":
        it.kill9()
        return
    it.send(CTRL_L if how == "Ctrl-L" else CTRL_C)
    assert it.wait_exit() == 130
    assert "gemt som kladde" in it.text()
    assert "spaedbarn resume" in it.text()


@pytest.mark.parametrize("place", range(1, len(JOINT)))
def test_a_flat_battery_at_every_question_loses_nothing(typed: Typed, desk: Desk, place: int) -> None:
    it = typed("visit", "log")
    answer(it, JOINT[:place])
    at(it, JOINT[place][0])
    leave(it, "kill -9")
    it = typed("resume")
    at(it, JOINT[place][0])
    questions = [line for line in it.screen() if " ›" in line and not line.startswith(" ›")]
    assert len(questions) == 1  # nothing is asked twice
    answer(it, JOINT[place:])
    assert it.wait_exit() == 0
    assert saved(desk) == [JOINT_SAVED]


@pytest.mark.parametrize(
    ("how", "steps", "expected"),
    [
        ("Ctrl-C", JOINT, JOINT_SAVED), ("Ctrl-C", CANCELLED, CANCELLED_SAVED), ("kill -9", CANCELLED, CANCELLED_SAVED),
        ("Ctrl-L", CANCELLED, CANCELLED_SAVED),
    ],
    ids=["Ctrl-C", "Ctrl-C, cancelled", "kill -9, cancelled", "Ctrl-L, cancelled"],
)  # fmt: skip
def test_a_visit_cut_off_at_each_question_in_turn_is_the_same_visit(
    typed: Typed, desk: Desk, how: str, steps: list[tuple[str, str]], expected: dict[str, Any]
) -> None:
    it = typed("visit", "log")
    answer(it, steps[:1])
    for label, keys in steps[1:]:
        at(it, label)
        leave(it, how)
        it = typed("resume")
        answer(it, [(label, keys)])
    assert it.wait_exit() == 0
    assert saved(desk) == [expected]


def test_leaving_the_first_question_leaves_nothing(typed: Typed, desk: Desk) -> None:
    it = typed("visit", "log")
    at(it, FAMILY)
    assert "kladde" not in it.text()
    it.send(CTRL_C)
    assert it.wait_exit() == 130
    it.wait_for("spaedbarn: fejl: afbrudt")
    assert saved(desk) == []


def test_a_flat_battery_in_the_middle_of_the_note_leaves_all_but_the_last_word(typed: Typed, desk: Desk) -> None:
    it = typed("visit", "log")
    answer(it, JOINT[:-2])
    at(it, NOTE)
    it.send("Mor følger barnets blik. Træ")
    it.wait_for("Træ")
    leave(it, "kill -9")
    it = typed("resume")
    at(it, NOTE)
    it.wait_for("Mor følger barnets blik.")
    assert "Træ" not in it.text()
    it.send("Træt." + ALT_ENTER)
    answer(it, JOINT[-1:])
    assert it.wait_exit() == 0
    assert saved(desk) == [JOINT_SAVED]


@pytest.mark.parametrize("how", ["Ctrl-C", "Ctrl-L"])
def test_a_half_written_line_or_note_is_there_again(typed: Typed, desk: Desk, how: str) -> None:
    it = typed("visit", "log")
    answer(it, CANCELLED[:5])
    at(it, WHY)
    it.send("sygdom ho")
    it.wait_for("sygdom ho")
    leave(it, how)
    it = typed("resume")
    at(it, WHY)
    it.wait_for("sygdom ho")
    it.send("s os" + ENTER)
    at(it, NOTE)
    it.send(WORDS[:-3])
    it.wait_for(WORDS[:-3])
    leave(it, how)
    it = typed("resume")
    at(it, NOTE)
    it.wait_for(WORDS[:-3])
    it.send(WORDS[-3:] + ALT_ENTER)
    answer(it, CANCELLED[-1:])
    assert it.wait_exit() == 0
    assert saved(desk) == [CANCELLED_SAVED]


def test_who_has_gone_back_goes_on_there(typed: Typed, desk: Desk) -> None:
    it = typed("visit", "log")
    answer(it, [*JOINT[:-1], (NEXT, UP), (NOTE, ESC), (SIGNS, UP), (CORE, UP), (PRESENT, UP)])
    at(it, WITH)
    leave(it, "kill -9")
    it = typed("resume")
    answer(it, [(WITH, ENTER), (PRESENT, ENTER)])
    at(it, CORE)
    leave(it, "Ctrl-C")
    it = typed("resume")
    answer(it, [(CORE, ENTER), (SIGNS, ENTER), ("har tillid", ENTER), ("ser barnets signaler", ENTER)])
    answer(it, [(NOTE, ALT_ENTER), (NEXT, "tirsdag" + ENTER)])
    assert it.wait_exit() == 0
    assert saved(desk) == [JOINT_SAVED]


def test_a_resumed_visit_can_be_gone_back_through_to_its_first_question(typed: Typed, desk: Desk) -> None:
    it = typed("visit", "log")
    answer(it, CANCELLED[:6])
    at(it, NOTE)
    leave(it, "Ctrl-C")
    it = typed("resume")
    answer(it, [(NOTE, ESC), (WHY, UP), (WHO_CANCELLED, LEFT), (HOW, LEFT), (TIME, UP), (DAY, UP)])
    at(it, FAMILY)
    assert "tilbage" not in it.text().splitlines()[-1]
    answer(it, [(FAMILY, ENTER), (DAY, ENTER), (TIME, ENTER), (HOW, ENTER), (WHO_CANCELLED, ENTER), (WHY, ENTER)])
    answer(it, CANCELLED[6:])
    assert it.wait_exit() == 0
    assert saved(desk) == [CANCELLED_SAVED]


def test_of_two_drafts_the_last_or_the_one_named_goes_on(typed: Typed, desk: Desk) -> None:
    for key, now in (("1", "2026-11-22T14:30"), ("2", "2026-11-22T14:40")):
        it = typed("visit", "log", SPAEDBARN_NOW=now)
        answer(it, [(FAMILY, key)])
        at(it, DAY)
        leave(it, "Ctrl-C")
    drafts = desk.json("drafts")["drafts"]
    assert [(draft["case"], draft["kind"], draft["answered"]) for draft in drafts] == [
        ("B03", "visit", 1), ("A17", "visit", 1)
    ]  # fmt: skip
    for named, code in (((drafts[1]["id"],), "A17"), ((), "B03")):
        it = typed("resume", *named)
        answer(it, [(DAY, UP)])
        at(it, FAMILY)
        it.wait_until(lambda: any(line.startswith(" ›") and code in line for line in it.screen()), f"› at {code}")  # noqa: B023
        it.send(CTRL_C)
        assert it.wait_exit() == 130


def test_ctrl_l_leaves_an_empty_screen(typed: Typed) -> None:
    it = typed("visit", "log")
    answer(it, [(FAMILY, ENTER), (DAY, ENTER)])
    at(it, TIME)
    it.send(CTRL_L)
    assert it.wait_exit() == 130
    assert "A17" not in it.text() + it.scrollback()
    assert "låst; det du har svaret, er gemt som kladde" in it.text()
    assert asking(it) == ""
