"""Without names: what a writer called somebody by name is given back by the label the family is spoken of by."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_BEGINS = re.compile(r"(^|[.!?:\n])\s*(– )?$")
"""What stands before the first word of a sentence."""

_SHORTEST = 2
"""Letters of a name that is worth looking for."""


def pairs_of(people: Iterable[tuple[str, str | None]]) -> list[tuple[str, str]]:
    """Return every way people (name, label) may be called with what stands for it, the longest first.

    Whole names and first names become the label; a family name, which several share, becomes an initial, and so does
    whoever has no label.
    """
    found: dict[str, str] = {}
    known = [(name.split(), label) for name, label in people if name.split()]
    for parts, _ in known:
        found.update({part: f"{part[0]}." for part in parts[1:]})
    for parts, label in known:
        stands = label or f"{parts[0][0]}."
        for end in range(1, len(parts) + 1):
            if end == 1 or label or end == len(parts):
                found[" ".join(parts[:end])] = stands
    return sorted(((name, said) for name, said in found.items() if len(name) >= _SHORTEST), key=lambda pair: -len(pair[0]))


def without_names(text: str, pairs: Sequence[tuple[str, str]]) -> str:
    """Return text with names replaced, genitives too; written as a name is written, so that `maj` stays a month."""
    if not pairs or not text:
        return text
    labels = dict(pairs)
    named = "|".join(re.escape(name).replace(r"\ ", r"\s+") for name, _ in pairs)
    pattern = re.compile(rf"(?<!\w)({named})(?=(?:'?s)?(?!\w))")

    def said(found: re.Match[str]) -> str:
        label = labels[" ".join(found[1].split())]
        begins = _BEGINS.search(text[: found.start()])
        return label[:1].upper() + label[1:] if begins else label

    return pattern.sub(said, text)
