"""`network add`, `list`, `edit`, `remove`, `look`, `compare`: the people around a family, as the family sees them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from spaedbarn_cli.cli import given
from spaedbarn_cli.cli.app import command, group, session_of
from spaedbarn_cli.cli.family import CASE, note_access
from spaedbarn_cli.cli.network_fields import TieOptions, card_of, entry_of, family, fields_of, past_day
from spaedbarn_cli.errors import Refused, WrongUsage
from spaedbarn_cli.i18n.catalog import t

if TYPE_CHECKING:
    from spaedbarn_cli.domain.case import Case
    from spaedbarn_cli.session import Session

_DATE, _TEXT = t("metavar.date"), t("metavar.text")
_NAME = Annotated[str | None, typer.Argument(metavar=t("metavar.name"), show_default=False, help=t("opt.tie_name"))]
_CIRCLE = Annotated[str | None, typer.Option("--circle", metavar="1|2|3", help=t("opt.circle"))]
_SECTOR = Annotated[str | None, typer.Option("--sector", metavar=t("metavar.key"), help=t("opt.sector"))]
_GIVES = Annotated[list[str] | None, typer.Option("--gives", metavar=t("metavar.key"), help=t("opt.gives"))]
_KNOWS = Annotated[list[str] | None, typer.Option("--knows", metavar=t("metavar.name"), help=t("opt.knows"))]
_CALLED = Annotated[str | None, typer.Option("--name", metavar=t("metavar.name"), help=t("opt.tie_rename"))]
_LABEL = Annotated[str | None, typer.Option("--label", metavar=t("metavar.label"), help=t("opt.tie_label"))]
_NOTE = Annotated[str | None, typer.Option("--note", metavar=_TEXT, help=t("opt.tie_note"))]
_WHEN = Annotated[str | None, typer.Option("--date", metavar=_DATE, help=t("opt.tie_date"))]
def register(app: typer.Typer) -> None:
    """Declare the group."""
    from spaedbarn_cli.cli.network_draw import register_pictures
    from spaedbarn_cli.cli.network_fill import register_fill
    from spaedbarn_cli.cli.network_relate import register_relations

    network_app = group("network")
    app.add_typer(network_app)
    register_fill(network_app)

    @command(
        network_app, "add", key="network_add", codes="2 · 10–14 · 40 · 41",
        example="spaedbarn network add A17 --circle 1 --sector family --gives relief",
    )  # fmt: skip
    def add(
        ctx: typer.Context, case: CASE = None, name: _NAME = None, circle: _CIRCLE = None, sector: _SECTOR = None,
        gives: _GIVES = None,
        strain: Annotated[bool, typer.Option("--strain", help=t("opt.strain"))] = False,
        wish: Annotated[bool, typer.Option("--wish", help=t("opt.wish"))] = False,
        knows: _KNOWS = None, label: _LABEL = None, note: _NOTE = None, date: _WHEN = None,
    ) -> None:  # fmt: skip
        run_add(session_of(ctx), case, TieOptions(
            name=name, label=label, circle=circle, sector=sector, gives=gives or [], knows=knows or [], strain=strain,
            wish=wish, note=note, date=date,
        ))  # fmt: skip

    @command(network_app, "list", key="network_list", codes="2 · 10–14 · 40", example="spaedbarn network list A17")
    def list_(
        ctx: typer.Context, case: CASE = None,
        at: Annotated[str | None, typer.Option("--at", metavar=_DATE, help=t("opt.card_at"))] = None,
    ) -> None:  # fmt: skip
        run_list(session_of(ctx), case, at)

    @command(
        network_app, "edit", key="network_edit", codes="2 · 10–14 · 40 · 41",
        example="spaedbarn network edit A17 3f9a --circle 2",
    )  # fmt: skip
    def edit(
        ctx: typer.Context, case: CASE = None, name: _NAME = None, circle: _CIRCLE = None, sector: _SECTOR = None,
        gives: _GIVES = None,
        strain: Annotated[bool | None, typer.Option("--strain/--no-strain", help=t("opt.strain"))] = None,
        wish: Annotated[bool | None, typer.Option("--wish/--no-wish", help=t("opt.wish"))] = None,
        knows: _KNOWS = None, label: _LABEL = None, note: _NOTE = None, date: _WHEN = None,
        called: _CALLED = None,
        reason: Annotated[str | None, typer.Option("--reason", metavar=_TEXT, help=t("opt.reason"))] = None,
    ) -> None:  # fmt: skip
        run_edit(session_of(ctx), case, name, reason, TieOptions(
            name=called, label=label, circle=circle, sector=sector, gives=gives or [], knows=knows or [], strain=strain,
            wish=wish, note=note, date=date,
        ))  # fmt: skip

    @command(
        network_app, "remove", key="network_remove", codes="2 · 10–14 · 40 · 41",
        example='spaedbarn network remove A17 3f9a --reason "flyttet til Aalborg"',
    )  # fmt: skip
    def remove(
        ctx: typer.Context, case: CASE = None, name: _NAME = None,
        reason: Annotated[str | None, typer.Option("--reason", metavar=_TEXT, help=t("opt.reason"))] = None,
        date: _WHEN = None,
    ) -> None:  # fmt: skip
        run_remove(session_of(ctx), case, name, reason, date)

    @command(network_app, "look", key="network_look", codes="2 · 10–14 · 40 · 41", example="spaedbarn network look A17")
    def look(
        ctx: typer.Context, case: CASE = None,
        date: Annotated[str | None, typer.Option("--date", metavar=_DATE, help=t("opt.look_date"))] = None,
        note: _NOTE = None,
    ) -> None:  # fmt: skip
        run_look(session_of(ctx), case, date, note)

    @command(
        network_app, "compare", key="network_compare", codes="2 · 10–14 · 40",
        example="spaedbarn network compare A17 --from 2026-09-01 --to 2026-11-22",
    )  # fmt: skip
    def compare(
        ctx: typer.Context, case: CASE = None,
        first: Annotated[str | None, typer.Option("--from", metavar=_DATE, help=t("opt.compare_from"))] = None,
        last: Annotated[str | None, typer.Option("--to", metavar=_DATE, help=t("opt.compare_to"))] = None,
    ) -> None:  # fmt: skip
        run_compare(session_of(ctx), case, first, last)

    register_pictures(network_app)
    register_relations(network_app)


def run_add(session: Session, code: str | None, options: TieOptions) -> None:
    """Put somebody on the card; what is missing is asked for on a terminal."""
    from dataclasses import replace

    from spaedbarn_cli.cli.network_fill import choose_circle, choose_sector
    from spaedbarn_cli.store import network

    name = given.needed(session, "NAME", options.name, "ask.network.name")
    circle, sector = options.circle, options.sector
    if session.terminal.interactive:
        circle = circle or str(choose_circle(None, first=True))
        sector = sector or str(choose_sector(None, first=True))
    options = replace(options, name=name, circle=given.needed(session, "--circle", circle))
    options = replace(options, sector=given.needed(session, "--sector", sector))
    case = family(session, code)
    ties = network.listed(session.store, case.id)
    fields = fields_of(session, options, ties)
    if any(tie.name.casefold() == fields["name"].casefold() for tie in ties):
        raise Refused("tie_taken", code=case.code)
    session.store.append([entry_of(case, "tie", None, "create", {"gives": [], "knows": [], **fields})])
    _end(session, case, "said.tie_added")


def run_edit(session: Session, code: str | None, key: str | None, reason: str | None, options: TieOptions) -> None:
    """Change what the card says of somebody."""
    from spaedbarn_cli.store import network

    case = family(session, code)
    tie = network.find(session.store, case.id, given.needed(session, "NAME", key, "ask.network.name"))
    ties = network.listed(session.store, case.id)
    fields = fields_of(session, options, [one for one in ties if one.id != tie.id])
    if not {*fields} - {"date"}:
        raise WrongUsage("tie_unchanged")
    if any(one.id != tie.id and one.name.casefold() == fields.get("name", "").casefold() for one in ties):
        raise Refused("tie_taken", code=case.code)
    session.store.append([entry_of(case, "tie", tie.id, "amend", fields, reason)])
    _end(session, case, "said.tie_changed")


def run_remove(session: Session, code: str | None, key: str | None, reason: str | None, date: str | None) -> None:
    """Take somebody off the card, with a reason; earlier looks still show the person."""
    from spaedbarn_cli.store import network

    case = family(session, code)
    tie = network.find(session.store, case.id, given.needed(session, "NAME", key, "ask.network.name"))
    why = given.needed(session, "--reason", reason)
    day = past_day(session, "--date", date)
    fields = {"date": day.isoformat()} if day else {}
    session.store.append([entry_of(case, "tie", tie.id, "retract", fields, why)])
    _end(session, case, "said.tie_removed")


def run_look(session: Session, code: str | None, date: str | None, note: str | None) -> None:
    """Say that the card was gone through with the family, with or without changes."""
    case = family(session, code)
    day = past_day(session, "--date", date) or session.today()
    session.store.append([entry_of(case, "look", None, "create", {"date": day.isoformat(), "note": given.text(note)})])
    _end(session, case, "said.looked")


def _end(session: Session, case: Case, said: str) -> None:
    """End a command on the card: its JSON, or one line."""
    from spaedbarn_cli.report.card_view import card_document
    from spaedbarn_cli.store import network

    if session.terminal.json:
        session.terminal.document(card_document(card_of(session, case, None), network.looks(session.store, case.id)))
    else:
        session.terminal.result(t(said, code=case.code))


def run_list(session: Session, code: str | None, at: str | None) -> None:
    """List the people on the card as it stands or stood."""
    from datetime import date

    from spaedbarn_cli.report.card_view import card_document
    from spaedbarn_cli.store import network

    case = family(session, code)
    day = past_day(session, "--at", at)
    note_access(session, case, "network list")
    card, looks = card_of(session, case, day), network.looks(session.store, case.id)
    if session.terminal.json:
        session.terminal.document(card_document(card, looks))
        return
    from spaedbarn_cli.report.card_terminal import card_list

    days = [date.fromisoformat(one) for one in looks]
    session.terminal.rich(card_list(card, days, then=day is not None))


def run_compare(session: Session, code: str | None, first: str | None, last: str | None) -> None:
    """Show two days side by side; without `--from`, the last time the card was gone through before the other day."""
    from spaedbarn_cli.domain.network import compare
    from spaedbarn_cli.report.card_view import changes_document
    from spaedbarn_cli.store import network

    case = family(session, code)
    to = past_day(session, "--to", last) or session.today()
    since = past_day(session, "--from", first)
    if since is None:
        before = [one for one in network.looks(session.store, case.id) if one < to.isoformat()]
        since = given.needed_day(session, "--from", before[-1] if before else None, "ask.network.since")
    if to < since:
        raise WrongUsage("to_before_from", option="--to")
    note_access(session, case, "network compare")
    changes = compare(network.as_of(session.store, case.id, since), network.as_of(session.store, case.id, to))
    if session.terminal.json:
        session.terminal.document(changes_document(case.code, since, to, changes))
        return
    from spaedbarn_cli.report.card_terminal import changes_table

    session.terminal.rich(changes_table(case.code, since, to, changes))
