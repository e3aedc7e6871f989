"""What answers count for in a scale: recoding, reversing, non-answers with a value, patterns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spaedbarn_cli.catalog.codes import Code, shown
from spaedbarn_cli.catalog.events import below
from spaedbarn_cli.catalog.instrument_read import MAX_NUMBER, amount, amount_at, code_of, id_list, ids_at
from spaedbarn_cli.domain.instrument import Item, Pattern

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from decimal import Decimal

    from spaedbarn_cli.catalog.check import Node
    from spaedbarn_cli.catalog.instrument_items import Known


def codes_of(item: Item) -> tuple[int, ...]:
    """Return the codes an item can be answered with; a tick is 1 or 0, a number has none."""
    if item.type == "tick":
        return (0, 1)
    return tuple(option.code for option in item.options)


def read_recode(scale: Node, known: Known, members: Collection[str]) -> dict[str, dict[int, Decimal]]:
    """Return item → code → value from `recode` and `reverse`; each code of a recoded item must be there."""
    found: dict[str, dict[int, Decimal]] = {}
    for node, item in _by_item(scale, "recode", known, members):
        if item.type == "number":
            node.checker.say(Code.NOT_RECODED, node.path, item=item.id)
            continue
        table: dict[int, Decimal] = {}
        for key, value in node.data.items():
            code, worth = code_of(node.checker, node.at(key), key), amount_at(node.checker, node.at(key), value)
            if code is not None and worth is not None:
                table[code] = worth
                if code not in codes_of(item):
                    _no_code(node, node.at(key), code, item)
        for code in codes_of(item):
            if code not in table and str(code) not in node.data:
                node.checker.say(Code.CODE_LEFT_OUT, node.path, value=code, item=item.id)
        found[item.id] = table
    reverse = scale.node("reverse", required=False)
    if reverse is not None:
        _reverse(reverse, known, members, found)
    return found


def _reverse(node: Node, known: Known, members: Collection[str], found: dict[str, dict[int, Decimal]]) -> None:
    whole = amount(node, "of", required=True)
    for path, item in known.pick(node.checker, id_list(node, "items")):
        if item.id not in members:
            node.checker.say(Code.NOT_IN_SCALE, path, value=item.id)
        elif item.id in found:
            node.checker.say(Code.RECODED_TWICE, path, value=item.id)
        elif item.type != "choice":
            node.checker.say(Code.NOT_RECODED, path, item=item.id)
        elif whole is not None:
            found[item.id] = {code: whole - code for code in codes_of(item)}
    node.close()


def read_non_answer_values(scale: Node, known: Known, members: Collection[str]) -> dict[str, dict[str, Decimal]]:
    """Return item → non-answer → value; only what is printed on the item can have one."""
    found: dict[str, dict[str, Decimal]] = {}
    for node, item in _by_item(scale, "non_answer_values", known, members):
        table: dict[str, Decimal] = {}
        for key, value in node.data.items():
            worth = amount_at(node.checker, node.at(key), value)
            if key not in item.own_non_answers:
                own = ", ".join(item.own_non_answers) or "–"
                node.checker.say(Code.NOT_ITS_NON_ANSWER, node.at(key), value=shown(key), item=item.id, known=own)
            elif worth is not None:
                table[key] = worth
        found[item.id] = table
    return found


def read_pattern(node: Node | None, known: Known) -> Pattern | None:
    """Return a pattern whose thresholds its items can reach."""
    if node is None:
        return None
    any_of = _thresholds(node, "any_of", known, required=False)
    symptoms = _thresholds(node, "symptoms", known)
    count = node.whole("count", 1, MAX_NUMBER)
    if count is not None and 0 < len(symptoms) < count:
        node.checker.say(Code.PATTERN_COUNT, node.at("count"), value=count, most=len(symptoms))
    node.close()
    return Pattern(tuple(any_of), tuple(symptoms), count or 0)


def _thresholds(node: Node, key: str, known: Known, required: bool = True) -> list[tuple[str, int]]:
    part = node.node(key, required)
    found: list[tuple[str, int]] = []
    for name, value in part.data.items() if part is not None else ():
        assert part is not None
        path = part.at(name)
        if not isinstance(value, int) or isinstance(value, bool):
            node.checker.wrong_type(path, "type.whole", value)
            continue
        for item in (known.find(node.checker, path, one) for one in ids_at(node.checker, path, name) or ()):
            if item is None:
                continue
            found.append((item.id, value))
            if item.type != "number" and max(codes_of(item), default=0) < value:
                node.checker.say(Code.NEVER_REACHED, path, value=value, item=item.id)
    return found


def _by_item(scale: Node, key: str, known: Known, members: Collection[str]) -> Iterator[tuple[Node, Item]]:
    """Yield the block of every item under a key whose keys are runs of items, each item once."""
    part = scale.node(key, required=False)
    seen: set[str] = set()
    for name, value in part.data.items() if part is not None else ():
        assert part is not None
        path = below(part.path, name)
        node = scale.checker.node_of(value, path)
        pairs = [(path, one) for one in ids_at(scale.checker, path, name) or ()]
        for _, item in known.pick(scale.checker, pairs):
            if item.id in seen:
                scale.checker.say(Code.RECODED_TWICE, path, value=item.id)
            elif item.id not in members:
                scale.checker.say(Code.NOT_IN_SCALE, path, value=item.id)
            elif node is not None:
                seen.add(item.id)
                yield node, item


def _no_code(node: Node, path: str, code: int, item: Item) -> None:
    node.checker.say(Code.NO_SUCH_CODE, path, value=code, item=item.id, known=", ".join(map(str, codes_of(item))))
