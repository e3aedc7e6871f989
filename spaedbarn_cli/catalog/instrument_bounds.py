"""The bounds of a scale: cut-offs for whom, tables of the licensed material, named bands, the change that counts."""

from __future__ import annotations

from decimal import Decimal
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from spaedbarn_cli.catalog.check import EVIDENCE, KEY
from spaedbarn_cli.catalog.codes import Code
from spaedbarn_cli.catalog.instrument_read import amount, texts, words
from spaedbarn_cli.domain.case import PERSON_ROLES
from spaedbarn_cli.domain.instrument import SIDES, Band, Cutoff, CutoffTable

if TYPE_CHECKING:
    from spaedbarn_cli.catalog.check import Node
    from spaedbarn_cli.catalog.instrument_items import Known

ROLES = (*PERSON_ROLES, "child")
_OLDEST = 120

Range = tuple[Decimal, Decimal]


def read_cutoffs(scale: Node, limits: Range | None) -> tuple[Cutoff, ...]:
    found: list[tuple[str, Cutoff]] = []
    for node in scale.nodes("cutoffs", required=False):
        value = amount(node, "value", required=True)
        side = node.choice("side", SIDES)
        for_role = texts(node, "for_role", required=False, known=ROLES)
        first = node.whole("from_years", 0, _OLDEST, required=False)
        last = node.whole("to_years", 0, _OLDEST, required=False)
        setting = node.text("setting", required=False)
        source, evidence = node.text("source", missing=Code.NO_SOURCE), node.choice("evidence", EVIDENCE)
        node.close()
        if first is not None and last is not None and first > last:
            node.checker.say(Code.ENDS_FIRST, node.at("from_years"), low=first, high=last)
        if value is not None and limits is not None and not limits[0] <= value <= limits[1]:
            _outside(node, "value", value, limits)
        if value is not None and side is not None:
            cutoff = Cutoff(value, side, source or "", evidence or "", tuple(for_role), first, last, setting)
            found.append((node.path, cutoff))
    for (_, one), (path, other) in combinations(found, 2):
        if _clash(one, other):
            scale.checker.say(Code.CUTOFFS_CLASH, path, value=str(other.value), other=str(one.value))
    return tuple(cutoff for _, cutoff in found)


def read_cutoff_table(scale: Node, known: Known) -> CutoffTable | None:
    node = scale.node("cutoff_table", required=False)
    if node is None:
        return None
    table = node.matching("table", KEY, Code.BAD_KEY)
    row = node.text("row")
    side = node.choice("side", SIDES)
    source, evidence = node.text("source", missing=Code.NO_SOURCE), node.choice("evidence", EVIDENCE)
    node.close()
    item = known.find(scale.checker, node.at("row"), row) if row is not None else None
    if item is not None and item.type != "choice":
        scale.checker.say(Code.ROW_NOT_A_CHOICE, node.at("row"), value=item.id)
    return CutoffTable(table or "", row or "", side or SIDES[0], source or "", evidence or "")


def read_bands(scale: Node, limits: Range | None, decimals: int | None) -> tuple[Band, ...]:
    """Return the bands, which must follow each other from one end of the scale to the other."""
    found: list[tuple[Node, Band]] = []
    places: list[tuple[str, str]] = []
    nodes = scale.nodes("bands", required=False)
    for node in nodes:
        name = node.text("id")
        low, high = amount(node, "low", required=True), amount(node, "high", required=True)
        text = words(node, "text")
        source, evidence = node.text("source", missing=Code.NO_SOURCE), node.choice("evidence", EVIDENCE)
        node.close()
        if name is not None:
            places.append((node.at("id"), name))
        if low is None or high is None:
            continue
        if low > high:
            node.checker.say(Code.ENDS_FIRST, node.at("low"), low=str(low), high=str(high))
        elif limits is not None and not limits[0] <= low <= high <= limits[1]:
            _outside(node, "low" if low < limits[0] else "high", low if low < limits[0] else high, limits)
        else:
            found.append((node, Band(name or "", low, high, text or {}, source or "", evidence or "")))
    scale.checker.repeats(places)
    if limits is not None and found and len(found) == len(nodes):
        _joined(found, limits, Decimal(1).scaleb(-(decimals or 0)))
    return tuple(band for _, band in found)


def _joined(found: list[tuple[Node, Band]], limits: Range, step: Decimal) -> None:
    first, last = found[0], found[-1]
    if first[1].low != limits[0]:
        _gap(first[0], "low", limits[0])
    for (_, one), (node, other) in pairwise(found):
        if other.low <= one.high:
            node.checker.say(Code.SCORE_BANDS_OVERLAP, node.at("low"), value=str(other.low), end=str(one.high))
        elif other.low != one.high + step:
            _gap(node, "low", one.high + step)
    if last[1].high != limits[1]:
        _gap(last[0], "high", limits[1])


def _gap(node: Node, key: str, wanted: Decimal) -> None:
    node.checker.say(Code.SCORE_BANDS_GAP, node.at(key), key=key, wanted=str(wanted))


def _outside(node: Node, key: str, value: Decimal, limits: Range) -> None:
    node.checker.say(Code.OUTSIDE_SCALE, node.at(key), value=str(value), low=str(limits[0]), high=str(limits[1]))


def _clash(one: Cutoff, other: Cutoff) -> bool:
    """Say whether two cut-offs hold for the same person with the same right."""
    if bool(one.for_role) != bool(other.for_role) or _aged(one) != _aged(other):
        return False
    if one.for_role and not set(one.for_role) & set(other.for_role):
        return False
    starts = max(one.from_years or 0, other.from_years or 0)
    ends = min(_OLDEST if c.to_years is None else c.to_years for c in (one, other))
    return starts <= ends


def _aged(cutoff: Cutoff) -> bool:
    return cutoff.from_years is not None or cutoff.to_years is not None
