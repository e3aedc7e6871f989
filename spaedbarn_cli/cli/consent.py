"""`consent give|withdraw|list`: what the family agreed may go to whom; it is never overwritten, only withdrawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from spaedbarn_cli.cli import given
from spaedbarn_cli.cli.app import command, group, session_of
from spaedbarn_cli.cli.family import CASE, note_access
from spaedbarn_cli.errors import NotFound, Refused, WrongUsage
from spaedbarn_cli.i18n.catalog import day, listing, t

if TYPE_CHECKING:
    from datetime import date

    from spaedbarn_cli.domain.case import Case
    from spaedbarn_cli.domain.consent import Consent
    from spaedbarn_cli.session import Session


def register(app: typer.Typer) -> None:
    """Declare `consent` and what belongs under it."""
    consent = group("consent")
    app.add_typer(consent)

    @command(
        consent, "give", key="consent_give", codes="2 · 10–14 · 40 · 41",
        example="spaedbarn consent give A17 --by mor --to social-worker --streams contact,parent:mor",
    )  # fmt: skip
    def give(
        ctx: typer.Context, case: CASE = None,
        by: Annotated[str | None, typer.Option("--by", metavar=t("metavar.label"), help=t("opt.consent_by"))] = None,
        to: Annotated[str | None, typer.Option("--to", metavar=t("metavar.recipient"), help=t("opt.consent_to"))] = None,
        streams: Annotated[
            str | None, typer.Option("--streams", metavar=t("metavar.streams"), help=t("opt.consent_streams"))
        ] = None,
        until: Annotated[str | None, typer.Option("--until", metavar=t("metavar.date"), help=t("opt.consent_until"))] = None,
    ) -> None:  # fmt: skip
        run_give(session_of(ctx), case, {"by": by, "to": to, "streams": streams, "until": until})

    @command(
        consent, "withdraw", key="consent_withdraw", codes="2 · 10–14 · 40 · 41",
        example='spaedbarn consent withdraw A17 --reason "mor har bedt om det"',
    )  # fmt: skip
    def withdraw(
        ctx: typer.Context,
        which: Annotated[list[str] | None, typer.Argument(metavar="ID|CASE…", show_default=False)] = None,
        reason: Annotated[str | None, typer.Option("--reason", metavar=t("metavar.text"), help=t("opt.reason"))] = None,
    ) -> None:
        run_withdraw(session_of(ctx), tuple(which or ()), reason)

    @command(consent, "list", key="consent_list", codes="10–14 · 40", example="spaedbarn consent list A17")
    def list_(ctx: typer.Context, case: CASE = None) -> None:
        run_list(session_of(ctx), case)


def run_give(session: Session, code: str | None, flags: dict[str, str | None]) -> None:
    """Write what somebody of the family agreed to today; asks for what was not given."""
    from spaedbarn_cli.cli.consent_ask import asked
    from spaedbarn_cli.domain.consent import may_give
    from spaedbarn_cli.store import cases, consents
    from spaedbarn_cli.store.ids import new_record_id
    from spaedbarn_cli.store.log import Entry
    from spaedbarn_cli.store.vault import case_stream

    if session.terminal.interactive and not all((code, flags["by"], flags["to"], flags["streams"])):
        code, flags = asked(session, code, flags)
    case = cases.find(session.store, given.needed(session, "CASE", code))
    roles = roles_of(session, case)
    by = giver(given.needed(session, "--by", flags["by"]), roles)
    to = recipient(session, given.needed(session, "--to", flags["to"]))
    streams = named_streams(given.needed(session, "--streams", flags["streams"]), roles)
    if not all(may_give(by, stream) for stream in streams):
        raise Refused("consent_not_theirs")
    until, today = last_day(session, flags["until"]), session.today()
    key = new_record_id()
    fields = {
        "case_id": case.id, "by": by, "recipient": to, "streams": list(streams), "given": today.isoformat(),
        "until": until.isoformat() if until else None, "withdrawn": None,
    }  # fmt: skip
    session.store.append([Entry(case_stream(case.id, "contact"), "consent", key, "create", fields)])
    made = consents.find(session.store, key)
    if session.terminal.json:
        session.terminal.document(document(made, case, session))
    else:
        session.terminal.result(t("consent.said_given", line=line(made, session)))


def run_withdraw(session: Session, which: tuple[str, ...], reason: str | None) -> None:
    """Withdraw consents by id, or every one of a family that holds; all of them or, when one is wrong, none."""
    from spaedbarn_cli.store import cases, consents
    from spaedbarn_cli.store.log import Entry
    from spaedbarn_cli.store.vault import case_stream

    if not which:
        from spaedbarn_cli.cli.consent_ask import which_ones

        which = which_ones(session)
    why = given.text(given.needed(session, "--reason", reason))
    store, today = session.store, session.today()
    found: dict[str, Consent] = {}
    for word in which:
        if cases.exists(store, word):
            held = [one for one in consents.listed(store, cases.find(store, word).id) if one.withdrawn is None]
            if not held:
                raise NotFound("consent_none")
        else:
            held = [consents.find(store, word)]
        found |= {one.id: one for one in held}
    if any(one.withdrawn is not None for one in found.values()):
        raise Refused("consent_withdrawn")
    fields = {"withdrawn": today.isoformat()}
    store.append(
        [Entry(case_stream(one.case_id, "contact"), "consent", one.id, "amend", fields, why) for one in found.values()]
    )
    ended = [consents.find(store, key) for key in found]
    if session.terminal.json:
        shown = [document(one, cases.by_id(store, one.case_id), session) for one in ended]
        session.terminal.document({"withdrawn": shown})
        return
    for one in ended:
        session.terminal.result(t("consent.said_withdrawn", line=line(one, session)))


def run_list(session: Session, code: str | None) -> None:
    """List a family's consents, those that hold no longer too."""
    from spaedbarn_cli.store import cases, consents

    case = cases.find(session.store, given.needed(session, "CASE", code, "ask.code"))
    note_access(session, case, "consent list")
    found = consents.listed(session.store, case.id)
    if session.terminal.json:
        session.terminal.document({"case": case.code, "consents": [document(one, case, session) for one in found]})
        return
    if not found:
        session.terminal.result(t("consent.none"))
    for one in found:
        session.terminal.result(f"{one.id[:6]}  {line(one, session)}")


def document(consent: Consent, case: Case, session: Session) -> dict[str, Any]:
    """Return a consent as `--json` promises it; days as ISO dates; `holds` is how it stands today."""
    return {
        "id": consent.id, "case": case.code, "by": consent.by, "to": consent.to, "streams": list(consent.streams),
        "given": consent.given.isoformat(), "until": consent.until.isoformat() if consent.until else None,
        "withdrawn": consent.withdrawn.isoformat() if consent.withdrawn else None,
        "holds": consent.holds(session.today()),
    }  # fmt: skip


def roles_of(session: Session, case: Case) -> dict[str, str]:
    """Return the people of a family by label, with their roles."""
    from spaedbarn_cli.store import cases

    return {person.label: person.role for person in cases.persons(session.store, case.id)}


def giver(text: str, roles: dict[str, str]) -> str:
    """Return the label of who gives a consent; raises WrongUsage for one that cannot."""
    by = given.label("--by", text)
    if by not in roles or roles[by] == "child":
        raise WrongUsage("consent_by_unknown", option="--by")
    return by


def recipient(session: Session, text: str) -> str:
    """Return a role, or the name of a contact as it is written there; raises NotFound."""
    from spaedbarn_cli.domain.case import ROLES
    from spaedbarn_cli.store import contacts

    if text.casefold() in ROLES:
        return text.casefold()
    known = contacts.known(session.store, text)  # who bears the word of a role as a name comes before the role
    return known.name if known else given.role(text) or contacts.find(session.store, text).name


def last_day(session: Session, text: str | None) -> date | None:
    """Return the last day a consent holds, or None; raises WrongUsage for one that is past."""
    until = given.day("--until", text, session)
    if until is not None and until < session.today():
        raise WrongUsage("consent_until_past", option="--until")
    return until


def named_streams(text: str, roles: dict[str, str]) -> tuple[str, ...]:
    """Return the streams that were named, each once; raises WrongUsage for one that the family cannot have.

    They are named by code or as the screen does (`contact`, `besøgsjournalen`), with commas, blanks or "and" between.
    """
    from spaedbarn_cli.domain.consent import PARENT

    known = known_streams(roles)
    names = {name: stream for stream in known for name in (stream.casefold(), stream_words(stream).casefold())}
    longest = sorted(names, key=len, reverse=True)
    rest = " ".join(text.casefold().replace(",", " ").split()) + " "
    both = t("fmt.and", head="", last="").lstrip()
    found: list[str] = []
    while rest.strip():
        rest = rest.removeprefix(both) if found else rest
        name = next((name for name in longest if rest.startswith(f"{name} ")), None)
        if name is None:
            break
        found.append(names[name])
        rest = rest.removeprefix(f"{name} ")
    if not found or rest.strip():
        # What people of the family are called is not repeated: a label may be a name.
        said = [stream_words(f"{PARENT}{t('metavar.label')}" if one.startswith(PARENT) else one) for one in known]
        raise WrongUsage("bad_streams", option="--streams", known=", ".join(dict.fromkeys(said)))
    return tuple(dict.fromkeys(found))


def known_streams(roles: dict[str, str]) -> tuple[str, ...]:
    """Return the streams that a family can have."""
    from spaedbarn_cli.domain.consent import PARENT, STREAMS

    return (*STREAMS, *(f"{PARENT}{label}" for label, role in roles.items() if role != "child"))


def line(consent: Consent, session: Session) -> str:
    """Return a consent in words: who, to whom, what, and how long."""
    from spaedbarn_cli.domain.case import ROLES

    to = t(f"role.{consent.to}") if consent.to in ROLES else consent.to
    if consent.withdrawn is not None:
        state = t("consent.withdrawn", day=day(consent.withdrawn))
    elif consent.until is None:
        state = t("consent.open")
    else:
        state = t("consent.until" if consent.holds(session.today()) else "consent.ended", day=day(consent.until))
    words = listing([stream_words(stream) for stream in consent.streams])
    return t("consent.line", by=consent.by, to=to, streams=words, given=day(consent.given), state=state)


def stream_words(stream: str) -> str:
    """Return what a stream holds, in words."""
    from spaedbarn_cli.domain.consent import PARENT

    if stream.startswith(PARENT):
        return t("stream.parent", label=stream.removeprefix(PARENT))
    return t(f"stream.{stream}")
