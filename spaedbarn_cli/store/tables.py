"""Which kind of record stands in which table, and how its fields become columns.

The payload of a change carries plain JSON (`start: "2026-11-16T09:00+01:00"`, `by: [...]`); a column holds what SQLite
sorts and sums well. A kind that is not named here is kept in the log and passed on, never projected.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from spaedbarn_cli.domain.dates import minute_of

Fields = Mapping[str, Any]


def _same(value: Any) -> Any:
    return value


def _flag(value: Any) -> int | None:
    return None if value is None else int(bool(value))


_written = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def _json(value: Any) -> str | None:
    if value is None:
        return None
    if type(value) is list and all(type(one) is str for one in value):
        return _texts_written(tuple(value))
    return _written(value)


@lru_cache(maxsize=1_000)  # the same few names, labels and words stand in record after record
def _texts_written(value: tuple[str, ...]) -> str:
    return _written(value)


def _minute(value: Any) -> int | None:
    return None if value is None else minute_of(datetime.fromisoformat(value))


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of record: its table and, per field, how a JSON value becomes a column; `derive` adds columns.

    `needed` are the fields that readers of the table count on: without one of them a record is not shown.
    """

    table: str
    columns: Mapping[str, Callable[[Any], Any]]
    derive: Callable[[Fields], dict[str, Any]] | None = None
    needed: tuple[str, ...] = ()


def _texts(*names: str) -> dict[str, Callable[[Any], Any]]:
    return dict.fromkeys(names, _same)


KINDS: Mapping[str, Kind] = {
    "profile": Kind("profiles", {**_texts("name", "role", "municipality"), "recovery_confirmed": _flag}),
    "case": Kind(
        "cases",
        _texts("code", "programme", "start", "due", "legal", "discharged", "closed", "close_reason", "owner"),
        needed=("code", "programme"),
    ),
    "person": Kind(
        "persons", _texts("case_id", "label", "role", "name", "born", "gestation_days"), needed=("case_id", "label", "role")
    ),
    "visit": Kind(
        "visits",
        {
            **_texts("case_id", "kind", "status", "note", "next", "reason", "cancelled_by"),
            **dict.fromkeys(("start", "end"), _minute),
            **dict.fromkeys(("by", "present", "core", "signs"), _json),
            "excused": _flag,
        },
        lambda fields: {"practitioners": max(1, len(fields.get("by") or ()))},
        ("case_id", "start", "end", "kind", "status"),
    ),
    "pause": Kind(
        "pauses", _texts("case_id", "first_day", "last_day", "reason"), needed=("case_id", "first_day", "last_day")
    ),
    "agreement": Kind(
        "agreements", _texts("case_id", "minutes", "first_day", "last_day", "reason"),
        needed=("case_id", "minutes", "first_day"),
    ),
    "level": Kind(
        "levels", _texts("case_id", "level", "first_day", "reason"), needed=("case_id", "level", "first_day")
    ),
    "response": Kind(
        "responses",
        {
            **_texts(
                "case_id", "subject", "role", "instrument", "version", "definition", "date", "entered", "mode", "by", "note"
            ),
            "complete": _flag,
            **dict.fromkeys(("answers", "inactive", "result", "actions"), _json),
        },
        needed=("case_id", "subject", "instrument", "version", "date"),
    ),
    "statement": Kind(
        "statements",
        {
            **_texts("case_id", "date", "first_day", "last_day", "by", "language"),
            **dict.fromkeys(("sections", "facts"), _json),
        },
        needed=("case_id", "date", "first_day", "last_day"),
    ),
    "reminder": Kind("reminders", _texts("case_id", "text", "date"), needed=("case_id", "text", "date")),
    "tie": Kind(
        "ties",
        {
            **_texts("case_id", "name", "label", "circle", "sector", "note", "date"),
            **dict.fromkeys(("gives", "knows"), _json),
            **dict.fromkeys(("strain", "wish"), _flag),
        },
        needed=("case_id", "name", "circle", "sector"),
    ),
    "look": Kind("looks", _texts("case_id", "date", "note"), needed=("case_id", "date")),
    "figure": Kind("figures", _texts("case_id", "about", "name", "sex", "state"), needed=("case_id",)),
    "relation": Kind("relations", _texts("case_id", "a", "b", "relation"), needed=("case_id", "a", "b", "relation")),
    "meeting": Kind(
        "meetings",
        {
            **_texts("case_id", "kind", "date", "reviewed", "sent", "note"),
            **dict.fromkeys(("present", "ahead", "agreements"), _json),
        },
        needed=("case_id", "kind", "date"),
    ),
    "event": Kind(
        "events", {**_texts("case_id", "kind", "date", "session", "note"), "present": _json},
        needed=("case_id", "kind", "date"),
    ),
    "goal": Kind(
        "goals", _texts("case_id", "date", "worry", "working", "needed", "closed", "reached", "outcome"),
        needed=("case_id", "date"),
    ),
    "safety": Kind(
        "safety_scales", _texts("case_id", "meeting", "date", "who", "value"), needed=("case_id", "date", "who", "value")
    ),
    "missed": Kind(
        "missed_steps", _texts("case_id", "obligation", "due", "date", "reason"),
        needed=("case_id", "obligation", "due", "date"),
    ),
    "setting": Kind("settings", _texts("key", "value")),
    "identity": Kind("identities", _texts("age", "sign", "age_secret", "sign_secret")),
    "contact": Kind("contacts", _texts("name", "role", "age", "sign", "words", "verified", "changed")),
    "consent": Kind(
        "consents", {**_texts("case_id", "by", "recipient", "given", "until", "withdrawn"), "streams": _json},
        needed=("case_id", "by", "recipient", "streams", "given"),
    ),
    "access": Kind("accesses", _texts("case_id", "command", "at")),
    "sharing": Kind(
        "sharings",
        {
            **_texts("case_id", "contact", "profile", "target", "ground", "purpose", "begun", "ended"),
            **dict.fromkeys(("streams", "excluded"), _json),
            "notes": _flag,
        },
    ),
    "sent": Kind(
        "sent_bundles",
        {
            **_texts("bundle", "contact", "made", "way", "changes", "bytes"),
            **dict.fromkeys(("cases", "ranges", "streams"), _json),
        },
    ),
    "received": Kind(
        "received_bundles",
        {
            **_texts(
                "bundle", "contact", "name", "made", "came", "way", "purpose", "ground", "changes", "state", "reason"
            ),
            **dict.fromkeys(("cases", "acts", "streams", "gaps"), _json),
        },
    ),
    "letter": Kind(
        "letters",
        {
            **_texts(
                "case_id", "act", "at", "sender", "role", "recipient", "source", "profile", "ground", "law", "purpose",
                "told", "code", "records",
            ),
            **dict.fromkeys(("consents", "left_out"), _json),
            "notes": _flag,
        },
        needed=("case_id", "act", "at", "sender", "source"),
    ),
    "shared": Kind(
        "shared",
        {**_texts("case_id", "record", "kind", "source", "letter", "at"), "fields": _json, "gone": _flag},
        needed=("case_id", "record", "kind", "source", "fields", "at"),
    ),
    "receipt": Kind(
        "receipts", {**_texts("bundle", "state", "at", "reason", "sign", "signature"), "records": _json},
        needed=("bundle", "state", "at", "sign", "signature"),
    ),
}

JOURNAL = frozenset({
    "case", "person", "visit", "pause", "agreement", "level", "response", "statement", "reminder", "tie", "look", "figure",
    "relation", "meeting", "event", "goal", "safety", "missed", "consent",
})  # fmt: skip
"""The kinds that stand in a family's journal streams."""

COPIES, ANSWERS = frozenset({"letter", "shared"}), frozenset({"receipt"})
"""The kinds of a stream of copies, and of a stream of receipts."""

SECRET_FIELDS = frozenset({"age_secret", "sign_secret"})
"""Fields that no command ever shows, whatever it is asked for."""

TABLES: tuple[str, ...] = tuple(kind.table for kind in KINDS.values())


def row_of(kind: Kind, fields: Fields) -> dict[str, Any]:
    """Return the columns of a record's fields; fields that the kind does not name stay in the log only."""
    said = fields.get
    row = {
        name: value if (value := said(name)) is None or encode is _same else encode(value)
        for name, encode in kind.columns.items()
    }
    if kind.derive:
        row.update(kind.derive(fields))
    return row
