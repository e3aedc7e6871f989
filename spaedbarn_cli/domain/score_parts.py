"""What each item of a scale is worth: its value after recoding, the values it could have, and why it has none."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from spaedbarn_cli.domain.answers import amount_of, answer_state, is_asked, is_needed
from spaedbarn_cli.domain.score_result import Part

if TYPE_CHECKING:
    from collections.abc import Mapping

    from spaedbarn_cli.domain.instrument import Instrument, Item, Scale

Bounds = tuple[Decimal, Decimal]
"""Least and greatest value."""


def gather(instrument: Instrument, scale: Scale, answers: Mapping[str, object]) -> tuple[Part, ...]:
    """Return what each item of the scale gives, in the scale's order, and the open questions it hangs on.

    A question that decides whether items are asked, and has no answer, is itself a part without a value: while it is
    open nobody knows what is needed.
    """
    parts = [_part(instrument, scale, instrument.item(key), answers) for key in scale.items]
    doors = [_door(instrument, part, answers) for part in parts if part.state == "waiting"]
    outside = [key for key in dict.fromkeys(doors) if key not in scale.items]
    return (*parts, *(Part(key, "missing", answers.get(key)) for key in outside))


def value_of(scale: Scale, item: Item, answers: Mapping[str, object]) -> Decimal | None:
    """Return what an answer counts for in this scale; None when it counts for nothing that can be added."""
    state = answer_state(item, answers)
    if state != "answered":
        own = scale.non_answer_values.get(item.id, {})
        if state in own:
            return own[state]
        return _recoded(scale, item, 0) if item.type == "tick" and state == "unanswered" else None
    amount = amount_of(item, answers)
    if amount is None or item.type == "number":
        return amount
    return _recoded(scale, item, int(amount))


def bounds_of(scale: Scale, item: Item) -> Bounds:
    """Return the least and the greatest value the item can have in this scale; 0 and 0 for one that has none."""
    if item.type == "number":
        values = [bound for bound in (item.minimum, item.maximum) if bound is not None]
    else:
        codes = (0, 1) if item.type == "tick" else tuple(option.code for option in item.options)
        values = [_recoded(scale, item, code) for code in codes]
    values += scale.non_answer_values.get(item.id, {}).values()
    return (min(values), max(values)) if values else (Decimal(0), Decimal(0))


def span(instrument: Instrument, scale: Scale, part: Part) -> Bounds:
    """Return the least and the greatest value a part can still have; a box that is not ticked may still be."""
    settled = part.needed or part.given is not None
    if part.value is not None and settled:
        return part.value, part.value
    return bounds_of(scale, instrument.item(part.item))


def _recoded(scale: Scale, item: Item, code: int) -> Decimal:
    return scale.recode.get(item.id, {}).get(code, Decimal(code))


def _part(instrument: Instrument, scale: Scale, item: Item, answers: Mapping[str, object]) -> Part:
    given, asked = answers.get(item.id), is_asked(instrument, item, answers)
    if asked is False:
        return Part(item.id, "hidden", given, None, is_needed(item))
    value = value_of(scale, item, answers)
    if asked is None:
        return Part(item.id, "waiting", given, value if given is not None else None, is_needed(item))
    if value is not None:
        return Part(item.id, "counted", given, value, is_needed(item))
    left_out = scale.observed_only and answer_state(item, answers) == "not_observed"
    return Part(item.id, "left_out" if left_out else "missing", given, None, is_needed(item))


def _door(instrument: Instrument, part: Part, answers: Mapping[str, object]) -> str:
    """Return the question that has to be answered before anything is known about a waiting item."""
    item = instrument.item(part.item)
    while item.when is not None and is_asked(instrument, item, answers) is None:
        item = instrument.item(item.when.item)
    return item.id
