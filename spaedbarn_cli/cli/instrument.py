"""`instrument list|show|check|set|texts`: what instruments there are, on whose word, and what the site adds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from spaedbarn_cli.cli import given
from spaedbarn_cli.cli.app import command, group, session_of
from spaedbarn_cli.cli.site import register_site
from spaedbarn_cli.cli.standards import register_definition
from spaedbarn_cli.i18n.catalog import t

if TYPE_CHECKING:
    from decimal import Decimal

    from spaedbarn_cli.session import Session

INVALID = 30
"""Exit code of `instrument check` when a definition is not right."""

Id = Annotated[str, typer.Argument(metavar="ID")]
File = Annotated[str | None, typer.Argument(metavar=t("metavar.file"), show_default=False)]


def register(app: typer.Typer) -> None:
    """Declare `instrument` and what belongs under it."""
    top = group("instrument")
    app.add_typer(top)

    @command(top, "list", key="instrument_list", example="spaedbarn instrument list")
    def list_(ctx: typer.Context) -> None:
        run_list(session_of(ctx))

    @command(top, "show", key="instrument_show", codes="10–14 · 40", example="spaedbarn instrument show epds")
    def show(ctx: typer.Context, instrument: Id) -> None:
        run_show(session_of(ctx), instrument)

    @command(top, "check", key="instrument_check", codes="2 · 30", example="spaedbarn instrument check mit-skema.yaml")
    def check(ctx: typer.Context, file: File = None) -> int:
        return run_check(session_of(ctx), file)

    @command(
        top, "set", key="instrument_set", codes="2 · 10–14 · 40",
        example="spaedbarn instrument set epds.total.mother 12",
    )  # fmt: skip
    def set_(
        ctx: typer.Context, key: Annotated[str, typer.Argument(metavar=t("metavar.key"))],
        value: Annotated[str | None, typer.Argument(metavar="N", show_default=False)] = None,
        clear: Annotated[bool, typer.Option("--clear", help=t("opt.clear_setting"))] = False,
        reason: Annotated[str | None, typer.Option("--reason", metavar=t("metavar.text"), help=t("opt.reason"))] = None,
    ) -> None:  # fmt: skip
        run_set(session_of(ctx), key, value, clear=clear, reason=reason)

    _register_texts(top)
    register_definition(top)
    register_site(top)


def _register_texts(top: typer.Typer) -> None:
    texts = group("texts")
    top.add_typer(texts)

    @command(
        texts, "add", key="texts_add", codes="2 · 10–14 · 30 · 40",
        example="spaedbarn instrument texts add epds-da.yaml",
    )  # fmt: skip
    def add(ctx: typer.Context, file: Annotated[str, typer.Argument(metavar=t("metavar.file"))]) -> None:
        run_texts_add(session_of(ctx), file)

    @command(texts, "list", key="texts_list", codes="10–14", example="spaedbarn instrument texts list")
    def list_(ctx: typer.Context) -> None:
        run_texts_list(session_of(ctx))

    @command(
        texts, "remove", key="texts_remove", codes="2 · 10–14 · 40",
        example="spaedbarn instrument texts remove epds",
    )  # fmt: skip
    def remove(ctx: typer.Context, instrument: Id) -> None:
        run_texts_remove(session_of(ctx), instrument)


def run_list(session: Session) -> None:
    """List the instruments that are here; no store is needed."""
    from spaedbarn_cli.catalog.instruments import list_instruments, open_instrument
    from spaedbarn_cli.report.instrument_documents import instrument_line

    lines = [instrument_line(open_instrument(key)) for _, key in list_instruments()]
    if session.terminal.json:
        session.terminal.document({"instruments": lines})
        return
    from spaedbarn_cli.report.instrument_terminal import instrument_list

    session.terminal.rich(instrument_list(lines))


def run_show(session: Session, key: str) -> None:
    """Show an instrument: what it asks and scores, its bounds with their sources, what the site has set or added."""
    from spaedbarn_cli.cli.definition import opened
    from spaedbarn_cli.report.instrument_documents import instrument_document
    from spaedbarn_cli.store import definitions, responses

    found = opened(session, key)
    packs = [pack for pack in definitions.text_packs(session.store) if pack.instrument == key]
    document = instrument_document(found.instrument, responses.settings(session.store), packs)
    if session.terminal.json:
        session.terminal.document(document)
        return
    from spaedbarn_cli.report.instrument_terminal import instrument_card

    session.terminal.rich(instrument_card(document, session.terminal.width))


def run_check(session: Session, file: str | None) -> int:
    """Check the definitions that are here, or a file, and run their own examples; returns the exit code."""
    from spaedbarn_cli.catalog.instruments import examine, list_instruments, read_shipped

    sources = [_read(file)] if file is not None else [read_shipped(key) for _, key in list_instruments()]
    checked = []
    for name, content in sources:
        instrument, problems = examine(content, name)
        checked.append(
            {
                "file": name, "ok": not problems, "id": instrument.id if instrument else None,
                "examples": len(instrument.examples) if instrument else 0, "problems": problems,
            }
        )  # fmt: skip
    _report(session, checked)
    return 0 if all(one["ok"] for one in checked) else INVALID


def _report(session: Session, checked: list[dict[str, Any]]) -> None:
    from spaedbarn_cli.cli.problem_words import problem_document, problem_lines

    for one in checked:
        one["problems"] = [problem_document(problem) for problem in one["problems"]]
    if session.terminal.json:
        session.terminal.document({"ok": all(one["ok"] for one in checked), "instruments": checked})
        return
    for one in checked:
        key = "said.definition_ok" if one["ok"] else "said.definition_bad"
        session.terminal.result(t(key, file=one["file"], n=one["examples"]))
        for problem in one["problems"]:
            for line in problem_lines(problem):
                session.terminal.result(line)


def _read(file: str) -> tuple[str, bytes]:
    from pathlib import Path

    from spaedbarn_cli.catalog.files import MAX_BYTES
    from spaedbarn_cli.errors import WrongUsage

    path = Path(file)
    try:
        with path.open("rb") as source:
            return path.name, source.read(MAX_BYTES + 1)
    except OSError:
        raise WrongUsage("definition_file", file=path.name) from None


def run_set(session: Session, key: str, value: str | None, *, clear: bool, reason: str | None) -> None:
    """Put the municipality's own bound in place of a definition's, or go back to the definition's with `--clear`."""
    from spaedbarn_cli.errors import NotFound, WrongUsage
    from spaedbarn_cli.store import definitions, responses

    bounds = settable()
    if key not in bounds:
        raise NotFound("setting_unknown", known=", ".join(sorted(bounds)))
    if clear == (value is not None):
        raise WrongUsage("setting_value_or_clear")
    if value is not None:
        from spaedbarn_cli.domain.score_cutoff import read_number

        number, (low, high) = read_number(value), bounds[key]
        if number is None or not low <= number <= high:
            raise WrongUsage("setting_value", name=key, low=low, high=high)
        value = format(number, "f")
    definitions.set_setting(session.store, key, value, given.text(reason))
    if session.terminal.json:
        session.terminal.document({"settings": responses.settings(session.store)})
        return
    if value is None:
        session.terminal.result(t("said.setting_cleared", name=key))
    else:
        from spaedbarn_cli.i18n.catalog import decimal

        session.terminal.result(t("said.setting_set", name=key, value=decimal(value)))


def settable() -> dict[str, tuple[Decimal, Decimal]]:
    """Return the keys of every bound that a municipality may set, with the range of its scale."""
    from spaedbarn_cli.catalog.instruments import list_instruments, open_instrument

    return {
        cutoff.setting: (scale.low, scale.high)
        for _, key in list_instruments()
        for scale in open_instrument(key).scales
        for cutoff in scale.cutoffs
        if cutoff.setting
    }


def run_texts_add(session: Session, file: str) -> None:
    """Take in the site's own wording of an instrument; it is held against the definition and stays on the machine."""
    from spaedbarn_cli.catalog.text_packs import load_text_pack_text
    from spaedbarn_cli.cli.definition import opened
    from spaedbarn_cli.cli.problem_words import worded
    from spaedbarn_cli.store import definitions

    name, content = _read(file)
    with worded(session):
        key = load_text_pack_text(content, name)["instrument"]
        pack = load_text_pack_text(content, name, opened(session, key).instrument)
    definitions.add_text_pack(session.store, key, pack["version"], pack["language"], pack)
    if session.terminal.json:
        run_texts_list(session)
        return
    session.terminal.result(t("said.texts_added", instrument=key, language=pack["language"]))
    session.terminal.result(t("said.texts_licence", licence=pack["licence"]))


def run_texts_list(session: Session) -> None:
    """List the text packs of the site with their licence."""
    from spaedbarn_cli.store import definitions

    packs = definitions.text_packs(session.store)
    lines = [
        {
            "instrument": pack.instrument, "version": pack.version, "language": pack.language,
            "licence": pack.body.get("licence"), "added": pack.added,
        }
        for pack in packs
    ]  # fmt: skip
    if session.terminal.json:
        session.terminal.document({"texts": lines})
        return
    from spaedbarn_cli.report.instrument_terminal import text_pack_list

    session.terminal.rich(text_pack_list(lines))


def run_texts_remove(session: Session, key: str) -> None:
    """Throw the site's wording of an instrument away."""
    from spaedbarn_cli.store import definitions

    definitions.remove_text_packs(session.store, key)
    if session.terminal.json:
        run_texts_list(session)
        return
    session.terminal.result(t("said.texts_removed", instrument=key))
