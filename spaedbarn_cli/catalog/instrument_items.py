"""The items of an instrument: what may be answered, and when each is asked."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from spaedbarn_cli.catalog.check import KEY
from spaedbarn_cli.catalog.codes import Code, shown
from spaedbarn_cli.catalog.events import below
from spaedbarn_cli.catalog.instrument_read import (
    MAX_ITEMS,
    MAX_NUMBER,
    amount,
    expand,
    ids_at,
    spoken_list,
    texts,
    values,
    words,
    yes,
)
from spaedbarn_cli.domain.instrument import ITEM_TYPES, NON_ANSWERS, OWN_NON_ANSWERS, Condition, Item, Option

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spaedbarn_cli.catalog.check import Checker, Node

_FITS = {"choice": ("options",), "number": ("minimum", "maximum", "step"), "text": (), "tick": ()}
_SHAPE = ("options", "minimum", "maximum", "step")


@dataclass(slots=True)
class Known:
    """The items as far as they could be read: `sound` are those without mistakes, `whole` says that none is lost."""

    items: dict[str, Item] = field(default_factory=dict)
    sound: set[str] = field(default_factory=set)
    whole: bool = True

    def find(self, checker: Checker, path: str, key: str) -> Item | None:
        """Return a sound item, reporting one that is nowhere in the file."""
        if key not in self.items and self.whole:
            checker.say(Code.ITEM_UNKNOWN, path, value=shown(key), nearest=checker.nearest(key, self.items))
        return self.items[key] if key in self.sound else None

    def pick(self, checker: Checker, places: Iterable[tuple[str, str]]) -> list[tuple[str, Item]]:
        found = ((path, self.find(checker, path, key)) for path, key in places)
        return [(path, item) for path, item in found if item is not None]


def read_items(top: Node) -> Known:
    """Return the items of a file, in order; everything wrong with them is reported."""
    known, places = Known(), list[tuple[str, str]]()
    checker = top.checker
    if not isinstance(top.data.get("items"), list) or not all(isinstance(item, dict) for item in top.data["items"]):
        known.whole = False
    for node in top.nodes("items"):
        before = len(checker.problems)
        keys = _ids(node)
        item = _item(node, known)
        node.close()
        known.whole = known.whole and keys is not None
        for key in keys or ():
            places.append((node.path, key))
            known.items.setdefault(key, replace(item, id=key))
            if len(checker.problems) == before:
                known.sound.add(key)
    if len(places) > MAX_ITEMS:
        checker.say(Code.TOO_MANY_ITEMS, top.at("items"), limit=MAX_ITEMS)
        known.whole = False
    checker.repeats(places)
    return known


def _ids(node: Node) -> list[str] | None:
    single, several = node.has("id"), node.has("ids")
    if single == several:
        node.checker.say(Code.ID_OR_IDS, node.path)
        return None
    if several:
        return ids_at(node.checker, node.at("ids"), node.data["ids"])
    name = node.matching("id", KEY, Code.BAD_KEY)
    if name is not None and expand(name) != [name]:  # `1-2` would be read as a run wherever it is named
        node.checker.say(Code.BAD_KEY, node.at("id"), value=shown(name))
        return None
    return None if name is None else [name]


def _item(node: Node, known: Known) -> Item:
    kind = node.choice("type", ITEM_TYPES)
    for key in _SHAPE:
        if node.has(key) and kind is not None and key not in _FITS[kind]:
            node.checker.say(Code.NOT_FOR_TYPE, node.at(key), key=key, type=kind)
    item = Item(
        id="",
        type=kind or "choice",
        own_non_answers=tuple(texts(node, "own_non_answers", required=False, known=OWN_NON_ANSWERS)),
        when=_condition(node.node("when", required=False), known),
        text=words(node, "text", required=False),
        topic=words(node, "topic", required=False),
        group=node.matching("group", KEY, Code.BAD_KEY) if node.has("group") else None,
        alone=yes(node, "alone"),
        optional=yes(node, "optional"),
        follow_up=spoken_list(node, "follow_up"),
        listen_for=spoken_list(node, "listen_for"),
    )
    if kind == "choice":
        return replace(item, options=_options(node))
    return _amounts(node, item) if kind == "number" else item


def _options(node: Node) -> tuple[Option, ...]:
    checker, found = node.checker, list[Option]()
    codes, keys = list[tuple[str, str]](), list[tuple[str, str]]()
    places = values(node, "options")
    for path, value in places:
        option = _option(checker, path, value)
        if option is not None:
            found.append(option)
            codes.append((path, str(option.code)))
            keys += [(path, key.lower()) for key in option.keys]
    if len(places) == 1:
        checker.say(Code.ONE_OPTION, node.at("options"))
    checker.repeats(codes)
    checker.repeats(keys)
    return tuple(found)


def _option(checker: Checker, path: str, value: Any) -> Option | None:
    if isinstance(value, int) and not isinstance(value, bool):
        return Option(value) if _is_code(checker, path, value) else None
    node = checker.node_of(value, path)
    if node is None:
        return None
    code = node.whole("code", -MAX_NUMBER, MAX_NUMBER)
    keys = texts(node, "keys", required=False)
    for key in keys:
        if key.lower() in (*NON_ANSWERS, *OWN_NON_ANSWERS) or not key.isalpha():
            checker.say(Code.BAD_OPTION_KEY, node.at("keys"), value=shown(key))
    text = words(node, "text", required=False)
    node.close()
    return None if code is None else Option(code, text, tuple(keys))


def _is_code(checker: Checker, path: str, value: int) -> bool:
    if abs(value) <= MAX_NUMBER:
        return True
    checker.say(Code.OUT_OF_RANGE, path, value=shown(value), low=-MAX_NUMBER, high=MAX_NUMBER)
    return False


def _amounts(node: Node, item: Item) -> Item:
    low, high = amount(node, "minimum", required=True), amount(node, "maximum", required=True)
    step = amount(node, "step")
    if low is not None and high is not None:
        if low >= high:
            node.checker.say(Code.ENDS_FIRST, node.at("minimum"), low=str(low), high=str(high))
        elif step is not None and (step <= 0 or (high - low) % step):
            node.checker.say(Code.STEP_DOES_NOT_FIT, node.at("step"), step=str(step), low=str(low), high=str(high))
    return replace(item, minimum=low, maximum=high, step=step)


def _condition(node: Node | None, known: Known) -> Condition | None:
    """Read when an item is asked; the item it hangs on must have been asked before it."""
    if node is None:
        return None
    checker = node.checker
    name = node.text("item")
    codes = [(path, value) for path, value in values(node, "codes", required=False)]
    least = amount(node, "at_least")
    node.close()
    whole = [value for _, value in codes if isinstance(value, int) and not isinstance(value, bool)]
    for path, value in codes:
        if not isinstance(value, int) or isinstance(value, bool):
            checker.wrong_type(path, "type.whole", value)
    if name is None:
        return None
    if name not in known.items:
        if known.whole:
            checker.say(Code.GATE_NOT_BEFORE, node.at("item"), value=shown(name))
    elif name in known.sound:
        _gate(node, known.items[name], whole)
    return Condition(name, tuple(whole), least)


def _gate(node: Node, gate: Item, codes: list[int]) -> None:
    checker = node.checker
    if gate.type == "text":
        checker.say(Code.GATE_IS_TEXT, node.at("item"), value=gate.id)
        return
    fitting = "at_least" if gate.type == "number" else "codes"
    if fitting not in node.data or len({"codes", "at_least"} & node.data.keys()) != 1:
        checker.say(Code.GATE_FORM, node.path, key=fitting, value=gate.id)
        return
    known = (0, 1) if gate.type == "tick" else tuple(option.code for option in gate.options)
    for place, code in enumerate(codes):
        if gate.type != "number" and code not in known:
            path = below(node.at("codes"), place)
            checker.say(Code.NO_SUCH_CODE, path, value=code, item=gate.id, known=", ".join(map(str, known)))
