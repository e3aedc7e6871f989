"""The computer in a parent's hands: one question at a time on a screen of its own, and the passphrase to come back."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from spaedbarn_cli.errors import Interrupted, WrongSecret
from spaedbarn_cli.i18n.catalog import t
from spaedbarn_cli.ui.prompt_state import IdleLock

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spaedbarn_cli.session import Session

_MARGIN = "\n\n      "


class Hands:
    """Whose hands the computer is in: `returned` once the passphrase was typed."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.returned = False

    def give_back(self, *, may_go_on: bool = False) -> bool:
        """Ask for the computer back and for the passphrase, as often as it takes; returns True once it was typed.

        With `may_go_on` an empty answer returns False: whoever touched a wrong key goes on with the questions. A screen
        that waits too long closes the store; the passphrase opens it again.
        """
        from spaedbarn_cli.ui.prompts import ask_passphrase

        terminal, wrong = self.session.terminal, False
        while not self.returned:
            terminal.clear()
            terminal.say(_MARGIN + t("said.hand_back"))
            if may_go_on:
                terminal.say("\n      " + t("said.hand_back_go_on"))
            terminal.say(("\n      " + t("said.hand_back_wrong")) if wrong else "")
            try:
                typed = ask_passphrase()
            except Interrupted:
                continue
            except IdleLock:
                self.session.close()
                may_go_on = False
                continue
            if not typed and may_go_on:
                return False
            wrong = bool(typed)
            self.returned = bool(typed) and _opens(self.session, typed)
        return True


@contextlib.contextmanager
def in_other_hands(session: Session) -> Iterator[Hands]:
    """Show the other screen while a block runs; whatever ends the block, the passphrase stands before the way out."""
    from spaedbarn_cli.cli.home import IDLE_SECONDS, testing_idle_seconds
    from spaedbarn_cli.ui.keyboard import no_signals
    from spaedbarn_cli.ui.prompt_state import manner
    from spaedbarn_cli.ui.prompts import set_idle

    before = manner.idle_seconds, manner.on_idle
    hands = Hands(session)
    with no_signals():
        session.terminal.enter_screen()
        manner.leaves = False
        try:
            set_idle(before[0] or testing_idle_seconds or IDLE_SECONDS)
            try:
                yield hands
            finally:
                # A full disk or a defect of ours is no way out either.
                hands.give_back()
        finally:
            manner.leaves = True
            set_idle(*before)
            session.terminal.leave_screen()


def _opens(session: Session, typed: str) -> bool:
    """Say whether this is the passphrase, and open the store with it if it was closed."""
    from spaedbarn_cli.store.keyfile import read_keyfile, unwrap

    known = read_keyfile(session.home)
    try:
        key = unwrap(known, "passphrase", typed)
    except WrongSecret:
        return False
    if not session.is_open:
        from spaedbarn_cli.store.vault import open_with_key

        store = open_with_key(session.places, known.store, key, vault=known.vault, now=session.now, whole_check=False)
        session.adopt(store)
    return True
