"""What the fields of a record from outside must look like before they may stand in a table.

A table is read everywhere on the assumption that we wrote it. So what comes from another program is looked at first:
a day must be a day, a list of texts a list of texts. Fields that no form names are kept as they are and never read.
Not for what is typed here: the commands have their own, friendlier, questions.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from spaedbarn_cli.store.tables import JOURNAL, KINDS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

LONGEST_TEXT = 100_000
MOST = 2**53
FIRST_YEAR, LAST_YEAR = 1900, 2200


def _text(value: Any) -> bool:
    return isinstance(value, str) and len(value) <= LONGEST_TEXT


def _day(value: Any) -> bool:
    return isinstance(value, str) and len(value) == len("2026-11-22") and _in_time(date.fromisoformat(value))


def _moment(value: Any) -> bool:
    found = datetime.fromisoformat(value) if isinstance(value, str) and len(value) < 40 else None
    return found is not None and found.tzinfo is not None and _in_time(found)


def _in_time(value: date) -> bool:
    return FIRST_YEAR <= value.year <= LAST_YEAR


def _number(value: Any) -> bool:
    return type(value) is int and abs(value) < MOST


def _flag(value: Any) -> bool:
    return isinstance(value, bool) or value in (0, 1)


def _texts(value: Any) -> bool:
    return isinstance(value, list) and all(map(_text, value))


def _days(value: Any) -> bool:
    return isinstance(value, list) and all(map(_day, value))


def _object(value: Any) -> bool:
    return isinstance(value, dict)


def _objects(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, dict) for one in value)


def _signs(value: Any) -> bool:
    return _objects(value) and all(_text(one.get(name)) for one in value for name in ("who", "key", "value"))


def _json(value: Any) -> bool:
    return isinstance(value, list | dict)


_FORMS: Mapping[str, Mapping[str, Callable[[Any], bool]]] = {
    "case": {**dict.fromkeys(("start", "due", "discharged", "closed"), _day)},
    "person": {"born": _day, "gestation_days": _number},
    "visit": {
        "start": _moment, "end": _moment, **dict.fromkeys(("by", "present", "core"), _texts), "signs": _signs,
        "excused": _flag,
    },
    "pause": dict.fromkeys(("first_day", "last_day"), _day),
    "agreement": {"minutes": _number, **dict.fromkeys(("first_day", "last_day"), _day)},
    "level": {"level": _number, "first_day": _day},
    "response": {
        "date": _day, "complete": _flag, **dict.fromkeys(("answers", "inactive", "result", "actions"), _json),
        "entered": _text,
    },
    "statement": {**dict.fromkeys(("date", "first_day", "last_day"), _day), "sections": _object, "facts": _object},
    "reminder": {"date": _day},
    "tie": {
        "circle": _number, "gives": _texts, "knows": _texts, "strain": _flag, "wish": _flag, "date": _day,
    },
    "look": {"date": _day},
    "meeting": {
        **dict.fromkeys(("date", "reviewed", "sent"), _day), "present": _texts, "ahead": _days, "agreements": _texts,
    },
    "event": {"date": _day, "session": _number, "present": _texts},
    "goal": {**dict.fromkeys(("date", "closed"), _day)},
    "safety": {"date": _day, "value": _number},
    "missed": dict.fromkeys(("due", "date"), _day),
    "consent": {"streams": _texts, **dict.fromkeys(("given", "until", "withdrawn"), _day)},
    "letter": {"records": _number, "consents": _texts, "left_out": _texts, "notes": _flag, "told": _day, "at": _moment},
    "shared": {"fields": _object, "gone": _flag, "at": _moment},
    "receipt": {"records": _texts, "at": _moment},
}  # fmt: skip
"""Per kind, the fields that are not plain text."""

_NEEDED: Mapping[str, tuple[str, ...]] = {
    "case": ("code", "programme"), "person": ("label", "role"), "visit": ("start", "end", "kind", "status"),
    "pause": ("first_day", "last_day"), "agreement": ("minutes", "first_day"), "level": ("level", "first_day"),
    "meeting": ("kind", "date"), "event": ("kind", "date"), "goal": ("date",),
    "consent": ("by", "recipient", "streams", "given"),
    "response": ("instrument", "version", "date", "subject"), "statement": ("first_day", "last_day", "date"),
    "missed": ("obligation", "date"), "safety": ("date", "who", "value"), "look": ("date",),
    "tie": ("name", "circle", "sector"),
    "letter": ("act", "at", "sender", "source"), "shared": ("record", "kind", "source", "fields", "at"),
    "receipt": ("bundle", "state", "at", "sign", "signature"), "reminder": ("text",),
}  # fmt: skip
"""Per kind, what the first change of a record must say."""


def fits(kind: str, op: str, fields: Mapping[str, Any]) -> bool:
    """Say whether the fields of a change can stand in the table of their kind; a kind we do not know always fits."""
    known = KINDS.get(kind)
    if known is None:
        return True
    form = _FORMS.get(kind, {})
    if op == "create" and any(fields.get(name) is None for name in _NEEDED.get(kind, ())):
        return False
    for name, value in fields.items():
        if name not in known.columns or value is None:
            continue
        try:
            if not form.get(name, _text)(value):
                return False
        except ValueError:  # a day or a moment that is none
            return False
    if kind == "shared" and "fields" in fields:
        # Which kind it is a copy of is said with every version, so that each can be looked at by itself.
        return fields.get("kind") in JOURNAL and fits(str(fields["kind"]), "amend", fields["fields"])
    return True
