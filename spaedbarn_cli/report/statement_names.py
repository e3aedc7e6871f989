"""Without names: what a writer called somebody by name is given back by the label the family is spoken of by."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from spaedbarn_cli.domain.case import Person

_SHORTEST = 2
"""Letters of a name that is worth looking for."""


def pairs_of(persons: Iterable[Person]) -> list[tuple[str, str]]:
    """Return every way a person may be named with the label that stands for it, the longest first.

    A family name that several share stands for nobody; it becomes an initial.
    """
    whole, first, last = [], [], set()
    for person in persons:
        parts = (person.name or "").split()
        if not parts:
            continue
        whole.append((" ".join(parts), person.label))
        first.append((parts[0], person.label))
        if len(parts) > 1:
            first.append((" ".join(parts[:-1]), person.label))
            last.add((parts[-1], f"{parts[-1][0]}."))
    found = dict(sorted([*last, *first, *whole], key=lambda pair: pair[0]))
    found.update(first)
    found.update(whole)
    return sorted(((name, label) for name, label in found.items() if len(name) >= _SHORTEST), key=lambda p: -len(p[0]))


def without_names(text: str, pairs: Sequence[tuple[str, str]]) -> str:
    """Return text with names replaced, genitives too; written as a name is written, so that `maj` stays a month."""
    if not pairs or not text:
        return text
    labels = dict(pairs)
    named = "|".join(re.escape(name).replace(r"\ ", r"\s+") for name, _ in pairs)
    pattern = re.compile(rf"(?<!\w)({named})(?=(?:'?s)?(?!\w))")
    return pattern.sub(lambda found: labels[" ".join(found[1].split())], text)
