"""`plan`, `due` and `today` by flags and from scripts: what they list, how they end, and the calendar file."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from icalendar import Calendar

if TYPE_CHECKING:
    from pathlib import Path

    from program import Program


@pytest.fixture
def planned(families: Program) -> Program:
    """A17 enrolled from August, home since 20 September, with a father called by name."""
    families.ok("case", "correct", "A17", "--start", "2026-08-01", "--reason", "startdato")
    families.ok("discharge", "A17", "--date", "2026-09-20")
    families.ok("person", "add", "A17", "mormor", "--role", "network", "--name", "Bodil Ægidius")
    return families


def items(program: Program, *args: str, **env: str) -> dict[tuple[str, str, int], dict[str, Any]]:
    found = program.json(*args, **env)["items"]
    return {(item["case"], item["obligation"], item["number"]): item for item in found}


def test_the_plan_lists_every_step_in_order_of_date(planned: Program) -> None:
    found = planned.json("plan", "A17")
    assert found["today"] == "2026-11-22"
    assert len({item["obligation"] for item in found["items"]}) == 22
    days = [item["due"] or "9999" for item in found["items"]]
    assert days == sorted(days)
    monthly = items(planned, "plan", "show", "A17")["A17", "network-monthly", 1]
    assert {key: monthly[key] for key in ("due", "latest", "state", "phase", "responsible")} == {
        "due": "2026-10-17", "latest": "2026-10-17", "state": "missed", "phase": "after-birth",
        "responsible": "social-worker",
    }  # fmt: skip
    assert [why["reason"] for why in monthly["why"]] == ["from", "missed_days"]
    assert all(item["due"] is None or item["due"] >= "2026-08-01" for item in found["items"])


def test_a_family_without_a_start_is_enrolled_from_the_day_it_was_written_down(families: Program) -> None:
    found = items(families, "plan", "A17", SPAEDBARN_NOW="2026-12-24T12:00")
    assert found["A17", "notification", 1]["due"] == "2026-11-22"
    assert found["A17", "network-monthly", 1]["due"] == "2026-11-22"


def test_due_lists_what_is_to_be_done_and_looks_as_far_as_it_is_told(planned: Program) -> None:
    near = items(planned, "due", "A17", "--within", "0")
    assert {item["state"] for item in near.values()} <= {"due", "overdue", "begun"}
    assert near["A17", "network-monthly", 2]["due"] == "2026-11-14"
    assert ("B03", "interview", 1) not in items(planned, "due", "--within", "2d")
    far = items(planned, "due", "--within", "3w")
    assert far["B03", "interview", 1]["due"] == "2026-12-06"
    assert far["B03", "network-before-birth", 1]["due"] == "2026-12-13"
    words = planned.ok("due")
    assert "B03" in words
    assert "forfalden siden 14. november" in words
    assert "status skal sendes først" in " ".join(words.split())


def test_check_ends_with_4_only_when_something_is_overdue(planned: Program) -> None:
    assert planned("due", "--check").code == 4
    assert planned("due", "B03", "--check").code == 0
    assert planned("due").code == 0


@pytest.mark.parametrize("within", ["x", "-1d", "400", "1.5d", "1y"])
def test_a_bad_distance_is_refused(families: Program, within: str) -> None:
    assert families.refused("due", f"--within={within}") == (2, "bad_within")


def test_the_calendar_is_read_back_and_names_nobody(planned: Program, tmp_path: Path) -> None:
    target = tmp_path / "plan.ics"
    said = planned("due", "--within", "60d", "--ics", str(target))
    assert (said.code, said.out) == (0, "")
    raw = target.read_bytes()
    assert raw.count(b"\r\n") == raw.count(b"\n")
    assert max(len(line) for line in raw.split(b"\r\n")) <= 75
    calendar = Calendar.from_ical(raw)
    assert (calendar["VERSION"], calendar["METHOD"]) == ("2.0", "PUBLISH")
    listed = [item for item in planned.json("due", "--within", "60d")["items"] if item["due"]]
    events = calendar.walk("VEVENT")
    assert [str(event["DTSTART"].dt) for event in events] == [item["due"] for item in listed]
    assert len({event["UID"] for event in events}) == len(events)
    for event, item in zip(events, listed, strict=True):
        assert type(event["DTSTART"].dt) is date
        assert event["DTEND"].dt - event["DTSTART"].dt == timedelta(days=1)
        assert event["SUMMARY"].startswith(f"{item['case']}: ")
        assert event["DTSTAMP"].dt.tzinfo is not None
        assert not calendar.errors
    text = raw.decode().replace("\r\n ", "")
    for name in ("Bodil", "Ægidius", "Mette", "Holm", "mormor", "barn1"):
        assert name not in text
    planned.ok("due", "--within", "60d", "--ics", str(target), SPAEDBARN_NOW="2026-11-23T09:00")
    again = {event["UID"] for event in Calendar.from_ical(target.read_bytes()).walk("VEVENT")}
    assert {event["UID"] for event in events} <= again


def test_an_event_with_commas_and_a_long_name_is_written_as_it_is() -> None:
    from datetime import UTC, datetime

    from spaedbarn_cli.domain.obligation import Obligation, parse_offset
    from spaedbarn_cli.domain.plan_facts import Item
    from spaedbarn_cli.report.plan_ics import ics_text

    long = "møde, drøftelse; og\\eller " + "å" * 90
    step = Obligation("x", "p", "team", (), "birth", None, parse_offset("0d"), text={"da": long, "en": long})
    day = date(2026, 3, 29)
    item = Item("A17", "x", 1, "p", None, day, day, "due", "team", ())
    text = ics_text([(item, {"x": step}, "c"), (item._replace(due=None), {}, "c")], datetime(2026, 3, 1, tzinfo=UTC))
    [event] = Calendar.from_ical(text).walk("VEVENT")
    assert event["SUMMARY"] == f"A17: {long}"
    assert event["DTEND"].dt == date(2026, 3, 30)


def test_the_calendar_is_not_written_among_the_stores_files(planned: Program) -> None:
    assert planned.refused("due", "--ics", str(planned.store / "plan.ics"))[0] == 41


def test_a_step_said_to_be_missed_stays_with_its_reason(planned: Program) -> None:
    planned.ok("plan", "miss", "A17", "network-monthly", "--due", "2026-11-14", "--reason", "familien var syg")
    item = items(planned, "plan", "A17")["A17", "network-monthly", 2]
    assert (item["state"], item["why"][-1]) == (
        "missed", {"reason": "missed_said", "day": "2026-11-22", "text": "familien var syg"},
    )  # fmt: skip
    assert items(planned, "plan", "A17")["A17", "network-monthly", 3]["due"] == "2026-12-12"
    assert "ikke nået: familien var syg" in " ".join(planned.ok("plan", "A17").split())
    refused = [("network-monthly", "2026-11-14", "step_not_open"), ("frokost", "2026-11-14", "step_not_found")]
    for step, day, key in refused:
        assert planned.refused("plan", "miss", "A17", step, "--due", day, "--reason", "x") == (40, key)
    record = next(c["record"] for c in planned.json("history", "A17")["changes"] if c["kind"] == "missed")
    planned.ok("case", "retract", "A17", record[:8], "--reason", "alligevel holdt")
    assert items(planned, "plan", "A17")["A17", "network-monthly", 2]["state"] == "overdue"


def test_the_birth_corrected_moves_the_plan(planned: Program) -> None:
    planned.ok("birth", "A17", "--date", "2026-09-27", "--child", "barn1", "--reason", "tastefejl")
    assert items(planned, "plan", "A17")["A17", "network-monthly", 1]["due"] == "2026-10-27"


def test_a_closed_family_is_asked_for_its_safety_plan(planned: Program) -> None:
    planned.ok("case", "close", "A17", "--date", "2026-11-20", "--reason", "flyttet")
    assert {key[1] for key in items(planned, "due", "--within", "0") if key[0] == "A17"} == {"safety-plan"}
    planned.ok("event", "log", "A17", "safety-plan", "--date", "2026-11-22")
    assert not [key for key in items(planned, "due") if key[0] == "A17"]


def test_today_shows_the_day_the_week_and_the_drafts(planned: Program) -> None:
    found = planned.json("today")
    assert set(found) == {"today", "items", "weeks", "drafts"}
    assert {(week["case"], week["week"]) for week in found["weeks"]} == {("A17", "2026-W47"), ("B03", "2026-W47")}
    assert found["items"] == planned.json("due", "--within", "3d")["items"]
    words = " ".join(planned.ok("today").split())
    assert "netværksmøde" in words
    assert "1 t 30 min af 6 t" in words


def test_reading_the_plan_of_anothers_family_is_logged(planned: Program) -> None:
    assert planned.refused("plan", "Z99") == (40, "case_not_found")
    assert planned("plan", "--help").code == 0
