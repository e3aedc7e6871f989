"""A visit at the kitchen table: questions are asked, every answer is on disk at once, and at the end it is saved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from spaedbarn_cli.cli.kept import AGAIN, DraftLock, Kept
from spaedbarn_cli.cli.visit_fields import VisitOptions, check, fields_of
from spaedbarn_cli.cli.visit_questions import NOT_HELD, questions
from spaedbarn_cli.errors import Interrupted, WrongUsage
from spaedbarn_cli.i18n.catalog import t
from spaedbarn_cli.ui.form import applying, run
from spaedbarn_cli.ui.prompt_state import IdleLock, set_draft

if TYPE_CHECKING:
    from spaedbarn_cli.domain.case import Case
    from spaedbarn_cli.session import Session
    from spaedbarn_cli.store.drafts import Draft
    from spaedbarn_cli.ui.form import Answers

KIND = "visit"
WHEN = ("day", "time", "how")
"""What is asked again when a visit cannot have been then."""


def ask_visit(session: Session, code: str | None, options: VisitOptions) -> None:
    """Ask for a visit, from the start."""
    from spaedbarn_cli.store import cases

    answers: Answers = {}
    if code is not None:
        case = cases.find(session.store, code)
        cases.must_be_written_here(session.store, case)
        answers["case"] = case.id
    elif not cases.written_here(session.store):
        session.terminal.result(t("label.no_cases"))
        return
    _carry_on(session, None, {**answers, **_given(session, options)})


def resume_visit(session: Session, draft: Draft) -> None:
    """Go on with a visit that was left."""
    _carry_on(session, draft.id, dict(draft.answers))


def _given(session: Session, options: VisitOptions) -> Answers:
    """Return the answers that flags have given already."""
    fields = fields_of(session, options, only_given=True)
    kept = ("by", "present", "core", "signs", "note", "next", "cancelled_by", "excused")
    answers: Answers = {name: fields[name] for name in kept if name in fields}
    status = fields.get("status", "held")
    if status != "held":
        answers["how"] = status
    elif "kind" in fields:
        answers["how"] = fields["kind"]
    if options.reason is not None:
        answers["reason"] = options.reason
    return answers


def _carry_on(session: Session, draft: str | None, answers: Answers) -> None:
    """Run the questions, keep every answer, and save the visit at the end."""
    kept = Kept(session, KIND, answers, draft)
    asks = questions(session, kept.keep)
    set_draft(draft is not None)
    try:
        while True:
            again = answers.get(AGAIN) or ()
            run(asks, answers, kept.keep, again=again, on_again=lambda keys: kept.keep(AGAIN, keys))
            wrong = _save(session, applying(asks, answers), answers.get("excused"), kept.draft)
            if wrong is None:
                return
            session.terminal.say(f" ! {wrong.words}")
            for key in wrong.keys if wrong.forget else ():
                kept.keep(key, None)
            kept.keep(AGAIN, list(wrong.keys))
    except Interrupted:
        raise Interrupted("interrupted_draft" if kept.draft else "interrupted") from None
    except IdleLock as lock:
        raise DraftLock(lock.reason, kept.draft) from None
    finally:
        set_draft(kept=False)


class _Wrong(NamedTuple):
    """Why a visit cannot be saved, in words; which questions to ask again, and whether their answers are of any use."""

    words: str
    keys: tuple[str, ...] = WHEN
    forget: bool = False


_WRONG_TIME = ("end_before_start", "visit_too_long", "visit_in_future", "visit_long_ago")
_ASKED_BY = {"--core": ("core",), "--sign": ("signs",)}


def _save(session: Session, answers: Answers, excused: bool | None, draft: str | None) -> _Wrong | None:
    """Save the visit, or return what is wrong with it."""
    from datetime import date

    from spaedbarn_cli.cli.visit import save
    from spaedbarn_cli.domain import reading
    from spaedbarn_cli.domain.dates import minute_of
    from spaedbarn_cli.store import cases

    case = cases.by_id(session.store, answers["case"])
    fields = _fields(session, case, answers)
    if excused is not None and fields["status"] != "held":
        fields["excused"] = excused
    hour, minute, length = answers["time"]
    try:
        start = reading.at(date.fromisoformat(answers["day"]), hour, minute)
        if fields["status"] == "held" and start > minute_of(session.now()):
            return _Wrong(t("ask.visit.wrong_visit_in_future"))
        check(session, case, fields, start, start + length)
    except reading.Unreadable as error:
        return _Wrong(t(f"ask.visit.bad_{error.code}"))
    except WrongUsage as error:
        if error.key in _WRONG_TIME:
            return _Wrong(t(f"ask.visit.wrong_{error.key}"))
        # A draft may be older than the programme's lists and the family's people.
        return _Wrong(t("ask.visit.wrong_words"), _ASKED_BY.get(error.params["option"], ("how",)), forget=True)
    save(session, case, fields, start, start + length, draft=draft)
    return None


def _fields(session: Session, case: Case, answers: Answers) -> dict[str, Any]:
    from spaedbarn_cli.store import cases

    how = answers["how"]
    # Somebody may have been taken out of the family since the draft was left.
    labels = {person.label for person in cases.persons(session.store, case.id)}
    fields: dict[str, Any] = {
        "kind": "home" if how in NOT_HELD else how,
        "status": how if how in NOT_HELD else "held",
        "by": answers.get("by") or [session.store.author],
        "present": [label for label in answers.get("present") or () if label in labels],
        "core": answers.get("core") or [],
        "signs": answers.get("signs") or [],
    }
    for name in ("note", "next", "reason", "cancelled_by"):
        if answers.get(name):
            fields[name] = answers[name]
    return fields
