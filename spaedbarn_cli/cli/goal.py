"""`goal add|list|close`: the action plan after Signs of Safety."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from spaedbarn_cli.cli import given
from spaedbarn_cli.cli.app import command, group, session_of
from spaedbarn_cli.cli.family import CASE, note_access
from spaedbarn_cli.cli.meeting_fields import past_day
from spaedbarn_cli.domain.meeting import REACHED
from spaedbarn_cli.errors import Refused, WrongUsage
from spaedbarn_cli.i18n.catalog import t

if TYPE_CHECKING:
    from spaedbarn_cli.domain.case import Case
    from spaedbarn_cli.session import Session

_TEXT, _DATE = t("metavar.text"), t("metavar.date")


def register(app: typer.Typer) -> None:
    """Declare `goal` and what belongs under it."""
    goal = group("goal")
    app.add_typer(goal)

    @command(
        goal, "add", key="goal_add", codes="2 · 10–14 · 40 · 41",
        example='spaedbarn goal add A17 --worry "lidt søvn" --working "mormor hjælper" --needed "en fast aften fri"',
    )  # fmt: skip
    def add(
        ctx: typer.Context, case: CASE = None,
        worry: Annotated[str | None, typer.Option("--worry", metavar=_TEXT, help=t("opt.worry"))] = None,
        working: Annotated[str | None, typer.Option("--working", metavar=_TEXT, help=t("opt.working"))] = None,
        needed: Annotated[str | None, typer.Option("--needed", metavar=_TEXT, help=t("opt.needed"))] = None,
        date: Annotated[str | None, typer.Option("--date", metavar=_DATE, help=t("opt.goal_date"))] = None,
    ) -> None:  # fmt: skip
        run_add(session_of(ctx), case, {"worry": worry, "working": working, "needed": needed}, date)

    @command(goal, "list", key="goal_list", codes="10–14 · 40", example="spaedbarn goal list A17 --closed")
    def list_(
        ctx: typer.Context, case: CASE = None,
        closed: Annotated[bool, typer.Option("--closed", help=t("opt.goal_closed"))] = False,
    ) -> None:  # fmt: skip
        run_list(session_of(ctx), case, closed=closed)

    @command(
        goal, "close", key="goal_close", codes="2 · 10–14 · 40 · 41",
        example="spaedbarn goal close A17 7k3q --reached partly",
    )  # fmt: skip
    def close(
        ctx: typer.Context, case: CASE = None,
        goal: Annotated[str | None, typer.Argument(metavar="ID", show_default=False)] = None,
        reached: Annotated[str | None, typer.Option("--reached", metavar="yes|partly|no", help=t("opt.reached"))] = None,
        date: Annotated[str | None, typer.Option("--date", metavar=_DATE, help=t("opt.goal_close_date"))] = None,
        outcome: Annotated[str | None, typer.Option("--note", metavar=_TEXT, help=t("opt.goal_note"))] = None,
    ) -> None:  # fmt: skip
        run_close(session_of(ctx), case, goal, {"reached": reached, "date": date, "note": outcome})


def run_add(session: Session, code: str | None, texts: dict[str, str | None], date: str | None) -> None:
    """Write a goal down; asks for the three texts where there is somebody to ask."""
    from spaedbarn_cli.store import cases

    case = cases.find(session.store, given.needed(session, "CASE", code, "ask.code"))
    day = past_day(session, "--date", date) or session.today()
    if texts["needed"] is None and session.terminal.interactive:
        texts = _asked(texts)
    found = {name: given.text(value) for name, value in texts.items()}
    if not found["needed"]:
        raise WrongUsage("usage_missing", name="--needed", command="goal add")
    _write(session, case, None, {"case_id": case.id, "date": day.isoformat(), **found}, "said.goal_added")


def _asked(texts: dict[str, str | None]) -> dict[str, str | None]:
    from spaedbarn_cli.ui.prompts import BACK, SKIP, ask_text

    found, names, place = dict(texts), list(texts), 0
    while place < len(names):
        name = names[place]
        answer = ask_text(
            t(f"ask.goal.{name}"), default_text=found[name] or "", skippable=name != "needed", first=place == 0
        )
        if answer is BACK:
            place = max(0, place - 1)
            continue
        found[name] = None if answer is SKIP else str(answer)
        place += 1
    return found


def run_list(session: Session, code: str | None, *, closed: bool) -> None:
    """List a family's goals."""
    from spaedbarn_cli.report.meeting_documents import goal_document
    from spaedbarn_cli.store import cases, plan

    case = cases.find(session.store, given.needed(session, "CASE", code, "ask.code"))
    note_access(session, case, "goal list")
    documents = [goal_document(one, case.code) for one in plan.goals(session.store, case.id, closed=closed)]
    if session.terminal.json:
        session.terminal.document({"goals": documents})
        return
    from spaedbarn_cli.report.meeting_terminal import goal_list

    session.terminal.rich(goal_list(documents))


def run_close(session: Session, code: str | None, key: str | None, flags: dict[str, str | None]) -> None:
    """Say what became of a goal; raises Refused for one that is closed already."""
    from spaedbarn_cli.store import cases, plan

    case = cases.find(session.store, given.needed(session, "CASE", code, "ask.code"))
    goal = plan.goal(session.store, case.id, given.needed(session, "ID", key, "ask.goal.id"))
    if goal.closed is not None:
        raise Refused("goal_closed")
    reached = given.needed(session, "--reached", flags["reached"], "ask.goal.reached").lower()
    if reached not in REACHED:
        raise WrongUsage("bad_reached", option="--reached")
    day = past_day(session, "--date", flags["date"]) or session.today()
    if day < goal.date:
        raise WrongUsage("goal_closed_before", option="--date")
    fields = {"closed": day.isoformat(), "reached": reached, "outcome": given.text(flags["note"])}
    _write(session, case, goal.id, fields, "said.goal_closed")


def _write(session: Session, case: Case, key: str | None, fields: dict[str, Any], said: str) -> None:
    from spaedbarn_cli.report.meeting_documents import goal_document
    from spaedbarn_cli.store import plan
    from spaedbarn_cli.store.ids import new_record_id
    from spaedbarn_cli.store.log import Entry
    from spaedbarn_cli.store.vault import case_stream

    record = key or new_record_id()
    entry = Entry(case_stream(case.id, "plan"), "goal", record, "amend" if key else "create", fields)
    session.store.append([entry])
    if session.terminal.json:
        session.terminal.document(goal_document(plan.goal(session.store, case.id, record), case.code))
    else:
        session.terminal.result(t(said, id=record[:6]))
