"""`drafts` and `resume`: what was begun and not finished."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from spaedbarn_cli.cli.app import command, session_of
from spaedbarn_cli.errors import NotFound
from spaedbarn_cli.i18n.catalog import t

if TYPE_CHECKING:
    from spaedbarn_cli.cli.response import About
    from spaedbarn_cli.session import Session
    from spaedbarn_cli.store.drafts import Draft

INSTRUMENTS = ("questionnaire", "observation", "interview")
"""Drafts of these kinds are instruments that were begun."""


def register(app: typer.Typer) -> None:
    """Declare the commands."""

    @command(app, "drafts", key="drafts", codes="10–14 · 40", example="spaedbarn drafts")
    def drafts(
        ctx: typer.Context,
        drop: Annotated[str | None, typer.Option("--drop", metavar="ID", help=t("opt.drop"))] = None,
    ) -> None:
        run_drafts(session_of(ctx), drop)

    @command(app, "resume", key="resume", codes="2 · 10–14 · 40 · 41", example="spaedbarn resume")
    def resume(
        ctx: typer.Context,
        draft: Annotated[str | None, typer.Argument(metavar="ID", show_default=False)] = None,
    ) -> None:
        run_resume(session_of(ctx), draft)


def run_drafts(session: Session, drop: str | None) -> None:
    """List the drafts, or throw one away when asked to."""
    from spaedbarn_cli.cli import given
    from spaedbarn_cli.store import drafts

    if drop is not None:
        draft = drafts.find(session.store, drop)
        if not given.confirmed(session, "ask.drop_draft"):
            return
        drafts.drop(session.store, draft.id)
    found = [document(session, draft) for draft in drafts.listed(session.store)]
    if session.terminal.json:
        session.terminal.document({"drafts": found})
        return
    from spaedbarn_cli.report.terminal import draft_list

    session.terminal.rich(draft_list(found))
    if any(one.get("put_off") for one in found):
        session.terminal.say(t("label.put_off"))


def document(session: Session, draft: Draft) -> dict[str, Any]:
    """Return a draft as JSON: what it is and how far it came, not what was answered."""
    from spaedbarn_cli.store import cases

    return {
        "id": draft.id,
        "kind": draft.kind,
        "case": cases.codes(session.store).get(draft.case_id or ""),
        "begun": draft.begun,
        "touched": draft.touched,
        "answered": sum(not key.endswith(".begun") for key in draft.answers),
        **(_instrument_document(session, draft) if draft.kind in INSTRUMENTS else {}),
    }


def _instrument_document(session: Session, draft: Draft) -> dict[str, Any]:
    """Return what a draft of an instrument is about; that something was put off is told, never what."""
    from spaedbarn_cli.cli.definition import by_digest
    from spaedbarn_cli.cli.item_run import PUT_OFF, RUN, items_of

    instrument = by_digest(session, draft.definition or "")
    answered = items_of(draft.answers)
    return {
        "instrument": instrument.id if instrument else None,
        "version": instrument.version if instrument else None,
        "title": dict(instrument.title) if instrument else None,
        "subject": (draft.answers.get(RUN) or {}).get("subject"),
        "answered": len(answered),
        "put_off": bool({*(draft.answers.get(PUT_OFF) or ())} - {*answered}),
    }


def put_off_waits(session: Session, case_id: str) -> bool:
    """Say whether questions to this family were put off to a time when the parent is alone."""
    from spaedbarn_cli.store import drafts

    return any(
        draft.case_id == case_id and draft.kind in INSTRUMENTS and _instrument_document(session, draft)["put_off"]
        for draft in drafts.listed(session.store)
    )


def about_draft(session: Session, draft: Draft) -> About:
    """Return what a draft of an instrument is about, on the definition it was begun on; raises NotFound."""
    from datetime import date

    from spaedbarn_cli.cli.definition import by_digest
    from spaedbarn_cli.cli.item_run import RUN
    from spaedbarn_cli.cli.response import About
    from spaedbarn_cli.domain.case import Person
    from spaedbarn_cli.store import cases

    meta = draft.answers.get(RUN)
    instrument = by_digest(session, draft.definition or "")
    if meta is None or instrument is None or draft.case_id is None:
        raise NotFound("draft_unknown")
    case = cases.by_id(session.store, draft.case_id)
    people = cases.persons(session.store, case.id)
    person = next((one for one in people if one.label == meta["subject"]), None)
    if person is None:  # renamed or taken out since: the answers are still hers
        person = Person("", case.id, meta["subject"], meta["role"])
    day = date.fromisoformat(meta["date"])
    return About(case, person, instrument, draft.definition or "", day, meta["mode"])


def run_resume(session: Session, key: str | None) -> None:
    """Go on with a draft: the one named, or the one last touched."""
    from spaedbarn_cli.store import drafts

    resume(session, drafts.find(session.store, key))


def resume(session: Session, draft: Draft) -> None:
    """Go on with a draft, whatever it is of."""
    if draft.kind not in ("visit", "statement", "meeting", "network", *INSTRUMENTS):
        raise NotFound("draft_unknown")
    from spaedbarn_cli.errors import WrongUsage

    if not session.terminal.interactive:
        raise WrongUsage("no_terminal")
    if draft.kind in INSTRUMENTS:
        from spaedbarn_cli.cli.questionnaire_run import resume as resume_instrument

        resume_instrument(session, draft)
        return
    if draft.kind == "statement":
        from spaedbarn_cli.cli.statement_ask import resume_statement

        resume_statement(session, draft)
        return
    if draft.kind == "network":
        from spaedbarn_cli.cli.network_fill import resume_fill

        resume_fill(session, draft)
        return
    if draft.kind == "meeting":
        from spaedbarn_cli.cli.meeting_ask import resume_meeting

        resume_meeting(session, draft)
        return
    from spaedbarn_cli.cli.visit_ask import resume_visit

    resume_visit(session, draft)
