"""`brief`: one screen about a family before the doorbell is rung."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from spaedbarn_cli.cli import given
from spaedbarn_cli.cli.app import command, session_of
from spaedbarn_cli.cli.family import CASE, document, note_access

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from spaedbarn_cli.domain.case import Case
    from spaedbarn_cli.domain.visit import Visit
    from spaedbarn_cli.report.brief_view import Brief
    from spaedbarn_cli.session import Session
    from spaedbarn_cli.store.responses import Response


def register(app: typer.Typer) -> None:
    """Declare the command."""

    @command(app, "brief", key="brief", codes="2 · 10–14 · 40", example="spaedbarn brief A17")
    def brief(ctx: typer.Context, case: CASE = None) -> None:
        run_brief(session_of(ctx), case)


def run_brief(session: Session, code: str | None) -> None:
    """Show the brief of a family."""
    from spaedbarn_cli.store import cases

    case = cases.find(session.store, given.needed(session, "CASE", code, "ask.code"))
    note_access(session, case, "brief")
    found = gather(session, case)
    if session.terminal.json:
        from spaedbarn_cli.report.brief_view import brief_json

        session.terminal.document(brief_json(found))
        return
    from spaedbarn_cli.report.brief_terminal import brief_screen

    session.terminal.rich(brief_screen(found, session.terminal.width))


def gather(session: Session, case: Case) -> Brief:
    """Read what the brief of a family tells."""
    from spaedbarn_cli.cli.draft import document as draft_document
    from spaedbarn_cli.domain.brief import last_visit, not_held_since, standings
    from spaedbarn_cli.domain.dates import minute_of, zone
    from spaedbarn_cli.domain.progress import series_of
    from spaedbarn_cli.report.brief_view import Brief, Remembered
    from spaedbarn_cli.store import drafts, responses, statements, visits

    store, now = session.store, session.now()
    minute = minute_of(now)
    listed = visits.listed(store, case.id, last=minute + 1)
    last = last_visit(listed, minute)
    answered = responses.listed(store, case.id)
    kept = statements.reminder(store, case.id)
    return Brief(
        now=now.astimezone(zone()), case=document(session, case), week=_week(session, case), last=last,
        lost=not_held_since(listed, last, minute), due=_due(session, case),
        scores=standings(series_of(answered)), titles=titles_of(session, answered),
        network=_network(session, case, last),
        drafts=[draft_document(session, draft) for draft in drafts.listed(store) if draft.case_id == case.id],
        reminder=Remembered(kept.text, kept.date) if kept else None,
    )  # fmt: skip


def titles_of(session: Session, answered: Sequence[Response]) -> dict[str, Mapping[str, str]]:
    """Return what the instruments are called, of those whose definition is kept."""
    from spaedbarn_cli.store import definitions

    titles: dict[str, Mapping[str, str]] = {}
    for instrument, digest in {one.instrument: one.definition for one in answered}.items():
        data = definitions.kept(session.store, digest)
        if data is not None and isinstance(data.get("title"), dict):
            titles[instrument] = data["title"]
    return titles


def _week(session: Session, case: Case):  # type: ignore[no-untyped-def]
    """Return this week's verdict, or None where the family has no week (closed, or before its start)."""
    from spaedbarn_cli.cli.norm_gather import run_report
    from spaedbarn_cli.report.norm_view import report_of

    today = session.today()
    report = report_of(today, run_report(session, [case.code], today, today, command="brief"))
    return report.blocks[0] if report.blocks and report.blocks[0].rows else None


def _due(session: Session, case: Case) -> None:
    return None


def _network(session: Session, case: Case, last: Visit | None) -> None:
    return None
