"""Worked examples: reading them, and running them against the scoring of their own definition."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from spaedbarn_cli.catalog.check import Checker
from spaedbarn_cli.catalog.codes import Code, shown
from spaedbarn_cli.catalog.instrument_bounds import ROLES
from spaedbarn_cli.catalog.instrument_read import amount_at, ids_at, texts
from spaedbarn_cli.domain.answers import BadAnswerCode, read_answer
from spaedbarn_cli.domain.instrument import Example
from spaedbarn_cli.domain.scoring import result_json, score

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from decimal import Decimal

    from spaedbarn_cli.catalog.check import Node
    from spaedbarn_cli.catalog.codes import Problem
    from spaedbarn_cli.catalog.instrument_items import Known
    from spaedbarn_cli.domain.instrument import Instrument

_OLDEST = 120


def read_examples(
    top: Node, known: Known, scales: Collection[str] | None, flags: Collection[str] | None
) -> tuple[Example, ...]:
    """Return the examples; `scales` and `flags` are the names there are, None when some could not be read."""
    found: list[Example] = []
    for node in top.nodes("examples", required=False, empty=True):
        answers = _answers(node, known)
        scores: dict[str, Decimal | None] = {}
        for path, name, value in _named(node, "scores", scales, required=bool(scales)):
            scores[name] = None if value is None else amount_at(node.checker, path, value)
        bands: dict[str, str] = {}
        for path, name, value in _named(node, "bands", scales):
            if isinstance(value, str):
                bands[name] = value
            else:
                node.checker.wrong_type(path, "type.text", value)
        raised = texts(node, "flags", required=False, known=flags) if node.data.get("flags") != [] else []
        node.has("flags")
        tables = node.node("tables", required=False)
        role = node.choice("role", ROLES, required=False)
        years = node.whole("years", 0, _OLDEST, required=False)
        node.close()
        found.append(Example(answers, scores, bands, tuple(raised), role, years, tables.data if tables else {}))
    return tuple(found)


def run_examples(instrument: Instrument, name: str = "", lines: Mapping[str, int] | None = None) -> list[Problem]:
    """Return every way in which an instrument's examples do not come out as they say; `lines` as in `check_instrument`.

    Each example is scored as it would be at the table: its answers are read as typed answers are.
    """
    checker = Checker(name or f"{instrument.id}.yaml", lines or {})
    if instrument.scales and not instrument.examples:
        checker.say(Code.NO_EXAMPLES, "")
    for place, example in enumerate(instrument.examples):
        path = f"examples[{place}]"
        answers = _typed(checker, instrument, example, path)
        if answers is None:
            continue
        result = score(instrument, answers, role=example.role, years=example.years, extra=example.tables)
        got = result_json(result)
        for key, wanted in example.scores.items():
            found = result.scale(key).score
            if found != wanted:
                _differs(checker, Code.EXAMPLE_SCORE, f"{path}.scores.{key}", key, wanted, found)
        for key, side in example.bands.items():
            if got["bands"].get(key) != side:
                _differs(checker, Code.EXAMPLE_BAND, f"{path}.bands.{key}", key, side, got["bands"].get(key))
        if sorted(got["flags"]) != sorted(example.flags):
            said = [", ".join(ids) or "–" for ids in (example.flags, got["flags"])]
            checker.say(Code.EXAMPLE_FLAGS, f"{path}.flags", wanted=said[0], got=said[1])
    return checker.problems


def _typed(checker: Checker, instrument: Instrument, example: Example, path: str) -> dict[str, object] | None:
    answers: dict[str, object] = {}
    for key, typed in example.answers.items():
        try:
            answers[key] = read_answer(instrument.item(key), typed)
        except BadAnswerCode:
            checker.say(Code.EXAMPLE_ANSWER, f"{path}.answers.{key}", value=shown(typed), item=key)
    return answers if len(answers) == len(example.answers) else None


def _differs(checker: Checker, code: Code, path: str, name: str, wanted: object, got: object) -> None:
    said = [shown("null" if value is None else value) for value in (wanted, got)]
    checker.say(code, path, name=name, wanted=said[0], got=said[1])


def _answers(node: Node, known: Known) -> dict[str, Any]:
    part = node.node("answers")
    answers: dict[str, Any] = {}
    for name, value in part.data.items() if part is not None else ():
        assert part is not None
        path = part.at(name)
        keys = ids_at(node.checker, path, name) or []
        for item in (known.find(node.checker, path, key) for key in keys):
            if item is not None and item.id in answers:
                node.checker.say(Code.RECODED_TWICE, path, value=item.id)
            elif item is not None:
                answers[item.id] = value
    return answers


def _named(node: Node, key: str, known: Collection[str] | None, required: bool = False) -> list[tuple[str, str, Any]]:
    """Return path, name and value of a mapping whose keys are names of scales."""
    part = node.node(key, required)
    found: list[tuple[str, str, Any]] = []
    for name, value in part.data.items() if part is not None else ():
        assert part is not None
        if known is not None and name not in known:
            nearest = node.checker.nearest(name, known)
            node.checker.say(Code.UNKNOWN_VALUE, part.at(name), value=shown(name), nearest=nearest)
        elif known is not None:
            found.append((part.at(name), name, value))
    return found
