"""Foreign text cannot steer a terminal, and nothing else about it changes."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from spaedbarn_cli.ui.plain import plain, plain_line

OBEYED = {chr(code) for code in [*range(0x20), *range(0x7F, 0xA0)]} - {"\n", "\t"}
TURNING = set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@given(st.text(st.characters() | st.sampled_from(sorted(OBEYED | TURNING))))
def test_nothing_a_terminal_obeys_is_left(text: str) -> None:
    assert not set(plain(text)) & (OBEYED | TURNING)
    plain(text).encode("utf-8")


@given(st.text())
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert plain(plain(text)) == plain(text)
    assert plain_line(plain_line(text)) == plain_line(text)


@given(st.text(st.characters(categories=["L", "N", "P", "S"])))
def test_letters_and_numbers_stay(text: str) -> None:
    assert plain(text) == unicodedata.normalize("NFC", text)


def test_an_escape_sequence_is_disarmed_and_danish_is_composed() -> None:
    assert plain("\x1b]0;titel\x07\x1b[2Jmor\u202e") == "]0;titel[2Jmor"
    assert plain("a\u030a") == "å"
    assert plain("et\r\nto\rtre\ud800") == "et\nto\ntre"
    assert plain_line(" mor \n og\tfar ") == "mor og far"
