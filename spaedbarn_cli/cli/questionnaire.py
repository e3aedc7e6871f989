"""`questionnaire run|list|show|correct|retract`: answered instruments, from the table, from paper, from a file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from spaedbarn_cli.cli import given
from spaedbarn_cli.cli.app import command, group, session_of
from spaedbarn_cli.cli.family import CASE, note_access
from spaedbarn_cli.cli.progress import register_progress
from spaedbarn_cli.cli.standards import register_answers
from spaedbarn_cli.i18n.catalog import t

if TYPE_CHECKING:
    from spaedbarn_cli.session import Session
    from spaedbarn_cli.store.responses import Response

InstrumentId = Annotated[str | None, typer.Argument(metavar="ID", show_default=False)]
ResponseId = Annotated[str, typer.Argument(metavar="ID")]
Subject = Annotated[str | None, typer.Option("--subject", metavar=t("metavar.label"), help=t("opt.subject"))]
Answers = Annotated[str | None, typer.Option("--answers", metavar=t("metavar.file"), help=t("opt.answers"))]
Date = Annotated[str | None, typer.Option("--date", metavar=t("metavar.date"), help=t("opt.response_date"))]
Paper = Annotated[bool, typer.Option("--paper", help=t("opt.paper"))]
HandOver = Annotated[bool, typer.Option("--hand-over", help=t("opt.hand_over"))]
Reason = Annotated[str | None, typer.Option("--reason", metavar=t("metavar.text"), help=t("opt.reason"))]
SCREEN, PAPER, FILE = "screen", "paper", "file"


def register(app: typer.Typer) -> None:
    """Declare `questionnaire` and what belongs under it."""
    quest = group("questionnaire")
    app.add_typer(quest)

    @command(
        quest, "run", key="questionnaire_run", codes="2 · 10–14 · 30 · 40 · 41 · 130",
        example="spaedbarn questionnaire run epds A17 --subject mor",
    )  # fmt: skip
    def run(
        ctx: typer.Context, instrument: InstrumentId = None, case: CASE = None, subject: Subject = None,
        answers: Answers = None, date: Date = None, paper: Paper = False, hand_over: HandOver = False,
    ) -> None:  # fmt: skip
        run_run(
            session_of(ctx), instrument, case, subject, answers=answers, date=date, paper=paper, hand_over=hand_over
        )

    @command(
        quest, "list", key="questionnaire_list", codes="2 · 10–14 · 40", example="spaedbarn questionnaire list A17"
    )
    def list_(
        ctx: typer.Context, case: CASE = None, subject: Subject = None,
        instrument: Annotated[str | None, typer.Option("--instrument", metavar="ID", help=t("opt.instrument"))] = None,
    ) -> None:  # fmt: skip
        run_list(session_of(ctx), case, instrument, subject)

    @command(
        quest, "show", key="questionnaire_show", codes="2 · 10–14 · 40", example="spaedbarn questionnaire show 7k3q"
    )
    def show(ctx: typer.Context, response: ResponseId) -> None:
        run_show(session_of(ctx), response)

    @command(
        quest, "correct", key="questionnaire_correct", codes="2 · 10–14 · 40 · 41",
        example='spaedbarn questionnaire correct 7k3q --answers svar.json --reason "tastet forkert"',
    )  # fmt: skip
    def correct(ctx: typer.Context, response: ResponseId, reason: Reason = None, answers: Answers = None) -> None:
        run_correct(session_of(ctx), response, reason, answers)

    @command(
        quest, "retract", key="questionnaire_retract", codes="2 · 10–14 · 40 · 41",
        example='spaedbarn questionnaire retract 7k3q --reason "skrevet på den forkerte"',
    )  # fmt: skip
    def retract(ctx: typer.Context, response: ResponseId, reason: Reason = None) -> None:
        run_retract(session_of(ctx), response, reason)

    register_progress(quest)
    register_answers(quest)


def run_run(
    session: Session, key: str | None, code: str | None, label: str | None, *, answers: str | None = None,
    date: str | None = None, paper: bool = False, hand_over: bool = False, lone_subject: bool = False,
) -> None:  # fmt: skip
    """Fill an instrument in: from a file, or one question at a time where a person sits."""
    from spaedbarn_cli.cli.definition import known_as, opened
    from spaedbarn_cli.cli.response import About, subject
    from spaedbarn_cli.errors import WrongUsage
    from spaedbarn_cli.store import cases

    wanted = given.needed(session, "ID", key, "ask.quest.instrument")
    known_as(wanted, session)
    family = given.needed(session, "CASE", code, "ask.code")
    if answers is None and not session.terminal.interactive:
        raise WrongUsage("usage_missing", name="--answers", command="spaedbarn questionnaire run")
    if hand_over and (paper or answers is not None):
        raise WrongUsage("hand_over_alone")
    if label is None and not session.terminal.interactive and not lone_subject:
        raise WrongUsage("usage_missing", name="--subject", command="spaedbarn questionnaire run")
    day = given.day("--date", date, session) or session.today()
    if day > session.today():
        raise WrongUsage("day_in_future", option="--date")
    case = cases.find(session.store, family)
    cases.must_be_written_here(session.store, case)
    found = opened(session, wanted)
    person = subject(session, case, found.instrument, label, alone=lone_subject)
    mode = PAPER if paper else FILE if answers is not None else SCREEN
    about = About(case, person, found.instrument, found.digest, day, mode)
    if answers is not None:
        _from_file(session, about, answers)
        return
    from spaedbarn_cli.cli.questionnaire_run import begin

    begin(session, about, handed=hand_over)


def _from_file(session: Session, about: Any, source: str) -> None:
    from spaedbarn_cli.cli.answers_file import read_answers
    from spaedbarn_cli.cli.response import save

    response = save(session, about, read_answers(about.instrument, source), actions=[])
    if not session.terminal.json:
        say_saved(session, response)
    show_response(session, response)
    _say_flags(session, response)


def say_saved(session: Session, response: Response) -> None:
    """Say that a response is in the log, whole or not."""
    said = "said.quest_saved" if response.complete else "said.quest_saved_part"
    session.terminal.result(t(said, id=response.id[:6]))


def _say_flags(session: Session, response: Response) -> None:
    """Say at once that an answer must be acted on; which one stands in the result."""
    if response.result.get("flags"):
        session.terminal.warn("warn.risk_answer", id=response.id[:6])
    within = response.result.get("window")
    if within and within["outside"]:
        session.terminal.warn("warn.outside_window_saved")


def run_list(session: Session, code: str | None, instrument: str | None, label: str | None) -> None:
    """List a family's answered instruments, the oldest first."""
    from spaedbarn_cli.report.response_documents import response_document
    from spaedbarn_cli.store import cases, responses

    case = cases.find(session.store, given.needed(session, "CASE", code, "ask.code"))
    note_access(session, case, "questionnaire list")
    found = responses.listed(session.store, case.id, instrument=instrument, subject=label)
    documents = [response_document(response, case.code) for response in found]
    if session.terminal.json:
        session.terminal.document({"responses": documents})
        return
    from spaedbarn_cli.report.response_terminal import response_list

    session.terminal.rich(response_list(documents))


def run_show(session: Session, key: str) -> None:
    """Show one answered instrument with its result."""
    from spaedbarn_cli.store import cases, responses

    response = responses.find(session.store, key)
    note_access(session, cases.by_id(session.store, response.case_id), "questionnaire show")
    show_response(session, response, whole=True)


def show_response(session: Session, response: Response, *, whole: bool = False) -> None:
    """Show a result as JSON or on the screen; `whole` shows the answers too."""
    from spaedbarn_cli.report.response_documents import response_document
    from spaedbarn_cli.store import cases, responses

    case = cases.by_id(session.store, response.case_id)
    document = response_document(response, case.code)
    if session.terminal.json:
        session.terminal.document(document)
        return
    from spaedbarn_cli.report.response_terminal import response_card

    listed = responses.listed(session.store, case.id, instrument=response.instrument, subject=response.subject)
    before = [
        one for one in listed
        if (one.date, one.entered) < (response.date, response.entered) and one.version == response.version
    ]  # fmt: skip
    last = response_document(before[-1], case.code) if before else None
    session.terminal.rich(response_card(document, last, session.terminal.width, answers=whole))


def run_correct(session: Session, key: str, reason: str | None, source: str | None) -> None:
    """Correct the answers of a response; what stood before stays in its history, and the result is scored anew."""
    from spaedbarn_cli.cli.answers_file import read_answers
    from spaedbarn_cli.cli.response import about_of, fields_of, stream_of
    from spaedbarn_cli.errors import Refused
    from spaedbarn_cli.store import responses
    from spaedbarn_cli.store.log import Entry

    why = given.needed(session, "--reason", reason)
    file = given.needed(session, "--answers", source, "ask.quest.answers")
    response = responses.find(session.store, key)
    if response.retracted:
        raise Refused("response_retracted", id=response.id[:6])
    about = about_of(session, response)
    said = {**response.inactive, **response.answers, **read_answers(about.instrument, file)}
    fields = fields_of(session, about, said)
    stream = stream_of(about.case, about.instrument, about.person.label)
    session.store.append([Entry(stream, "response", response.id, "amend", fields, given.text(why))])
    _after(session, response.id, "said.quest_corrected")


def run_retract(session: Session, key: str, reason: str | None) -> None:
    """Take a response back that should not be there; it stays in the history."""
    from spaedbarn_cli.errors import Refused
    from spaedbarn_cli.store import responses
    from spaedbarn_cli.store.log import Entry

    why = given.needed(session, "--reason", reason)
    response = responses.find(session.store, key)
    if response.retracted:
        raise Refused("response_retracted", id=response.id[:6])
    rows = session.store.rows("SELECT stream FROM responses WHERE id = ?", response.id)
    session.store.append([Entry(str(rows[0][0]), "response", response.id, "retract", {}, given.text(why))])
    _after(session, response.id, "said.quest_retracted")


def _after(session: Session, key: str, said: str) -> None:
    from spaedbarn_cli.store import responses

    response = responses.find(session.store, key)
    if not session.terminal.json:
        session.terminal.result(t(said, id=key[:6]))
    show_response(session, response)
    if not response.retracted:
        _say_flags(session, response)
