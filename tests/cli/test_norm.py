"""`norm-check` from the command line: which weeks, which families, which form, where to, and how it ends."""

from __future__ import annotations

import json
import os
import stat
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from program import Program

CASE = {"case", "programme", "child", "age", "weeks", "summary"}
WEEK = {
    "week", "from", "to", "bands", "active_days", "required_minutes", "plan_minutes", "delivered_minutes",
    "practitioner_minutes", "visits", "shortfall_minutes", "status", "remaining_minutes", "maximum_minutes",
    "maximum_visits",
}  # fmt: skip
SUMMARY = {
    "weeks", "met", "below_plan", "under", "over", "required_minutes", "plan_minutes", "delivered_minutes",
    "longest_gap_days",
}  # fmt: skip


def weeks_of(program: Program, *options: str) -> list[str]:
    return [week["week"] for week in program.json("norm-check", "A17", *options)["cases"][0]["weeks"]]


def test_the_document_has_the_promised_fields(families: Program) -> None:
    document = families.json("norm-check")
    assert set(document) == {"today", "cases"}
    assert document["today"] == "2026-11-22"
    assert [case["case"] for case in document["cases"]] == ["A17", "B03"]
    first, second = document["cases"]
    for case in (first, second):
        assert set(case) == CASE
        assert set(case["summary"]) == SUMMARY
        assert all(set(week) == WEEK for week in case["weeks"])
        assert [week["week"] for week in case["weeks"]] == [f"2026-W{number}" for number in range(43, 48)]
    assert (first["child"], first["age"]) == ("barn1", {"months": 2, "days": 5})
    assert (second["child"], second["age"]) == (None, None)
    running = first["weeks"][-1]
    assert (running["status"], running["delivered_minutes"], running["remaining_minutes"]) == ("running", 90, 270)
    assert {week["status"] for week in second["weeks"]} == {"no_norm"}


def test_format_json_is_the_same_document(families: Program) -> None:
    assert json.loads(families.ok("norm-check", "--format", "json")) == families.json("norm-check")


def test_the_reasons_name_the_visit_and_the_days(families: Program) -> None:
    case = families.json("norm-check", "A17", "--week", "2026-W47", "--why")["cases"][0]
    visit = families.json("visit", "list", "A17")["visits"][0]["id"]
    found = case["weeks"][0]["why"]
    assert [(why.get("visit"), why["reason"], why["counted_minutes"]) for why in found if "visit" in why] == [
        (visit, "counted", 90)
    ]
    unborn = families.json("norm-check", "B03", "--week", "47", "--why")["cases"][0]["weeks"][0]["why"]
    assert [why["reason"] for why in unborn] == ["before_birth"] * 7


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ((), range(43, 48)),
        (("--weeks", "0"), range(47, 48)),
        (("--weeks", "2"), range(45, 48)),
        (("--week", "2026-W45"), range(45, 46)),
        (("--week", "45"), range(45, 46)),
        (("--week", "2026-w47"), range(47, 48)),
        (("--from", "2026-11-04", "--to", "2026-11-10"), range(45, 47)),
        (("--from", "4/11-2026"), range(45, 48)),
        (("--from", "2026-11-04", "--to", "2027-03-01"), range(45, 48)),
        (("--from", "2027-01-04", "--to", "2027-01-10"), range(0)),
        (("--week", "2027-W10"), range(0)),
        (("--from", "2090-12-31"), range(0)),
    ],
)
def test_which_weeks(families: Program, options: tuple[str, ...], expected: range) -> None:
    assert weeks_of(families, *options) == [f"2026-W{number}" for number in expected]


def test_a_week_alone_is_the_latest_that_has_begun(families: Program) -> None:
    assert weeks_of(families, "--week", "48") == ["2025-W48"]


@pytest.mark.parametrize(
    ("options", "key"),
    [
        (("--week", "2026-W54"), "bad_week"),
        (("--week", "0"), "bad_week"),
        (("--week", "uge"), "bad_week"),
        (("--week", "99999-W01"), "bad_week"),
        (("--weeks", "-1"), "bad_weeks"),
        (("--weeks", "tre"), "bad_weeks"),
        (("--weeks", "5000"), "bad_weeks"),
        (("--weeks", "2", "--week", "2026-W45"), "range_twice"),
        (("--weeks", "2", "--from", "2026-11-01"), "range_twice"),
        (("--week", "45", "--to", "2026-11-01"), "range_twice"),
        (("--from", "2000-11-01"), "range_too_long"),
        (("--from", "2026-11-10", "--to", "2026-11-01"), "to_before_from"),
        (("--to", "2026-11-01"), "usage_missing"),
        (("--from", "i overmorgen"), "bad_day"),
        (("--format", "pdf"), "bad_norm_format"),
        (("--format", "csv"), "norm_format_twice"),
    ],
)
def test_what_cannot_be_meant_is_wrong_usage(families: Program, options: tuple[str, ...], key: str) -> None:
    assert families.refused("norm-check", *options) == (2, key)


def test_an_unknown_family(families: Program) -> None:
    assert families.refused("norm-check", "A17", "X99") == (40, "case_not_found")


def test_families_are_named_in_any_case_and_once(families: Program) -> None:
    cases = families.json("norm-check", "b03", "A17", "B03")["cases"]
    assert [case["case"] for case in cases] == ["B03", "A17"]


def test_a_closed_family_is_shown_when_named(families: Program) -> None:
    families.ok("case", "close", "A17", "--date", "2026-11-20", "--reason", "flyttet")
    assert [case["case"] for case in families.json("norm-check")["cases"]] == ["B03"]
    assert [case["case"] for case in families.json("norm-check", "A17")["cases"]] == ["A17"]
    assert "afsluttet 20. november 2026" in " ".join(families.ok("norm-check", "A17", COLUMNS="60").split())


def test_pauses_and_agreements_count_and_are_said(families: Program) -> None:
    families.ok("agree", "A17", "--hours", "7", "--from", "2026-11-16", "--reason", "aftalt på mødet")
    families.ok("pause", "A17", "--from", "2026-11-09", "--to", "2026-11-15", "--reason", "ferie")
    before, running = families.json("norm-check", "A17", "--weeks", "1")["cases"][0]["weeks"]
    assert (before["status"], before["active_days"], before["required_minutes"]) == ("no_norm", 0, 0)
    assert (running["required_minutes"], running["plan_minutes"]) == (360, 420)
    shown = families.ok("norm-check", "A17", COLUMNS="60")
    assert "pause (ferie)" in shown
    assert "aftalt 7 t" in shown


def test_check_ends_with_four_and_still_prints(families: Program) -> None:
    ran = families("norm-check", "--check")
    assert ran.code == 4
    assert "1 familie fik ikke normen i en hel uge: A17." in ran.out
    assert families("norm-check", "--check", "--json").code == 4
    assert families("norm-check", "B03", "--check").code == 0
    assert families("norm-check", "--check", "--weeks", "0").code == 0  # the running week is not over
    assert families("norm-check").code == 0


@pytest.mark.parametrize("lang", ["da", "en"])
@pytest.mark.parametrize("columns", [60, 80])
def test_the_table_on_the_screen(families: Program, golden: Any, lang: str, columns: int) -> None:
    shown = families.ok("norm-check", "--lang", lang, COLUMNS=str(columns))
    golden(f"norm/command_{columns}.{lang}.txt", "\n".join(line.rstrip() for line in shown.splitlines()) + "\n")


def test_the_reasons_on_the_screen(families: Program) -> None:
    families.ok("visit", "log", "A17", "--start", "2026-11-17 10:00", "--status", "cancelled",
                "--cancelled-by", "family", "--reason", "barnet er sygt")  # fmt: skip
    shown = " ".join(families.ok("norm-check", "A17", "--week", "47", "--why", COLUMNS="100").split())
    assert "tir 17. 10.00 hjemme, aflyst af familien: barnet er sygt (tæller ikke) 0" in shown
    assert "tor 19. 09.00–10.30 hjemme, Mette Holm +90" in shown
    assert "Norm: 6 t pr. uge fra fødsel til 3 mdr. (jammerbugt-spaedbarn 1.0;" in shown


def test_a_period_ahead_has_no_weeks_and_says_so(families: Program) -> None:
    assert families.ok("norm-check", "--week", "2027-W10").startswith("Perioden ligger ude i fremtiden")


def test_no_open_families(program: Program) -> None:
    program.init()
    assert program.ok("norm-check") == "Der er ingen åbne familier.\n"
    assert program.json("norm-check") == {"today": "2026-11-22", "cases": []}


def test_csv_and_html_go_to_stdout(families: Program) -> None:
    rows = families.ok("norm-check", "--format", "csv").splitlines()
    assert rows[0].startswith("\ufeffcase;programme;child;")
    assert len(rows) == 1 + 2 * 5
    assert families.ok("norm-check", "--format", "html").startswith("<!doctype html>")
    assert families("norm-check", "--format", "csv", "--why").code == 2


@pytest.mark.parametrize("form", ["table", "json", "csv", "html"])
def test_out_writes_the_whole_file_for_its_owner_alone(families: Program, tmp_path: Path, form: str) -> None:
    target = tmp_path / "norm.txt"
    target.write_text("gammelt", encoding="utf-8")
    ran = families("norm-check", "--format", form, "--out", str(target))
    assert (ran.code, ran.out) == (0, "")
    assert os.name == "nt" or stat.S_IMODE(target.stat().st_mode) == 0o600
    text = target.read_bytes().decode("utf-8")
    assert "A17" in text
    assert "\x1b" not in text
    if form != "json":
        assert str(target) in ran.err
        assert text.replace("\r\n", "\n").split() == families.ok("norm-check", "--format", form).split()
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["norm.txt"]


def test_out_refuses_what_it_must_not_overwrite(families: Program, tmp_path: Path) -> None:
    folder = tmp_path / "mappe"
    folder.mkdir()
    assert families.refused("norm-check", "--out", str(folder)) == (2, "out_is_folder")
    assert families.refused("norm-check", "--out", "") == (2, "out_is_folder")
    assert families.refused("norm-check", "--out", str(tmp_path / "findes-ikke" / "n.json")) == (2, "out_no_folder")
    key = families.store / "key.json"
    before = key.read_bytes()
    assert families.refused("norm-check", "--out", str(key)) == (41, "out_in_store")
    assert families.refused("norm-check", "--out", str(folder / ".." / "desk" / "store" / "n")) == (41, "out_in_store")
    assert key.read_bytes() == before


def test_reading_the_family_of_a_colleague_is_logged(families: Program) -> None:
    from program import PASSPHRASE

    from spaedbarn_cli.cli.norm_gather import run_report
    from spaedbarn_cli.store import cases
    from spaedbarn_cli.store.log import Entry
    from spaedbarn_cli.store.vault import case_stream

    with opened(families, PASSPHRASE) as session:
        other = cases.find(session.store, "B03")
        session.store.append(
            [Entry(case_stream(other.id, "contact"), "case", other.id, "amend", {"owner": "Jens Lund"}, "overtaget")]
        )
        run_report(session, command="home")
        logged = session.store.rows("SELECT case_id, command FROM accesses")
        assert logged == [(other.id, "home")]


def test_many_families_take_a_handful_of_queries(families: Program) -> None:
    from program import PASSPHRASE

    from spaedbarn_cli.cli.norm_gather import run_report
    from spaedbarn_cli.store.ids import new_record_id
    from spaedbarn_cli.store.log import Entry
    from spaedbarn_cli.store.vault import case_stream

    with opened(families, PASSPHRASE) as session:
        def queries() -> int:
            asked: list[str] = []
            session.store.connection.set_trace_callback(asked.append)
            run_report(session)
            session.store.connection.set_trace_callback(None)
            return len(asked)

        run_report(session)  # the programme is parsed once
        few = queries()
        for number in range(30):
            key = new_record_id()
            fields = {"code": f"M{number:02d}", "programme": "jammerbugt-spaedbarn", "start": "2026-01-01",
                      "owner": session.store.author}  # fmt: skip
            session.store.append([Entry(case_stream(key, "contact"), "case", key, "create", fields)])
        assert queries() == few <= 8


def opened(program: Program, passphrase: str) -> Any:
    """Return a context with a session on the program's own store."""
    import contextlib
    from unittest import mock

    from pty_session import clean_env

    from spaedbarn_cli import session as sessions
    from spaedbarn_cli.store import keywrap
    from spaedbarn_cli.ui.terminal import Terminal

    @contextlib.contextmanager
    def opening() -> Any:
        env = {**clean_env(program.home), **program.env, "SPAEDBARN_PASSPHRASE": passphrase}
        mask = os.umask(0o077)
        with mock.patch.dict(os.environ, env, clear=True), mock.patch.object(keywrap, "testing_kdf_cost", (1, 1, 64)):
            sessions.forget_env()
            session = sessions.Session(str(program.store), Terminal(json=True), sessions.parse_now("2026-11-22"))
            try:
                yield session
            finally:
                session.close()
                sessions.forget_env()
                os.umask(mask)

    return opening()
