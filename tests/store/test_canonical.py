"""Canonical JSON and its digest."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spaedbarn_cli.store.canonical import canonical, digest

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


def test_members_are_sorted_and_nothing_is_spaced() -> None:
    assert canonical({"ø": 1, "b": [True, None, 1.5], "a": "æ\n"}) == '{"a":"æ\\n","b":[true,null,1.5],"ø":1}'.encode()


def test_digest_is_the_sha256_of_the_canonical_form() -> None:
    assert digest({}) == "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"


@given(VALUES)
def test_what_was_read_back_has_the_same_bytes(value: object) -> None:
    assert json.loads(canonical(value)) == value
    assert canonical(json.loads(canonical(value))) == canonical(value)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), 2**53, "\ud800", {"a": -(2**60)}])
def test_what_json_cannot_carry_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match=r"."):
        canonical(value)
