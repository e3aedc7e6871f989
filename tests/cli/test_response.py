"""Whom a response is about, and whether the child's age fits the instrument."""

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
    ("instrument", "subject", "key"),
    [
        ("epds", "moster", "subject_unknown"),
        ("epds", "barn1", "subject_not_parent"),
        ("epds", "mormor", "subject_not_parent"),
        ("adbb", "mor", "subject_not_child"),
    ],
)
def test_the_subject_must_be_in_the_family_and_fit(office: Office, instrument: str, subject: str, key: str) -> None:
    file = office.file("svar.json", {})
    said = office.run("--json", "questionnaire", "run", instrument, "A17", "--subject", subject, "--answers", file)
    assert (said.code, error(said)["key"]) == (2, key)
    assert "moster" not in said.err


def test_a_child_outside_the_window_is_said_and_recorded_not_refused(office: Office) -> None:
    answers = office.file("kpcs.json", {"1": 3})
    args = ("questionnaire", "run", "kpcs", "A17", "--subject", "mor", "--answers", answers)
    inside = office.json(*args)
    assert inside["window"] == {"months": 2, "days": 5, "corrected": False, "outside": False}
    late = office.run("--json", *args, "--now", "2028-01-01")
    assert late.code == 0
    assert json.loads(late.out)["window"]["outside"] is True
    assert "barnets alder" in late.err


def test_the_window_counts_the_corrected_age_of_a_preterm_child(office: Office) -> None:
    office.run("birth", "A17", "--date", "2026-09-17", "--child", "barn1", "--gestation", "32+0", "--reason", "rettet")
    kept = office.json(
        "questionnaire", "run", "asqse-2", "A17", "--subject", "barn1", "--answers", office.file("a.json", {"1": "z"})
    )
    assert kept["window"]["corrected"] is True
    assert kept["window"]["months"] == 0
