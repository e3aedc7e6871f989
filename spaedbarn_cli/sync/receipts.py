"""Receipts: what a person says of a bundle she got, signed by herself, so that it can be shown to others later.

A receipt is a record in the stream from reader to writer. Its signature stands inside it and holds without the bundle it
came in.
"""

from __future__ import annotations

import json
from datetime import UTC
from typing import TYPE_CHECKING, Any, NamedTuple

from spaedbarn_cli.domain.sharing import ACCEPTED, RETURNED, STATES
from spaedbarn_cli.store.canonical import canonical
from spaedbarn_cli.store.log import Entry
from spaedbarn_cli.sync import keys
from spaedbarn_cli.sync.routes import post_stream

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spaedbarn_cli.store.vault import Store
    from spaedbarn_cli.sync.keys import SecretKeys

_DOMAIN = "receipt"
_SELECT = "SELECT bundle, state, at, reason, records, sign, signature FROM receipts WHERE retracted = 0"


class Receipt(NamedTuple):
    """What somebody said of a bundle: `state` delivered, opened, accepted or returned; `records` those that are meant."""

    bundle: str
    state: str
    at: str
    reason: str | None
    records: tuple[str, ...]
    sign: str
    signature: str


def receipt_id(bundle: str) -> str:
    """Return the record of the receipt for a bundle: there is one, which is changed as things go on."""
    return f"r{bundle}"


def entry_for(
    store: Store, own: SecretKeys, sender: str, bundle: str, state: str, *, reason: str | None = None,
    records: Sequence[str] = (),
) -> Entry | None:  # fmt: skip
    """Return the change that says a state of a bundle to its sender (her signing key); None when it was said before."""
    known = [_receipt(row) for row in store.rows(f"{_SELECT} AND id = ?", receipt_id(bundle))]
    said = [one.state for one in known if _is_said(one, own.public.sign, sender)]
    again = said == [RETURNED] and state in (ACCEPTED, RETURNED)  # what was returned may be settled, or returned for more
    if said and not again and STATES.index(said[0]) >= STATES.index(state):
        return None
    at = store.now().astimezone(UTC).isoformat(timespec="seconds")
    signature = keys.sign(own, _DOMAIN, _signed(bundle, state, at, reason, records, sender))
    fields: dict[str, Any] = {
        "bundle": bundle, "state": state, "at": at, "reason": reason, "records": list(records), "sign": own.public.sign,
        "signature": signature,
    }  # fmt: skip
    stream = post_stream(own.public.sign, sender)
    return Entry(stream, "receipt", receipt_id(bundle), "amend" if known else "create", fields)


def from_contact(store: Store, contact_sign: str, own_sign: str) -> dict[str, Receipt]:
    """Return what a contact has said of our bundles, by bundle.

    What she has not signed herself is left out, and what a newer program may say and this one does not know.
    """
    rows = store.rows(f"{_SELECT} AND stream = ?", post_stream(contact_sign, own_sign))
    return {one.bundle: one for one in map(_receipt, rows) if _is_said(one, contact_sign, own_sign)}


def _is_said(one: Receipt, writer: str, reader: str) -> bool:
    """Say whether a receipt is one, signed by its writer for its reader (signing keys)."""
    message = _signed(one.bundle, one.state, one.at, one.reason, one.records, reader)
    return one.state in STATES and one.sign == writer and keys.is_signed(writer, _DOMAIN, message, one.signature)


def _receipt(row: Any) -> Receipt:
    bundle, state, at, reason, records, sign, signature = row
    return Receipt(bundle, state, at, reason, tuple(json.loads(records or "[]")), sign, signature)


def _signed(bundle: str, state: str, at: str, reason: str | None, records: Sequence[str], to: str) -> bytes:
    return canonical({"bundle": bundle, "state": state, "at": at, "reason": reason, "records": list(records), "to": to})
