"""How current it is: of a family that is known from copies, who gave them and up to when they tell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from spaedbarn_cli.i18n.catalog import t

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spaedbarn_cli.domain.case import Case
    from spaedbarn_cli.session import Session


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
