"""`import visits`: what a health visitor has in a spreadsheet, brought in whole or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from spaedbarn_cli.cli import given
from spaedbarn_cli.cli.app import command, group, session_of
from spaedbarn_cli.i18n.catalog import day, duration, plural, t

if TYPE_CHECKING:
    from spaedbarn_cli.cli.import_file import Source
    from spaedbarn_cli.domain.visit import Visit
    from spaedbarn_cli.domain.visit_batch import Batch
    from spaedbarn_cli.domain.visit_cells import RowProblem
    from spaedbarn_cli.domain.visit_rows import Family, RowVisit
    from spaedbarn_cli.errors import WrongUsage
    from spaedbarn_cli.session import Session

MOST_SHOWN = 50
"""Problems listed on the terminal; JSON has them all."""


def register(app: typer.Typer) -> None:
    """Declare `import` and what belongs under it."""
    import_app = group("import")
    app.add_typer(import_app)

    @command(
        import_app, "visits", key="import_visits", codes="1 · 2 · 10–14 · 41",
        example="spaedbarn import visits besøg.csv --dry-run",
    )  # fmt: skip
    def visits(
        ctx: typer.Context,
        file: Annotated[str | None, typer.Argument(metavar=t("metavar.file"), show_default=False)] = None,
        dry_run: Annotated[bool, typer.Option("--dry-run", help=t("opt.dry_run"))] = False,
    ) -> None:
        run_visits(session_of(ctx), file, dry_run=dry_run)


def run_visits(session: Session, file: str | None, *, dry_run: bool) -> None:
    """Bring visits in from a file: show what would happen, ask where somebody sits, write all or nothing."""
    from spaedbarn_cli.cli.import_file import read_source, unused_headings
    from spaedbarn_cli.domain.visit_batch import sort_out

    source = read_source(given.needed(session, "FILE", file, "ask.import_file"))
    unused = unused_headings(source)
    if unused:
        session.terminal.warn("warn.import_unused", columns=", ".join(unused))
    rows = _visits(session, source)
    batch = sort_out(rows, _standing(session, rows))
    if session.terminal.json:
        if not dry_run:
            _write(session, batch.new)
        session.terminal.document(_document(len(rows), batch, unused, dry_run=dry_run))
        return
    shown = _preview(source.name, rows, batch)
    if dry_run:
        session.terminal.result("\n".join([*shown, t("import.dry_run") if batch.new else t("import.nothing_new")]))
        return
    session.terminal.say("\n".join(shown))
    if not batch.new:
        session.terminal.result(t("import.nothing_new"))
        return
    what = plural("import.visits", len(batch.new))
    if session.terminal.interactive and not given.confirmed(session, "import.ask", visits=what):
        session.terminal.result(t("import.left"))
        return
    _write(session, batch.new)
    families = plural("import.families", len({row.family.id for row in batch.new}))
    session.terminal.result(t("import.done", visits=what, families=families))


def _visits(session: Session, source: Source) -> tuple[RowVisit, ...]:
    """Return the rows as visits; raises WrongUsage naming every row that cannot be one."""
    from spaedbarn_cli.domain.visit_rows import read_rows

    found = read_rows(
        source.table.rows, source.columns.places, source.words, _families(session, source),
        owner=session.store.author, today=session.today(),
    )  # fmt: skip
    if found.problems:
        raise _refusal(session, source, found.problems)
    return found.visits


def _families(session: Session, source: Source) -> dict[str, Family]:
    """Return the families that the rows name, open and closed, by code in capitals."""
    from spaedbarn_cli.domain.visit_rows import Family
    from spaedbarn_cli.store import cases

    place = source.columns.places["case"]
    named = {source.words.clean(str(row.cells[place])).upper() for row in source.table.rows}
    found: dict[str, Family] = {}
    for case in cases.every(session.store, closed=True):
        if case.code.upper() in named:
            labels = tuple(person.label for person in cases.persons(session.store, case.id))
            found.setdefault(case.code.upper(), Family(case.id, case.code, session.programme(case.programme), labels))
    return found


def _refusal(session: Session, source: Source, problems: tuple[RowProblem, ...]) -> WrongUsage:
    """Say what is wrong, row by row, and return the error that ends the run."""
    from spaedbarn_cli.errors import WrongUsage

    first = source.table.rows[0]
    for problem in problems[:MOST_SHOWN]:
        session.terminal.say(source.rows.say(problem, min(first.line - first.number, 1)))
    if len(problems) > MOST_SHOWN:
        session.terminal.say(t("row.more", n=len(problems) - MOST_SHOWN))
    count = len({problem.number for problem in problems})
    return WrongUsage(
        "import_rows", file=source.name, rows=plural("import.rows", count),
        problems=[source.rows.document(problem) for problem in problems],
    )  # fmt: skip


def _standing(session: Session, rows: tuple[RowVisit, ...]) -> list[Visit]:
    """Return the visits in the store that any of the rows could be, or lie on top of."""
    from spaedbarn_cli.domain.visit import MAX_MINUTES
    from spaedbarn_cli.store import visits

    ours = {row.family.id for row in rows}
    first = min(row.start for row in rows) - MAX_MINUTES
    last = max(row.end for row in rows) + 1
    return [visit for visit in visits.listed(session.store, first=first, last=last) if visit.case_id in ours]


def _write(session: Session, rows: tuple[RowVisit, ...]) -> None:
    from spaedbarn_cli.domain.reading import write_moment
    from spaedbarn_cli.store.ids import new_record_id
    from spaedbarn_cli.store.log import Entry
    from spaedbarn_cli.store.vault import case_stream

    entries = []
    for row in rows:
        times = {"case_id": row.family.id, "start": write_moment(row.start), "end": write_moment(row.end)}
        stream = case_stream(row.family.id, "contact")
        entries.append(Entry(stream, "visit", new_record_id(), "create", {**times, **row.fields}))
    session.store.append(entries)


def _document(count: int, batch: Batch, unused: list[str], *, dry_run: bool) -> dict[str, Any]:
    from spaedbarn_cli.domain.visit_batch import totals

    return {
        "dry_run": dry_run, "rows": count, "imported": 0 if dry_run else len(batch.new), "new": len(batch.new),
        "already_there": batch.already, "repeated": batch.repeated, "overlapping": batch.overlapping,
        "unused_columns": unused,
        "cases": {code: {"visits": n, "minutes": minutes} for code, (n, minutes) in totals(batch.new).items()},
    }  # fmt: skip


def _preview(name: str, rows: tuple[RowVisit, ...], batch: Batch) -> list[str]:
    """Return what would happen, as lines."""
    from spaedbarn_cli.domain.dates import local
    from spaedbarn_cli.domain.visit_batch import totals

    days = sorted(local(row.start).date() for row in rows)
    count = plural("import.rows", len(rows))
    lines = [t("import.head", file=name, rows=count, first=day(days[0]), last=day(days[-1]))]
    found = totals(batch.new)
    width = max(map(len, found), default=0)
    for code, (visits, minutes) in found.items():
        lines.append(f"  {code:<{width}}  {plural('import.visits', visits):>10}  {duration(minutes):>12}")
    for key in ("already", "repeated", "overlapping"):
        number = getattr(batch, key)
        if number:
            lines.append(plural(f"import.{key}", number))
    return lines
