"""`sync`: what lies for us in, what others lack out, over a folder or a server that sees only sealed, nameless files."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Annotated, Any

import typer

from spaedbarn_cli.cli.app import command, session_of
from spaedbarn_cli.errors import SpaedbarnError, WrongUsage
from spaedbarn_cli.i18n.catalog import plural, t

if TYPE_CHECKING:
    from spaedbarn_cli.session import Session
    from spaedbarn_cli.store.contacts import Contact
    from spaedbarn_cli.sync.exchange import Waiting, Went
    from spaedbarn_cli.sync.incoming import Arrival
    from spaedbarn_cli.sync.outgoing import Words
    from spaedbarn_cli.sync.remote import Remote
    from spaedbarn_cli.sync.routes import Route

ENV_REMOTE = "SPAEDBARN_REMOTE"
SETTING = "remote"


def register(app: typer.Typer) -> None:
    """Declare the command."""

    @command(
        app, "sync", key="sync", codes="1 · 2 · 3 · 10–14 · 21 · 41", example="spaedbarn sync --remote sftp://pakker.example.dk/ind"
    )  # fmt: skip
    def sync(
        ctx: typer.Context,
        remote: Annotated[str | None, typer.Option("--remote", metavar="URL", help=t("opt.remote"))] = None,
        dry_run: Annotated[bool, typer.Option("--dry-run", help=t("opt.sync_dry_run"))] = False,
    ) -> int:  # fmt: skip
        return run_sync(session_of(ctx), remote, dry_run=dry_run)


def run_sync(session: Session, url: str | None, *, dry_run: bool) -> int:
    """Exchange with everybody there is something to exchange with; returns 3 when something was left where it lies."""
    session.bulk = True
    from spaedbarn_cli.cli.corrections import follow
    from spaedbarn_cli.store import responses
    from spaedbarn_cli.sync import exchange
    from spaedbarn_cli.sync.remote import open_remote

    store = session.store
    kept = responses.settings(store).get(SETTING)
    place = url or os.environ.get(ENV_REMOTE) or kept
    if not place:
        raise WrongUsage("sync_no_remote", option="--remote")
    if not dry_run:
        follow(session)
    said: dict[str, Any] = {"remote": place, "received": [], "sent": [], "problems": [], "waiting": [], "held_back": []}
    if dry_run:
        waits = exchange.waiting(store, session.grounds(), session.today())
        return _end(session, said, waits, dry_run=True)
    try:
        with open_remote(place) as remote:
            forks = _come_in(session, remote, said)
            _go_out(session, remote, said)
    except SpaedbarnError as error:
        waits = exchange.waiting(store, session.grounds(), session.today())
        if not session.terminal.json:
            _say_waiting(session, waits)
            session.terminal.say(t("sync.kept"))
        raise error from None
    if place != kept:
        from spaedbarn_cli.store.definitions import set_setting

        set_setting(store, SETTING, place)
    waits = exchange.waiting(store, session.grounds(), session.today())
    code = _end(session, said, waits, dry_run=False)
    if forks:
        from spaedbarn_cli.errors import BundleContradicts

        raise BundleContradicts("bundle_fork", count=forks)
    return code


def _come_in(session: Session, remote: Remote, said: dict[str, Any]) -> int:
    """Take in what lies for us; returns how many forks there were."""
    from spaedbarn_cli.cli import inbox_open
    from spaedbarn_cli.cli.contact import say_unverified
    from spaedbarn_cli.sync import exchange

    def seen(number: int, of: int) -> None:
        session.terminal.say(t("sync.fetching", number=number, of=of))

    forks = 0
    for what in exchange.come_in(session.store, remote, seen):
        if isinstance(what, exchange.Problem):
            said["problems"].append({"file": what.name, "code": what.error.exit_code, "key": what.error.key})
            if not session.terminal.json:
                session.terminal.error(what.error)
            continue
        say_unverified(session, what.contact)
        inbox_open.say(session, what)
        said["received"].append(_received(session, what))
        forks += len(what.forks)
    return forks


def _received(session: Session, arrival: Arrival) -> dict[str, Any]:
    from spaedbarn_cli.cli.inbox_open import document

    return {name: value for name, value in document(session, arrival).items() if name != "contact"}


def _go_out(session: Session, remote: Remote, said: dict[str, Any]) -> None:
    from spaedbarn_cli.cli.contact import say_unverified
    from spaedbarn_cli.store import contacts
    from spaedbarn_cli.sync import exchange

    def words(contact: Contact, ways: list[Route]) -> Words:
        return _words(session, contact, ways)

    for contact in contacts.listed(session.store):
        if contact.age is None:
            continue
        went = exchange.go_out(session.store, remote, contact, session.grounds(), session.today(), words)
        if went is not None:
            say_unverified(session, contact)
            said["sent"].append(_sent(went))
            if went.changes > went.receipts:
                session.terminal.say(plural("sync.sent", went.changes - went.receipts, name=contact.name))
            else:
                session.terminal.say(t("sync.answered", name=contact.name))


def _sent(went: Went) -> dict[str, Any]:
    return {"to": went.contact.name, "bundle": went.bundle, "changes": went.changes, "bytes": went.bytes}


def _words(session: Session, contact: Contact, ways: list[Route]) -> Words:
    """Return the page that goes with copies, for one who opens the bundle without the program."""
    from spaedbarn_cli.cli.corrections import page_for
    from spaedbarn_cli.sync.outgoing import Words as Said

    return Said(report=page_for(session, contact, [one for one in ways if one.held is None]))


def _end(session: Session, said: dict[str, Any], waits: list[Waiting], *, dry_run: bool) -> int:
    said["waiting"] = [{"to": one.contact.name, "changes": one.changes} for one in waits if one.changes]
    said["held_back"] = [
        {"to": one.contact.name, "stream": stream, "reason": reason} for one in waits for stream, reason in one.held
    ]
    code = 3 if said["problems"] or any(one.get("early") for one in said["received"]) else 0
    if session.terminal.json:
        session.terminal.document({**said, "dry_run": dry_run})
        return code
    terminal = session.terminal
    if not dry_run:
        terminal.result(t("sync.done", came=len(said["received"]), went=len(said["sent"])))
    elif not waits:
        terminal.result(t("sync.nothing_waits"))
    _say_waiting(session, waits)
    return code


def _say_waiting(session: Session, waits: list[Waiting]) -> None:
    from spaedbarn_cli.cli.consent import stream_words

    for one in waits:
        if one.changes > one.receipts:
            session.terminal.result(plural("sync.waits", one.changes - one.receipts, name=one.contact.name))
        if one.receipts:
            session.terminal.result(plural("sync.receipts", one.receipts, name=one.contact.name))
        for stream, reason in one.held:
            session.terminal.result(t(f"sync.held_{reason}", name=one.contact.name, stream=stream_words(stream)))
