"""Six invented families to try the program on, told relative to a day.

Nobody here exists. Everything is given by `today` alone: no clock, no chance, so that two people who try the program on
the same day see the same families.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, NamedTuple

from spaedbarn_cli.domain.dates import add_months, monday_of
from spaedbarn_cli.domain.demo_notes import COMMON, NOTES, Note
from spaedbarn_cli.domain.reading import at, write_moment

OWNER = "Mette Holm"
JENS, ANNE = "Jens Lund", "Anne Kirk"
TEAM = (OWNER, JENS, ANNE)
"""Who writes in the demonstration, and the two colleagues who come along."""

MON, TUE, WED, THU, FRI = range(5)


class Slot(NamedTuple):
    """A visit that comes again every week while its stretch lasts; `every` 2 is every other week."""

    weekday: int
    hour: int
    minute: int
    minutes: int
    by: tuple[str, ...] = (OWNER,)
    kind: str = "home"
    every: int = 1


class Stretch(NamedTuple):
    """A time with the same rhythm, both days included, and who of the family is usually there."""

    first: date
    last: date
    slots: tuple[Slot, ...]
    present: tuple[str, ...] = ("mor", "barn1")


class Missed(NamedTuple):
    """A visit that did not happen, so many whole weeks ago."""

    weeks_ago: int
    weekday: int
    status: str
    reason: str
    cancelled_by: str | None = None
    excused: bool | None = None


class Family(NamedTuple):
    """A family as the fields of its records; `children` are persons with a birth."""

    code: str
    case: dict[str, Any]
    persons: tuple[dict[str, Any], ...]
    pauses: tuple[dict[str, Any], ...] = ()
    agreements: tuple[dict[str, Any], ...] = ()
    stretches: tuple[Stretch, ...] = ()
    missed: tuple[Missed, ...] = ()

    def visits(self, today: date) -> list[dict[str, Any]]:
        """Return the fields of every visit before `today`, oldest first."""
        planned = [
            (day, slot, stretch)
            for stretch in self.stretches
            for day in _days(stretch.first, min(stretch.last, today - timedelta(days=1)))
            for slot in stretch.slots
            if slot.weekday == day.weekday() and day.isocalendar().week % slot.every == 0
            and not any(pause["first_day"] <= day.isoformat() <= pause["last_day"] for pause in self.pauses)
        ]  # fmt: skip
        planned.sort(key=lambda found: (found[0], found[1].hour))
        monday = monday_of(today)
        missed = {(monday - timedelta(weeks=m.weeks_ago) + timedelta(days=m.weekday)): m for m in self.missed}
        told = _told(self.code, sum(day not in missed for day, _, _ in planned))
        return [_visit(day, slot, stretch, missed.get(day) or next(told)) for day, slot, stretch in planned]


def _told(code: str, count: int) -> Any:
    """Yield what is written at each of `count` visits: the family's own story ends with the latest of them."""
    own = NOTES[code]
    for place in range(count):
        back = count - place - 1
        if back < len(own):
            yield own[len(own) - 1 - back]
        else:
            yield COMMON[back % len(COMMON)]


def _visit(day: date, slot: Slot, stretch: Stretch, told: Note | Missed) -> dict[str, Any]:
    start = at(day, slot.hour, slot.minute)
    fields: dict[str, Any] = {
        "start": write_moment(start), "kind": slot.kind, "by": list(slot.by), "present": [], "core": [], "signs": [],
    }  # fmt: skip
    if isinstance(told, Missed):
        fields.update(end=fields["start"], status=told.status, reason=told.reason)
        if told.cancelled_by is not None:
            fields.update(cancelled_by=told.cancelled_by, excused=told.excused)
        return fields
    fields.update(end=write_moment(start + slot.minutes), status="held", present=list(stretch.present))
    fields["core"] = list(told.core)
    fields["signs"] = [dict(zip(("who", "key", "value"), sign.split(), strict=True)) for sign in told.signs]
    fields.update({name: text for name, text in (("note", told.text), ("next", told.next)) if text})
    return fields


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def _person(label: str, role: str, name: str, born: date | None = None, gestation: int | None = None) -> dict[str, Any]:
    return {
        "label": label, "role": role, "name": name, "born": born.isoformat() if born else None,
        **({"gestation_days": gestation} if role == "child" else {}),
    }  # fmt: skip


def _case(start: date, due: date, **more: Any) -> dict[str, Any]:
    dated = {key: value.isoformat() if isinstance(value, date) else value for key, value in more.items()}
    return {"start": start.isoformat(), "due": due.isoformat(), **dated}


def families(today: date) -> tuple[Family, ...]:
    """Return the families as they stand on `today`: before birth, just home, 2, 4 and 8 months old, and closed."""
    return (_a17(today), _b03(today), _c21(today), _d05(today), _e11(today), _f02(today))


_EARLY = (
    Slot(MON, 9, 0, 90), Slot(TUE, 13, 0, 90), Slot(THU, 9, 0, 90, (OWNER, JENS), "joint"), Slot(FRI, 10, 0, 90),
)  # fmt: skip
_MIDDLE = (Slot(MON, 10, 0, 90), Slot(WED, 13, 0, 90, (JENS,)), Slot(THU, 10, 0, 75))
_LATE = (Slot(TUE, 10, 0, 75), Slot(FRI, 9, 0, 60, (JENS,)))
_BEFORE = (Slot(WED, 10, 0, 75, kind="pregnancy"),)


def _a17(today: date) -> Family:
    """Two months old; two visits called off in one week, so that the week is under the norm."""
    born = add_months(today, -2) - timedelta(days=5)
    home = born + timedelta(days=3)
    return Family(
        "A17", _case(born - timedelta(days=84), born + timedelta(days=4), discharged=home),
        (
            _person("mor", "mother", "Camilla Bach Nielsen"), _person("far", "father", "Jonas Bach"),
            _person("mormor", "network", "Birthe Nielsen"), _person("barn1", "child", "Ellen", born, 276),
        ),
        stretches=(
            Stretch(born - timedelta(days=70), born - timedelta(days=4), _BEFORE, ("mor",)),
            Stretch(home, today, (*_EARLY, Slot(WED, 14, 0, 20, kind="telephone", every=2))),
        ),
        missed=(
            Missed(2, TUE, "cancelled", "barnet har feber", "family", True),
            Missed(2, FRI, "cancelled", "Mette syg, ingen afløser", "us"),
            Missed(4, MON, "no-show", "ingen åbnede; mor ringede om eftermiddagen"),
        ),
    )  # fmt: skip


def _b03(today: date) -> Family:
    """Four months old; more than the norm is agreed, and not every week reaches it."""
    born = add_months(today, -4) - timedelta(days=12)
    home = born + timedelta(days=2)
    agreed = monday_of(today) - timedelta(weeks=6)
    more = Slot(FRI, 12, 0, 60, (ANNE,), "extra", every=2)
    return Family(
        "B03", _case(born - timedelta(days=60), born - timedelta(days=6), discharged=home),
        (
            _person("mor", "mother", "Sara Kjær"), _person("storebror", "sibling", "Noah", add_months(born, -31)),
            _person("barn1", "child", "Alma", born, 286),
        ),
        agreements=(
            {
                "minutes": 300, "first_day": agreed.isoformat(), "last_day": None,
                "reason": "aftalt på netværksmøde: mor er alene med to børn",
            },
        ),
        stretches=(
            Stretch(born - timedelta(days=45), born - timedelta(days=3), _BEFORE, ("mor",)),
            Stretch(home, agreed - timedelta(days=1), (*_MIDDLE, Slot(FRI, 9, 0, 120))),
            Stretch(agreed, today, (*_MIDDLE, more)),
        ),
        missed=(Missed(3, THU, "declined", "mor ville hellere sove, mens Alma sov"),),
    )  # fmt: skip


def _c21(today: date) -> Family:
    """Eight months old; two weeks of holiday as a pause."""
    born = add_months(today, -8) - timedelta(days=3)
    home = born + timedelta(days=1)
    monday = monday_of(today)
    return Family(
        "C21", _case(born - timedelta(days=50), born + timedelta(days=2), discharged=home),
        (
            _person("mor", "mother", "Fatima Hassan"), _person("far", "father", "Yusuf Hassan"),
            _person("barn1", "child", "Amir", born, 278),
        ),
        pauses=(
            {
                "first_day": (monday - timedelta(weeks=3)).isoformat(),
                "last_day": (monday - timedelta(weeks=1, days=1)).isoformat(),
                "reason": "ferie hos farmor",
            },
        ),
        stretches=(
            Stretch(home, add_months(born, 3) - timedelta(days=1), _EARLY),
            Stretch(add_months(born, 3), add_months(born, 6) - timedelta(days=1), _MIDDLE),
            Stretch(add_months(born, 6), today, _LATE, ("mor", "far", "barn1")),
        ),
        missed=(Missed(9, TUE, "cancelled", "sne på vejene", "us"),),
    )  # fmt: skip


def _d05(today: date) -> Family:
    """Pregnant, with five weeks to go."""
    due = today + timedelta(days=33)
    begun = today - timedelta(days=76)
    first = Slot(WED, 10, 0, 60, (OWNER, JENS), "start-up")
    return Family(
        "D05", _case(begun, due),
        (_person("mor", "mother", "Line Overgaard"), _person("mormor", "network", "Hanne Overgaard")),
        stretches=(
            Stretch(begun, begun + timedelta(days=6), (first,), ("mor", "mormor")),
            Stretch(begun + timedelta(days=7), today, (Slot(WED, 12, 30, 75, kind="pregnancy"),), ("mor",)),
        ),
        missed=(Missed(5, WED, "cancelled", "jordemoderbesøg samme dag", "family", True),),
    )  # fmt: skip


def _e11(today: date) -> Family:
    """Twins born at 34+2, home for nine days."""
    born = today - timedelta(days=26)
    home = today - timedelta(days=9)
    ward = (Slot(TUE, 14, 0, 45, kind="hospital"), Slot(THU, 14, 0, 45, (JENS,), "hospital"))
    both = ("mor", "far", "barn1", "barn2")
    return Family(
        "E11", _case(born - timedelta(days=40), born + timedelta(days=40), discharged=home),
        (
            _person("mor", "mother", "Ida Mølgaard"), _person("far", "father", "Rasmus Mølgaard"),
            _person("barn1", "child", "Viggo", born, 240), _person("barn2", "child", "Karla", born, 240),
        ),
        stretches=(
            Stretch(born - timedelta(days=30), born - timedelta(days=1), _BEFORE, ("mor", "far")),
            Stretch(born + timedelta(days=2), home - timedelta(days=1), ward, both),
            Stretch(home, today, (*_EARLY, Slot(WED, 9, 0, 90, (ANNE,))), both),
        ),
    )  # fmt: skip


def _f02(today: date) -> Family:
    """Thirteen months old; the programme is closed."""
    born = add_months(today, -13) - timedelta(days=8)
    home = born + timedelta(days=4)
    closed = today - timedelta(days=20)
    return Family(
        "F02",
        _case(
            born - timedelta(days=70), born - timedelta(days=1), discharged=home, closed=closed,
            close_reason="målene er nået; sundhedsplejersken fortsætter med de almindelige besøg",
        ),
        (
            _person("mor", "mother", "Pia Thomsen"), _person("partner", "partner", "Louise Thomsen"),
            _person("barn1", "child", "Storm", born, 281),
        ),
        stretches=(
            Stretch(home, add_months(born, 3) - timedelta(days=1), _EARLY),
            Stretch(add_months(born, 3), add_months(born, 6) - timedelta(days=1), _MIDDLE),
            Stretch(add_months(born, 6), closed, _LATE, ("mor", "partner", "barn1")),
        ),
    )  # fmt: skip
