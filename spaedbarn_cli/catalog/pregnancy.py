"""The bounds of a pregnancy: `instruments/reference/pregnancy.yaml` checked and made into `PregnancyRules`."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from spaedbarn_cli.catalog.check import EVIDENCE, VERSION, Checker, Node
from spaedbarn_cli.catalog.codes import Code
from spaedbarn_cli.catalog.load import load_checked, read_definition
from spaedbarn_cli.domain.pregnancy import PregnancyRules

if TYPE_CHECKING:
    from collections.abc import Mapping

    from spaedbarn_cli.catalog.codes import Problem

NUMBERS = ("term_days", "earliest_birth_days", "latest_birth_days", "preterm_before_days", "correct_until_months")
_ORDER = ("earliest_birth_days", "preterm_before_days", "term_days", "latest_birth_days")
_MOST = 1000  # no gestation and no correction is longer: a slip of the pen, not a clinical bound


def check_pregnancy(data: Any, file: str = "", lines: Mapping[str, int] | None = None) -> list[Problem]:
    """Return everything that is wrong with the data of the pregnancy file."""
    checker = Checker(file, lines or {})
    top = checker.root(data)
    if top is None:
        return checker.problems
    top.choice("id", ("pregnancy",))
    top.matching("version", VERSION, Code.BAD_VERSION)
    values = {key: _check_number(top.node(key)) for key in NUMBERS}
    for first, second in pairwise(_ORDER):
        low, high = values[first], values[second]
        if low is not None and high is not None and low >= high:
            checker.say(Code.PREGNANCY_ORDER, f"{first}.value", value=low, other=second, limit=high)
    top.close()
    return checker.problems


def build_pregnancy(data: Mapping[str, Any]) -> PregnancyRules:
    """Return the rules of data that `check_pregnancy` found nothing wrong with."""
    return PregnancyRules(**{key: data[key]["value"] for key in NUMBERS})


def load_pregnancy_text(text: str | bytes, name: str) -> dict[str, Any]:
    """Return the checked, JSON-able data of the pregnancy file; raises DefinitionInvalid with every problem it has."""
    return load_checked(text, name, check_pregnancy)


def open_pregnancy() -> PregnancyRules:
    """Return the shipped rules; raises NotFound, Failed or DefinitionInvalid."""
    name, content = read_definition("reference", "pregnancy")
    return build_pregnancy(load_pregnancy_text(content, name))


def _check_number(node: Node | None) -> int | None:
    if node is None:
        return None
    value = node.whole("value", 1, _MOST)
    node.text("source", missing=Code.NO_SOURCE)
    node.choice("evidence", EVIDENCE)
    node.close()
    return value
