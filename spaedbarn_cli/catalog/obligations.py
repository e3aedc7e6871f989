"""Obligations: what the steps of a programme must say, and that they fit together."""

from __future__ import annotations

import itertools
from datetime import date
from typing import TYPE_CHECKING

from spaedbarn_cli.catalog.check import KEY
from spaedbarn_cli.catalog.codes import Code, shown
from spaedbarn_cli.domain.obligation import (
    ANCHORS,
    COMPLETIONS,
    CONDITIONS,
    FLOORS,
    LATE,
    MEETING_KINDS,
    Offset,
    parse_offset,
)
from spaedbarn_cli.domain.visit import KINDS

if TYPE_CHECKING:
    from collections.abc import Collection

    from spaedbarn_cli.catalog.check import Node

_SOME_DAY = date(2026, 1, 1)  # to compare days with months; any day gives the same order for windows worth having
_MOST = 365
_BASES = ("anchor", "after", "with")


def check_obligations(top: Node, phases: Collection[str], roles: Collection[str]) -> None:
    """Report what is wrong with `events` and `obligations`; `phases` and `roles` are the keys that may be named."""
    events = top.terms("events", _event, required=False)
    nodes = top.nodes("obligations", required=False, empty=True)
    ids = [str(node.data["id"]) for node in nodes if isinstance(node.data.get("id"), str)]
    places: list[tuple[str, str]] = []
    follows: dict[str, tuple[str, str]] = {}
    for node in nodes:
        name = node.matching("id", KEY, Code.BAD_KEY)
        if name is not None:
            places.append((node.at("id"), name))
        if phases:
            node.choice("phase", phases)
        else:
            node.text("phase")
        if roles:
            node.choice("responsible", roles)
        else:
            node.text("responsible")
        _check_base(node, ids, name, follows)
        _check_window(node)
        _check_repeat(node)
        _check_completion(node, events)
        for key, known in (("condition", CONDITIONS), ("late", LATE), ("floor", FLOORS)):
            node.choice(key, known, required=False)
        node.whole("count", 1, 99, required=False)
        node.whole("sessions", 1, 99, required=False)
        for key in ("each_parent", "statement"):
            if node.has(key):
                node.flag(key)
        node.words()
        node.text("source", missing=Code.NO_SOURCE)
        node.text("why", required=False)
        node.close()
    top.checker.repeats(places)
    _check_circles(top, follows)


def _event(node: Node) -> None:
    if node.has("parts"):
        node.flag("parts")


def _check_base(node: Node, ids: list[str], name: str | None, follows: dict[str, tuple[str, str]]) -> None:
    """Check what a step is counted from: exactly one of a day, another step, each time of another step."""
    given = [key for key in _BASES if node.has(key)]
    if len(given) != 1:
        node.checker.say(Code.ONE_BASE, node.path, keys=", ".join(_BASES))
    if "anchor" in given:
        node.choice("anchor", ANCHORS)
    for key in ("after", "with", "until"):
        if node.has(key):
            step = node.text(key)
            if step is not None and step not in ids:
                nearest = node.checker.nearest(step, ids)
                node.checker.say(Code.STEP_UNKNOWN, node.at(key), value=shown(step), nearest=nearest)
            elif step is not None and name is not None and key in _BASES:
                follows[name] = (step, node.at(key))


def _offset(node: Node, key: str, required: bool = False) -> Offset | None:
    text = node.text(key, required)
    if text is None:
        return None
    try:
        found = parse_offset(text)
        found.after(_SOME_DAY)
    except (ValueError, OverflowError):
        node.checker.say(Code.BAD_OFFSET, node.at(key), value=shown(text))
        return None
    return found


def _check_window(node: Node) -> None:
    """Check that a window opens before it closes."""
    found = [(key, _offset(node, key, required=key == "due")) for key in ("earliest", "due", "latest")]
    days = [(key, offset.after(_SOME_DAY)) for key, offset in found if offset is not None]
    for (first, opens), (second, closes) in itertools.pairwise(days):
        if closes < opens:
            node.checker.say(Code.WINDOW_ENDS_FIRST, node.at(second), first=first, second=second)


def _check_repeat(node: Node) -> None:
    """Check a step that comes again: it must move on, and be counted from a day."""
    repeat = _offset(node, "repeat")
    _offset(node, "ahead")
    node.whole("lapses", 1, _MOST, required=False)
    if repeat is not None:
        if repeat.number < 1:
            node.checker.say(Code.REPEAT_STANDS_STILL, node.at("repeat"), value=str(repeat))
        if "anchor" not in node.data:
            node.checker.say(Code.REPEAT_NEEDS_ANCHOR, node.at("repeat"))
    elif "with" in node.data and "lapses" not in node.data:
        node.checker.say(Code.REPEAT_STANDS_STILL, node.path, value="with")


def _check_completion(node: Node, events: list[str]) -> None:
    """Check what shows that a step was done: `meeting:network`, of kinds that there are."""
    if not node.take("completed_by"):
        return
    value, path = node.data["completed_by"], node.at("completed_by")
    if not isinstance(value, list):
        node.checker.wrong_type(path, "type.list", value)
        return
    if not value:
        node.checker.say(Code.EMPTY_LIST, path, key="completed_by")
    kinds: dict[str, Collection[str]] = {"visit": KINDS, "meeting": MEETING_KINDS, "event": events}
    for place, word in enumerate(value):
        what, mark, kind = word.partition(":") if isinstance(word, str) else ("", "", "")
        known = kinds.get(what)
        good = bool(mark) and what in COMPLETIONS and (kind in known if known is not None else bool(KEY.fullmatch(kind)))
        if not good:
            offered = [f"{what}:{one}" for one in known] if known else [f"{one}:…" for one in COMPLETIONS]
            nearest = node.checker.nearest(word if isinstance(word, str) else "", offered)
            node.checker.say(Code.BAD_COMPLETION, f"{path}[{place}]", value=shown(word), nearest=nearest)


def _check_circles(top: Node, follows: dict[str, tuple[str, str]]) -> None:
    """Report a step that waits for itself, by way of others."""
    reported: set[str] = set()
    for name in follows:
        seen, step = [name], follows[name][0]
        while step in follows and step not in seen:
            seen.append(step)
            step = follows[step][0]
        if step == name and not reported & {*seen}:
            reported.update(seen)
            top.checker.say(Code.STEPS_IN_CIRCLE, follows[name][1], steps=" → ".join([*seen, name]))

