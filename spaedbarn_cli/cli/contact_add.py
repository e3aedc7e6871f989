"""`contact add`: a card or a recipient becomes a contact; other keys for a known name never do so in silence."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from spaedbarn_cli.cli import given
from spaedbarn_cli.errors import Refused, WrongUsage
from spaedbarn_cli.i18n.catalog import t

if TYPE_CHECKING:
    from spaedbarn_cli.session import Session
    from spaedbarn_cli.store.contacts import Contact
    from spaedbarn_cli.sync.card import Card


@dataclass(frozen=True, kw_only=True)
class Given:
    """`contact add` as it was typed."""

    name: str
    card: str | None = None
    age: str | None = None
    browser: bool = False
    role: str | None = None
    replace: bool = False
    reason: str | None = None


def run_add(session: Session, asked: Given) -> None:
    """Add a contact, or (with `--replace` and a reason) give a known one other keys; nothing is written otherwise."""
    from spaedbarn_cli.cli.contact import end, say_unverified
    from spaedbarn_cli.store import contacts

    fields, on_card = _fields(asked)
    known = contacts.known(session.store, fields["name"])
    same = known is not None and (known.age, known.sign) == (fields["age"], fields["sign"])
    changed = known is not None and not same
    if changed and (not asked.replace or given.text(asked.reason) is None):
        raise Refused("contact_key_changed")
    _refuse_keys_of_others(session, fields, known)
    _write(session, fields, known, same=same, reason=given.text(asked.reason))
    if changed:
        session.terminal.warn("warn.contact_other_key")
    if on_card is not None and on_card.casefold() != fields["name"].casefold():
        session.terminal.warn("warn.card_other_name", card=on_card, name=fields["name"])
    found = contacts.find(session.store, fields["name"])
    say_unverified(session, found)
    end(session, found.name, "contact.said_known" if same else "contact.said_added")


def contact_name(text: str) -> str:
    """Return the name of a contact on one line; raises WrongUsage for what cannot be one."""
    from spaedbarn_cli.sync.card import is_name

    name = " ".join((given.text(text) or "").split())
    # A role's name is not a contact's: a consent to "social-worker" must mean one thing.
    if not is_name(name) or given.holds_cpr(name) or given.role(name):
        raise WrongUsage("bad_contact_name")
    return name


def _fields(asked: Given) -> tuple[dict[str, Any], str | None]:
    """Return the fields of the contact, and the name on her card; raises WrongUsage for what is malformed."""
    from spaedbarn_cli.domain.case import ROLES
    from spaedbarn_cli.sync import keys

    name = contact_name(asked.name)
    role = given.role(asked.role) if asked.role is not None else None
    if asked.role is not None and role is None:
        raise WrongUsage("bad_role", roles=", ".join(t(f"role.{one}") for one in ROLES))
    if sum((asked.card is not None, asked.age is not None, asked.browser)) != 1:
        raise WrongUsage("contact_card_or_age")
    if asked.browser:
        return {"name": name, "role": role, "age": None, "sign": None, "words": None}, None
    if asked.card is None:
        assert asked.age is not None
        age = asked.age.strip()
        keys.recipient(age)
        return {"name": name, "role": role, "age": age, "sign": None, "words": None}, None
    card = read_file(asked.card)
    public = card.public
    fields = {"name": name, "role": role or card.role, "age": public.age, "sign": public.sign, "words": card.words}
    return fields, card.name


def read_file(place: str | Path) -> Card:
    """Return what the card in a file says; raises WrongUsage, StoreNewer."""
    from spaedbarn_cli.sync.card import MAX_BYTES, read_card

    try:
        with Path(place).expanduser().open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except (OSError, ValueError):
        raise WrongUsage("card_unreadable") from None
    return read_card(content)


def _refuse_keys_of_others(session: Session, fields: dict[str, Any], known: Contact | None) -> None:
    """Refuse a key that stands under another name already, or is our own."""
    from spaedbarn_cli.store import contacts
    from spaedbarn_cli.sync import identity

    own = identity.own(session.store).public
    if fields["age"] == own.age or fields["sign"] == own.sign:
        raise Refused("contact_is_own")
    for other in contacts.listed(session.store):
        same = {(one, fields[one]) for one in ("age", "sign")} & {("age", other.age), ("sign", other.sign)}
        shared = any(key is not None for _, key in same)
        if shared and (known is None or other.id != known.id):
            raise Refused("contact_key_known")


def _write(session: Session, fields: dict[str, Any], known: Contact | None, *, same: bool, reason: str | None) -> None:
    from spaedbarn_cli.store.ids import new_record_id
    from spaedbarn_cli.store.log import Entry

    store = session.store
    if known is None:
        store.append([Entry(store.own_stream, "contact", new_record_id(), "create", fields)])
    elif not same:
        changed = {**fields, "verified": None, "changed": session.today().isoformat()}
        store.append([Entry(store.own_stream, "contact", known.id, "amend", changed, reason)])
    elif fields["role"] not in (None, known.role):
        store.append([Entry(store.own_stream, "contact", known.id, "amend", {"role": fields["role"]}, reason)])
