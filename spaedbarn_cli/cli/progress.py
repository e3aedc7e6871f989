"""`questionnaire progress`: a family's scores over time, on the screen, on paper or for a script."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from spaedbarn_cli.cli import given
from spaedbarn_cli.cli.app import command, session_of
from spaedbarn_cli.cli.family import CASE, note_access
from spaedbarn_cli.errors import WrongUsage
from spaedbarn_cli.i18n.catalog import t

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from spaedbarn_cli.domain.progress import Series
    from spaedbarn_cli.session import Session
    from spaedbarn_cli.store.responses import Response

FORMATS = ("table", "json", "csv", "html")
_FORM = "|".join(FORMATS)


def register_progress(group: typer.Typer) -> None:
    """Declare `progress` in the group `questionnaire`."""

    @command(
        group, "progress", key="questionnaire_progress", codes="2 · 10–14 · 40 · 41",
        example="spaedbarn questionnaire progress A17 --subject mor --format html --out kurver.html",
    )  # fmt: skip
    def progress(
        ctx: typer.Context, case: CASE = None,
        instrument: Annotated[
            str | None, typer.Option("--instrument", metavar="ID", help=t("opt.progress_instrument"))
        ] = None,
        subject: Annotated[
            str | None, typer.Option("--subject", metavar=t("metavar.label"), help=t("opt.progress_subject"))
        ] = None,
        form: Annotated[str | None, typer.Option("--format", metavar=_FORM, help=t("opt.progress_format"))] = None,
        out: Annotated[str | None, typer.Option("--out", metavar=t("metavar.file"), help=t("opt.progress_out"))] = None,
    ) -> None:  # fmt: skip
        run_progress(session_of(ctx), ProgressOptions(case, instrument, subject, form, out))


@dataclass(frozen=True)
class ProgressOptions:
    """`questionnaire progress`, as typed."""

    code: str | None = None
    instrument: str | None = None
    subject: str | None = None
    form: str | None = None
    out: str | None = None


def run_progress(session: Session, options: ProgressOptions) -> None:
    """Show or write the scores of a family over time."""
    from spaedbarn_cli.cli.outfile import target, written
    from spaedbarn_cli.domain.progress import series_of
    from spaedbarn_cli.store import cases, responses

    form = _format(session, options)
    path = target(session, options.out) if options.out is not None else None
    case = cases.find(session.store, given.needed(session, "CASE", options.code, "ask.code"))
    note_access(session, case, "questionnaire progress")
    label = options.subject.strip().lower() if options.subject else None
    _known(session, case.id, case.code, options.instrument, label)
    found = responses.listed(session.store, case.id, instrument=options.instrument, subject=label)
    curves = series_of(found)
    if path is not None:
        written(session, path, _written(session, form, case.code, curves, _titles(session, found)))
    elif form == "table":
        from spaedbarn_cli.report.progress_terminal import progress_report
        from spaedbarn_cli.report.progress_view import board_of

        board = board_of(case.code, session.today(), curves, _titles(session, found))
        session.terminal.rich(progress_report(board, session.terminal.width))
    else:
        session.terminal.raw(_written(session, form, case.code, curves, _titles(session, found)))


def _format(session: Session, options: ProgressOptions) -> str:
    """Return the format; `--json` is one of them."""
    form = (options.form or ("json" if session.terminal.json else "table")).strip().lower()
    if form not in FORMATS:
        raise WrongUsage("bad_norm_format", option="--format", known=", ".join(FORMATS))
    if session.terminal.json and form != "json":
        raise WrongUsage("norm_format_twice", format=form)
    session.terminal.json = form == "json"
    return form


def _known(session: Session, case_id: str, code: str, instrument: str | None, label: str | None) -> None:
    """Raise for an instrument or a person that nobody knows: a slip is not a family without answers."""
    from spaedbarn_cli.store import cases, responses

    answered = responses.listed(session.store, case_id)
    if instrument is not None and all(one.instrument != instrument for one in answered):
        from spaedbarn_cli.cli.definition import known_as

        known_as(instrument, session)
    if label is not None and all(one.subject != label for one in answered):
        people = cases.persons(session.store, case_id)
        if all(person.label != label for person in people):
            raise WrongUsage("subject_unknown", code=code)


def _titles(session: Session, found: Sequence[Response]) -> dict[str, Mapping[str, str]]:
    """Return what the instruments are called, of those whose definition is here."""
    from spaedbarn_cli.store import definitions

    titles: dict[str, Mapping[str, str]] = {}
    for instrument, digest in {one.instrument: one.definition for one in found}.items():
        data = definitions.kept(session.store, digest)
        if data is not None and isinstance(data.get("title"), dict):
            titles[instrument] = data["title"]
    return titles


def _written(
    session: Session, form: str, code: str, curves: Sequence[Series], titles: Mapping[str, Mapping[str, str]]
) -> str:
    """Return the curves as the text of a file."""
    if form == "json":
        import json

        from spaedbarn_cli.report.progress_view import progress_json

        return json.dumps(progress_json(code, curves), ensure_ascii=False, indent=2) + "\n"
    if form == "csv":
        from spaedbarn_cli.report.progress_csv import csv_text

        return csv_text(code, curves)
    from spaedbarn_cli.report.progress_view import board_of

    board = board_of(code, session.today(), curves, titles)
    if form == "html":
        from spaedbarn_cli.report.progress_html import progress_page

        return progress_page(board)
    from spaedbarn_cli.report.progress_terminal import progress_text

    return progress_text(board, session.terminal.width)
