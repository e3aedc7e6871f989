"""Foreign text: what is taken out, what stays, and that a second time changes nothing."""

from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spaedbarn_cli.domain.harmless import escaped, harmless, harmless_line


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("\x1b[31mrød\x1b[0m", "[31mrød[0m"),
        ("\x1b]0;titel\x07", "]0;titel"),
        ("\x9b2Jtom", "2Jtom"),
        ("abc\u202edef\u202c", "abcdef"),
        ("\u2066mor\u2069 \u200fog far", "mor og far"),
        ("sø\u00advn \u200btid\ufeff", "søvn tid"),
        ("æ\u2060b", "æb"),
        ("en\r\nto\rtre\u2028fire\x0bfem\x85seks", "en\nto\ntre\nfire\nfem\nseks"),
        ("halv\ud800", "halv"),
        ("tal\tog\nlinjer", "tal\tog\nlinjer"),
        ("a\u030a", "å"),
        ("👩\u200d👧", "👩\u200d👧"),
    ],
)
def test_what_a_terminal_obeys_or_hides_is_taken_out(written: str, shown: str) -> None:
    assert harmless(written) == shown


@given(st.text())
def test_a_second_time_changes_nothing(text: str) -> None:
    once = harmless(text)
    assert harmless(once) == once
    assert not any(unicodedata.category(letter) in ("Cc", "Cs") for letter in once if letter not in "\n\t")


@given(st.text(st.characters(categories=("L", "N", "P", "S", "Zs"), exclude_characters="\u115f\u1160\u2800\u3164\uffa0")))
def test_letters_numbers_and_signs_stay(text: str) -> None:
    assert harmless(text) == unicodedata.normalize("NFC", text)


def test_one_line_is_one_line() -> None:
    assert harmless_line(" mor\n\n og\tfar \x00") == "mor og far"


@given(st.text())
def test_an_escaped_document_says_the_same_and_holds_nothing_a_terminal_obeys(text: str) -> None:
    written = escaped(json.dumps({"note": text, "words": [text]}, ensure_ascii=False, indent=2))
    assert json.loads(written) == {"note": text, "words": [text]}
    assert not any(unicodedata.category(letter) in ("Cc", "Cs") for letter in written if letter not in "\n\t")
    written.encode("utf-8")


def test_what_hides_outside_the_first_plane_is_escaped_too() -> None:
    assert escaped('"a\U000e0041b\x7f\u202e"') == '"a\\udb40\\udc41b\\u007f\\u202e"'
