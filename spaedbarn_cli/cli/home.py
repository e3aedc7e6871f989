"""The home screen: unlocked once, everything a key away, locked and wiped when nobody types."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from spaedbarn_cli.errors import Interrupted, SpaedbarnError, WrongSecret
from spaedbarn_cli.i18n.catalog import t

if TYPE_CHECKING:
    from collections.abc import Callable

    from spaedbarn_cli.session import Session

IDLE_SECONDS = 600.0
testing_idle_seconds: float | None = None
"""For tests only: lock after so many seconds instead."""

KEYS = {"visit": "b", "meeting": "m", "norm": "n", "families": "f", "share": "d", "drafts": "k", "lock": "l"}
UNDER = 4
"""Lines that a page leaves free for the question under it and its keys."""


def run_home(session: Session) -> int:
    """Unlock, and show the home screen until it is left; returns the exit code."""
    from spaedbarn_cli.ui.prompts import IdleLock, set_idle

    store = session.store  # asks for the passphrase, on the ordinary screen
    del store
    terminal = session.terminal
    terminal.enter_screen()
    draft: str | None = None
    try:
        while True:
            set_idle(testing_idle_seconds or IDLE_SECONDS)
            try:
                if draft is not None:
                    going_on, draft = draft, None
                    _doing(session, lambda session: _resume(session, going_on))  # noqa: B023 - called at once
                if not _round(session):
                    break
            except IdleLock as lock:
                draft = getattr(lock, "draft", None)
                if not _lock(session):
                    break
    finally:
        set_idle(None)
        session.close()
        terminal.leave_screen()
    terminal.say(t("said.locked"))
    return 0


def _lock(session: Session) -> bool:
    """Close the store, wipe the screen, and wait for the passphrase; returns False when the user leaves instead."""
    from spaedbarn_cli.session import forget_env
    from spaedbarn_cli.ui.prompts import IdleLock, set_idle

    set_idle(None)
    session.close()
    forget_env()  # from here on only somebody who knows the passphrase opens it
    while True:
        session.terminal.clear()
        session.terminal.say(t("said.locked_screen"))
        try:
            while not session.is_open:
                try:
                    store = session.store
                except WrongSecret as wrong:
                    session.terminal.error(wrong)
                else:
                    del store
        except IdleLock:  # the key that locks, on a screen that is locked
            continue
        except Interrupted:
            return False
        session.terminal.clear()
        return True


def _round(session: Session) -> bool:
    """Show the screen, take one choice and do it; returns False when the user locks and leaves."""
    from spaedbarn_cli.ui.prompts import ask_choice

    session.terminal.clear()
    session.terminal.rich(_screen(session))
    rows = [(name, t(f"home.{name}")) for name in KEYS]
    try:
        choice = ask_choice(t("ask.home"), rows, "visit", shortcuts=KEYS, skippable=False, first=True)
    except Interrupted:
        return False
    if choice == "lock":
        return False
    _doing(session, _ACTIONS[choice])
    return True


def _doing(session: Session, action: Callable[[Session], bool]) -> None:
    """Do one thing on an empty screen; what it leaves there stays until Enter is struck."""
    session.terminal.clear()
    try:
        shown = action(session)
    except SpaedbarnError as error:
        if error.key == "interrupted":  # nothing was begun, so there is nothing to tell
            return
        session.terminal.error(error)
        shown = True
    if shown:
        _pause("ask.home_back")


def _pause(key: str) -> bool:
    """Wait for Enter; returns False when the user would rather leave what is shown."""
    from spaedbarn_cli.ui.prompts import ask_text

    try:
        ask_text(t(key), skippable=True, first=True)
    except Interrupted:
        return False
    return True


class _Page(io.StringIO):
    """Takes what would be written on the terminal, colours too."""

    def isatty(self) -> bool:
        return True


def _paged(session: Session, show: Callable[[], object]) -> None:
    """Show something a screen at a time: nothing can be scrolled back to here, which is the point of this screen."""
    import shutil

    terminal, page = session.terminal, _Page()
    terminal.out, out = page, terminal.out
    try:
        show()
    finally:
        terminal.out = out
    lines = page.getvalue().rstrip("\n").split("\n")
    room = max(4, shutil.get_terminal_size((80, 24)).lines - UNDER)
    while len(lines) > room:
        terminal.raw("\n".join(lines[:room]) + "\n")
        lines = lines[room:]
        if not _pause("ask.home_more"):
            raise Interrupted("interrupted")
        terminal.clear()
    terminal.raw("\n".join(lines) + "\n")


def _screen(session: Session) -> Any:
    from spaedbarn_cli.cli.draft import document
    from spaedbarn_cli.cli.norm_gather import run_report
    from spaedbarn_cli.cli.today import home_block
    from spaedbarn_cli.report.home_terminal import home_screen
    from spaedbarn_cli.report.norm_view import report_of
    from spaedbarn_cli.store import drafts

    open_drafts = [document(session, draft) for draft in drafts.listed(session.store)]
    today = session.today()
    report = report_of(today, run_report(session, command="home"))
    due = home_block(session)
    return home_screen(session.store.author, today, report, open_drafts, session.terminal.width, due)


def _visit(session: Session) -> bool:
    from spaedbarn_cli.cli.visit_ask import ask_visit
    from spaedbarn_cli.cli.visit_fields import VisitOptions

    ask_visit(session, None, VisitOptions())
    return True


def _meeting(session: Session) -> bool:
    from spaedbarn_cli.cli.meeting_ask import ask_meeting

    ask_meeting(session, None)
    return True


def _norm(session: Session) -> bool:
    from spaedbarn_cli.cli.norm import NormOptions, run_norm_check

    _paged(session, lambda: run_norm_check(session, NormOptions()))
    return True


def _families(session: Session) -> bool:
    from spaedbarn_cli.cli.case import run_list, run_show
    from spaedbarn_cli.store import cases
    from spaedbarn_cli.ui.prompts import BACK, ask_choice

    found = cases.every(session.store)
    if not found:
        run_list(session, closed=False)
        return True
    rows = [(case.code, case.code) for case in found]
    code = ask_choice(t("ask.home_family"), rows, skippable=False, first=False)
    if code is BACK:
        return False
    session.terminal.clear()
    _paged(session, lambda: run_show(session, code))
    return True


def _share(session: Session) -> bool:
    from spaedbarn_cli.cli.home_share import share

    return share(session, _paged)


def _drafts(session: Session) -> bool:
    from spaedbarn_cli.cli.draft import document, run_drafts
    from spaedbarn_cli.report.terminal import draft_words
    from spaedbarn_cli.store import drafts
    from spaedbarn_cli.ui.prompts import BACK, ask_choice

    found = drafts.listed(session.store)
    if not found:
        run_drafts(session, None)
        return True
    rows = [(draft.id, "  ".join(draft_words(document(session, draft)))) for draft in found]
    chosen = ask_choice(t("ask.home_resume"), rows, skippable=False, first=False)
    if chosen is BACK:
        return False
    session.terminal.clear()
    return _resume(session, chosen)


def _resume(session: Session, key: str) -> bool:
    from spaedbarn_cli.cli.draft import run_resume

    run_resume(session, key)
    return True


_ACTIONS: dict[str, Callable[[Session], bool]] = {
    "visit": _visit, "meeting": _meeting, "norm": _norm, "families": _families, "share": _share,
    "drafts": _drafts,
}  # fmt: skip
