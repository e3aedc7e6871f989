"""Answers to an instrument: reading what was typed, which items are asked at all, and what is still unanswered.

An answers mapping is item id → code | Decimal | text | tick | the word of a non-answer; what is not in it is
unanswered. Not for scoring: a value that an item cannot have counts here, and there, as no answer at all.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from spaedbarn_cli.domain.instrument import NON_ANSWERS, OWN_NON_ANSWERS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from spaedbarn_cli.domain.instrument import Instrument, Item

Answer = int | Decimal | str | bool
"""A code or amount, a text, a tick, or the word of a non-answer."""

_WHOLE = re.compile(r"[-−+]?\d{1,6}", re.ASCII)
_AMOUNT = re.compile(r"[-−+]?\d{1,9}(?:[.,]\d{1,6})?", re.ASCII)
_YES = ("true", "1", "x", "ja", "j", "yes", "y")
_NO = ("false", "0", "nej", "n", "no", "-")


class BadAnswerCode(ValueError):
    """An answer that cannot be taken. `code` says why, `item` which item it was for.

    Codes: `code` (not an answer code of it), `option` (no such printed option), `number` (not a number), `bounds`,
    `step`, `tick`, `text`, `non_answer` (that non-answer is not printed on this item), `form` (neither text, number nor
    `{"option": N}`).
    """

    def __init__(self, code: str, item: str) -> None:
        super().__init__(code)
        self.code = code
        self.item = item


def read_answer(item: Item, typed: object) -> Answer:
    """Return the answer that was typed or stands in a file: a code, a key of an option, `{"option": 2}`, a non-answer.

    Options are counted from 1 in printed order; decimals take a comma or a point. Raises BadAnswerCode.
    """
    word = None
    if isinstance(typed, str):  # what somebody wrote in their own words is only a non-answer if it is exactly that
        word = typed if item.type == "text" else typed.strip().lower()
    if word in NON_ANSWERS or word in item.own_non_answers:
        return word or ""
    if word in OWN_NON_ANSWERS:
        raise BadAnswerCode("non_answer", item.id)
    if item.type == "text":
        if isinstance(typed, str):
            return typed
        raise BadAnswerCode("text", item.id)
    if item.type == "tick":
        return _tick(item, word if word is not None else typed)
    if item.type == "number":
        return _number(item, typed)
    return _choice(item, word if word is not None else typed)


def answer_state(item: Item, answers: Mapping[str, object]) -> str:
    """Return `answered`, `unanswered`, or the word of the non-answer; an impossible value counts as unanswered."""
    given = answers.get(item.id)
    if given is None:
        return "unanswered"
    if isinstance(given, str) and (given in NON_ANSWERS or given in item.own_non_answers):
        return given
    return "answered" if _fits(item, given) else "unanswered"


def amount_of(item: Item, answers: Mapping[str, object]) -> Decimal | None:
    """Return the code, amount or tick (1 or 0) of an answered item as a number, else None; text has none."""
    if item.type == "text" or answer_state(item, answers) != "answered":
        return None
    given = answers[item.id]
    return Decimal(int(given)) if isinstance(given, bool) else _decimal(given)


def is_asked(instrument: Instrument, item: Item, answers: Mapping[str, object]) -> bool | None:
    """Return whether the item is asked after these answers; None while the answer it hangs on is not there.

    Raises KeyError when it hangs on an item that does not exist.
    """
    if item.when is None:
        return True
    gate = instrument.item(item.when.item)
    if (asked := is_asked(instrument, gate, answers)) is not True:
        return asked
    answer = amount_of(gate, answers)
    if answer is None and gate.type == "tick":
        answer = Decimal(0)
    if answer is None:
        return None
    codes, least = item.when.codes, item.when.at_least
    return (not codes or answer in codes) and (least is None or answer >= least)


def visible(instrument: Instrument, answers: Mapping[str, object]) -> list[Item]:
    """Return the items that are asked after these answers, in order."""
    return [item for item in instrument.items if is_asked(instrument, item, answers)]


def needed(instrument: Instrument, answers: Mapping[str, object]) -> list[Item]:
    """Return the visible items that somebody must take a stand on: not the optional ones, not ticks."""
    return [item for item in visible(instrument, answers) if is_needed(item)]


def is_needed(item: Item) -> bool:
    """Say whether an item is missing when it has no answer: a box that is not ticked is an answer."""
    return not item.optional and item.type != "tick"


def unanswered(instrument: Instrument, answers: Mapping[str, object]) -> list[Item]:
    """Return the needed items without answer; `declined` and its like are answers here, though never a score."""
    return [item for item in needed(instrument, answers) if answer_state(item, answers) == "unanswered"]


def next_item(instrument: Instrument, answers: Mapping[str, object], after: str | None = None) -> Item | None:
    """Return the first visible item without answer, optional ones too, behind the item `after` if one is named."""
    asked = visible(instrument, answers)
    places = [place for place, item in enumerate(asked) if item.id == after]
    for item in asked[places[0] + 1 if places else 0 :]:
        if answer_state(item, answers) == "unanswered":
            return item
    return None


def complete(instrument: Instrument, answers: Mapping[str, object]) -> bool:
    """Say whether every needed item has been taken a stand on."""
    return not unanswered(instrument, answers)


def divide(instrument: Instrument, answers: Mapping[str, object]) -> tuple[dict[str, object], dict[str, object]]:
    """Return the answers that hold and those to items that are not asked now, which come back when their gate turns."""
    asked = {item.id for item in visible(instrument, answers)}
    active = {key: value for key, value in answers.items() if key in asked}
    return active, {key: value for key, value in answers.items() if key not in asked}


def _choice(item: Item, typed: object) -> int:
    if isinstance(typed, dict):
        place = typed.get("option")
        if set(typed) != {"option"} or not isinstance(place, int) or isinstance(place, bool):
            raise BadAnswerCode("form", item.id)
        if not 1 <= place <= len(item.options):
            raise BadAnswerCode("option", item.id)
        return item.options[place - 1].code
    if isinstance(typed, str):
        for option in item.options:
            if typed in (key.lower() for key in option.keys):
                return option.code
        if not _WHOLE.fullmatch(typed):
            raise BadAnswerCode("code", item.id)
        typed = int(typed.replace("−", "-"))
    if isinstance(typed, bool) or not isinstance(typed, int | float | Decimal):
        raise BadAnswerCode("form", item.id)
    if _fits(item, typed):
        return int(typed)
    raise BadAnswerCode("code", item.id)


def _number(item: Item, typed: object) -> Decimal:
    if isinstance(typed, bool) or not isinstance(typed, int | float | Decimal | str):
        raise BadAnswerCode("form", item.id)
    found = _decimal(typed)
    if found is None:
        raise BadAnswerCode("number", item.id)
    if not _inside(item, found):
        raise BadAnswerCode("bounds", item.id)
    if not _on_step(item, found):
        raise BadAnswerCode("step", item.id)
    return found


def _tick(item: Item, typed: object) -> bool:
    word = str(typed).lower() if isinstance(typed, str | bool | int) else None
    if word in _YES or word in _NO:
        return word in _YES
    raise BadAnswerCode("tick", item.id)


def _decimal(value: object) -> Decimal | None:
    """Return a number exactly as it is written; None for what is not one (or not a plainly written one)."""
    text = format(value, "f") if isinstance(value, Decimal) else str(value).strip()
    return Decimal(text.replace(",", ".").replace("−", "-")) if _AMOUNT.fullmatch(text) else None


def _inside(item: Item, value: Decimal) -> bool:
    return (item.minimum is None or item.minimum <= value) and (item.maximum is None or value <= item.maximum)


def _on_step(item: Item, value: Decimal) -> bool:
    return item.step is None or (value - (item.minimum or 0)) % item.step == 0


def _fits(item: Item, given: object) -> bool:
    """Say whether a stored value is one this item can have."""
    if item.type == "text":
        return isinstance(given, str)
    if item.type == "tick":
        return isinstance(given, bool)
    if isinstance(given, bool):
        return False
    if item.type == "choice":
        return isinstance(given, int | float | Decimal) and any(given == option.code for option in item.options)
    value = _decimal(given) if isinstance(given, int | float | Decimal | str) else None
    return value is not None and _inside(item, value) and _on_step(item, value)
