"""The keys that mean the same under every question: leave, lock, back, skip; and those that must do nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prompt_toolkit.key_binding import KeyBindings, merge_key_bindings

from spaedbarn_cli.errors import Interrupted
from spaedbarn_cli.ui.prompt_state import BACK, SKIP, IdleLock
from spaedbarn_cli.ui.prompt_terminal import leave

if TYPE_CHECKING:
    from typing import Any

    from prompt_toolkit.application import Application
    from prompt_toolkit.key_binding.key_processor import KeyPressEvent

_NOTHING = ("c-q", "c-r", "c-s", "c-v", "c-x", "c-z", "c-o", "c-t")
"""Keys by which the library searches a history we do not keep, opens an editor, or takes in control characters."""


def common_keys(*, back: tuple[str, ...], skippable: bool) -> KeyBindings:
    """Return the keys of every question; `back` names those that go back (none: Esc does nothing either)."""
    keys = KeyBindings()

    @keys.add("c-c", eager=True)
    @keys.add("c-d", eager=True)
    @keys.add("<sigint>", eager=True)
    def _(event: KeyPressEvent) -> None:
        leave(event.app, Interrupted("interrupted"))

    @keys.add("c-l", eager=True)
    def _(event: KeyPressEvent) -> None:
        leave(event.app, IdleLock("key"))

    @keys.add("tab", eager=True)
    def _(event: KeyPressEvent) -> None:
        if skippable:
            event.app.exit(result=SKIP)

    def go_back(event: KeyPressEvent) -> None:
        event.app.exit(result=BACK)

    for key in back:
        # Esc begins other keys too (Alt-Enter), so it alone waits a moment for what follows.
        keys.add(key, eager=key != "escape")(go_back)
    for key in _NOTHING:
        keys.add(key, eager=True)(nothing)
    return keys


def nothing(event: KeyPressEvent) -> None:
    """Take the key and do nothing."""


def add_keys(app: Application[Any], *keys: KeyBindings) -> None:
    """Lay more keys over those a question has; the last laid wins."""
    below = [app.key_bindings] if app.key_bindings is not None else []
    app.key_bindings = merge_key_bindings([*below, *keys])
