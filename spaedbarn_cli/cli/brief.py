"""`brief`: one screen about a family before the doorbell is rung."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import typer  # noqa: TC002 - the annotations of a command are read when it runs

from spaedbarn_cli.cli import given
from spaedbarn_cli.cli.app import command, session_of
from spaedbarn_cli.cli.family import CASE, document

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from spaedbarn_cli.domain.case import Case
    from spaedbarn_cli.domain.visit import Visit
    from spaedbarn_cli.report.brief_view import Brief, Line
    from spaedbarn_cli.report.norm_view import Block
    from spaedbarn_cli.session import Session
    from spaedbarn_cli.store.responses import Response


AHEAD = timedelta(days=14)
"""How far ahead the brief looks for what is due."""


def register(app: typer.Typer) -> None:
    """Declare the command."""

    @command(app, "brief", key="brief", codes="2 · 10–14 · 40", example="spaedbarn brief A17")
    def brief(ctx: typer.Context, case: CASE = None) -> None:
        run_brief(session_of(ctx), case)


def run_brief(session: Session, code: str | None) -> None:
    """Show the brief of a family."""
    from spaedbarn_cli.store import cases

    case = cases.find(session.store, given.needed(session, "CASE", code, "ask.code"))
    found = gather(session, case)
    if session.terminal.json:
        from spaedbarn_cli.report.brief_view import brief_json

        session.terminal.document(brief_json(found))
        return
    from spaedbarn_cli.report.brief_terminal import brief_screen

    session.terminal.rich(brief_screen(found, session.terminal.width))


def gather(session: Session, case: Case) -> Brief:
    """Read what the brief of a family tells; reading a family that is not one's own is logged on the way."""
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


def _week(session: Session, case: Case) -> Block | None:
    """Return this week's verdict, or None where the family has no week (closed, or before its start)."""
    from spaedbarn_cli.cli.norm_gather import run_report
    from spaedbarn_cli.report.norm_view import report_of

    today = session.today()
    report = report_of(today, run_report(session, [case.code], today, today, command="brief"))
    return report.blocks[0] if report.blocks and report.blocks[0].rows else None


def _due(session: Session, case: Case) -> list[Line] | None:
    """Return what is due now or within two weeks, the nearest first; None where the programme has no steps."""
    from spaedbarn_cli.cli.plan import rows_due
    from spaedbarn_cli.cli.plan_gather import plans
    from spaedbarn_cli.domain.plan_json import item_json
    from spaedbarn_cli.report.brief_view import Line
    from spaedbarn_cli.report.plan_terminal import nearest
    from spaedbarn_cli.report.plan_words import state_words, step_words, telling

    today = session.today()
    found = plans(session, [case.code])
    if not found[0].steps:
        return None
    lines = []
    for item, steps in nearest([(item, plan.steps) for item, plan in rows_due(found, today, AHEAD)], today):
        extra = telling(item, steps, today)
        words = f"{step_words(item, steps)}: {state_words(item, today)}" + (f" · {extra}" if extra else "")
        lines.append(Line(words, item.state == "overdue", item_json(item)))
    return lines


def _network(session: Session, case: Case, last: Visit | None) -> list[Line] | None:
    """Return how the network has changed since the last visit, or None where there is no card."""
    from spaedbarn_cli.domain.brief import day_of
    from spaedbarn_cli.domain.network import compare
    from spaedbarn_cli.i18n.catalog import plural
    from spaedbarn_cli.report.brief_view import Line, tie_line
    from spaedbarn_cli.store import network

    now = network.listed(session.store, case.id)
    if not now:
        return None
    before = network.as_of(session.store, case.id, day_of(last)) if last is not None else now
    if not before:
        return [Line(plural("brief.card", len(now)), False, {"change": "drawn", "people": len(now)})]
    changes = compare(before, now)
    lines = [tie_line("new", tie) for tie in changes.new] + [tie_line("gone", tie) for tie in changes.gone]
    lines += [tie_line("moved", tie, old.circle) for old, tie in changes.moved]
    return lines + [tie_line("changed", tie) for _, tie in changes.changed]
