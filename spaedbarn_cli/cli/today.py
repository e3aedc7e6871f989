"""`today`: the day's start screen: what is due, how the week stands, what was begun and not finished."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import typer  # noqa: TC002 - typer itself reads the annotation

from spaedbarn_cli.cli.app import command, session_of

if TYPE_CHECKING:
    from spaedbarn_cli.session import Session

AHEAD = timedelta(days=3)
"""How far ahead the day looks: over a weekend."""
MOST_HOME, MOST_TODAY = 4, 20


def register(app: typer.Typer) -> None:
    """Declare the command."""

    @command(app, "today", key="today", codes="10–14", example="spaedbarn today")
    def today(ctx: typer.Context) -> None:
        run_today(session_of(ctx))


def run_today(session: Session) -> None:
    """Show what the day asks for."""
    from spaedbarn_cli.cli.draft import document
    from spaedbarn_cli.cli.norm_gather import run_report
    from spaedbarn_cli.cli.plan import rows_due
    from spaedbarn_cli.cli.plan_gather import plans
    from spaedbarn_cli.store import drafts

    day = session.today()
    rows = rows_due(plans(session, command="today", until=day + AHEAD), day, AHEAD)
    families = run_report(session, command="today")
    begun = [document(session, draft) for draft in drafts.listed(session.store)]
    if session.terminal.json:
        from spaedbarn_cli.domain.norm_json import case_json
        from spaedbarn_cli.domain.plan_json import item_json

        weeks = []
        for family in families:
            found = case_json(family.norm)
            weeks += [{"case": found["case"], **week} for week in found["weeks"][-1:]]
        session.terminal.document({
            "today": day.isoformat(), "items": [item_json(item) for item, _ in rows], "weeks": weeks, "drafts": begun
        })  # fmt: skip
        return
    from spaedbarn_cli.report.home_terminal import home_screen
    from spaedbarn_cli.report.norm_view import report_of
    from spaedbarn_cli.report.plan_terminal import due_list, nearest

    listed = nearest([(item, plan.steps) for item, plan in rows], day)
    report = report_of(day, families)
    shown = due_list(listed[:MOST_TODAY], day, len(listed) - MOST_TODAY)
    session.terminal.rich(home_screen(session.store.author, day, report, begun, session.terminal.width, shown))


def home_block(session: Session) -> Any:
    """Return the few lines of the home screen about what is due; nothing when nothing is."""
    from spaedbarn_cli.cli.plan import rows_due
    from spaedbarn_cli.cli.plan_gather import plans
    from spaedbarn_cli.report.plan_terminal import home_lines, nearest

    day = session.today()
    found = rows_due(plans(session, command="home", until=day + AHEAD), day, AHEAD)
    rows = nearest([(item, plan.steps) for item, plan in found], day)
    return home_lines(rows[:MOST_HOME], day, len(rows) - MOST_HOME if len(rows) > MOST_HOME else 0) if rows else None

