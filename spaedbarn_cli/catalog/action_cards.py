"""Action cards: what to do at once when an answer says that somebody may be in danger.

The shipped ones are templates in neutral words; the municipality puts its own in their place.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from spaedbarn_cli.catalog.check import KEY, VERSION, Checker, Node
from spaedbarn_cli.catalog.codes import Code, shown
from spaedbarn_cli.catalog.instrument_read import spoken, spoken_list, words
from spaedbarn_cli.catalog.load import list_definitions, load_checked, read_definition

if TYPE_CHECKING:
    from collections.abc import Mapping

    from spaedbarn_cli.catalog.codes import Problem

_KIND = "action_cards"


@dataclass(frozen=True, slots=True)
class CardNumber:
    """A telephone number to call; None is one the municipality has not filled in."""

    label: Mapping[str, str]
    number: str | None


@dataclass(frozen=True, slots=True)
class CardRecord:
    """Something the visitor notes as done; `id` is what is stored."""

    id: str
    text: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ActionCard:
    """One card: steps in order, whom to call, what is noted. `template` until the municipality has made it its own."""

    id: str
    version: str
    title: Mapping[str, str]
    owner: str
    template: bool
    steps: tuple[Mapping[str, str], ...]
    numbers: tuple[CardNumber, ...]
    record: tuple[CardRecord, ...]


def check_action_card(data: Any, file: str = "", lines: Mapping[str, int] | None = None) -> list[Problem]:
    """Return everything that is wrong with the data of a card."""
    checker = Checker(file, lines or {})
    top = checker.root(data)
    if top is not None:
        _read(top)
    return checker.problems


def build_action_card(data: Mapping[str, Any]) -> ActionCard:
    """Return the card of data that `check_action_card` found nothing wrong with."""
    return _read(Node(Checker("", {}), dict(data), ""))


def load_action_card_text(text: str | bytes, name: str) -> dict[str, Any]:
    """Return the checked, JSON-able data of a card; raises DefinitionInvalid with every problem it has."""
    return load_checked(text, name, check_action_card)


def open_action_card(card_id: str) -> ActionCard:
    """Return a card by its id; raises NotFound, Failed or DefinitionInvalid."""
    name, content = read_definition(_KIND, card_id)
    return build_action_card(load_action_card_text(content, name))


def list_action_cards() -> list[str]:
    """Return the ids of the cards that are here, sorted."""
    return list_definitions(_KIND)


def _read(top: Node) -> ActionCard:
    name = top.matching("id", KEY, Code.BAD_KEY)
    stem = top.checker.file.rpartition("/")[2].removesuffix(".yaml")
    if name is not None and top.checker.file.endswith(".yaml") and stem != name:
        top.checker.say(Code.ID_NOT_FILE, top.at("id"), value=shown(name))
    top.take("steps")
    card = ActionCard(
        id=name or "",
        version=top.matching("version", VERSION, Code.BAD_VERSION) or "",
        title=words(top, "title") or {},
        owner=top.text("owner") or "",
        template=bool(top.flag("template")) if top.has("template") else False,
        steps=spoken_list(top, "steps"),
        numbers=tuple(_number(node) for node in top.nodes("numbers", required=False, empty=True)),
        record=_record(top),
    )
    top.close()
    return card


def _number(node: Node) -> CardNumber:
    label = words(node, "label")
    number = None
    if node.take("number") and node.data["number"] is not None:
        number = node.text("number")
    node.close()
    return CardNumber(label or {}, number)


def _record(top: Node) -> tuple[CardRecord, ...]:
    found: list[CardRecord] = []
    places: list[tuple[str, str]] = []
    for node in top.nodes("record"):
        name = node.matching("id", KEY, Code.BAD_KEY)
        text = spoken(node)
        if name is not None:
            places.append((node.at("id"), name))
            found.append(CardRecord(name, text or {}))
    top.checker.repeats(places)
    return tuple(found)
