"""`inbox open|list|accept|return`: what came from others, opened, looked at, and answered with a signed receipt."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from spaedbarn_cli.cli import given
from spaedbarn_cli.cli.app import command, group, session_of
from spaedbarn_cli.errors import Refused, SpaedbarnError, WrongUsage
from spaedbarn_cli.i18n.catalog import t

if TYPE_CHECKING:
    from spaedbarn_cli.session import Session
    from spaedbarn_cli.store.sharings import Received

_OUT = typer.Option("--out", metavar=t("metavar.file"), help=t("opt.inbox_out"))


def register(app: typer.Typer) -> None:
    """Declare `inbox` and what belongs under it."""
    inbox = group("inbox")
    app.add_typer(inbox)

    @command(
        inbox, "open", key="inbox_open", codes="2 · 3 · 10–14 · 20–22 · 40 · 41",
        example="spaedbarn inbox open 4f1d2c3b5a697887.age",
    )  # fmt: skip
    def open_(
        ctx: typer.Context, files: Annotated[list[str], typer.Argument(metavar=t("metavar.file_or_id"))],
        out: Annotated[str | None, _OUT] = None,
    ) -> int:  # fmt: skip
        return run_open(session_of(ctx), tuple(files), out)

    @command(inbox, "list", key="inbox_list", codes="10–14", example="spaedbarn inbox list")
    def list_(ctx: typer.Context) -> None:
        run_list(session_of(ctx))

    @command(inbox, "accept", key="inbox_accept", codes="2 · 10–14 · 40 · 41", example="spaedbarn inbox accept 4f1d")
    def accept(
        ctx: typer.Context, bundle: Annotated[str, typer.Argument(metavar="ID")], out: Annotated[str | None, _OUT] = None
    ) -> None:  # fmt: skip
        run_answer(session_of(ctx), bundle, "accepted", out=out)

    @command(
        inbox, "return", key="inbox_return", codes="2 · 10–14 · 40 · 41",
        example='spaedbarn inbox return 4f1d --reason "samtykke fra far mangler"',
    )  # fmt: skip
    def return_(
        ctx: typer.Context, bundle: Annotated[str, typer.Argument(metavar="ID")],
        reason: Annotated[str | None, typer.Option("--reason", metavar=t("metavar.text"), help=t("opt.reason"))] = None,
        record: Annotated[list[str] | None, typer.Option("--record", metavar="ID", help=t("opt.inbox_record"))] = None,
        out: Annotated[str | None, _OUT] = None,
    ) -> None:  # fmt: skip
        why = given.text(given.needed(session_of(ctx), "--reason", reason))
        run_answer(session_of(ctx), bundle, "returned", reason=why, records=tuple(record or ()), out=out)


def run_open(session: Session, files: tuple[str, ...], out: str | None = None) -> int:
    """Open files, or bundles that `sync` brought; every one is tried, and the first that fails gives the exit code."""
    session.bulk = True
    from pathlib import Path

    from spaedbarn_cli.cli import inbox_open

    if out is not None and len(files) > 1:
        raise WrongUsage("inbox_one_reply", option="--out")
    documents: list[dict[str, Any]] = []
    problems: list[dict[str, Any]] = []
    code, failed = 0, None
    for name in files:
        path = Path(name).expanduser()
        try:
            if path.is_file():
                document, partial = inbox_open.file(session, path)
            else:
                document, partial = inbox_open.known(session, name)
        except SpaedbarnError as error:
            if len(files) == 1:
                raise
            failed = failed or error
            problems.append({"file": name, "code": error.exit_code, "key": error.key})
            if not session.terminal.json:
                session.terminal.say(t("inbox.at_file", file=path.name))
                session.terminal.error(error)
            continue
        documents.append(document)
        code = code or (3 if partial else 0)
        if out is not None and document.get("contact") is not None:
            reply(session, document["contact"], out)
    if session.terminal.json:
        session.terminal.document({"bundles": documents, "problems": problems})
    return failed.exit_code if failed is not None else code


def run_list(session: Session) -> None:
    """List what came, the newest last, and what is waited for."""
    from spaedbarn_cli.cli.inbox_words import gap_document, line, listed
    from spaedbarn_cli.store.sharings import received
    from spaedbarn_cli.sync.incoming import gaps_of

    found = received(session.store)
    gaps = gaps_of(session.store)
    if session.terminal.json:
        session.terminal.document({
            "bundles": [listed(session, one) for one in found], "waits": [gap_document(session, gap) for gap in gaps],
        })  # fmt: skip
        return
    if not found:
        session.terminal.result(t("inbox.none"))
    for one in found:
        session.terminal.result(line(session, one))
    for gap in gaps:
        said = gap_document(session, gap)
        session.terminal.result(t("inbox.waits", case=said["case"] or "?", first=gap.first, last=gap.last))


def run_answer(
    session: Session, key: str, state: str, *, reason: str | None = None, records: tuple[str, ...] = (),
    out: str | None = None,
) -> None:  # fmt: skip
    """Accept a bundle, or return it with a reason: a signed receipt for its sender, sent with the next exchange."""
    from spaedbarn_cli.store import contacts
    from spaedbarn_cli.store.log import Entry
    from spaedbarn_cli.store.sharings import find_received
    from spaedbarn_cli.sync import identity, receipts

    store = session.store
    one = find_received(store, key)
    contact = contacts.by_id(store, one.contact)
    if contact is None or contact.sign is None:
        raise Refused("inbox_no_sender")
    named = _records(session, one, records)
    own = identity.own(store)
    made = receipts.entry_for(store, own, contact.sign, one.bundle, state, reason=reason, records=named)
    if made is None:
        raise Refused("inbox_said_before")
    fields = {"state": state, "reason": reason}
    store.append([made, Entry(store.own_stream, "received", one.id, "amend", fields)])
    if out is not None:
        reply(session, contact.id, out)
    if session.terminal.json:
        from spaedbarn_cli.cli.inbox_words import listed

        session.terminal.document(listed(session, find_received(store, one.bundle)))
        return
    session.terminal.result(t(f"inbox.said_{state}", id=one.bundle[:8], name=one.name))
    if out is None:
        session.terminal.say(t("inbox.goes"))


def _records(session: Session, one: Received, prefixes: tuple[str, ...]) -> tuple[str, ...]:
    """Return the records of a bundle that are meant by the beginnings of their ids; raises NotFound."""
    from spaedbarn_cli.domain.case import sayable
    from spaedbarn_cli.errors import NotFound

    found: list[str] = []
    for prefix in prefixes:
        wanted = prefix.strip().lower()
        hits = {
            str(row[0])
            for stream in one.streams
            for row in session.store.rows("SELECT record FROM shared WHERE stream = ?", stream)
            if str(row[0]).startswith(wanted)
        }
        if len(wanted) < 4 or len(hits) != 1:
            raise NotFound("record_not_in_bundle", id=sayable(wanted))
        found += hits
    return tuple(found)


def reply(session: Session, contact_id: str, out: str) -> None:
    """Write what a contact is to hear from us, receipts above all, as a sealed file."""
    from pathlib import Path

    from spaedbarn_cli.cli.outfile import target
    from spaedbarn_cli.store import contacts
    from spaedbarn_cli.store.atomic import write_atomic
    from spaedbarn_cli.sync import identity, outgoing, routes

    store = session.store
    contact = contacts.by_id(store, contact_id)
    assert contact is not None
    folder = Path(out).expanduser()
    if folder.is_dir():
        import secrets

        folder = folder / f"{secrets.token_hex(8)}.age"
    path = target(session, str(folder))
    own = identity.own(store).public.sign
    ways = routes.routes(store, contact, own, session.grounds(), session.today())
    sealed = outgoing.seal_for(store, contact, ways, only=())
    write_atomic(path, sealed.data)
    session.terminal.say(t("inbox.reply", name=contact.name, path=path))
