"""`import visits`: a file as a spreadsheet saves it, brought in whole or not at all, and safe to bring in again."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from spaedbarn_cli.cli.import_words import words
from spaedbarn_cli.domain.spreadsheet import MOST_BYTES
from spaedbarn_cli.domain.visit import KINDS, STATUSES
from spaedbarn_cli.domain.visit_columns import COLUMNS, fold
from spaedbarn_cli.i18n.catalog import LANGUAGES, load

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from program import Program, Ran

DANISH = """\
Familie;Dato;Fra kl.;Til kl.;Minutter;Slags;Status;Af;Til stede;Notat
A17;16-11-2026;09.00;10.30;90,0;hjemme;gennemført;Mette Holm og Jens Lund;mor, barn1;"Urolig nat.
Mor sagde ""det går""; vejede 5,1 kg"
;;;;;;;;;
b02;17-11-2026;13.00;;45;telefon;;;mor;
A17;18-11-2026;09.00;;;;aflyst af familien;;;
"""
ENGLISH = """\
case,start,end,kind,status,by,present,note
A17,2026-11-16 09:00,2026-11-16 10:30,home,held,Mette Holm,mor,første besøg
"""


@pytest.fixture
def families(program: Program) -> Program:
    """The program with two families in its store, and no visits."""
    program.init()
    for code in ("A17", "B02"):
        program.ok("case", "open", code, "--due", "2026-09-12")
    return program


@pytest.fixture
def imported(families: Program, tmp_path: Path) -> Callable[..., Ran]:
    """Return `imported(content, *words, name=)`: write a file and import it."""

    def run(content: str | bytes, *more: str, name: str = "besøg.csv") -> Ran:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return families("import", "visits", str(path), *more)

    return run


def visits(program: Program) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = program.json("visit", "list")["visits"]
    return found


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("mark", [";", "\t"])
def test_a_spreadsheet_in_danish(
    imported: Callable[..., Ran], families: Program, encoding: str, mark: str
) -> None:
    content = DANISH.replace("\n", "\r\n").replace(";", mark).encode(encoding)
    answer = imported(content, "--json")
    assert (answer.code, answer.err) == (0, "")
    assert json.loads(answer.out) == {
        "dry_run": False, "rows": 3, "imported": 3, "new": 3, "already_there": 0, "repeated": 0, "overlapping": 0,
        "unused_columns": [],
        "cases": {"A17": {"visits": 2, "minutes": 90}, "B02": {"visits": 1, "minutes": 45}},
    }  # fmt: skip
    first, second, third = visits(families)
    assert (first["case"], first["start"], first["end"]) == ("A17", "2026-11-16T09:00+01:00", "2026-11-16T10:30+01:00")
    assert (first["by"], first["present"]) == (["Mette Holm", "Jens Lund"], ["mor", "barn1"])
    assert first["note"] == f'Urolig nat.\nMor sagde "det går"{mark} vejede 5,1 kg'
    assert (second["case"], second["kind"], second["minutes"], second["by"]) == ("B02", "telephone", 45, ["Mette Holm"])
    assert (third["status"], third["cancelled_by"], third["minutes"]) == ("cancelled", "family", 0)


def test_the_columns_of_the_contract(imported: Callable[..., Ran], families: Program) -> None:
    assert imported(ENGLISH).code == 0
    (visit,) = visits(families)
    assert (visit["kind"], visit["status"], visit["note"]) == ("home", "held", "første besøg")


def test_our_own_listing_comes_in_again_as_what_it_was(
    imported: Callable[..., Ran], families: Program, tmp_path: Path
) -> None:
    sign = ["--sign", "child:eye_contact=yes", "--core", "guidance", "--next", "folder om søvn"]
    families("visit", "log", "A17", "--start", "2026-11-16 09:00", "--minutes", "90", "--note", "æøå", *sign)
    families("visit", "log", "B02", "--start", "2026-11-17 09:00", "--status", "cancelled", "--reason", "sygdom",
             "--cancelled-by", "us", "--excused")  # fmt: skip
    before = visits(families)
    lines = "\n".join(json.dumps(visit, ensure_ascii=False) for visit in before)
    again = imported(lines, "--json", name="besøg.jsonl")
    assert json.loads(again.out)["already_there"] == 2
    for visit in before:
        families("visit", "retract", visit["id"], "--reason", "prøve")
    for content in (lines, json.dumps({"visits": before}), json.dumps(before, indent=2)):
        answer = imported(content, "--json", name="besøg.jsonl")
        assert (answer.code, json.loads(answer.out)["unused_columns"]) == (0, ["id", "versions"])
        after = visits(families)
        assert [{**visit, "id": ""} for visit in after] == [{**visit, "id": ""} for visit in before]


def test_twice_is_once(imported: Callable[..., Ran], families: Program) -> None:
    imported(DANISH)
    before = visits(families)
    answer = imported(DANISH)
    assert (answer.code, answer.out) == (0, "Der er intet nyt at hente ind.\n")
    assert "3 rækker er skrevet ind i forvejen og springes over." in answer.err
    assert visits(families) == before


def test_a_dry_run_shows_everything_and_writes_nothing(imported: Callable[..., Ran], families: Program) -> None:
    answer = imported(DANISH + DANISH.splitlines()[5] + "\n", "--dry-run")
    assert answer.code == 0
    assert answer.out.splitlines() == [
        "besøg.csv: 4 rækker, 16. november 2026 – 18. november 2026",
        "  A17     2 besøg    1 t 30 min",
        "  B02     1 besøg        45 min",
        "1 række står to gange i filen og tages med én gang.",
        "Intet er skrevet. Kør kommandoen uden --dry-run for at hente besøgene ind.",
    ]
    document = json.loads(imported(DANISH, "--dry-run", "--json").out)
    assert (document["dry_run"], document["imported"], document["new"]) == (True, 0, 3)
    assert visits(families) == []


def test_columns_that_nobody_uses_are_named(imported: Callable[..., Ran]) -> None:
    content = "Familie;Start;;Kilometer;Minutter;\nA17;16-11-2026 09.00;hov;12;90;\n"
    answer = imported(content, "--dry-run")
    assert answer.err == "spaedbarn: bemærk: kolonner, der ikke bliver brugt: kolonne 3 uden overskrift, Kilometer\n"
    assert json.loads(imported(content, "--json").out)["unused_columns"] == ["kolonne 3 uden overskrift", "Kilometer"]


def test_one_bad_row_and_nothing_is_written(imported: Callable[..., Ran], families: Program) -> None:
    content = DANISH + "Z9;16-11-2026;09.00;08.00;;kaffe;;;;hemmeligt om far\n"
    answer = imported(content)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.splitlines() == [
        "række 6 (linje 7 i filen), kolonne Familie: den familie findes ikke; se efter koden i `spaedbarn case list`, "
        "eller opret familien først",
        "række 6 (linje 7 i filen), kolonne Slags: det er ikke en slags besøg, vi kender; skriv for eksempel hjemme, "
        "ekstra, fælles, center, hospital, telefon eller video",
        "række 6 (linje 7 i filen), kolonne Til kl.: besøget slutter, før det begynder; se efter start og slut; et "
        "besøg over midnat skal have datoen med i slut",
        "spaedbarn: fejl: besøg.csv: 1 række kan ikke hentes ind; intet er skrevet",
        "spaedbarn: råd: ret det i regnearket, gem, og kør kommandoen igen",
    ]
    assert visits(families) == []


def test_a_script_gets_every_problem_and_no_cell(imported: Callable[..., Ran]) -> None:
    rows = "".join(f"A17;16-11-2026;{n}.99;;90;;;;;hemmeligt\n" for n in range(60))
    answer = imported(DANISH.splitlines()[0] + "\n" + rows, "--json", "--lang", "en")
    error = json.loads(answer.err)["error"]
    assert (answer.code, answer.out, error["code"], error["key"]) == (2, "", 2, "import_rows")
    assert len(error["problems"]) == 60
    assert error["problems"][0] == {
        "line": 2, "row": 2, "column": "start", "code": "bad_clock", "message": "it is not a time of day",
        "hint": "write it as 9.00 or 09:30, without seconds",
    }  # fmt: skip
    assert "hemmeligt" not in answer.err


def test_a_person_gets_fifty_problems_and_the_number_of_the_rest(imported: Callable[..., Ran]) -> None:
    answer = imported("Familie;Start;Minutter\n" + "Z9;16-11-2026 09.00;90\n" * 60)
    lines = answer.err.splitlines()
    assert (len(lines), lines[50]) == (53, "… og 10 til")


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (b"", "file_empty"), (b"Familie;Start;Slut\n", "no_rows"), (b"PK\x03\x04\x00", "file_xlsx"),
        (b"\xd0\xcf\x11\xe0\x00", "file_xls"), (b"%PDF-1.4", "file_pdf"), (b"Familie\x00", "file_binary"),
        (b"Familie;Start\nA17;\x81\n", "file_encoding"), (b'Familie;Start;Slut\nA17;"9', "csv_quotes"),
        (b"a" * (MOST_BYTES + 1), "file_too_large"), (b"Dato;Start;Slut\nx;y;z\n", "import_columns"),
        (b"Familie;Start;Minuter\nA17;x;y\n", "import_near"),
        (b"Familie;Sag;Start;Slut\nA17;A17;x;y\n", "import_twice"),
        (b'{"case": ', "json_broken"), (b'{"case": 1, "case": 2}', "json_twice"), (b"[1]", "json_shape"),
        (b";".join([b"x"] * 201) + b"\nx\n", "too_many_columns"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_file_that_cannot_be_used_is_called_what_it_is(
    program: Program, tmp_path: Path, content: bytes, key: str, language: str
) -> None:
    path = tmp_path / "Mine besøg.csv"
    path.write_bytes(content)
    answer = program("import", "visits", str(path), "--json", "--lang", language)
    error = json.loads(answer.err)["error"]
    assert (answer.code, answer.out, error["key"]) == (2, "", key)
    assert "Mine besøg.csv" in error["message"]
    assert str(tmp_path) not in answer.err
    assert error["hint"]
    assert "?" not in error["message"]


@pytest.mark.parametrize(
    ("name", "key"), [("findes-ikke.csv", "file_not_found"), (".", "file_is_folder"), ("x" * 300, "file_unreadable")]
)
def test_a_file_that_is_none(program: Program, tmp_path: Path, name: str, key: str) -> None:
    answer = program("import", "visits", str(tmp_path / name), "--json")
    assert (answer.code, json.loads(answer.err)["error"]["key"]) == (2, key)


def test_without_a_file_and_nobody_to_ask(program: Program) -> None:
    assert program("import", "visits").code == 2


def test_json_problems_are_named_by_line_and_field(imported: Callable[..., Ran]) -> None:
    content = '\n{"case": "A17", "start": "2026-11-16 09:00", "minutes": 0}\n'
    answer = imported(content, name="besøg.jsonl")
    assert answer.err.startswith("linje 2, felt minutes: besøget slutter, før det begynder;")


def test_visits_on_top_of_others_are_said(imported: Callable[..., Ran], families: Program) -> None:
    families("visit", "log", "A17", "--start", "2026-11-16 10:00", "--minutes", "60")
    answer = imported(DANISH)
    assert "1 besøg ligger oven i et andet besøg hos familien; tiden tæller én gang." in answer.err
    assert answer.out == "Hentet ind: 3 besøg hos 2 familier.\n"


def test_a_closed_family_can_be_caught_up_with(imported: Callable[..., Ran], families: Program) -> None:
    families("case", "close", "A17", "--date", "2026-11-20", "--reason", "målene er nået", "--yes")
    assert imported(ENGLISH).code == 0


# ── the words ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_every_key_and_every_word_of_the_screen_is_understood_in_both_languages() -> None:
    names, cells = words()
    for column in COLUMNS:
        assert names[fold(column)] == column
    for language in LANGUAGES:
        texts = load(language)
        for kind in KINDS:
            assert cells.kinds[fold(texts[f"kind.{kind}"])] == cells.kinds[fold(kind)] == kind
        for status in STATUSES:
            assert cells.statuses[fold(texts[f"status.{status}"])] == cells.statuses[fold(status)] == status
        assert cells.statuses[fold(texts["by.family"])] == "cancelled:family"
        assert cells.statuses[fold(texts["by.us"])] == "cancelled:us"


@pytest.mark.parametrize("group", ["column", "kind", "status", "cancelled_by", "answer"])
def test_no_word_means_two_things(group: str) -> None:
    meant: dict[str, set[str]] = {}
    for language in LANGUAGES:
        for key, listed in load(language).items():
            if key.startswith(f"import.{group}."):
                for word in [key.removeprefix(f"import.{group}."), *listed.split(",")]:
                    meant.setdefault(fold(word), set()).add(key)
    assert [word for word, keys in meant.items() if len(keys) > 1] == []


CODES = {
    "missing_case", "unknown_case", "missing_start", "missing_end", "bad_day", "bad_moment", "bad_clock",
    "bad_no_such_time", "date_differs", "bad_minutes", "bad_hours", "length_differs", "end_before_start",
    "visit_too_long", "visit_in_future", "visit_long_ago", "bad_kind", "bad_status", "bad_cancelled_by", "bad_excused",
    "bad_retracted", "is_retracted", "bad_label", "bad_core", "bad_sign", "bad_sign_who", "bad_value", "text_too_long",
    "row_too_long",
}  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_problem_has_words_and_a_remedy(language: str) -> None:
    texts = load(language)
    for code in CODES:
        assert texts[f"row.{code}"]
        assert texts[f"row.hint.{code}"]
    said = {key.removeprefix("row.") for key in texts if key.startswith("row.") and not key.startswith("row.hint.")}
    assert said - {"at", "at_line", "at_json", "more", "last"} == CODES


# ── whatever comes ──────────────────────────────────────────────────────────────────────────────────────────────────

PIECES = st.lists(
    st.sampled_from([
        "Familie", "Start", "Minutter", "Status", "A17", "16-11-2026 09.00", "90", "aflyst", ";", ",", "\t",
        "\n", "\r\n", '"', "{", "}", "[", "]", ":", '"case"', '"start"', "null", "æ", "\0", "sep=;", "\u2028",
    ]),
    max_size=30,
).map("".join)  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.one_of(st.binary(max_size=80), PIECES.map(str.encode), PIECES.map(lambda text: text.encode("utf-16"))))
def test_whatever_is_in_the_file_there_is_an_answer_of_ours(imported: Callable[..., Ran], content: bytes) -> None:
    answer = imported(content, "--dry-run", "--json")
    assert answer.code in (0, 2)
    if answer.code:
        assert json.loads(answer.err.splitlines()[-1])["error"]["key"] != "defect"
