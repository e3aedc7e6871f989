"""`person add` and `birth`: the people of a family, and the children it is about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from spaedbarn_cli.cli import given
from spaedbarn_cli.cli.app import command, group, session_of
from spaedbarn_cli.cli.family import CASE, create, show
from spaedbarn_cli.errors import Refused, WrongUsage
from spaedbarn_cli.i18n.catalog import t

if TYPE_CHECKING:
    from datetime import date

    from spaedbarn_cli.domain.case import Case, Person
    from spaedbarn_cli.session import Session

_TEXT = t("metavar.text")
_DATE = t("metavar.date")


@dataclass(frozen=True, kw_only=True)
class BirthOptions:
    """`birth`; with a reason it corrects a birth that was entered before."""

    case: str | None
    date: str | None
    child: str | None
    gestation: str | None
    name: str | None
    reason: str | None


def register(app: typer.Typer) -> None:
    """Declare `person` and `birth`."""
    person_app = group("person")
    app.add_typer(person_app)

    @command(
        person_app, "add", key="person_add", codes="2 · 10–14 · 40 · 41",
        example="spaedbarn person add A17 mor --role mother",
    )  # fmt: skip
    def add(
        ctx: typer.Context, case: CASE = None,
        label: Annotated[str | None, typer.Argument(metavar="LABEL", show_default=False)] = None,
        role: Annotated[str | None, typer.Option("--role", metavar=t("metavar.role"), help=t("opt.person_role"))] = None,
        name: Annotated[str | None, typer.Option("--name", metavar=_TEXT, help=t("opt.name"))] = None,
        born: Annotated[str | None, typer.Option("--born", metavar=_DATE, help=t("opt.born"))] = None,
    ) -> None:  # fmt: skip
        run_add(session_of(ctx), case, label, role, name, born)

    @command(
        app, "birth", key="birth", codes="2 · 10–14 · 40 · 41",
        example="spaedbarn birth A17 --date 2026-09-17 --child barn1 --gestation 38+4",
    )  # fmt: skip
    def birth(
        ctx: typer.Context, case: CASE = None,
        date: Annotated[str | None, typer.Option("--date", metavar=_DATE, help=t("opt.birth_date"))] = None,
        child: Annotated[str | None, typer.Option("--child", metavar=t("metavar.label"), help=t("opt.child"))] = None,
        gestation: Annotated[str | None, typer.Option("--gestation", metavar="38+4", help=t("opt.gestation"))] = None,
        name: Annotated[str | None, typer.Option("--name", metavar=_TEXT, help=t("opt.name"))] = None,
        reason: Annotated[str | None, typer.Option("--reason", metavar=_TEXT, help=t("opt.birth_reason"))] = None,
    ) -> None:  # fmt: skip
        run_birth(
            session_of(ctx),
            BirthOptions(case=case, date=date, child=child, gestation=gestation, name=name, reason=reason),
        )


def run_add(
    session: Session, code: str | None, label: str | None, role: str | None, name: str | None, born: str | None
) -> None:
    """Add somebody to a family."""
    from spaedbarn_cli.domain.case import PERSON_ROLES
    from spaedbarn_cli.store import cases

    wanted = given.needed(session, "CASE", code, "ask.code")
    short = given.label("LABEL", given.needed(session, "LABEL", label))
    if role is None and session.terminal.interactive:
        from spaedbarn_cli.ui.prompts import ask_choice

        role = str(ask_choice(t("ask.role"), [(key, t(f"role.{key}")) for key in PERSON_ROLES], skippable=False, first=True))
    if given.needed(session, "--role", role) not in PERSON_ROLES:
        raise WrongUsage("bad_person_role", roles=", ".join(PERSON_ROLES))
    day = given.day("--born", born, session)
    if day is not None and day > session.today():
        raise WrongUsage("day_in_future", option="--born")
    case = cases.find(session.store, wanted)
    _refuse_taken(session, case, short)
    fields = {"label": short, "role": role, "name": given.line(name), "born": day.isoformat() if day else None}
    create(session, case, "person", fields)
    show(session, case.code, "said.person_added", label=short)


def run_birth(session: Session, options: BirthOptions) -> None:
    """Enter a birth, or correct one (with a reason)."""
    from spaedbarn_cli.store import cases

    wanted = given.needed(session, "CASE", options.case, "ask.code")
    born = given.needed_day(session, "--date", options.date, "ask.birth")
    short = given.label("--child", given.needed(session, "--child", options.child, "ask.child"))
    if born > session.today():
        raise WrongUsage("birth_in_future", option="--date")
    case = cases.find(session.store, wanted)
    gestation = _gestation(session, case, born, options.gestation)
    fields: dict[str, object] = {"label": short, "role": "child", "born": born.isoformat()}
    if options.name is not None:
        fields["name"] = given.line(options.name) or ""
    known = [p for p in cases.persons(session.store, case.id) if p.label == short]
    if known and options.reason and known[0].role == "child":
        if options.gestation:
            fields["gestation_days"] = gestation
        _correct(session, case, known[0], fields, options.reason)
        return
    if known:
        raise Refused("label_taken_child" if known[0].role == "child" else "label_taken", label=short, code=case.code)
    create(session, case, "person", {**fields, "gestation_days": gestation})
    show(session, case.code, "said.born", label=short)


def _correct(session: Session, case: Case, person: Person, fields: dict[str, object], reason: str) -> None:
    from spaedbarn_cli.store.log import Entry
    from spaedbarn_cli.store.vault import case_stream

    entry = Entry(case_stream(case.id, "contact"), "person", person.id, "amend", fields, given.text(reason))
    session.store.append([entry])
    show(session, case.code, "said.birth_corrected", label=person.label)


def _gestation(session: Session, case: Case, born: date, stated: str | None) -> int | None:
    """Return the gestational age as stated, in days; refuses a birth that no pregnancy of this due date can end with."""
    from spaedbarn_cli.domain.pregnancy import format_gestation, gestation_at_birth, parse_gestation

    rules = session.pregnancy()
    days: int | None = None
    if stated is not None:
        try:
            days = parse_gestation(stated)
        except ValueError:
            raise WrongUsage("bad_gestation", option="--gestation") from None
    bounds = {
        "earliest": format_gestation(rules.earliest_birth_days), "latest": format_gestation(rules.latest_birth_days)
    }  # fmt: skip
    if days is not None and not rules.earliest_birth_days <= days <= rules.latest_birth_days:
        raise WrongUsage("gestation_outside", option="--gestation", **bounds)
    by_due = gestation_at_birth(rules, born, case.due, None)
    if by_due is not None and not rules.earliest_birth_days <= by_due <= rules.latest_birth_days:
        raise WrongUsage("birth_far_from_due", option="--date", code=case.code, **bounds)
    return days


def _refuse_taken(session: Session, case: Case, short: str) -> None:
    from spaedbarn_cli.store import cases

    if any(p.label == short for p in cases.persons(session.store, case.id)):
        raise Refused("label_taken", label=short, code=case.code)
