"""`instrument fhir`, `questionnaire fhir`: a definition, or an answer set with its scores, in FHIR R4."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from spaedbarn_cli.cli.app import command, session_of
from spaedbarn_cli.i18n.catalog import language, t

if TYPE_CHECKING:
    from spaedbarn_cli.session import Session

Out = Annotated[str | None, typer.Option("--out", metavar=t("metavar.file"), help=t("opt.fhir_out"))]


def register_definition(group: typer.Typer) -> None:
    """Declare `fhir` in the group `instrument`."""

    @command(
        group, "fhir", key="instrument_fhir", codes="2 · 30 · 40 · 41",
        example="spaedbarn instrument fhir epds --out epds.json",
    )  # fmt: skip
    def fhir(
        ctx: typer.Context, instrument: Annotated[str, typer.Argument(metavar="ID")], out: Out = None
    ) -> None:  # fmt: skip
        run_definition(session_of(ctx), instrument, out)


def register_answers(group: typer.Typer) -> None:
    """Declare `fhir` in the group `questionnaire`."""

    @command(
        group, "fhir", key="questionnaire_fhir", codes="2 · 10–14 · 40 · 41",
        example="spaedbarn questionnaire fhir 7k3q --plaintext --out svar.json",
    )  # fmt: skip
    def fhir(
        ctx: typer.Context, response: Annotated[str, typer.Argument(metavar="ID")], out: Out = None,
        plaintext: Annotated[bool, typer.Option("--plaintext", help=t("opt.fhir_plaintext"))] = False,
    ) -> None:  # fmt: skip
        run_answers(session_of(ctx), response, out, plaintext=plaintext)


def run_definition(session: Session, key: str, out: str | None) -> None:
    """Write a definition as a `Questionnaire`; a shipped one needs no store."""
    from spaedbarn_cli.catalog.instruments import list_instruments, open_instrument
    from spaedbarn_cli.cli.outfile import target
    from spaedbarn_cli.report.fhir_definition import questionnaire

    path = target(session, out) if out is not None else None
    if any(name == key for _, name in list_instruments()):
        instrument = open_instrument(key)
    else:
        from spaedbarn_cli.cli.definition import opened

        instrument = opened(session, key).instrument
    _write(session, path, questionnaire(instrument, language()), private=False)


def run_answers(session: Session, key: str, out: str | None, *, plaintext: bool) -> None:
    """Write an answer set and its scores as a collection; raises Refused unless it is said that it is not encrypted."""
    from datetime import UTC

    from spaedbarn_cli.cli.family import note_access
    from spaedbarn_cli.cli.outfile import target
    from spaedbarn_cli.cli.response import about_of
    from spaedbarn_cli.errors import Refused
    from spaedbarn_cli.report.fhir_response import response_bundle
    from spaedbarn_cli.report.response_documents import response_document
    from spaedbarn_cli.store import cases, responses

    if not plaintext:
        raise Refused("fhir_plaintext")
    path = target(session, out) if out is not None else None
    response = responses.find(session.store, key)
    case = cases.by_id(session.store, response.case_id)
    instrument = about_of(session, response).instrument
    note_access(session, case, "questionnaire fhir")
    made = session.now().astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    document = response_document(response, case.code)
    if any(item.type == "text" and item.id in response.answers for item in instrument.items):
        session.terminal.warn("warn.fhir_free_text")
    _write(session, path, response_bundle(instrument, document, language(), made), private=True)


def _write(session: Session, path: Any, document: dict[str, Any], *, private: bool) -> None:
    if path is None:
        session.terminal.document(document)
        return
    import json

    from spaedbarn_cli.cli.outfile import written

    written(session, path, json.dumps(document, ensure_ascii=False, indent=2) + "\n", private=private)
    if session.terminal.json:
        session.terminal.document({"resource": document["resourceType"], "out": str(path)})
