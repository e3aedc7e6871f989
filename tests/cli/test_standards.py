"""FHIR and XLSForm from the command line, and a form of the municipality's own all the way to an answer."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

import pytest
from catalog.sheets import WHOLE, workbook
from fhir.resources.R4B.bundle import Bundle
from fhir.resources.R4B.questionnaire import Questionnaire

if TYPE_CHECKING:
    from pathlib import Path

    from program import Program


def fill(program: Program, instrument: str, subject: str, **answers: Any) -> Any:
    """Answer an instrument about A17 out of a file."""
    return program("questionnaire", "run", instrument, "A17", "--subject", subject, "--answers", "-", "--json",
                   stdin=json.dumps(answers))  # fmt: skip


@pytest.fixture
def answered(families: Program) -> tuple[Program, str]:
    """A17 with the mother's EPDS, every item answered 0; returns the id too."""
    run = fill(families, "epds", "mor", **{str(n): 0 for n in range(1, 11)})
    return families, json.loads(run.out)["id"]


@pytest.fixture
def form(tmp_path: Path) -> Path:
    path = tmp_path / "skema.xlsx"
    path.write_bytes(workbook(WHOLE))
    return path


def test_a_definition_needs_no_store_and_goes_to_the_screen_or_a_file(program: Program, tmp_path: Path) -> None:
    found = json.loads(program.ok("instrument", "fhir", "epds"))
    Questionnaire.model_validate(found)
    assert found["item"][9]["linkId"] == "10harm"
    out = tmp_path / "epds.json"
    ran = program("instrument", "fhir", "epds", "--out", str(out))
    assert (ran.code, ran.out) == (0, "")
    assert "ikke krypteret" not in ran.err
    assert json.loads(out.read_text("utf-8")) == found


def test_answers_go_out_only_when_it_is_said_that_they_are_not_encrypted(
    answered: tuple[Program, str], tmp_path: Path
) -> None:
    program, key = answered
    assert program.refused("questionnaire", "fhir", key) == (41, "fhir_plaintext")
    out = tmp_path / "svar.json"
    assert program.refused("questionnaire", "fhir", key, "--out", str(out)) == (41, "fhir_plaintext")
    assert not out.exists()
    ran = program("questionnaire", "fhir", key, "--plaintext", "--out", str(out))
    assert ran.code == 0
    assert "ikke krypteret" in ran.err
    found = json.loads(out.read_text("utf-8"))
    Bundle.model_validate(found)
    response = found["entry"][0]["resource"]
    assert [item["answer"] for item in response["item"]] == [[{"valueInteger": 0}]] * 11
    assert response["status"] == "completed"
    assert "Mette" not in out.read_text("utf-8")


def test_what_was_corrected_and_what_was_retracted_say_so(answered: tuple[Program, str]) -> None:
    program, key = answered
    program.ok("questionnaire", "correct", key, "--answers", "-", "--reason", "tastefejl", stdin='{"1": 2}')
    assert program.json("questionnaire", "fhir", key, "--plaintext")["entry"][0]["resource"]["status"] == "amended"
    program.ok("questionnaire", "retract", key, "--reason", "forkert familie")
    found = program.json("questionnaire", "fhir", key, "--plaintext")
    assert {entry["resource"]["status"] for entry in found["entry"]} == {"entered-in-error"}


def test_free_text_is_warned_of(families: Program) -> None:
    key = json.loads(fill(families, "nbo", "barn1", place="hos Asta").out)["id"]
    out = families("questionnaire", "fhir", key, "--plaintext")
    assert out.code == 0
    assert "fri tekst" in out.err


def test_reading_another_ones_family_this_way_is_noted(answered: tuple[Program, str]) -> None:
    from contextlib import closing

    from program import PASSPHRASE

    from spaedbarn_cli.store import driver, keyfile, keywrap

    program, response = answered
    keywrap.testing_kdf_cost, kept = (1, 1, 64), keywrap.testing_kdf_cost
    try:
        key = keyfile.unwrap(keyfile.read_keyfile(program.store), keyfile.PASSPHRASE, PASSPHRASE)
    finally:
        keywrap.testing_kdf_cost = kept
    with closing(driver.connect(program.store / "store.db", key)) as connection:
        connection.execute("UPDATE cases SET owner = 'Lone Krogh'")
    program.ok("questionnaire", "fhir", response, "--plaintext")
    program.ok("questionnaire", "progress", "A17")
    with closing(driver.connect(program.store / "store.db", key)) as connection:
        found = {row[0] for row in connection.execute("SELECT command FROM accesses")}
    assert found == {"questionnaire fhir", "questionnaire progress"}


def test_a_spreadsheet_becomes_a_form_that_can_be_answered(families: Program, form: Path, tmp_path: Path) -> None:
    out = tmp_path / "soevn.yaml"
    ran = families("instrument", "import", str(form), "--about", "child", "--out", str(out))
    assert ran.code == 0, ran
    assert "7 spørgsmål er taget over" in ran.err
    families.ok("instrument", "add", str(out))
    assert [one["id"] for one in families.json("instrument", "site")["instruments"]] == ["soevn"]
    run = fill(families, "soevn", "barn1", wakes=0, hours=5.5, help={"option": 2}, worn=3)
    assert run.code == 0, run
    found = json.loads(run.out)
    assert (found["complete"], found["answers"]["wakes"], found["scores"]) == (True, 0, {})
    bundle = families.json("questionnaire", "fhir", found["id"], "--plaintext")
    Bundle.model_validate(bundle)
    assert json.loads(families.ok("instrument", "fhir", "soevn"))["item"][0]["linkId"] == "group.night"


def test_what_is_in_use_stays_readable_when_it_is_removed_and_a_version_is_never_two_things(
    families: Program, form: Path, tmp_path: Path
) -> None:
    out = tmp_path / "soevn.yaml"
    families.ok("instrument", "import", str(form), "--about", "child", "--out", str(out))
    families.ok("instrument", "add", str(out))
    families.ok("instrument", "add", str(out))
    key = json.loads(fill(families, "soevn", "barn1", wakes=1).out)["id"]
    text = out.read_text("utf-8")
    out.write_text(text.replace("Hvor tit", "Hvor ofte"), encoding="utf-8")
    assert families.refused("instrument", "add", str(out)) == (41, "site_version_taken")
    out.write_text(text.replace("Hvor tit", "Hvor ofte").replace("'1.2'", "'1.3'"), encoding="utf-8")
    families.ok("instrument", "add", str(out))
    assert json.loads(fill(families, "soevn", "barn1").out)["version"] == "1.3"
    families.ok("instrument", "remove", "soevn")
    assert families.json("questionnaire", "show", key)["version"] == "1.2"
    assert families.json("questionnaire", "fhir", key, "--plaintext")["type"] == "collection"
    assert families.refused("instrument", "remove", "soevn") == (40, "site_definition_not_found")
    assert fill(families, "soevn", "barn1").code == 40


def test_nothing_is_written_when_something_cannot_be_taken(program: Program, tmp_path: Path) -> None:
    path, out = tmp_path / "skema.xlsx", tmp_path / "skema.yaml"
    path.write_bytes(workbook([*WHOLE, ["select_multiple often", "many", "Hvilke?", "Which?"]]))
    ran = program("instrument", "import", str(path), "--about", "parent", "--out", str(out))
    assert ran.code == 30
    assert not out.exists()
    assert "skema.xlsx, ark survey, række 14" in ran.err
    assert "select_one ja/nej for hvert valg" in ran.err
    told = json.loads(program("instrument", "import", str(path), "--about", "parent", "--json").err)["error"]
    assert [(one["code"], one["path"], one["line"]) for one in told["problems"]] == [("XLSF_004", "survey", 14)]


@pytest.mark.parametrize(
    ("args", "error"),
    [
        (("import", "FORM"), (2, "usage_missing")),
        (("import", "FORM", "--about", "far"), (2, "import_about")),
        (("import", "FORM", "--about", "child", "--out", "x.txt"), (2, "import_out_yaml")),
        (("import", "nowhere.xlsx", "--about", "child"), (2, "file_unreadable")),
        (("add", "nowhere.yaml"), (2, "file_unreadable")),
        (("fhir", "nowhere"), (40, "instrument_unknown")),
    ],
)  # fmt: skip
def test_what_is_refused(families: Program, form: Path, args: tuple[str, ...], error: tuple[int, str]) -> None:
    assert families.refused("instrument", *(str(form) if word == "FORM" else word for word in args)) == error


def test_a_shipped_id_and_a_file_that_is_not_right_are_not_installed(
    families: Program, form: Path, tmp_path: Path
) -> None:
    out = tmp_path / "soevn.yaml"
    families.ok("instrument", "import", str(form), "--about", "child", "--out", str(out))
    other = tmp_path / "epds.yaml"
    other.write_text(out.read_text("utf-8").replace("id: soevn", "id: epds"), encoding="utf-8")
    assert families.refused("instrument", "add", str(other)) == (41, "site_id_shipped")
    out.write_text("id: soevn\n", encoding="utf-8")
    assert families.refused("instrument", "add", str(out)) == (30, "definition_invalid")


def test_without_the_extra_the_way_to_it_is_told(program: Program, form: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.partition(".")[0] == "pyxform"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "pyxform", None)
    ran: Any = program("instrument", "import", str(form), "--about", "child")
    assert ran.code == 2
    assert 'pip install "spaedbarn-cli[xlsform]"' in ran.err
