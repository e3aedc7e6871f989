"""The code of a family that comes from outside is one that could have been written here: no two of them look alike."""

from __future__ import annotations

import pytest

from spaedbarn_cli.store import shapes
from spaedbarn_cli.store.forms import fits

GOOD = ("A17", "B03", "Æ1", "2026-04", "X_1", "A" * 16)
BAD = ("А17", "Α17", "A١", "Ａ17", "a17", "A 17", "A17\n", "-A", "", "A" * 17, "A17·9n4t", "É1", "A\u316417", 17)


@pytest.mark.parametrize("code", GOOD)
def test_a_code_of_ours_fits(code: str) -> None:
    assert fits("case", "create", {"case_id": "x", "code": code, "programme": "p"})


@pytest.mark.parametrize("code", BAD, ids=ascii)
def test_one_that_only_looks_like_it_does_not(code: object) -> None:
    assert not fits("case", "create", {"case_id": "x", "code": code, "programme": "p"})
    assert not fits("case", "amend", {"code": code})
    assert not fits("shared", "amend", {"kind": "case", "fields": {"code": code}})


@pytest.mark.parametrize("letter", ["\u3164", "\u2800", "\u034f", "\ufe0f", "\u200d", "\u200c", "\U000e0100"], ids=ascii)
def test_a_word_holds_nothing_that_nobody_sees(letter: str) -> None:
    assert not shapes.word(f"mor{letter}")
    assert not shapes.word(f"❤{letter}")
