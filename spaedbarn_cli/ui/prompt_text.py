"""Questions answered by typing on one line: a text, a passphrase, yes or no."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import questionary
from prompt_toolkit.formatted_text import FormattedText
from prompt_toolkit.key_binding import KeyBindings
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout.processors import Processor, Transformation

from spaedbarn_cli.domain.harmless import harmless, harmless_line
from spaedbarn_cli.errors import SpaedbarnError
from spaedbarn_cli.i18n.catalog import t
from spaedbarn_cli.ui.prompt_keys import add_keys, common_keys, nothing
from spaedbarn_cli.ui.prompt_look import STYLE, Wrong, fold, heading, keys_line, moved, put_under, say_answer
from spaedbarn_cli.ui.prompt_state import SKIP, BadAnswer, Move
from spaedbarn_cli.ui.prompt_terminal import asking, leave, run, width

if TYPE_CHECKING:
    from collections.abc import Callable

    from prompt_toolkit.buffer import Buffer
    from prompt_toolkit.key_binding.key_processor import KeyPressEvent
    from prompt_toolkit.layout.processors import TransformationInput


class _Unseen(Processor):
    """Shows nothing of what is typed, not even how much."""

    def apply_transformation(self, transformation_input: TransformationInput) -> Transformation:
        return Transformation([], source_to_display=lambda _: 0, display_to_source=lambda _: 0)


def line(
    label: str,
    *,
    default_text: str,
    placeholder: str,
    aside: str,
    parse: Callable[[str], Any] | None,
    show: Callable[[Any], str] | None,
    skippable: bool,
    first: bool,
    on_change: Callable[[str], Any] | None,
) -> Any:
    """Ask for one line; see `prompts.ask_text`."""
    shown = harmless_line(placeholder)
    told = shown + (f"   {harmless_line(aside)}" if aside else "")
    wrong = Wrong()
    with asking():
        app = questionary.text(
            heading(label),
            default=harmless_line(default_text),
            qmark="",
            style=STYLE,
            placeholder=FormattedText([("class:shown", told)]) if told else None,
            complete_while_typing=False,
        ).application
        buffer = app.current_buffer
        keys = KeyBindings()

        @keys.add("enter", eager=True)
        def _(event: KeyPressEvent) -> None:
            text = harmless_line(buffer.text) or shown
            try:
                value = _understood(text, parse, skippable)
            except (BadAnswer, SpaedbarnError) as bad:
                wrong.words = harmless_line(_words(bad))
                event.app.invalidate()
            except Exception as defect:  # raised by run(), where the caller can meet it
                leave(event.app, defect)
            else:
                event.app.exit(result=(value, text))

        @keys.add(Keys.BracketedPaste, eager=True)
        def _(event: KeyPressEvent) -> None:
            buffer.insert_text(" ".join(harmless(event.data).replace("\t", " ").split("\n")))

        buffer.on_text_changed += wrong.forget
        add_keys(app, common_keys(back=() if first else ("up", "escape"), skippable=skippable), keys)
        if first:
            _still(keys, "up", "escape")
        enter = [t("ask.key.shown")] if shown else []
        put_under(app, keys_line(*enter, back=None if first else "↑", skip=skippable), wrong)
        result = run(app, on_leave=_saver(buffer, on_change))
    if isinstance(result, Move):
        return moved(label, result)
    value, text = result
    if value is SKIP:
        return moved(label, SKIP)
    say_answer(label, harmless(show(value)) if show else text)
    return value


def _understood(text: str, parse: Callable[[str], Any] | None, skippable: bool) -> Any:
    if not text and skippable:
        return SKIP
    if parse is not None:
        return parse(text)
    if not text:
        raise BadAnswer(t("ask.needed"))
    return text


def _words(bad: BadAnswer | SpaedbarnError) -> str:
    return t(f"err.{bad.key}", **bad.params) if isinstance(bad, SpaedbarnError) else str(bad)


def _still(keys: KeyBindings, *names: str) -> None:
    for name in names:
        keys.add(name, eager=name != "escape")(nothing)


def _saver(buffer: Buffer, on_change: Callable[[str], Any] | None) -> Callable[[], None] | None:
    return None if on_change is None else lambda: on_change(harmless(buffer.text))


def passphrase(label: str, *, again: str = "") -> str:
    """Ask for a secret, shown in no way; `again` is what was wrong with the last one."""
    with asking():
        app = questionary.password(heading(label), qmark="", style=STYLE, input_processors=[_Unseen()]).application
        buffer = app.current_buffer
        keys = KeyBindings()

        @keys.add("enter", eager=True)
        def _(event: KeyPressEvent) -> None:
            event.app.exit(result=buffer.text)

        @keys.add(Keys.BracketedPaste, eager=True)
        def _(event: KeyPressEvent) -> None:
            buffer.insert_text(event.data.rstrip("\r\n"))

        _still(keys, "up", "down", "escape")
        add_keys(app, common_keys(back=(), skippable=False), keys)
        wrong = Wrong(again)
        buffer.on_text_changed += wrong.forget
        put_under(app, keys_line(t("ask.key.hidden"), back=None, skip=False), wrong)
        secret: str = run(app)
    return secret


def yes_or_no(label: str, default: bool, *, first: bool) -> Any:
    """Ask yes or no; see `prompts.confirm`."""
    yes, no = t("ask.letter.yes"), t("ask.letter.no")
    shown = f"({yes.upper()}/{no})" if default else f"({yes}/{no.upper()})"
    with asking():
        # Whole words at the edge of a narrow screen, and the letters never apart from each other.
        *above, last = fold(f"{heading(label)}\u00a0{shown}", width() - 2)
        asked = "\n ".join([*above, last.removesuffix(shown).rstrip("\u00a0")])
        app = questionary.confirm(asked, default, qmark="", style=STYLE, instruction=shown + " ").application
        keys = KeyBindings()
        for letter, value in ((yes, True), (yes.upper(), True), (no, False), (no.upper(), False)):
            keys.add(letter, eager=True)(_answering(value))
        add_keys(app, common_keys(back=() if first else ("up", "left", "escape"), skippable=False), keys)
        if first:
            _still(keys, "up", "left", "escape")
        put_under(app, keys_line(t("ask.key.shown"), back=None if first else "↑", skip=False))
        result = run(app)
    if isinstance(result, Move):
        return moved(label, result)
    say_answer(label, t("word.yes") if result else t("word.no"))
    return result


def _answering(value: bool) -> Callable[[KeyPressEvent], None]:
    return lambda event: event.app.exit(result=value)
