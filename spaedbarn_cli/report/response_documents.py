"""Answered instruments as the plain documents that `--json` promises."""

from __future__ import annotations

import re
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
        "answers": _in_order(response.answers),
        "inactive": _in_order(response.inactive),
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


def _in_order(answers: dict[str, Any]) -> dict[str, Any]:
    """Return answers in the order of the form: the log keeps keys as letters, where 10 stands before 2."""

    def place(key: str) -> list[tuple[int, int, str]]:
        return [(0, int(part), "") if part.isdigit() else (1, 0, part) for part in re.findall(r"\d+|\D+", key)]

    return {key: answers[key] for key in sorted(answers, key=place)}
