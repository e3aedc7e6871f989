"""What `contact` asks where somebody sits: the card first, for it bears the name."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from spaedbarn_cli.cli import given
from spaedbarn_cli.cli.contact_add import Given, contact_name, read_file
from spaedbarn_cli.i18n.catalog import t

if TYPE_CHECKING:
    from spaedbarn_cli.session import Session

WAYS = ("card", "browser", "age")
"""How somebody can be a contact, the usual way first."""


def completed(session: Session, asked: Given) -> Given:
    """Return `contact add` with what was not typed asked for; raises WrongUsage where there is nobody to ask."""
    if asked.name:
        contact_name(asked.name)  # a name that cannot be one is refused before anything is asked
    if not session.terminal.interactive:
        return replace(asked, name=given.needed(session, t("metavar.contact"), asked.name))
    if not (asked.card or asked.age or asked.browser):
        asked = _way(session, asked)
    if asked.name:
        return asked
    from spaedbarn_cli.ui.prompts import ask_text

    proposed = read_file(asked.card).name if asked.card else ""
    name = ask_text(t("ask.contact_name"), placeholder=proposed, parse=contact_name, skippable=False, first=True)
    return replace(asked, name=str(name))


def _way(session: Session, asked: Given) -> Given:
    """Ask how the contact gets things, and for the card or the recipient."""
    from spaedbarn_cli.domain.case import ROLES
    from spaedbarn_cli.sync import keys
    from spaedbarn_cli.ui.prompts import SKIP, ask_choice, ask_text

    way = ask_choice(t("ask.contact_way"), [(one, t(f"contact.way_{one}")) for one in WAYS], skippable=False, first=True)
    if way == "card":
        return replace(asked, card=given.needed_file(session, "--card", None, "ask.contact_card", read_file))
    if way == "age":

        def recipient(text: str) -> str:
            keys.recipient(text)
            return text

        asked = replace(asked, age=str(ask_text(t("ask.contact_age"), parse=recipient, skippable=False, first=True)))
    else:
        asked = replace(asked, browser=True)
    if asked.role is None:
        role: Any = ask_choice(t("ask.contact_role"), [(one, t(f"role.{one}")) for one in ROLES], first=True)
        asked = replace(asked, role=None if role is SKIP else role)
    return asked


def needed_name(session: Session, name: str | None) -> str | None:
    """Return whose words are to be read, chosen from the contacts with a card; None when there are none."""
    if name is not None or not session.terminal.interactive:
        return given.needed(session, t("metavar.contact"), name)
    from spaedbarn_cli.store import contacts
    from spaedbarn_cli.ui.prompts import ask_choice

    people = [one for one in contacts.listed(session.store) if one.words is not None]
    if not people:
        session.terminal.result(t("contact.none"))
        return None
    people.sort(key=lambda one: one.verified is not None)
    rows = [(one.name, f"{one.name}{t('contact.row_verified') if one.verified else ''}") for one in people]
    return str(ask_choice(t("ask.contact_verify"), rows, skippable=False, first=True))
