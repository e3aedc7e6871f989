"""The flags of a meeting, read into the fields of a change; the questions use the same readers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from spaedbarn_cli.cli import given
from spaedbarn_cli.cli.visit_fields import read_note, split
from spaedbarn_cli.domain import reading
from spaedbarn_cli.domain.meeting import SAFETY
from spaedbarn_cli.domain.obligation import MEETING_KINDS
from spaedbarn_cli.errors import WrongUsage

if TYPE_CHECKING:
    from spaedbarn_cli.session import Session

_YEAR_AHEAD = timedelta(days=364)


@dataclass(frozen=True, kw_only=True)
class MeetingOptions:
    """The flags of a meeting as typed; None (or empty) is "not given"."""

    kind: str | None = None
    date: str | None = None
    present: tuple[str, ...] = ()
    reviewed: str | None = None
    sent: str | None = None
    note: str | None = None
    ahead: tuple[str, ...] = ()
    agreements: tuple[str, ...] = ()
    safety: tuple[str, ...] = ()


def read_kind(text: str | None) -> str:
    """Return one of the kinds of meeting; raises WrongUsage."""
    kind = (text or "").strip().lower().replace("_", "-")
    if kind not in MEETING_KINDS:
        raise WrongUsage("bad_meeting_kind", option="--kind", known=", ".join(MEETING_KINDS))
    return kind


def read_ahead(text: str, today: date, after: date) -> date:
    """Return a day to come: one without a year is the next such day after `after`; raises reading.Unreadable."""
    try:
        return reading.read_day(text)
    except reading.Unreadable:
        words = not any(letter.isdigit() for letter in text)
        return reading.read_day(text, today if words else after + _YEAR_AHEAD)


def read_safety(text: str) -> tuple[str, int]:
    """Return `mor=6` as who and how much; raises WrongUsage."""
    who, mark, number = text.partition("=")
    value = number.strip()
    if not mark or not (value.isascii() and value.isdigit()) or len(value) > 2 or int(value) not in SAFETY:
        raise WrongUsage("bad_safety", option="--safety")
    return given.label("--safety", who), int(value)


def past_day(session: Session, option: str, text: str | None) -> date | None:
    """Return a day that is not ahead of today; raises WrongUsage."""
    found = given.day(option, text, session)
    if found is not None and found > session.today():
        raise WrongUsage("logged_in_future", option=option)
    return found


def fields_of(session: Session, options: MeetingOptions) -> tuple[dict[str, Any], list[tuple[str, int]]]:
    """Return the fields of a meeting and its safety scales; raises WrongUsage with the first thing wrong."""
    kind = read_kind(given.needed(session, "--kind", options.kind, "ask.meeting.kind"))
    given.needed(session, "--date", options.date, "ask.meeting.day")
    held = past_day(session, "--date", options.date)
    assert held is not None
    ahead = [given.read("--next-date", text, read_ahead, session.today(), held) for text in split(options.ahead)]
    if any(day <= held for day in ahead):
        raise WrongUsage("next_date_before", option="--next-date")
    reviewed, sent = past_day(session, "--reviewed", options.reviewed), past_day(session, "--statement-sent", options.sent)
    fields: dict[str, Any] = {
        "kind": kind,
        "date": held.isoformat(),
        "present": [given.label("--present", label) for label in split(options.present)],
        "reviewed": reviewed.isoformat() if reviewed else None,
        "sent": sent.isoformat() if sent else None,
        "ahead": sorted({day.isoformat() for day in ahead}),
        "agreements": [text for text in map(given.text, options.agreements) if text],
        "note": read_note(options.note),
    }
    return fields, [read_safety(text) for text in split(options.safety)]
