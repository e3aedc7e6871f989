"""An instrument file as a whole: read into an `Instrument`, with everything that is wrong with it reported."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from spaedbarn_cli.catalog.check import EVIDENCE, KEY, VERSION, Checker, Node
from spaedbarn_cli.catalog.codes import Code, shown
from spaedbarn_cli.catalog.instrument_examples import read_examples
from spaedbarn_cli.catalog.instrument_items import read_items
from spaedbarn_cli.catalog.instrument_read import MAX_NUMBER, expand, texts, words
from spaedbarn_cli.catalog.instrument_scales import read_scales
from spaedbarn_cli.catalog.instrument_values import codes_of
from spaedbarn_cli.domain.instrument import KINDS, Flag, Instrument, Window
from spaedbarn_cli.domain.score_parts import gather
from spaedbarn_cli.domain.score_reach import reach

if TYPE_CHECKING:
    from spaedbarn_cli.catalog.instrument_items import Known
    from spaedbarn_cli.domain.instrument import Scale

ABOUT = ("parent", "child")
RESPONDENTS = ("self", "observer", "interviewer", "parent")
_MONTHS = 18 * 12  # a child is a child until 18
_FAR = Decimal(10) ** 9


class Trusting(Checker):
    """For data that was checked when it came: what a later program would object to is taken as it is."""

    def say(self, code: Code, path: str, **params: str | int | float) -> None:
        return


def read_instrument(checker: Checker, top: Node) -> Instrument:
    """Return the instrument as far as it could be read; it is right when the checker has no problem."""
    known = read_items(top)
    scales = read_scales(top, known)
    listed = top.data.get("scales")
    names = [scale.get("name") for scale in listed if isinstance(scale, dict)] if isinstance(listed, list) else []
    flags = _flags(top, known)
    text_pack = top.flag("text_pack") or False
    extra = top.node("extra", required=False)
    instrument = Instrument(
        id=_id(top),
        version=top.matching("version", VERSION, Code.BAD_VERSION) or "",
        kind=top.choice("kind", KINDS) or "",
        title=words(top, "title") or {},
        about=top.choice("about", ABOUT) or "",
        respondent=top.choice("respondent", RESPONDENTS) or "",
        items=tuple(known.items.values()),
        scales=tuple(scale for _, scale in scales.values()),
        flags=tuple(flags.values()),
        licence=top.text("licence") or "",
        sources=tuple(texts(top, "sources")),
        evidence=top.choice("evidence", EVIDENCE) or "",
        text_pack=text_pack,
        window=_window(top.node("window", required=False)),
        examples=read_examples(top, known, [n for n in names if isinstance(n, str)], _names_of(top, flags)),
        instructions=words(top, "instructions", required=False),
        minutes=top.whole("minutes", 1, 600, required=False),
        training=words(top, "training", required=False),
        extra=extra.data if extra else {},
    )
    top.close()
    if isinstance(checker, Trusting):
        return instrument
    if known.whole and len(known.sound) == len(known.items):
        for path, scale in scales.values():
            _check_range(checker, instrument, path, scale)
    _check_evidence(checker, instrument, scales)
    if text_pack and not checker.problems:
        _check_wording(top, instrument)
    return instrument


def _id(top: Node) -> str:
    name = top.matching("id", KEY, Code.BAD_KEY)
    stem = top.checker.file.rpartition("/")[2].removesuffix(".yaml")
    if name is not None and top.checker.file.endswith(".yaml") and stem != name:
        top.checker.say(Code.ID_NOT_FILE, top.at("id"), value=shown(name))
    return name or ""


def _names_of(top: Node, flags: dict[str, Flag]) -> list[str]:
    """Return the ids of the flags, also of those that are not right: who names one has not made a second mistake."""
    listed = top.data.get("flags")
    ids = [flag.get("id") for flag in listed if isinstance(flag, dict)] if isinstance(listed, list) else []
    return [*flags, *(name for name in ids if isinstance(name, str))]


def _flags(top: Node, known: Known) -> dict[str, Flag]:
    found: dict[str, Flag] = {}
    places: list[tuple[str, str]] = []
    for node in top.nodes("flags", required=False, empty=True):
        name = node.matching("id", KEY, Code.BAD_KEY)
        key = node.text("item")
        least = node.whole("at_least", -MAX_NUMBER, MAX_NUMBER)
        card = node.matching("action_card", KEY, Code.BAD_KEY)
        source = node.text("source", missing=Code.NO_SOURCE)
        node.close()
        item = known.find(node.checker, node.at("item"), key) if key is not None else None
        if item is not None and item.when is not None:
            node.checker.say(Code.FLAG_HIDDEN, node.at("item"), value=item.id)
        if item is not None and item.type == "text":
            node.checker.say(Code.TEXT_SCORED, node.at("item"), value=item.id)
        elif item is not None and least is not None:
            most = item.maximum if item.type == "number" else max(codes_of(item), default=None)
            if most is not None and least > most:
                node.checker.say(Code.NEVER_REACHED, node.at("at_least"), value=least, item=item.id)
        if name is not None:
            places.append((node.at("id"), name))
            if key is not None and least is not None and card is not None:
                found.setdefault(name, Flag(name, key, least, card, source or ""))
    top.checker.repeats(places)
    return found


def _window(node: Node | None) -> Window | None:
    if node is None:
        return None
    first, last = node.whole("from_months", 0, _MONTHS), node.whole("to_months", 0, _MONTHS)
    corrected = bool(node.flag("corrected")) if node.has("corrected") else False
    node.close()
    if first is None or last is None:
        return None
    if first >= last:
        node.checker.say(Code.ENDS_FIRST, node.at("from_months"), low=first, high=last)
    return Window(first, last, corrected)


def _check_range(checker: Checker, instrument: Instrument, path: str, scale: Scale) -> None:
    """Report a declared range that is not what the answers can come to."""
    if scale.of:
        base = next(one for one in instrument.scales if one.name == scale.of)
        low, high = (bound * (scale.factor or 1) for bound in (base.low, base.high))
    else:
        # Without the declared bounds and the averages that stand in, what is left is what complete answers give.
        free = replace(scale, low=-_FAR, high=_FAR, prorate_up_to=0, prorate_within=None)
        low, high = reach(instrument, free, gather(instrument, free, {}))
    if high < _FAR and scale.items and (low, high) != (scale.low, scale.high) and scale.pattern is None:
        said = {"low": str(scale.low), "high": str(scale.high), "least": str(low), "most": str(high)}
        checker.say(Code.RANGE_NOT_REACHED, f"{path}.range", **said)


def _check_evidence(checker: Checker, instrument: Instrument, scales: dict[str, tuple[str, Scale]]) -> None:
    """Report an instrument that calls itself verified though one of its numbers is not."""
    if instrument.evidence != "verified":
        return
    for path, scale in scales.values():
        marks = [scale.evidence]
        marks += [cutoff.evidence for cutoff in scale.cutoffs] + [band.evidence for band in scale.bands]
        if scale.cutoff_table is not None:
            marks.append(scale.cutoff_table.evidence)
        if "unverified" in marks:
            checker.say(Code.EVIDENCE_TOO_GOOD, "evidence", name=scale.name, place=path)


def _check_wording(top: Node, instrument: Instrument) -> None:
    """Report wording of a scored item in a file that says its wording may not be shipped; our own prompts may be."""
    scored = {key for scale in instrument.scales for key in scale.items}
    worded = {item.id for item in instrument.items if item.text or any(option.text for option in item.options)}
    for node in top.nodes("items"):
        keys = expand(str(node.data.get("ids", node.data.get("id")))) or []
        if any(key in scored and key in worded for key in keys):
            top.checker.say(Code.WORDING_SHIPPED, node.path)
