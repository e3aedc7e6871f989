"""Invented families for the tests of the norm report: every way a week can stand, on Sunday 22 November 2026."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from spaedbarn_cli.catalog.programmes import open_programme
from spaedbarn_cli.domain import norms
from spaedbarn_cli.domain.case import Agreement, Case, Pause, Person
from spaedbarn_cli.domain.dates import midnight, minute_of, monday_of, zone
from spaedbarn_cli.domain.norm_days import segments
from spaedbarn_cli.domain.visit import Span, Visit
from spaedbarn_cli.report.norm_view import Family, Report, report_of

if TYPE_CHECKING:
    from spaedbarn_cli.domain.programme import Programme

TODAY = date(2026, 11, 22)
METTE, JENS = "Mette Holm", "Jens Lund"
HOSTILE = "<script>alert('x')</script>&\"'"


def visit(number: int, day: str, clock: str, minutes: int, *by: str, **more: Any) -> Visit:
    """Return a visit; `day` is `MM-DD` of 2026."""
    start = minute_of(datetime.fromisoformat(f"2026-{day}T{clock}").replace(tzinfo=zone()))
    fields = {"kind": "home", "status": "held", **more}
    return Visit(id=f"v{number:04d}", case_id="", start=start, end=start + minutes, by=by or (METTE,), **fields)


def family(
    code: str, born: str | None = None, visits: tuple[Visit, ...] = (), *,
    pauses: tuple[tuple[str, str, str], ...] = (), agreed: tuple[int, str, str] | None = None,
    weeks: int = 4, why: bool = False, programme: Programme | None = None, label: str = "barn1", today: date = TODAY,
    **case: Any,
) -> Family:  # fmt: skip
    """Return a family with its verdict over the last whole weeks and the running one."""
    programme = programme or open_programme("jammerbugt-spaedbarn")
    whole = Case(id=code, code=code, programme=programme.id, start=date(2026, 1, 1), owner=METTE)
    whole = replace(whole, **{name: date.fromisoformat(day) for name, day in case.items()})
    children = (Person("p1", code, label, "child", "Asta Vestergaard", date.fromisoformat(born)),) if born else ()
    rests = tuple(
        Pause(f"r{n}", code, date.fromisoformat(first_day), date.fromisoformat(last_day), said)
        for n, (first_day, last_day, said) in enumerate(pauses)
    )
    levels = (Agreement("a1", code, agreed[0], date.fromisoformat(agreed[1]), None, agreed[2]),) if agreed else ()
    spans = [Span(v.id, v.start, v.end, v.kind, v.status, len(v.by)) for v in visits]
    first = monday_of(today) - timedelta(weeks=weeks)
    last = monday_of(today) + timedelta(days=6)
    norm = norms.check(
        programme, whole, children, spans, rests, levels, today=today, first=first, last=last, why=why
    )  # fmt: skip
    days = segments(programme, whole, children, rests, levels, first.toordinal(), last.toordinal() + 1)
    touching = {v.id: v for v in visits if v.end >= midnight(first)}
    return Family(norm, whole, programme, days, rests, levels, touching if why else {})


A17 = (
    visit(1, "10-19", "09:00", 125), visit(2, "10-21", "09:00", 125), visit(3, "10-23", "09:00", 125),
    visit(4, "10-26", "09:00", 120), visit(5, "10-28", "09:00", 120), visit(6, "10-30", "09:00", 120),
    visit(7, "11-02", "09:00", 90), visit(8, "11-04", "09:00", 90, METTE, JENS),
    visit(9, "11-04", "09:30", 90, JENS, kind="joint"), visit(10, "11-04", "09:15", 30, JENS, kind="extra"),
    visit(11, "11-05", "10:00", 0, status="cancelled", cancelled_by="family", excused=True, reason="barnet er sygt"),
    visit(12, "11-06", "10:00", 0, status="no-show"), visit(13, "11-07", "10:00", 30, JENS),
    visit(14, "11-08", "10:00", 20, kind="telephone"), visit(15, "11-08", "23:00", 120),
    visit(16, "11-10", "09:00", 120), visit(17, "11-11", "09:00", 120), visit(18, "11-13", "09:00", 120),
    visit(19, "11-16", "09:00", 90), visit(20, "11-18", "09:00", 90), visit(21, "11-20", "09:00", 90),
)  # fmt: skip
B03 = (
    *(visit(n, day, "13:00", 130) for n, day in enumerate(("10-19", "10-22", "10-27", "10-29"), 31)),
    visit(35, "11-03", "13:00", 127), visit(36, "11-06", "13:00", 127), visit(37, "11-10", "13:00", 90),
    visit(38, "11-12", "13:00", 90), visit(39, "11-17", "13:00", 128), visit(40, "11-19", "13:00", 128),
)  # fmt: skip


def every_kind(*, why: bool = False) -> list[Family]:
    """Return families whose weeks stand in every way there is."""
    ours = open_programme("jammerbugt-spaedbarn")
    capped = replace(ours, bands=tuple(replace(band, maximum_minutes=240) for band in ours.bands[2:]))
    return [
        family("A17", "2026-09-17", A17, why=why),
        family("B03", "2026-07-10", B03, agreed=(300, "2026-11-01", "mor vil gerne have mere"), why=why),
        family("C21", "2026-03-20", (visit(51, "10-20", "13:00", 120), visit(52, "10-26", "13:00", 30)),
               pauses=(("2026-10-28", "2026-11-30", "ferie hos mormor på Læsø"),), why=why),
        family("D08", None, (visit(61, "11-12", "13:00", 60, kind="pregnancy"),), due="2026-12-20", why=why),
        family("E30", "2025-10-29", (visit(71, "10-20", "13:00", 150),), why=why),
        family("F02", "2026-04-01", (visit(81, "10-20", "13:00", 300), visit(82, "11-17", "13:00", 300)),
               programme=capped, why=why),
        family("G11", "2026-07-01", (visit(91, "11-03", "10:00", 240),), closed="2026-11-08", why=why),
        family("H05", "2026-10-20", (visit(95, "11-05", "10:00", 300),), discharged="2026-11-04", why=why),
    ]  # fmt: skip


def report(*, why: bool = False) -> Report:
    """Return the report on all of them."""
    return report_of(TODAY, every_kind(why=why))
