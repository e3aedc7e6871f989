"""Bad input gets a clear error in both languages and as JSON, its own exit code, and loses nothing.

About families, visits, dates and drafts. Each row: the command line, the exit code, the key of the error.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from program import Program

LOG = ("visit", "log", "A17", "--start")
START = (*LOG, "2026-11-16 09:00")

BAD: list[tuple[tuple[str, ...], int, str]] = [
    ((*START, "--end", "08:00"), 2, "end_before_start"),
    ((*START, "--end", "2026-11-16 09:00"), 2, "end_before_start"),
    ((*START, "--minutes", "0"), 2, "end_before_start"),
    ((*START, "--minutes", "1800"), 2, "visit_too_long"),
    ((*START, "--minutes", "30 t"), 2, "visit_too_long"),
    ((*START, "--end", "2026-11-17 15:00"), 2, "visit_too_long"),
    ((*START, "--minutes", "lidt"), 2, "bad_minutes"),
    ((*START, "--minutes", "1,5"), 2, "bad_minutes"),
    ((*START, "--minutes", "-90"), 2, "bad_minutes"),
    ((*START, "--minutes", "60", "--end", "10:00"), 2, "end_and_minutes"),
    (START, 2, "usage_missing"),
    (("visit", "log", "A17"), 2, "usage_missing"),
    (("visit", "log"), 2, "usage_missing"),
    ((*LOG, "2026-11-23 09:00", "--minutes", "60"), 2, "visit_in_future"),
    ((*LOG, "2027-01-01 09:00", "--minutes", "60"), 2, "visit_in_future"),
    ((*LOG, "2026-02-30 09:00", "--minutes", "60"), 2, "bad_moment"),
    ((*LOG, "2026-11-16 25:00", "--minutes", "60"), 2, "bad_moment"),
    ((*LOG, "16/11", "--minutes", "60"), 2, "bad_moment"),
    ((*LOG, "", "--minutes", "60"), 2, "usage_missing"),
    ((*LOG, "2026-03-29 02:30", "--minutes", "60"), 2, "bad_no_such_time"),
    ((*LOG, "1926-11-16 09:00", "--minutes", "60"), 2, "visit_long_ago"),
    ((*LOG, "0026-11-16 09:00", "--minutes", "60"), 2, "bad_moment"),
    ((*START, "--minutes", "60", "--kind", "visit"), 2, "bad_kind"),
    ((*START, "--minutes", "60", "--status", "done"), 2, "bad_status"),
    ((*START, "--minutes", "60", "--core", "chat"), 2, "bad_core"),
    ((*START, "--minutes", "60", "--sign", "child:smile=yes"), 2, "bad_sign"),
    ((*START, "--minutes", "60", "--sign", "child:eye_contact=maybe"), 2, "bad_sign"),
    ((*START, "--minutes", "60", "--sign", "eye_contact"), 2, "bad_sign_form"),
    ((*START, "--minutes", "60", "--sign", "nabo:eye_contact=yes"), 2, "bad_sign_who"),
    ((*START, "--minutes", "60", "--present", "to ord"), 2, "bad_label"),
    ((*START, "--status", "cancelled", "--cancelled-by", "vejret"), 2, "bad_cancelled_by"),
    (("visit", "log", "Z99", "--start", "2026-11-16 09:00", "--minutes", "60"), 40, "case_not_found"),
    (("visit", "list", "Z99"), 40, "case_not_found"),
    (("visit", "list", "--from", "forleden"), 2, "bad_day"),
    (("visit", "list", "--from", "2026-11-17", "--to", "2026-11-16"), 2, "to_before_from"),
    (("visit", "show", "zzzz"), 40, "visit_not_found"),
    (("visit", "show", "a"), 40, "visit_not_found"),
    (("visit", "correct", "zzzz", "--minutes", "60", "--reason", "x"), 40, "visit_not_found"),
    (("visit", "correct", "@visit", "--minutes", "60"), 2, "usage_missing"),
    (("visit", "correct", "@visit", "--reason", "x"), 2, "nothing_to_correct"),
    (("visit", "correct", "@visit", "--reason", "x", "--end", "08:00"), 2, "end_before_start"),
    (("visit", "correct", "@visit", "--reason", "x", "--start", "2026-11-30 09:00"), 2, "visit_in_future"),
    (("visit", "correct", "@visit", "--reason", "x", "--minutes", "2000"), 2, "visit_too_long"),
    (("visit", "retract", "@visit"), 2, "usage_missing"),
    (("case", "open", "A17"), 41, "case_exists"),
    (("case", "open", "a17"), 41, "case_exists"),
    (("case", "open", "Familien Holm"), 2, "bad_code"),
    (("case", "open", "170926-1234"), 2, "cpr_on_line"),
    (("case", "open", "C21", "--due", "31-11-2026"), 2, "bad_day"),
    (("case", "open", "C21", "--programme", "ukendt"), 40, "definition_unknown"),
    (("case", "show", "Z99"), 40, "case_not_found"),
    (("case", "close", "B03", "--date", "i overmorgen", "--reason", "x"), 2, "bad_day"),
    (("case", "close", "B03", "--date", "2026-11-20"), 2, "usage_missing"),
    (("case", "correct", "B03", "--reason", "x"), 2, "nothing_to_correct"),
    (("case", "retract", "A17", "zzzz", "--reason", "x"), 40, "record_not_found"),
    (("person", "add", "A17", "mor", "--role", "mother"), 41, "label_taken"),
    (("person", "add", "A17", "mormor", "--role", "bedstemor"), 2, "bad_person_role"),
    (("person", "add", "A17", "mor og far", "--role", "mother"), 2, "bad_label"),
    (("person", "add", "A17", "bror", "--role", "sibling", "--born", "2026-12-24"), 2, "day_in_future"),
    (("birth", "A17", "--date", "2026-12-24", "--child", "barn2"), 2, "birth_in_future"),
    (("birth", "A17", "--date", "2026-03-29", "--child", "barn2"), 2, "birth_far_from_due"),
    (("birth", "B03", "--date", "2026-06-28", "--child", "barn1"), 2, "birth_far_from_due"),
    (("birth", "A17", "--date", "2026-09-17", "--child", "barn1"), 41, "label_taken_child"),
    (("birth", "A17", "--date", "2026-09-17", "--child", "mor"), 41, "label_taken"),
    (("birth", "A17", "--date", "2026-09-17", "--child", "barn2", "--gestation", "38+9"), 2, "bad_gestation"),
    (("birth", "A17", "--date", "2026-09-17", "--child", "barn2", "--gestation", "60+0"), 2, "gestation_outside"),
    (("birth", "A17", "--child", "barn2"), 2, "usage_missing"),
    (("discharge", "B03", "--date", "2026-11-20"), 41, "discharge_without_birth"),
    (("discharge", "A17", "--date", "2026-09-16"), 2, "discharge_before_birth"),
    (("discharge", "A17", "--date", "2026-12-01"), 2, "day_in_future"),
    (("pause", "A17", "--from", "2026-12-20", "--to", "2026-12-19", "--reason", "ferie"), 2, "to_before_from"),
    (("pause", "A17", "--from", "2026-12-20", "--reason", "ferie"), 2, "usage_missing"),
    (("agree", "A17", "--hours", "mange", "--from", "2026-11-16", "--reason", "x"), 2, "bad_hours"),
    (("agree", "A17", "--hours", "61", "--from", "2026-11-16", "--reason", "x"), 2, "bad_hours"),
    (("agree", "A17", "--hours", "0", "--from", "2026-11-16", "--reason", "x"), 2, "bad_hours"),
    (
        ("agree", "A17", "--hours", "5", "--from", "2026-11-16", "--to", "2026-11-15", "--reason", "x"),
        2, "to_before_from",
    ),
    (("drafts", "--drop", "zzzz", "--yes"), 40, "draft_not_found"),
    (("resume",), 40, "no_drafts"),
    (("resume", "zzzz"), 40, "draft_not_found"),
    (("visit", "lgo"), 2, "usage_command_near"),
    (("visit", "list", "--form", "x"), 2, "usage_option_near"),
    (("case", "list", "--now", "i fjor"), 2, "bad_now"),
]  # fmt: skip


def everything(program: Program) -> list[Any]:
    """Return all that the store says of families and visits."""
    codes = [case["code"] for case in program.json("case", "list", "--closed")["cases"]]
    visits = program.json("visit", "list", "--retracted")
    return [visits, *(program.json("case", "show", code) for code in codes)]


@pytest.mark.parametrize(("args", "code", "key"), BAD, ids=lambda value: str(value)[:60])
def test_bad_input(families: Program, args: tuple[str, ...], code: int, key: str) -> None:
    before = everything(families)
    known = before[0]["visits"][0]["id"]
    line = tuple(known[:6] if word == "@visit" else word for word in args)
    told = {}
    for lang, error, hint in (("da", "fejl", "råd"), ("en", "error", "hint")):
        ran = families(*line, SPAEDBARN_LANG=lang)
        assert (ran.code, ran.out) == (code, ""), ran
        lines = ran.err.splitlines()
        assert lines[0].startswith(f"spaedbarn: {error}: ")
        assert lines[1].startswith(f"spaedbarn: {hint}: ")
        assert "{" not in ran.err
        assert not any(line.endswith((".", "!")) for line in lines)
        as_json = families(*line, "--json", SPAEDBARN_LANG=lang)
        assert (as_json.code, as_json.out) == (code, "")
        body = json.loads(as_json.err)
        assert set(body) == {"error"}
        assert {name: body["error"][name] for name in ("code", "key")} == {"code": code, "key": key}
        assert body["error"]["message"] == lines[0].removeprefix(f"spaedbarn: {error}: ")
        assert body["error"]["hint"].splitlines()[0] == lines[1].removeprefix(f"spaedbarn: {hint}: ")
        told[lang] = ran.err
    assert told["da"] != told["en"]
    assert everything(families) == before


@pytest.mark.parametrize("option", ["--minutes", "--end"])
def test_the_option_that_was_typed_is_the_one_complained_of(families: Program, option: str) -> None:
    value = {"--minutes": "1800", "--end": "2026-11-17 15:00"}[option]
    assert families(*START, option, value).err.startswith(f"spaedbarn: fejl: {option}: ")


@pytest.mark.parametrize("words", [(), ("visit",), ("passphrase",)])
def test_a_group_alone_on_the_line_is_answered_with_its_help(families: Program, words: tuple[str, ...]) -> None:
    ran = families(*words)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == families(*words, "--help").out
    assert families.refused(*words) == (2, "usage_no_command")


def test_what_must_be_known_stands_in_the_error_and_never_beside_it(families: Program) -> None:
    early = {"SPAEDBARN_NOW": "2026-10-01T12:00"}
    ran = families("case", "show", "Z99", "--json", **early)
    error = json.loads(ran.err)["error"]
    assert error["key"] == "case_not_found"
    assert any("ur" in said.split() for said in error["warnings"])
    fine = families("case", "list", "--json", **early)
    assert json.loads(fine.out)["cases"]
    assert [f"spaedbarn: bemærk: {said}" for said in error["warnings"]] == fine.err.splitlines()


@pytest.mark.parametrize("words", ["visit show", "inbox open", "contact add", "conflict settle", "brief"])
@pytest.mark.parametrize("lang", ["da", "en"])
def test_what_is_missing_is_not_to_be_mended_by_the_terminal_one_sits_at(
    families: Program, words: str, lang: str
) -> None:
    ran = families(*words.split(), "--lang", lang)
    assert ran.code == 2
    assert "--help" in ran.err
    assert "terminal" not in ran.err
