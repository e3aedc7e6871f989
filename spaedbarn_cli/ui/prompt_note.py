"""A note: text of many lines, written inside the program and handed over while it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import questionary
from prompt_toolkit.key_binding import KeyBindings
from prompt_toolkit.keys import Keys
from prompt_toolkit.utils import get_cwidth

from spaedbarn_cli.domain.harmless import harmless
from spaedbarn_cli.i18n.catalog import t
from spaedbarn_cli.ui.prompt_keys import add_keys, common_keys
from spaedbarn_cli.ui.prompt_look import STYLE, heading, keys_line, moved, put_under, say_answer
from spaedbarn_cli.ui.prompt_state import BACK, SKIP, Move
from spaedbarn_cli.ui.prompt_terminal import asking, leave, run

if TYPE_CHECKING:
    from collections.abc import Callable

    from prompt_toolkit.key_binding.key_processor import KeyPressEvent

NOTE_ESCAPE_SECONDS = 0.6
"""In a note Esc may begin Esc Enter, struck one after the other where Alt does not reach the program."""

SAVE_CHARACTERS = 20
"""A note is saved at every blank; without blanks, when so many characters came."""


def note(label: str, *, initial: str, on_change: Callable[[str], Any] | None, skippable: bool, first: bool) -> Any:
    """Ask for text of many lines; see `prompts.ask_note`."""
    indent = " " * (get_cwidth(heading(label)) + 2)
    with asking():
        app = questionary.text(
            heading(label),
            default=harmless(initial),
            qmark="",
            style=STYLE,
            multiline=True,
            instruction="",
            prompt_continuation=indent,
            complete_while_typing=False,
        ).application
        buffer = app.current_buffer
        saved = [harmless(buffer.text)]
        keys = KeyBindings()

        def save() -> None:
            text = harmless(buffer.text)
            if on_change is not None and text != saved[0]:
                saved[0] = text
                on_change(text)

        def typed(_: object) -> None:
            now, before = buffer.text, saved[0]
            blank = buffer.document.char_before_cursor.isspace()
            if blank or len(now) < len(before) or len(now) - len(before) >= SAVE_CHARACTERS:
                _guarded(app, save)

        @keys.add("escape", "enter")
        @keys.add("escape", "c-j")  # typed before the program had the terminal to itself
        @keys.add("f2", eager=True)
        def _(event: KeyPressEvent) -> None:
            event.app.exit(result=harmless(buffer.text).rstrip())

        @keys.add(Keys.BracketedPaste, eager=True)
        def _(event: KeyPressEvent) -> None:
            buffer.insert_text(harmless(event.data))

        @keys.add("up", eager=True)
        def _(event: KeyPressEvent) -> None:
            if buffer.text or first:
                buffer.cursor_up()
            else:
                event.app.exit(result=BACK)

        @keys.add("down", eager=True)
        def _(event: KeyPressEvent) -> None:
            buffer.cursor_down()

        @keys.add("tab", eager=True)
        def _(event: KeyPressEvent) -> None:
            if skippable and not buffer.text.strip():
                event.app.exit(result=SKIP)

        buffer.on_text_changed += typed
        add_keys(app, common_keys(back=() if first else ("escape",), skippable=skippable), keys)
        put_under(app, keys_line(t("ask.key.finish"), back=None if first else "Esc", skip=skippable))
        result = run(app, on_leave=save, save=lambda: _guarded(app, save), chord_seconds=NOTE_ESCAPE_SECONDS)
        save()
    if isinstance(result, Move):
        return moved(label, result)
    say_answer(label, result)
    return result


def _guarded(app: Any, save: Callable[[], None]) -> None:
    """Save in the midst of typing; what fails ends the question and reaches the caller."""
    try:
        save()
    except Exception as failed:
        leave(app, failed)
