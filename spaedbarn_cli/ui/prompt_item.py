"""One question of an instrument at a time, answered by a single key wherever its answers are single characters.

Two looks: `screen`, large and calm, which leaves nothing behind, and `paper`, one short line a question that stays when
it is answered. Importing this module is cheap; asking loads what draws.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Any, NamedTuple

from spaedbarn_cli.ui.prompt_state import BACK, BadAnswer, Move
from spaedbarn_cli.ui.prompt_terminal import simple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


class Turn(Enum):
    """A key that is no answer: what the run does next instead."""

    BACK = "back"
    KEEP = "keep"
    PARK = "park"
    JUMP = "jump"
    AWAY = "away"
    LATER = "later"


class Row(NamedTuple):
    """One printed answer: the key that gives it, its words (may be empty), and its value."""

    key: str
    words: str
    value: Any


class Shown(NamedTuple):
    """What a question shows.

    `place` is how far it is ("3 af 8"), `words` its wording, `quiet` what only the visitor needs, `rows` the answers in
    printed order, `low`/`high` the words at their two ends, `span` the answers in a few characters ("0-3"), `known` the
    answer it has already (None: none), `keys` the line of keys, `tag` the few characters that name it on paper.
    """

    place: str
    words: str
    tag: str
    span: str
    rows: tuple[Row, ...] = ()
    low: str = ""
    high: str = ""
    group: str = ""
    quiet: tuple[str, ...] = ()
    known: Any = None
    known_words: str = ""
    keys: tuple[str, ...] = ()
    paper: bool = False


def ask_item(
    shown: Shown,
    *,
    moves: Mapping[str, Any],
    parse: Callable[[str], Any] | None = None,
    letters: str = "",
    first: bool = False,
) -> Any:
    """Ask one question and return its answer, a value of `moves`, or a Turn.

    `moves` maps a key to what it returns at once; the single keys of rows are added to it here. With `parse`, `letters`
    are typed and Enter hands them to it; BadAnswer's words are shown and what was typed stays. Enter with nothing typed
    keeps the answer it has. `first` says that there is no way back. Raises Interrupted, IdleLock.
    """
    typed_first = letters if parse is not None else ""
    struck = {**moves, **{row.key: row.value for row in shown.rows if len(row.key) == 1 and row.key not in typed_first}}
    if simple():
        return _line(shown, struck, parse, first=first)
    from spaedbarn_cli.ui import prompt_item_screen

    return prompt_item_screen.item(shown, struck, parse=parse, letters=letters, first=first)


DECLINE_LINE = "/"
"""What is typed for a space on a terminal that can only print lines."""


def _line(shown: Shown, struck: Mapping[str, Any], parse: Callable[[str], Any] | None, *, first: bool) -> Any:
    """Ask the same on a terminal that can only print lines."""
    from spaedbarn_cli.i18n.catalog import t
    from spaedbarn_cli.ui import prompt_lines

    words = {DECLINE_LINE if key == " " else key: value for key, value in struck.items()}

    def read(text: str) -> Any:
        if text.lower() in words:
            return words[text.lower()]
        if parse is not None:
            return parse(text)
        raise BadAnswer(t("ask.item.one_of", span=shown.span))

    told = " ".join((shown.place, shown.words, *(f"[{row.key}] {row.words}" for row in shown.rows if row.words)))
    given = prompt_lines.line(
        f"{told} [{shown.span}]", placeholder="", parse=read, skippable=shown.known is not None, first=first
    )
    if isinstance(given, Move):
        return Turn.BACK if given is BACK else Turn.KEEP
    return given
