"""`report status`: drafted, completed by flags, kept in versions, written as a page that names nobody unasked."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from canary import CANARY, PLAIN, found_in

if TYPE_CHECKING:
    from pathlib import Path

    from program import Program

STATUS = ("report", "status", "A17")


def test_from_the_records_alone(families: Program, tmp_path: Path) -> None:
    out = tmp_path / "status.html"
    families.ok(*STATUS, "--out", str(out))
    text = out.read_text("utf-8")
    for words in ("Statusudtalelse", "A17", "har familien haft 1 besøg", "<svg", "Mette Holm, sundhedsplejerske"):
        assert words in text
    (kept,) = families.json(*STATUS, "--list")["statements"]
    assert (kept["from"], kept["to"], kept["by"], kept["versions"]) == ("2026-09-17", "2026-11-22", "Mette Holm", 1)


def test_the_same_days_again_are_the_same_statement(families: Program, tmp_path: Path) -> None:
    first, second = tmp_path / "a.html", tmp_path / "b.html"
    families.ok(*STATUS, "--out", str(first))
    families.ok(*STATUS, "--out", str(second), "--from", "2026-09-17", "--to", "2026-11-22")
    assert first.read_text("utf-8") == second.read_text("utf-8")
    assert len(families.json(*STATUS, "--list")["statements"]) == 1
    families.ok("visit", "log", "A17", "--start", "2026-11-20 09:00", "--minutes", "60")
    ran = families(*STATUS, "--out", str(second))
    assert "optegnelserne er ændret" in ran.err
    assert first.read_text("utf-8") == second.read_text("utf-8")


def test_completed_by_flags_and_a_file(families: Program, tmp_path: Path) -> None:
    file = tmp_path / "tekster.json"
    file.write_text(json.dumps({"family": "Vi er glade.", "hours": ""}), encoding="utf-8")
    found = families.json(*STATUS, "--text", "summary=Det går frem.", "--text-file", str(file))
    assert found["sections"]["summary"] == "Det går frem."
    assert found["sections"]["family"] == "Vi er glade."
    assert "hours" not in found["sections"]
    assert "work" in found["sections"]
    assert families.json(*STATUS, "--show", found["id"][:5]) == found
    assert "Det går frem." in families.ok(*STATUS, "--show", found["id"])
    shorter = ("--correct", found["id"], "--reason", "kortere", "--text-file", "-")
    piped = families.json(*STATUS, *shorter, stdin='{"family": "Ja."}')
    assert (piped["sections"]["family"], piped["sections"]["summary"], piped["versions"]) == ("Ja.", "Det går frem.", 2)


def test_a_correction_keeps_what_stood_there_and_takes_in_new_figures(families: Program) -> None:
    first = families.json(*STATUS, "--text", "summary=Det går frem.")
    families.ok("visit", "log", "A17", "--start", "2026-11-20 09:00", "--minutes", "60")
    assert families.refused(*STATUS, "--correct", first["id"], "--text", "summary=Nyt.") == (2, "usage_missing")
    second = families.json(*STATUS, "--correct", first["id"], "--text", "summary=Nyt.", "--reason", "efter samtale")
    assert (second["id"], second["versions"]) == (first["id"], 2)
    assert (first["facts"]["visits"]["held"], second["facts"]["visits"]["held"]) == (1, 2)
    history = families.ok("history", first["id"])
    assert "Det går frem." in history
    assert "efter samtale" in history


def test_the_next_one_begins_where_the_last_one_ended(families: Program) -> None:
    families.json(*STATUS, "--to", "2026-10-31", "--text", "summary=Første.")
    found = families.json(*STATUS, "--text", "summary=Anden.")
    assert (found["from"], found["to"]) == ("2026-11-01", "2026-11-22")
    text = families.ok(*STATUS, "--list")
    assert text.index("17. september") < text.index("1.–22. november")


def test_the_meeting_says_when_it_was_gone_through_and_sent(families: Program, tmp_path: Path) -> None:
    out = tmp_path / "s.html"
    families.ok(*STATUS, "--to", "2026-11-15", "--out", str(out))
    families.ok("meeting", "log", "A17", "--kind", "network", "--date", "2026-11-20", "--reviewed", "2026-11-17",
                "--statement-sent", "2026-11-18")  # fmt: skip
    key = families.json(*STATUS, "--list")["statements"][0]["id"]
    families.ok(*STATUS, "--show", key, "--out", str(out))
    text = out.read_text("utf-8")
    assert "Gennemgået med familien den 17. november 2026" in text
    assert "Sendt til rådgiver den 18. november 2026" in text


def test_a_statement_is_shown_in_the_language_it_was_written_in(families: Program, tmp_path: Path) -> None:
    out = tmp_path / "s.html"
    made = families.json(*STATUS, "--lang", "en", "--text", "summary=Going well.")
    families.ok(*STATUS, "--show", made["id"], "--out", str(out))
    text = out.read_text("utf-8")
    assert '<html lang="en">' in text
    assert "Overall assessment" in text


def test_names_only_when_asked_for(families: Program, tmp_path: Path) -> None:
    families.ok("person", "add", "A17", "mormor", "--role", "network", "--name", CANARY)
    families.ok("birth", "A17", "--date", "2026-09-17", "--child", "barn2", "--name", f"{CANARY} Skov")
    families.ok("network", "add", "A17", f"{CANARY} Hansen", "--circle", "1", "--sector", "friends")
    out = tmp_path / "s.html"
    ran = families(*STATUS, "--out", str(out), "--text", f"summary={CANARY} Skov smiler, {CANARY}s mor også.")
    assert ran.code == 0
    assert PLAIN.lower() not in (out.read_text("utf-8") + ran.out + ran.err).lower()
    assert found_in(families.home, CANARY, PLAIN) == []
    families.ok(*STATUS, "--out", str(out), "--names")
    assert PLAIN.lower() in out.read_text("utf-8").lower()


@pytest.mark.parametrize(
    ("args", "expected"),
    [
        (("--text", "vejret=godt"), (2, "bad_section")), (("--text", "summary"), (2, "bad_section")),
        (("--text-file", "findes-ikke.json"), (2, "bad_text_file")), (("--show", "zzzz"), (40, "statement_not_found")),
        (("--list", "--show", "zzzz"), (2, "status_twice")), (("--to", "2026-12-01", "--text", "work=x"), (2, "status_ahead")),
        (("--from", "2026-11-02", "--to", "2026-11-01", "--text", "work=x"), (2, "to_before_from")),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused(families: Program, args: tuple[str, ...], expected: tuple[int, str]) -> None:
    assert families.refused(*STATUS, *args) == expected


def test_with_nobody_to_ask_and_nowhere_to_write_there_is_nothing_to_do(families: Program) -> None:
    ran = families(*STATUS)
    assert (ran.code, ran.out) == (2, "")
    assert "--out" in ran.err
    assert families.json(*STATUS, "--list") == {"statements": []}


@pytest.mark.parametrize("content", ["[1]", '{"summary": 1}', "ikke json"])
def test_a_file_that_is_something_else_is_refused(families: Program, content: str) -> None:
    assert families.refused(*STATUS, "--text-file", "-", stdin=content) == (2, "bad_text_file")


def test_the_log_still_adds_up(families: Program) -> None:
    made = families.json(*STATUS, "--text", "summary=Det går frem.")
    families.ok("case", "remember", "A17", "--text", "hunden")
    families.ok(*STATUS, "--correct", made["id"], "--reason", "x", "--text", "work=Andet.")
    assert families.json("doctor")["ok"] is True
