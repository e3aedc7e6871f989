"""The scales of an instrument: which method takes which keys, which items can be scored, what may be missing."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from spaedbarn_cli.catalog.check import EVIDENCE, KEY
from spaedbarn_cli.catalog.codes import Code, shown
from spaedbarn_cli.catalog.instrument_bounds import Range, read_bands, read_cutoff_table, read_cutoffs
from spaedbarn_cli.catalog.instrument_read import amount, amount_at, id_list, values, words, yes
from spaedbarn_cli.catalog.instrument_values import read_non_answer_values, read_pattern, read_recode
from spaedbarn_cli.domain.answers import is_needed
from spaedbarn_cli.domain.instrument import Item, Pattern, Scale

if TYPE_CHECKING:
    from spaedbarn_cli.catalog.check import Node
    from spaedbarn_cli.catalog.instrument_items import Known

METHODS = ("sum", "mean", "scaled", "pattern", "rating")
_VALUES = {"items", "range", "recode", "reverse", "non_answer_values"}
_MISSING = {"prorate_up_to", "missing_source"}
_TAKES = {
    "sum": _VALUES | _MISSING | {"leave_up_to", "prorate_within"},
    "mean": _VALUES | _MISSING | {"observed_only"},
    "scaled": {"of", "factor", "range"},
    "pattern": {"pattern", "items", "range", "recode", "reverse", "non_answer_values"},
    "rating": {"items", "range"},
}
_NEEDS = {
    "sum": ("items", "range"), "mean": ("items", "range", "decimals"), "scaled": ("of", "factor"),
    "pattern": ("pattern",), "rating": ("items", "range"),
}  # fmt: skip
_OWN = sorted(set().union(*_TAKES.values()))
_MOST_DECIMALS = 4


def read_scales(top: Node, known: Known) -> dict[str, tuple[str, Scale]]:
    """Return name → path and scale for every scale that is right as far as it goes."""
    found: dict[str, tuple[str, Scale]] = {}
    places: list[tuple[str, str]] = []
    settings: list[tuple[str, str]] = []
    for node in top.nodes("scales", required=False, empty=True):
        before = len(top.checker.problems)
        scale = _scale(node, known, {name: scale for name, (_, scale) in found.items()}, {name for _, name in places})
        node.close()
        if scale is None:
            name = node.data.get("name")
            places += [(node.at("name"), name)] if isinstance(name, str) else []
            continue
        places.append((node.at("name"), scale.name))
        for place, cutoff in enumerate(scale.cutoffs):
            if cutoff.setting is not None:
                settings.append((f"{node.at('cutoffs')}[{place}].setting", cutoff.setting))
        if len(top.checker.problems) == before:
            found.setdefault(scale.name, (node.path, scale))
    top.checker.repeats(places)
    top.checker.repeats(settings)
    return found


def _scale(node: Node, known: Known, earlier: dict[str, Scale], named: set[str]) -> Scale | None:
    """Read one scale; `earlier` are the right ones before it, `named` all of them."""
    name = node.matching("name", KEY, Code.BAD_KEY)
    title = words(node, "title")
    method = node.choice("method", METHODS)
    for key in _OWN:
        if node.has(key) and method is not None and key not in _TAKES[method]:
            node.checker.say(Code.NOT_FOR_METHOD, node.at(key), key=key, method=method)
    for key in _NEEDS.get(method or "", ()):
        if key not in node.data:
            node.checker.say(Code.METHOD_NEEDS, node.path, key=key, method=method or "")
    if name is None or method is None:
        for key in ("decimals", "cutoffs", "cutoff_table", "bands", "reliable_change", "reliable_change_source",
                    "source", "evidence"):  # fmt: skip
            node.has(key)
        return None
    pattern = read_pattern(node.node("pattern", required=False), known) if method == "pattern" else None
    members = _members(node, known)
    if pattern is not None:
        members = tuple(dict.fromkeys((*members, *_pattern_items(pattern))))
    decimals = node.whole("decimals", 0, _MOST_DECIMALS, required=False)
    base = _base(node, earlier, named) if method == "scaled" else None
    factor = amount(node, "factor") if method == "scaled" else None
    if factor is not None and factor <= 0:
        node.checker.say(Code.NOT_POSITIVE, node.at("factor"), key="factor", value=str(factor))
        factor = None
    limits = _range(node)
    if limits is None and "range" not in node.data:
        limits = _own_range(method, base, factor)
    scale = Scale(
        name=name,
        method=method,
        items=base.items if base else members,
        low=limits[0] if limits else Decimal(0),
        high=limits[1] if limits else Decimal(0),
        title=title or {},
        recode=read_recode(node, known, members),
        non_answer_values=read_non_answer_values(node, known, members),
        observed_only=yes(node, "observed_only"),
        of=base.name if base else None,
        factor=factor,
        pattern=pattern,
        decimals=decimals,
        cutoffs=read_cutoffs(node, limits),
        cutoff_table=read_cutoff_table(node, known),
        bands=read_bands(node, limits, decimals),
        source=node.text("source", missing=Code.NO_SOURCE) or "",
        evidence=node.choice("evidence", EVIDENCE) or "",
    )
    return _change(node, _missing(node, scale))


def _missing(node: Node, scale: Scale) -> Scale:
    """Read the rule for missing answers, which must have a source and leave something to go by."""
    rules = {key: node.whole(key, 1, 300, required=False) or 0 for key in ("leave_up_to", "prorate_up_to")}
    within = amount(node, "prorate_within", low=0)
    source = node.text("missing_source", required=any(rules.values()), missing=Code.NO_SOURCE)
    for key, most in rules.items():
        if most >= len(scale.items) > 0:
            node.checker.say(Code.NOTHING_LEFT, node.at(key), value=most, items=len(scale.items))
    if within is not None and not (scale.cutoffs or scale.cutoff_table):
        node.checker.say(Code.NO_CUTOFF, node.at("prorate_within"))
    if rules["prorate_up_to"] and scale.decimals is None and scale.method == "sum":
        node.checker.say(Code.METHOD_NEEDS, node.path, key="decimals", method="prorate_up_to")
    return replace(
        scale, leave_up_to=rules["leave_up_to"], prorate_up_to=rules["prorate_up_to"], prorate_within=within,
        missing_source=source,
    )  # fmt: skip


def _change(node: Node, scale: Scale) -> Scale:
    least = amount(node, "reliable_change")
    source = node.text("reliable_change_source", required=least is not None, missing=Code.NO_SOURCE)
    if least is not None and least <= 0:
        node.checker.say(Code.NOT_POSITIVE, node.at("reliable_change"), key="reliable_change", value=str(least))
    return replace(scale, reliable_change=least, reliable_change_source=source)


def _members(node: Node, known: Known) -> tuple[str, ...]:
    """Return the items of a scale: none twice, each one that can be scored, at least one that must be answered."""
    if "items" not in node.data or node.data.get("method") == "scaled":
        return ()
    checker = node.checker
    places = id_list(node, "items", required=False)
    checker.repeats(places)
    found = known.pick(checker, places)
    for path, item in found:
        _scorable(node, path, item, known)
    if found and len(found) == len(places) and all(item.type == "tick" for _, item in found):
        checker.say(Code.NOTHING_NEEDED, node.at("items"))
    if node.data.get("method") == "rating" and len(places) > 1:
        checker.say(Code.RATING_OF_ONE, node.at("items"), count=len(places))
    if (
        node.data.get("observed_only") is True
        and known.whole
        and not any("not_observed" in item.own_non_answers for _, item in found)
    ):
        checker.say(Code.NOTHING_UNOBSERVED, node.at("observed_only"))
    return tuple(dict.fromkeys(item.id for _, item in found))


def _scorable(node: Node, path: str, item: Item, known: Known) -> None:
    if item.type == "text":
        node.checker.say(Code.TEXT_SCORED, path, value=item.id)
    elif item.optional and item.type != "tick":
        node.checker.say(Code.OPTIONAL_SCORED, path, value=item.id)
    elif item.type == "tick" and node.data.get("method") in ("mean", "rating"):
        node.checker.say(Code.TICK_IN_MEAN, path, value=item.id)
    gate = known.items.get(item.when.item) if item.when is not None else None
    if gate is not None and item.type != "text" and gate.id in known.sound and not is_needed(gate):
        node.checker.say(Code.GATE_OPTIONAL, path, value=item.id, gate=gate.id)


def _pattern_items(pattern: Pattern) -> tuple[str, ...]:
    return tuple(dict.fromkeys(item for item, _ in (*pattern.any_of, *pattern.symptoms)))


def _base(node: Node, earlier: dict[str, Scale], named: set[str]) -> Scale | None:
    name = node.text("of", required=False)
    if name is None:
        return None
    if name not in named:
        node.checker.say(Code.SCALE_NOT_BEFORE, node.at("of"), value=shown(name), known=", ".join(sorted(named)) or "–")
    return earlier.get(name)


def _range(node: Node) -> Range | None:
    places = values(node, "range", required=False)
    found = [amount_at(node.checker, path, value) for path, value in places]
    if not places or None in found:
        return None
    low, high = found[0], found[-1]
    assert low is not None
    assert high is not None
    if len(found) == 2 and low < high:
        return low, high
    node.checker.say(Code.BAD_RANGE, node.at("range"))
    return None


def _own_range(method: str, base: Scale | None, factor: Decimal | None) -> Range | None:
    """Return the range that a method settles by itself."""
    if method == "pattern":
        return Decimal(0), Decimal(1)
    return (base.low * factor, base.high * factor) if base is not None and factor is not None else None
