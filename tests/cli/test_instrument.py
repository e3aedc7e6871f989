"""Instruments by command: what they say of themselves, the site's own wording, and the municipality's own bounds."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from office import Office

from spaedbarn_cli.paths import instruments_dir

if TYPE_CHECKING:
    from pathlib import Path

FORM = "epds"
SECRET_WORDS = "Prøvesætning nummer"


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def pack(instrument: str = FORM, version: str = "1.0", *, items: int = 10, options: int = 4) -> str:
    said = ", ".join(f'"svar {n}"' for n in range(1, options + 1))
    lines = [f'  "{n}": {{text: "{SECRET_WORDS} {n}", options: [{said}]}}' for n in range(1, items + 1)]
    head = f'instrument: {instrument}\nversion: "{version}"\nlanguage: da\nlicence: "Købt af Jammerbugt"\nitems:\n'
    return head + "\n".join(lines) + "\n"


def test_the_list_needs_no_store_and_marks_what_is_not_verified(tmp_path: Path) -> None:
    from program import Program

    program = Program(tmp_path / "empty")
    found = {one["id"]: one for one in program.json("instrument", "list")["instruments"]}
    assert {"epds", "rfq-8", "adbb", "graviditet"} <= set(found)
    assert found["gmds"]["evidence"] == "unverified"
    said = program.ok("instrument", "list")
    assert "ikke bekræftet" in next(line for line in said.splitlines() if line.startswith("gmds"))
    assert "ikke bekræftet" not in next(line for line in said.splitlines() if line.startswith("gad-7"))


def test_show_says_bounds_sources_licence_and_doubt(office: Office) -> None:
    said = office.run("instrument", "show", FORM).out
    bounds = ("grænse 11: på eller over (mor)", "dansk validering 2018", "ikke bekræftet")
    for words in (*bounds, "Licens:", "Kilde:", "self-harm"):
        assert words in said.replace("\n    ", " "), words
    shown = office.json("instrument", "show", FORM)
    assert [one["value"] for one in shown["scales"][0]["cutoffs"]] == [11, 10]
    assert shown["texts"] == []


def test_check_runs_every_definition_and_its_examples(tmp_path: Path) -> None:
    from program import Program

    found = Program(tmp_path / "empty").json("instrument", "check")
    assert found["ok"] is True
    assert len(found["instruments"]) >= 20
    assert next(one for one in found["instruments"] if one["id"] == FORM)["examples"] >= 9


def test_a_file_with_a_wrong_example_is_named_by_line_with_a_remedy(office: Office) -> None:
    text = (instruments_dir() / "questionnaires" / "epds.yaml").read_text("utf-8")
    right, wrong = "scores: {total: 10, anxiety_3a: 3}", "scores: {total: 11, anxiety_3a: 3}"
    file = office.file("epds.yaml", text.replace(right, wrong, 1))
    said = office.run("--json", "instrument", "check", file)
    assert said.code == 30
    (problem,) = json.loads(said.out)["instruments"][0]["problems"]
    assert problem["file"] == "epds.yaml"
    assert problem["line"] > 40
    assert problem["message"]
    assert problem["hint"]
    spoken = office.run("instrument", "check", file)
    assert "epds.yaml, linje" in spoken.out
    assert "→" in spoken.out


@pytest.mark.parametrize("text", ["", "id: [", "\x00", "- 1\n- 2\n", "id: x\nid: y\n"])
def test_a_file_that_is_no_definition_is_said_calmly(office: Office, text: str) -> None:
    said = office.run("instrument", "check", office.file("mit.yaml", text))
    assert said.code == 30
    assert "mit.yaml" in said.out
    assert "Traceback" not in said.err


def test_a_file_that_is_not_there_is_wrong_usage(office: Office) -> None:
    assert office.run("instrument", "check", str(office.folder / "er-her-ikke.yaml")).code == 2


# ── the site's own wording ───────────────────────────────────────────────────────────────────────────────────────────


def test_a_text_pack_is_checked_kept_listed_and_removed(office: Office) -> None:
    added = office.run("instrument", "texts", "add", office.file("tekst.yaml", pack()))
    assert added.code == 0
    assert "Købt af Jammerbugt" in added.out
    (listed,) = office.json("instrument", "texts", "list")["texts"]
    assert (listed["instrument"], listed["version"], listed["language"]) == (FORM, "1.0", "da")
    assert "Købt af Jammerbugt" in office.run("instrument", "texts", "list").out
    assert office.json("instrument", "show", FORM)["texts"][0]["licence"] == "Købt af Jammerbugt"
    assert office.run("instrument", "texts", "remove", FORM).code == 0
    assert office.json("instrument", "texts", "list") == {"texts": []}
    assert office.run("instrument", "texts", "remove", FORM).code == 40


def test_the_wording_never_enters_the_log(office: Office) -> None:
    office.run("instrument", "texts", "add", office.file("tekst.yaml", pack()))
    answers = office.file("svar.json", {str(n): 0 for n in range(1, 11)})
    office.json("questionnaire", "run", FORM, "A17", "--subject", "mor", "--answers", answers)
    with office.store() as store:
        bodies = " ".join(str(row[0]) for row in store.rows("SELECT body FROM payloads"))
    assert '"total"' in bodies
    assert SECRET_WORDS not in bodies
    assert SECRET_WORDS not in office.run("--json", "instrument", "show", FORM).out


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (pack(version="2.0"), 30),
        (pack(items=9), 30),
        (pack(items=11), 30),
        (pack(options=3), 30),
        (pack(instrument="epsd"), 40),
        ("", 30),
        ("instrument: epds\n", 30),
    ],
)
def test_a_text_pack_that_does_not_fit_is_refused_whole(office: Office, text: str, code: int) -> None:
    said = office.run("--json", "instrument", "texts", "add", office.file("tekst.yaml", text))
    assert said.code == code
    error = json.loads(said.err.splitlines()[-1])["error"]
    if code == 30:
        assert all(problem["message"] and problem["hint"] for problem in error["problems"])
    assert office.json("instrument", "texts", "list") == {"texts": []}


def test_the_problems_of_a_text_pack_are_spoken(office: Office) -> None:
    said = office.run("instrument", "texts", "add", office.file("tekst.yaml", pack(items=9)))
    assert "tekst.yaml, linje" in said.err
    assert "10" in said.err


def test_a_pack_brings_the_tables_of_the_licensed_material(office: Office) -> None:
    letters = {str(n): "v" if n < 8 else "z" for n in range(1, 17)}
    answers = office.file("asq.json", {"interval": 2, "items": 16, **letters})
    run = ("questionnaire", "run", "asqse-2", "A17", "--subject", "barn1", "--answers", answers)
    assert office.json(*run)["bands"] == {}
    keys = ("interval", "items", *(str(n) for n in range(1, 37)))
    items = "\n".join(f'  "{key}": {{text: "{SECRET_WORDS} {key}"}}' for key in keys)
    tables = 'tables:\n  intervals:\n    "2": {cutoff: 30, monitoring_from: 20}\n'
    head = 'instrument: asqse-2\nversion: "1.0"\nlanguage: da\nlicence: "Prøve"\nitems:\n'
    assert office.run("instrument", "texts", "add", office.file("asq.yaml", f"{head}{items}\n{tables}")).code == 0
    kept = office.json(*run)
    assert (kept["scores"]["adjusted"], kept["bands"]["adjusted"]) == (35, "above")


# ── the municipality's own bounds ────────────────────────────────────────────────────────────────────────────────────


def total_of(office: Office) -> str:
    answers = office.file("svar.json", {str(n): 1 for n in range(1, 11)})
    kept = office.json("questionnaire", "run", FORM, "A17", "--subject", "mor", "--answers", answers)
    return str(kept["bands"]["total"])


def test_a_bound_can_be_set_changed_and_cleared(office: Office) -> None:
    assert total_of(office) == "below"
    assert office.json("instrument", "set", "epds.total.mother", "10")["settings"] == {"epds.total.mother": "10"}
    assert total_of(office) == "at"
    office.json("instrument", "set", "epds.total.mother", "9", "--reason", "ny praksis")
    assert total_of(office) == "above"
    newest = next(one["id"] for one in office.responses() if one["bands"]["total"] == "above")
    assert "sat til 9 af kommunen" in office.run("instrument", "show", FORM).out.replace("\n    ", " ")
    assert "kommunens egen grænse" in office.run("questionnaire", "show", newest).out
    assert office.json("instrument", "set", "epds.total.mother", "--clear") == {"settings": {}}
    assert total_of(office) == "below"
    assert office.json("instrument", "set", "epds.total.mother", "9,5")["settings"] == {"epds.total.mother": "9.5"}


@pytest.mark.parametrize(
    ("args", "code"),
    [
        (("epds.total.mother", "31"), 2),
        (("epds.total.mother", "-1"), 2),
        (("epds.total.mother", "elleve"), 2),
        (("epds.total.mother",), 2),
        (("epds.total.mother", "9", "--clear"), 2),
        (("epds.total.mother", "--clear"), 40),
        (("epds.total.moster", "9"), 40),
    ],
)
def test_what_is_no_bound_is_refused(office: Office, args: tuple[str, ...], code: int) -> None:
    said = office.run("instrument", "set", *args)
    assert said.code == code
    assert "elleve" not in said.err
