"""An answered instrument and a status statement, shown in every way there is."""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from rich.console import Console

from spaedbarn_cli.catalog.building import build_programme
from spaedbarn_cli.catalog.files import list_definitions, read_definition
from spaedbarn_cli.catalog.instruments import build_instrument, load_instrument_text
from spaedbarn_cli.catalog.programmes import load_programme_text
from spaedbarn_cli.domain.brief import standings
from spaedbarn_cli.domain.progress import series_of
from spaedbarn_cli.domain.sharing import SharedRecord
from spaedbarn_cli.report import shared_entries
from spaedbarn_cli.report.fhir_response import response_bundle
from spaedbarn_cli.report.progress_csv import csv_text
from spaedbarn_cli.report.progress_html import progress_page
from spaedbarn_cli.report.progress_svg import progress_picture
from spaedbarn_cli.report.progress_terminal import progress_report, progress_text
from spaedbarn_cli.report.progress_view import board_of, progress_json
from spaedbarn_cli.report.response_documents import response_document
from spaedbarn_cli.report.response_terminal import response_card, response_list
from spaedbarn_cli.report.shared_entry import Words
from spaedbarn_cli.report.shared_fields import Fields
from spaedbarn_cli.report.statement_html import Paper, statement_page
from spaedbarn_cli.store.responses import _response
from spaedbarn_cli.store.tables import KINDS, row_of

if TYPE_CHECKING:
    from spaedbarn_cli.domain.instrument import Instrument
    from spaedbarn_cli.domain.programme import Programme

DAY = date(2026, 11, 22)
COLUMNS = (
    "case_id", "subject", "role", "instrument", "version", "definition", "date", "entered", "mode", "by", "complete",
    "answers", "inactive", "result", "actions", "note",
)  # fmt: skip


def show(kind: str, said: dict[str, Any]) -> None:
    """Show one that was kept: on the screen, as JSON, CSV, FHIR, picture and page, and as a case worker's copy."""
    _response_shown(said) if kind == "response" else _statement_shown(said)
    words = Words(programme=None, titles={}, names={}, made=DAY)
    getattr(shared_entries, kind)(SharedRecord(record="x", kind=kind, stream="contact", fields=said), Fields(said), words)


def _response_shown(said: dict[str, Any]) -> None:
    row = row_of(KINDS["response"], said)
    answered = _response(("id", *(row[name] for name in COLUMNS), 0, 1))
    document = json.loads(json.dumps(response_document(answered, "A17")))
    series = series_of([answered])
    standings(series)
    board = board_of("A17", DAY, series, {})
    console = Console(file=None, quiet=True)
    for shown in (response_list([document]), response_card(document, document, 80, answers=True), progress_report(board, 80)):
        console.print(shown)
    progress_text(board, 60)
    progress_page(board)
    for block in board.blocks:
        for panel in block.panels:
            progress_picture(panel, "x", "n", 400)
    csv_text("A17", series)
    json.dumps(progress_json("A17", series))
    json.dumps(response_bundle(_instrument(answered.instrument), document, "da", "2026-11-22T09:00:00Z"))


@cache
def _instrument(name: str) -> Instrument:
    kind = next(kind for kind in ("questionnaires", "observations", "interviews") if name in list_definitions(kind))
    return build_instrument(load_instrument_text(*reversed(read_definition(kind, name))))


@cache
def _programme() -> Programme:
    return build_programme(load_programme_text(*reversed(read_definition("programmes", "jammerbugt-spaedbarn"))))


def _statement_shown(said: dict[str, Any]) -> None:
    statement_page(Paper(
        "A17", (), date(2026, 11, 1), DAY, DAY, "Mette Holm", said["facts"].get("role", ""), 1, said["sections"],
        said["facts"], _programme(), pairs=(),
    ))  # fmt: skip
