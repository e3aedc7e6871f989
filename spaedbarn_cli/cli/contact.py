"""`contact add|list|verify|remove`: who one shares with. Keys that nobody has read aloud are said at every use."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from spaedbarn_cli.cli.app import command, group, session_of
from spaedbarn_cli.errors import Refused, WrongUsage
from spaedbarn_cli.i18n.catalog import day_short, t

if TYPE_CHECKING:
    from spaedbarn_cli.session import Session
    from spaedbarn_cli.store.contacts import Contact

Name = Annotated[str, typer.Argument(metavar=t("metavar.contact"))]
AskedName = Annotated[str | None, typer.Argument(metavar=t("metavar.contact"), show_default=False)]


def register(app: typer.Typer) -> None:
    """Declare `contact` and what belongs under it."""
    contact = group("contact")
    app.add_typer(contact)

    @command(
        contact, "add", key="contact_add", codes="2 · 10–14 · 41",
        example='spaedbarn contact add "Lone Krogh" --card lone-krogh.txt',
    )  # fmt: skip
    def add(
        ctx: typer.Context, name: AskedName = None,
        card: Annotated[str | None, typer.Option("--card", metavar=t("metavar.file"), help=t("opt.contact_card"))] = None,
        age: Annotated[str | None, typer.Option("--age", metavar="age1…", help=t("opt.contact_age"))] = None,
        browser: Annotated[bool, typer.Option("--browser", help=t("opt.contact_browser"))] = False,
        role: Annotated[str | None, typer.Option("--role", metavar=t("metavar.role"), help=t("opt.contact_role"))] = None,
        replace: Annotated[bool, typer.Option("--replace", help=t("opt.contact_replace"))] = False,
        reason: Annotated[str | None, typer.Option("--reason", metavar=t("metavar.text"), help=t("opt.reason"))] = None,
    ) -> None:  # fmt: skip
        from spaedbarn_cli.cli.contact_add import Given, run_add
        from spaedbarn_cli.cli.contact_ask import completed

        asked = Given(name=name or "", card=card, age=age, browser=browser, role=role, replace=replace, reason=reason)
        run_add(session_of(ctx), completed(session_of(ctx), asked))

    @command(contact, "list", key="contact_list", codes="10–14", example="spaedbarn contact list")
    def list_(ctx: typer.Context) -> None:
        run_list(session_of(ctx))

    @command(
        contact, "verify", key="contact_verify", codes="2 · 10–14 · 40 · 41", example='spaedbarn contact verify "Lone Krogh"'
    )  # fmt: skip
    def verify(
        ctx: typer.Context, name: AskedName = None,
        words: Annotated[str | None, typer.Option("--words", metavar=t("metavar.text"), help=t("opt.contact_words"))] = None,
    ) -> None:  # fmt: skip
        from spaedbarn_cli.cli.contact_ask import needed_name

        if who := needed_name(session_of(ctx), name):
            run_verify(session_of(ctx), who, words)

    @command(
        contact, "remove", key="contact_remove", codes="10–14 · 40", example='spaedbarn contact remove "Lone Krogh"'
    )  # fmt: skip
    def remove(ctx: typer.Context, name: Name) -> None:
        run_remove(session_of(ctx), name)


def chosen(session: Session, name: str) -> Contact:
    """Return the contact to share with, and say it when nobody has verified the keys; raises NotFound.

    Whoever seals something for a contact gets the contact here, so that it is said every time.
    """
    from spaedbarn_cli.store import contacts

    found = contacts.find(session.store, name)
    say_unverified(session, found)
    return found


def say_unverified(session: Session, contact: Contact) -> None:
    """Say that the keys of a contact were replaced, or never verified."""
    if contact.verified is None and contact.age is not None:
        key = "warn.contact_unverified" if contact.changed is None else "warn.contact_changed"
        session.terminal.warn(key, name=contact.name)


def document(contact: Contact) -> dict[str, Any]:
    """Return a contact as `--json` promises it; days as ISO dates."""
    return {
        "id": contact.id, "name": contact.name, "role": contact.role, "age": contact.age, "sign": contact.sign,
        "fingerprint": contact.words, "verified": contact.verified.isoformat() if contact.verified else None,
        "changed": contact.changed.isoformat() if contact.changed else None,
    }  # fmt: skip


def run_list(session: Session) -> None:
    """List the contacts, each with its words and whether they were verified."""
    from spaedbarn_cli.store import contacts

    found = contacts.listed(session.store)
    if session.terminal.json:
        session.terminal.document({"contacts": [document(contact) for contact in found]})
        return
    if not found:
        session.terminal.result(t("contact.none"))
    for contact in found:
        if contact.age is None:
            state = t("contact.no_key")
        elif contact.verified is not None:
            state = t("contact.verified", day=day_short(contact.verified))
        else:
            state = t("contact.unverified" if contact.changed is None else "contact.changed")
        role = t(f"role.{contact.role}") if contact.role else t("contact.no_role")
        words = contact.words or t("contact.no_words" if contact.age is not None else "contact.browser")
        session.terminal.result(t("contact.line", name=contact.name, role=role, state=state, words=words))


def run_verify(session: Session, name: str, words: str | None) -> None:
    """Note that the six words were read aloud the same; raises Refused when they were not."""
    from spaedbarn_cli.store import contacts
    from spaedbarn_cli.store.log import Entry
    from spaedbarn_cli.sync.keys import same_words

    store = session.store
    contact = contacts.find(store, name)
    if contact.words is None:
        raise Refused("contact_without_card")
    if words is None:
        if not session.terminal.interactive:
            raise WrongUsage("usage_missing", name="--words", command="contact verify")
        from spaedbarn_cli.ui.prompts import confirm

        session.terminal.say(t("contact.read_aloud", words=contact.words))
        # `--yes` does not answer this: that would be to say that somebody had listened.
        same = confirm(t("ask.contact_same"), default=False) is True
    else:
        same = same_words(words, contact.words)
    if not same:
        raise Refused("contact_words_differ")
    fields = {"verified": session.today().isoformat(), "changed": None}
    store.append([Entry(store.own_stream, "contact", contact.id, "amend", fields)])
    end(session, contact.name, "contact.said_verified")


def run_remove(session: Session, name: str) -> None:
    """Take a contact off the list; what was shared stays in the log."""
    from spaedbarn_cli.store import contacts
    from spaedbarn_cli.store.log import Entry

    store = session.store
    contact = contacts.find(store, name)
    store.append([Entry(store.own_stream, "contact", contact.id, "retract", {})])
    if session.terminal.json:
        session.terminal.document({**document(contact), "removed": True})
    else:
        session.terminal.result(t("contact.said_removed", name=contact.name))


def end(session: Session, name: str, said: str) -> None:
    """End a command on a contact: its JSON, or a line of what was done."""
    from spaedbarn_cli.store import contacts

    contact = contacts.find(session.store, name)
    if session.terminal.json:
        session.terminal.document(document(contact))
    else:
        session.terminal.result(t(said, name=contact.name))
