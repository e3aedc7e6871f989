"""The recovery code: written, typed back, and every slip of the pen noticed."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spaedbarn_cli.errors import WrongSecret
from spaedbarn_cli.store.recovery import format_code, new_code, parse

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
SECRETS = st.binary(min_size=20, max_size=20)
GROUP = st.integers(0, 7)


def refused(text: str) -> WrongSecret:
    with pytest.raises(WrongSecret) as caught:
        parse(text)
    return caught.value


@given(SECRETS)
def test_round_trip(secret: bytes) -> None:
    code = format_code(secret)
    assert re.fullmatch(f"([{ALPHABET}]{{5}}-){{7}}[{ALPHABET}]{{5}}", code)
    assert parse(code) == secret


def test_known_codes() -> None:
    """What is written on somebody's paper must be read by every later version."""
    assert format_code(bytes(20)) == "00005-0000A-0000F-0000M-0000H-0000Y-0000V-0000D"
    assert format_code(bytes(range(20))) == "000G0-40R47-0M30J-E209D-185GT-R38E6-1W81Q-24GK4"


def test_codes_are_fresh() -> None:
    assert len({parse(new_code()) for _ in range(50)}) == 50


@pytest.mark.parametrize("size", [0, 19, 21])
def test_only_20_bytes_make_a_code(size: int) -> None:
    with pytest.raises(ValueError, match="20 bytes"):
        format_code(bytes(size))


@given(SECRETS, st.sampled_from([" ", "", " - ", "\n", "–", "_", ".\t"]), st.booleans())
def test_spacing_and_case_do_not_matter(secret: bytes, between: str, lower: bool) -> None:
    code = format_code(secret).replace("-", between)
    assert parse(f" {code.lower() if lower else code}\n") == secret


@given(SECRETS, st.sampled_from(["O", "o"]), st.sampled_from("IiLl"))
def test_letters_that_look_like_digits_are_digits(secret: bytes, zero: str, one: str) -> None:
    assert parse(format_code(secret).replace("0", zero).replace("1", one)) == secret


@given(SECRETS, GROUP, st.integers(0, 4), st.sampled_from(ALPHABET + "UÆ"))
def test_any_one_wrong_character_is_noticed_in_its_group(secret: bytes, group: int, place: int, wrong: str) -> None:
    groups = format_code(secret).split("-")
    before = groups[group]
    groups[group] = before[:place] + wrong + before[place + 1 :]
    if groups[group] == before:
        assert parse("-".join(groups)) == secret
        return
    error = refused("-".join(groups))
    assert (error.key, error.params) == ("recovery_group", {"group": group + 1})


@given(SECRETS, GROUP, st.integers(0, 4), st.integers(0, 4))
def test_two_characters_that_changed_places_are_noticed(secret: bytes, group: int, a: int, b: int) -> None:
    groups = format_code(secret).split("-")
    letters = list(groups[group])
    letters[a], letters[b] = letters[b], letters[a]
    if "".join(letters) == groups[group]:
        assert parse("-".join(groups)) == secret
        return
    groups[group] = "".join(letters)
    assert refused("-".join(groups)).params == {"group": group + 1}


@given(SECRETS, GROUP, GROUP)
def test_groups_that_changed_places_are_noticed(secret: bytes, a: int, b: int) -> None:
    groups = format_code(secret).split("-")
    groups[a], groups[b] = groups[b], groups[a]
    if a == b:
        assert parse("-".join(groups)) == secret
    else:
        assert refused("-".join(groups)).params == {"group": min(a, b) + 1}


@given(SECRETS, GROUP, st.sampled_from(["less", "more"]))
def test_a_character_too_few_or_too_many_is_named_by_its_group(secret: bytes, group: int, how: str) -> None:
    groups = format_code(secret).split("-")
    groups[group] = groups[group][:-1] if how == "less" else groups[group] + "7"
    assert refused("-".join(groups)).params == {"group": group + 1}


@pytest.mark.parametrize(("text", "found"), [("", 0), ("7K3QW", 5), ("0" * 39, 39), ("0" * 41, 41), ("ABCDE " * 9, 45)])
def test_a_wrong_length_is_told_in_numbers_only(text: str, found: int) -> None:
    error = refused(text)
    assert (error.key, error.params) == ("recovery_length", {"expected": 40, "found": found})


@given(st.text(max_size=60))
def test_whatever_else_is_typed_is_our_error(text: str) -> None:
    assert refused(text).key in {"recovery_group", "recovery_length"}
