"""Sharing from the home screen: a family to a contact, what came, and the exchange over the place that is remembered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spaedbarn_cli.errors import NotFound
from spaedbarn_cli.i18n.catalog import t

if TYPE_CHECKING:
    from collections.abc import Callable

    from spaedbarn_cli.session import Session


def share(session: Session, paged: Callable[[Session, Callable[[], object]], None]) -> bool:
    """Ask what to do and do it; returns False when nothing is left on the screen to be read."""
    from spaedbarn_cli.store import responses
    from spaedbarn_cli.ui.prompts import BACK, ask_choice

    ways = ["give", "came", *(["sync"] if responses.settings(session.store).get("remote") else [])]
    rows = [(way, t(f"home.share_{way}")) for way in ways]
    way = ask_choice(t("ask.home_share"), rows, skippable=False, first=False)
    if way is BACK:
        return False
    session.terminal.clear()
    if way == "give":
        return _give(session)
    if way == "came":
        from spaedbarn_cli.cli.inbox import run_list

        paged(session, lambda: run_list(session))
        return True
    from spaedbarn_cli.cli.sync import run_sync

    run_sync(session, None, dry_run=False)
    return True


def _give(session: Session) -> bool:
    """Ask for family, contact and folder, and go on as `export` does: it shows what goes before it asks."""
    from pathlib import Path

    from spaedbarn_cli.cli.export import ExportOptions, run_export
    from spaedbarn_cli.store import cases, contacts
    from spaedbarn_cli.ui.prompts import BACK, ask_choice, ask_text

    families, people = cases.every(session.store), contacts.listed(session.store)
    if not people:
        raise NotFound("no_contacts")
    if not families:
        raise NotFound("no_families")
    code = ask_choice(t("ask.home_family"), [(one.code, one.code) for one in families], skippable=False, first=False)
    if code is BACK:
        return False
    to = ask_choice(t("ask.home_contact"), [(one.name, one.name) for one in people], skippable=False, first=False)
    if to is BACK:
        return False
    folder = ask_text(t("ask.export_folder"), placeholder=str(Path.home()), skippable=False, first=False)
    if folder is BACK:
        return False
    html = next(one.age is None for one in people if one.name == to)
    run_export(session, ExportOptions(code=code, to=to, out=str(folder), html=html))
    return True
