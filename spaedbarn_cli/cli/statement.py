"""`report status`: the status statement for family and adviser, drafted from the records and completed by its writer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from spaedbarn_cli.cli import given
from spaedbarn_cli.cli.app import command, group, session_of
from spaedbarn_cli.cli.family import CASE, note_access
from spaedbarn_cli.domain.statement import SECTIONS
from spaedbarn_cli.errors import WrongUsage
from spaedbarn_cli.i18n.catalog import t

if TYPE_CHECKING:
    from pathlib import Path

    from spaedbarn_cli.domain.case import Case
    from spaedbarn_cli.session import Session
    from spaedbarn_cli.store.statements import Statement

_DATE, _TEXT = t("metavar.date"), t("metavar.text")


def register(app: typer.Typer) -> None:
    """Declare `report` and what belongs under it."""
    report_app = group("report")
    app.add_typer(report_app)

    @command(
        report_app, "status", key="report_status", codes="2 · 10–14 · 40 · 41",
        example="spaedbarn report status A17 --out status.html",
    )  # fmt: skip
    def status(
        ctx: typer.Context, case: CASE = None,
        out: Annotated[str | None, typer.Option("--out", metavar=t("metavar.file"), help=t("opt.status_out"))] = None,
        first: Annotated[str | None, typer.Option("--from", metavar=_DATE, help=t("opt.status_from"))] = None,
        last: Annotated[str | None, typer.Option("--to", metavar=_DATE, help=t("opt.status_to"))] = None,
        text: Annotated[list[str] | None, typer.Option("--text", metavar="SECTION=…", help=t("opt.status_text"))] = None,
        file: Annotated[str | None, typer.Option("--text-file", metavar=t("metavar.file"), help=t("opt.status_file"))] = None,
        names: Annotated[bool, typer.Option("--names", help=t("opt.status_names"))] = False,
        show: Annotated[str | None, typer.Option("--show", metavar="ID", help=t("opt.status_show"))] = None,
        correct: Annotated[str | None, typer.Option("--correct", metavar="ID", help=t("opt.status_correct"))] = None,
        reason: Annotated[str | None, typer.Option("--reason", metavar=_TEXT, help=t("opt.reason"))] = None,
        list_: Annotated[bool, typer.Option("--list", help=t("opt.status_list"))] = False,
    ) -> None:  # fmt: skip
        options = StatusOptions(case, out, first, last, tuple(text or ()), file, names, show, correct, reason, list_)
        run_status(session_of(ctx), options)


@dataclass(frozen=True)
class StatusOptions:
    """`report status`, as typed."""

    code: str | None = None
    out: str | None = None
    first: str | None = None
    last: str | None = None
    text: tuple[str, ...] = ()
    file: str | None = None
    names: bool = False
    show: str | None = None
    correct: str | None = None
    reason: str | None = None
    listed: bool = False


def run_status(session: Session, options: StatusOptions) -> None:
    """Write, correct, show or list status statements of a family."""
    from spaedbarn_cli.cli.outfile import target
    from spaedbarn_cli.store import cases, statements

    if sum((options.listed, options.show is not None, options.correct is not None)) > 1:
        raise WrongUsage("status_twice")
    path = target(session, options.out) if options.out is not None else None
    texts = _texts(options)
    case = cases.find(session.store, given.needed(session, "CASE", options.code, "ask.code"))
    note_access(session, case, "report status")
    if options.listed:
        _list(session, case)
        return
    if options.show is not None:
        done(session, case, statements.find(session.store, case.id, options.show), path, names=options.names, shown=True)
        return
    known = statements.find(session.store, case.id, options.correct) if options.correct is not None else None
    statement = _write(session, case, options, texts, known, path)
    if statement is not None:
        done(session, case, statement, path, names=options.names)


def _write(
    session: Session, case: Case, options: StatusOptions, texts: dict[str, str], known: Statement | None,
    path: Path | None,
) -> Statement | None:  # fmt: skip
    """Return the statement as it stands after this run: asked for, given, or drafted from the records alone."""
    from spaedbarn_cli.cli import statement_gather as gathered

    frame = gathered.frame_of(session, case, options.first, options.last, known)
    if session.terminal.interactive and not texts:
        from spaedbarn_cli.cli.statement_ask import ask_statement

        return ask_statement(session, frame, given.text(options.reason))
    if path is None and not texts and not session.terminal.json:
        raise WrongUsage("usage_missing", name="--out", command="report status")
    if frame.known is not None and not texts and options.correct is None:
        if gathered.facts_of(session, frame) != gathered.comparable(frame.known.facts):
            session.terminal.warn("warn.statement_older", id=frame.known.id[:6])
        return frame.known
    reason = given.needed(session, "--reason", options.reason) if frame.known is not None else None
    return gathered.save(session, frame, gathered.completed(session, frame, texts), given.text(reason))


def _texts(options: StatusOptions) -> dict[str, str]:
    """Return the texts given by section; raises WrongUsage for a section there is not."""
    found: dict[str, str] = {}
    if options.file is not None:
        found.update(_read(options.file))
    for one in options.text:
        name, mark, words = one.partition("=")
        if not mark:
            raise WrongUsage("bad_section", option="--text", known=", ".join(SECTIONS))
        found[name.strip().lower()] = words
    if set(found) - set(SECTIONS):
        raise WrongUsage("bad_section", option="--text", known=", ".join(SECTIONS))
    return {name: given.text(words) or "" for name, words in found.items()}


def _read(source: str) -> dict[str, str]:
    """Return texts by section from a JSON file, or from standard input for `-`."""
    import json
    import sys
    from pathlib import Path

    try:
        content = sys.stdin.read() if source == "-" else Path(source).read_text(encoding="utf-8-sig")
        data = json.loads(content)
    except (OSError, UnicodeDecodeError, json.JSONDecodeError):
        raise WrongUsage("bad_text_file", option="--text-file") from None
    if not isinstance(data, dict) or not all(isinstance(value, str) for value in data.values()):
        raise WrongUsage("bad_text_file", option="--text-file")
    return {str(name).strip().lower(): value for name, value in data.items()}


def _list(session: Session, case: Case) -> None:
    from spaedbarn_cli.cli.statement_gather import brief_document
    from spaedbarn_cli.store import statements

    found = [brief_document(case, one) for one in statements.listed(session.store, case.id)]
    if session.terminal.json:
        session.terminal.document({"statements": found})
        return
    from spaedbarn_cli.report.statement_terminal import statement_list

    session.terminal.rich(statement_list(found))


def done(
    session: Session, case: Case, statement: Statement, path: Path | None, *, names: bool = False, shown: bool = False
) -> None:
    """End the command: the page is written where one was asked for, and what was saved is said or shown."""
    from spaedbarn_cli.cli import statement_gather as gathered
    from spaedbarn_cli.cli.outfile import written

    if path is not None:
        written(session, path, gathered.page_of(session, case, statement, names=names))
    if session.terminal.json:
        session.terminal.document(gathered.document(case, statement))
    elif path is None and shown:
        from spaedbarn_cli.report.statement_terminal import statement_card

        session.terminal.rich(statement_card(gathered.document(case, statement), session.terminal.width))
    elif path is None:
        session.terminal.result(t("said.statement_saved", id=statement.id[:6], code=case.code))
