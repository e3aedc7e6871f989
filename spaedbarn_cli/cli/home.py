"""The home screen: unlocked once, everything a key away, locked and wiped when nobody types."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from spaedbarn_cli.errors import Interrupted, SpaedbarnError, WrongSecret
from spaedbarn_cli.i18n.catalog import t

if TYPE_CHECKING:
    from collections.abc import Callable

    from spaedbarn_cli.session import Session

IDLE_SECONDS = 600.0
testing_idle_seconds: float | None = None
"""For tests only: lock after so many seconds instead."""

KEYS = {"visit": "b", "norm": "n", "families": "f", "drafts": "k", "lock": "l"}


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
                    draft, known = None, draft
                    _resume(session, known)
                if not _round(session):
                    return 0
            except IdleLock as lock:
                draft = getattr(lock, "draft", None)
                if not _lock(session):
                    return 0
    finally:
        set_idle(None)
        session.close()
        terminal.leave_screen()


def _lock(session: Session) -> bool:
    """Close the store, wipe the screen, and wait for the passphrase; returns False when the user leaves instead."""
    from spaedbarn_cli.ui.prompts import set_idle

    set_idle(None)
    session.close()
    session.terminal.clear()
    session.terminal.say(t("said.locked_screen"))
    while True:
        try:
            store = session.store
        except WrongSecret as wrong:
            session.terminal.error(wrong)
        except Interrupted:
            return False
        else:
            del store
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
    session.terminal.clear()
    try:
        _ACTIONS[choice](session)
    except SpaedbarnError as error:
        session.terminal.error(error)
    _pause()
    return True


def _pause() -> None:
    """Wait for Enter before the screen is drawn again."""
    from spaedbarn_cli.ui.prompts import ask_text

    try:
        ask_text(t("ask.home_back"), skippable=True, first=True)
    except Interrupted:
        return


def _screen(session: Session) -> Any:
    from spaedbarn_cli.cli.draft import document
    from spaedbarn_cli.cli.norm_gather import run_report
    from spaedbarn_cli.report.home_terminal import home_screen
    from spaedbarn_cli.report.norm_view import report_of
    from spaedbarn_cli.store import drafts

    open_drafts = [document(session, draft) for draft in drafts.listed(session.store)]
    today = session.today()
    report = report_of(today, run_report(session, command="home"))
    return home_screen(session.store.author, today, report, open_drafts, session.terminal.width)


def _visit(session: Session) -> None:
    from spaedbarn_cli.cli.visit_ask import ask_visit
    from spaedbarn_cli.cli.visit_fields import VisitOptions

    ask_visit(session, None, VisitOptions())


def _norm(session: Session) -> None:
    from spaedbarn_cli.cli.norm import NormOptions, run_norm_check

    run_norm_check(session, NormOptions())


def _families(session: Session) -> None:
    from spaedbarn_cli.cli.case import run_list, run_show
    from spaedbarn_cli.store import cases
    from spaedbarn_cli.ui.prompts import BACK, SKIP, ask_choice

    found = cases.every(session.store)
    if not found:
        run_list(session, closed=False)
        return
    code = ask_choice(t("ask.home_family"), [(case.code, case.code) for case in found], first=False)
    if code not in (BACK, SKIP):
        run_show(session, code)


def _drafts(session: Session) -> None:
    from spaedbarn_cli.cli.draft import run_drafts
    from spaedbarn_cli.store import drafts
    from spaedbarn_cli.ui.prompts import confirm

    run_drafts(session, None)
    found = drafts.listed(session.store)
    if found and confirm(t("ask.home_resume"), default=True) is True:
        _resume(session, found[0].id)


def _resume(session: Session, key: str) -> None:
    from spaedbarn_cli.cli.draft import run_resume

    session.terminal.clear()
    try:
        run_resume(session, key)
    except SpaedbarnError as error:
        session.terminal.error(error)
    _pause()


_ACTIONS: dict[str, Callable[[Session], None]] = {
    "visit": _visit, "norm": _norm, "families": _families, "drafts": _drafts
}  # fmt: skip
