"""`network draw` and `network genogram`: the family's people as pictures, on the screen or on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from spaedbarn_cli.cli.app import command, session_of
from spaedbarn_cli.cli.family import CASE, note_access
from spaedbarn_cli.errors import WrongUsage
from spaedbarn_cli.i18n.catalog import t

if TYPE_CHECKING:
    from pathlib import Path

    from spaedbarn_cli.session import Session

_OUT = Annotated[str | None, typer.Option("--out", metavar="FIL.svg|.html", help=t("opt.picture_out"))]


def register_pictures(network_app: typer.Typer) -> None:
    """Declare the two commands in the group `network`."""

    @command(
        network_app, "draw", key="network_draw", codes="2 · 10–14 · 40 · 41",
        example="spaedbarn network draw A17 --out kort.html",
    )  # fmt: skip
    def draw(
        ctx: typer.Context, case: CASE = None,
        at: Annotated[str | None, typer.Option("--at", metavar=t("metavar.date"), help=t("opt.card_at"))] = None,
        out: _OUT = None,
    ) -> None:  # fmt: skip
        run_draw(session_of(ctx), case, at, out)

    @command(
        network_app, "genogram", key="network_genogram", codes="2 · 10–14 · 40 · 41",
        example="spaedbarn network genogram A17 --out genogram.svg",
    )  # fmt: skip
    def genogram(ctx: typer.Context, case: CASE = None, out: _OUT = None) -> None:
        run_genogram(session_of(ctx), case, out)


def _picture_file(session: Session, out: str | None) -> Path | None:
    """Return where the picture is to be written; its ending says what it becomes."""
    from spaedbarn_cli.cli.outfile import target

    path = target(session, out) if out is not None else None
    if path is not None and path.suffix.lower() not in (".svg", ".html"):
        raise WrongUsage("out_no_picture", option="--out")
    return path


def run_draw(session: Session, code: str | None, at: str | None, out: str | None) -> None:
    """Draw the card as it stands or stood."""
    from spaedbarn_cli.cli.network_fields import card_of, family, past_day
    from spaedbarn_cli.cli.outfile import written
    from spaedbarn_cli.report.card_view import card_document
    from spaedbarn_cli.store import network

    path = _picture_file(session, out)
    case = family(session, code)
    day = past_day(session, "--at", at)
    note_access(session, case, "network draw")
    card = card_of(session, case, day)
    if path is None and not session.terminal.json:
        from spaedbarn_cli.report.card_terminal import card_drawing

        session.terminal.rich(card_drawing(card, session.terminal.width))
        return
    if path is not None and path.suffix.lower() == ".svg":
        from spaedbarn_cli.report.card_svg import card_picture

        written(session, path, card_picture(card))
    elif path is not None:
        from spaedbarn_cli.report.card_html import card_page

        written(session, path, card_page(card))
    if session.terminal.json:
        session.terminal.document(card_document(card, network.looks(session.store, case.id)))


def run_genogram(session: Session, code: str | None, out: str | None) -> None:
    """Draw three generations, or as many as are known."""
    from spaedbarn_cli.cli.network_fields import family
    from spaedbarn_cli.cli.network_relate import document, figures_of
    from spaedbarn_cli.cli.outfile import written
    from spaedbarn_cli.store import network

    path = _picture_file(session, out)
    case = family(session, code)
    note_access(session, case, "network genogram")
    relations = network.relations(session.store, case.id)
    figures = network.shown(figures_of(session, case), relations)
    if path is None and not session.terminal.json:
        from spaedbarn_cli.report.genogram_terminal import genogram_lines

        session.terminal.rich(genogram_lines(case.code, figures, relations))
        return
    if path is not None and path.suffix.lower() == ".svg":
        from spaedbarn_cli.report.genogram_svg import genogram_picture

        written(session, path, genogram_picture(case.code, session.today(), figures, relations))
    elif path is not None:
        from spaedbarn_cli.report.card_html import genogram_page

        written(session, path, genogram_page(case.code, session.today(), figures, relations))
    if session.terminal.json:
        session.terminal.document(document(case.code, figures, relations))
