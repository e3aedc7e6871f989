"""How a question looks: the column of labels, the line of keys under it, and the line that stays when it is answered.

Few styles, by meaning, and none carries meaning alone: what Enter takes is also said in the line of keys.
"""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any

from prompt_toolkit.filters import Always, is_done
from prompt_toolkit.formatted_text import FormattedText
from prompt_toolkit.layout import ConditionalContainer, HSplit, Layout, Window
from prompt_toolkit.layout.controls import BufferControl, FormattedTextControl
from prompt_toolkit.styles import Style
from prompt_toolkit.utils import get_cwidth

from spaedbarn_cli.domain.harmless import harmless, harmless_line
from spaedbarn_cli.i18n.catalog import t
from spaedbarn_cli.ui.prompt_state import SKIP, Move, manner
from spaedbarn_cli.ui.prompt_terminal import asking, width

if TYPE_CHECKING:
    from prompt_toolkit.application import Application

LABEL_COLUMNS = 12

STYLE = Style(
    [
        ("qmark", ""),
        ("question", "bold noreverse"),
        ("answer", "nobold fg:default"),
        ("instruction", "fg:ansibrightblack"),
        ("shown", "fg:ansibrightblack"),
        ("keys", "fg:ansibrightblack"),
        ("wrong", "bold fg:ansired"),
        ("pointer", "bold fg:default"),
        ("highlighted", "bold fg:default"),
        ("selected", "fg:default bg:default noreverse"),
        ("text", "fg:default"),
    ]
)


def heading(label: str) -> str:
    """Return the label as it stands before an answer: padded to the column, with its mark."""
    label = harmless_line(label)
    return label + " " * max(0, LABEL_COLUMNS - get_cwidth(label)) + " ›"


def keys_line(*parts: str, back: str | None, skip: bool) -> str:
    """Return the keys that work here: the question's own, back (None: no way back), skip, and how to leave."""
    known = [*parts]
    if back:
        known.append(t("ask.key.back", key=back))
    if skip:
        known.append(t("ask.key.skip"))
    if manner.leaves:
        known.append(t("ask.key.leave_draft" if manner.keeps_draft else "ask.key.leave"))
    return "  ".join(known)


class Wrong:
    """What is wrong with the answer, in words; empty when nothing is."""

    def __init__(self, words: str = "") -> None:
        self.words = words

    def forget(self, _: object) -> None:
        """Take it away: the answer was changed."""
        self.words = ""


def put_under(app: Application[Any], keys: str, wrong: Wrong | None = None) -> None:
    """Put the line of keys under a question, and above it what is wrong with the answer when something is."""

    def lines() -> FormattedText:
        told: list[tuple[str, str]] = [("class:wrong", f" ! {wrong.words}\n")] if wrong and wrong.words else []
        # Blanks inside one key's words must not break over the edge of a narrow screen.
        told.append(("class:keys", "\n".join(_fold(keys, width() - 2))))
        return FormattedText(told)

    for window in app.layout.find_all_windows():
        if isinstance(window.content, BufferControl):
            window.dont_extend_height = Always()
    under = Window(FormattedTextControl(lines), dont_extend_height=True, wrap_lines=True)
    focused = app.layout.current_window
    app.layout = Layout(HSplit([app.layout.container, ConditionalContainer(under, filter=~is_done)]), focused)


def _fold(keys: str, columns: int) -> list[str]:
    whole = keys.replace("  ", "\n").replace(" ", "\u00a0").replace("\n", "  ")
    folded = textwrap.wrap(whole, columns, break_long_words=True, break_on_hyphens=False)
    return [" " + line.replace("\u00a0", " ") for line in folded]


def say_answer(label: str, answer: str, *, aside: bool = False) -> None:
    """Leave the answered question on the screen: label and answer, folded under the answer where it is long."""
    from prompt_toolkit import print_formatted_text

    head = f" {heading(label)} "
    style = "class:shown" if aside else "class:answer"
    with asking():
        told = FormattedText([("class:question", head), (style, _fold_answer(get_cwidth(head), harmless(answer)))])
        print_formatted_text(told, style=STYLE)


def moved(label: str, move: Move) -> Move:
    """Leave a trace of a question that was skipped, none of one that was left by going back."""
    if move is SKIP:
        say_answer(label, t("ask.skipped"), aside=True)
    return move


def fold(line: str, columns: int) -> list[str]:
    """Return a line broken between words, to at most so many columns each."""
    return textwrap.wrap(line, max(8, columns), break_on_hyphens=False) or [""]


def _fold_answer(taken: int, answer: str) -> str:
    """Return the answer broken to the width of the terminal, `taken` columns of its first line being used already."""
    room = width() - 1
    if "\n" not in answer and taken + get_cwidth(answer) <= room:
        return answer
    indent = taken if taken * 2 <= room else 4
    lines: list[str] = []
    for line in answer.split("\n"):
        lines += fold(line.expandtabs(4), room - indent)
    return ("" if indent == taken else "\n" + " " * indent) + ("\n" + " " * indent).join(lines)
