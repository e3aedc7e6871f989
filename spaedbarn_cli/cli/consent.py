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
        which: Annotated[list[str], typer.Argument(metavar="ID|CASE…")],
        reason: Annotated[str | None, typer.Option("--reason", metavar=t("metavar.text"), help=t("opt.reason"))] = None,
    ) -> None:
        run_withdraw(session_of(ctx), tuple(which), reason)

    @command(consent, "list", key="consent_list", codes="10–14 · 40", example="spaedbarn consent list A17")
    def list_(ctx: typer.Context, case: CASE = None) -> None:
        run_list(session_of(ctx), case)


def run_give(session: Session, code: str | None, flags: dict[str, str | None]) -> None:
    """Write what somebody of the family agreed to today."""
    from spaedbarn_cli.domain.consent import may_give
    from spaedbarn_cli.store import cases, consents
    from spaedbarn_cli.store.ids import new_record_id
    from spaedbarn_cli.store.log import Entry
    from spaedbarn_cli.store.vault import case_stream

    case = cases.find(session.store, given.needed(session, "CASE", code, "ask.code"))
    roles = {person.label: person.role for person in cases.persons(session.store, case.id)}
    by = given.label("--by", given.needed(session, "--by", flags["by"], "ask.consent_by"))
    if by not in roles or roles[by] == "child":
        raise WrongUsage("consent_by_unknown", option="--by")
    to = _recipient(session, given.needed(session, "--to", flags["to"], "ask.consent_to"))
    streams = named_streams(given.needed(session, "--streams", flags["streams"], "ask.consent_streams"), roles)
    if not all(may_give(by, stream) for stream in streams):
        raise Refused("consent_not_theirs")
    until, today = given.day("--until", flags["until"], session), session.today()
    if until is not None and until < today:
        raise WrongUsage("consent_until_past", option="--until")
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
        session.terminal.result(t("consent.said_given", line=_line(made, session)))


def run_withdraw(session: Session, which: tuple[str, ...], reason: str | None) -> None:
    """Withdraw consents by id, or every one of a family that holds; all of them or, when one is wrong, none."""
    from spaedbarn_cli.store import cases, consents
    from spaedbarn_cli.store.log import Entry
    from spaedbarn_cli.store.vault import case_stream

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
        session.terminal.result(t("consent.said_withdrawn", line=_line(one, session)))


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
        session.terminal.result(f"{one.id[:6]}  {_line(one, session)}")


def document(consent: Consent, case: Case, session: Session) -> dict[str, Any]:
    """Return a consent as `--json` promises it; days as ISO dates; `holds` is how it stands today."""
    return {
        "id": consent.id, "case": case.code, "by": consent.by, "to": consent.to, "streams": list(consent.streams),
        "given": consent.given.isoformat(), "until": consent.until.isoformat() if consent.until else None,
        "withdrawn": consent.withdrawn.isoformat() if consent.withdrawn else None,
        "holds": consent.holds(session.today()),
    }  # fmt: skip


def _recipient(session: Session, text: str) -> str:
    """Return a role, or the name of a contact as it is written there; raises NotFound."""
    from spaedbarn_cli.domain.case import ROLES
    from spaedbarn_cli.store import contacts

    return text.casefold() if text.casefold() in ROLES else contacts.find(session.store, text).name


def named_streams(text: str, roles: dict[str, str]) -> tuple[str, ...]:
    """Return the streams that were named, each once; raises WrongUsage for one that the family cannot have."""
    from spaedbarn_cli.domain.consent import PARENT, STREAMS

    named = tuple(dict.fromkeys(word.lower() for word in text.replace(",", " ").split()))
    known = (*STREAMS, *(f"{PARENT}{label}" for label, role in roles.items() if role != "child"))
    if not named or any(name not in known for name in named):
        raise WrongUsage("bad_streams", option="--streams")
    return named


def _line(consent: Consent, session: Session) -> str:
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
