"""`discharge`, `pause`, `agree`: when the family came home, when nothing is required, what level is agreed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from spaedbarn_cli.cli import given
from spaedbarn_cli.cli.app import command, session_of
from spaedbarn_cli.cli.family import CASE, amend_case, create, show
from spaedbarn_cli.errors import Refused, WrongUsage
from spaedbarn_cli.i18n.catalog import t

if TYPE_CHECKING:
    from spaedbarn_cli.session import Session

MOST_AGREED_HOURS = 60
"""An agreed level above this many hours a week is a slip of the pen."""

LEVELS = ("1", "2", "3", "4")
"""Levels of service in the programmes that have them: 1 universal … 4 specific measures."""


def register(app: typer.Typer) -> None:
    """Declare the commands."""

    @command(
        app, "discharge", key="discharge", codes="2 · 10–14 · 40 · 41",
        example="spaedbarn discharge A17 --date 2026-09-20",
    )  # fmt: skip
    def discharge(
        ctx: typer.Context, case: CASE = None,
        date: Annotated[str | None, typer.Option("--date", metavar=t("metavar.date"), help=t("opt.discharge_date"))] = None,
        reason: Annotated[str | None, typer.Option("--reason", metavar=t("metavar.text"), help=t("opt.reason"))] = None,
    ) -> None:  # fmt: skip
        run_discharge(session_of(ctx), case, date, reason)

    @command(
        app, "pause", key="pause", codes="2 · 10–14 · 40 · 41",
        example='spaedbarn pause A17 --from 2026-12-20 --to 2027-01-03 --reason "juleferie"',
    )  # fmt: skip
    def pause(
        ctx: typer.Context, case: CASE = None,
        first: Annotated[str | None, typer.Option("--from", metavar=t("metavar.date"), help=t("opt.from"))] = None,
        last: Annotated[str | None, typer.Option("--to", metavar=t("metavar.date"), help=t("opt.to"))] = None,
        reason: Annotated[str | None, typer.Option("--reason", metavar=t("metavar.text"), help=t("opt.reason"))] = None,
    ) -> None:  # fmt: skip
        run_pause(session_of(ctx), case, first, last, reason)

    @command(
        app, "agree", key="agree", codes="2 · 10–14 · 40 · 41",
        example='spaedbarn agree A17 --hours 5 --from 2026-12-20 --reason "aftalt på netværksmøde"',
    )  # fmt: skip
    def agree(
        ctx: typer.Context, case: CASE = None,
        hours: Annotated[str | None, typer.Option("--hours", metavar=t("metavar.hours"), help=t("opt.hours"))] = None,
        first: Annotated[str | None, typer.Option("--from", metavar=t("metavar.date"), help=t("opt.from"))] = None,
        last: Annotated[str | None, typer.Option("--to", metavar=t("metavar.date"), help=t("opt.to_open"))] = None,
        reason: Annotated[str | None, typer.Option("--reason", metavar=t("metavar.text"), help=t("opt.reason"))] = None,
    ) -> None:  # fmt: skip
        run_agree(session_of(ctx), case, hours, first, last, reason)

    @command(
        app, "level", key="level", codes="2 · 10–14 · 40 · 41",
        example='spaedbarn level A17 --level 3 --from 2026-11-01 --reason "aftalt med familien"',
    )  # fmt: skip
    def level(
        ctx: typer.Context, case: CASE = None,
        number: Annotated[str | None, typer.Option("--level", metavar="1|2|3|4", help=t("opt.level"))] = None,
        first: Annotated[str | None, typer.Option("--from", metavar=t("metavar.date"), help=t("opt.from"))] = None,
        reason: Annotated[str | None, typer.Option("--reason", metavar=t("metavar.text"), help=t("opt.reason"))] = None,
    ) -> None:  # fmt: skip
        run_level(session_of(ctx), case, number, first, reason)


def run_discharge(session: Session, code: str | None, date: str | None, reason: str | None) -> None:
    """Say when the family came home from hospital."""
    from spaedbarn_cli.domain.case import focus_children
    from spaedbarn_cli.i18n.catalog import day_short
    from spaedbarn_cli.store import cases

    wanted = given.needed(session, "CASE", code, "ask.code")
    home = given.needed_day(session, "--date", date, "ask.discharge")
    if home > session.today():
        raise WrongUsage("day_in_future", option="--date")
    case = cases.find(session.store, wanted)
    children = focus_children(cases.persons(session.store, case.id))
    if not children:
        raise Refused("discharge_without_birth", code=case.code)
    if children[0].born is not None and home < children[0].born:
        raise WrongUsage("discharge_before_birth", option="--date")
    amend_case(session, case, {"discharged": home.isoformat()}, reason)
    show(session, case.code, "said.discharged", day=day_short(home))


def run_pause(session: Session, code: str | None, first: str | None, last: str | None, reason: str | None) -> None:
    """Enter days on which nothing is required."""
    from spaedbarn_cli.i18n.catalog import day_short
    from spaedbarn_cli.store import cases

    wanted = given.needed(session, "CASE", code, "ask.code")
    begin, end = given.needed_day(session, "--from", first), given.needed_day(session, "--to", last)
    why = given.needed(session, "--reason", reason)
    if end < begin:
        raise WrongUsage("to_before_from", option="--to")
    fields = {"first_day": begin.isoformat(), "last_day": end.isoformat(), "reason": given.text(why)}
    case = cases.find(session.store, wanted)
    create(session, case, "pause", fields)
    show(session, case.code, "said.paused", first=day_short(begin), last=day_short(end))


def run_agree(
    session: Session, code: str | None, hours: str | None, first: str | None, last: str | None, reason: str | None
) -> None:
    """Enter an agreed level."""
    from spaedbarn_cli.domain.reading import read_hours
    from spaedbarn_cli.i18n.catalog import day_short, duration
    from spaedbarn_cli.store import cases

    wanted = given.needed(session, "CASE", code, "ask.code")
    minutes = given.read("--hours", given.needed(session, "--hours", hours), read_hours)
    if not 0 < minutes <= MOST_AGREED_HOURS * 60:
        raise WrongUsage("bad_hours", option="--hours")
    begin, end = given.needed_day(session, "--from", first), given.day("--to", last, session)
    why = given.needed(session, "--reason", reason)
    if end is not None and end < begin:
        raise WrongUsage("to_before_from", option="--to")
    fields = {
        "minutes": minutes, "first_day": begin.isoformat(), "last_day": end.isoformat() if end else None,
        "reason": given.text(why),
    }  # fmt: skip
    case = cases.find(session.store, wanted)
    create(session, case, "agreement", fields)
    show(session, case.code, "said.agreed", hours=duration(minutes), first=day_short(begin))


def run_level(session: Session, code: str | None, number: str | None, first: str | None, reason: str | None) -> None:
    """Enter the level of service a family is given from a day on."""
    from spaedbarn_cli.i18n.catalog import day_short
    from spaedbarn_cli.store import cases

    wanted = given.needed(session, "CASE", code, "ask.code")
    level = given.needed(session, "--level", number)
    if level not in LEVELS:
        raise WrongUsage("bad_level", option="--level")
    begin = given.needed_day(session, "--from", first)
    why = given.needed(session, "--reason", reason)
    case = cases.find(session.store, wanted)
    create(session, case, "level", {"level": int(level), "first_day": begin.isoformat(), "reason": given.text(why)})
    show(session, case.code, "said.level", level=level, day=day_short(begin))
