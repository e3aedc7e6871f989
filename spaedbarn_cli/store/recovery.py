"""The recovery code: 160 random bits that a person can write on paper and type back.

Eight groups of five characters in Crockford's base 32 (no I, L, O, U). The fifth character checks its group: it depends
on the four before it and on which group it is, so that any one wrong character, any two characters of a group that
changed places, and any group in the wrong place are noticed and named. The code itself never stands in an error.
"""

from __future__ import annotations

import re
import secrets
import unicodedata

from spaedbarn_cli.errors import WrongSecret

SECRET_BYTES = 20
GROUPS = 8
GROUP_CHARACTERS = 5
CHARACTERS = GROUPS * GROUP_CHARACTERS

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_VALUES = {letter: value for value, letter in enumerate(_ALPHABET)}
_LOOKALIKES = str.maketrans("OIL", "011")
_SEPARATORS = re.compile(r"[\W_]+")


def new_code() -> str:
    """Return a fresh code, written as it is shown: `7K3QW-…`."""
    return format_code(secrets.token_bytes(SECRET_BYTES))


def format_code(secret: bytes) -> str:
    """Return the code of 20 bytes; raises ValueError for any other length."""
    if len(secret) != SECRET_BYTES:
        raise ValueError("a recovery secret is 20 bytes")
    number = int.from_bytes(secret)
    values = [number >> shift & 31 for shift in range(SECRET_BYTES * 8 - 5, -1, -5)]
    groups = [values[start : start + 4] for start in range(0, len(values), 4)]
    return "-".join(
        "".join(_ALPHABET[value] for value in (*group, _check(group, place))) for place, group in enumerate(groups)
    )


def parse(text: str) -> bytes:
    """Return the 20 bytes of a code, however it is spaced and in either case.

    Raises WrongSecret: `recovery_group` names the first group (1 to 8) that is not right, `recovery_length` says how
    many characters there are when they cannot be put into groups.
    """
    number = 0
    for place, group in enumerate(_groups(text)):
        values = [_VALUES.get(letter, -1) for letter in group]
        if len(values) != GROUP_CHARACTERS or -1 in values or _check(values[:4], place) != values[4]:
            raise WrongSecret("recovery_group", group=place + 1)
        for value in values[:4]:
            number = number << 5 | value
    return number.to_bytes(SECRET_BYTES)


def _groups(text: str) -> list[str]:
    parts = _SEPARATORS.split(unicodedata.normalize("NFKC", text).upper().translate(_LOOKALIKES))
    parts = [part for part in parts if part]
    whole = "".join(parts)
    if len(whole) == CHARACTERS:
        return [whole[start : start + GROUP_CHARACTERS] for start in range(0, CHARACTERS, GROUP_CHARACTERS)]
    if len(parts) == GROUPS:  # a character too many or too few, but we can see where
        return parts
    raise WrongSecret("recovery_length", expected=CHARACTERS, found=len(whole))


def _check(values: list[int], place: int) -> int:
    """Return the check value of a group: a polynomial over the field of 32 elements, begun with the group's place.

    Every position has its own factor, none of them zero: that is what makes the promises above certain, not likely.
    """
    total = place + 1
    for value in (*values, 0):
        total = total << 1 ^ (0b100101 if total & 16 else 0) ^ value
    return total
