"""One bundle opened: taken in, shown to its reader, and what she must know of it said."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from spaedbarn_cli.errors import NotFound, WrongUsage
from spaedbarn_cli.i18n.catalog import plural, t

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from spaedbarn_cli.session import Session
    from spaedbarn_cli.store.contacts import Contact
    from spaedbarn_cli.sync.incoming import Arrival

_ID = re.compile(r"[0-9a-fA-F]{4,}")


def is_file(name: str, path: Path) -> bool:
    """Say whether a file is meant, and not the id of a bundle that came.

    Whatever looks like a path is one: raises WrongUsage for a folder and what cannot be read, NotFound for what is not there.
    """
    try:
        if path.is_file():
            return True
        if path.is_dir() and not _ID.fullmatch(name):
            raise WrongUsage("bundle_is_folder", file=path.name or name)
        if not path.suffix and not {"/", "\\"} & set(name):
            return False
        there = path.exists()
    except OSError:
        there = True
    if there:
        raise WrongUsage("bundle_unreadable", file=path.name)
    raise NotFound("bundle_no_file", file=path.name)


def file(session: Session, path: Path) -> tuple[dict[str, Any], bool]:
    """Take in a file and show it; returns its document, and whether part of it waits. Raises what opening raises.

    A fork is raised as BundleContradicts after everything has been kept.
    """
    from spaedbarn_cli.cli.contact import say_unverified
    from spaedbarn_cli.cli.inbox_answers import new_answers, said_so_far
    from spaedbarn_cli.domain.sharing import OPENED
    from spaedbarn_cli.errors import BundleContradicts
    from spaedbarn_cli.sync import incoming, letterbox

    store = session.store
    try:
        data = letterbox.read_file(path)
    except OSError:
        raise WrongUsage("bundle_unreadable", file=path.name) from None
    letter = letterbox.open_letter(store, data)
    if letter.sender is None:
        return _own_copy(session, letter.opened.content), False
    say_unverified(session, letter.sender)
    before = said_so_far(session)
    arrival = incoming.take(store, letter.sender, letter.opened, way="file", state=OPENED)
    answers = new_answers(session, arrival, before)
    say(session, arrival, answers)
    if arrival.again:
        mark_opened(session, arrival.bundle)
    _show(session, letter.sender, arrival.streams)
    if arrival.forks:
        raise BundleContradicts("bundle_fork", count=len(arrival.forks))
    return document(session, arrival, answers), bool(arrival.waits)


def known(session: Session, key: str) -> tuple[dict[str, Any], bool]:
    """Show a bundle that has come already, by the beginning of its id, and say that it was opened."""
    from spaedbarn_cli.cli.contact import say_unverified
    from spaedbarn_cli.cli.inbox_words import listed
    from spaedbarn_cli.store import contacts
    from spaedbarn_cli.store.sharings import find_received

    one = find_received(session.store, key)
    mark_opened(session, one.bundle)
    contact = contacts.by_id(session.store, one.contact)
    if contact is not None:
        say_unverified(session, contact)
        _show(session, contact, one.streams)
    return listed(session, find_received(session.store, key)) | {"contact": one.contact}, False


def mark_opened(session: Session, bundle: str) -> None:
    """Say, once, that a person has opened a bundle with copies."""
    from spaedbarn_cli.domain.sharing import OPENED
    from spaedbarn_cli.store import contacts
    from spaedbarn_cli.store.log import Entry
    from spaedbarn_cli.store.sharings import find_received
    from spaedbarn_cli.sync import identity, receipts, routes

    store = session.store
    one = find_received(store, bundle)
    contact = contacts.by_id(store, one.contact)
    if contact is None or contact.sign is None or not any(map(routes.is_copies, one.streams)):
        return
    made = receipts.entry_for(store, identity.own(store), contact.sign, bundle, OPENED)
    if made is not None:
        store.append([made, Entry(store.own_stream, "received", one.id, "amend", {"state": OPENED})])


def say_next(session: Session, said: dict[str, Any]) -> None:
    """Say at the end what its reader can do with a bundle of copies that she has not answered; `said` is its document."""
    from spaedbarn_cli.cli.contact import say_unverified
    from spaedbarn_cli.domain.sharing import ACCEPTED, RETURNED
    from spaedbarn_cli.store import contacts
    from spaedbarn_cli.store.sharings import received
    from spaedbarn_cli.sync import routes

    one = next((one for one in received(session.store) if one.bundle == said["id"]), None)
    if session.terminal.json or one is None or one.state in (ACCEPTED, RETURNED):
        return
    if not any(map(routes.is_copies, one.streams)):  # a colleague is told by what we have, not by a receipt
        return
    contact = contacts.by_id(session.store, one.contact)
    if contact is None or contact.sign is None:
        return
    session.terminal.say(t("inbox.next", id=one.bundle[:8], name=contact.name))
    say_unverified(session, contact)


def say(session: Session, arrival: Arrival, answers: Sequence[dict[str, Any]]) -> None:
    """Say what a bundle did, what it answers, and what needs a person: what is missing, what contradicts, what two changed."""
    from spaedbarn_cli.cli.inbox_answers import line, nothing_new
    from spaedbarn_cli.cli.inbox_words import families, gap_document

    terminal = session.terminal
    if terminal.json:
        return
    name = arrival.contact.name
    if arrival.again:
        terminal.say(t("inbox.again", name=name))
    elif (nothing := nothing_new(session, arrival)) is not None:
        terminal.say(nothing)
    elif arrival.cases:
        terminal.say(plural("inbox.came", arrival.new, name=name, families=families(session, arrival.cases)))
    for code in families_begun(session, arrival):
        terminal.say(t("inbox.begun", code=code, name=name))
    if arrival.receipts:
        terminal.say(plural("inbox.receipts", arrival.receipts))
    for answer in answers:
        terminal.say("  " + line(answer))
    if arrival.waits:
        terminal.say(plural("inbox.early", arrival.waits))
        for gap in arrival.gaps:
            said = gap_document(session, gap)
            terminal.say("  " + t("inbox.waits", case=said["case"] or "?", first=gap.first, last=gap.last))
    if arrival.conflicts:
        terminal.say(plural("inbox.conflicts", len(arrival.conflicts)))
    if arrival.ahead:
        terminal.warn("warn.change_ahead")


def families_begun(session: Session, arrival: Arrival) -> list[str]:
    """Return the codes of families that a colleague has begun to share with us."""
    from spaedbarn_cli.store import cases

    codes = cases.codes(session.store)
    journals = {stream.partition("/")[0] for stream in arrival.streams if "/share:" not in stream}
    return [codes.get(one, "?") for one in arrival.begun if one in journals]


def document(session: Session, arrival: Arrival, answers: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Return what `inbox open --json` says of a bundle."""
    from spaedbarn_cli.cli.inbox_words import gap_document, listed
    from spaedbarn_cli.store import cases
    from spaedbarn_cli.store.sharings import received

    codes = cases.codes(session.store)
    kept = next((one for one in received(session.store) if one.bundle == arrival.bundle), None)
    usual: dict[str, Any] = {
        "id": arrival.bundle, "from": arrival.contact.name, "role": arrival.contact.role,
        "verified": arrival.contact.verified is not None, "cases": [codes.get(one, one) for one in arrival.cases],
    }  # fmt: skip
    return (listed(session, kept) if kept is not None else usual) | {
        "again": arrival.again, "new": arrival.new, "known": arrival.known, "early": arrival.waits,
        "waits": [gap_document(session, gap) for gap in arrival.gaps], "forks": len(arrival.forks),
        "conflicts": [{"record": record, "field": field} for record, field in arrival.conflicts],
        "receipts": arrival.receipts, "answers": list(answers), "contact": arrival.contact.id,
    }  # fmt: skip


def _own_copy(session: Session, content: Any) -> dict[str, Any]:
    session.terminal.say(plural("inbox.own", len(content.changes)))
    return {"id": content.id, "own": True, "changes": len(content.changes), "purpose": content.purpose, "contact": None}


def _show(session: Session, contact: Contact, streams: Sequence[str]) -> None:
    """Show on the terminal the copies a bundle is about, all that were given in its streams."""
    from spaedbarn_cli.sync import routes

    targets = [stream for stream in streams if routes.is_copies(stream)]
    if not targets or session.terminal.json:
        return
    from spaedbarn_cli.cli.inbox_words import letter_of
    from spaedbarn_cli.report.shared_terminal import shared_lines
    from spaedbarn_cli.report.shared_view import shared_view
    from spaedbarn_cli.sync import copies

    for case_id in dict.fromkeys(target.partition("/")[0] for target in targets):
        mine = [target for target in targets if target.startswith(f"{case_id}/")]
        records = copies.shared_records(session.store, mine)
        letter, programme = letter_of(session, contact, mine, records)
        if letter is None:
            continue
        from spaedbarn_cli.cli.export_write import titles

        shown = shared_view(records, letter, programme, titles(session, records))
        session.terminal.rich(shared_lines(shown, session.terminal.width))
