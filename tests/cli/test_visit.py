"""`visit log|list|show|correct|retract` by flags and from scripts."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from spaedbarn_cli.cli.week import week_words
from spaedbarn_cli.domain import norms
from spaedbarn_cli.domain.norms import WeekNorm
from spaedbarn_cli.i18n import catalog

if TYPE_CHECKING:
    from program import Program

LOG = ("visit", "log", "A17", "--start", "2026-11-16 09:00")


def visits(program: Program, *args: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = program.json("visit", "list", *args)["visits"]
    return found


def test_all_that_flags_can_say_is_saved_and_shown(families: Program) -> None:
    logged = families.json(
        *LOG, "--end", "10:15", "--kind", "joint", "--by", "Mette Holm", "--by", "Jens Lund", "--present", "mor, barn1",
        "--core", "guidance,network", "--sign", "child:eye_contact=yes", "--sign", "mor:trust=partly",
        "--note", "Roligt.", "--next", "søvn",
    )  # fmt: skip
    assert logged | {"id": ""} == {
        "id": "", "case": "A17", "start": "2026-11-16T09:00+01:00", "end": "2026-11-16T10:15+01:00", "minutes": 75,
        "kind": "joint", "status": "held", "by": ["Mette Holm", "Jens Lund"], "present": ["mor", "barn1"],
        "core": ["guidance", "network"],
        "signs": [
            {"who": "child", "key": "eye_contact", "value": "yes"}, {"who": "mor", "key": "trust", "value": "partly"}
        ],
        "note": "Roligt.", "next": "søvn", "reason": None, "cancelled_by": None, "excused": None, "retracted": False,
        "versions": 1,
    }  # fmt: skip
    assert families.json("visit", "show", logged["id"][:6]) == logged
    card = families.ok("visit", "show", logged["id"][:6])
    for words in ("man 16. november 2026", "09.00–10.15", "fælles besøg hjemme", "Mette Holm og Jens Lund",
                  "barnet: søger øjenkontakt og holder den – ja", "Roligt."):  # fmt: skip
        assert words in " ".join(card.split())


@pytest.mark.parametrize(
    ("more", "start", "end"),
    [
        (("--minutes", "90"), "2026-11-16T09:00+01:00", "2026-11-16T10:30+01:00"),
        (("--minutes", "1 t 15 min"), "2026-11-16T09:00+01:00", "2026-11-16T10:15+01:00"),
        (("--end", "10.15"), "2026-11-16T09:00+01:00", "2026-11-16T10:15+01:00"),
        (("--end", "2026-11-17 01:00"), "2026-11-16T09:00+01:00", "2026-11-17T01:00+01:00"),
        (("--start", "16-11-2026 09.30", "--minutes", "30"), "2026-11-16T09:30+01:00", "2026-11-16T10:00+01:00"),
        (("--start", "i dag 09.00", "--minutes", "30"), "2026-11-22T09:00+01:00", "2026-11-22T09:30+01:00"),
        (("--start", "2026-11-16T08:00Z", "--minutes", "30"), "2026-11-16T09:00+01:00", "2026-11-16T09:30+01:00"),
        (("--start", "2026-10-25 01:30", "--minutes", "90"), "2026-10-25T01:30+02:00", "2026-10-25T02:00+01:00"),
    ],
)
def test_times_as_they_are_written(families: Program, more: tuple[str, ...], start: str, end: str) -> None:
    logged = families.json(*LOG, *more)
    assert (logged["start"], logged["end"]) == (start, end)


def test_a_visit_that_did_not_happen_needs_no_end_and_keeps_its_reason(families: Program) -> None:
    logged = families.json(*LOG, "--status", "no_show", "--reason", "ingen åbnede", "--excused")
    assert (logged["status"], logged["reason"], logged["minutes"]) == ("no-show", "ingen åbnede", 0)
    assert logged["excused"] is True
    ahead = families.json("visit", "log", "A17", "--start", "2026-11-30 09:00", "--status", "cancelled",
                          "--cancelled-by", "us")  # fmt: skip
    assert (ahead["status"], ahead["cancelled_by"]) == ("cancelled", "us")
    assert "udeblevet" in families.ok("visit", "list")


def test_a_note_comes_from_stdin_so_that_it_need_not_stand_on_the_line(families: Program) -> None:
    logged = families.json(*LOG, "--minutes", "60", "--note", "-", stdin="Første linje.\nAnden: æøå.\n")
    assert logged["note"] == "Første linje.\nAnden: æøå."
    assert families.refused(*LOG, "--minutes", "60", "--note", "-", stdin="x" * 100_001) == (2, "note_too_long")


def test_what_a_terminal_would_obey_is_taken_out_of_a_note(families: Program) -> None:
    logged = families.json(*LOG, "--minutes", "60", "--note", "-", stdin="rød \x1b[31mtekst\u202e\x07")
    assert "\x1b" not in logged["note"]
    assert "\u202e" not in logged["note"]


def test_the_week_is_told_after_a_visit(families: Program) -> None:
    told = families.ok("visit", "log", "A17", "--start", "2026-11-20 09:00", "--minutes", "60")
    assert "A17 har fået 2 t 30 min i uge 47; normen er 6 t. Der mangler 3 t 30 min" in told


@pytest.mark.parametrize(
    ("day", "lang", "words"),
    [("2026-11-12", "da", "A17 fik 45 min i uge 46; normen er 6 t. Der manglede 5 t 15 min."),
     ("2026-11-12", "en", "A17 had 45 min in week 46; the norm is 6 h. 5 h 15 min were missing."),
     ("2026-09-02", "da", "A17 har fået 45 min i uge 36; der er ingen fast norm i den uge.")],
)  # fmt: skip
def test_a_week_that_has_ended_is_told_too(families: Program, day: str, lang: str, words: str) -> None:
    logged = families("visit", "log", "A17", "--start", f"{day} 09:00", "--minutes", "45", "--lang", lang)
    assert words in logged.out + logged.err
    key = visits(families, "--to", day)[0]["id"]
    corrected = families("visit", "correct", key, "--reason", "x", "--present", "mor", "--lang", lang)
    assert words in corrected.out + corrected.err


def _week(status: str, delivered: int, *, required: int = 0, plan: int = 0, most: tuple[int | None, int | None]) -> WeekNorm:
    hours, visits = most
    return WeekNorm(
        "2026-W46", date(2026, 11, 9), (), 7, 7 * required, 7 * plan, hours and 7 * hours, visits, delivered, delivered, 4,
        status, status == norms.RUNNING,
    )  # fmt: skip


NONE = (None, None)
WEEKS = {
    "ingen fast norm": _week(norms.NO_NORM, 30, most=NONE),
    "normen er 6 t. Den er opfyldt.": _week(norms.MET, 360, required=360, plan=360, most=NONE),
    "det aftalte er 8 t. Det er nået.": _week(norms.MET, 480, plan=480, most=NONE),
    "har fået 1 t i uge 46; der er ingen fast norm": _week(norms.MET, 60, most=(120, None)),
    "det aftalte er 8 t. Der manglede 1 t i det aftalte.": _week(norms.BELOW_PLAN, 420, required=360, plan=480, most=NONE),
    "normen er 6 t. Der manglede 5 t.": _week(norms.UNDER, 60, required=360, plan=360, most=NONE),
    "Det er over grænsen på 2 t.": _week(norms.OVER, 180, most=(120, None)),
    "4 besøg i uge 46. Det er over grænsen på 3 besøg.": _week(norms.OVER, 180, most=(240, 3)),
    "normen er 6 t. Der mangler 5 t inden søndag.": _week(norms.RUNNING, 60, required=360, plan=480, most=NONE),
    "det aftalte er 8 t. Der mangler 1 t inden søndag.": _week(norms.RUNNING, 420, required=360, plan=480, most=NONE),
    "7 t i uge 46; normen er 6 t. Den er opfyldt.": _week(norms.RUNNING, 420, required=360, plan=360, most=NONE),
    "2 t i uge 46; der er ingen fast norm": _week(norms.RUNNING, 120, most=(240, None)),
}
"""How a week can stand, and what is said of it."""


@pytest.mark.parametrize("words", WEEKS)
def test_however_a_week_stands_there_are_words_for_it(words: str) -> None:
    found = WEEKS[words]
    catalog.use("da")
    assert words in week_words("A17", found)
    catalog.use("en")
    said = week_words("A17", found)
    catalog.use("da")
    assert said.startswith("A17 ha")
    assert said.endswith(".")
    assert "?" not in said


def test_every_standing_of_a_week_is_among_them() -> None:
    assert {one.status for one in WEEKS.values()} == set(norms.STATUSES)


def test_two_visits_at_once_are_told_of_and_kept(families: Program) -> None:
    ran = families("visit", "log", "A17", "--start", "2026-11-19 10:00", "--minutes", "60")
    assert ran.code == 0
    assert "der er et andet besøg i A17 på samme tid" in ran.err
    assert len(visits(families)) == 2
    week = families.json("norm-check", "A17", "--week", "2026-W47")["cases"][0]["weeks"][0]
    assert week["delivered_minutes"] == 120


def test_a_list_is_of_a_family_and_of_days(families: Program) -> None:
    families.ok("visit", "log", "B03", "--start", "2026-11-20 23:30", "--minutes", "60", "--kind", "pregnancy")
    assert [v["case"] for v in visits(families)] == ["A17", "B03"]
    assert [v["case"] for v in visits(families, "b03")] == ["B03"]
    assert [v["case"] for v in visits(families, "--from", "2026-11-20", "--to", "2026-11-20")] == ["B03"]
    assert visits(families, "--from", "2026-11-21") == []
    assert "Der er ingen besøg i perioden." in families.ok("visit", "list", "--from", "2026-11-21")


def test_a_correction_keeps_the_original(families: Program) -> None:
    known = visits(families)[0]["id"]
    changes = ("--minutes", "60", "--note", "Rettet.", "--reason", "skrevet forkert")
    told = families.ok("visit", "correct", known[:6], *changes)
    assert f"spaedbarn history {known[:6]}" in told
    now = families.json("visit", "show", known)
    assert (now["minutes"], now["note"], now["versions"]) == (60, "Rettet.", 2)
    assert now["start"] == "2026-11-19T09:00+01:00"
    assert (now["present"], now["core"]) == (["mor", "barn1"], ["guidance"])
    told = families.ok("history", known[:6])
    for words in ("skrevet forkert", "Første besøg.", "Rettet."):
        assert words in told


def test_another_start_keeps_the_length(families: Program) -> None:
    known = visits(families)[0]["id"]
    now = families.json("visit", "correct", known, "--start", "2026-11-18 13:00", "--reason", "forkert dag")
    assert (now["start"], now["minutes"]) == ("2026-11-18T13:00+01:00", 90)


def test_a_retracted_visit_no_longer_counts_and_cannot_be_corrected(families: Program) -> None:
    known = visits(families)[0]["id"]
    families.ok("visit", "retract", known, "--reason", "forkert familie")
    assert visits(families) == []
    assert [v["retracted"] for v in visits(families, "--retracted")] == [True]
    assert families.refused("visit", "correct", known, "--minutes", "60", "--reason", "x") == (41, "visit_retracted")
    assert families.refused("visit", "retract", known, "--reason", "x") == (41, "visit_retracted")
    week = families.json("norm-check", "A17", "--week", "2026-W47")["cases"][0]["weeks"][0]
    assert week["delivered_minutes"] == 0
