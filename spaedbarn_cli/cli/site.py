"""`instrument import|add|site|remove`: forms of the municipality's own, from a spreadsheet to the kitchen table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from spaedbarn_cli.cli.app import command, session_of
from spaedbarn_cli.i18n.catalog import t

if TYPE_CHECKING:
    from pathlib import Path

    from spaedbarn_cli.catalog.xlsform import Converted
    from spaedbarn_cli.session import Session

ABOUT = ("parent", "child")
File = Annotated[str, typer.Argument(metavar=t("metavar.file"))]


def register_site(group: typer.Typer) -> None:
    """Declare `import`, `add`, `site` and `remove` in the group `instrument`."""

    @command(
        group, "import", key="instrument_import", codes="2 · 30 · 41",
        example="spaedbarn instrument import skema.xlsx --about parent --out mit-skema.yaml",
    )  # fmt: skip
    def import_(
        ctx: typer.Context, file: File,
        about: Annotated[
            str | None, typer.Option("--about", metavar="parent|child", help=t("opt.import_about"))
        ] = None,
        out: Annotated[str | None, typer.Option("--out", metavar=t("metavar.file"), help=t("opt.import_out"))] = None,
    ) -> None:  # fmt: skip
        run_import(session_of(ctx), file, about, out)

    @command(
        group,
        "add",
        key="instrument_add",
        codes="2 · 10–14 · 30 · 41",
        example="spaedbarn instrument add mit-skema.yaml",
    )
    def add(ctx: typer.Context, file: File) -> None:
        run_add(session_of(ctx), file)

    @command(group, "site", key="instrument_site", codes="10–14", example="spaedbarn instrument site")
    def site(ctx: typer.Context) -> None:
        run_site(session_of(ctx))

    @command(
        group,
        "remove",
        key="instrument_remove",
        codes="2 · 10–14 · 40",
        example="spaedbarn instrument remove mit-skema",
    )
    def remove(ctx: typer.Context, instrument: Annotated[str, typer.Argument(metavar="ID")]) -> None:
        run_remove(session_of(ctx), instrument)


def run_import(session: Session, file: str, about: str | None, out: str | None) -> None:
    """Turn an XLSForm into a definition file; with a thing it cannot take, it says so and writes nothing."""
    from spaedbarn_cli.catalog.xlsform import MAX_BYTES, convert_xlsform
    from spaedbarn_cli.cli.outfile import target, written
    from spaedbarn_cli.cli.problem_words import worded
    from spaedbarn_cli.errors import WrongUsage

    subject = _about(session, about)
    path = target(session, out) if out is not None else None
    if path is not None and path.suffix != ".yaml":
        raise WrongUsage("import_out_yaml", option="--out")
    name, content = _read(file, MAX_BYTES)
    with worded(session):
        found = convert_xlsform(content, name, subject, path.stem if path is not None else None)
    remarks = [t(f"remark.{remark.key}", row=remark.line, **remark.params) for remark in found.remarks]
    if session.terminal.json:
        _as_json(session, found, remarks, path)
        return
    for remark in remarks:
        session.terminal.say(remark)
    if path is None:
        session.terminal.raw(found.yaml)
        return
    written(session, path, found.yaml, private=False)
    session.terminal.say(t("said.imported", n=len(found.data["items"]), file=path.name))


def _as_json(session: Session, found: Converted, remarks: list[str], path: Path | None) -> None:
    if path is not None:
        from spaedbarn_cli.cli.outfile import written

        written(session, path, found.yaml, private=False)
    session.terminal.document({"definition": found.data, "remarks": remarks, "out": str(path) if path else None})


def _about(session: Session, about: str | None) -> str:
    from spaedbarn_cli.cli import given
    from spaedbarn_cli.errors import WrongUsage

    found = given.needed(session, "--about", about, "ask.import_about").lower()
    if found not in ABOUT:
        raise WrongUsage("import_about", option="--about")
    return found


def _read(file: str, most: int) -> tuple[str, bytes]:
    from pathlib import Path

    from spaedbarn_cli.errors import WrongUsage

    path = Path(file).expanduser()
    try:
        with path.open("rb") as source:
            return path.name, source.read(most + 1)
    except OSError:
        raise WrongUsage("file_unreadable", option=t("metavar.file")) from None


def run_add(session: Session, file: str) -> None:
    """Install a definition of the site's own, so that `questionnaire run` finds it; it is checked first."""
    from spaedbarn_cli.catalog.files import MAX_BYTES
    from spaedbarn_cli.catalog.instruments import definition_digest, examine, list_instruments, load_instrument_text
    from spaedbarn_cli.cli.problem_words import worded
    from spaedbarn_cli.errors import DefinitionInvalid, Refused
    from spaedbarn_cli.store import site_definitions

    name, content = _read(file, MAX_BYTES)
    with worded(session):
        _, problems = examine(content, name)
        if problems:
            raise DefinitionInvalid("definition_invalid", file=name, count=len(problems), problems=problems)
    data = load_instrument_text(content, name)
    if any(shipped == data["id"] for _, shipped in list_instruments()):
        raise Refused("site_id_shipped", instrument=data["id"])
    found = site_definitions.add(session.store, data, definition_digest(data))
    if session.terminal.json:
        run_site(session)
        return
    session.terminal.result(t("said.site_added", instrument=found.id, version=found.version))


def run_site(session: Session) -> None:
    """List the definitions that the site has installed."""
    from spaedbarn_cli.store import site_definitions

    found = site_definitions.listed(session.store)
    if session.terminal.json:
        session.terminal.document({"instruments": [_document(one) for one in found]})
        return
    if not found:
        session.terminal.result(t("said.site_none"))
    for one in found:
        session.terminal.result(f"{one.id} {one.version}")


def _document(one: Any) -> dict[str, Any]:
    return {"id": one.id, "version": one.version, "kind": one.kind, "digest": one.digest, "added": one.added}


def run_remove(session: Session, key: str) -> None:
    """Take a definition of the site's own out of use; what was answered on it stays and can be read."""
    from spaedbarn_cli.store import site_definitions

    site_definitions.remove(session.store, key)
    if session.terminal.json:
        run_site(session)
        return
    session.terminal.result(t("said.site_removed", instrument=key))
