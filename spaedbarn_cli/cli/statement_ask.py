"""A status statement completed in the program: each section stands there as drafted, and every word is kept at once."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from spaedbarn_cli.cli.kept import AGAIN, DraftLock, Kept
from spaedbarn_cli.cli.statement_gather import Frame, prefilled, save
from spaedbarn_cli.domain.statement import SECTIONS
from spaedbarn_cli.errors import Interrupted, NotFound
from spaedbarn_cli.i18n.catalog import t
from spaedbarn_cli.ui.form import Question, run
from spaedbarn_cli.ui.prompt_state import IdleLock, set_draft

if TYPE_CHECKING:
    from spaedbarn_cli.session import Session
    from spaedbarn_cli.store.drafts import Draft
    from spaedbarn_cli.store.statements import Statement
    from spaedbarn_cli.ui.form import Answers

KIND = "statement"
FRAME, REASON = "frame.begun", "reason"
"""Keys of a draft beside the sections: which days it is about, and why it is corrected."""


class _Writing(Kept):
    """The questions of one statement, and the draft behind them."""

    def __init__(self, session: Session, frame: Frame, answers: Answers, draft: str | None) -> None:
        super().__init__(session, KIND, answers, draft)
        self.frame = frame
        self.stood = prefilled(session, frame)

    def questions(self) -> list[Question]:
        asked = [Question(key, self._section(key)) for key in SECTIONS]
        if self.frame.known is not None:
            asked.append(Question(REASON, self._reason))
        return asked

    def _section(self, key: str) -> Any:
        def ask(answers: Answers, first: bool) -> Any:
            from spaedbarn_cli.ui.prompts import ask_note

            begun = answers.get(f"{key}.begun")
            written = answers.get(key) if key in answers else self.stood.get(key, "")
            return ask_note(
                t(f"statement.section.{key}"), initial=(written or "") if begun is None else begun,
                on_change=lambda text: self.keep(f"{key}.begun", text), first=first,
            )  # fmt: skip

        return ask

    def _reason(self, answers: Answers, first: bool) -> Any:
        from spaedbarn_cli.ui.prompts import ask_text

        return ask_text(t("ask.status_reason"), default_text=answers.get(REASON) or "", skippable=False, first=first)


def ask_statement(session: Session, frame: Frame, reason: str | None = None) -> Statement:
    """Ask for every section, drafted from the records, and save; raises Interrupted and IdleLock, the draft kept."""
    answers: Answers = {"case": frame.case.id, FRAME: _kept(frame), **({REASON: reason} if reason else {})}
    return _carry_on(session, frame, answers, None)


def resume_statement(session: Session, draft: Draft) -> None:
    """Go on with a statement that was left, and say where it went."""
    from spaedbarn_cli.cli.statement import done
    from spaedbarn_cli.store import cases, statements

    kept = draft.answers.get(FRAME)
    if kept is None or draft.case_id is None:
        raise NotFound("draft_unknown")
    case = cases.by_id(session.store, draft.case_id)
    known = statements.find(session.store, case.id, kept["known"]) if kept["known"] else None
    frame = Frame(case, date.fromisoformat(kept["first"]), date.fromisoformat(kept["last"]), known)
    done(session, case, _carry_on(session, frame, dict(draft.answers), draft.id), None)


def _kept(frame: Frame) -> dict[str, Any]:
    known = frame.known.id if frame.known is not None else None
    return {"first": frame.first.isoformat(), "last": frame.last.isoformat(), "known": known}


def _carry_on(session: Session, frame: Frame, answers: Answers, draft: str | None) -> Statement:
    writing = _Writing(session, frame, answers, draft)
    session.terminal.say(t("statement.begin", code=frame.case.code, n=len(SECTIONS)))
    set_draft(draft is not None)
    try:
        again = answers.get(AGAIN) or ()
        run(writing.questions(), answers, writing.keep, again=again, on_again=lambda keys: writing.keep(AGAIN, keys))
        sections = {key: answers.get(key) or "" for key in SECTIONS}
        return save(session, frame, sections, answers.get(REASON), draft=writing.draft)
    except Interrupted:
        raise Interrupted("interrupted_draft" if writing.draft else "interrupted") from None
    except IdleLock as lock:
        raise DraftLock(lock.reason, writing.draft) from None
    finally:
        set_draft(kept=False)
