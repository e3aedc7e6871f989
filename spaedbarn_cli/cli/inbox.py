"""`inbox open|list|accept|return`: what came from others, opened, looked at, and answered with a signed receipt."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from spaedbarn_cli.cli import given
from spaedbarn_cli.cli.app import command, group, session_of
from spaedbarn_cli.errors import Refused, SpaedbarnError, WrongUsage
from spaedbarn_cli.i18n.catalog import t

if TYPE_CHECKING:
    from pathlib import Path

    from spaedbarn_cli.session import Session
    from spaedbarn_cli.store.sharings import Received
    from spaedbarn_cli.sync.receipts import Receipt

_BUNDLE = Annotated[str | None, typer.Argument(metavar="ID", show_default=False)]
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
        ctx: typer.Context,
        files: Annotated[list[str] | None, typer.Argument(metavar=t("metavar.file_or_id"), show_default=False)] = None,
        out: Annotated[str | None, _OUT] = None,
    ) -> int:
        from spaedbarn_cli.cli.inbox_ask import needed_files

        return run_open(session_of(ctx), needed_files(session_of(ctx), tuple(files or ())), out)

    @command(inbox, "list", key="inbox_list", codes="10–14", example="spaedbarn inbox list")
    def list_(ctx: typer.Context) -> None:
        run_list(session_of(ctx))

    @command(inbox, "accept", key="inbox_accept", codes="2 · 10–14 · 40 · 41", example="spaedbarn inbox accept 4f1d")
    def accept(
        ctx: typer.Context, bundle: _BUNDLE = None, out: Annotated[str | None, _OUT] = None
    ) -> None:  # fmt: skip
        from spaedbarn_cli.cli.inbox_ask import needed_bundle

        if key := needed_bundle(session_of(ctx), bundle):
            run_answer(session_of(ctx), key, "accepted", out=out)

    @command(
        inbox, "return", key="inbox_return", codes="2 · 10–14 · 40 · 41",
        example='spaedbarn inbox return 4f1d --reason "samtykke fra far mangler"',
    )  # fmt: skip
    def return_(
        ctx: typer.Context, bundle: _BUNDLE = None,
        reason: Annotated[str | None, typer.Option("--reason", metavar=t("metavar.text"), help=t("opt.reason"))] = None,
        record: Annotated[list[str] | None, typer.Option("--record", metavar="ID", help=t("opt.inbox_record"))] = None,
        out: Annotated[str | None, _OUT] = None,
    ) -> None:  # fmt: skip
        from spaedbarn_cli.cli.inbox_ask import needed_bundle

        if key := needed_bundle(session_of(ctx), bundle):
            run_answer(session_of(ctx), key, "returned", reason=reason, records=tuple(record or ()), out=out)


def run_open(session: Session, files: tuple[str, ...], out: str | None = None) -> int:
    """Open files, or bundles that `sync` brought; every one is tried, and the first that fails gives the exit code."""
    session.bulk = True
    from pathlib import Path

    from spaedbarn_cli.cli import inbox_open

    if out is not None and len(files) > 1:
        raise WrongUsage("inbox_one_reply", option="--out")
    answer = _reply_file(session, out)
    documents: list[dict[str, Any]] = []
    problems: list[dict[str, Any]] = []
    code, failed = 0, None
    for name in files:
        path = Path(name).expanduser()
        try:
            if inbox_open.is_file(name, path):
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
        if answer is not None and document.get("contact") is not None:
            reply(session, document["contact"], answer)
        inbox_open.say_next(session, document)
    if session.terminal.json:
        session.terminal.document({"bundles": documents, "problems": problems})
    return failed.exit_code if failed is not None else code


def run_list(session: Session) -> None:
    """List what came, the newest last, what is waited for, and what others have returned to us."""
    from spaedbarn_cli.cli import inbox_answers
    from spaedbarn_cli.cli.inbox_words import gap_document, line, listed
    from spaedbarn_cli.store.sharings import received
    from spaedbarn_cli.sync.incoming import gaps_of

    found = received(session.store)
    gaps = gaps_of(session.store)
    back = inbox_answers.returned(session)
    if session.terminal.json:
        session.terminal.document({
            "bundles": [listed(session, one) for one in found], "waits": [gap_document(session, gap) for gap in gaps],
            "returned": back,
        })  # fmt: skip
        return
    if not found:
        session.terminal.result(t("inbox.none"))
    for one in found:
        session.terminal.result(line(session, one))
    for gap in gaps:
        said = gap_document(session, gap)
        session.terminal.result(t("inbox.waits", case=said["case"] or "?", first=gap.first, last=gap.last))
    if back:
        session.terminal.result(t("inbox.returned"))
    for said_back in back:
        session.terminal.result("  " + inbox_answers.line(said_back))


def run_answer(
    session: Session, key: str, state: str, *, reason: str | None = None, records: tuple[str, ...] = (),
    out: str | None = None,
) -> None:  # fmt: skip
    """Accept a bundle, or return it with a reason: a signed receipt for its sender, sent with the next exchange.

    With `out`, what was said before is written in a file once more, and nothing is changed.
    """
    from spaedbarn_cli.store import contacts
    from spaedbarn_cli.store.log import Entry
    from spaedbarn_cli.store.sharings import find_received
    from spaedbarn_cli.sync import identity, receipts

    answer = _reply_file(session, out)
    store = session.store
    one = find_received(store, key)
    contact = contacts.by_id(store, one.contact)
    if contact is None or contact.sign is None:
        raise Refused("inbox_no_sender")
    named = _records(session, one, records)
    own = identity.own(store)
    if answer is not None:
        said = receipts.from_contact(store, own.public.sign, contact.sign).get(one.bundle)  # what we have said to her
        if said is not None and _says(said, state, given.text(reason), named):
            reply(session, contact.id, answer)
            _said(session, one.bundle, "again")
            return
    if state == "returned":
        reason = given.text(given.needed(session, "--reason", reason))
    made = receipts.entry_for(store, own, contact.sign, one.bundle, state, reason=reason, records=named)
    if made is None:
        raise Refused("inbox_said_before")
    fields = {"state": state, "reason": reason}
    store.append([made, Entry(store.own_stream, "received", one.id, "amend", fields)])
    if answer is not None:
        reply(session, contact.id, answer)
    _said(session, one.bundle, state)
    if answer is None:
        session.terminal.say(t("inbox.goes"))


def _says(said: Receipt, state: str, reason: str | None, records: tuple[str, ...]) -> bool:
    """Say whether a receipt says just that; where neither reason nor records are named, those of the receipt are meant."""
    return said.state == state and reason in (None, said.reason) and (not records or set(records) == set(said.records))


def _said(session: Session, bundle: str, key: str) -> None:
    from spaedbarn_cli.cli.inbox_words import listed
    from spaedbarn_cli.store.sharings import find_received

    one = find_received(session.store, bundle)
    if session.terminal.json:
        session.terminal.document(listed(session, one))
        return
    session.terminal.result(t(f"inbox.said_{key}", id=one.bundle[:8], name=one.name, state=t(f"state.{one.state}")))


def _records(session: Session, one: Received, prefixes: tuple[str, ...]) -> tuple[str, ...]:
    """Return the records of a bundle that are meant by the beginnings of their ids; raises NotFound, WrongUsage."""
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
        if len(wanted) < 4:
            raise WrongUsage("id_short", option="--record")
        if len(hits) > 1:
            raise WrongUsage("id_ambiguous", option="--record")
        if not hits:
            raise NotFound("record_not_in_bundle")
        found += hits
    return tuple(found)


def _reply_file(session: Session, out: str | None) -> Path | None:
    """Return where a reply is to be written, in a folder under a name that says nothing; None when none is asked for."""
    if out is None:
        return None
    from pathlib import Path

    from spaedbarn_cli.cli.outfile import target

    if not Path(out).expanduser().is_dir():
        return target(session, out)
    import secrets

    return target(session, str(Path(out) / f"{secrets.token_hex(8)}.age"))


def reply(session: Session, contact_id: str, path: Path) -> None:
    """Write what a contact is to hear from us, receipts above all, as a sealed file."""
    from spaedbarn_cli.store import contacts
    from spaedbarn_cli.store.atomic import write_atomic
    from spaedbarn_cli.sync import identity, outgoing, routes

    store = session.store
    contact = contacts.by_id(store, contact_id)
    assert contact is not None
    own = identity.own(store).public.sign
    ways = routes.routes(store, contact, own, session.grounds(), session.today())
    sealed = outgoing.seal_for(store, contact, ways, only=())
    write_atomic(path, sealed.data)
    session.terminal.say(t("inbox.reply", name=contact.name, path=path))
