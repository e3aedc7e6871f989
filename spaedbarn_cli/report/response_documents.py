"""Answered instruments as the plain documents that `--json` promises."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spaedbarn_cli.store.responses import Response


def response_document(response: Response, code: str) -> dict[str, Any]:
    """Return a response as `questionnaire show --json` promises it; answers stand as they were given."""
    result = response.result
    return {
        "id": response.id,
        "case": code,
        "instrument": response.instrument,
        "version": response.version,
        "subject": response.subject,
        "role": response.role,
        "date": response.date.isoformat(),
        "entered": response.entered,
        "mode": response.mode,
        "by": response.by,
        "complete": response.complete,
        "answers": response.answers,
        "inactive": response.inactive,
        "scores": result.get("scores", {}),
        "bands": result.get("bands", {}),
        "flags": result.get("flags", []),
        "scorable": result.get("scorable", {}),
        "range": result.get("range", {}),
        "unanswered": result.get("unanswered", []),
        "detail": result.get("detail", []),
        "window": result.get("window"),
        "actions": response.actions,
        "note": response.note,
        "definition": response.definition,
        "retracted": response.retracted,
        "versions": response.versions,
    }
