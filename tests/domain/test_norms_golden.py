"""Named families with the verdict and every reason, held against the oracle and against what was kept."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from spaedbarn_cli.domain import norm_json

from . import oracle
from .scenarios import from_json
from .test_norms_oracle import facts

if TYPE_CHECKING:
    from collections.abc import Callable

SCENARIOS = sorted((Path(__file__).parents[1] / "golden" / "norms").glob("*.json"))


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_golden_verdict(path: Path, golden: Callable[[str, str], None]) -> None:
    """NRM001 NRM002 NRM003 NRM004 NRM005 NRM006 NRM007 NRM008 NRM009 NRM010 NRM011 NRM012 NRM013 NRM014 NRM016 NRM022

    Each file is one family as a person would tell it, with the verdict worked out by hand before it was kept.
    """
    scenario = json.loads(path.read_text(encoding="utf-8"))
    given = from_json(scenario["given"])
    found = given.check(why=True)
    assert facts(found) == oracle.all_weeks(given)
    scenario["expected"] = norm_json.case_json(found)
    golden(f"norms/{path.name}", one_fact_a_line(scenario) + "\n")


def one_fact_a_line(value: object, indent: str = "") -> str:
    """Write JSON so that a diff shows one visit, one day or one figure."""
    inner = indent + "  "
    if isinstance(value, dict) and any(isinstance(each, dict | list) and each for each in value.values()):
        rows = [f"{inner}{json.dumps(key)}: {one_fact_a_line(each, inner)}" for key, each in value.items()]
        return "{\n" + ",\n".join(rows) + "\n" + indent + "}"
    if isinstance(value, list) and any(isinstance(each, dict | list) for each in value):
        return "[\n" + ",\n".join(inner + one_fact_a_line(each, inner) for each in value) + "\n" + indent + "]"
    return json.dumps(value, ensure_ascii=False)


def test_the_scenarios_are_there() -> None:
    """NRM022: with no files the test above would have nothing to say; the numbers run without a hole."""
    assert [path.name[:3] for path in SCENARIOS] == [f"{number:02d}_" for number in range(1, len(SCENARIOS) + 1)]
    assert len(SCENARIOS) >= 15
