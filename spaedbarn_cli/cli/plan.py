"""`plan` and `due`: what was promised a family, what is due, and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from spaedbarn_cli.cli import given
from spaedbarn_cli.cli.app import Group, command, group, session_of
from spaedbarn_cli.cli.family import CASE  # noqa: TC001 - typer itself reads the annotation
from spaedbarn_cli.errors import NotFound, WrongUsage
from spaedbarn_cli.i18n.catalog import t

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import timedelta

    from spaedbarn_cli.cli.plan_gather import Plan
    from spaedbarn_cli.domain.plan_facts import Item
    from spaedbarn_cli.session import Session

FOUND = 4
"""Exit code of `--check` when something is overdue."""
WITHIN = "14d"
"""How far ahead `due` looks unless told."""
MOST_WITHIN = 366
MOST_LINES = 100
"""Beyond so many lines nobody reads on; `--json` has them all, and a family can be named."""


class PlanGroup(Group):
    """`plan A17` means `plan show A17`: what is most asked for has the shortest line."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        if args and not args[0].startswith("-") and self.get_command(ctx, args[0]) is None:
            args = ["show", *args]
        return super().resolve_command(ctx, args)


def register(app: typer.Typer) -> None:
    """Declare `plan` and `due`."""
    plan_app = group("plan")
    plan_app.info.cls = PlanGroup
    app.add_typer(plan_app)

    @command(plan_app, "show", key="plan_show", codes="10–14 · 40", example="spaedbarn plan show A17")
    def show(ctx: typer.Context, case: CASE = None) -> None:
        run_plan(session_of(ctx), case)

    @command(
        plan_app, "miss", key="plan_miss", codes="2 · 10–14 · 40 · 41",
        example='spaedbarn plan miss A17 network-monthly --due 2026-12-14 --reason "familien var syg"',
    )  # fmt: skip
    def miss(
        ctx: typer.Context, case: CASE = None,
        obligation: Annotated[str | None, typer.Argument(metavar=t("metavar.step"), show_default=False)] = None,
        due_: Annotated[str | None, typer.Option("--due", metavar=t("metavar.date"), help=t("opt.miss_due"))] = None,
        reason: Annotated[str | None, typer.Option("--reason", metavar=t("metavar.text"), help=t("opt.reason"))] = None,
    ) -> None:  # fmt: skip
        run_miss(session_of(ctx), case, obligation, due_, reason)

    @command(
        app, "due", key="due", codes="2 · 4 (--check) · 10–14 · 40 · 41", example="spaedbarn due --within 14d --ics plan.ics"
    )
    def due(
        ctx: typer.Context,
        cases: Annotated[list[str] | None, typer.Argument(metavar="[CASE]…", help=t("opt.due_cases"))] = None,
        within: Annotated[str, typer.Option("--within", metavar="14d", help=t("opt.within"))] = WITHIN,
        ics: Annotated[str | None, typer.Option("--ics", metavar=t("metavar.file"), help=t("opt.ics"))] = None,
        check: Annotated[bool, typer.Option("--check", help=t("opt.due_check"))] = False,
    ) -> int:
        return run_due(session_of(ctx), DueOptions(tuple(cases or ()), within, ics, check))


@dataclass(frozen=True)
class DueOptions:
    """`due`, as typed."""

    codes: tuple[str, ...] = ()
    within: str = WITHIN
    ics: str | None = None
    check: bool = False


def run_plan(session: Session, code: str | None) -> None:
    """Show every step of a family's programme."""
    from spaedbarn_cli.cli.plan_gather import plans

    wanted = given.needed(session, "CASE", code, "ask.code")
    plan = plans(session, [wanted], command="plan")[0]
    if session.terminal.json:
        from spaedbarn_cli.domain.plan_json import item_json

        session.terminal.document({"today": session.today().isoformat(), "items": [item_json(i) for i in plan.items]})
        return
    from spaedbarn_cli.report.plan_terminal import plan_list

    session.terminal.rich(plan_list(plan.items, plan.steps, plan.programme, session.today()))


def rows_due(found: Sequence[Plan], today: date, within: timedelta) -> list[tuple[Item, Plan]]:
    """Return what is to be done now or within some days, in order of date, over families."""
    from spaedbarn_cli.domain.schedule import to_do

    rows = [(item, plan) for plan in found for item in to_do(plan.items, today + within)]
    return sorted(rows, key=lambda row: (row[0].due or date.max, row[0].case, row[0].obligation, row[0].number))


def run_due(session: Session, options: DueOptions) -> int:
    """Show what is due, write it as a calendar file when asked to; returns the exit code."""
    from datetime import timedelta

    from spaedbarn_cli.cli.plan_gather import plans

    within = timedelta(days=read_within(options.within))
    path = None
    if options.ics is not None:
        from spaedbarn_cli.cli.outfile import target

        path = target(session, options.ics, "--ics")
    today = session.today()
    rows = rows_due(plans(session, options.codes, command="due", until=today + within), today, within)
    if path is not None:
        from spaedbarn_cli.cli.outfile import written
        from spaedbarn_cli.report.plan_ics import ics_text

        written(session, path, ics_text([(item, plan.steps, plan.case.id) for item, plan in rows], session.now()))
    if session.terminal.json:
        from spaedbarn_cli.domain.plan_json import item_json

        session.terminal.document({"today": today.isoformat(), "items": [item_json(item) for item, _ in rows]})
    elif path is None:
        from spaedbarn_cli.report.plan_terminal import due_list

        shown = [(item, plan.steps) for item, plan in rows[:MOST_LINES]]
        session.terminal.rich(due_list(shown, today, len(rows) - MOST_LINES))
    return FOUND if options.check and any(item.state == "overdue" for item, _ in rows) else 0


def read_within(text: str) -> int:
    """Return `14d`, `14` or `2w` as days; raises WrongUsage."""
    found = text.strip().lower()
    number, unit = (found[:-1], found[-1]) if found[-1:] in ("d", "w", "u") else (found, "d")
    days = int(number) * (1 if unit == "d" else 7) if number.isascii() and number.isdigit() and len(number) < 4 else -1
    if not 0 <= days <= MOST_WITHIN:
        raise WrongUsage("bad_within", option="--within")
    return days


def run_miss(session: Session, code: str | None, step: str | None, due: str | None, reason: str | None) -> None:
    """Say that a step will not be done, and why; it stays in the plan as missed."""
    from spaedbarn_cli.cli.plan_gather import plan_of
    from spaedbarn_cli.store import cases
    from spaedbarn_cli.store.ids import new_record_id
    from spaedbarn_cli.store.log import Entry
    from spaedbarn_cli.store.vault import case_stream

    case = cases.find(session.store, given.needed(session, "CASE", code, "ask.code"))
    plan = plan_of(session, case)
    key = given.needed(session, "STEP", step, "ask.step").lower()
    if key not in plan.steps:
        raise NotFound("step_not_found", known=", ".join(plan.steps))
    wanted = given.day("--due", due, session)
    found = [item for item in plan.items if item.obligation == key and item.state in ("upcoming", "due", "overdue", "begun")]
    if wanted is not None:
        found = [item for item in found if item.due == wanted]
    if not found:
        raise NotFound("step_not_open", step=key)
    why = given.text(given.needed(session, "--reason", reason))
    today = session.today()
    day = found[0].due or today
    fields = {
        "case_id": case.id, "obligation": key, "due": day.isoformat(), "date": today.isoformat(), "reason": why,
    }  # fmt: skip
    session.store.append([Entry(case_stream(case.id, "contact"), "missed", new_record_id(), "create", fields)])
    if session.terminal.json:
        run_plan(session, case.code)
    else:
        from spaedbarn_cli.report.plan_words import step_words

        session.terminal.result(t("said.step_missed", step=step_words(found[0], plan.steps), code=case.code))
