"""What `inbox` asks where somebody sits and the file or the bundle was not named on the line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spaedbarn_cli.cli import given
from spaedbarn_cli.i18n.catalog import t

if TYPE_CHECKING:
    from spaedbarn_cli.session import Session


def needed_files(session: Session, files: tuple[str, ...]) -> tuple[str, ...]:
    """Return the files to open, or the one that is asked for."""
    return files or (given.needed_file(session, t("metavar.file_or_id"), None, "ask.inbox_file"),)


def needed_bundle(session: Session, key: str | None) -> str | None:
    """Return the bundle to answer, chosen from those that wait for an answer; None when there are none."""
    if key is not None or not session.terminal.interactive:
        return given.needed(session, "ID", key)
    from spaedbarn_cli.cli.inbox_words import line
    from spaedbarn_cli.domain.sharing import ACCEPTED, RETURNED
    from spaedbarn_cli.store.sharings import received
    from spaedbarn_cli.ui.prompts import ask_choice

    waiting = [one for one in received(session.store) if one.state not in (ACCEPTED, RETURNED)]
    if not waiting:
        session.terminal.result(t("inbox.none_waits"))
        return None
    rows = [(one.bundle, line(session, one)) for one in reversed(waiting)]
    return str(ask_choice(t("ask.inbox_bundle"), rows, skippable=False, first=True))
