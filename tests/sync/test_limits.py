"""Sizes that say little: Padmé, with a floor."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spaedbarn_cli.sync.limits import SMALLEST, padded_size


@pytest.mark.parametrize(
    ("size", "padded"),
    [(0, SMALLEST), (1, SMALLEST), (SMALLEST, SMALLEST), (8_193, 8_704), (100_000, 100_352), (1 << 20, 1 << 20)],
)  # fmt: skip
def test_known_sizes(size: int, padded: int) -> None:
    assert padded_size(size) == padded


@given(st.integers(SMALLEST, 1 << 40), st.integers(0, 1 << 30))
def test_padding_is_small_settled_and_keeps_the_order(size: int, more: int) -> None:
    padded = padded_size(size)
    assert size <= padded <= size * 1.12
    assert padded_size(padded) == padded
    assert padded_size(size + more) >= padded


def test_few_sizes_are_seen() -> None:
    assert len({padded_size(size) for size in range(1, 1 << 18)}) == 1 + 3 * 16 + 2 * 32
