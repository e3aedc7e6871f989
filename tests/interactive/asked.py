"""What a visit asks, and how a test answers it: one question at a time, as a person does who reads before typing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pty_session import ALT_ENTER, ENTER

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pty_session import PtySession

FAMILY, DAY, TIME, HOW = "Familie", "Dag", "Tid", "Hvordan"
WHO_CANCELLED, WHY, WITH = "Hvem aflyste", "Hvorfor", "Sammen med"
PRESENT, CORE, SIGNS, NOTE, NEXT = "Til stede", "Arbejdet med", "Tegn", "Note", "Næste gang"

ORDINARY = (FAMILY, DAY, TIME, HOW, PRESENT, CORE, SIGNS, NOTE, NEXT)
WORDS = "Mor følger barnets blik. Træt."

_QUESTION = re.compile(r"^ ([^\s›‹!].*?) +›")


def asking(it: PtySession) -> str:
    """Return the label of the question that waits: the last on the screen."""
    labels = [found[1] for line in it.screen() if (found := _QUESTION.match(line))]
    return labels[-1] if labels and "‹" in it.text() else ""


def at(it: PtySession, label: str) -> None:
    """Wait until this question is asked."""
    it.wait_until(lambda: asking(it).startswith(label), f"the question {label!r}")


def answer(it: PtySession, steps: Iterable[tuple[str, str]]) -> None:
    """Answer questions in order: (label, keys)."""
    for label, keys in steps:
        at(it, label)
        it.send(keys)


def usual(labels: Iterable[str] = ORDINARY, **keys: str) -> list[tuple[str, str]]:
    """Return the steps that take what is shown, and write the note; `keys` says otherwise by label (blanks as _)."""
    said = {NOTE: WORDS + ALT_ENTER, **{label.replace("_", " "): typed for label, typed in keys.items()}}
    return [(label, said.get(label, ENTER)) for label in labels]
