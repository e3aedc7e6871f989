"""Copies of an invented family's records as a case worker is given them, up to 22 November 2026 at half past two."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from spaedbarn_cli.domain.dates import minute_of, zone
from spaedbarn_cli.domain.reading import write_moment
from spaedbarn_cli.domain.sharing import SharedRecord
from spaedbarn_cli.i18n.catalog import language
from spaedbarn_cli.report.shared_view import Letter, Shown, shared_view

from .curves import epds, opened
from .one_family import EYES, PROGRAMME, SIGNALS, TRUST

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spaedbarn_cli.domain.programme import Programme

MADE = datetime(2026, 11, 22, 14, 30, tzinfo=zone())
METTE, JENS = "Mette Holm", "Jens Lund"
LETTER = Letter(
    sender=METTE, role="health-visitor", recipient="Susanne Krogh", made=MADE,
    purpose="Handleplanen gennemgås på netværksmødet 23. november.", ground="sundhedsloven § 43, stk. 1",
    consents=("Samtykke fra mor 1. november 2026, gælder til og med 30. april 2027.",), told=date(2026, 11, 20),
    words="ravn kilde tærskel mose bølge fyr", left_out=("arbejdsnoter", "fars journal"),
)  # fmt: skip


def copy(record: str, kind: str, fields: dict[str, Any], stream: str = "contact", **more: Any) -> SharedRecord:
    return SharedRecord(record=record, kind=kind, stream=stream, fields=fields, **more)


def visit(number: int, day: str, clock: str, minutes: int, *, version: int = 1, retracted: bool = False, **fields: Any):
    """Return the copy of a visit; `day` is `MM-DD` of 2026, `clock` the time in Copenhagen."""
    start = minute_of(datetime.fromisoformat(f"2026-{day}T{clock}").replace(tzinfo=zone()))
    whole = {
        "start": write_moment(start), "end": write_moment(start + minutes),
        "kind": "home", "status": "held", "by": [METTE], "present": ["mor", "barn1"], **fields,
    }  # fmt: skip
    return copy(f"v{number:04d}", "visit", whole, version=version, retracted=retracted)


def seen(**values: str) -> list[dict[str, str]]:
    keys = {"signals": ("parents", SIGNALS), "trust": ("parents", TRUST), "eyes": ("child", EYES)}
    return [{"who": keys[name][0], "key": keys[name][1], "value": value} for name, value in values.items()]


NOTE = (
    "Mor følger barnets blik og venter på svar. Hun er træt, men glad for, at natten nu er delt i to.\n\n"
    "Vi gennemgik ugen: amning går fint, vægten er taget 210 g på."
)  # fmt: skip
VISITS = (
    visit(1, "08-12", "10:00", 60, kind="pregnancy", present=["mor", "far"], core=["guidance"]),
    visit(2, "09-21", "09:00", 120, core=["guidance"], signs=seen(signals="no", trust="partly")),
    visit(3, "09-24", "09:00", 120, core=["guidance", "mentalising"], next="medbring vægt"),
    visit(4, "10-01", "09:00", 240, by=[METTE, JENS], kind="joint"),
    visit(5, "10-05", "09:00", 0, status="cancelled", cancelled_by="family", excused=True, reason="Barnet var sygt.",
          present=[], by=[]),
    visit(6, "10-07", "09:00", 150, present=["mor", "far"], core=["guidance"], signs=seen(signals="partly", eyes="partly")),
    visit(7, "10-20", "09:00", 360, version=2, note="Klokkeslættet er rettet efter kalenderen."),
    visit(8, "10-30", "09:00", 120, core=["network"], signs=seen(signals="yes", trust="partly")),
    visit(9, "11-03", "13:00", 90, retracted=True, note="Skrevet ind på den forkerte familie."),
    visit(10, "11-12", "09:00", 120, signs=seen(eyes="yes", trust="yes")),
    visit(11, "11-17", "10:00", 120, core=["guidance"], note=NOTE, next="folder om søvn"),
    visit(12, "11-20", "10:00", 0, status="no-show", present=[]),
)  # fmt: skip
FAMILY = (
    copy("c1", "case", {"code": "A17", "programme": PROGRAMME.id, "start": "2026-08-01", "due": "2026-09-27",
                        "discharged": "2026-09-20"}),
    copy("p1", "person", {"label": "mor", "role": "mother", "name": "Karen Vestergaard"}),
    copy("p2", "person", {"label": "far", "role": "father"}),
    copy("p3", "person", {"label": "barn1", "role": "child", "born": "2026-09-17", "gestation_days": 250}, version=2),
)  # fmt: skip


def response(record: str, day: str, total: int | None, left: int = 10, **more: Any) -> SharedRecord:
    """Return the copy of an EPDS about the mother, scored as the program scores it."""
    one = epds(day, total, left)
    fields = {
        "subject": "mor", "instrument": "epds", "version": one.version, "date": one.date.isoformat(),
        "complete": total is not None, "result": one.result, **more,
    }  # fmt: skip
    return copy(record, "response", fields, "parent:mor")


PLAN = (
    copy("g1", "goal", {"date": "2026-10-08", "worry": "Karen sover for lidt", "working": "hun beder om hjælp i tide",
                        "needed": "en fast aftenrytme, som begge forældre kan holde"}, "plan"),
    copy("s1", "statement", {
        "first_day": "2026-09-20", "last_day": "2026-10-31", "date": "2026-11-04", "by": METTE,
        "sections": {"family": "Vi er glade for besøgene.", "nyt-afsnit": "Fra en nyere udgave.",
                     "summary": "Familien er kommet godt i gang.\n\nSøvnen er det sværeste."},
    }, "plan"),
)  # fmt: skip
OTHER = (
    copy("m1", "meeting", {"kind": "network", "date": "2026-11-05", "present": ["mor", "far", "mormor"],
                           "reviewed": "2026-11-03", "sent": "2026-11-04", "ahead": ["2026-11-23", "2026-12-03"],
                           "agreements": ["Jonas tager natten to gange om ugen", "mormor passer om tirsdagen"]}),
    copy("y1", "safety", {"who": "mor", "date": "2026-11-05", "value": 7, "meeting": "m1"}),
    copy("y2", "safety", {"who": "far", "date": "2026-11-05", "value": 6}),
    response("r1", "08-20", 12), response("r2", "11-18", None, 9),
    copy("e1", "event", {"kind": "cos-p", "date": "2026-11-10", "session": 3, "note": "begge forældre var med"}),
    copy("u1", "pause", {"first_day": "2026-10-12", "last_day": "2026-10-18", "reason": "ferie hos mormor"}),
    copy("a1", "agreement", {"minutes": 420, "first_day": "2026-11-09", "last_day": None, "reason": "aftalt på netværksmøde"}),
    copy("t1", "tie", {"name": "Birgitte Skov", "label": "mormor", "circle": 1, "sector": "family",
                       "gives": ["practical", "relief"], "strain": False, "date": "2026-08-12"}, "network"),
    copy("t2", "tie", {"name": "Louise Hansen", "circle": 2, "sector": "friends", "gives": ["emotional"]}, "network",
         version=2),
    copy("t3", "tie", {"name": "Henrik Lund", "circle": 3, "sector": "work", "gives": [], "strain": True}, "network"),
    copy("t4", "tie", {"name": "Susanne Krogh", "label": "rådgiver", "circle": 3, "sector": "professional",
                       "note": "kommer med til netværksmøderne"}, "network"),
)  # fmt: skip
RECORDS = (*FAMILY, *VISITS, *PLAN, *OTHER)


def titles() -> dict[str, str]:
    return {"epds": opened("epds").title[language()]}


def shown(
    records: Sequence[SharedRecord] = RECORDS, letter: Letter = LETTER, programme: Programme | None = PROGRAMME, **other: Any
) -> Shown:
    """Return the copies as they are read; `other` replaces parts of the letter."""
    return shared_view(records, replace(letter, **other), programme, titles())


def many(count: int) -> tuple[SharedRecord, ...]:
    """Return the family with so many visits, three a week up to the day it was made."""
    found = []
    for number in range(count):
        day = date(2026, 11, 20) - timedelta(days=7 * (number // 3) + 2 * (number % 3))
        start = minute_of(datetime(day.year, day.month, day.day, 9, 0, tzinfo=zone()))
        found.append(copy(f"w{number:04d}", "visit", {
            "start": write_moment(start), "end": write_moment(start + 90 + 30 * (number % 3)),
            "kind": "home", "status": "held", "by": [METTE], "present": ["mor", "barn1"], "core": ["guidance"],
            "note": NOTE if number % 4 == 0 else "Rolig formiddag. Mor og barn øver sig i at sove middagslur.",
        }))  # fmt: skip
    return (*FAMILY, *found)
