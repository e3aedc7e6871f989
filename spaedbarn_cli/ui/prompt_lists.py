"""Questions answered by choosing: one of a list, or some of a list that is first shown as one line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import questionary
from prompt_toolkit.filters import Always
from prompt_toolkit.formatted_text import FormattedText
from prompt_toolkit.key_binding import KeyBindings
from prompt_toolkit.keys import Keys
from questionary.prompts.common import InquirerControl

from spaedbarn_cli.domain.harmless import harmless_line
from spaedbarn_cli.i18n.catalog import t
from spaedbarn_cli.ui.prompt_keys import add_keys, common_keys, nothing
from spaedbarn_cli.ui.prompt_look import STYLE, Wrong, fold, heading, keys_line, moved, put_under, say_answer
from spaedbarn_cli.ui.prompt_state import Move
from spaedbarn_cli.ui.prompt_terminal import asking, run, width

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from prompt_toolkit.application import Application
    from prompt_toolkit.key_binding.key_processor import KeyPressEvent

SEARCH_FROM = 13
"""So many choices are searched by typing; fewer have one key each."""

DIGITS = "123456789"
POINTER_COLUMNS = 3
"""What the library puts in front of a row."""

_ASCII = [chr(code) for code in range(0x20, 0x7F)]
"""The letters the library binds for itself, ahead of "any key"."""


def choice(
    label: str,
    choices: Sequence[tuple[Any, str]],
    default: Any,
    *,
    shortcuts: Mapping[Any, str],
    skippable: bool,
    first: bool,
) -> Any:
    """Ask for one of a list; see `prompts.ask_choice`."""
    texts = [harmless_line(text) for _, text in choices]
    search = len(choices) >= SEARCH_FROM and not shortcuts
    struck = {} if search else _struck([key for key, _ in choices], shortcuts)
    at = next((number for number, (key, _) in enumerate(choices) if key == default), 0)
    # The rows are numbered for the library: their keys may be None or not comparable.
    titles = texts if search else [_row(struck.get(number, " "), text) for number, text in enumerate(texts)]
    rows = [questionary.Choice(title, value=number, shortcut_key=False) for number, title in enumerate(titles)]
    with asking():
        app = questionary.select(
            heading(label), rows, default=rows[at], qmark="", pointer="›", instruction=" ", style=STYLE,
            use_search_filter=search, use_jk_keys=False, use_emacs_keys=False,
        ).application  # fmt: skip
        control = _control(app)
        wrong = Wrong()
        keys = _search_keys(control, wrong, lambda: control.get_pointed_at().value) if search else KeyBindings()
        for number, key in struck.items():
            keys.add(key, eager=True)(_taking(number))
        if not search:
            for letter, number in _initials(texts, struck).items():
                keys.add(letter, eager=True)(_pointing(control, number))
        parts = [t("ask.key.search" if search else "ask.key.next")]
        _finish(app, keys, wrong, parts, skippable=skippable, first=first)
        result = run(app)
    if isinstance(result, Move):
        return moved(label, result)
    key, text = choices[result]
    say_answer(label, text)
    return key


def _row(key: str, text: str) -> str:
    """Return a row with its key, a long one folded between words and under its first word."""
    head = f"{key}  "
    taken = POINTER_COLUMNS + len(head)
    return head + ("\n" + " " * taken).join(fold(text, width() - 1 - taken))


def _struck(keys: list[Any], shortcuts: Mapping[Any, str]) -> dict[int, str]:
    """Return the key each row is answered by at once: those given, else its number."""
    if shortcuts:
        return {number: shortcuts[key] for number, key in enumerate(keys) if key in shortcuts}
    return {number: DIGITS[number] for number in range(min(len(keys), len(DIGITS)))}


def _initials(texts: list[str], struck: Mapping[int, str]) -> dict[str, int]:
    """Return the first letters that only one row has: they point, and Enter answers."""
    firsts = [text[:1].lower() for text in texts]
    taken = set(struck.values())
    return {
        letter: number
        for number, letter in enumerate(firsts)
        if letter.isalpha() and firsts.count(letter) == 1 and letter not in taken
    }


def some(
    label: str, choices: Sequence[tuple[Any, str]], checked: Collection[Any], *, skippable: bool, first: bool, opened: bool
) -> Any:
    """Ask for some of a list; see `prompts.ask_many`."""
    texts = [harmless_line(text) for _, text in choices]
    ticked = [number for number, (key, _) in enumerate(choices) if key in checked]
    result = "" if opened else _shown_some(label, _named(texts, ticked), skippable=skippable, first=first)
    if isinstance(result, str):
        result = _opened_some(label, texts, ticked, result, skippable=skippable, first=first)
    elif result is None:
        result = ticked
    if isinstance(result, Move):
        return moved(label, result)
    say_answer(label, _named(texts, result))
    return [choices[number][0] for number in sorted(result)]


def _named(texts: list[str], ticked: list[int]) -> str:
    return ", ".join(texts[number] for number in sorted(ticked)) or t("word.none")


def _shown_some(label: str, shown: str, *, skippable: bool, first: bool) -> Any:
    """Show what is ticked on one line; return None when it stands, the letter to search by when the list is wanted."""
    with asking():
        told = FormattedText([("class:shown", shown)])
        app = questionary.text(heading(label), qmark="", style=STYLE, placeholder=told).application
        keys = KeyBindings()

        @keys.add("enter", eager=True)
        def _(event: KeyPressEvent) -> None:
            event.app.exit(result=None)

        @keys.add("down", eager=True)
        @keys.add(" ", eager=True)
        def _(event: KeyPressEvent) -> None:
            event.app.exit(result="")

        @keys.add(Keys.Any)
        def _(event: KeyPressEvent) -> None:
            if len(event.data) == 1 and event.data.isprintable():
                event.app.exit(result=event.data)

        keys.add(Keys.BracketedPaste, eager=True)(nothing)
        back = () if first else ("up", "left", "escape")
        add_keys(app, keys, common_keys(back=back, skippable=skippable))
        parts = (t("ask.key.shown"), t("ask.key.open"))
        put_under(app, keys_line(*parts, back=None if first else "↑", skip=skippable))
        return run(app)


def _opened_some(label: str, texts: list[str], ticked: list[int], letter: str, *, skippable: bool, first: bool) -> Any:
    with asking():
        rows = [questionary.Choice(text, value=n, checked=n in ticked) for n, text in enumerate(texts)]
        app = questionary.checkbox(
            heading(label), rows, initial_choice=rows[ticked[0]] if ticked else None, qmark="", pointer="›",
            instruction=" ", style=STYLE, use_search_filter=True, use_jk_keys=False, use_emacs_keys=False,
        ).application  # fmt: skip
        control = _control(app)
        wrong = Wrong()
        keys = _search_keys(control, wrong, lambda: list(control.selected_options))

        @keys.add(" ", eager=True)
        def _(event: KeyPressEvent) -> None:
            if not _found(control):
                return
            row = control.get_pointed_at().value
            if row in control.selected_options:
                control.selected_options.remove(row)
            else:
                control.selected_options.append(row)
            # The next word searches anew, from the row that was ticked.
            control.search_filter = None
            wrong.words = ""
            control.pointed_at = cast("int", row)

        if letter:
            _narrow(control, wrong, letter)
        keys.add("c-a", eager=True)(nothing)
        parts = [t("ask.key.tick"), t("ask.key.next")]
        if len(texts) >= SEARCH_FROM:
            parts.append(t("ask.key.search"))
        _finish(app, keys, wrong, parts, skippable=skippable, first=first)
        return run(app)


def _finish(
    app: Application[Any], keys: KeyBindings, wrong: Wrong, parts: list[str], *, skippable: bool, first: bool
) -> None:
    add_keys(app, keys, common_keys(back=() if first else ("left", "escape"), skippable=skippable))
    put_under(app, keys_line(*parts, back=None if first else "←", skip=skippable), wrong)
    for window in app.layout.find_all_windows():
        if isinstance(window.content, InquirerControl):
            window.wrap_lines = Always()
            window.dont_extend_height = Always()


def _control(app: Application[Any]) -> InquirerControl:
    return next(control for control in app.layout.find_all_controls() if isinstance(control, InquirerControl))


def _found(control: InquirerControl) -> bool:
    sought = (control.search_filter or "").lower()
    return any(sought in str(row.title).lower() for row in control.choices)


def _narrow(control: InquirerControl, wrong: Wrong, letter: str) -> None:
    # The library types this parameter as one of its key names, and treats it as the letter it is.
    control.add_search_character(cast("Keys", letter))
    wrong.words = "" if _found(control) else t("ask.none_found")


def _search_keys(control: InquirerControl, wrong: Wrong, answer: Callable[[], Any]) -> KeyBindings:
    """Return keys that narrow the list: the library's own take ASCII only, and answer with a row when none is found."""
    keys = KeyBindings()

    @keys.add(Keys.Any)
    def _(event: KeyPressEvent) -> None:
        if len(event.data) == 1 and event.data.isprintable():
            _narrow(control, wrong, event.data)

    for letter in _ASCII:
        keys.add(letter, eager=True)(_narrowing(control, wrong, letter))

    @keys.add("backspace", eager=True)
    def _(event: KeyPressEvent) -> None:
        control.remove_search_character()
        control.pointed_at = 0
        wrong.words = "" if _found(control) else t("ask.none_found")

    @keys.add("enter", eager=True)
    def _(event: KeyPressEvent) -> None:
        if _found(control):
            event.app.exit(result=answer())

    keys.add(Keys.BracketedPaste, eager=True)(nothing)
    return keys


def _narrowing(control: InquirerControl, wrong: Wrong, letter: str) -> Callable[[KeyPressEvent], None]:
    return lambda event: _narrow(control, wrong, letter)


def _taking(number: int) -> Callable[[KeyPressEvent], None]:
    return lambda event: event.app.exit(result=number)


def _pointing(control: InquirerControl, number: int) -> Callable[[KeyPressEvent], None]:
    return lambda event: setattr(control, "pointed_at", number)
