"""Meetings, events and goals as the plain documents of `--json`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datetime import date

    from spaedbarn_cli.domain.meeting import Event, Goal, Meeting


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def meeting_document(meeting: Meeting, code: str) -> dict[str, Any]:
    """Return a meeting; days are ISO dates, `safety` maps who to 0–10."""
    return {
        "id": meeting.id,
        "case": code,
        "kind": meeting.kind,
        "date": _iso(meeting.date),
        "present": list(meeting.present),
        "reviewed": _iso(meeting.reviewed),
        "statement_sent": _iso(meeting.sent),
        "next_dates": [day.isoformat() for day in meeting.ahead],
        "agreements": list(meeting.agreements),
        "safety": {scale.who: scale.value for scale in meeting.safety},
        "note": meeting.note,
        "versions": meeting.versions,
    }


def event_document(event: Event, code: str) -> dict[str, Any]:
    """Return an event; `session` is null for what is no course."""
    return {
        "id": event.id,
        "case": code,
        "kind": event.kind,
        "date": _iso(event.date),
        "session": event.session,
        "present": list(event.present),
        "note": event.note,
    }


def goal_document(goal: Goal, code: str) -> dict[str, Any]:
    """Return a goal; `closed` and `reached` are null while it is worked on."""
    return {
        "id": goal.id,
        "case": code,
        "date": _iso(goal.date),
        "worry": goal.worry,
        "working": goal.working,
        "needed": goal.needed,
        "closed": _iso(goal.closed),
        "reached": goal.reached,
        "outcome": goal.outcome,
    }
