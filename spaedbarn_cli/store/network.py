"""The people around a family as they stand now, as they stood on a day, and what a genogram says of them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from spaedbarn_cli.domain.dates import zone
from spaedbarn_cli.domain.network import Figure, Relation, Tie, in_order
from spaedbarn_cli.errors import NotFound, WrongUsage
from spaedbarn_cli.store.hlc import moment_of
from spaedbarn_cli.store.projection import OP, Version, fold, version
from spaedbarn_cli.store.vault import case_stream

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from spaedbarn_cli.domain.case import Person
    from spaedbarn_cli.store.vault import Store

_TIE = "SELECT id, name, circle, sector, label, gives, strain, wish, knows, note FROM ties"


class Drawn(NamedTuple):
    """What a genogram record says of one person: of a record `about`, or of somebody who is only drawn."""

    id: str
    about: str | None
    name: str | None
    sex: str | None
    state: str | None


def listed(store: Store, case_id: str) -> tuple[Tie, ...]:
    """Return the people on a family's card in order of sector, circle and name."""
    return _ties(store, case_id, retracted=0)


def formerly(store: Store, case_id: str) -> tuple[Tie, ...]:
    """Return those who were taken off the card: a genogram still draws who is something to somebody."""
    return _ties(store, case_id, retracted=1)


def _ties(store: Store, case_id: str, *, retracted: int) -> tuple[Tie, ...]:
    rows: list[Any] = store.rows(f"{_TIE} WHERE case_id = ? AND retracted = ?", case_id, retracted)
    return in_order(
        Tie(key, name, circle, sector, label, _texts(gives), bool(strain), bool(wish), _texts(knows), note)
        for key, name, circle, sector, label, gives, strain, wish, knows, note in rows
    )


def find(store: Store, case_id: str, key: str) -> Tie:
    """Return somebody on the card by name, short name, or the beginning of an id; never repeats what was typed."""
    return among(listed(store, case_id), key)


def among(ties: Sequence[Tie], key: str) -> Tie:
    """Return the one of some people that is meant; raises NotFound, and WrongUsage when it may be several."""
    wanted = " ".join(key.split()).casefold()
    found = [tie for tie in ties if wanted in (tie.name.casefold(), (tie.label or "").casefold())]
    if not found and len(wanted) >= 4:
        found = [tie for tie in ties if tie.id.startswith(wanted)]
    if not found:
        raise NotFound("tie_not_found")
    if len(found) > 1:
        raise WrongUsage("tie_ambiguous")
    return found[0]


def as_of(store: Store, case_id: str, day: date) -> tuple[Tie, ...]:
    """Return the card as it stood at the end of a day, read back from the log.

    A change counts from the day the writer gave it, else from the day it was written.
    """
    rows: list[Any] = store.rows(
        f"SELECT c.record, c.id, c.hlc, c.device, c.stream, {OP}, p.body FROM changes c "  # noqa: S608 - our own expression
        "LEFT JOIN payloads p ON p.change = c.id WHERE c.stream = ? AND c.kind = 'tie' ORDER BY c.hlc, c.device, c.id",
        case_stream(case_id, "network"),
    )
    versions: dict[str, list[Version]] = {}
    for record, *change in rows:
        one = version(*change)
        if _day(one) <= day.isoformat():
            versions.setdefault(record, []).append(one)
    return in_order(tie for record, said in versions.items() if (tie := _standing(record, said)) is not None)


def _day(one: Version) -> str:
    given = (one.fields or {}).get("date")
    return str(given) if given else moment_of(one.hlc).astimezone(zone()).date().isoformat()


def _standing(record: str, said: list[Version]) -> Tie | None:
    state = fold(said)
    fields = state.fields
    # Without its beginning (erased, or dated later than a change of it) there is nobody to show.
    if state.retracted or state.erased or not {"name", "circle", "sector"} <= set(fields):
        return None
    return Tie(
        record, fields["name"], fields["circle"], fields["sector"], fields.get("label"),
        tuple(fields.get("gives") or ()), bool(fields.get("strain")), bool(fields.get("wish")),
        tuple(fields.get("knows") or ()), fields.get("note"),
    )  # fmt: skip


def looks(store: Store, case_id: str) -> list[str]:
    """Return the days on which the card was gone through with the family, as ISO dates, the oldest first."""
    rows = store.rows("SELECT DISTINCT date FROM looks WHERE case_id = ? AND retracted = 0 ORDER BY date", case_id)
    return [str(row[0]) for row in rows]


def relations(store: Store, case_id: str) -> tuple[Relation, ...]:
    """Return what the people of a genogram are to each other, in the order it was said."""
    rows: list[Any] = store.rows(
        "SELECT a, b, relation, id FROM relations WHERE case_id = ? AND retracted = 0 ORDER BY "
        "(SELECT min(n) FROM changes WHERE record = relations.id)",
        case_id,
    )
    return tuple(Relation(*row) for row in rows)


def drawn(store: Store, case_id: str) -> tuple[Drawn, ...]:
    """Return what has been said of single people for the genogram, in the order they were first spoken of."""
    rows: list[Any] = store.rows(
        "SELECT id, about, name, sex, state FROM figures WHERE case_id = ? AND retracted = 0 ORDER BY "
        "(SELECT min(n) FROM changes WHERE record = figures.id)",
        case_id,
    )
    return tuple(Drawn(*row) for row in rows)


_SEX = {"mother": "woman", "father": "man"}
"""What a role says of the symbol until something else is said."""


def people(persons: Iterable[Person], ties: Iterable[Tie], said: Iterable[Drawn]) -> tuple[Figure, ...]:
    """Return everybody a genogram may show: the family's persons, the card's people, those who are only drawn."""
    by_about = {one.about: one for one in said if one.about}
    found = []
    for person in persons:
        one = by_about.get(person.id)
        sex = (one.sex if one else None) or _SEX.get(person.role, "unknown")
        state = (one.state if one else None) or "living"
        name = person.name or person.label
        found.append(Figure(person.id, name, sex, state, person.role, focus=person.role == "child"))
    for tie in ties:
        one = by_about.get(tie.id)
        sex, state = (one.sex if one else None) or "unknown", (one.state if one else None) or "living"
        found.append(Figure(tie.id, tie.name, sex, state, "tie"))
    found += [
        Figure(one.id, one.name, one.sex or "unknown", one.state or "living")
        for one in said if one.about is None and one.name
    ]  # fmt: skip
    return tuple(found)


def shown(figures: Iterable[Figure], known: Sequence[Relation]) -> tuple[Figure, ...]:
    """Return who a genogram draws: the family itself, and others who are something to somebody in it."""
    joined = {key for one in known for key in (one.a, one.b)}
    family = ("mother", "father", "partner", "child", "sibling")
    return tuple(one for one in figures if one.role in family or one.id in joined or one.role is None)


def _texts(body: str | None) -> tuple[str, ...]:
    return tuple(json.loads(body)) if body else ()
