"""The words of a fingerprint: right in number and kind, and none to be taken for another."""

from __future__ import annotations

import re

from spaedbarn_cli.sync.words import WORDS


def _shorter(word: str) -> set[str]:
    """Return the word with each of its letters left out in turn, and its place marked."""
    return {f"{word[:n]}_{word[n + 1 :]}" for n in range(len(word))}


def test_there_are_1024_each_once_in_danish_order() -> None:
    assert len(WORDS) == len(set(WORDS)) == 1024
    order = {letter: place for place, letter in enumerate("abcdefghijklmnopqrstuvwxyzæøå")}
    assert sorted(WORDS, key=lambda word: [order[letter] for letter in word]) == [*WORDS]


def test_each_is_3_to_8_lower_case_letters() -> None:
    assert [word for word in WORDS if not re.fullmatch("[a-zæøå]{3,8}", word)] == []


def test_no_two_differ_by_one_letter() -> None:
    seen: dict[str, str] = {}
    for word in WORDS:
        for form in _shorter(word):
            assert form not in seen, f"{word} is near {seen[form]}"
            seen[form] = word
        assert not {form.replace("_", "") for form in _shorter(word)} & set(WORDS), f"{word} holds another word"
