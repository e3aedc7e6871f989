"""Instruments: definition files and municipalities' own files in, `Instrument` or numbered problems out.

The checked data is plain and JSON-able, so that a store can keep the definition an answer was given on and build the
instrument again without YAML.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from spaedbarn_cli.catalog.check import Checker, Node
from spaedbarn_cli.catalog.codes import Code
from spaedbarn_cli.catalog.instrument_check import Trusting, read_instrument
from spaedbarn_cli.catalog.instrument_examples import run_examples
from spaedbarn_cli.catalog.load import list_definitions, load_checked, read_definition
from spaedbarn_cli.domain.instrument import KINDS
from spaedbarn_cli.errors import DefinitionInvalid, NotFound

if TYPE_CHECKING:
    from collections.abc import Mapping

    from spaedbarn_cli.catalog.codes import Problem
    from spaedbarn_cli.domain.instrument import Instrument

__all__ = [
    "build_instrument", "check_instrument", "definition_digest", "examine", "list_instruments", "load_instrument_text",
    "open_instrument", "read_shipped", "run_examples",
]  # fmt: skip

FOLDERS = {kind: f"{kind}s" for kind in KINDS}
"""Kind of instrument → folder under `instruments/`."""


def check_instrument(data: Any, file: str = "", lines: Mapping[str, int] | None = None) -> list[Problem]:
    """Return everything that is wrong with the data of an instrument file; its examples are run by `run_examples`."""
    checker = Checker(file, lines or {})
    top = checker.root(data)
    if top is not None:
        read_instrument(checker, top)
    return list(dict.fromkeys(checker.problems))


def build_instrument(data: Mapping[str, Any]) -> Instrument:
    """Return the instrument of data that `check_instrument` found nothing wrong with, now or in an earlier version.

    An answer is finished on the definition it was begun on, so what this version would object to is no ground to refuse
    it. Raises DefinitionInvalid only for data that is no instrument at all.
    """
    checker = Trusting(str(data.get("id", "")), {})
    instrument = read_instrument(checker, Node(checker, dict(data), ""))
    if not (instrument.id and instrument.version and instrument.items):
        problems = check_instrument(data, checker.file)
        raise DefinitionInvalid("definition_invalid", file=checker.file, count=len(problems), problems=problems)
    return instrument


def load_instrument_text(text: str | bytes, name: str) -> dict[str, Any]:
    """Return the checked, JSON-able data of an instrument file; raises DefinitionInvalid with every problem it has."""
    return load_checked(text, name, check_instrument)


def examine(text: str | bytes, name: str) -> tuple[Instrument | None, list[Problem]]:
    """Return the instrument of a file, if it is right in itself, and all problems, those of its examples too."""
    places: dict[str, int] = {}

    def check(data: Any, file: str, lines: Mapping[str, int]) -> list[Problem]:
        places.update(lines)
        return check_instrument(data, file, lines)

    try:
        instrument = build_instrument(load_checked(text, name, check))
    except DefinitionInvalid as error:
        return None, list(error.params["problems"])
    problems = run_examples(instrument, name, places)
    cards = list_definitions("action_cards")
    checker = Checker(name, places)
    for place, flag in enumerate(instrument.flags):
        if flag.action_card not in cards:
            near = checker.nearest(flag.action_card, cards)
            checker.say(Code.CARD_UNKNOWN, f"flags[{place}].action_card", value=flag.action_card, nearest=near)
    return instrument, sorted([*problems, *checker.problems], key=lambda problem: problem.line)


def list_instruments() -> list[tuple[str, str]]:
    """Return kind and id of every instrument that is here, kind by kind, sorted."""
    return [(kind, name) for kind, folder in FOLDERS.items() for name in list_definitions(folder)]


def read_shipped(instrument_id: str) -> tuple[str, bytes]:
    """Return name and content of a shipped instrument file; raises NotFound or Failed."""
    known = list_instruments()
    for kind, name in known:
        if name == instrument_id:
            return read_definition(FOLDERS[kind], name)
    raise NotFound("definition_unknown", kind="instruments", known=", ".join(name for _, name in known))


def open_instrument(instrument_id: str) -> Instrument:
    """Return a shipped instrument by its id; raises NotFound, Failed or DefinitionInvalid."""
    name, content = read_shipped(instrument_id)
    return build_instrument(load_instrument_text(content, name))


def definition_digest(data: Mapping[str, Any]) -> str:
    """Return SHA-256 (64 hex digits) over checked data with sorted keys: layout and remarks do not count."""
    import hashlib
    import json

    written = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(written.encode("utf-8")).hexdigest()
