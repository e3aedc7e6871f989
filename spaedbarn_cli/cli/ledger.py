"""`ledger`: who has had what of a family, when, on which ground, and how far it has come."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from spaedbarn_cli.cli import given
from spaedbarn_cli.cli.app import command, session_of
from spaedbarn_cli.cli.family import CASE, note_access
from spaedbarn_cli.i18n.catalog import clock, day, listing, plural, t

if TYPE_CHECKING:
    from spaedbarn_cli.session import Session


def register(app: typer.Typer) -> None:
    """Declare the command."""

    @command(app, "ledger", key="ledger", codes="2 · 10–14 · 40 · 41", example="spaedbarn ledger A17")
    def ledger(
        ctx: typer.Context, case: CASE = None,
        told: Annotated[
            str | None, typer.Option("--told", metavar=t("metavar.date"), help=t("opt.ledger_told"))
        ] = None,
    ) -> None:  # fmt: skip
        run_ledger(session_of(ctx), case, told)


def run_ledger(session: Session, code: str | None, told: str | None) -> None:
    """Show the ledger of a family; with `told`, note first the day the family was told of what it had to be told."""
    from spaedbarn_cli.cli.ledger_gather import entries
    from spaedbarn_cli.store import cases

    case = cases.find(session.store, given.needed(session, "CASE", code, "ask.code"))
    note_access(session, case, "ledger")
    if told is not None:
        _tell(session, case.id, given.day("--told", told, session))
    found = entries(session, case)
    if session.terminal.json:
        session.terminal.document({"case": case.code, "entries": found})
        return
    result = session.terminal.result
    if not found:
        result(t("ledger.none", code=case.code))
        return
    result(t("ledger.head", code=case.code))
    for entry in found:
        result("")
        for line in lines(entry):
            result(line)


def _tell(session: Session, case_id: str, when: date | None) -> None:
    """Write the day into every letter of ours that still has to be told of."""
    from spaedbarn_cli.errors import Refused, WrongUsage
    from spaedbarn_cli.store import letters
    from spaedbarn_cli.store.log import Entry
    from spaedbarn_cli.sync import identity

    assert when is not None
    if when > session.today():
        raise WrongUsage("told_ahead", option="--told")
    own, grounds = identity.own(session.store).public.sign, session.grounds()
    open_ones = [
        one
        for one in letters.listed(session.store, case_id)
        if one.sender == own and one.told is None and one.ground in grounds and grounds[one.ground].tell
    ]
    if not open_ones:
        raise Refused("ledger_none_to_tell")
    fields = {"told": when.isoformat()}
    session.store.append([Entry(one.stream, "letter", one.id, "amend", fields) for one in open_ones])
    if not session.terminal.json:
        session.terminal.say(t("ledger.said_told", day=day(when)))


def lines(entry: dict[str, Any]) -> list[str]:
    """Return one entry of the ledger in words."""
    from spaedbarn_cli.cli.consent import stream_words

    streams = listing([stream_words(name) for name in entry["streams"]])
    if entry["direction"] == "both_ways":
        since = day(datetime.fromisoformat(entry["at"]).date())
        waits = plural("ledger.waits", entry["waits"]) if entry["waits"] else t("ledger.all_there")
        ended = [f"    {t('ledger.ended', day=day(date.fromisoformat(entry['ended'])))}"] if entry["ended"] else []
        head = t("ledger.both_ways", since=since, name=entry["name"], streams=streams)
        return [head, *(f"    {text}" for text in _terms(entry)), f"    {waits}", *ended]
    key = "ledger.from" if entry["direction"] == "received" else "ledger.act"
    found = [
        t(key, at=moment(entry["at"]), name=entry["name"], streams=streams),
        "    " + t("ledger.holds", records=plural("export.records", entry["records"]), law=entry["law"] or entry["ground"]),
    ]
    if entry["notes"] is not None:
        found.append("    " + t("ledger.notes" if entry["notes"] else "ledger.no_notes"))
    if entry["purpose"]:
        found.append(f"    {entry['purpose']}")
    found += [f"    {text}" for text in entry["consents"]]
    if entry["told"]:
        found.append("    " + t("ledger.told", day=day(datetime.fromisoformat(entry["told"]).date())))
    elif entry["tell"]:
        found.append("    " + t("ledger.tell"))
    pages = entry["pages"][:-1] if entry["state"] == "page" else entry["pages"]
    found += ["    " + t("ledger.page_before", at=moment(at)) for at in pages]
    at = moment(entry["state_at"]) if entry["state_at"] else ""
    found.append("    " + t(f"ledger.{entry['state']}", at=at, reason=entry["reason"] or ""))
    return found


def _terms(entry: dict[str, Any]) -> list[str]:
    """Return on which ground, for which purpose and with whose consent a family is shared both ways."""
    if not (entry["ground"] or entry["purpose"]):
        return [t("ledger.law_theirs", name=entry["name"])]
    said = [text for text in (entry["law"] or entry["ground"], entry["purpose"]) if text]
    none = [t("ledger.no_consent")] if entry["needs_consent"] and not entry["ended"] else []
    return [*said, *(entry["consents"] or none)]


def moment(text: str) -> str:
    """Return an aware ISO moment as a Danish day and time; one that no calendar has, as it is written."""
    from spaedbarn_cli.domain.dates import zone

    try:
        found = datetime.fromisoformat(text).astimezone(zone())
    except (ValueError, OverflowError):
        return text
    return f"{day(found.date())} {clock(found)}"
