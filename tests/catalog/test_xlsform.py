"""XLSForm: what can be taken is taken whole, what cannot is named by sheet and row, and never half of it."""

from __future__ import annotations

import builtins
import io
import zipfile
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spaedbarn_cli.catalog.instruments import build_instrument, examine, load_instrument_text
from spaedbarn_cli.catalog.xlsform import convert_xlsform
from spaedbarn_cli.catalog.xlsform_logic import read_constraint, read_parameters, read_relevant
from spaedbarn_cli.catalog.xlsform_problems import SheetCode
from spaedbarn_cli.domain.answers import read_answer, visible
from spaedbarn_cli.errors import DefinitionInvalid, WrongUsage
from spaedbarn_cli.i18n import catalog

from .sheets import CHOICES, HEADS, SETTINGS, WHOLE, workbook

if TYPE_CHECKING:
    from spaedbarn_cli.catalog.xlsform import Converted

QUESTION = ["text", "q1", "Hvad?", "What?"]
OFTEN = ["select_one often", "q1", "Hvor tit?", "How often?"]


def taken(survey: list[list[Any]], about: str = "child", **more: Any) -> Converted:
    return convert_xlsform(workbook(survey, **more), "form.xlsx", about)


def said(survey: list[list[Any]], **more: Any) -> list[tuple[SheetCode, str, int]]:
    """Return what is said of a form that is not taken."""
    with pytest.raises(DefinitionInvalid) as caught:
        taken(survey, **more)
    return [(problem.code, problem.path, problem.line) for problem in caught.value.params["problems"]]


def test_a_whole_form_becomes_a_definition_that_our_own_checker_takes() -> None:
    found = taken(WHOLE)
    instrument, problems = examine(found.yaml, "soevn.yaml")
    assert problems == []
    assert instrument is not None
    assert load_instrument_text(found.yaml, "soevn.yaml") == found.data
    assert (instrument.id, instrument.version, instrument.title["da"]) == ("soevn", "1.2", "Søvn i familien")
    assert (instrument.kind, instrument.about, instrument.respondent) == ("questionnaire", "child", "parent")
    assert (instrument.evidence, instrument.scales) == ("unverified", ())
    assert instrument.instructions == {"da": "Tænk på den sidste uge.", "en": "Think of the last week."}
    assert [item.id for item in instrument.items] == ["wakes", "times", "hours", "help", "which", "worn", "more"]


def test_items_keep_their_codes_words_ends_groups_and_conditions() -> None:
    instrument = build_instrument(taken(WHOLE).data)
    wakes, times, hours = (instrument.item(key) for key in ("wakes", "times", "hours"))
    assert (wakes.options[0].code, (wakes.options[0].text or {})["da"]) == (0, "aldrig")
    assert (times.minimum, times.maximum, times.step) == (0, 20, 1)
    assert (hours.minimum, hours.maximum, hours.step) == (0, 24, None)
    assert (wakes.group, (wakes.topic or {})["en"], instrument.item("help").group) == ("night", "At night", None)
    assert (hours.text or {})["da"] == "Nu om dig.\nHvor mange timer sov du?"
    assert (instrument.item("worn").minimum, instrument.item("worn").maximum) == (0, 10)
    assert (instrument.item("which").optional, instrument.item("more").optional) == (True, False)


def test_the_branches_work_as_they_do_in_the_form() -> None:
    instrument = build_instrument(taken(WHOLE).data)

    def asked(**answers: int) -> set[str]:
        return {item.id for item in visible(instrument, answers)}

    assert "times" not in asked(wakes=1)
    assert "times" in asked(wakes=2)
    yes = read_answer(instrument.item("help"), {"option": 1})
    assert "which" in asked(help=int(str(yes)))
    assert "which" not in asked(help=int(str(yes)) + 1)
    assert "more" not in asked(worn=6)
    assert "more" in asked(worn=7)


def test_what_changes_no_meaning_is_a_remark() -> None:
    keys = {remark.key for remark in taken(WHOLE).remarks}
    assert keys == {"meta", "numbered"}
    danish = taken([["text", "q1", "Hvad?"]], heads=["type", "name", "label"], choices=None)
    assert [remark.key for remark in danish.remarks] == ["one_language"]
    assert danish.data["items"][0]["text"] == {"da": "Hvad?", "en": "Hvad?"}
    more = taken([[*QUESTION, "w1"]], heads=[*HEADS[:4], "my_remark"])
    assert [remark.key for remark in more.remarks] == ["column"]


def test_about_decides_whose_record_and_who_answers() -> None:
    assert taken([QUESTION], "parent").data["respondent"] == "self"
    assert taken([QUESTION], "child").data["respondent"] == "parent"


@pytest.mark.parametrize(
    ("survey", "code", "row"),
    [
        ([["select_multiple often", "q1", "a", "a"]], SheetCode.SEVERAL_ANSWERS, 2),
        ([["rank often", "q1", "a", "a"]], SheetCode.SEVERAL_ANSWERS, 2),
        ([QUESTION, ["begin repeat", "r", "a", "a"], ["end repeat"]], SheetCode.REPEAT, 3),
        ([QUESTION, ["calculate", "c"]], SheetCode.CALCULATED, 3),
        ([["date", "q1", "a", "a"]], SheetCode.OTHER_TYPE, 2),
        ([["geopoint", "q1", "a", "a"]], SheetCode.OTHER_TYPE, 2),
        ([["image", "q1", "a", "a"]], SheetCode.OTHER_TYPE, 2),
        ([["select_one often or_other", "q1", "a", "a"]], SheetCode.OWN_WORDS, 2),
        ([QUESTION, ["", "q2", "a", "a"]], SheetCode.UNKNOWN_TYPE, 3),
        ([["text", "Q 1", "a", "a"]], SheetCode.BAD_NAME, 2),
        ([["text", "1-3", "a", "a"]], SheetCode.BAD_NAME, 2),
        ([QUESTION, QUESTION], SheetCode.NAME_TWICE, 3),
        ([["text", "q1"]], SheetCode.NO_LABEL, 2),
        ([QUESTION, ["text", "q2", "Hvorfor ${q1}?", "Why?"]], SheetCode.LABEL_PIPED, 3),
        ([["select_one nowhere", "q1", "a", "a"]], SheetCode.NO_LIST, 2),
        ([OFTEN, [*QUESTION[:1], "q2", "a", "a", "${q1} = 0 and ${q1} = 1"]], SheetCode.RELEVANT, 3),
        ([OFTEN, [*QUESTION[:1], "q2", "a", "a", "${q1} != 0"]], SheetCode.RELEVANT, 3),
        ([OFTEN, [*QUESTION[:1], "q2", "a", "a", "count(${q1}) > 0"]], SheetCode.RELEVANT, 3),
        ([QUESTION, [*QUESTION[:1], "q2", "a", "a", "${q1} = 'x'"]], SheetCode.RELEVANT, 3),
        ([[*QUESTION, "${q2} = 1"], ["select_one often", "q2", "a", "a"]], SheetCode.RELEVANT_UNKNOWN, 2),
        ([OFTEN, [*QUESTION[:1], "q2", "a", "a", "${q1} = 9"]], SheetCode.RELEVANT_CHOICE, 3),
        ([["integer", "q1", "a", "a"]], SheetCode.NO_BOUNDS, 2),
        ([["integer", "q1", "a", "a", None, ". >= 0"]], SheetCode.NO_BOUNDS, 2),
        ([["range", "q1", "a", "a"]], SheetCode.NO_BOUNDS, 2),
        ([["decimal", "q1", "a", "a", None, ". > 0 and . <= 1"]], SheetCode.CONSTRAINT, 2),
        ([["integer", "q1", "a", "a", None, ". mod 2 = 0"]], SheetCode.CONSTRAINT, 2),
        ([["text", "q1", "a", "a", None, "regex(., '[a-z]+')"]], SheetCode.CONSTRAINT, 2),
        ([["begin group", "g", "a", "a"], QUESTION], SheetCode.GROUP_OPEN, 2),
        ([QUESTION, ["end group"]], SheetCode.GROUP_NOT_OPEN, 3),
        ([QUESTION, ["note", "n", "Tak.", "Thanks."]], SheetCode.NOTE_LOOSE, 2),
        ([OFTEN, ["note", "n", "a", "a", "${q1} = 1"], ["text", "q2", "b", "b"]], SheetCode.NOTE_RELEVANT, 3),
        ([["note", "n", "Kun en note.", "A note only."]], SheetCode.NOTHING_ASKED, 1),
        ([["integer", "q1", "a", "a", None, ". >= 5 and . <= 2"]], SheetCode.NOT_TAKEN, 2),
    ],
)  # fmt: skip
def test_what_cannot_be_taken_is_named_by_sheet_and_row(survey: list[list[Any]], code: SheetCode, row: int) -> None:
    assert (code, "survey", row) in said(survey)


def test_two_conditions_on_one_question_are_not_made_into_one() -> None:
    group = ["begin group", "g", "a", "a", "${q1} = 1"]
    inner = ["text", "q2", "a", "a", "${q1} = 2"]
    assert said([OFTEN, group, inner, ["end group"]]) == [(SheetCode.RELEVANT_TWICE, "survey", 4)]
    found = taken([OFTEN, group, ["text", "q2", "a", "a"], ["end group"]])
    assert found.data["items"][1]["when"] == {"item": "q1", "codes": [1]}


@pytest.mark.parametrize(
    "column", ["calculation", "default", "choice_filter", "media::image", "trigger", "image::Dansk (da)"]
)
def test_a_column_that_changes_meaning_is_never_dropped(column: str) -> None:
    code = SheetCode.CASCADE if column == "choice_filter" else SheetCode.COLUMN
    assert said([[*QUESTION, "x"]], heads=[*HEADS[:4], column]) == [(code, "survey", 2)]


def test_choices_and_settings_are_named_on_their_own_sheets() -> None:
    twice = [*CHOICES, ["often", 1, "igen", "again"]]
    assert (SheetCode.CHOICE_TWICE, "choices", 7) in said([OFTEN], choices=twice)
    assert (SheetCode.FEW_CHOICES, "choices", 2) in said([OFTEN], choices=CHOICES[:2])
    assert (SheetCode.NO_LABEL, "choices", 3) in said([OFTEN], choices=[*CHOICES[:2], ["often", 1]])
    assert said([QUESTION], settings=[["form_id"], ["soevn"]]) == [(SheetCode.NO_TITLE, "settings", 2)]
    assert said([QUESTION], settings=[["form_title", "form_id"], ["EPDS", "epds"]])[0][0] is SheetCode.BAD_ID
    assert said([QUESTION], settings=None)[0][1] == "settings"


def test_empty_rows_do_not_move_the_row_that_is_named() -> None:
    survey = [[None], [None], QUESTION, [None], ["date", "q2", "a", "a"]]
    assert said(survey) == [(SheetCode.OTHER_TYPE, "survey", 6)]


def test_a_workbook_that_is_no_form_is_told_so() -> None:
    assert said([], heads=["nothing"])[0][0] is SheetCode.NO_SURVEY
    assert said([["Hvad?"]], heads=["label"]) == [(SheetCode.NO_COLUMN, "survey", 1)] * 2


@pytest.mark.parametrize("content", [b"", b"type,name\ntext,q1\n", b"PK\x03\x04 not really", bytes(2000)])
def test_a_file_that_is_no_workbook(content: bytes) -> None:
    with pytest.raises(WrongUsage) as caught:
        convert_xlsform(content, "form.xlsx", "child")
    assert caught.value.key == "xlsform_unreadable"


def test_a_zip_of_something_else_and_one_that_unpacks_to_far_too_much() -> None:
    other, bomb = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(other, "w") as file:
        file.writestr("readme.txt", "hej")
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("xl/worksheets/sheet1.xml", b"0" * 61_000_000)
    for content, key in ((other, "xlsform_unreadable"), (bomb, "xlsform_too_large")):
        with pytest.raises(WrongUsage) as caught:
            convert_xlsform(content.getvalue(), "form.xlsx", "child")
        assert caught.value.key == key


def test_without_the_extra_it_is_said_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *more: Any, **named: Any) -> Any:
        if name.partition(".")[0] == "pyxform":
            raise ImportError(name)
        return real(name, *more, **named)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(WrongUsage) as caught:
        taken([QUESTION])
    assert caught.value.key == "xlsform_missing"


def test_what_pyxform_itself_refuses_is_not_taken() -> None:
    assert said([QUESTION, ["text", "q2", "b", "b", None, None, None, "${nowhere} = 1"]])[0][0] is SheetCode.NOT_XLSFORM


def test_every_problem_and_remark_has_words_in_both_languages() -> None:
    for lang in catalog.LANGUAGES:
        texts = catalog.load(lang)
        for code in SheetCode:
            assert texts[f"problem.{code.value}"]
            assert texts[f"remedy.{code.value}"]
        assert {f"remark.{key}" for key in ("one_language", "meta", "column", "numbered", "version")} <= set(texts)


@pytest.mark.parametrize(
    ("version", "expected"),
    [("1.2", "1.2"), (3, "3.0"), (20260115, "2026.0115"), ("2026-01-15", "2026.0115"), ("beta", "1.0"), (None, "1.0")],
)
def test_versions(version: Any, expected: str) -> None:
    settings_sheet = [SETTINGS[0], ["Søvn", "soevn", version]]
    assert taken([QUESTION], settings=settings_sheet).data["version"] == expected


def test_the_simple_conditions_and_nothing_else() -> None:
    assert read_relevant("(${a} = '1') or (${a}=2)") == ("a", ("1", "2"), None, False)
    assert read_relevant("${a} = '1' or ${b} = '2'") is None
    assert read_relevant("not(${a} = '1')") is None
    gate = read_relevant("${a} > 2")
    assert gate is not None
    assert (gate.least, gate.strict) == (2, True)
    bounds = read_constraint("(. >= 0) and (. <= 10)")
    assert bounds is not None
    assert (bounds.low, bounds.high) == (0, 10)
    assert read_constraint(". >= 0 and . >= 1") is None
    assert read_parameters("start = 1, end=5;step=0.5") is not None
    assert read_parameters("start=1 rows=3") is None


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="${}()'\" =<>orandselctq1.-", max_size=60))
def test_no_condition_however_odd_brings_it_down(text: str) -> None:
    for read in (read_relevant, read_constraint, read_parameters):
        read(text)


def _typable(cell: Any) -> Any:
    """Return a cell as somebody could have typed it: no control characters, no formula."""
    return "".join(filter(str.isprintable, cell)).lstrip("=") if isinstance(cell, str) else cell


@settings(max_examples=15, deadline=None)
@given(st.lists(st.lists(st.one_of(st.none(), st.text(max_size=12), st.integers(-9, 9)), max_size=8), max_size=6))
def test_no_sheet_however_odd_gives_anything_but_problems(rows: list[list[Any]]) -> None:
    rows = [[_typable(cell) for cell in row] for row in rows]
    try:
        found = taken([*rows, QUESTION])
    except (DefinitionInvalid, WrongUsage):
        return
    assert examine(found.yaml, "soevn.yaml")[1] == []


def test_a_formula_is_read_as_what_it_shows_not_as_itself() -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook([["text", "q1", '=CONCATENATE("a","b")', "b"]])))
    file = io.BytesIO()
    book.save(file)
    found = convert_xlsform(file.getvalue(), "form.xlsx", "child")
    assert "CONCATENATE" not in found.yaml
