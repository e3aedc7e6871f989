"""A visit logged at the kitchen table, by keys only, through the real program on a real terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from pty_session import ALT_ENTER, BACKSPACE, ENTER, ESC, LEFT, SPACE, TAB, UP

from interactive.asked import (
    CORE,
    DAY,
    FAMILY,
    HOW,
    NEXT,
    NOTE,
    ORDINARY,
    PRESENT,
    SIGNS,
    TIME,
    WHO_CANCELLED,
    WHY,
    WITH,
    WORDS,
    answer,
    at,
    usual,
)  # fmt: skip

if TYPE_CHECKING:
    from interactive.conftest import Desk, Typed

MOST_KEYS = 12


def newest(desk: Desk, case: str = "A17") -> dict[str, Any]:
    """Return what was saved beside the visit that was there."""
    found = [v for v in desk.json("visit", "list", case)["visits"] if v["note"] != "Første besøg."]
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize("cols", [80, 60])
def test_an_ordinary_visit_takes_at_most_twelve_keys_and_a_note(typed: Typed, desk: Desk, cols: int) -> None:
    it = typed("visit", "log", cols=cols)
    steps = usual()
    answer(it, steps)
    assert it.wait_exit() == 0
    keys = [key for label, key in steps if label != NOTE] + [ALT_ENTER]
    assert len(keys) <= MOST_KEYS
    assert "A17 har fået 3 t i uge 47; normen er 6 t." in it.text()
    assert newest(desk) | {"id": ""} == {
        "id": "", "case": "A17", "start": "2026-11-22T09:00+01:00", "end": "2026-11-22T10:30+01:00", "minutes": 90,
        "kind": "home", "status": "held", "by": ["Mette Holm"], "present": ["mor", "barn1"], "core": ["guidance"],
        "signs": [], "note": WORDS, "next": None, "reason": None, "cancelled_by": None, "excused": None,
        "retracted": False, "versions": 1,
    }  # fmt: skip
    assert desk.json("drafts")["drafts"] == []


@pytest.mark.parametrize("cols", [80, 60])
def test_nothing_is_cut_off_at_the_edge(typed: Typed, cols: int) -> None:
    it = typed("visit", "log", cols=cols)
    answer(it, usual(ORDINARY[:-2]))
    at(it, NOTE)
    for words in ("Familie      › A17 barn1, 2 mdr. 5 dage", "Dag          › i dag, søndag 22. november",
                  "Tid          › 09.00–10.30", "‹Esc› tilbage", "‹Ctrl-C› gem kladde og gå"):  # fmt: skip
        assert any(words in line for line in it.screen()) or words == "Familie      › A17 barn1, 2 mdr. 5 dage"
    it.wait_for("A17")


def test_another_family_another_day_by_telephone(typed: Typed, desk: Desk) -> None:
    it = typed("visit", "log")
    answer(it, [(FAMILY, "2"), (DAY, "i går" + ENTER), (TIME, "9.15-10" + ENTER), (HOW, "tele" + ENTER)])
    answer(it, usual((PRESENT, CORE, SIGNS, NOTE, NEXT), Næste_gang="ringer fredag" + ENTER))
    assert it.wait_exit() == 0
    saved = newest(desk, "B03")
    assert (saved["start"], saved["end"]) == ("2026-11-21T09:15+01:00", "2026-11-21T10:00+01:00")
    assert (saved["kind"], saved["status"], saved["present"]) == ("telephone", "held", ["mor"])
    assert saved["next"] == "ringer fredag"


@pytest.mark.parametrize(
    ("day", "time", "start", "end"),
    [
        ("16/11", "10", "2026-11-16T10:00+01:00", "2026-11-16T11:30+01:00"),
        ("16-11-2026", "9.15–10", "2026-11-16T09:15+01:00", "2026-11-16T10:00+01:00"),
        ("20. november 2026", "0800", "2026-11-20T08:00+01:00", "2026-11-20T09:30+01:00"),
        ("i forgårs", "23-0.30", "2026-11-20T23:00+01:00", "2026-11-21T00:30+01:00"),
        ("25/10", "9 45 min", "2026-10-25T09:00+01:00", "2026-10-25T09:45+01:00"),
    ],
)
def test_days_and_times_as_they_are_said(typed: Typed, desk: Desk, day: str, time: str, start: str, end: str) -> None:
    it = typed("visit", "log")
    answer(it, usual(Dag=day + ENTER, Tid=time + ENTER))
    assert it.wait_exit() == 0
    assert (newest(desk)["start"], newest(desk)["end"]) == (start, end)


def test_a_day_that_means_last_year_shows_the_year(typed: Typed) -> None:
    it = typed("visit", "log")
    answer(it, [(FAMILY, ENTER), (DAY, "23/11" + ENTER)])
    it.wait_for("søndag 23. november 2025")


@pytest.mark.parametrize(("key", "who"), [(ENTER, "family"), ("2", "us")])
def test_a_visit_that_was_cancelled_says_by_whom_and_why(typed: Typed, desk: Desk, key: str, who: str) -> None:
    it = typed("visit", "log")
    answer(it, [(FAMILY, ENTER), (DAY, ENTER), (TIME, ENTER), (HOW, "aflyst" + ENTER), (WHO_CANCELLED, key)])
    answer(it, [(WHY, "barnet sygt" + ENTER), (NOTE, TAB), (NEXT, "mandag kl. 10" + ENTER)])
    assert it.wait_exit() == 0
    saved = newest(desk)
    assert (saved["status"], saved["cancelled_by"], saved["reason"]) == ("cancelled", who, "barnet sygt")
    assert (saved["present"], saved["core"], saved["note"], saved["next"]) == ([], [], None, "mandag kl. 10")
    week = desk.json("norm-check", "A17", "--week", "2026-W47")["cases"][0]["weeks"][0]
    assert week["delivered_minutes"] == 90


def test_a_joint_visit_names_the_colleague(typed: Typed, desk: Desk) -> None:
    it = typed("visit", "log")
    answer(it, [(FAMILY, ENTER), (DAY, ENTER), (TIME, ENTER), (HOW, "fælles" + ENTER), (WITH, "Jens Lund" + ENTER)])
    answer(it, usual((PRESENT, CORE, SIGNS, NOTE, NEXT)))
    assert it.wait_exit() == 0
    assert (newest(desk)["kind"], newest(desk)["by"]) == ("joint", ["Mette Holm", "Jens Lund"])
    assert newest(desk)["minutes"] == 90


def test_signs_core_and_people_are_ticked(typed: Typed, desk: Desk) -> None:
    it = typed("visit", "log")
    answer(it, [(FAMILY, ENTER), (DAY, ENTER), (TIME, ENTER), (HOW, ENTER)])
    answer(it, [(PRESENT, "far" + SPACE + ENTER), (CORE, "mental" + SPACE + ENTER)])
    answer(it, [(SIGNS, "tillid" + SPACE + "signaler" + SPACE + "øjenkontakt" + SPACE + ENTER)])
    answer(it, [("har tillid", "1"), ("ser barnets signaler", "2"), ("søger øjenkontakt", "3")])
    answer(it, usual((NOTE, NEXT)))
    assert it.wait_exit() == 0
    saved = newest(desk)
    assert saved["present"] == ["mor", "far", "barn1"]
    assert saved["core"] == ["guidance", "mentalising"]
    assert saved["signs"] == [
        {"who": "parents", "key": "trust", "value": "yes"},
        {"who": "parents", "key": "signals", "value": "partly"},
        {"who": "child", "key": "eye_contact", "value": "no"},
    ]


def test_back_through_every_question_and_forward_with_all_answers_kept(typed: Typed, desk: Desk) -> None:
    it = typed("visit", "log")
    answer(it, [(FAMILY, ENTER), (DAY, "i går" + ENTER), (TIME, "10-11" + ENTER), (HOW, "video" + ENTER)])
    answer(it, [(PRESENT, "far" + SPACE + ENTER), (CORE, "netv" + SPACE + ENTER), (SIGNS, "tillid" + SPACE + ENTER)])
    answer(it, [("har tillid", "2"), (NOTE, WORDS + ALT_ENTER), (NEXT, UP), (NOTE, ESC), (SIGNS, ENTER)])
    answer(it, [("har tillid", LEFT), (SIGNS, LEFT), (CORE, UP), (PRESENT, ESC), (HOW, LEFT), (TIME, UP), (DAY, ESC)])
    at(it, FAMILY)
    it.send(ENTER)
    answer(it, usual(ORDINARY[1:-2]))
    answer(it, [("har tillid", ENTER), (NOTE, ALT_ENTER), (NEXT, ENTER)])
    assert it.wait_exit() == 0
    saved = newest(desk)
    assert (saved["start"], saved["end"]) == ("2026-11-21T10:00+01:00", "2026-11-21T11:00+01:00")
    assert (saved["kind"], saved["present"], saved["core"]) == (
        "video", ["mor", "far", "barn1"], ["guidance", "network"]
    )  # fmt: skip
    assert saved["signs"] == [{"who": "parents", "key": "trust", "value": "partly"}]
    assert saved["note"] == WORDS


def test_what_became_of_it_can_be_changed_on_the_way_back(typed: Typed, desk: Desk) -> None:
    """Answers to questions that no longer apply are not saved with the visit."""
    it = typed("visit", "log")
    answer(it, [(FAMILY, ENTER), (DAY, ENTER), (TIME, ENTER), (HOW, ENTER), (PRESENT, ENTER), (CORE, UP)])
    answer(it, [(PRESENT, UP), (HOW, "udeb" + ENTER), (WHY, "ingen åbnede" + ENTER), (NOTE, TAB), (NEXT, TAB)])
    assert it.wait_exit() == 0
    saved = newest(desk)
    assert (saved["status"], saved["reason"], saved["present"]) == ("no-show", "ingen åbnede", [])


def test_another_family_on_the_way_back_brings_its_own_people(typed: Typed, desk: Desk) -> None:
    it = typed("visit", "log")
    answer(it, [(FAMILY, ENTER), (DAY, ENTER), (TIME, ENTER), (HOW, ENTER), (PRESENT, UP), (HOW, ESC), (TIME, UP)])
    answer(it, [(DAY, UP), (FAMILY, "2"), *usual(ORDINARY[1:])])
    assert it.wait_exit() == 0
    assert newest(desk, "B03")["present"] == ["mor"]


def test_everything_that_may_be_skipped_is_skipped_by_tab(typed: Typed, desk: Desk) -> None:
    it = typed("visit", "log")
    answer(it, [(FAMILY, ENTER), (DAY, ENTER), (TIME, ENTER), (HOW, ENTER)])
    answer(it, [(PRESENT, TAB), (CORE, TAB), (SIGNS, TAB), (NOTE, TAB), (NEXT, TAB)])
    assert it.wait_exit() == 0
    saved = newest(desk)
    assert (saved["present"], saved["core"], saved["signs"], saved["note"], saved["next"]) == ([], [], [], None, None)


@pytest.mark.parametrize(
    ("label", "bad", "words"),
    [
        (DAY, "31/2", "skriv en dato, for eksempel 16/11 eller i går"),
        (DAY, "i overmorgen", "skriv en dato, for eksempel 16/11 eller i går"),
        (DAY, "16-11-1926", "årstallet kan ikke passe"),
        (TIME, "25", "skriv et klokkeslæt eller to, for eksempel 9 eller 9.30-11"),
        (TIME, "9.75", "skriv et klokkeslæt eller to, for eksempel 9 eller 9.30-11"),
        (TIME, "16-9", "slut ligger før start"),
        (TIME, "9 30 timer", "besøget er længere end et døgn"),
        (TIME, "9 0 min", "besøget slutter, før det begynder"),
    ],
)
def test_a_bad_answer_is_told_on_the_line_and_nothing_is_lost(
    typed: Typed, desk: Desk, label: str, bad: str, words: str
) -> None:
    it = typed("visit", "log")
    answer(it, [(FAMILY, ENTER), *([(DAY, "i går" + ENTER)] if label == TIME else [])])
    at(it, label)
    it.send(bad, ENTER)
    it.wait_for(f" ! {words}")
    at(it, label)
    assert bad in it.text()
    it.send(BACKSPACE * len(bad))
    it.wait_gone(words)
    it.send(ENTER)
    answer(it, usual(ORDINARY[ORDINARY.index(label) + 1 :]))
    assert it.wait_exit() == 0
    assert newest(desk)["start"].startswith("2026-11-21" if label == TIME else "2026-11-22")


def test_a_time_that_the_clock_skips_is_told_on_the_line(typed: Typed) -> None:
    it = typed("visit", "log")
    answer(it, [(FAMILY, ENTER), (DAY, "29-3-2026" + ENTER), (TIME, "2.30" + ENTER)])
    it.wait_for("det klokkeslæt findes ikke den dag")
    at(it, TIME)


@pytest.mark.parametrize(("day", "time"), [("i morgen", ""), ("", "19-20")])
def test_a_visit_that_cannot_have_been_asks_when_again_with_the_rest_kept(
    typed: Typed, desk: Desk, day: str, time: str
) -> None:
    it = typed("visit", "log")
    answer(it, usual(Dag=day + ENTER, Tid=time + ENTER, Til_stede="far" + SPACE + ENTER))
    it.wait_for("et gennemført besøg kan ikke ligge ude i fremtiden")
    answer(it, [(DAY, "i går" + ENTER), (TIME, "9-10" + ENTER), (HOW, ENTER)])
    assert it.wait_exit() == 0
    saved = newest(desk)
    assert (saved["start"], saved["minutes"]) == ("2026-11-21T09:00+01:00", 60)
    assert (saved["present"], saved["note"]) == (["mor", "far", "barn1"], WORDS)
    assert desk.json("drafts")["drafts"] == []


def test_a_cancelled_visit_may_lie_ahead(typed: Typed, desk: Desk) -> None:
    it = typed("visit", "log")
    answer(it, [(FAMILY, ENTER), (DAY, "i morgen" + ENTER), (TIME, ENTER), (HOW, "takket" + ENTER)])
    answer(it, [(WHY, TAB), (NOTE, TAB), (NEXT, TAB)])
    assert it.wait_exit() == 0
    assert (newest(desk)["status"], newest(desk)["start"]) == ("declined", "2026-11-23T09:00+01:00")


def test_what_flags_have_said_is_not_asked(typed: Typed, desk: Desk) -> None:
    it = typed("visit", "log", "A17", "--kind", "center", "--present", "mor,far", "--by", "Mette Holm",
               "--by", "Jens Lund")  # fmt: skip
    answer(it, usual((DAY, TIME, CORE, SIGNS, NOTE, NEXT)))
    assert it.wait_exit() == 0
    saved = newest(desk)
    assert (saved["kind"], saved["present"], saved["by"]) == ("center", ["mor", "far"], ["Mette Holm", "Jens Lund"])


def test_a_terminal_that_prints_lines_only_can_log_a_visit(typed: Typed, desk: Desk) -> None:
    it = typed("visit", "log", TERM="dumb", rows=80)  # a list is longer than a screen, and a test looks once
    for words, said in (
        ("Familie", "1"), ("Dag", ""), ("Tid", ""), ("Hvordan", ""), ("Til stede", ""), ("Arbejdet med", ""),
        ("Tegn", "1"), ("har tillid", "1"),
    ):  # fmt: skip
        it.wait_for(words)
        it.send(said, "\n")
    it.wait_for("punktum")
    it.send(WORDS, "\n.\n\n")
    assert it.wait_exit() == 0
    assert (newest(desk)["note"], newest(desk)["signs"][0]["value"]) == (WORDS, "yes")
