"""The simple conditions of an XLSForm, read into ours; whatever is not one of them is None, never a guess.

Nothing is evaluated: a condition is matched against the few forms our definitions can say.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

_NUMBER = r"-?\d{1,6}(?:\.\d{1,4})?"
_EQUALS = re.compile(r"""\$\{\s*([^}\s]+)\s*\}\s*=\s*(?:'([^']*)'|"([^"]*)"|(-?\d+))""")
_SELECTED = re.compile(r"""selected\(\s*\$\{\s*([^}\s]+)\s*\}\s*,\s*(?:'([^']*)'|"([^"]*)")\s*\)""")
_LEAST = re.compile(rf"\$\{{\s*([^}}\s]+)\s*\}}\s*(>=|>)\s*'?({_NUMBER})'?")
_BOUND = re.compile(rf"\.\s*(>=|<=|>|<)\s*({_NUMBER})")
_PARAMETER = re.compile(rf"(start|end|step)\s*=\s*({_NUMBER})")


class Gate(NamedTuple):
    """A condition: the answer to `item` is one of `names`, or is at least (`strict`: more than) `least`."""

    item: str
    names: tuple[str, ...] = ()
    least: Decimal | None = None
    strict: bool = False


class Bounds(NamedTuple):
    """The ends of an amount; `strict` says that the end itself does not belong to it."""

    low: Decimal | None
    high: Decimal | None
    low_strict: bool = False
    high_strict: bool = False


def read_relevant(text: str) -> Gate | None:
    """Return `${q} = 'a'`, `selected(${q}, 'a')`, several of them on one question joined by `or`, or `${q} >= 2`."""
    whole = _bare(text)
    least = _LEAST.fullmatch(whole)
    if least is not None:
        return Gate(least[1], (), Decimal(least[3]), least[2] == ">")
    items: list[str] = []
    names: list[str] = []
    for part in re.split(r"\s+or\s+", whole):
        match = _EQUALS.fullmatch(_bare(part)) or _SELECTED.fullmatch(_bare(part))
        if match is None:
            return None
        items.append(match[1])
        names.append(next(value for value in match.groups()[1:] if value is not None))
    return Gate(items[0], tuple(dict.fromkeys(names))) if len(set(items)) == 1 else None


def read_constraint(text: str) -> Bounds | None:
    """Return the ends of `. >= 0 and . <= 10`; None for anything else."""
    found: dict[str, tuple[Decimal, bool]] = {}
    for part in re.split(r"\s+and\s+", _bare(text)):
        match = _BOUND.fullmatch(_bare(part))
        end = "low" if match is not None and match[1][0] == ">" else "high"
        if match is None or end in found:
            return None
        found[end] = (Decimal(match[2]), len(match[1]) == 1)
    low, high = found.get("low"), found.get("high")
    return Bounds(low and low[0], high and high[0], bool(low and low[1]), bool(high and high[1]))


def read_parameters(text: str) -> dict[str, Decimal] | None:
    """Return `start`, `end` and `step` of a range; None for what cannot be read."""
    parts = [part for part in re.split(r"[\s,;]+(?=[a-z])", re.sub(r"\s*=\s*", "=", text.strip())) if part]
    found: dict[str, Decimal] = {}
    for part in parts:
        match = _PARAMETER.fullmatch(part)
        if match is None:
            return None
        found[match[1]] = Decimal(match[2])
    return found


def _bare(text: str) -> str:
    """Return a text without space around it and without brackets around the whole of it."""
    text = text.strip()
    while text.startswith("(") and text.endswith(")") and _is_closed(text[1:-1]):
        text = text[1:-1].strip()
    return text


def _is_closed(text: str) -> bool:
    depth = 0
    for letter in text:
        depth += {"(": 1, ")": -1}.get(letter, 0)
        if depth < 0:
            return False
    return depth == 0
