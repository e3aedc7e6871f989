"""The questions of a visit at the kitchen table: everything usual is filled in, every answer is on disk at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from spaedbarn_cli.cli.visit_fields import VisitOptions, check, fields_of
from spaedbarn_cli.errors import Interrupted
from spaedbarn_cli.i18n.catalog import t
from spaedbarn_cli.ui.form import run
from spaedbarn_cli.ui.prompt_state import IdleLock, set_draft

if TYPE_CHECKING:
    from spaedbarn_cli.domain.case import Case
    from spaedbarn_cli.session import Session
    from spaedbarn_cli.store.drafts import Draft

KIND = "visit"
NOT_HELD = ("cancelled", "no-show", "declined")


class DraftLock(IdleLock):
    """The screen was locked in the middle of a draft: `draft` is where to go on."""

    def __init__(self, reason: str, draft: str | None) -> None:
        super().__init__(reason)
        self.draft = draft


def ask_visit(session: Session, code: str | None, options: VisitOptions) -> None:
    """Ask for a visit, from the start."""
    from spaedbarn_cli.store import cases

    answers: dict[str, Any] = {}
    if code is not None:
        answers["case"] = cases.find(session.store, code).id
    elif not cases.every(session.store):
        session.terminal.result(t("label.no_cases"))
        return
    _carry_on(session, None, {**answers, **_given(session, options)})


def resume_visit(session: Session, draft: Draft) -> None:
    """Go on with a visit that was left."""
    _carry_on(session, draft.id, dict(draft.answers))


def _given(session: Session, options: VisitOptions) -> dict[str, Any]:
    """Return the answers that flags have given already."""
    fields = fields_of(session, options, only_given=True)
    answers: dict[str, Any] = {name: fields[name] for name in ("by", "present", "core", "signs", "note", "next") if name in fields}
    status = fields.get("status", "held")
    if status != "held":
        answers["how"] = status
    elif "kind" in fields:
        answers["how"] = fields["kind"]
    if options.reason is not None:
        answers["reason"] = options.reason
    return answers


def _carry_on(session: Session, draft: str | None, answers: dict[str, Any]) -> None:
    """Run the questions, keep every answer, and save the visit at the end."""
    from spaedbarn_cli.cli.visit_questions import questions
    from spaedbarn_cli.store import cases, drafts

    store = session.store
    kept = draft

    def keep(key: str, value: Any) -> None:
        nonlocal kept
        if kept is None:
            kept = drafts.begin(store, KIND)
            for before, known in answers.items():
                if before != key:
                    drafts.answer(store, kept, before, known)
        drafts.answer(store, kept, key, value)
        if "case" in answers:
            drafts.name_case(store, kept, answers["case"])
        set_draft(True)

    set_draft(draft is not None)
    try:
        while True:
            run(questions(session, keep), answers, keep)
            case = cases.by_id(store, answers["case"])
            problem = _save(session, case, answers, kept)
            if problem is None:
                return
            session.terminal.error(problem)
            for key in ("day", "time"):  # what can still be wrong together is when it was
                answers.pop(key, None)
    except Interrupted:
        raise Interrupted("interrupted_draft" if kept else "interrupted") from None
    except IdleLock as lock:
        raise DraftLock(lock.reason, kept) from None
    finally:
        set_draft(False)


def _save(session: Session, case: Case, answers: dict[str, Any], draft: str | None) -> Any:
    """Save the visit, or return what is wrong with it."""
    from datetime import date

    from spaedbarn_cli.cli.visit import save
    from spaedbarn_cli.domain import reading
    from spaedbarn_cli.errors import WrongUsage

    hour, minute, length = answers["time"]
    how = answers["how"]
    fields: dict[str, Any] = {
        "kind": "home" if how in NOT_HELD else how,
        "status": how if how in NOT_HELD else "held",
        "by": answers.get("by") or [session.store.author],
        "present": answers.get("present") or [],
        "core": answers.get("core") or [],
        "signs": answers.get("signs") or [],
    }
    for name in ("note", "next", "reason", "cancelled_by", "excused"):
        if answers.get(name) is not None and answers[name] != "":
            fields[name] = answers[name]
    try:
        start = reading.at(date.fromisoformat(answers["day"]), hour, minute)
        check(session, case, fields, start, start + length)
    except reading.Unreadable as error:
        return WrongUsage(f"bad_{error.code}", option=t("label.time"))
    except WrongUsage as error:
        error.params["option"] = t("label.time")
        return error
    save(session, case, fields, start, start + length, draft=draft)
    return None
