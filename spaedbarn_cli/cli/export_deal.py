"""Who is to have what on which ground: settled from flags, consents and profiles before anything is shown or written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from spaedbarn_cli.cli import given
from spaedbarn_cli.errors import NotFound, Refused, WrongUsage
from spaedbarn_cli.i18n.catalog import day, language, t

if TYPE_CHECKING:
    from datetime import date

    from spaedbarn_cli.cli.export import ExportOptions
    from spaedbarn_cli.domain.case import Case
    from spaedbarn_cli.domain.consent import Consent, LegalGround
    from spaedbarn_cli.domain.sharing import Profile, Sharing
    from spaedbarn_cli.session import Session
    from spaedbarn_cli.store.contacts import Contact
    from spaedbarn_cli.sync.copies import Load

PRACTITIONERS = ("health-visitor", "family-therapist", "leader", None)
"""Roles that a whole journal can be shared with; None is a contact whose role nobody has said."""


@dataclass(frozen=True, slots=True)
class Part:
    """One journal that goes: what of it, and, where it went before on this ground, as what."""

    source: str
    load: Load
    sharing: Sharing | None
    excluded: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Deal:
    """An act of sharing as it was settled. `held` are journals that stay, with the key of the reason."""

    case: Case
    contact: Contact
    profile: str
    ground: LegalGround
    purpose: str
    told: date | None
    notes: bool
    consents: tuple[str, ...]
    parts: tuple[Part, ...]
    held: tuple[tuple[str, str], ...]
    html: bool

    @property
    def law(self) -> str:
        """The ground in words: the rule, and what it means."""
        return f"{self.ground.law}: {self.ground.text[language()]}"

    @property
    def going(self) -> int:
        """How many copies are new or corrected."""
        return sum(len(part.load.going) for part in self.parts)


def deal_of(session: Session, options: ExportOptions) -> Deal:
    """Return what is to be shared; raises NotFound, WrongUsage, and Refused where no ground carries it."""
    from spaedbarn_cli.cli.contact import chosen
    from spaedbarn_cli.cli.family import note_access
    from spaedbarn_cli.domain.sharing import CASEWORKER, COLLEAGUE, PROFILES
    from spaedbarn_cli.store import cases, consents

    store = session.store
    case = cases.find(store, given.needed(session, "CASE", options.code, "ask.code"))
    contact = chosen(session, options.to or _ask_to(session))
    note_access(session, case, "export")
    kind = options.profile or CASEWORKER
    if kind not in PROFILES:
        raise WrongUsage("bad_profile", option="--profile", known=", ".join(PROFILES))
    if kind == COLLEAGUE and (contact.role not in PRACTITIONERS or contact.sign is None or options.html):
        raise Refused("export_no_colleague")
    if contact.age is None and not options.html:
        raise Refused("contact_without_key")
    profile = session.sharing_profiles()[CASEWORKER]
    wanted = _streams(session, case, profile, options.streams)
    held_by_family = consents.listed(store, case.id)
    ground = _ground(session, options.ground, held_by_family, contact, wanted)
    streams, held, covering = _covered(session, ground, held_by_family, contact, wanted)
    purpose = given.line(options.purpose) or ""
    if ground.purpose and not purpose:
        purpose = given.needed(session, "--purpose", None, "ask.purpose")
    told = given.day("--told", options.told, session)
    if told is not None and told > session.today():
        raise WrongUsage("told_ahead", option="--told")
    parts = _parts(session, case, contact, kind, ground, profile, streams, options)
    return Deal(
        case, contact, kind, ground, purpose, told, options.notes, tuple(map(consent_words, covering)), parts, held,
        options.html,
    )  # fmt: skip


def _ask_to(session: Session) -> str:
    """Return the contact that is chosen from those there are; raises WrongUsage where there is nobody to ask."""
    from spaedbarn_cli.store import contacts

    people = contacts.listed(session.store)
    if not session.terminal.interactive or not people:
        return given.needed(session, "--to", None, "ask.export_to")
    from spaedbarn_cli.ui.prompts import ask_choice

    return str(ask_choice(t("ask.home_contact"), [(one.name, one.name) for one in people], skippable=False, first=True))


def _streams(session: Session, case: Case, profile: Profile, named: str | None) -> tuple[str, ...]:
    """Return the journals that were named, or those of the profile in which something stands."""
    from spaedbarn_cli.cli.consent import named_streams
    from spaedbarn_cli.store import cases
    from spaedbarn_cli.store.vault import case_stream

    if named is not None:
        roles = {person.label: person.role for person in cases.persons(session.store, case.id)}
        return named_streams(named, roles)
    rows = session.store.rows
    return tuple(
        name
        for name in profile.streams
        if name == "contact" or rows("SELECT 1 FROM changes WHERE stream = ? LIMIT 1", case_stream(case.id, name))
    )


def _ground(
    session: Session, named: str | None, consents: list[Consent], contact: Contact, streams: tuple[str, ...]
) -> LegalGround:
    """Return the ground: the one named, consent where one covers something, else the one that is chosen."""
    from spaedbarn_cli.domain.consent import allows

    known = session.grounds()
    if named is not None:
        if named not in known:
            raise WrongUsage("bad_ground", option="--ground", known=", ".join(known))
        return known[named]
    today = session.today()
    if any(allows(consents, contact.name, contact.role, stream, today) for stream in streams):
        return next(one for one in known.values() if one.consent)
    if not session.terminal.interactive:
        raise Refused("share_no_ground", known=", ".join(known))
    from spaedbarn_cli.ui.prompts import ask_choice

    rows = [(key, one.text[language()]) for key, one in known.items()]
    return known[str(ask_choice(t("ask.ground"), rows, skippable=False, first=True))]


def _covered(
    session: Session, ground: LegalGround, consents: list[Consent], contact: Contact, streams: tuple[str, ...]
) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...], list[Consent]]:
    """Return the journals the ground carries, those it does not, and the consents behind it; raises Refused for none."""
    from spaedbarn_cli.domain.consent import covering

    if not ground.consent:
        return streams, (), []
    found = {stream: covering(consents, contact.name, contact.role, stream, session.today()) for stream in streams}
    going = tuple(stream for stream in streams if found[stream])
    if not going:
        raise Refused("share_no_consent")
    behind = list(dict.fromkeys(one for stream in going for one in found[stream]))
    return going, tuple((stream, "consent") for stream in streams if not found[stream]), behind


def consent_words(consent: Consent) -> str:
    """Return a consent in words that name nobody but by label."""
    until = t("consent.until", day=day(consent.until)) if consent.until else t("consent.open")
    return t("export.consent", by=consent.by, given=day(consent.given), state=until)


def _parts(
    session: Session, case: Case, contact: Contact, kind: str, ground: LegalGround, profile: Profile,
    streams: tuple[str, ...], options: ExportOptions,
) -> tuple[Part, ...]:  # fmt: skip
    from spaedbarn_cli.domain.sharing import CASEWORKER, COLLEAGUE
    from spaedbarn_cli.store.sharings import sharings
    from spaedbarn_cli.sync import copies

    store = session.store
    shared = [one for one in sharings(store, case_id=case.id, contact=contact.id) if one.ended is None]
    if kind == COLLEAGUE:
        if options.exclude or options.notes:
            raise WrongUsage("export_whole", option="--exclude" if options.exclude else "--notes")
        both = next((one for one in shared if one.profile == COLLEAGUE and one.ground == ground.key), None)
        return tuple(Part(name, copies.Load(name, same=copies.records_in(store, case.id, name)), both) for name in streams)
    excluded = _excluded(session, case, streams, options.exclude)
    found = []
    for name in streams:
        known = next(
            (one for one in shared if one.profile == CASEWORKER and one.streams == (name,) and one.ground == ground.key), None
        )
        load = copies.load_of(
            store, case.id, name, profile, target=known.target if known else None, notes=options.notes, exclude=excluded,
            to=[one for one in (contact.name, contact.role) if one],
        )
        found.append(Part(name, load, known, excluded))
    return tuple(found)


def _excluded(session: Session, case: Case, streams: tuple[str, ...], prefixes: tuple[str, ...]) -> frozenset[str]:
    """Return the records that the beginnings of ids mean; raises NotFound for one that means none, WrongUsage for several."""
    from spaedbarn_cli.store.vault import case_stream

    found: set[str] = set()
    for prefix in prefixes:
        wanted = prefix.strip().lower()
        if len(wanted) < 4:
            raise WrongUsage("id_short", option="--exclude")
        hits: set[str] = set()
        for name in streams:
            rows = session.store.rows(
                "SELECT DISTINCT record FROM changes WHERE stream = ? AND record >= ? AND record < ?",
                case_stream(case.id, name), wanted, wanted + "~",
            )  # fmt: skip
            hits |= {str(row[0]) for row in rows}
        if len(hits) > 1:
            raise WrongUsage("id_ambiguous", option="--exclude")
        if not hits:
            raise NotFound("exclude_not_found", code=case.code)
        found |= hits
    return frozenset(found)
