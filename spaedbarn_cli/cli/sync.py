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
    from spaedbarn_cli.sync.remote import is_missing_folder, open_remote

    store = session.store
    kept = responses.settings(store).get(SETTING)
    place = url or os.environ.get(ENV_REMOTE) or kept
    if not place:
        raise WrongUsage("sync_no_remote", option="--remote")
    if not dry_run:
        follow(session)
    said: dict[str, Any] = {
        "remote": place, "received": [], "sent": [], "problems": [], "taken_back": [], "left_out": [], "waiting": [],
        "held_back": [],
    }  # fmt: skip
    if dry_run:  # no connection is made for it; a folder of this computer needs none to be looked for
        if is_missing_folder(place):
            session.terminal.warn("warn.remote_no_folder")
        waits = exchange.waiting(store, session.grounds(), session.today())
        return _end(session, said, waits, dry_run=True)
    try:
        with open_remote(place) as remote:
            _take_back(session, remote, said)  # first, so that nothing that comes can hinder it
            forks = _come_in(session, remote, said)
            _take_back(session, remote, said)  # a consent may have been withdrawn in what came
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
    from spaedbarn_cli.cli.inbox_answers import new_answers, said_so_far
    from spaedbarn_cli.sync import exchange

    def seen(number: int, of: int) -> None:
        session.terminal.say(t("sync.fetching", number=number, of=of))

    forks, before = 0, said_so_far(session)
    for what in exchange.come_in(session.store, remote, seen):
        if isinstance(what, exchange.Problem):
            said["problems"].append({"file": what.name, "code": what.error.exit_code, "key": what.error.key})
            if not session.terminal.json:
                session.terminal.error(what.error)
            continue
        say_unverified(session, what.contact)
        answers = new_answers(session, what, before)
        inbox_open.say(session, what, answers)
        said["received"].append(_received(session, what, answers))
        forks += len(what.forks)
    return forks


def _received(session: Session, arrival: Arrival, answers: list[dict[str, Any]]) -> dict[str, Any]:
    from spaedbarn_cli.cli.inbox_open import document

    return {name: value for name, value in document(session, arrival, answers).items() if name != "contact"}


def _take_back(session: Session, remote: Remote, said: dict[str, Any]) -> None:
    from spaedbarn_cli.sync import exchange

    for what in exchange.take_back(session.store, remote, session.grounds(), session.today()):
        if what.error is None:
            said["taken_back"].append({"to": what.name})
            session.terminal.say(t("sync.taken_back", name=what.name))
        else:
            _leave_out(session, said, what.name, what.error, "sync.lies_still")


def _leave_out(session: Session, said: dict[str, Any], name: str, error: SpaedbarnError, key: str) -> None:
    """Say what could not be done for a contact, and why; once, however often it was tried."""
    left = {"to": name, "code": error.exit_code, "key": error.key}
    if left in said["left_out"]:
        return
    said["left_out"].append(left)
    if not session.terminal.json:
        session.terminal.say(t(key, name=name))
        session.terminal.error(error)


def _go_out(session: Session, remote: Remote, said: dict[str, Any]) -> None:
    from spaedbarn_cli.cli.contact import say_unverified
    from spaedbarn_cli.sync import exchange

    def words(contact: Contact, ways: list[Route]) -> Words:
        return _words(session, contact, ways)

    for went in exchange.go_out_to_all(session.store, remote, session.grounds(), session.today(), words):
        name = went.contact.name
        if isinstance(went, exchange.Unserved):
            _leave_out(session, said, name, went.error, "sync.left_out")
            continue
        say_unverified(session, went.contact)
        said["sent"].append(_sent(went))
        if went.changes > went.receipts:
            session.terminal.say(plural("sync.sent", went.changes - went.receipts, name=name))
        else:
            session.terminal.say(t("sync.answered", name=name))


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
    left = said["problems"] or said["left_out"] or any(one.get("early") for one in said["received"])
    code = 3 if left else 0
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
