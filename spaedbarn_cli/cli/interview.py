"""`interview run`: a guide, theme by theme, in the parent's own words, finished over several visits."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer  # noqa: TC002 - the parameters are read when the command is declared

from spaedbarn_cli.cli.app import command, group, session_of
from spaedbarn_cli.cli.family import CASE  # noqa: TC001
from spaedbarn_cli.cli.questionnaire import Answers, Date, InstrumentId, Subject  # noqa: TC001

if TYPE_CHECKING:
    from spaedbarn_cli.session import Session


def register(app: typer.Typer) -> None:
    """Declare `interview` and what belongs under it."""
    interview = group("interview")
    app.add_typer(interview)

    @command(
        interview, "run", key="interview_run", codes="2 · 10–14 · 30 · 40 · 41 · 130",
        example="spaedbarn interview run graviditet A17",
    )  # fmt: skip
    def run(
        ctx: typer.Context, instrument: InstrumentId = None, case: CASE = None, subject: Subject = None,
        answers: Answers = None, date: Date = None,
    ) -> None:  # fmt: skip
        run_interview(session_of(ctx), instrument, case, subject, answers, date)


def run_interview(
    session: Session, key: str | None, code: str | None, label: str | None, answers: str | None, date: str | None
) -> None:
    """Go through a guide with a parent; raises WrongUsage for an instrument that is no guide."""
    from spaedbarn_cli.cli import given
    from spaedbarn_cli.cli.definition import known_as
    from spaedbarn_cli.cli.questionnaire import run_run
    from spaedbarn_cli.errors import WrongUsage

    wanted = given.needed(session, "ID", key, "ask.quest.instrument")
    if known_as(wanted, session) != "interview":
        raise WrongUsage("not_an_interview")
    run_run(session, wanted, code, label, answers=answers, date=date, lone_subject=True)
