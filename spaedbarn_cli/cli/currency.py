"""How current it is: of a family that is known from copies, who gave them and up to when they tell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from spaedbarn_cli.i18n.catalog import t

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spaedbarn_cli.domain.case import Case
    from spaedbarn_cli.session import Session
    from spaedbarn_cli.store.letters import Letter
    from spaedbarn_cli.store.sharings import Received


class Source(NamedTuple):
    """Somebody who has given copies of a family, and the moment (aware, ISO) up to which they tell."""

    name: str
    at: str


def sources(session: Session, cases: Iterable[Case]) -> dict[str, list[Source]]:
    """Return who told of each family what is known of it, by the family's record; one's own families are left out."""
    from spaedbarn_cli.store import contacts, letters

    found: dict[str, list[Source]] = {}
    told = letters.current_to(session.store)
    for case in cases if told else ():
        for key, at in told.get(case.id, {}).items():
            contact = contacts.by_id(session.store, key)
            found.setdefault(case.id, []).append(Source(contact.name if contact is not None else "?", at))
    return {key: sorted(mine) for key, mine in found.items()}


def chosen_to(letters: Iterable[Letter]) -> str | None:
    """Return up to when copies tell: when the visits, or without any what else there is, were last chosen; None of none.

    A correction that followed by itself brings nothing new.
    """
    from spaedbarn_cli.domain.sharing import CORRECTION

    chosen = [one for one in letters if one.profile != CORRECTION]
    return max([one.at for one in chosen if one.source == "contact"] or [one.at for one in chosen], default=None)


def bundle_to(session: Session, one: Received) -> str | None:
    """Return up to when a bundle told what it is about on the day it was made; None where what came does not say.

    A colleague's journal is as it was when the bundle was made. Of several families the one that is least current counts.
    """
    from datetime import datetime

    from spaedbarn_cli.store import letters
    from spaedbarn_cli.store.sharings import sharings
    from spaedbarn_cli.sync import routes

    made = datetime.fromisoformat(one.made)
    targets = {sharing.target for sharing in sharings(session.store, contact=one.contact)}
    found = []
    for case_id in one.cases:
        if not all(routes.is_copies(stream) for stream in one.streams if stream.startswith(f"{case_id}/")):
            found.append(one.made)
            continue
        mine = [letter for letter in letters.listed(session.store, case_id) if letter.stream in targets]
        to = chosen_to(letter for letter in mine if datetime.fromisoformat(letter.at) <= made)
        if to is None:
            return None
        found.append(to)
    return min(found, default=None)


def lines(session: Session, cases: Iterable[Case]) -> list[str]:
    """Return a line for each family and who told of it, in the order of the families."""
    from spaedbarn_cli.cli.ledger import moment

    listed = list(cases)
    found = sources(session, listed)
    return [
        t("inbox.current", code=case.code, name=one.name, made=moment(one.at))
        for case in listed
        for one in found.get(case.id, ())
    ]


def say(session: Session, cases: Iterable[Case]) -> None:
    """Write those lines under a result."""
    for line in lines(session, cases):
        session.terminal.result(line)


def by_code(session: Session, cases: Iterable[Case]) -> dict[str, list[dict[str, Any]]]:
    """Return the same for JSON, by code: who (`from`) and up to when (`at`)."""
    listed = list(cases)
    found = sources(session, listed)
    said: dict[str, list[dict[str, Any]]] = {}
    for case in listed:
        for one in found.get(case.id, ()):
            said.setdefault(case.code, []).append({"from": one.name, "at": one.at})
    return said


def of(session: Session, case: Case) -> dict[str, Any]:
    """Return the member `sources` of a document about one family; nothing for a family of one's own."""
    found = by_code(session, [case])
    return {"sources": found[case.code]} if found else {}
