"""The only module that asks. Functions that return plain values; the libraries under them never show outside.

Everything here talks on the terminal, never on stdout. The keys: ↑ goes back from a line, ← from a list, Esc from both;
Tab skips; Ctrl-C and Ctrl-D leave (Interrupted); Ctrl-L blanks the screen and locks (IdleLock), as does a question that
waits longer than `set_idle` allows. Importing this module is cheap; asking loads what draws.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from unicodedata import normalize

from spaedbarn_cli.i18n.catalog import t
from spaedbarn_cli.ui.prompt_state import BACK, SKIP, BadAnswer, IdleLock, Move, set_draft, set_idle
from spaedbarn_cli.ui.prompt_terminal import blank_screen, simple

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

__all__ = [
    "BACK", "SKIP", "BadAnswer", "IdleLock", "Move", "ask_choice", "ask_many", "ask_new_passphrase", "ask_note",
    "ask_passphrase", "ask_text", "blank_screen", "confirm", "set_draft", "set_idle",
]  # fmt: skip


def ask_text(
    label: str,
    *,
    default_text: str = "",
    placeholder: str = "",
    aside: str = "",
    parse: Callable[[str], Any] | None = None,
    show: Callable[[Any], str] | None = None,
    skippable: bool = True,
    first: bool = False,
    on_change: Callable[[str], Any] | None = None,
) -> Any:
    """Ask for one line and return it, or what `parse` makes of it, or BACK or SKIP.

    `placeholder` stands grey and is what an empty Enter takes, `aside` (such as "som sidst") stands grey behind it and
    is never taken; `default_text` stands there to be changed. `parse` gets NFC text on one line without blanks at the
    ends; when it raises BadAnswer (or a SpaedbarnError) the words stand under the line and the text stays. `show` says
    how the value reads once answered. An empty answer with nothing to take is SKIP where skipping is allowed.
    `on_change` gets what was typed when the question is left by Ctrl-C, lock or idleness.
    Raises Interrupted, IdleLock, WrongUsage without a terminal.
    """
    if simple():
        from spaedbarn_cli.ui import prompt_lines

        taken = placeholder or default_text
        return prompt_lines.line(label, placeholder=taken, parse=parse, skippable=skippable, first=first)
    from spaedbarn_cli.ui import prompt_text

    return prompt_text.line(
        label, default_text=default_text, placeholder=placeholder, aside=aside, parse=parse, show=show,
        skippable=skippable, first=first, on_change=on_change,
    )  # fmt: skip


def ask_choice(
    label: str,
    choices: Sequence[tuple[Any, str]],
    default: Any = None,
    *,
    shortcuts: Mapping[Any, str] | None = None,
    skippable: bool = True,
    first: bool = False,
) -> Any:
    """Ask for one of `choices` (key, text) and return its key, or BACK or SKIP; the pointer starts on `default`.

    A row is answered at once by its digit (1–9) or by the letter `shortcuts` gives its key; another row's own first
    letter points at it. From 13 choices without shortcuts, typing searches instead. Raises Interrupted, IdleLock.
    """
    if simple():
        from spaedbarn_cli.ui import prompt_lines

        return prompt_lines.choice(label, choices, default, skippable=skippable, first=first)
    from spaedbarn_cli.ui import prompt_lists

    return prompt_lists.choice(label, choices, default, shortcuts=shortcuts or {}, skippable=skippable, first=first)


def ask_many(
    label: str,
    choices: Sequence[tuple[Any, str]],
    checked: Collection[Any] = (),
    *,
    skippable: bool = True,
    first: bool = False,
    opened: bool = False,
) -> Any:
    """Ask for some of `choices` (key, text) and return their keys as a list in that order, or BACK or SKIP.

    What is in `checked` is shown as one line that Enter accepts; space or ↓ opens the list, a letter opens it and
    searches. In the list space ticks and Enter accepts. `opened` shows the list at once, where nothing is usual.
    Raises Interrupted, IdleLock.
    """
    if simple():
        from spaedbarn_cli.ui import prompt_lines

        return prompt_lines.some(label, choices, checked, skippable=skippable, first=first)
    from spaedbarn_cli.ui import prompt_lists

    return prompt_lists.some(label, choices, checked, skippable=skippable, first=first, opened=opened)


def ask_note(
    label: str,
    *,
    initial: str = "",
    on_change: Callable[[str], Any] | None = None,
    skippable: bool = True,
    first: bool = False,
) -> Any:
    """Ask for text of many lines and return it (NFC, without blanks at the end; may be empty), or BACK or SKIP.

    Alt-Enter, Esc Enter or F2 finishes; Tab skips and ↑ goes back only while nothing is written, Esc goes back always.
    `on_change` gets the text so far at every blank and line break, after every deletion, after 20 characters, when the
    writer pauses for a second, and before the note is left in any way. No history, no file, no other editor.
    Raises Interrupted, IdleLock, and whatever `on_change` raises.
    """
    if simple():
        from spaedbarn_cli.ui import prompt_lines

        return prompt_lines.note(label, initial=initial, on_change=on_change, skippable=skippable, first=first)
    from spaedbarn_cli.ui import prompt_note

    return prompt_note.note(label, initial=initial, on_change=on_change, skippable=skippable, first=first)


def _passphrase(label: str, again: str = "") -> str:
    if simple():
        from spaedbarn_cli.ui import prompt_lines

        return prompt_lines.passphrase(label, again=again)
    from spaedbarn_cli.ui import prompt_text

    return prompt_text.passphrase(label, again=again)


def ask_passphrase(label: str = "") -> str:
    """Ask for a passphrase and return it as it was typed; nothing of it is shown. Raises Interrupted, IdleLock."""
    return _passphrase(label or t("ask.passphrase"))


def ask_new_passphrase(check: Callable[[str], str | None]) -> str:
    """Ask for a new passphrase twice, until `check` has no words against it (None) and both are the same."""
    wrong = ""
    while True:
        secret = _passphrase(t("ask.passphrase.new"), wrong)
        wrong = check(secret) or ""
        if wrong:
            continue
        if normalize("NFC", _passphrase(t("ask.passphrase.again"))) == normalize("NFC", secret):
            return secret
        wrong = t("ask.passphrase.differ")


def confirm(label: str, default: bool = True, *, first: bool = True) -> Any:
    """Ask yes or no and return a bool; with `first=False` also BACK. Raises Interrupted, IdleLock."""
    if simple():
        from spaedbarn_cli.ui import prompt_lines

        return prompt_lines.yes_or_no(label, default, first=first)
    from spaedbarn_cli.ui import prompt_text

    return prompt_text.yes_or_no(label, default, first=first)
