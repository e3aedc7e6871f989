"""Reading from disk, and the promise of the reader: whatever the bytes are, the answer is data or DefinitionInvalid."""

from __future__ import annotations

import json

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from spaedbarn_cli import paths
from spaedbarn_cli.catalog.codes import Code, Problem
from spaedbarn_cli.catalog.load import MAX_BYTES, decode, list_definitions, load_checked, read_definition, read_yaml
from spaedbarn_cli.catalog.pregnancy import load_pregnancy_text
from spaedbarn_cli.catalog.programmes import check_programme, load_programme_text
from spaedbarn_cli.errors import DefinitionInvalid, Failed, NotFound

from .mistakes import RIGHT

PATIENT = settings(deadline=None)  # a busy machine is not a mistake

_SIGNS = ["\n", "  ", "- ", ": ", "? ", "[", "]", "{", "}", ",", "&a ", "*a", "!", "|\n", ">-\n", "'", '"', "#", "\\"]
_HIDDEN = ["\t", "\r", "\x85", "\u2028", "\ufeff", "\x00", "\ud800"]
_WORDS = ["!!int ", "---\n", "...\n", "%YAML 1.1\n", "%TAG ! x\n", "<<: ", "æøå", "null", "true", "1.5", "9" * 5000,
          "norm:", "bands:", "kinds:", "key: home", "counts: true"]  # fmt: skip
_PIECES = st.sampled_from(_SIGNS + _WORDS + _HIDDEN)


def is_data_or_refused(load, source):
    try:
        data = load(source, "lille-indsats.yaml")
    except DefinitionInvalid as error:
        problems = error.params["problems"]
        assert problems
        for problem in problems:
            assert problem.line >= 1
            assert all(char.isprintable() for char in problem.path)
            assert all(len(str(value)) < 2000 for value in problem.params.values())
    else:
        json.dumps(data, allow_nan=False)


@PATIENT
@given(st.text() | st.lists(_PIECES, max_size=30).map("".join))
@example("%YAML 99999999999999999999.1\n---\na")
@example("%TAG ! tag:x,2000:\n--- !a b")
@example("a: !<x> b")
def test_any_text_is_data_or_refused(text):
    is_data_or_refused(load_programme_text, text)


@PATIENT
@given(st.binary(max_size=200) | st.text().map(lambda text: text.encode("utf-16")))
def test_any_bytes_are_data_or_refused(content):
    is_data_or_refused(lambda source, name: load_checked(source, name, check_programme), content)


@st.composite
def _mutated(draw):
    text = RIGHT
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 40)))
        put = draw(_PIECES | st.text(max_size=5) | st.just(text[start:end] * 2))
        text = text[:start] + put + text[end:]
    return text


@settings(PATIENT, max_examples=300)
@given(_mutated())
def test_a_mutated_programme_is_data_or_refused(text):
    is_data_or_refused(load_programme_text, text)


_NUMBERS = st.integers() | st.floats(allow_nan=False, allow_infinity=False)
_LEAVES = st.none() | st.booleans() | _NUMBERS | st.text(max_size=8)
_ANY = st.recursive(_LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner))


@PATIENT
@given(st.data())
def test_a_wrong_value_anywhere_is_a_problem_never_an_error(data):
    """Put any value in any place of a right programme: it is taken or reported."""
    whole = load_programme_text(RIGHT, "lille-indsats.yaml")
    place, key = whole, data.draw(st.sampled_from(sorted(whole)))
    while isinstance(place[key], dict | list) and place[key] and data.draw(st.booleans()):
        place = place[key]
        key = data.draw(st.sampled_from(sorted(place) if isinstance(place, dict) else range(len(place))))
    place[key] = data.draw(_ANY)
    assert all(isinstance(problem, Problem) for problem in check_programme(whole))


@PATIENT
@given(st.lists(st.sampled_from(_SIGNS + _WORDS), max_size=12).map("".join))
@example("\n\ufeff- ")
def test_both_parsers_read_alike(text):
    """Where PyYAML comes without its C library, a file means the same."""
    fast = read_yaml(text, "x")
    with pytest.MonkeyPatch.context() as patch:
        patch.delattr(yaml, "CSafeLoader")
        slow = read_yaml(text, "x")
    if fast.data is not None and slow.data is not None:
        assert fast.data == slow.data


def test_pregnancy_file_is_held_to_the_same():
    is_data_or_refused(load_pregnancy_text, RIGHT)
    is_data_or_refused(load_pregnancy_text, "term_days: 280")


def test_bytes_that_are_not_utf_8_name_the_line():
    content = RIGHT.replace("Testkommunen 2026\n", "Børnehjælpen\n").encode("cp1252")
    problem = decode(content, "gammel.yaml")
    assert isinstance(problem, Problem)
    assert (problem.code, problem.line) == (Code.NOT_TEXT, 4)
    too_long = decode(b"#" * (MAX_BYTES + 1), "lang.yaml")
    assert isinstance(too_long, Problem)
    assert too_long.code is Code.TOO_LARGE
    assert decode("\ufeffæ".encode(), "ny.yaml") == "æ"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(paths, "instruments_dir", lambda: tmp_path)
    (tmp_path / "programmes").mkdir()
    return tmp_path / "programmes"


def test_only_well_named_files_are_listed(folder):
    for name in ("to.yaml", "en-indsats.yaml", "Noter.yaml", ".skjult.yaml", "en.yml", "kladde~.yaml"):
        (folder / name).write_text("id: x\n", encoding="utf-8")
    assert list_definitions("programmes") == ["en-indsats", "to"]
    assert read_definition("programmes", "to") == ("to.yaml", b"id: x\n")
    with pytest.raises(NotFound) as caught:
        read_definition("programmes", "tre")
    assert caught.value.params == {"kind": "programmes", "known": "en-indsats, to"}


def test_a_missing_folder_says_so(folder):
    with pytest.raises(Failed) as caught:
        read_definition("programmes", "to")
    assert caught.value.key == "definitions_missing"
    with pytest.raises(Failed):
        read_definition("reference", "pregnancy")


def test_a_file_that_cannot_be_read_is_named(folder):
    (folder / "mappe.yaml").mkdir()  # opening a folder fails for every user, also where tests run as root
    with pytest.raises(Failed) as caught:
        read_definition("programmes", "mappe")
    assert (caught.value.key, caught.value.params) == ("definition_unreadable", {"file": "mappe.yaml"})
