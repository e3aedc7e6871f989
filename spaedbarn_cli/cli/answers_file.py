"""Answers out of a file: a JSON object from item to code, typed non-answer or printed option."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from spaedbarn_cli.domain.answers import BadAnswerCode, read_answer
from spaedbarn_cli.errors import WrongUsage

if TYPE_CHECKING:
    from spaedbarn_cli.domain.instrument import Instrument, Item

LARGEST = 1_000_000
"""Characters of an answers file; the longest form with a page of notes in every item has far fewer."""


def read_answers(instrument: Instrument, source: str) -> dict[str, Any]:
    """Return the answers of a file (`-`: stdin) by item id; raises WrongUsage naming the item, never the value."""
    try:
        given = json.loads(_text(source), object_pairs_hook=_pairs)
    except (ValueError, RecursionError):
        raise WrongUsage("answers_not_json") from None
    if not isinstance(given, _Pairs):
        raise WrongUsage("answers_not_object")
    answers: dict[str, Any] = {}
    for key, value in given.pairs:
        item = _item(instrument, key)
        if item.id in answers:
            raise WrongUsage("answer_twice", item=item.id)
        try:
            answers[item.id] = read_answer(item, _plain(value))
        except BadAnswerCode as bad:
            raise WrongUsage(f"answer_bad_{bad.code}", item=item.id) from None
    return answers


class _Pairs:
    """An object as it stands in the file: a key that stands there twice is a slip that a mapping would hide."""

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        self.pairs = pairs


def _pairs(pairs: list[tuple[str, Any]]) -> _Pairs:
    return _Pairs(pairs)


def _plain(value: Any) -> Any:
    from spaedbarn_cli.domain.harmless import harmless

    if isinstance(value, _Pairs):
        return dict(value.pairs)
    return harmless(value) if isinstance(value, str) else value


def _item(instrument: Instrument, key: str) -> Item:
    """Return the item by its id, else, on a form whose ids are words, by its number; raises WrongUsage."""
    word = key.strip()
    for item in instrument.items:
        if item.id == word:
            return item
    numbered = any(item.id.isdigit() for item in instrument.items)
    if not numbered and word.isascii() and word.isdigit() and len(word) < 4 and 1 <= int(word) <= len(instrument.items):
        return instrument.items[int(word) - 1]
    # What is no item may be anything, a name too: it is told by its place, not quoted.
    raise WrongUsage("answer_unknown_item", item=word if word.isascii() and word.isalnum() and len(word) < 5 else "?")


def _text(source: str) -> str:
    import sys
    from pathlib import Path

    try:
        text = sys.stdin.read(LARGEST + 1) if source == "-" else Path(source).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise WrongUsage("answers_unreadable") from None
    if len(text) > LARGEST:
        raise WrongUsage("answers_not_json")
    return text
