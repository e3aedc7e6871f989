"""The same questions on a terminal that can only print lines (TERM=dumb): plain words in, `<` back, `>` skip."""

from __future__ import annotations

import contextlib
import os
import select
from typing import TYPE_CHECKING, Any

from spaedbarn_cli.domain.harmless import harmless, harmless_line
from spaedbarn_cli.errors import Interrupted, SpaedbarnError
from spaedbarn_cli.i18n.catalog import t
from spaedbarn_cli.ui.prompt_state import BACK, SKIP, BadAnswer, IdleLock, Move, manner
from spaedbarn_cli.ui.prompt_terminal import files

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

_waiting = bytearray()
"""What was read beyond the line that was asked for."""


@contextlib.contextmanager
def _leaving() -> Iterator[None]:
    """Let Ctrl-C, which is a signal on this terminal, leave the question as it does on others."""
    try:
        yield
    except KeyboardInterrupt:
        raise Interrupted("interrupted") from None


def _tell(text: str) -> None:
    _, sink = files()
    sink.write(text)
    sink.flush()


def _read(*, secret: bool = False) -> str:
    """Return the next line without its end; raises Interrupted when there is no more, IdleLock after too long."""
    source, _ = files()
    fd = source.fileno()
    with _unseen(fd) if secret else contextlib.nullcontext():
        while b"\n" not in _waiting:
            ready, _, _ = select.select([fd], [], [], manner.idle_seconds)
            got = os.read(fd, 4096) if ready else None
            if got is None:
                if manner.on_idle is not None:
                    manner.on_idle()
                raise IdleLock("idle")
            if not got:
                raise Interrupted("interrupted")
            _waiting.extend(got)
    line, _, rest = bytes(_waiting).partition(b"\n")
    _waiting[:] = rest
    return line.decode(source.encoding or "utf-8", "replace").removesuffix("\r")


@contextlib.contextmanager
def _unseen(fd: int) -> Iterator[None]:
    import termios

    before = termios.tcgetattr(fd)
    silent = termios.tcgetattr(fd)
    silent[3] &= ~termios.ECHO
    termios.tcsetattr(fd, termios.TCSANOW, silent)
    try:
        yield
    finally:
        termios.tcsetattr(fd, termios.TCSANOW, before)
        _tell("\n")


def _ask(label: str, told: str, *, back: bool, skip: bool) -> str | Move:
    ways = ([t("ask.lines.back")] if back else []) + ([t("ask.lines.skip")] if skip else [])
    aside = " ".join(f"({part})" for part in (told, ", ".join(ways)) if part)
    _tell(f" {harmless_line(label)} {aside}{' ' if aside else ''}› ")
    answer = harmless_line(_read())
    if back and answer == "<":
        return BACK
    return SKIP if skip and answer == ">" else answer


@_leaving()
def line(label: str, *, placeholder: str, parse: Callable[[str], Any] | None, skippable: bool, first: bool) -> Any:
    """Ask for one line; see `prompts.ask_text`."""
    while True:
        answer = _ask(label, harmless_line(placeholder), back=not first, skip=skippable)
        if isinstance(answer, Move):
            return answer
        answer = answer or harmless_line(placeholder)
        if not answer and skippable:
            return SKIP
        try:
            if parse is not None:
                return parse(answer)
        except BadAnswer as bad:
            _tell(f" ! {harmless_line(str(bad))}\n")
            continue
        except SpaedbarnError as bad:
            _tell(f" ! {harmless_line(t(f'err.{bad.key}', **bad.params))}\n")
            continue
        if answer:
            return answer
        _tell(f" ! {t('ask.needed')}\n")


def _list(label: str, choices: Sequence[tuple[Any, str]], ticked: Collection[Any]) -> None:
    _tell(f" {harmless_line(label)}\n")
    for number, (key, text) in enumerate(choices, 1):
        _tell(f"  {number:>2} {'*' if key in ticked else ' '} {harmless_line(text)}\n")


@_leaving()
def choice(label: str, choices: Sequence[tuple[Any, str]], default: Any, *, skippable: bool, first: bool) -> Any:
    """Ask for one of a list by its number; see `prompts.ask_choice`."""
    keys = [key for key, _ in choices]
    _list(label, choices, [default])
    while True:
        shown = str(keys.index(default) + 1) if default in keys else "1"
        answer = _ask("", shown, back=not first, skip=skippable)
        if isinstance(answer, Move):
            return answer
        numbers = _numbers(answer or shown, len(choices))
        if numbers is not None and len(numbers) == 1:
            return keys[numbers[0] - 1]
        _tell(f" ! {t('ask.choose_one', n=len(choices))}\n")


@_leaving()
def some(
    label: str, choices: Sequence[tuple[Any, str]], checked: Collection[Any], *, skippable: bool, first: bool
) -> Any:
    """Ask for some of a list by their numbers; see `prompts.ask_many`."""
    _list(label, choices, checked)
    while True:
        answer = _ask("", t("ask.lines.many"), back=not first, skip=skippable)
        if isinstance(answer, Move):
            return answer
        if not answer:
            return [key for key, _ in choices if key in checked]
        numbers = [] if answer == "0" else _numbers(answer, len(choices))
        if numbers is not None:
            return [key for number, (key, _) in enumerate(choices, 1) if number in numbers]
        _tell(f" ! {t('ask.choose_one', n=len(choices))}\n")


def _numbers(answer: str, most: int) -> list[int] | None:
    words = answer.replace(",", " ").split()
    if not all(word.isdecimal() and 1 <= int(word) <= most for word in words):
        return None
    return [int(word) for word in words]


@_leaving()
def note(label: str, *, initial: str, on_change: Callable[[str], Any] | None, skippable: bool, first: bool) -> Any:
    """Ask for text of many lines, saved after each; see `prompts.ask_note`. What is there already stays in front."""
    _tell(f" {harmless_line(label)} ({t('ask.lines.note')})\n")
    lines = harmless(initial).split("\n") if initial else []
    _tell("".join(f" {line}\n" for line in lines))
    while True:
        got = harmless(_read())
        if got == ".":
            return "\n".join(lines).rstrip()
        if len(lines) == 0 and got in ("<", ">"):
            if got == "<" and not first:
                return BACK
            if got == ">" and skippable:
                return SKIP
        lines.append(got)
        if on_change is not None:
            on_change("\n".join(lines))


@_leaving()
def passphrase(label: str, *, again: str = "") -> str:
    """Ask for a secret that is not echoed."""
    _tell((f" ! {again}\n" if again else "") + f" {harmless_line(label)} ({t('ask.key.hidden')}) › ")
    return _read(secret=True)


@_leaving()
def yes_or_no(label: str, default: bool, *, first: bool) -> Any:
    """Ask yes or no; see `prompts.confirm`."""
    yes, no = t("ask.letter.yes"), t("ask.letter.no")
    while True:
        answer = _ask(label, yes if default else no, back=not first, skip=False)
        if isinstance(answer, Move):
            return answer
        if answer[:1].lower() in ("", yes, no):
            return answer[:1].lower() == yes if answer else default
        _tell(f" ! {yes}/{no}\n")
