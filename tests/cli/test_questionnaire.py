"""Answered instruments by flags and files: what is taken, what is refused, and what is kept of it."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING, Any

import pytest
from office import Office

from spaedbarn_cli import paths
from spaedbarn_cli.store import responses

if TYPE_CHECKING:
    from pathlib import Path

    from program import Ran

ONES = {str(n): 1 for n in range(1, 11)}


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def error(said: Ran) -> Any:
    """Return the error a command gave as JSON."""
    return json.loads(said.err.splitlines()[-1])["error"]


def epds(office: Office, answers: Any, *more: str, subject: str = "mor") -> Any:
    file = office.file("svar.json", answers)
    return office.json("questionnaire", "run", "epds", "A17", "--subject", subject, "--answers", file, *more)


def test_a_whole_form_is_scored_and_kept(office: Office) -> None:
    kept = epds(office, {**ONES, "10": 0})
    assert kept["scores"] == {"total": 9, "anxiety_3a": 3}
    assert kept["bands"] == {"total": "below", "anxiety_3a": "below"}
    assert (kept["complete"], kept["flags"], kept["mode"]) == (True, [], "file")
    assert kept["scorable"] == {"total": "scored", "anxiety_3a": "scored"}
    assert office.json("questionnaire", "show", kept["id"][:6]) == kept
    assert office.responses() == [kept]


def test_printed_options_and_keys_of_the_form_give_the_same_codes(office: Office) -> None:
    first = {"option": 1}
    kept = epds(office, {str(n): first for n in range(1, 11)})
    # Three of the ten are printed from 0 to 3, seven from 3 to 0.
    assert [kept["answers"][str(n)] for n in range(1, 11)] == [0, 0, 3, 0, 3, 3, 3, 3, 3, 3]


def test_it_lies_in_the_journal_of_whom_it_is_about(office: Office) -> None:
    mother = epds(office, ONES)
    child = office.json(
        "questionnaire", "run", "adbb", "A17", "--subject", "barn1",
        "--answers", office.file("adbb.json", {str(n): 0 for n in range(1, 9)}),
    )  # fmt: skip
    with office.store() as store:
        streams = dict(store.rows("SELECT id, stream FROM responses"))
    assert str(streams[mother["id"]]).endswith("/parent:mor")
    assert str(streams[child["id"]]).endswith("/child")


def test_what_is_left_out_is_kept_as_incomplete_without_a_verdict(office: Office) -> None:
    kept = epds(office, {"1": 0, "2": 3, "3": "declined"})
    assert kept["complete"] is False
    assert kept["scores"] == {"total": None, "anxiety_3a": None}
    assert kept["bands"] == {}
    assert kept["scorable"]["total"] == "not_scorable (2/10)"
    assert kept["range"]["total"] == [3, 27]
    assert kept["unanswered"] == [str(n) for n in range(4, 11)]


@pytest.mark.parametrize("word", ["declined", "not_asked", "does_not_know", "not_relevant"])
def test_a_non_answer_is_no_zero(office: Office, word: str) -> None:
    kept = epds(office, {**ONES, "7": word})
    assert kept["answers"]["7"] == word
    assert kept["complete"] is True
    assert kept["scores"]["total"] is None


def test_nothing_and_empty_text_survive(office: Office) -> None:
    file = office.file("pc.json", {"consent_to_film": 0, "place": "", "present": "mor og barn", "1": 1})
    kept = office.json("questionnaire", "run", "pc-era", "A17", "--subject", "mor", "--answers", file)
    assert kept["answers"]["consent_to_film"] == 0
    assert kept["answers"]["place"] == ""
    ticks = {"interval": 2, "items": 16, "1": "z", "1c": False, "2c": True, "remarks": ""}
    asq = office.json(
        "questionnaire", "run", "asqse-2", "A17", "--subject", "barn1", "--answers", office.file("asq.json", ticks)
    )
    assert (asq["answers"]["1"], asq["answers"]["1c"], asq["answers"]["2c"]) == (0, False, True)
    assert asq["answers"]["remarks"] == ""
    assert office.json("questionnaire", "show", asq["id"])["answers"] == asq["answers"]


def test_hidden_answers_are_kept_aside_and_come_back(office: Office) -> None:
    answers = {"interval": 6, "items": 23, "17": "x", "1": "v"}
    asq = office.json(
        "questionnaire", "run", "asqse-2", "A17", "--subject", "barn1", "--answers", office.file("asq.json", answers)
    )
    smaller = office.file("ret.json", {"items": 16})
    hidden = office.json("questionnaire", "correct", asq["id"], "--answers", smaller, "--reason", "talt forkert")
    assert "17" not in hidden["answers"]
    assert hidden["inactive"] == {"17": 10}
    back = office.json(
        "questionnaire", "correct", asq["id"], "--reason", "alligevel",
        "--answers", office.file("ret.json", {"items": 23}),
    )  # fmt: skip
    assert back["answers"]["17"] == 10
    assert back["inactive"] == {}


def test_the_cut_off_is_the_one_for_the_role(office: Office) -> None:
    ten = {**ONES, "10": 1}
    assert epds(office, ten)["bands"]["total"] == "below"
    assert epds(office, ten, subject="far")["bands"]["total"] == "at"


def test_amounts_take_a_comma_and_the_age_of_the_respondent_decides(office: Office) -> None:
    lines = office.file("ors.json", {"1": 6.2, "2": "6,3", "3": 6.3, "4": "6.3"})
    kept = office.json("questionnaire", "run", "ors", "A17", "--subject", "mor", "--answers", lines)
    assert kept["scores"]["total"] == 25.1
    assert kept["bands"]["total"] == "above"
    young = office.json("questionnaire", "run", "ors", "A17", "--subject", "far", "--answers", lines)
    assert young["bands"]["total"] == "below"


@pytest.mark.parametrize(
    "args",
    [
        ("run", "epds", "A17", "--subject", "mor"),
        ("run", "epds", "A17", "--answers", "svar.json"),
        ("run", "epds", "A17", "--subject", "mor", "--answers", "svar.json", "--hand-over"),
        ("run", "epds", "A17", "--subject", "mor", "--answers", "er-her-ikke.json"),
        ("run", "epds", "A17", "--subject", "mor", "--answers", "svar.json", "--date", "2026-11-23"),
        ("run",),
        ("list",),
    ],
)
def test_what_cannot_be_meant_is_wrong_usage(office: Office, args: tuple[str, ...]) -> None:
    file = office.file("svar.json", {})
    said = office.run("questionnaire", *[file if word == "svar.json" else word for word in args])
    assert said.code == 2, said.err


def test_an_instrument_that_is_not_there_is_not_found(office: Office) -> None:
    said = office.run("--json", "questionnaire", "run", "epsd", "A17", "--subject", "mor", "--answers", "-")
    assert (said.code, error(said)["key"]) == (40, "instrument_unknown_near")
    assert "epds" in error(said)["message"]


def test_a_risk_answer_is_said_at_once_and_stands_in_json(office: Office) -> None:
    file = office.file("svar.json", {"10": 1})
    said = office.run("--json", "questionnaire", "run", "epds", "A17", "--subject", "mor", "--answers", file)
    assert said.code == 0
    assert json.loads(said.out)["flags"] == ["self_harm"]
    assert json.loads(said.out)["id"][:6] in said.err


def test_it_is_kept_on_the_day_it_was_answered(office: Office) -> None:
    kept = epds(office, ONES, "--date", "2026-11-20")
    assert kept["date"] == "2026-11-20"
    assert kept["entered"].startswith("2026-11-22")


def test_correcting_scores_anew_and_keeps_what_stood(office: Office) -> None:
    kept = epds(office, {**ONES, "10": 0})
    file = office.file("ret.json", {"10": 2})
    now = office.json("questionnaire", "correct", kept["id"], "--answers", file, "--reason", "tastet forkert")
    assert (now["scores"]["total"], now["flags"], now["versions"]) == (11, ["self_harm"], 2)
    steps = office.json("history", kept["id"])["changes"]
    assert [step["after"]["result"]["scores"]["total"] for step in steps] == [9, 11]
    assert steps[1]["reason"] == "tastet forkert"


def test_retracting_takes_it_out_of_the_list_only(office: Office) -> None:
    kept = epds(office, ONES)
    assert office.json("questionnaire", "retract", kept["id"], "--reason", "den forkerte")["retracted"] is True
    assert office.responses() == []
    assert office.json("questionnaire", "show", kept["id"])["retracted"] is True
    assert office.run("questionnaire", "retract", kept["id"], "--reason", "igen").code == 41
    file = office.file("ret.json", {"1": 0})
    assert office.run("questionnaire", "correct", kept["id"], "--answers", file, "--reason", "x").code == 41


def test_the_screen_names_bound_source_and_last_time(office: Office) -> None:
    epds(office, {**ONES, "10": 0}, "--date", "2026-10-02")
    file = office.file("svar.json", {**ONES, "10": 2})
    said = office.run("questionnaire", "run", "epds", "A17", "--subject", "mor", "--answers", file)
    assert "på grænsen 11 (dansk validering 2018)" in said.out
    assert "Sidst (2. oktober): Samlet 9" in said.out
    assert "handlingskortet er ikke udfyldt endnu" in said.out.replace("\n    ", " ")


def test_an_unverified_bound_says_so(office: Office) -> None:
    file = office.file("svar.json", {str(n): 2 for n in range(1, 14)})
    said = office.run("questionnaire", "run", "gmds", "A17", "--subject", "far", "--answers", file)
    assert "ikke bekræftet" in said.out


def test_an_incomplete_result_shows_what_is_still_possible(office: Office) -> None:
    file = office.file("svar.json", {str(n): 1 for n in range(1, 9)})
    said = office.run("questionnaire", "run", "epds", "A17", "--subject", "mor", "--answers", file)
    assert "8 af 10 besvaret: kan ikke scores. Mulig score 8–14." in said.out.replace("\n    ", " ")


def test_the_definition_it_was_answered_on_is_used_when_it_is_corrected(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = epds(office, {**ONES, "10": 0})
    newer = tmp_path / "instruments"
    shutil.copytree(paths.instruments_dir(), newer)
    file = newer / "questionnaires" / "epds.yaml"
    text = file.read_text("utf-8").replace('version: "1.0"', 'version: "2.0"')
    file.write_text(text.replace('items: ["3-5"]', 'items: ["4-6"]'), encoding="utf-8")
    monkeypatch.setattr(paths, "instruments_dir", lambda: newer)
    fresh = epds(office, {**ONES, "3": 3, "10": 0})
    assert (fresh["version"], fresh["scores"]["anxiety_3a"]) == ("2.0", 3)
    assert fresh["definition"] != kept["definition"]
    ret = office.file("ret.json", {"3": 3})
    old = office.json("questionnaire", "correct", kept["id"], "--answers", ret, "--reason", "tastet forkert")
    assert (old["version"], old["scores"]["anxiety_3a"]) == ("1.0", 5)


def test_the_store_reads_back_what_json_says(office: Office) -> None:
    kept = epds(office, {"1": 0, "2": "declined"})
    with office.store() as store:
        found = responses.find(store, kept["id"])
    assert found.answers == {"1": 0, "2": "declined"}
    assert (found.actions, found.by, found.mode) == ([], "Mette Holm", "file")
