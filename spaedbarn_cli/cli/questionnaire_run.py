"""An instrument at the kitchen table: begun, handed over, acted on, left and gone on with, and kept at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from spaedbarn_cli.cli.item_run import GO, ITEM, PUT_OFF, RUN, STOP, Run, items_of
from spaedbarn_cli.errors import Interrupted
from spaedbarn_cli.i18n.catalog import t
from spaedbarn_cli.ui.prompt_state import IdleLock, set_draft

if TYPE_CHECKING:
    from spaedbarn_cli.cli.response import About
    from spaedbarn_cli.session import Session
    from spaedbarn_cli.store.drafts import Draft


def begin(session: Session, about: About, *, handed: bool) -> None:
    """Begin an instrument: a draft stands before the first question is asked."""
    from spaedbarn_cli.store import drafts

    draft = drafts.begin(session.store, about.instrument.kind, case_id=about.case.id, definition=about.digest)
    meta = {"subject": about.person.label, "role": about.person.role, "date": about.day.isoformat(), "mode": about.mode}
    drafts.answer(session.store, draft, RUN, meta)
    sit(Run(session, about, draft, {RUN: meta}), handed=handed)


def resume(session: Session, draft: Draft) -> None:
    """Go on with an instrument that was left, on the definition it was begun on."""
    from spaedbarn_cli.cli.draft import about_draft
    from spaedbarn_cli.ui.prompts import confirm

    run = Run(session, about_draft(session, draft), draft.id, dict(draft.answers))
    waiting = run.order.put_off - set(run.answers)
    if waiting and confirm(t("ask.quest.good_time"), default=True) is True:
        run.order.put_off -= waiting
        run.keep(PUT_OFF, sorted(run.order.put_off))
    sit(run, handed=False)


def sit(run: Run, *, handed: bool) -> None:
    """Ask, act on what must be acted on, and end: with a response in the log, or with a draft to go on from."""
    from spaedbarn_cli.ui.prompts import confirm

    set_draft(kept=True)
    try:
        _say_window(run)
        again = handed
        while True:
            if again:
                _hand_over(run)
                again = False
            went_on = run.ask_all()
            if run.flag_waiting():
                run.act()
                more = handed and bool(run.order.missing())
                again = more and confirm(t("ask.quest.hand_again"), default=False) is True
                continue
            chosen = run.end() if went_on else STOP
            if chosen != GO:
                break
        _finish(run, chosen)
    except Interrupted:
        _forget_empty(run)
        raise Interrupted("interrupted_draft" if items_of(run.kept) else "interrupted") from None
    except IdleLock as lock:
        from spaedbarn_cli.cli.kept import DraftLock

        raise DraftLock(lock.reason, run.draft) from None
    finally:
        set_draft(kept=False)


def _forget_empty(run: Run) -> None:
    """A draft in which nothing was said is no draft."""
    from spaedbarn_cli.store import drafts

    if run.session.is_open and not any(key.startswith(ITEM) for key in run.kept):
        drafts.drop(run.session.store, run.draft)


def _hand_over(run: Run) -> None:
    """Let the parent answer; what ends it (the last question, a key to leave, a risk answer) looks the same to her."""
    from spaedbarn_cli.cli.handover import in_other_hands

    run.handed = True
    try:
        with in_other_hands(run.session) as hands:
            while True:
                try:
                    run.ask_all()
                except Interrupted:
                    if not hands.give_back(may_go_on=True):
                        continue
                except IdleLock:
                    run.session.close()
                break
    finally:
        run.handed = False


def _say_window(run: Run) -> None:
    from spaedbarn_cli.cli.response import window

    within = window(run.session, run.about)
    if within is not None and within["outside"]:
        run.session.terminal.warn("warn.outside_window", **window_words(run.about.instrument, within))


def window_words(instrument: Any, within: dict[str, Any]) -> dict[str, Any]:
    """Return what is said about a child that is younger or older than an instrument is meant for."""
    from spaedbarn_cli.i18n.catalog import age

    bounds = instrument.window
    return {"first": bounds.from_months, "last": bounds.to_months, "age": age(within["months"], within["days"])}


def _finish(run: Run, chosen: str) -> None:
    from spaedbarn_cli.cli.questionnaire import say_saved, show_response
    from spaedbarn_cli.cli.response import save

    if chosen == STOP:
        if not any(key.startswith(ITEM) for key in run.kept):
            _forget_empty(run)
        else:
            run.session.terminal.say(t("said.quest_draft", id=run.draft[:6]))
        return
    response = save(run.session, run.about, run.answers, actions=run.actions, draft=run.draft)
    say_saved(run.session, response)
    show_response(run.session, response)
