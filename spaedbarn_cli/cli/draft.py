"""`drafts` and `resume`: what was begun and not finished."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from spaedbarn_cli.cli.app import command, session_of
from spaedbarn_cli.errors import NotFound
from spaedbarn_cli.i18n.catalog import t

if TYPE_CHECKING:
    from spaedbarn_cli.session import Session
    from spaedbarn_cli.store.drafts import Draft


def register(app: typer.Typer) -> None:
    """Declare the commands."""

    @command(app, "drafts", key="drafts", codes="10–14 · 40", example="spaedbarn drafts")
    def drafts(
        ctx: typer.Context,
        drop: Annotated[str | None, typer.Option("--drop", metavar="ID", help=t("opt.drop"))] = None,
    ) -> None:
        run_drafts(session_of(ctx), drop)

    @command(app, "resume", key="resume", codes="2 · 10–14 · 40", example="spaedbarn resume")
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
    }


def run_resume(session: Session, key: str | None) -> None:
    """Go on with a draft: the one named, or the one last touched."""
    from spaedbarn_cli.store import drafts

    resume(session, drafts.find(session.store, key))


def resume(session: Session, draft: Draft) -> None:
    """Go on with a draft, whatever it is of."""
    if draft.kind != "visit":
        raise NotFound("draft_unknown")
    from spaedbarn_cli.errors import WrongUsage

    if not session.terminal.interactive:
        raise WrongUsage("no_terminal")
    from spaedbarn_cli.cli.visit_ask import resume_visit

    resume_visit(session, draft)
