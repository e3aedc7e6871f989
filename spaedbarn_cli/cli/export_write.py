"""The end of `export`: what was settled is appended to the recipient's streams, sealed, and written as a whole file.

All of it is one transaction, which ends when the whole file lies on the disk, before it gets its name: a file that cannot be
written leaves nothing decided, and what a file holds stands in the log.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any, NamedTuple

from spaedbarn_cli.cli.consent import stream_words
from spaedbarn_cli.cli.export_preview import left_out
from spaedbarn_cli.domain.sharing import COLLEAGUE
from spaedbarn_cli.i18n.catalog import language, plural, t

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence
    from pathlib import Path

    from spaedbarn_cli.cli.export_deal import Deal
    from spaedbarn_cli.domain.sharing import SharedRecord
    from spaedbarn_cli.report.shared_view import Letter
    from spaedbarn_cli.session import Session
    from spaedbarn_cli.store.log import Entry


def _entries(session: Session, deal: Deal) -> tuple[list[Entry], list[str]]:
    """Return the changes that share what the deal says, and the streams of copies it stands in."""
    from spaedbarn_cli.store.log import Entry as Change
    from spaedbarn_cli.sync import copies

    store, today = session.store, session.today().isoformat()
    if deal.profile == COLLEAGUE:
        return _both_ways(session, deal, Change), []
    terms = copies.Terms(
        copies.new_act(), _own_sign(session), store.role, deal.contact.name, deal.profile, deal.ground.key, deal.law,
        deal.purpose, deal.told.isoformat() if deal.told else None, deal.case.code, deal.consents, left_out(deal), deal.notes,
    )  # fmt: skip
    made: list[Entry] = []
    targets = []
    for part in deal.parts:
        known = part.sharing
        target = known.target if known is not None and known.target is not None else copies.new_target(deal.case.id)
        written = copies.entries(store, deal.case.id, part.load, terms, target)
        if written and known is None:
            made.append(
                copies.begin(
                    deal.case.id, deal.contact.id, part.source, target, terms, today, store.own_stream, part.excluded
                )
            )
        elif known is not None:
            terms_now = {"notes": deal.notes if written else known.notes, "excluded": sorted(part.excluded)}
            if terms_now != {"notes": known.notes, "excluded": sorted(known.excluded)}:
                made.append(Change(store.own_stream, "sharing", known.id, "amend", terms_now))
        made += written
        if written or known is not None:
            targets.append(target)
    return made, targets


def _both_ways(session: Session, deal: Deal, change: type[Entry]) -> list[Entry]:
    from spaedbarn_cli.store.ids import new_record_id

    names = [part.source for part in deal.parts]
    known = deal.parts[0].sharing if deal.parts else None
    own = session.store.own_stream
    if known is not None:
        streams = [*known.streams, *(name for name in names if name not in known.streams)]
        return [change(own, "sharing", known.id, "amend", {"streams": streams})] if len(streams) > len(known.streams) else []
    fields = {
        "case_id": deal.case.id, "contact": deal.contact.id, "profile": COLLEAGUE, "streams": names, "target": None,
        "ground": deal.ground.key, "purpose": deal.purpose, "notes": True, "begun": session.today().isoformat(),
        "ended": None,
    }  # fmt: skip
    return [change(own, "sharing", new_record_id(), "create", fields)]


class _Act(NamedTuple):
    """An act of sharing while it is decided: the streams of copies it stands in, and what writes its file.

    `write` takes the file's bytes and the record that it was sealed, for which nothing counts as delivered.
    """

    targets: list[str]
    write: Callable[[bytes, dict[str, Any]], None]


@contextlib.contextmanager
def _deciding(session: Session, deal: Deal, path: Path) -> Iterator[_Act]:
    """Append what the deal shares, in one transaction with its file: both stand, or neither.

    Raises Failed `export_no_name` where both stand and the file, which lay there whole, could not be given its name.
    """
    from spaedbarn_cli.errors import Failed
    from spaedbarn_cli.store.atomic import write_atomic
    from spaedbarn_cli.store.ids import new_record_id
    from spaedbarn_cli.store.log import Entry as Change

    store = session.store
    session.programme(deal.case.programme)  # keeps what it parses, which is a transaction of its own
    decided = False
    with contextlib.ExitStack() as transaction:

        def decide(_: Path) -> None:
            nonlocal decided
            transaction.close()
            decided = True

        def write(data: bytes, sent: dict[str, Any]) -> None:
            append([Change(store.own_stream, "sent", new_record_id(), "create", sent)])
            try:
                write_atomic(path, data, decide)
            except Failed:
                if not decided:
                    raise
                raise Failed("export_no_name") from None

        append = transaction.enter_context(store.changing())
        entries, targets = _entries(session, deal)
        append(entries)
        yield _Act(targets, write)


def as_bundle(session: Session, deal: Deal, path: Path | None, *, later: bool) -> dict[str, Any]:
    """Append, seal and write; with `later` nothing is written: the next `sync` takes it along."""
    from spaedbarn_cli.sync import outgoing, routes

    store, terminal, grounds = session.store, session.terminal, session.grounds()
    if later:
        store.append(_entries(session, deal)[0])
        ways = routes.routes(store, deal.contact, _own_sign(session), grounds, session.today())
        waits = len(outgoing.unacknowledged(store, deal.contact.sign, (one.stream for one in ways if one.held is None)))
        terminal.result(plural("export.later", waits, name=deal.contact.name)) if not terminal.json else None
        return {"bundle": None, "file": None, "changes": waits, "bytes": 0}
    assert path is not None
    with _deciding(session, deal, path) as act:
        ways = routes.routes(store, deal.contact, _own_sign(session), grounds, session.today())
        words = outgoing.Words(deal.purpose, deal.ground.key, page(session, deal, act.targets))
        sealed = outgoing.seal_for(store, deal.contact, ways, only={deal.case.id}, words=words)
        if sealed.changes:
            act.write(sealed.data, outgoing.entry(store, deal.contact, sealed, "file"))
    if not sealed.changes:
        terminal.result(t("export.has_all", name=deal.contact.name)) if not terminal.json else None
        return {"bundle": None, "file": None, "changes": 0, "bytes": 0}
    if not terminal.json:
        terminal.result(t("export.sealed", name=deal.contact.name, path=path))
        terminal.say(t("export.carry", id=sealed.id[:8]))
    return {"bundle": sealed.id, "file": str(path), "changes": sealed.changes, "bytes": len(sealed.data)}


def as_page(session: Session, deal: Deal, path: Path | None) -> dict[str, Any]:
    """Append, and write one encrypted page that opens in a browser with six words; they are shown once."""
    from datetime import UTC

    from spaedbarn_cli.report.locked_html import locked_page
    from spaedbarn_cli.store.canonical import canonical
    from spaedbarn_cli.sync import identity, locked, seal

    assert path is not None
    store = session.store
    passphrase, bundle = locked.new_passphrase(), seal.new_bundle_id()
    made = session.now().astimezone(UTC).isoformat(timespec="seconds")
    own = identity.own(store)
    with _deciding(session, deal, path) as act:
        records = _records(session, act.targets)
        # To whom is said inside: passed on, the page would otherwise be meant for whoever holds it.
        data = {
            "records": [_plain(one) for one in records], "case": deal.case.code, "ground": deal.ground.key,
            "recipient": deal.contact.name,
        }  # fmt: skip
        inside = canonical({"report": page(session, deal, act.targets), "data": data})
        document = locked.lock(inside, passphrase=passphrase, keys=own, made=made, sender=store.author)
        content = locked_page(document).encode("utf-8")
        entry = {
            "bundle": bundle, "contact": deal.contact.id, "made": made, "way": "html", "cases": [deal.case.id], "ranges": [],
            "streams": act.targets, "changes": len(records), "bytes": len(content),
        }  # fmt: skip
        act.write(content, entry)
    terminal = session.terminal
    if not terminal.json:
        terminal.result(t("export.page", path=path))
        terminal.result(f"\n    {passphrase}\n")
        terminal.say(t("export.page_words", name=deal.contact.name))
    return {
        "bundle": bundle, "file": str(path), "changes": len(records), "bytes": len(content), "passphrase": passphrase,
    }  # fmt: skip


def _plain(one: SharedRecord) -> dict[str, Any]:
    return {
        "id": one.record, "kind": one.kind, "stream": one.stream, "fields": dict(one.fields), "version": one.version,
        "retracted": one.retracted,
    }  # fmt: skip


def _own_sign(session: Session) -> str:
    from spaedbarn_cli.sync import identity

    return identity.own(session.store).public.sign


def _records(session: Session, targets: Sequence[str], acts: Collection[str] | None = None) -> list[SharedRecord]:
    from spaedbarn_cli.sync import copies

    return copies.shared_records(session.store, targets, acts=acts, own=True)


def page(session: Session, deal: Deal, targets: Sequence[str]) -> str:
    """Return the page for people: all copies she has been given in these streams, and on what terms."""
    from spaedbarn_cli.report.shared_html import shared_page
    from spaedbarn_cli.report.shared_view import shared_view

    records = _records(session, targets)
    programme = session.programme(deal.case.programme)
    return shared_page(shared_view(records, letter(session, deal), programme, titles(session, records)))


def letter(session: Session, deal: Deal) -> Letter:
    """Return what the page says of the act of sharing."""
    from spaedbarn_cli.report.shared_view import Letter as Said
    from spaedbarn_cli.sync import identity, keys

    store = session.store
    held = tuple(t("export.stream_stays", stream=stream_words(stream)) for stream, _ in deal.held)
    return Said(
        sender=store.author, role=store.role, recipient=deal.contact.name, made=session.now(), purpose=deal.purpose,
        ground=deal.law, consents=deal.consents, told=deal.told, words=keys.fingerprint(identity.own(store).public),
        left_out=(*left_out(deal), *held), earlier=any(part.sharing is not None for part in deal.parts), whole=True,
    )  # fmt: skip


def titles(session: Session, records: Sequence[SharedRecord]) -> dict[str, str]:
    """Return what the instruments behind copied answers are called, in the language in use."""
    from spaedbarn_cli.catalog.instruments import list_instruments, open_instrument

    shipped = {key for _, key in list_instruments()}
    used = {str(one.fields.get("instrument")) for one in records if one.kind == "response"}
    return {key: open_instrument(key).title[language()] for key in sorted(used & shipped)}
