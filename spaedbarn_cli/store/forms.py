"""What the fields of a record from outside must look like before they may stand in a table.

A table is read everywhere on the assumption that we wrote it. So what comes from another program is looked at first:
a day must be a day, a list of texts a list of texts. Fields that no form names are kept as they are and never read.
Not for what is typed here: the commands have their own, friendlier, questions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from spaedbarn_cli.domain.network import CIRCLES, GIVES, SECTORS
from spaedbarn_cli.store import figures
from spaedbarn_cli.store.shapes import code, day, either, flag, listed, mapped, moment, name, one_of, record, text, whole, word
from spaedbarn_cli.store.tables import JOURNAL, KINDS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_TEXTS = listed(text)
_OBJECT = mapped(lambda value: True)
_SIGNS = listed(record({"who": text, "key": text, "value": text}))
_DAYS = listed(day)
_GIVES = listed(one_of(GIVES))
_COUNT = whole(0, 10**6)


def _digits(value: Any) -> bool:
    """Say whether a value is a small number written as text, as the invented families have their sessions."""
    return isinstance(value, str) and 0 < len(value) <= 6 and value.isascii() and value.isdecimal()


_FORMS: Mapping[str, Mapping[str, Callable[[Any], bool]]] = {
    "case": {"code": code, "programme": word, **dict.fromkeys(("start", "due", "discharged", "closed"), day)},
    "person": {"label": word, "role": word, "born": day, "gestation_days": whole(0, 400)},
    "visit": {
        "start": moment, "end": moment, "kind": word, "status": word, "signs": _SIGNS, "excused": flag,
        **dict.fromkeys(("by", "present", "core"), _TEXTS),
    },
    "pause": dict.fromkeys(("first_day", "last_day"), day),
    "agreement": {"minutes": whole(0, 7 * 24 * 60), **dict.fromkeys(("first_day", "last_day"), day)},
    "level": {"level": whole(0, 100), "first_day": day},
    "response": {
        "instrument": word, "version": word, "subject": word, "date": day, "entered": moment, "complete": flag,
        "answers": figures.ANSWERS, "inactive": figures.ANSWERS, "result": figures.result, "actions": figures.ACTIONS,
    },
    "statement": {
        **dict.fromkeys(("date", "first_day", "last_day"), day), "sections": mapped(text), "facts": figures.facts,
    },
    "reminder": {"date": day},
    "tie": {
        "name": name, "circle": one_of(CIRCLES), "sector": one_of(SECTORS), "gives": _GIVES, "knows": _TEXTS,
        "strain": flag, "wish": flag, "date": day,
    },
    "look": {"date": day},
    "meeting": {
        "kind": word, **dict.fromkeys(("date", "reviewed", "sent"), day), "present": _TEXTS, "ahead": _DAYS,
        "agreements": _TEXTS,
    },
    "event": {"kind": word, "date": day, "session": either(_COUNT, _digits), "present": _TEXTS},
    "goal": dict.fromkeys(("date", "closed"), day),
    "safety": {"date": day, "value": whole(0, 10)},
    "missed": dict.fromkeys(("due", "date"), day),
    "consent": {"streams": _TEXTS, **dict.fromkeys(("given", "until", "withdrawn"), day)},
    "letter": {"records": _COUNT, "consents": _TEXTS, "left_out": _TEXTS, "notes": flag, "told": day, "at": moment},
    "shared": {"fields": _OBJECT, "gone": flag, "at": moment},
    "receipt": {"records": _TEXTS, "at": moment},
}  # fmt: skip
"""Per kind, the fields that are not plain text."""


_CHECKS: Mapping[str, Mapping[str, Callable[[Any], bool]]] = {
    kind: {column: _FORMS.get(kind, {}).get(column, text) for column in known.columns} for kind, known in KINDS.items()
}
"""Per kind, what every field that has a column must look like."""


def fits(kind: str, op: str, fields: Mapping[str, Any]) -> bool:
    """Say whether the fields of a change can stand in the table of their kind; a kind we do not know always fits."""
    checks = _CHECKS.get(kind)
    if checks is None:
        return True
    needed = KINDS[kind].needed
    if op == "create":
        if None in map(fields.get, needed):
            return False
    elif any(column in fields and fields[column] is None for column in needed):
        return False
    try:
        for column, value in fields.items():
            check = checks.get(column)
            if check is not None and value is not None and not check(value):
                return False
    except ValueError:  # a day or a moment that is none
        return False
    if kind == "shared" and ("fields" in fields or "kind" in fields):
        # Which kind it is a copy of is said with every version, and never without its fields: so each can be looked at by
        # itself, and the one that stands brings both.
        copy = fields.get("fields")
        return isinstance(copy, dict) and fields.get("kind") in JOURNAL and fits(str(fields["kind"]), "amend", copy)
    return True
