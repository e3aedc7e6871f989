"""Answers out of a file: what cannot be is refused by its item, never quoting it, and nothing is saved."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from office import Office, opened

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from program import Ran


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    yield from opened(tmp_path)


def error(said: Ran) -> Any:
    """Return the error a command gave as JSON."""
    return json.loads(said.err.splitlines()[-1])["error"]


@pytest.mark.parametrize(
    ("answers", "key", "item"),
    [
        ({"11": 1}, "answer_unknown_item", "11"),
        ({"Karen Skov": 1}, "answer_unknown_item", "?"),
        ({"3": 4}, "answer_bad_code", "3"),
        ({"3": "otte"}, "answer_bad_code", "3"),
        ({"3": {"option": 5}}, "answer_bad_option", "3"),
        ({"3": {"option": 0}}, "answer_bad_option", "3"),
        ({"3": {"valg": 1}}, "answer_bad_form", "3"),
        ({"3": None}, "answer_bad_form", "3"),
        ({"3": True}, "answer_bad_form", "3"),
        ({"3": [1]}, "answer_bad_form", "3"),
        ({"3": "not_applicable"}, "answer_bad_non_answer", "3"),
    ],
)
def test_an_impossible_answer_is_refused_by_its_item_and_nothing_is_saved(
    office: Office, answers: Any, key: str, item: str
) -> None:
    file = office.file("svar.json", {"1": 1, **answers})
    said = office.run("--json", "questionnaire", "run", "epds", "A17", "--subject", "mor", "--answers", file)
    assert (said.code, error(said)["key"]) == (2, key)
    assert item in error(said)["message"]
    assert "otte" not in said.err
    assert "Karen" not in said.err
    assert office.responses() == []


@pytest.mark.parametrize("text", ["", "[]", "{", '{"1": 1', "NaN", "\x00", '"1"', "[" * 3000])
def test_what_is_no_object_is_refused(office: Office, text: str) -> None:
    file = office.file("svar.json", text)
    said = office.run("questionnaire", "run", "epds", "A17", "--subject", "mor", "--answers", file)
    assert said.code == 2
    assert office.responses() == []


def test_an_item_answered_twice_is_refused(office: Office) -> None:
    file = office.file("svar.json", '{"1": 1, "1": 2}')
    said = office.run("--json", "questionnaire", "run", "epds", "A17", "--subject", "mor", "--answers", file)
    assert (said.code, error(said)["key"]) == (2, "answer_twice")


def test_answers_come_from_stdin_too(office: Office) -> None:
    args = ("questionnaire", "run", "epds", "A17", "--subject", "mor", "--answers", "-")
    kept = office.json(*args, stdin='{"1": 0}')
    assert kept["answers"] == {"1": 0}
