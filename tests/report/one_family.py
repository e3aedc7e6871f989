"""One invented family, A17, with everything that brief, timeline and status statement tell of, up to 22 November 2026."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from spaedbarn_cli.catalog.programmes import open_programme
from spaedbarn_cli.domain.brief import last_visit, not_held_since, standings
from spaedbarn_cli.domain.case import Agreement, Case, Pause, Person
from spaedbarn_cli.domain.dates import minute_of, zone
from spaedbarn_cli.domain.meeting import Event, Goal, Meeting, Scale
from spaedbarn_cli.domain.network import Tie
from spaedbarn_cli.domain.progress import Series, series_of
from spaedbarn_cli.domain.statement import Records, facts_of
from spaedbarn_cli.domain.timeline import Sources, items
from spaedbarn_cli.domain.visit import Sign, Visit
from spaedbarn_cli.report.brief_view import Brief, Line, Remembered, tie_line
from spaedbarn_cli.report.norm_view import report_of
from spaedbarn_cli.report.statement_html import Paper
from spaedbarn_cli.report.statement_names import pairs_of
from spaedbarn_cli.report.timeline_terminal import Timeline

from .curves import epds, opened, ors
from .families import TODAY, family, visit

NOW = datetime(2026, 11, 22, 13, 0, tzinfo=zone())
PROGRAMME = open_programme("jammerbugt-spaedbarn")
CASE = Case("c1", "A17", PROGRAMME.id, date(2026, 8, 1), date(2026, 9, 27), None, date(2026, 9, 20), owner="Mette Holm")
PEOPLE = (
    Person("p1", "c1", "mor", "mother", "Karen Vestergaard"), Person("p2", "c1", "far", "father", "Jonas Vestergaard"),
    Person("p3", "c1", "barn1", "child", "Asta Vestergaard", date(2026, 9, 17), 250),
)  # fmt: skip
TRUST, _, SIGNALS = (sign.key for sign in PROGRAMME.signs[:3])
EYES = next(sign.key for sign in PROGRAMME.signs if sign.who == "child")


def seen(**values: str) -> tuple[Sign, ...]:
    """Return signs of the parents (`signals`, `trust`) or the child (`eyes`), each yes, partly or no."""
    keys = {"signals": ("parents", SIGNALS), "trust": ("parents", TRUST), "eyes": ("child", EYES)}
    return tuple(Sign(*keys[name], value) for name, value in values.items())


NOTE = "Mor følger barnets blik og venter på svar.\nTræt."
VISITS: tuple[Visit, ...] = (
    visit(1, "08-12", "10:00", 60, kind="pregnancy", present=("mor",)),
    visit(2, "09-21", "09:00", 120, present=("mor", "barn1"), core=("guidance",), signs=seen(signals="no", trust="partly")),
    visit(3, "09-24", "09:00", 120, present=("mor", "barn1"), core=("guidance", "mentalising")),
    visit(4, "10-05", "09:00", 0, status="cancelled", cancelled_by="family", reason="Asta var syg"),
    visit(5, "10-07", "09:00", 90, present=("mor", "far"), core=("guidance",), signs=seen(signals="partly", eyes="partly")),
    visit(6, "10-30", "09:00", 120, present=("mor", "barn1"), core=("network",), signs=seen(signals="yes", trust="partly")),
    visit(7, "11-12", "09:00", 120, present=("mor", "barn1"), signs=seen(eyes="yes", trust="no")),
    visit(8, "11-17", "10:00", 120, present=("mor", "barn1"), core=("guidance",), note=NOTE, next="folder om søvn"),
    visit(9, "11-20", "10:00", 0, status="no-show"),
)  # fmt: skip
PAUSES = (Pause("r1", "c1", date(2026, 10, 12), date(2026, 10, 18), "ferie hos Birgitte"),)
AGREED = (Agreement("a1", "c1", 420, date(2026, 10, 26), None, "aftalt på netværksmøde"),)
MEETINGS = (
    Meeting("m1", "c1", "network", date(2026, 10, 8), agreements=("Jonas tager natten to gange om ugen",),
            safety=(Scale("far", 6), Scale("mor", 5))),
    Meeting("m2", "c1", "network", date(2026, 11, 5), agreements=("støtten fortsætter som nu",), safety=(Scale("mor", 7),)),
)  # fmt: skip
EVENTS = (Event("e1", "c1", "screening", date(2026, 8, 11)),)
GOALS = (Goal("g1", "c1", date(2026, 10, 8), "Karen sover for lidt", "hun beder om hjælp", "en fast aftenrytme"),)
TIES = (
    Tie("t1", "Birgitte Skov", 1, "family", "mormor"), Tie("t2", "Louise Hansen", 2, "friends"),
    Tie("t3", "Henrik Lund", 3, "work"),
)  # fmt: skip
ANSWERED = (
    epds("08-20", 12), ors("10-02", "18.2"), epds("10-05", 9), ors("11-17", "21.4"), epds("11-18", None, 9),
)  # fmt: skip
PRIVATE = ("Karen", "Jonas", "Asta", "Vestergaard", "Birgitte", "Louise", "Henrik", "Skov", "Hansen", "Lund")


def series() -> list[Series]:
    return series_of(ANSWERED)


def titles() -> dict[str, Any]:
    return {one.instrument: opened(one.instrument).title for one in ANSWERED}


def document() -> dict[str, Any]:
    """Return as much of the family's document as the brief reads."""
    children = [{"label": "barn1", "age": {"months": 2, "days": 5}, "corrected_age": {"months": 1, "days": 5}}]
    persons = [{"label": one.label, "role": one.role} for one in PEOPLE]
    return {"code": "A17", "phase": "after-birth", "due": "2026-09-27", "persons": persons, "children": children}


def brief(**other: Any) -> Brief:
    """Return the family's brief on Sunday at one; `other` replaces parts of it."""
    minute = minute_of(NOW)
    last = last_visit(VISITS, minute)
    held = tuple(one for one in VISITS if one.start > minute_of(datetime(2026, 11, 9, tzinfo=zone())))
    week = report_of(TODAY, [family("A17", "2026-09-17", held, weeks=0, discharged="2026-09-20")]).blocks[0]
    whole = Brief(
        now=NOW, case=document(), week=week, last=last, lost=not_held_since(VISITS, last, minute),
        due=[
            Line("netværksmøde: forfalder i morgen · status skal sendes først", False, {"obligation": "network-monthly"}),
            Line("statusnotat: forfalden siden 17. oktober", True, {"obligation": "status-note"}),
        ],
        scores=standings(series()), titles=titles(),
        network=[tie_line("new", TIES[0]), tie_line("moved", TIES[1], 3)],
        drafts=[{"kind": "visit", "answered": 3, "id": "d1", "case": "A17"}],
        reminder=Remembered("tal ikke om underretningen, hvis far åbner døren", date(2026, 11, 2)),
    )  # fmt: skip
    return replace(whole, **other)


def sources() -> Sources:
    return Sources(CASE, PROGRAMME, PEOPLE, VISITS, series(), PAUSES, AGREED, MEETINGS, EVENTS)


def timeline(first: date | None = None, last: date | None = None, made: Sources | None = None) -> Timeline:
    """Return the family's timeline."""
    known = made or sources()
    found = items(known, TODAY, first, last)
    phases = [item for item in items(known, TODAY) if item.kind in ("phase", "pause")]
    begin = first or (found[0].day if found else TODAY)
    return Timeline("A17", begin, last or TODAY, found, PROGRAMME, titles(), phases)


FIRST, LAST = date(2026, 9, 20), TODAY


def facts(first: date = FIRST, last: date = LAST) -> dict[str, Any]:
    """Return the figures of the family's statement as they are kept: through JSON."""
    weeks = family("A17", "2026-09-17", VISITS, weeks=9, discharged="2026-09-20").norm
    found = facts_of(
        Records(weeks, PEOPLE[2:], VISITS, series(), (PROGRAMME.id, PROGRAMME.version), MEETINGS, GOALS, (TIES[1:], TIES)),
        first, last,
    )  # fmt: skip
    kept: dict[str, Any] = json.loads(json.dumps({**found, "titles": {key: dict(one) for key, one in titles().items()}}))
    return kept


def paper(sections: dict[str, str], **other: Any) -> Paper:
    """Return a statement with these sections, to be shown."""
    people = [(one.label, one.role, one.name) for one in PEOPLE]
    pairs = pairs_of([(one.name or "", one.label) for one in PEOPLE] + [(tie.name, tie.label) for tie in TIES])
    whole = Paper(
        "A17", people, FIRST, LAST, LAST, "Mette Holm", "health-visitor", 1, sections, facts(), PROGRAMME, pairs=pairs
    )
    return replace(whole, **other)
