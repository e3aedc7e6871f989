"""`timeline`: everything that happened with a family, on one axis."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from spaedbarn_cli.cli import currency, given
from spaedbarn_cli.cli.app import command, session_of
from spaedbarn_cli.cli.family import CASE, note_access
from spaedbarn_cli.errors import WrongUsage
from spaedbarn_cli.i18n.catalog import t

if TYPE_CHECKING:
    from datetime import date

    from spaedbarn_cli.domain.case import Case
    from spaedbarn_cli.domain.timeline import Sources
    from spaedbarn_cli.report.timeline_terminal import Timeline
    from spaedbarn_cli.session import Session

_DATE = t("metavar.date")


def register(app: typer.Typer) -> None:
    """Declare the command."""

    @command(
        app, "timeline", key="timeline", codes="2 · 10–14 · 40",
        example="spaedbarn timeline A17 --from 2026-09-01 --out tidslinje.html",
    )  # fmt: skip
    def timeline(
        ctx: typer.Context, case: CASE = None,
        first: Annotated[str | None, typer.Option("--from", metavar=_DATE, help=t("opt.timeline_from"))] = None,
        last: Annotated[str | None, typer.Option("--to", metavar=_DATE, help=t("opt.timeline_to"))] = None,
        out: Annotated[str | None, typer.Option("--out", metavar=t("metavar.file"), help=t("opt.timeline_out"))] = None,
    ) -> None:  # fmt: skip
        run_timeline(session_of(ctx), case, first, last, out)


def run_timeline(session: Session, code: str | None, first: str | None, last: str | None, out: str | None) -> None:
    """Show or write the timeline of a family."""
    from spaedbarn_cli.cli.outfile import target, written
    from spaedbarn_cli.store import cases

    path = target(session, out) if out is not None else None
    begin, end = given.day("--from", first, session), given.day("--to", last, session)
    if begin is not None and end is not None and end < begin:
        raise WrongUsage("to_before_from")
    case = cases.find(session.store, given.needed(session, "CASE", code, "ask.code"))
    note_access(session, case, "timeline")
    line = line_of(session, case, begin, end)
    if session.terminal.json:
        from spaedbarn_cli.report.timeline_words import timeline_json

        found = timeline_json(list(line.items), line.programme, line.titles)
        session.terminal.document(found | currency.of(session, case))
    elif path is None:
        from spaedbarn_cli.report.timeline_terminal import timeline_screen

        session.terminal.rich(timeline_screen(line, session.terminal.width))
        currency.say(session, [case])
    if path is not None:
        from spaedbarn_cli.report.timeline_html import timeline_page

        written(session, path, timeline_page(line, session.today()))


def line_of(session: Session, case: Case, first: date | None, last: date | None) -> Timeline:
    """Return a family's timeline from `first` to `last`; where they are open, from its first item to today."""
    from spaedbarn_cli.cli.brief import titles_of
    from spaedbarn_cli.domain.timeline import items
    from spaedbarn_cli.report.timeline_terminal import Timeline
    from spaedbarn_cli.store import responses

    today = session.today()
    sources = gather(session, case)
    found = items(sources, today, first, last)
    begin = first or (found[0].day if found else today)
    end = max(min(last, today) if last is not None else today, begin)
    whole = [item for item in items(sources, today) if item.kind in ("phase", "pause")]
    titles = titles_of(session, responses.listed(session.store, case.id))
    return Timeline(case.code, begin, end, found, sources.programme, titles, whole)


def gather(session: Session, case: Case) -> Sources:
    """Read what a timeline of a family is made from."""
    from spaedbarn_cli.domain.progress import series_of
    from spaedbarn_cli.domain.timeline import Sources
    from spaedbarn_cli.store import cases, plan, responses, visits

    store = session.store
    return Sources(
        case, session.programme(case.programme), cases.persons(store, case.id), visits.listed(store, case.id),
        series_of(responses.listed(store, case.id)), cases.pauses(store, case.id), cases.agreements(store, case.id),
        plan.meetings(store, case.id), plan.events(store, case.id),
    )  # fmt: skip

