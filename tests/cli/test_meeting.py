"""`meeting`, `event` and `goal` by flags and from scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from unittest import mock

import pytest

from spaedbarn_cli.store.vault import Store

if TYPE_CHECKING:
    from program import Program

LOG = ("meeting", "log", "A17", "--kind", "network", "--date")


def test_all_that_flags_can_say_is_saved_and_shown(families: Program) -> None:
    made = families.json(
        *LOG, "2026-11-17", "--present", "mor, far", "--present", "rådgiver", "--reviewed", "2026-11-12",
        "--statement-sent", "13-11-2026", "--note", "Rolig stemning.", "--next-date", "15/12", "--next-date", "2027-02-18",
        "--agreement", "Far ringer til jordemoderen", "--agreement", "Besøg mandag", "--safety", "mor=6,far=0",
    )  # fmt: skip
    assert made | {"id": ""} == {
        "id": "", "case": "A17", "kind": "network", "date": "2026-11-17", "present": ["mor", "far", "rådgiver"],
        "reviewed": "2026-11-12", "statement_sent": "2026-11-13", "next_dates": ["2026-12-15", "2027-02-18"],
        "agreements": ["Far ringer til jordemoderen", "Besøg mandag"], "safety": {"mor": 6, "far": 0},
        "note": "Rolig stemning.", "versions": 1,
    }  # fmt: skip
    assert families.json("meeting", "list", "A17")["meetings"] == [made]
    words = " ".join(families.ok("meeting", "list", "A17").split())
    for part in ("17. november 2026 netværksmøde", "far 0, mor 6", "15. december og 18. februar", "Besøg mandag"):
        assert part in words


def test_each_part_lies_in_its_stream(families: Program) -> None:
    written: dict[str, str] = {}
    append = Store.append

    def seen(store: Store, entries: Any, **more: Any) -> Any:
        written.update((entry.kind, entry.stream.rpartition("/")[2]) for entry in entries)
        return append(store, entries, **more)

    with mock.patch.object(Store, "append", seen):
        families.ok(*LOG, "2026-11-17", "--safety", "mor=6")
        families.ok("event", "log", "A17", "screening", "--date", "2026-11-17")
        families.ok("goal", "add", "A17", "--needed", "mere søvn")
    assert written == {"meeting": "contact", "event": "contact", "safety": "plan", "goal": "plan"}


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ((), "statusudtalelsen var ikke sendt før mødet"),
        (("--statement-sent", "2026-11-19"), "statusudtalelsen blev først sendt 19. november 2026"),
        (("--statement-sent", "2026-11-12"), "status var ikke gennemgået med familien før mødet"),
        (("--statement-sent", "2026-11-12", "--reviewed", "2026-11-11"), ""),
    ],
)
def test_a_meeting_without_the_statement_before_it_says_so(families: Program, more: tuple[str, ...], said: str) -> None:
    families.ok("case", "correct", "A17", "--start", "2026-08-01", "--reason", "startdato")
    families.ok(*LOG, "2026-10-20", "--next-date", "2027-02-01")
    ran = families(*LOG, "2026-11-17", *more)
    assert ran.code == 0
    assert (said in ran.err) if said else "status" not in ran.err
    plan = families.json("plan", "A17")["items"]
    item = next(i for i in plan if (i["obligation"], i["number"]) == ("network-monthly", 2))
    found = [why["reason"] for why in item["why"] if "statement" in why["reason"]]
    assert found == {
        "": [], "statusudtalelsen var": ["statement_missing"],
        "statusudtalelsen blev": ["statement_late", "statement_not_reviewed"],
        "status var": ["statement_not_reviewed"],
    }[" ".join(said.split()[:2])]  # fmt: skip


@pytest.mark.parametrize(
    ("args", "key"),
    [
        (("--kind", "frokost", "--date", "2026-11-17"), "bad_meeting_kind"),
        (("--kind", "work"), "usage_missing"),
        (("--date", "2026-11-17"), "usage_missing"),
        (("--kind", "work", "--date", "2026-11-23"), "logged_in_future"),
        (("--kind", "work", "--date", "2026-11-17", "--statement-sent", "2026-12-01"), "logged_in_future"),
        (("--kind", "work", "--date", "2026-11-17", "--next-date", "2026-11-17"), "next_date_before"),
        (("--kind", "work", "--date", "2026-11-17", "--next-date", "snart"), "bad_day"),
        (("--kind", "work", "--date", "2026-11-17", "--safety", "mor=11"), "bad_safety"),
        (("--kind", "work", "--date", "2026-11-17", "--safety", "mor"), "bad_safety"),
        (("--kind", "work", "--date", "2026-11-17", "--present", "mor og far!"), "bad_label"),
    ],
)
def test_what_a_meeting_cannot_be(families: Program, args: tuple[str, ...], key: str) -> None:
    assert families.refused("meeting", "log", "A17", *args) == (2, key)
    assert families.json("meeting", "list", "A17")["meetings"] == []


def test_a_meeting_taken_back_is_open_again(families: Program) -> None:
    key = families.json(*LOG, "2026-11-22")["id"]
    families.ok("case", "retract", "A17", key[:8], "--reason", "skrevet på den forkerte familie")
    assert families.json("meeting", "list", "A17")["meetings"] == []
    item = next(i for i in families.json("plan", "A17")["items"] if i["obligation"] == "network-monthly")
    assert item["state"] == "due"


def test_events_of_the_programme(families: Program) -> None:
    made = families.json("event", "log", "A17", "cos-p", "--date", "2026-11-17", "--session", "3", "--present", "mor,far")
    assert made | {"id": ""} == {
        "id": "", "case": "A17", "kind": "cos-p", "date": "2026-11-17", "session": 3, "present": ["mor", "far"],
        "note": None,
    }  # fmt: skip
    assert families("event", "log", "A17", "status_note", "--date", "i går", "--note", "-", stdin="Sendt.").code == 0
    listed = families.json("event", "list", "A17")["events"]
    assert [(event["kind"], event["date"], event["note"]) for event in listed] == [
        ("cos-p", "2026-11-17", None), ("status-note", "2026-11-21", "Sendt."),
    ]  # fmt: skip
    assert "COS-P, gang 3" in families.ok("event", "list", "A17")


@pytest.mark.parametrize(
    ("args", "key"),
    [
        (("frokost", "--date", "2026-11-17"), "bad_event_kind"),
        (("screening", "--date", "2026-11-23"), "logged_in_future"),
        (("screening", "--date", "2026-11-17", "--session", "1"), "not_a_course"),
        (("cos-p", "--date", "2026-11-17", "--session", "0"), "bad_session"),
        (("cos-p", "--date", "2026-11-17", "--session", "to"), "bad_session"),
        (("cos-p",), "usage_missing"),
        ((), "usage_missing"),
    ],
)
def test_what_an_event_cannot_be(families: Program, args: tuple[str, ...], key: str) -> None:
    assert families.refused("event", "log", "A17", *args) == (2, key)


def test_goals_are_set_and_closed(families: Program) -> None:
    texts = {"worry": "Mor sover for lidt", "working": "Mormor hjælper om natten", "needed": "En fast aften fri"}
    flags = [word for name, text in texts.items() for word in (f"--{name}", text)]
    made = families.json("goal", "add", "A17", *flags, "--date", "2026-11-10")
    assert made | {"id": ""} == {
        "id": "", "case": "A17", "date": "2026-11-10", **texts, "closed": None, "reached": None, "outcome": None
    }  # fmt: skip
    key = made["id"][:6]
    assert families.refused("goal", "close", "A17", key, "--reached", "ja") == (2, "bad_reached")
    early = families.refused("goal", "close", "A17", key, "--reached", "no", "--date", "2026-11-01")
    assert early == (2, "goal_closed_before")
    closed = families.json("goal", "close", "A17", key, "--reached", "partly", "--note", "Hver anden uge")
    assert (closed["closed"], closed["reached"], closed["outcome"]) == ("2026-11-22", "partly", "Hver anden uge")
    assert families.refused("goal", "close", "A17", key, "--reached", "yes") == (41, "goal_closed")
    assert families.refused("goal", "close", "A17", "0000", "--reached", "yes") == (40, "goal_not_found")
    assert families.json("goal", "list", "A17")["goals"] == []
    assert "delvist nået 22. november 2026" in families.ok("goal", "list", "A17", "--closed")
    assert families.refused("goal", "add", "A17", "--worry", "x") == (2, "usage_missing")


def test_empty_lists_say_so(families: Program) -> None:
    for name, words in (("meeting", "ingen møder"), ("event", "ikke logget"), ("goal", "ingen mål")):
        assert words in families.ok(name, "list", "B03")
