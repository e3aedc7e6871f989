"""Legal grounds for sharing: `instruments/reference/legal-grounds.yaml` checked and made into `LegalGround`s."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from spaedbarn_cli.catalog.check import EVIDENCE, KEY, LANGUAGES, VERSION, Checker
from spaedbarn_cli.catalog.codes import Code
from spaedbarn_cli.catalog.files import read_definition
from spaedbarn_cli.domain.consent import LegalGround

if TYPE_CHECKING:
    from collections.abc import Mapping

    from spaedbarn_cli.catalog.codes import Problem

_FLAGS = ("consent", "purpose", "tell")


def check_legal_grounds(data: Any, file: str = "", lines: Mapping[str, int] | None = None) -> list[Problem]:
    """Return everything that is wrong with the data of the file of legal grounds."""
    checker = Checker(file, lines or {})
    top = checker.root(data)
    if top is None:
        return checker.problems
    top.choice("id", ("legal-grounds",))
    top.matching("version", VERSION, Code.BAD_VERSION)
    places: list[tuple[str, str]] = []
    for node in top.nodes("grounds"):
        key = node.matching("key", KEY, Code.BAD_KEY)
        if key is not None:
            places.append((node.at("key"), key))
        node.text("law")
        node.words()
        for name in _FLAGS:
            node.flag(name)
        node.text("source", missing=Code.NO_SOURCE)
        node.choice("evidence", EVIDENCE)
        node.close()
    checker.repeats(places)
    top.close()
    return checker.problems


def build_legal_grounds(data: Mapping[str, Any]) -> tuple[LegalGround, ...]:
    """Return the grounds of data that `check_legal_grounds` found nothing wrong with, in the order of the file."""
    return tuple(
        LegalGround(
            key=one["key"],
            law=one["law"],
            text={language: one[language] for language in LANGUAGES},
            consent=one["consent"],
            purpose=one["purpose"],
            tell=one["tell"],
            verified=one["evidence"] == "verified",
        )
        for one in data["grounds"]
    )


def load_legal_grounds_text(text: str | bytes, name: str) -> dict[str, Any]:
    """Return the checked, JSON-able data of the file; raises DefinitionInvalid with every problem it has."""
    from spaedbarn_cli.catalog.load import load_checked

    return load_checked(text, name, check_legal_grounds)


def open_legal_grounds() -> tuple[LegalGround, ...]:
    """Return the shipped grounds; raises NotFound, Failed or DefinitionInvalid."""
    name, content = read_definition("reference", "legal-grounds")
    return build_legal_grounds(load_legal_grounds_text(content, name))
