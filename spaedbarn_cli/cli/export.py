"""`export`: hand a family's records to somebody, sealed: shown before it is sealed, on a ground that is written down."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

import typer

from spaedbarn_cli.cli.app import command, session_of
from spaedbarn_cli.cli.family import CASE  # noqa: TC001 - typer reads it
from spaedbarn_cli.i18n.catalog import t

if TYPE_CHECKING:
    from pathlib import Path

    from spaedbarn_cli.cli.export_deal import Deal
    from spaedbarn_cli.session import Session


@dataclass(frozen=True, kw_only=True)
class ExportOptions:
    """`export`, as it was typed."""

    code: str | None
    to: str | None
    profile: str | None = None
    streams: str | None = None
    exclude: tuple[str, ...] = ()
    ground: str | None = None
    purpose: str | None = None
    told: str | None = None
    notes: bool = False
    preview: bool = False
    out: str | None = None
    html: bool = False
    sync: bool = False


def register(app: typer.Typer) -> None:
    """Declare the command."""

    @command(
        app, "export", key="export", codes="2 · 3 · 10–14 · 40 · 41",
        example='spaedbarn export A17 --to "Lone Krogh" --ground consent --out ~/Desktop',
    )  # fmt: skip
    def export(
        ctx: typer.Context, case: CASE = None,
        to: Annotated[str | None, typer.Option("--to", metavar=t("metavar.contact"), help=t("opt.export_to"))] = None,
        profile: Annotated[
            str | None, typer.Option("--profile", metavar="caseworker|colleague", help=t("opt.export_profile"))
        ] = None,
        streams: Annotated[
            str | None, typer.Option("--streams", metavar=t("metavar.streams"), help=t("opt.export_streams"))
        ] = None,
        exclude: Annotated[
            list[str] | None, typer.Option("--exclude", metavar="ID", help=t("opt.export_exclude"))
        ] = None,
        ground: Annotated[str | None, typer.Option("--ground", metavar=t("metavar.ground"), help=t("opt.ground"))] = None,
        purpose: Annotated[str | None, typer.Option("--purpose", metavar=t("metavar.text"), help=t("opt.purpose"))] = None,
        told: Annotated[str | None, typer.Option("--told", metavar=t("metavar.date"), help=t("opt.told"))] = None,
        notes: Annotated[bool, typer.Option("--notes", help=t("opt.export_notes"))] = False,
        preview: Annotated[bool, typer.Option("--preview", help=t("opt.export_preview"))] = False,
        out: Annotated[str | None, typer.Option("--out", metavar=t("metavar.file"), help=t("opt.export_out"))] = None,
        html: Annotated[bool, typer.Option("--html", help=t("opt.export_html"))] = False,
        sync: Annotated[bool, typer.Option("--sync", help=t("opt.export_sync"))] = False,
        stop: Annotated[bool, typer.Option("--stop", help=t("opt.export_stop"))] = False,
        reason: Annotated[str | None, typer.Option("--reason", metavar=t("metavar.text"), help=t("opt.reason"))] = None,
    ) -> int:  # fmt: skip
        if stop:
            from spaedbarn_cli.cli.export_stop import run_stop

            return run_stop(session_of(ctx), case, to, reason)
        return run_export(
            session_of(ctx),
            ExportOptions(
                code=case, to=to, profile=profile, streams=streams, exclude=tuple(exclude or ()), ground=ground,
                purpose=purpose, told=told, notes=notes, preview=preview, out=out, html=html, sync=sync,
            ),
        )  # fmt: skip


def run_export(session: Session, options: ExportOptions) -> int:
    """Say what would go, ask, append it to the recipient's stream, and seal; returns 3 when something was held back."""
    session.bulk = True
    from spaedbarn_cli.cli import export_deal, export_preview, export_write

    path = _target(session, options)
    deal = export_deal.deal_of(session, options)
    export_preview.show(session, deal, alone=options.preview)
    if options.preview:
        return _end(session, deal, {"preview": True})
    if session.terminal.interactive and not session.yes:
        from spaedbarn_cli.cli import given

        if not given.confirmed(session, "ask.export", name=deal.contact.name):
            session.terminal.say(t("export.not_done"))
            return 0
    if options.html:
        done = export_write.as_page(session, deal, path)
    else:
        done = export_write.as_bundle(session, deal, path, later=options.sync)
    return _end(session, deal, {"preview": False, **done})


def _target(session: Session, options: ExportOptions) -> Path | None:
    """Return the file that was asked for, or the folder a file of a random name goes to; None when `sync` takes it."""
    from pathlib import Path

    from spaedbarn_cli.cli.outfile import is_folder, target
    from spaedbarn_cli.errors import WrongUsage

    if options.sync and (options.out is not None or options.html):
        raise WrongUsage("export_sync_alone", option="--sync")
    if options.sync or options.preview:
        return None
    folder = Path(options.out or ".").expanduser()
    if not is_folder(folder):
        return target(session, str(folder))
    import secrets

    # The name says nothing: it stands on sticks, in mail programs and in lists of recent files.
    return target(session, str(folder / f"{secrets.token_hex(8)}{'.html' if options.html else '.age'}"))


def _end(session: Session, deal: Deal, done: dict[str, Any]) -> int:
    from spaedbarn_cli.cli.export_preview import document

    if session.terminal.json:
        session.terminal.document(document(session, deal) | done)
    return 3 if deal.held else 0
