"""The sharing ledger of a family: every act, every colleague, everything received, and how far each has come."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from spaedbarn_cli.domain.sharing import CASEWORKER, COLLEAGUE, RECEIVED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spaedbarn_cli.domain.case import Case
    from spaedbarn_cli.domain.sharing import Sharing
    from spaedbarn_cli.session import Session
    from spaedbarn_cli.store.contacts import Contact
    from spaedbarn_cli.store.letters import Letter
    from spaedbarn_cli.store.sharings import Sent


def entries(session: Session, case: Case) -> list[dict[str, Any]]:
    """Return the entries of the ledger as `ledger --json` promises them, in order of time."""
    from spaedbarn_cli.store import contacts, letters
    from spaedbarn_cli.store.sharings import sharings

    store = session.store
    found: list[dict[str, Any]] = []
    written = letters.listed(store, case.id)
    shared = sharings(store, case_id=case.id)
    for key in dict.fromkeys(one.contact for one in shared):
        contact = contacts.by_id(store, key)
        if contact is None:
            continue
        mine = [one for one in shared if one.contact == key]
        found += [_both_ways(session, contact, one) for one in mine if one.profile == COLLEAGUE]
        found += _given(session, contact, [one for one in mine if one.profile == CASEWORKER], written)
        found += _received(session, contact, [one for one in mine if one.profile == RECEIVED], written)
    return sorted(found, key=lambda entry: (entry["at"], entry["name"]))


def _both_ways(session: Session, contact: Contact, one: Sharing) -> dict[str, Any]:
    from spaedbarn_cli.i18n.catalog import language
    from spaedbarn_cli.store.vault import case_stream
    from spaedbarn_cli.sync.outgoing import unacknowledged

    streams = [case_stream(one.case_id, name) for name in one.streams]
    ground = session.grounds().get(one.ground or "")
    law = f"{ground.law}: {ground.text[language()]}" if ground is not None else None
    return {
        "direction": "both_ways", "at": one.begun, "name": contact.name, "streams": list(one.streams), "ground": one.ground,
        "law": law, "purpose": one.purpose, "needs_consent": ground is not None and ground.consent,
        "consents": _consents(session, contact, one) if ground is not None and ground.consent else [], "ended": one.ended,
        "waits": len(unacknowledged(session.store, contact.sign, streams)),
    }  # fmt: skip


def _consents(session: Session, contact: Contact, one: Sharing) -> list[str]:
    """Return the consents under which a journal may go to a colleague today, in words."""
    from spaedbarn_cli.cli.export_deal import consent_words
    from spaedbarn_cli.domain.consent import covering
    from spaedbarn_cli.store import consents

    held = consents.listed(session.store, one.case_id)
    found = [
        each for name in one.streams for each in covering(held, contact.name, contact.role, name, session.today())
    ]
    return [consent_words(each) for each in dict.fromkeys(found)]


def _notes(session: Session) -> dict[str, bool]:
    """Return of every letter that says so whether free text was copied."""
    rows = session.store.rows("SELECT id, notes FROM letters WHERE notes IS NOT NULL")
    return {str(key): bool(notes) for key, notes in rows}


def _given(session: Session, contact: Contact, shared: list[Sharing], written: list[Letter]) -> list[dict[str, Any]]:
    from spaedbarn_cli.store import heard
    from spaedbarn_cli.store.sharings import sent
    from spaedbarn_cli.sync import identity, receipts

    store = session.store
    targets = {one.target for one in shared}
    mine = [one for one in written if one.stream in targets]
    bundles = sent(store, contact=contact.id)
    own = identity.own(store).public.sign
    said = receipts.from_contact(store, contact.sign, own) if contact.sign is not None else {}
    heads = (heard.acknowledged(store, contact.sign) if contact.sign is not None else None) or {}
    notes = _notes(session)
    found = []
    for act in dict.fromkeys(one.act for one in mine):
        of = [one for one in mine if one.act == act]
        arrived = all(_reached(heads, one) for one in of)
        carried = [one for one in bundles if any(_carries(one, letter) for letter in of)]
        first = of[0]
        found.append({
            "direction": "given", "act": act, "at": first.at, "name": contact.name,
            "streams": [one.source for one in of], "records": sum(one.records for one in of), "ground": first.ground,
            "law": first.law, "purpose": first.purpose, "consents": list(first.consents), "left_out": list(first.left_out),
            "told": first.told, "tell": _must_tell(session, first), "bundles": [one.bundle for one in carried],
            "notes": notes.get(first.id), "pages": [one.made for one in carried if one.way == "html"],
            "arrived": arrived, **_state(carried, said, arrived=arrived),
        })  # fmt: skip
    return found


def _carries(bundle: Sent, letter: Letter) -> bool:
    """Say whether a letter was in a bundle; a page holds all that stood in the streams when it was made."""
    if bundle.way == "html":
        return letter.stream in bundle.streams and bundle.made >= letter.at[:19]
    device, seq = letter.place
    return any(
        (stream, one) == (letter.stream, device) and first <= seq <= last for stream, one, first, last, _ in bundle.ranges
    )


def _reached(heads: Any, letter: Letter) -> bool:
    """Say whether a letter and the copies it came with lie under what she has said she has."""
    device, seq = letter.place
    return any(number >= seq + letter.records for number, _ in heads.get((letter.stream, device), ()))


def _state(carried: Sequence[Sent], said: dict[str, Any], *, arrived: bool) -> dict[str, Any]:
    """Return what was said last of the bundles that carried an act; nothing counts as delivered for being sent."""
    answers = sorted((said[one.bundle] for one in carried if one.bundle in said), key=lambda one: one.at)
    if answers:
        last = answers[-1]
        return {"state": last.state, "state_at": last.at, "reason": last.reason}
    if arrived:
        return {"state": "heads", "state_at": None, "reason": None}
    if not carried:
        return {"state": "not_sent", "state_at": None, "reason": None}
    way = "page" if carried[-1].way == "html" else "sent"
    return {"state": way, "state_at": carried[-1].made, "reason": None}


def _must_tell(session: Session, letter: Letter) -> bool:
    ground = session.grounds().get(letter.ground or "")
    return letter.told is None and ground is not None and ground.tell


def _received(session: Session, contact: Contact, shared: list[Sharing], written: list[Letter]) -> list[dict[str, Any]]:
    from spaedbarn_cli.store.sharings import received
    from spaedbarn_cli.sync import identity, receipts

    targets = {one.target for one in shared}
    mine = [one for one in written if one.stream in targets]
    came = received(session.store)
    own = identity.own(session.store).public.sign
    said = receipts.from_contact(session.store, own, contact.sign) if contact.sign is not None else {}  # we, to her
    notes = _notes(session)
    found = []
    for act in dict.fromkeys(one.act for one in mine):
        of = [one for one in mine if one.act == act]
        state = next((one for one in came if act in one.acts), None)
        receipt = said.get(state.bundle) if state is not None else None
        at = state.came if state is not None else None
        if state is not None and receipt is not None and receipt.state == state.state:
            at = receipt.at
        found.append({
            "direction": "received", "act": act, "at": of[0].at, "name": contact.name,
            "streams": [one.source for one in of], "records": sum(one.records for one in of), "ground": of[0].ground,
            "law": of[0].law, "purpose": of[0].purpose, "consents": list(of[0].consents), "left_out": list(of[0].left_out),
            "told": of[0].told, "tell": False, "bundles": [state.bundle] if state else [], "arrived": True,
            "notes": notes.get(of[0].id), "pages": [],
            "state": state.state if state else "delivered", "state_at": at,
            "reason": state.reason if state else None,
        })  # fmt: skip
    return found
