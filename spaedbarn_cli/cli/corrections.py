"""What follows what was given: corrections go to everybody who has a copy, on the ground it was given on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spaedbarn_cli.domain.sharing import CASEWORKER, CORRECTION
from spaedbarn_cli.i18n.catalog import plural, t

if TYPE_CHECKING:
    from spaedbarn_cli.session import Session
    from spaedbarn_cli.store.contacts import Contact
    from spaedbarn_cli.store.log import Entry
    from spaedbarn_cli.sync.routes import Route


def follow(session: Session) -> None:
    """Append to every stream of copies that may still go the corrections of what stands in it, in one transaction."""
    from spaedbarn_cli.store import contacts
    from spaedbarn_cli.sync import identity, routes

    store = session.store
    own = identity.own(store).public.sign
    for contact in contacts.listed(store):
        ways = routes.routes(store, contact, own, session.grounds(), session.today())
        made: dict[str, list[Entry]] = {}
        for way in ways:
            if way.held is None and way.case_id is not None:
                made.setdefault(way.case_id, []).extend(_entries(session, contact, way, own))
        entries = [entry for mine in made.values() for entry in mine]
        if entries:
            store.append(entries)
            _say(session, contact, made)


def _say(session: Session, contact: Contact, made: dict[str, list[Entry]]) -> None:
    """Say how many corrections go; for somebody who has only a browser, how they come to go."""
    from spaedbarn_cli.store import cases

    counts = {case_id: sum(entry.kind == "shared" for entry in mine) for case_id, mine in made.items()}
    if contact.age is not None:
        session.terminal.say(plural("sync.corrected", sum(counts.values()), name=contact.name))
        return
    for case_id, count in counts.items():
        if count:
            code = cases.by_id(session.store, case_id).code
            session.terminal.say(plural("sync.corrected_page", count, name=contact.name, code=code))


def _entries(session: Session, contact: Contact, way: Route, own: str) -> list[Entry]:
    from spaedbarn_cli.i18n.catalog import language
    from spaedbarn_cli.store import cases
    from spaedbarn_cli.sync import copies

    one, store = way.sharing, session.store
    if one is None or one.profile != CASEWORKER or one.target is None or one.ground is None:
        return []
    profile = session.sharing_profiles()[CASEWORKER]
    load = copies.load_of(
        store, one.case_id, one.streams[0], profile, target=one.target, notes=one.notes, only_known=True,
        exclude=one.excluded,
    )
    if not load.going:
        return []
    ground = session.grounds()[one.ground]
    terms = copies.Terms(
        copies.new_act(), own, store.role, contact.name, CORRECTION, one.ground, f"{ground.law}: {ground.text[language()]}",
        one.purpose or t("export.correction"), None, cases.by_id(store, one.case_id).code, (), (), one.notes,
    )  # fmt: skip
    return copies.entries(store, one.case_id, load, terms, one.target)


def page_for(session: Session, contact: Contact, ways: list[Route]) -> str | None:
    """Return the page for people of all copies that go these ways, one family after the other; None without copies."""
    from spaedbarn_cli.cli.export_write import titles
    from spaedbarn_cli.cli.inbox_words import letter_of
    from spaedbarn_cli.report.shared_html import shared_page
    from spaedbarn_cli.report.shared_view import shared_view
    from spaedbarn_cli.sync import copies

    given = [way for way in ways if way.sharing is not None and way.sharing.profile == CASEWORKER]
    pages = []
    for case_id in dict.fromkeys(way.case_id for way in given):
        targets = [way.stream for way in given if way.case_id == case_id]
        records = copies.shared_records(session.store, targets, own=True)
        letter, programme = letter_of(session, contact, targets, records, ours=True)
        if letter is not None:
            pages.append(shared_page(shared_view(records, letter, programme, titles(session, records))))
    return pages[0] if len(pages) == 1 else None
