"""Meetings, events, goals and missed steps as they stand now, and the thin facts that the plan is made from."""

from __future__ import annotations

import json
from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING, Any

from spaedbarn_cli.domain.dates import local, zone
from spaedbarn_cli.domain.meeting import Event, Goal, Meeting, Scale
from spaedbarn_cli.domain.plan_facts import Fact, Given
from spaedbarn_cli.errors import NotFound, WrongUsage
from spaedbarn_cli.store.cases import among
from spaedbarn_cli.store.hlc import moment_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from spaedbarn_cli.store.vault import Store

SHORTEST = 4
"""So many letters of an id are needed to mean one record."""
_DAY = 24 * 60
_SAME_DAY = 22 * 60  # before 22 o'clock UTC it is the same day in Copenhagen, summer and winter
_EPOCH = date(1970, 1, 1).toordinal()


def _day(value: Any) -> date | None:
    return None if value is None else date.fromisoformat(value)


def _texts(value: Any) -> tuple[str, ...]:
    return tuple(json.loads(value or "[]"))


def _days(value: Any) -> tuple[date, ...]:
    return tuple(map(date.fromisoformat, json.loads(value))) if value and value != "[]" else ()


def meetings(store: Store, case_id: str, *, key: str | None = None) -> list[Meeting]:
    """Return a family's meetings in order of day (only the one with this id); retracted ones are left out."""
    where, params = ("", ()) if key is None else (" AND id = ?", (key,))
    rows: list[Any] = store.rows(
        "SELECT id, case_id, kind, date, present, reviewed, sent, ahead, agreements, note, versions FROM meetings "  # noqa: S608
        f"WHERE case_id = ? AND retracted = 0{where} ORDER BY date, id", case_id, *params,
    )  # fmt: skip
    scales: dict[str, list[Scale]] = defaultdict(list)
    for meeting, who, value in store.rows(
        "SELECT meeting, who, value FROM safety_scales WHERE case_id = ? AND retracted = 0 ORDER BY id", case_id
    ):
        scales[str(meeting)].append(Scale(str(who), int(str(value))))
    return [
        Meeting(
            id=r[0], case_id=r[1], kind=r[2], date=date.fromisoformat(r[3]), present=_texts(r[4]), reviewed=_day(r[5]),
            sent=_day(r[6]), ahead=_days(r[7]), agreements=_texts(r[8]), safety=tuple(sorted(scales.get(r[0], ()))),
            note=r[9], versions=r[10],
        )
        for r in rows
    ]  # fmt: skip


def events(store: Store, case_id: str) -> list[Event]:
    """Return a family's events in order of day; retracted ones are left out."""
    rows: list[Any] = store.rows(
        "SELECT id, case_id, kind, date, session, present, note FROM events "
        "WHERE case_id = ? AND retracted = 0 ORDER BY date, session, id", case_id,
    )  # fmt: skip
    return [Event(r[0], r[1], r[2], date.fromisoformat(r[3]), r[4], _texts(r[5]), r[6]) for r in rows]


def goals(store: Store, case_id: str, *, closed: bool = True) -> list[Goal]:
    """Return a family's goals in order of day; with `closed` False only those still worked on."""
    only = "" if closed else " AND closed IS NULL"
    rows: list[Any] = store.rows(
        "SELECT id, case_id, date, worry, working, needed, closed, reached, outcome FROM goals "  # noqa: S608
        f"WHERE case_id = ? AND retracted = 0{only} ORDER BY date, id", case_id,
    )  # fmt: skip
    return [Goal(r[0], r[1], date.fromisoformat(r[2]), r[3], r[4], r[5], _day(r[6]), r[7], r[8]) for r in rows]


def goal(store: Store, case_id: str, key: str) -> Goal:
    """Return a family's goal by its id or the beginning of one (at least 4 characters); raises NotFound, WrongUsage."""
    wanted = key.strip().lower()
    found = [one for one in goals(store, case_id) if len(wanted) >= SHORTEST and one.id.startswith(wanted)]
    if not found:
        raise NotFound("goal_not_found")
    if len(found) > 1:
        raise WrongUsage("goal_ambiguous")
    return found[0]


def written(store: Store) -> dict[str, date]:
    """Return the day each family without a start was written down, by record id: it is enrolled from then."""
    rows: list[Any] = store.rows(
        "SELECT record, min(hlc) FROM changes WHERE record IN (SELECT id FROM cases WHERE start IS NULL) GROUP BY record"
    )
    return {record: moment_of(hlc).astimezone(zone()).date() for record, hlc in rows}


def said(store: Store, only: Sequence[str] | None = None) -> dict[str, list[Given]]:
    """Return the steps that were said to be missed, by record id of the family (of those in `only`)."""
    where, params = among("case_id", only)
    found: dict[str, list[Given]] = defaultdict(list)
    rows: list[Any] = store.rows(
        "SELECT case_id, obligation, due, date, reason, id FROM missed_steps "  # noqa: S608 - our own condition
        f"WHERE retracted = 0 AND {where}", *params,
    )  # fmt: skip
    for case_id, obligation, due, day, reason, key in rows:
        found[case_id].append(Given(obligation, date.fromisoformat(due), date.fromisoformat(day), reason or "", key))
    return found


def facts(
    store: Store, wanted: Collection[tuple[str, str]], only: Sequence[str] | None = None, *,
    most: int | None = None, births: Mapping[str, int] | None = None,
) -> dict[str, list[Fact]]:  # fmt: skip
    """Return what took place in every family (of those in `only`), by record id, as thin as the plan needs it.

    `wanted` are the pairs that can complete a step (`("visit", "home")`): of the many visits only those are read, and
    they say which answered instruments are interviews. With `most`, only so many first visits of a kind are
    kept before the youngest child was born (`births`: minutes since the epoch, by record id), and so many after: a first
    visit is found without the hundreds that follow.
    """
    where, params = among("case_id", only)
    found: dict[str, list[Fact]] = defaultdict(list)
    kinds = sorted({kind for what, kind in wanted if what == "visit"})
    for case_id, key, start, kind in _visits(store, kinds, only, most, births or {}):
        found[case_id].append(Fact("visit", kind, _visit_day(start), key))
    day_of = date.fromisoformat
    rows: Any = store.rows(
        "SELECT case_id, id, kind, date, reviewed, sent, ahead FROM meetings "  # noqa: S608
        f"WHERE {where} AND retracted = 0", *params,
    )  # fmt: skip
    for case_id, key, kind, day, reviewed, sent, ahead in rows:
        found[case_id].append(Fact(
            "meeting", kind, day_of(day), key, "", True, None, day_of(reviewed) if reviewed else None,
            day_of(sent) if sent else None, _days(ahead) if ahead != "[]" else (),
        ))  # fmt: skip
    rows = store.rows(
        f"SELECT case_id, id, kind, date, session FROM events WHERE {where} AND retracted = 0 "  # noqa: S608
        f"UNION ALL SELECT case_id, id, 'status-note', date, NULL FROM statements WHERE {where} AND retracted = 0",
        *params, *params,
    )
    for case_id, key, kind, day, session in rows:
        found[case_id].append(Fact("event", kind, day_of(day), key, "", True, session))
    rows = store.rows(
        "SELECT case_id, id, instrument, date, subject, complete FROM responses "  # noqa: S608
        f"WHERE {where} AND retracted = 0", *params,
    )  # fmt: skip
    for case_id, key, instrument, day, subject, complete in rows:
        what = "interview" if ("interview", instrument) in wanted else "questionnaire"
        found[case_id].append(Fact(what, instrument, day_of(day), key, subject or "", bool(complete)))
    return found


def _visits(
    store: Store, kinds: Sequence[str], only: Sequence[str] | None, most: int | None, births: Mapping[str, int]
) -> Iterable[tuple[str, str, int, str]]:
    """Yield family, id, start and kind of the visits that were held, in order of start within a family."""
    where, params = among("case_id", only)
    held = f"{where} AND status = 'held' AND retracted = 0 AND kind IN ({', '.join('?' * len(kinds))})"
    rows: Any = store.rows(
        f"SELECT case_id, id, start, kind FROM visits WHERE {held} ORDER BY case_id, start", *params, *kinds  # noqa: S608
    )
    if most is None:
        yield from rows
        return
    counted: dict[str, int] = {}
    family, birth = None, 0
    for row in rows:
        case_id, _, start, kind = row
        if case_id != family:
            family, birth = case_id, births.get(case_id, 0)
            counted = {}
        stretch = kind if start >= birth else f"-{kind}"
        number = counted.get(stretch, 0)
        if number < most:
            counted[stretch] = number + 1
            yield row


def _visit_day(start: int) -> date:
    days, minute = divmod(start, _DAY)
    return date.fromordinal(_EPOCH + days) if minute < _SAME_DAY else local(start).date()


def records(store: Store, case_id: str, key: str) -> list[tuple[str, str]]:
    """Return kind and id of a family's meetings, events, goals and missed steps whose id begins with `key`."""
    wanted = key.strip().lower()
    found: list[tuple[str, str]] = []
    if len(wanted) < SHORTEST:
        return found
    for kind, table in (("meeting", "meetings"), ("event", "events"), ("goal", "goals"), ("missed", "missed_steps")):
        rows = store.rows(
            f"SELECT id FROM {table} WHERE case_id = ? AND retracted = 0 AND id >= ? AND id < ?",  # noqa: S608
            case_id, wanted, wanted + "~",
        )  # fmt: skip
        found += [(kind, str(row[0])) for row in rows]
    return found
