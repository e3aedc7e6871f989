"""Letters that Unicode calls printable and nobody sees: they are taken out, or written as an escape."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spaedbarn_cli.domain.harmless import _HIDES, _MAY_HIDE, escaped, harmless, harmless_line

UNSEEN = "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180d\u2800\u3164\ufe00\ufe0e\ufe0f\uffa0\U000e0100\U000e01ef"
SHOWN = ("\u030a", "\u0338", "\u200b", "\u200d", "\u20e3", "\u2764", "\u2194", "\u2adc", "\u2329", "\U0001f441")
MIXED = st.text(st.sampled_from([*UNSEEN, *SHOWN, *"aA1\n\t"]))


@pytest.mark.parametrize("letter", UNSEEN, ids=ascii)
def test_what_shows_as_nothing_is_taken_out(letter: str) -> None:
    assert harmless(f"A{letter}17{letter}") == "A17"
    assert harmless_line(letter * 3) == ""
    assert harmless(f"a{letter}\u030a") == "å"


@pytest.mark.parametrize("text", ["❤\ufe0f", "1\ufe0f\u20e3", "👁\ufe0f\u200d🗨\ufe0f", "☎\ufe0f og ❤\ufe0f"])
def test_an_emoji_stays_one(text: str) -> None:
    assert harmless(text) == text


@given(MIXED)
def test_a_second_time_changes_nothing(text: str) -> None:
    once = harmless(text)
    assert harmless(once) == once
    assert not set(once) & set(UNSEEN.replace("\ufe0f", ""))


@given(MIXED)
def test_an_escaped_document_says_the_same_and_hides_nothing(text: str) -> None:
    written = escaped(json.dumps([text], ensure_ascii=False))
    assert json.loads(written) == [text]
    assert not set(written) & set(UNSEEN.replace("\ufe0f", ""))


def test_the_quick_look_finds_whatever_is_taken_out() -> None:
    every = map(chr, (*range(0xD800), *range(0xE000, 0x110000)))
    assert [letter for letter in every if bool(_HIDES.search(letter)) != bool(_MAY_HIDE.search(letter))] == []
