"""The shipped programme against the facts, and every kind of mistake against its number, line, path and words.

1 the numbers of the shipped norm are those of the source    2 all kinds are named, exactly three count
3 every list has both languages and stable keys              4 data survives JSON, so that it can be cached
5 each mistake gives its own problem: line and path          6 … with fact and remedy in both languages
7 all problems come in one run, in the order of the lines    8 every code has a mistake that shows it
"""

from __future__ import annotations

import json
import re
import string

import pytest

from spaedbarn_cli.catalog.codes import Code, Problem, describe
from spaedbarn_cli.catalog.programmes import (
    build_programme,
    check_programme,
    list_programmes,
    load_programme_text,
    open_programme,
    read_definition,
)
from spaedbarn_cli.domain.programme import Band
from spaedbarn_cli.domain.visit import KINDS
from spaedbarn_cli.errors import DefinitionInvalid, NotFound
from spaedbarn_cli.i18n.da.catalog import TEXTS as DA
from spaedbarn_cli.i18n.en.catalog import TEXTS as EN

from .mistakes import MISTAKES, RIGHT, Mistake

NAME = "lille-indsats.yaml"


def problems_of(text: str, name: str = NAME) -> list[Problem]:
    with pytest.raises(DefinitionInvalid) as caught:
        load_programme_text(text, name)
    error = caught.value
    assert error.key == "definition_invalid"
    assert error.params["file"] == name
    assert error.params["count"] == len(error.params["problems"]) > 0
    return error.params["problems"]


def strict(texts):
    """A lookup that fails on a missing key or placeholder, where the program's own is gentle."""
    return lambda key, /, **params: texts[key].format(**params)


def place_of(mistake: Mistake) -> tuple[str, int]:
    assert RIGHT.count(mistake.old) == 1, mistake.old
    marked = RIGHT.replace(mistake.old, mistake.new)
    line = marked.count("\n", 0, marked.index("«")) + 1 if "«" in marked else 0
    return marked.replace("«", ""), line


@pytest.fixture(scope="module")
def shipped():
    return open_programme("jammerbugt-spaedbarn")


def test_norm_numbers_are_the_sources(shipped):  # 1
    got = [(b.id, b.from_months, b.to_months, b.minimum_minutes, b.upper_minutes) for b in shipped.bands]
    assert got == [("0-3", 0, 3, 6 * 60, None), ("3-6", 3, 6, 4 * 60, 6 * 60), ("6-12", 6, 12, 2 * 60, 4 * 60)]
    assert all(b.maximum_minutes is None and b.maximum_visits is None and "2020" in b.source for b in shipped.bands)
    assert [n.key for n in shipped.norm_notes] == ["before-birth", "from-12-months"]
    assert shipped.norm_source
    assert (shipped.id, shipped.version, shipped.usual_minutes) == ("jammerbugt-spaedbarn", "1.0", 90)
    assert "§ 52" in shipped.legal
    assert "§ 50" in shipped.legal
    assert "barnets lov" in shipped.legal


def test_three_kinds_count_and_all_are_named(shipped):  # 2
    assert shipped.counting == {"home", "extra", "joint"}
    assert sorted(k.key for k in shipped.kinds) == sorted(KINDS)


def test_national_codes(shipped):  # 2
    kinds = {k.key: k for k in shipped.kinds}
    fboe = "http://fhir.kl.dk/term/CodeSystem/FBOE"
    assert kinds["pregnancy"].national == {
        "system": fboe, "code": "d3c00541-f1d3-4c43-b5fc-16e8914ca1df", "display": "Graviditetsbesøg",
    }  # fmt: skip
    for key in ("home", "extra", "joint", "center", "telephone", "video"):
        assert kinds[key].national["code"] == "4b039ba1-4005-42e6-b672-09b81ad7578a"
    assert {k: kinds[k].national_class["code"] for k in KINDS if kinds[k].national_class} == {
        "home": "HH", "extra": "HH", "joint": "HH", "pregnancy": "HH", "center": "AMB",
        "telephone": "1b55a4b0-1156-4f58-b2df-b5c6014d9048", "video": "124be95d-6924-4609-9d2a-e7c73ae3ab3d",
    }  # fmt: skip
    for key in ("start-up", "transition", "hospital"):
        assert kinds[key].national is None


def test_lists_of_the_programme(shipped):  # 3
    groups = [g.key for g in shipped.groups]
    assert groups == ["professional", "organisational", "short", "medium", "long"]
    count = {(g, w): sum(t.group == g and t.who == w for t in (*shipped.core, *shipped.signs)) for g in groups
             for w in (None, "parents", "child")}  # fmt: skip
    assert {key: number for key, number in count.items() if number} == {
        ("professional", None): 6, ("organisational", None): 4, ("short", "parents"): 6, ("short", "child"): 5,
        ("medium", "parents"): 4, ("medium", "child"): 1, ("long", "parents"): 5, ("long", "child"): 6,
    }  # fmt: skip
    assert [p.key for p in shipped.phases] == ["referral", "pregnancy", "birth", "after-birth", "closing"]
    assert [r.key for r in shipped.team] == ["health-visitor", "family-therapist", "social-worker"]


def test_words_in_both_languages(shipped):  # 3
    terms = (*shipped.core, *shipped.signs, *shipped.phases, *shipped.groups, *shipped.norm_notes, *shipped.kinds)
    for term in terms:
        assert term.text["da"] != term.text["en"], term.key
        assert not re.search(r"\b(the|and|of|visit|child)\b", term.text["da"]), term.text["da"]
        assert not re.search(r"[æøå]|\b(og|barnet|til)\b", term.text["en"]), term.text["en"]


def test_every_shipped_programme_is_right_and_survives_json():  # 4
    assert "jammerbugt-spaedbarn" in list_programmes()
    for programme_id in list_programmes():
        name, content = read_definition("programmes", programme_id)
        data = load_programme_text(content.decode("utf-8"), name)
        again = json.loads(json.dumps(data, ensure_ascii=False, allow_nan=False))
        assert again == data
        assert build_programme(again) == open_programme(programme_id)


def test_hours_become_minutes_and_the_rest_is_kept():  # 4
    data = load_programme_text(RIGHT + "obligations: []\n", NAME)
    programme = build_programme(data)
    assert programme.bands[1] == Band("3-6", 3, None, 90, 240, 480, 21, "side 4")
    assert programme.extra["obligations"] == []
    assert programme.counting == {"home"}


def test_a_programme_may_have_no_bands_and_then_nothing_need_count():
    start, end = RIGHT.index("  bands:"), RIGHT.index("kinds:")
    text = (RIGHT[:start] + "  bands: []\n" + RIGHT[end:]).replace("counts: true", "counts: false")
    assert build_programme(load_programme_text(text, NAME)).bands == ()


def test_byte_order_mark_and_windows_line_ends_are_read():
    assert load_programme_text("\ufeff" + RIGHT.replace("\n", "\r\n"), NAME) == load_programme_text(RIGHT, NAME)


def test_an_id_from_outside_never_leaves_the_folder():
    for strange in ("../reference/pregnancy", "pregnancy", "", ".", "jammerbugt-spaedbarn.yaml", "a\x00b"):
        with pytest.raises(NotFound) as caught:
            open_programme(strange)
        assert strange == "" or strange not in str(caught.value.params["known"]).split(", ")


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda m: f"{m.code}-{m.path[:30] or 'file'}")
def test_mistake_is_named_by_line_and_path_with_words(mistake):  # 5 6
    text, line = place_of(mistake)
    found = [p for p in problems_of(text) if p.code.value == mistake.code and p.path == mistake.path]
    assert len(found) == 1, problems_of(text)
    problem = found[0]
    if line:
        assert problem.line == line
    else:
        assert 1 <= problem.line <= text.count("\n")
    for texts in (DA, EN):
        place, fact, remedy = describe(problem, strict(texts))
        assert NAME in place
        assert str(problem.line) in place
        assert problem.path in place
        for words in (fact, remedy):
            assert words
            assert words[0] in '"{' + string.digits + "-" or words[0].islower()
            assert not words.endswith((".", "!"))
            assert "type." not in words
            assert len(words) < 400


def test_every_code_has_a_mistake():  # 8
    # The others: test_obligations.py, test_pregnancy.py, test_instruments.py, test_text_packs.py
    elsewhere = {code.value for code in Code if code.value.startswith(("PREG_", "INST_", "PACK_", "OBL_"))}
    assert {m.code for m in MISTAKES} | elsewhere == {code.value for code in Code}
    assert len(MISTAKES) >= 25


def test_a_mistake_brings_no_crowd_of_others():  # 5
    """Nine in ten mistakes are reported as what they are, once, and nothing else."""
    alone = sum(len(problems_of(place_of(m)[0])) == 1 for m in MISTAKES)
    assert alone >= 0.9 * len(MISTAKES)


def test_all_problems_come_in_one_run_in_order():  # 7
    text = RIGHT
    for old, new in (
        ("version: \"1.0\"", "version: 1.0"), ("legal: barnets lov", "legal: ''"),
        ("minimum_hours: 6", "minimum_hours: x"), ("      source: side 4\n", ""), ("counts: true", "counts: ja"),
        ("who: parents", "who: onkel"),
        ("usual_minutes: 90", "usual_minutes: 90\nusual_minutes: 80"), ("key: birth", "key: closing"),
    ):  # fmt: skip
        assert text.count(old) == 1
        text = text.replace(old, new)
    found = problems_of(text)
    assert [p.code for p in found] == [
        Code.WRONG_TYPE, Code.EMPTY_TEXT, Code.DUPLICATE_KEY, Code.WRONG_TYPE, Code.NO_SOURCE, Code.WRONG_TYPE,
        Code.UNKNOWN_VALUE, Code.REPEATED,
    ]  # fmt: skip
    assert [p.line for p in found] == sorted(p.line for p in found)


def test_the_nearest_known_word_is_offered():  # 6
    for old, new, nearest in (
        ("usual_minutes", "usual_minuts", "usual_minutes"),
        ("key: telephone", "key: telefone", "telephone"),
        ("who: parents", "who: parent", "parents"),
    ):
        offered = [p.params.get("nearest") for p in problems_of(RIGHT.replace(old, new))]
        assert nearest in offered


def test_checking_without_a_file_still_names_the_paths():
    found = check_programme({"id": "x", "norm": {"bands": [{}]}})
    assert {"norm.bands[0]", "norm", ""} <= {p.path for p in found}
    assert all(p.line == 1 for p in found)


@pytest.mark.parametrize("data", [None, 1, "tekst", [], True, {}, {"kinds": [None]}, {"norm": {"bands": [[], {}]}}])
def test_any_data_gives_problems_never_an_error(data):
    assert check_programme(data)
