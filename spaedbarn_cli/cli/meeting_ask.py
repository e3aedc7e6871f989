"""A meeting at the table: questions are asked, every answer is on disk at once, and at the end it is saved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from spaedbarn_cli.cli.kept import AGAIN, DraftLock, Kept
from spaedbarn_cli.cli.meeting_questions import questions
from spaedbarn_cli.errors import Interrupted
from spaedbarn_cli.i18n.catalog import t
from spaedbarn_cli.ui.form import applying, run
from spaedbarn_cli.ui.prompt_state import IdleLock, set_draft

if TYPE_CHECKING:
    from spaedbarn_cli.session import Session
    from spaedbarn_cli.store.drafts import Draft
    from spaedbarn_cli.ui.form import Answers

KIND = "meeting"


def ask_meeting(session: Session, code: str | None) -> None:
    """Ask for a meeting, from the start."""
    from spaedbarn_cli.store import cases

    answers: Answers = {}
    if code is not None:
        case = cases.find(session.store, code)
        cases.must_be_written_here(session.store, case)
        answers["case"] = case.id
    elif not cases.written_here(session.store):
        session.terminal.result(t("label.no_cases"))
        return
    _carry_on(session, None, answers)


def resume_meeting(session: Session, draft: Draft) -> None:
    """Go on with a meeting that was left."""
    _carry_on(session, draft.id, dict(draft.answers))


def _carry_on(session: Session, draft: str | None, answers: Answers) -> None:
    """Run the questions, keep every answer, and save the meeting at the end."""
    from spaedbarn_cli.cli.meeting import save
    from spaedbarn_cli.store import cases

    kept = Kept(session, KIND, answers, draft)
    asks = questions(session, kept.keep)
    set_draft(draft is not None)
    try:
        again = answers.get(AGAIN) or ()
        run(asks, answers, kept.keep, again=again, on_again=lambda keys: kept.keep(AGAIN, keys))
    except Interrupted:
        raise Interrupted("interrupted_draft" if kept.draft else "interrupted") from None
    except IdleLock as lock:
        raise DraftLock(lock.reason, kept.draft) from None
    finally:
        set_draft(kept=False)
    found = applying(asks, answers)
    case = cases.by_id(session.store, found["case"])
    save(session, case, _fields(found), [(who, value) for who, value in found.get("safety") or ()], draft=kept.draft)


def _fields(answers: dict[str, Any]) -> dict[str, Any]:
    held = answers["day"]
    return {
        "kind": answers["kind"],
        "date": held,
        "present": answers.get("present") or [],
        "reviewed": answers.get("reviewed"),
        "sent": answers.get("sent"),
        "ahead": sorted(iso for iso in answers.get("ahead") or () if iso > held),  # the day may have been changed since
        "agreements": [line.strip() for line in (answers.get("agreements") or "").splitlines() if line.strip()],
        "note": answers.get("note") or None,
    }
