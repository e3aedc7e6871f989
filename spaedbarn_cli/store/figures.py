"""The forms of what is kept with an answered instrument and with a status statement: figures as they were counted then.

They are shown again years later by whatever program there is then; so what comes from outside must be whole.
"""

from __future__ import annotations

from spaedbarn_cli.domain import norms
from spaedbarn_cli.domain.instrument import SIDES
from spaedbarn_cli.domain.network import SECTORS
from spaedbarn_cli.domain.visit import SEEN
from spaedbarn_cli.store.shapes import (
    day,
    either,
    flag,
    listed,
    mapped,
    maybe,
    moment,
    number,
    one_of,
    pair,
    plain,
    record,
    text,
    whole,
)

MINUTES = whole(0, 10**9)
_COUNT = whole(0, 10**6)
_SOME = whole(1, 10**6)
_WORDS = record({"da": text, "en": text})
_SIGN = one_of(SEEN)

ANSWERS = mapped(either(plain, listed(plain)))
"""Answers by item: as they were given, or several of them."""

_DETAIL = record(
    {"name": text, "title": _WORDS, "method": text, "answered": _COUNT, "needed": _COUNT, "evidence": text},
    {
        "word": maybe(text), "rule": maybe(text), "acts": maybe(flag), "source": maybe(text), "missing": listed(text),
        "bounds": pair(number), "reliable_change": maybe(number),
        "band": maybe(record({"text": _WORDS, "source": text, "evidence": text})),
        "cutoff": maybe(record(
            {"value": number, "side": one_of(SIDES), "source": text, "evidence": text}, {"own": maybe(flag)},
        )),
    },
)  # fmt: skip

_RESULT = record(
    {},
    {
        "scores": mapped(maybe(number)), "bands": mapped(text), "flags": listed(text), "scorable": mapped(text),
        "range": mapped(pair(number)), "unanswered": listed(text), "detail": listed(_DETAIL),
        "window": maybe(record({"outside": flag})),
    },
)  # fmt: skip


def result(value: object) -> bool:
    """Say whether a value is the result of an instrument: every scale told of in detail has what it is shown with."""
    if not _RESULT(value):
        return False
    assert isinstance(value, dict)
    detail = value.get("detail", ())
    names = {one["name"] for one in detail}
    scores = value.get("scores", {})
    return names <= scores.keys() and all(
        scores[one["name"]] is not None or one["name"] in value.get("range", {}) for one in detail
    ) and all("word" in one and "rule" in one for one in detail)  # fmt: skip


ACTIONS = listed(record(
    {"flag": text, "at": moment, "note": maybe(text)},
    {"done": listed(text), "done_words": listed(text), "card": maybe(text), "card_version": maybe(text)},
))  # fmt: skip
"""What was done on risk answers."""

_WEEK = record({
    "week": text, "monday": day, "bands": listed(text), "active_days": whole(0, 7), "required_sevenths": MINUTES,
    "plan_sevenths": MINUTES, "maximum_sevenths": maybe(MINUTES), "maximum_visits": maybe(_COUNT),
    "delivered_minutes": MINUTES, "practitioner_minutes": MINUTES, "visits": _COUNT, "status": one_of(norms.STATUSES),
    "running": flag,
})  # fmt: skip
_SUMMARY = record({
    **dict.fromkeys(("weeks", "met", "below_plan", "under", "over", "longest_gap_days"), _COUNT),
    **dict.fromkeys(("required_sevenths", "plan_sevenths", "delivered_minutes"), MINUTES),
})  # fmt: skip
_POINT = record(
    {"date": day, "score": maybe(number), "low": maybe(number), "high": maybe(number)},
    {"scorable": text, "band": maybe(text)},
)  # fmt: skip


def _point(value: object) -> bool:
    """Say whether a value is a score, or what it can still be: from here to there, or nothing."""
    return _POINT(value) and isinstance(value, dict) and (value["low"] is None) == (value["high"] is None)


_SCORES = record({
    "instrument": text, "subject": text, "scale": text, "method": text, "title": mapped(text),
    "bounds": pair(maybe(number)), "points": listed(_point),
    "cutoffs": listed(record({"value": number, "side": one_of(SIDES), "source": text, "evidence": text, "own": flag})),
})  # fmt: skip
_TIE = record({"label": maybe(text), "sector": one_of(SECTORS), "circle": whole(1, 3)}, {"from": whole(1, 3)})

FACTS = record(
    {},
    {
        "programme": listed(text), "role": text, "titles": mapped(mapped(text)),
        "children": listed(record({"label": text, "months": _COUNT, "days": _COUNT})),
        "weeks": listed(_WEEK), "summary": _SUMMARY,
        "visits": record({"held": _COUNT, "minutes": MINUTES, "lost": mapped(_COUNT)}),
        "core": listed(lambda value: isinstance(value, list) and len(value) == 2 and text(value[0]) and _SOME(value[1])),
        "signs": listed(record({
            "who": text, "key": text, "before": maybe(_SIGN), "now": _SIGN,
            "steps": lambda value: bool(value) and listed(record({"day": day, "value": _SIGN}))(value),
        })),
        "scores": listed(_SCORES),
        "network": maybe(record({
            "circles": mapped(_COUNT), "places": mapped(_COUNT), "new": listed(_TIE), "gone": listed(_TIE),
            "moved": listed(_TIE),
        })),
        "goals": listed(record({name: maybe(text) for name in ("worry", "working", "needed", "reached")})),
        "scales": listed(record({
            "who": text, "steps": lambda value: bool(value) and listed(record({"day": day, "value": whole(0, 10)}))(value),
        })),
        "meetings": listed(record({"day": day, "kind": text})),
        "agreements": listed(record({"day": day, "kind": text, "text": text})),
    },
)  # fmt: skip
"""The figures of a status statement: `domain.statement.facts_of`, with titles and the writer's role."""

WHOLE = ("children", "weeks", "summary", "visits", "core", "signs", "scores")
"""Those that stand in the figures of every statement, or there are none at all."""


def facts(value: object) -> bool:
    """Say whether a value is the figures of a statement, or nothing."""
    return value == {} or (FACTS(value) and isinstance(value, dict) and all(name in value for name in WHOLE))
