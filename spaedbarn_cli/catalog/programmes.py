"""Programmes: what a programme file must hold."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from spaedbarn_cli.catalog.building import build_programme
from spaedbarn_cli.catalog.check import EVIDENCE, KEY, VERSION, Checker, Node
from spaedbarn_cli.catalog.codes import Code, shown
from spaedbarn_cli.catalog.load import list_definitions, load_checked, read_definition
from spaedbarn_cli.catalog.obligations import check_obligations
from spaedbarn_cli.domain.visit import KINDS, MAX_MINUTES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from spaedbarn_cli.catalog.codes import Problem
    from spaedbarn_cli.domain.programme import Programme

__all__ = [
    "build_programme", "check_programme", "list_programmes", "load_programme_text", "open_programme", "read_definition",
]  # fmt: skip

WHO = ("parents", "child")
"""Whom a sign of the theory of change is seen in."""

_KIND = "programmes"
_HOURS = 7 * 24  # of a week
_MONTHS = 18 * 12  # a child is a child until 18
_UUID_SYSTEMS = "http://fhir.kl.dk/"
_SYSTEM = re.compile(r"(?:https?://|urn:oid:|urn:uuid:)[^\s]+")
_CODE = re.compile(r"[^\s]+")
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def check_programme(data: Any, file: str = "", lines: Mapping[str, int] | None = None) -> list[Problem]:
    """Return everything that is wrong with the data of a programme file, in the order of the rules, not the lines."""
    checker = Checker(file, lines or {})
    top = checker.root(data)
    if top is None:
        return checker.problems
    _check_head(top, file)
    _check_norm(top)
    _check_kinds(top, normed=bool(isinstance(data.get("norm"), dict) and data["norm"].get("bands")))
    listed = [item for key in ("core", "signs") if isinstance(data.get(key), list) for item in data[key]]
    groups = top.terms("groups", required=any(isinstance(item, dict) and "group" in item for item in listed))

    def grouped(node: Node) -> None:
        if node.has("group") and groups:  # without a right group there is nothing to choose from, and that is reported
            node.choice("group", groups)

    def sign(node: Node) -> None:
        grouped(node)
        node.choice("who", WHO)

    roles = [*top.terms("team", required=False), *top.terms("partners", required=False)]
    phases = top.terms("phases")
    top.terms("core", grouped, required=False)
    top.terms("signs", sign, required=False)
    check_obligations(top, phases, roles)
    top.close()
    return checker.problems


def load_programme_text(text: str | bytes, name: str) -> dict[str, Any]:
    """Return the checked, JSON-able data of a programme file; raises DefinitionInvalid with every problem it has."""
    return load_checked(text, name, check_programme)


def open_programme(programme_id: str) -> Programme:
    """Return a programme by its id; raises NotFound, Failed or DefinitionInvalid."""
    name, content = read_definition(_KIND, programme_id)
    return build_programme(load_checked(content, name, check_programme))


def list_programmes() -> list[str]:
    """Return the ids of the programmes that are here, sorted."""
    return list_definitions(_KIND)


def _check_head(top: Node, file: str) -> None:
    own_id = top.matching("id", KEY, Code.BAD_KEY)
    stem = file.rpartition("/")[2].removesuffix(".yaml")
    if own_id is not None and file.endswith(".yaml") and stem != own_id:
        top.checker.say(Code.ID_NOT_FILE, top.at("id"), value=shown(own_id))
    top.matching("version", VERSION, Code.BAD_VERSION)
    title = top.node("title")
    if title is not None:
        title.words()
        title.close()
    for key in ("source", "licence", "legal"):
        top.text(key)
    top.choice("evidence", EVIDENCE)
    top.whole("usual_minutes", 1, MAX_MINUTES)


def _check_norm(top: Node) -> None:
    norm = top.node("norm")
    if norm is None:
        return
    norm.text("source", missing=Code.NO_SOURCE)
    norm.terms("notes", required=False)
    places: list[tuple[str, str]] = []
    before: tuple[int, int | None] | None = None
    for band in norm.nodes("bands", empty=True):
        name = band.matching("id", KEY, Code.BAD_KEY)
        if name is not None:
            places.append((band.at("id"), name))
        start = band.whole("from_months", 0, _MONTHS)
        end = band.whole("to_months", 0, _MONTHS, nullable=True)
        _check_bounds(band)
        band.text("source", missing=Code.NO_SOURCE)
        band.close()
        # An end that could not be read is not an open end.
        if start is None or (end is None and band.data.get("to_months", "") is not None):
            before = None
            continue
        if end is not None and end <= start:
            top.checker.say(Code.BAND_ENDS_FIRST, band.path, start=start, end=end)
        if before is not None:
            _check_join(band, before, start)
        before = (start, end)
    top.checker.repeats(places)
    norm.close()


def _check_join(band: Node, before: tuple[int, int | None], start: int) -> None:
    """Report a band that does not begin exactly where the one before it ends."""
    say, (earlier, end) = band.checker.say, before
    if end is None:
        say(Code.OPEN_BAND_NOT_LAST, band.path, start=start)
    elif start < earlier:
        say(Code.BANDS_UNORDERED, band.path, start=start, earlier=earlier)
    elif start < end:
        say(Code.BANDS_OVERLAP, band.path, start=start, end=end)
    elif start > end:
        say(Code.BANDS_GAP, band.path, start=start, end=end)


def _check_bounds(band: Node) -> None:
    keys = ("minimum_hours", "upper_hours", "maximum_hours")
    minimum, upper, maximum = (band.number(key, 0, _HOURS, required=False) for key in keys)
    band.whole("maximum_visits", 1, _HOURS, required=False)
    say = band.checker.say
    if not {"minimum_hours", "maximum_hours", "maximum_visits"} & band.data.keys():
        say(Code.BAND_WITHOUT_BOUND, band.path)
    for key, hours in zip(keys, (minimum, upper, maximum), strict=True):
        if hours is not None and round(hours * 60, 6) % 1:
            say(Code.NOT_WHOLE_MINUTES, band.at(key), value=hours)
    if minimum is not None and upper is not None and minimum > upper:
        say(Code.ABOVE_UPPER, band.at("minimum_hours"), value=minimum, upper=upper)
    highest = max((hours for hours in (minimum, upper) if hours is not None), default=None)
    if highest is not None and maximum is not None and highest > maximum:
        say(Code.ABOVE_MAXIMUM, band.at("maximum_hours"), value=highest, maximum=maximum)


def _check_kinds(top: Node, normed: bool) -> None:
    places: list[tuple[str, str]] = []
    counting = False
    kinds = top.nodes("kinds")
    for node in kinds:
        key = node.choice("key", KINDS)
        if key is not None:
            places.append((node.at("key"), key))
        counting |= node.flag("counts") is not False  # one that cannot be read is reported already
        node.words()
        for name in ("national", "national_class"):
            _check_national(node.node(name, required=False))
        node.close()
    top.checker.repeats(places)
    said = {key for _, key in places}
    if len(places) == len(kinds) > 0:
        for kind in KINDS:
            if kind not in said:
                top.checker.say(Code.KIND_LEFT_OUT, top.at("kinds"), kind=kind)
        if normed and not counting:
            top.checker.say(Code.NOTHING_COUNTS, top.at("kinds"))


def _check_national(node: Node | None) -> None:
    if node is None:
        return
    system, code, _ = node.text("system"), node.text("code"), node.text("display")
    if system is not None and not _SYSTEM.fullmatch(system):
        node.checker.say(Code.BAD_NATIONAL_CODE, node.at("system"), value=shown(system))
    # The codes of the KL systems are all UUIDs; others are short words.
    pattern = _UUID if system is not None and system.startswith(_UUID_SYSTEMS) else _CODE
    if code is not None and not pattern.fullmatch(code):
        node.checker.say(Code.BAD_NATIONAL_CODE, node.at("code"), value=shown(code))
    node.close()
