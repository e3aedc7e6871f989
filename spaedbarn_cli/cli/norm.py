"""`norm-check`: did every family get the hours its programme promises, and why?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from spaedbarn_cli.cli import currency, outfile
from spaedbarn_cli.cli.app import command, session_of
from spaedbarn_cli.errors import WrongUsage
from spaedbarn_cli.i18n.catalog import t

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spaedbarn_cli.report.norm_view import Family
    from spaedbarn_cli.session import Session

FORMATS = ("table", "json", "csv", "html")
FOUND = 4
"""Exit code of `--check` when a whole week is below the minimum or above the upper bound."""

_DATE = t("metavar.date")
_FORM = "|".join(FORMATS)


def register(app: typer.Typer) -> None:
    """Declare `norm-check`."""

    @command(
        app, "norm-check", key="norm-check", codes="2 · 4 (--check) · 10–14 · 40",
        example="spaedbarn norm-check A17 --week 2026-W47 --why",
    )  # fmt: skip
    def norm_check(
        ctx: typer.Context,
        cases: Annotated[list[str] | None, typer.Argument(metavar="[CASE]…", help=t("opt.norm_cases"))] = None,
        weeks: Annotated[str | None, typer.Option("--weeks", metavar="N", help=t("opt.norm_weeks"))] = None,
        week: Annotated[str | None, typer.Option("--week", metavar="2026-W47", help=t("opt.norm_week"))] = None,
        first: Annotated[str | None, typer.Option("--from", metavar=_DATE, help=t("opt.norm_from"))] = None,
        last: Annotated[str | None, typer.Option("--to", metavar=_DATE, help=t("opt.norm_to"))] = None,
        form: Annotated[str | None, typer.Option("--format", metavar=_FORM, help=t("opt.norm_format"))] = None,
        out: Annotated[str | None, typer.Option("--out", metavar=t("metavar.file"), help=t("opt.norm_out"))] = None,
        why: Annotated[bool, typer.Option("--why", help=t("opt.norm_why"))] = False,
        check: Annotated[bool, typer.Option("--check", help=t("opt.norm_check"))] = False,
    ) -> int:
        options = NormOptions(tuple(cases or ()), weeks, week, first, last, form, out, why, check)
        return run_norm_check(session_of(ctx), options)


@dataclass(frozen=True)
class NormOptions:
    """`norm-check`, as typed."""

    codes: tuple[str, ...] = ()
    weeks: str | None = None
    week: str | None = None
    first: str | None = None
    last: str | None = None
    form: str | None = None
    out: str | None = None
    why: bool = False
    check: bool = False


def run_norm_check(session: Session, options: NormOptions) -> int:
    """Show or write the norm report; returns the exit code."""
    from spaedbarn_cli.cli.norm_gather import run_report
    from spaedbarn_cli.cli.norm_range import read_range
    from spaedbarn_cli.report.norm_view import found_something

    form = _format(session, options)
    path = outfile.target(session, options.out) if options.out is not None else None
    first, last = read_range(session, options.weeks, options.week, options.first, options.last)
    families = run_report(session, options.codes, first, last, why=options.why)
    if path is not None:
        outfile.written(session, path, _written(session, form, families, why=options.why))
    elif form == "table":
        from spaedbarn_cli.report.norm_terminal import norm_report
        from spaedbarn_cli.report.norm_view import report_of

        width = session.terminal.width
        session.terminal.rich(norm_report(report_of(session.today(), families), width, why=options.why))
        currency.say(session, [family.case for family in families])
    else:
        session.terminal.raw(_written(session, form, families, why=options.why))
    return FOUND if options.check and found_something(families) else 0


def _format(session: Session, options: NormOptions) -> str:
    """Return the format; `--json` is one of them."""
    form = (options.form or ("json" if session.terminal.json else "table")).strip().lower()
    if form not in FORMATS:
        raise WrongUsage("bad_norm_format", option="--format", known=", ".join(FORMATS))
    if session.terminal.json and form != "json":
        raise WrongUsage("norm_format_twice", format=form)
    if form == "csv" and options.why:
        raise WrongUsage("norm_why_csv")
    session.terminal.json = form == "json"
    return form


def _written(session: Session, form: str, families: Sequence[Family], *, why: bool) -> str:
    """Return the report as the text of a file."""
    today = session.today()
    if form == "json":
        from spaedbarn_cli.report.norm_json import json_text

        return json_text(
            today, [family.norm for family in families], currency.by_code(session, [family.case for family in families])
        )
    if form == "csv":
        from spaedbarn_cli.report.norm_csv import csv_text

        return csv_text([family.norm for family in families])
    from spaedbarn_cli.report.norm_view import report_of

    if form == "html":
        from spaedbarn_cli.report.norm_html import norm_page

        return norm_page(report_of(today, families), why=why)
    from spaedbarn_cli.report.norm_terminal import norm_text

    said = currency.lines(session, [family.case for family in families])
    return norm_text(report_of(today, families), session.terminal.width, why=why) + "".join(f"{line}\n" for line in said)
