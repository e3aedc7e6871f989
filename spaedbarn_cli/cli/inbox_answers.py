"""What others say of what we sent them: answers that came with a bundle, and bundles that were returned to us."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from spaedbarn_cli.i18n.catalog import plural, t

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from spaedbarn_cli.session import Session
    from spaedbarn_cli.store.contacts import Contact
    from spaedbarn_cli.store.sharings import Sent
    from spaedbarn_cli.sync.incoming import Arrival
    from spaedbarn_cli.sync.receipts import Receipt

Said = dict[str, str]
"""The receipts that are here, by record: the signature under each, which is another as soon as another thing is said."""


def said_so_far(session: Session) -> Said:
    """Return the receipts that are here, to be held against those that are here when a bundle has been taken in."""
    return {str(key): str(signature) for key, signature in session.store.rows("SELECT id, signature FROM receipts")}


def new_answers(session: Session, arrival: Arrival, before: Said) -> list[dict[str, Any]]:
    """Return what a bundle says of bundles of ours that was not said before, the oldest first; `before` follows."""
    if not arrival.receipts:
        return []
    from spaedbarn_cli.sync import receipts

    said = {
        key: one for key, one in _said_by(session, arrival.contact).items()
        if before.get(receipts.receipt_id(key)) != one.signature
    }  # fmt: skip
    before.update({receipts.receipt_id(key): one.signature for key, one in said.items()})
    return _documents(session, arrival.contact, said)


def returned(session: Session) -> list[dict[str, Any]]:
    """Return the bundles of ours that stand returned; not those about a family that was shared with her again since."""
    from spaedbarn_cli.domain.sharing import CORRECTION, RETURNED
    from spaedbarn_cli.store import contacts, letters
    from spaedbarn_cli.store.sharings import sharings

    store = session.store
    if not store.rows("SELECT 1 FROM receipts WHERE state = ? AND retracted = 0 LIMIT 1", RETURNED):
        return []
    chosen = [one for one in letters.listed(store) if one.profile != CORRECTION]
    found: list[dict[str, Any]] = []
    for contact in contacts.listed(store):
        said = {key: one for key, one in _said_by(session, contact).items() if one.state == RETURNED}
        if not said:
            continue
        targets = {one.target for one in sharings(store, contact=contact.id)}
        acts = [(one.case_id, datetime.fromisoformat(one.at)) for one in chosen if one.stream in targets]
        sent = _sent(session, contact)
        still = {
            key: one for key, one in said.items()
            if not any(case in _cases(sent, key) and at > datetime.fromisoformat(one.at) for case, at in acts)
        }  # fmt: skip
        found += _documents(session, contact, still)
    return sorted(found, key=lambda one: (one["at"], one["bundle"]))


def line(said: Mapping[str, Any]) -> str:
    """Return an answer on a line: who, about which family, what, and why."""
    from spaedbarn_cli.cli.ledger import moment
    from spaedbarn_cli.domain.harmless import harmless_line
    from spaedbarn_cli.i18n.catalog import listing

    about = listing(said["cases"]) or t("inbox.bundle", id=said["bundle"][:8])
    what = t(f"ledger.{said['state']}", at=moment(said["at"]), reason=harmless_line(said["reason"] or ""))
    return t("inbox.answer", name=said["from"], about=about, what=what)


def nothing_new(session: Session, arrival: Arrival) -> str | None:
    """Return what to say of a bundle that brought nothing that was not here; None of one that did, or is known as a whole."""
    from spaedbarn_cli.cli.inbox_words import families

    if arrival.again or arrival.new or arrival.waits or arrival.forks:
        return None
    name = arrival.contact.name
    if arrival.cases:
        return t("inbox.known", name=name, families=families(session, arrival.cases))
    if arrival.known:
        return t("inbox.receipt_known", name=name)
    return t("inbox.heads", name=name, waits=_waits(session, arrival.contact))


def _waits(session: Session, contact: Contact) -> str:
    """Return how much of what is shared with a contact she has not said she has."""
    from spaedbarn_cli.sync import identity, outgoing, routes

    store = session.store
    ways = routes.routes(store, contact, identity.own(store).public.sign, session.grounds(), session.today())
    going = [one.stream for one in ways if one.held is None and one.sharing is not None]
    waits = len(outgoing.unacknowledged(store, contact.sign, going))
    return plural("ledger.waits", waits) if waits else t("ledger.all_there")


def _said_by(session: Session, contact: Contact) -> dict[str, Receipt]:
    from spaedbarn_cli.sync import identity, receipts

    own = identity.own(session.store).public.sign
    return receipts.from_contact(session.store, contact.sign, own) if contact.sign is not None else {}


def _documents(session: Session, contact: Contact, said: Mapping[str, Receipt]) -> list[dict[str, Any]]:
    from spaedbarn_cli.store import cases

    codes, sent = cases.codes(session.store), _sent(session, contact) if said else []
    return [
        {
            "bundle": key, "from": contact.name, "cases": [codes.get(case, case) for case in _cases(sent, key)],
            "state": one.state, "at": one.at, "reason": one.reason, "records": list(one.records),
        }
        for key, one in sorted(said.items(), key=lambda pair: (pair[1].at, pair[0]))
    ]  # fmt: skip


def _sent(session: Session, contact: Contact) -> list[Sent]:
    from spaedbarn_cli.store.sharings import sent

    return sent(session.store, contact=contact.id)


def _cases(sent: Iterable[Sent], bundle: str) -> tuple[str, ...]:
    return next((one.cases for one in sent if one.bundle == bundle), ())
