"""What can be said of somebody on the network card, read into fields; and what the commands on the card share."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from spaedbarn_cli.cli import given
from spaedbarn_cli.domain.network import CIRCLES, GIVES, SECTORS
from spaedbarn_cli.errors import WrongUsage

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from spaedbarn_cli.domain.case import Case
    from spaedbarn_cli.domain.network import Tie
    from spaedbarn_cli.report.card_view import Card
    from spaedbarn_cli.session import Session
    from spaedbarn_cli.store.log import Entry

NOBODY = "none"
"""What empties a list."""


@dataclass(frozen=True, kw_only=True)
class TieOptions:
    """What can be said of somebody on the card; None is what was not said."""

    name: str | None = None
    label: str | None = None
    circle: str | None = None
    sector: str | None = None
    gives: list[str] = field(default_factory=list)
    knows: list[str] = field(default_factory=list)
    strain: bool | None = None
    wish: bool | None = None
    note: str | None = None
    date: str | None = None


def family(session: Session, code: str | None) -> Case:
    """Return the family a command is about."""
    from spaedbarn_cli.store import cases

    return cases.find(session.store, given.needed(session, "CASE", code, "ask.code"))


def past_day(session: Session, option: str, text: str | None) -> date | None:
    """Return a day that is not ahead, or None when none was given."""
    day = given.day(option, text, session)
    if day is not None and day > session.today():
        raise WrongUsage("day_in_future", option=option)
    return day


def card_of(session: Session, case: Case, at: date | None) -> Card:
    """Return a family's card as it stands, or as it stood on a day."""
    from spaedbarn_cli.report.card_view import Card
    from spaedbarn_cli.store import cases, network

    store = session.store
    ties = network.listed(store, case.id) if at is None else network.as_of(store, case.id, at)
    inner = ("mother", "father", "partner", "child", "sibling")
    people = [one.label for one in cases.persons(store, case.id) if one.role in inner]
    return Card(case.code, at or session.today(), tuple(people), ties)


def entry_of(
    case: Case, kind: str, record: str | None, op: str, fields: dict[str, Any], reason: str | None = None
) -> Entry:
    """Return one change in the family's network stream; without `record` it begins a new one."""
    from spaedbarn_cli.store.ids import new_record_id
    from spaedbarn_cli.store.log import Entry
    from spaedbarn_cli.store.vault import case_stream

    whole = {"case_id": case.id, **fields} if op == "create" else fields
    return Entry(case_stream(case.id, "network"), kind, record or new_record_id(), op, whole, given.text(reason))


def fields_of(session: Session, options: TieOptions, ties: Sequence[Tie]) -> dict[str, Any]:
    """Return what was said of somebody as fields of the record; raises WrongUsage, never with what was typed."""
    from spaedbarn_cli.store.network import among

    fields: dict[str, Any] = {}
    if options.name is not None:
        fields["name"] = read_name(options.name)
    if options.label is not None:
        fields["label"] = given.label("--label", options.label)
    if options.circle is not None:
        if options.circle.strip() not in {str(circle) for circle in CIRCLES}:
            raise WrongUsage("bad_circle", option="--circle")
        fields["circle"] = int(options.circle)
    if options.sector is not None:
        fields["sector"] = _one_of("--sector", options.sector, SECTORS)
    if options.gives:
        said = _listed(options.gives)
        given_now = {_one_of("--gives", one, GIVES) for one in said if one != NOBODY}
        fields["gives"] = sorted(given_now, key=GIVES.index)
    if options.knows:
        fields["knows"] = [] if options.knows == [NOBODY] else [among(ties, one).id for one in options.knows]
    signs = {"strain": options.strain, "wish": options.wish}
    fields |= {name: on for name, on in signs.items() if on is not None}
    if options.note is not None:
        fields["note"] = given.text(options.note) or ""
    day = past_day(session, "--date", options.date)
    if day is not None:
        fields["date"] = day.isoformat()
    return fields


MOST_LETTERS = 60
"""A longer name is a slip: something was pasted."""


def read_name(text: str) -> str:
    """Return a name on one line; raises WrongUsage."""
    name = " ".join((given.text(text) or "").split())
    if not name or len(name) > MOST_LETTERS or given.holds_cpr(name):
        raise WrongUsage("bad_tie_name", most=MOST_LETTERS)
    return name


def _listed(values: list[str]) -> list[str]:
    return [part.strip().lower() for value in values for part in value.split(",") if part.strip()]


def _one_of(option: str, text: str, known: Sequence[str]) -> str:
    found = text.strip().lower()
    if found not in known:
        raise WrongUsage("bad_one_of", option=option, known=", ".join(known))
    return found
