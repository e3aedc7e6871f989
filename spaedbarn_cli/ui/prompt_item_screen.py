"""How one question of an instrument is drawn, and which keys answer it."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any

from prompt_toolkit.application import Application
from prompt_toolkit.formatted_text import FormattedText
from prompt_toolkit.key_binding import KeyBindings, merge_key_bindings
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import Layout, Window
from prompt_toolkit.layout.controls import FormattedTextControl
from prompt_toolkit.utils import get_cwidth

from spaedbarn_cli.domain.harmless import harmless_line
from spaedbarn_cli.errors import SpaedbarnError
from spaedbarn_cli.i18n.catalog import t
from spaedbarn_cli.ui.prompt_item import Shown, Turn
from spaedbarn_cli.ui.prompt_keys import common_keys, nothing
from spaedbarn_cli.ui.prompt_look import STYLE
from spaedbarn_cli.ui.prompt_state import BadAnswer, Move
from spaedbarn_cli.ui.prompt_terminal import asking, run, width

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from prompt_toolkit.key_binding.key_processor import KeyPressEvent

INDENT = 6
CELL = 4
"""Columns of one answer in a row of answers."""
LONGEST = 24
"""Characters that can be typed as one answer."""

Parts = list[tuple[str, str]]


class _Typed:
    """What has been typed, and what is wrong with it."""

    def __init__(self) -> None:
        self.text = ""
        self.wrong = ""


def item(
    shown: Shown, struck: Mapping[str, Any], *, parse: Callable[[str], Any] | None, letters: str, first: bool
) -> Any:
    """Ask one question; see `prompt_item.ask_item`."""
    typed = _Typed()
    draw = _paper if shown.paper else _screen
    with asking():
        typing = parse is not None
        control = FormattedTextControl(lambda: FormattedText(draw(shown, typed, typing=typing)), focusable=True)
        window = Window(control, dont_extend_height=True, always_hide_cursor=not shown.paper)
        app: Application[Any] = Application(
            Layout(window),
            key_bindings=merge_key_bindings(
                [common_keys(back=() if first else ("left", "up", "escape"), skippable=False),
                 _keys(shown, struck, typed, parse, letters, first=first)]
            ),
            style=STYLE,
        )  # fmt: skip
        result = run(app)
        answer = Turn.BACK if isinstance(result, Move) else result
        if shown.paper and not (isinstance(answer, Turn) and answer is not Turn.KEEP):
            _leave_line(shown, answer)
    return answer


def _keys(
    shown: Shown, struck: Mapping[str, Any], typed: _Typed, parse: Callable[[str], Any] | None, letters: str, *,
    first: bool,
) -> KeyBindings:  # fmt: skip
    keys = KeyBindings()

    @keys.add("enter", eager=True)
    def _(event: KeyPressEvent) -> None:
        if parse is not None and typed.text:
            _take(event, typed, parse)
        elif shown.known is not None:
            event.app.exit(result=Turn.KEEP)
        elif "enter" in struck:
            event.app.exit(result=struck["enter"])
        else:
            typed.wrong = t("ask.item.one_of", span=shown.span)

    @keys.add("right", eager=True)
    def _(event: KeyPressEvent) -> None:
        if shown.known is not None:
            event.app.exit(result=Turn.KEEP)

    @keys.add("backspace", eager=True)
    def _(event: KeyPressEvent) -> None:
        if typed.text:
            typed.text, typed.wrong = typed.text[:-1], ""
        elif not first:
            event.app.exit(result=Turn.BACK)

    @keys.add(Keys.Any)
    def _(event: KeyPressEvent) -> None:
        key = event.data.lower() if len(event.data) == 1 else ""
        if parse is not None and key and key in letters and len(typed.text) < LONGEST:
            typed.text, typed.wrong = typed.text + key, ""
        elif key in struck and not typed.text:
            event.app.exit(result=struck[key])
        elif key.isprintable() and key:
            typed.wrong = t("ask.item.one_of", span=shown.span)

    keys.add(Keys.BracketedPaste, eager=True)(nothing)
    if first:
        for name in ("left", "up"):
            keys.add(name, eager=True)(nothing)
        keys.add("escape")(nothing)
    return keys


def _take(event: KeyPressEvent, typed: _Typed, parse: Callable[[str], Any]) -> None:
    try:
        event.app.exit(result=parse(typed.text))
    except BadAnswer as bad:
        typed.wrong = str(bad)
    except SpaedbarnError as bad:
        typed.wrong = t(f"err.{bad.key}", **bad.params)


# ── the calm screen ────────────────────────────────────────────────────────────────────────────────────────────────


def _screen(shown: Shown, typed: _Typed, *, typing: bool) -> Parts:
    room = max(20, min(width(), 100) - 2 * INDENT)
    parts: Parts = [("", "\n\n")]
    _put(parts, "class:keys", shown.place)
    if shown.group:
        parts.append(("", "\n"))
        _fold(parts, "class:question", shown.group, room)
    parts.append(("", "\n"))
    _fold(parts, "class:question", shown.words, room)
    if shown.quiet:
        parts.append(("", "\n"))
        for line in shown.quiet:
            _fold(parts, "class:keys", line, room, hang="  ")
    parts.append(("", "\n"))
    _answers(parts, shown, room)
    if typing:
        _put(parts, "", f"› {typed.text or (shown.known_words if shown.known is not None else '')}")
        parts.append(("", "\n"))
    if typed.wrong:
        _fold(parts, "class:wrong", f"! {typed.wrong}", room)
    line = "\n".join(_keys_folded(shown.keys, room))
    for one in line.split("\n"):
        _put(parts, "class:keys", one)
    return parts


def _put(parts: Parts, style: str, words: str) -> None:
    parts.append((style, " " * INDENT + words + "\n"))


def _fold(parts: Parts, style: str, words: str, room: int, hang: str = "") -> None:
    for paragraph in words.split("\n"):
        for line in textwrap.wrap(harmless_line(paragraph), room, subsequent_indent=hang) or [""]:
            _put(parts, style, line)


def _answers(parts: Parts, shown: Shown, room: int) -> None:
    """Draw the answers: in a row when they are bare codes, under each other when they have words."""
    if not shown.rows:
        return
    worded = [row for row in shown.rows if row.words]
    if len(worded) * 2 > len(shown.rows):
        for row in shown.rows:
            mark = "›" if row.value == shown.known else " "
            lines = textwrap.wrap(harmless_line(row.words), max(10, room - 8)) or [""]
            parts.append(("class:answer", f"{' ' * (INDENT - 2)}{mark} {row.key:<3} {lines[0]}\n"))
            for line in lines[1:]:
                parts.append(("class:answer", f"{' ' * (INDENT + 4)}{line}\n"))
        parts.append(("", "\n"))
        return
    low, high = harmless_line(shown.low), harmless_line(shown.high)
    row_columns = CELL * len(shown.rows)
    beside = get_cwidth(low) + row_columns + get_cwidth(high) + CELL <= room
    lead = low + " " if low and beside else ""
    cells = "".join(f"{row.key:^{CELL}}" for row in shown.rows)
    _put(parts, "class:answer", f"{lead}{cells}{' ' + high if high and beside else ''}".rstrip())
    under = "".join(f"{'▲' if row.value == shown.known else '':^{CELL}}" for row in shown.rows)
    _put(parts, "class:answer", (" " * get_cwidth(lead) + under).rstrip())
    if (low or high) and not beside:
        _fold(parts, "class:answer", f"{shown.rows[0].key} = {low}   {shown.rows[-1].key} = {high}", room)
    for row in worded:
        _fold(parts, "class:answer", f"{row.key} = {row.words}", room)
    parts.append(("", "\n"))


def _keys_folded(keys: tuple[str, ...], room: int) -> list[str]:
    whole = "   ".join(key.replace(" ", "\u00a0") for key in keys)
    return [line.replace("\u00a0", " ") for line in textwrap.wrap(whole, room, break_on_hyphens=False)] or [""]


# ── the quick lines of paper ───────────────────────────────────────────────────────────────────────────────────────


def _paper(shown: Shown, typed: _Typed, *, typing: bool) -> Parts:
    known = f" ({shown.known_words})" if shown.known is not None else ""
    parts: Parts = [("class:question", f" {shown.tag} [{shown.span}]{known} › "), ("", typed.text)]
    parts.append(("[SetCursorPosition]", ""))
    if typed.wrong:
        parts.append(("class:wrong", f"\n ! {typed.wrong}"))
    for line in _keys_folded(shown.keys, max(20, width() - 2)):
        parts.append(("class:keys", f"\n {line}"))
    return parts


def _leave_line(shown: Shown, answer: Any) -> None:
    from prompt_toolkit import print_formatted_text

    keys = [row.key for row in shown.rows if row.value == answer and type(row.value) is type(answer)]
    words = shown.known_words if answer is Turn.KEEP else keys[0] if keys else _spoken(answer)
    told = FormattedText([("class:question", f" {shown.tag} [{shown.span}] › "), ("class:answer", words)])
    print_formatted_text(told, style=STYLE)


def _spoken(answer: Any) -> str:
    from spaedbarn_cli.i18n.catalog import decimal, has

    if answer is True or answer is False:
        return t("word.yes" if answer else "word.no")
    key = f"answer.{answer}"
    return t(key) if isinstance(answer, str) and has(key) else decimal(str(answer))
