"""What came, as lines and as JSON: bundles, what is waited for, and the letter that goes with copies."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from spaedbarn_cli.i18n.catalog import listing, plural, t

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spaedbarn_cli.domain.programme import Programme
    from spaedbarn_cli.domain.sharing import SharedRecord
    from spaedbarn_cli.report.shared_view import Letter
    from spaedbarn_cli.session import Session
    from spaedbarn_cli.store.contacts import Contact
    from spaedbarn_cli.store.sharings import Received
    from spaedbarn_cli.sync.sequence import Gap


def listed(session: Session, one: Received) -> dict[str, Any]:
    """Return a bundle that came as `inbox list --json` promises it."""
    from spaedbarn_cli.cli import currency
    from spaedbarn_cli.store import cases, contacts

    codes = cases.codes(session.store)
    contact = contacts.by_id(session.store, one.contact)
    return {
        "id": one.bundle, "from": one.name, "role": contact.role if contact else None,
        "verified": contact is not None and contact.verified is not None, "made": one.made, "came": one.came, "way": one.way,
        "cases": [codes.get(key, key) for key in one.cases], "changes": one.changes, "purpose": one.purpose,
        "ground": one.ground, "state": one.state, "reason": one.reason, "current_to": currency.bundle_to(session, one),
    }  # fmt: skip


def line(session: Session, one: Received) -> str:
    """Return a bundle that came on a line or two."""
    from spaedbarn_cli.cli import currency
    from spaedbarn_cli.cli.ledger import moment

    made, to = moment(one.made), currency.bundle_to(session, one)
    current = moment(to) if to is not None else None
    key = "inbox.current_unknown" if current is None else "inbox.current_same" if current == made else "inbox.current_to"
    said = t(
        "inbox.line", id=one.bundle[:8], name=one.name, families=families(session, one.cases),
        current=t(key, made=made, current=current), state=t(f"state.{one.state}"),
    )  # fmt: skip
    return f"{said}\n    {one.reason}" if one.reason else said


def families(session: Session, keys: Sequence[str]) -> str:
    """Return the codes of families in words; one whose copies name no code is counted."""
    from spaedbarn_cli.store import cases

    codes = cases.codes(session.store)
    named = sorted(codes[key] for key in keys if key in codes)
    others = len(keys) - len(named)
    return listing([*named, *([plural("inbox.families", others)] if others else [])]) or "–"


def gap_document(session: Session, gap: Gap) -> dict[str, Any]:
    """Return what is waited for: the numbers of a device in a stream of a family."""
    from spaedbarn_cli.store import cases

    owner, _, name = gap.stream.partition("/")
    return {
        "case": cases.codes(session.store).get(owner), "stream": name or gap.stream, "device": gap.device,
        "first": gap.first, "last": gap.last,
    }  # fmt: skip


def letter_of(
    session: Session, contact: Contact, targets: Sequence[str], records: Sequence[SharedRecord], *, ours: bool = False
) -> tuple[Letter | None, Programme | None]:
    """Return what to say above the copies in some streams, and the programme they name, if this program knows it.

    `ours` says that we have given them to the contact, and not she to us.
    """
    from spaedbarn_cli.cli import currency
    from spaedbarn_cli.errors import NotFound
    from spaedbarn_cli.report.shared_view import Letter as Said
    from spaedbarn_cli.store import letters

    mine = [one for one in letters.listed(session.store) if one.stream in targets]
    if not mine:
        return None, None
    newest = mine[-1]
    act = [one for one in mine if one.act == newest.act]
    programme = next((str(one.fields.get("programme")) for one in records if one.kind == "case"), None)
    try:
        known = session.programme(programme) if programme else None
    except NotFound:  # another municipality's: the hours stand without a norm
        known = None
    who, words = contact.name, contact.words
    if ours:
        from spaedbarn_cli.sync import identity, keys

        who, words = session.store.author, keys.fingerprint(identity.own(session.store).public)
    left_out = tuple(dict.fromkeys(text for one in act for text in one.left_out))
    current = currency.chosen_to(mine)
    said = Said(
        sender=who, role=newest.role, recipient=newest.recipient, made=datetime.fromisoformat(newest.at),
        purpose=newest.purpose or "", ground=newest.law or newest.ground or "", consents=newest.consents,
        told=date.fromisoformat(newest.told) if newest.told else None, words=words or "", left_out=left_out,
        earlier=len({one.act for one in mine}) > 1, whole=True,
        current=datetime.fromisoformat(current) if current is not None else None,
    )  # fmt: skip
    return said, known
