"""`doctor`: everything that can be found out about a store, whether it opens or not."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from spaedbarn_cli.cli.app import command, session_of
from spaedbarn_cli.errors import DefinitionInvalid, SpaedbarnError
from spaedbarn_cli.i18n.catalog import clock, day, has, plural, t

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spaedbarn_cli.session import Session
    from spaedbarn_cli.store.verify import Check

FOUND = 4
"""The exit code of `--check` when something was found."""


def register(app: typer.Typer) -> None:
    """Declare the command."""

    @command(app, "doctor", key="doctor", example="spaedbarn doctor --check", codes="4 · 10–14")
    def doctor(
        ctx: typer.Context, check: Annotated[bool, typer.Option("--check", help=t("opt.check"))] = False
    ) -> None:
        found = run_doctor(session_of(ctx))
        if check and found:
            raise typer.Exit(FOUND)


def run_doctor(session: Session) -> bool:
    """Examine the store and tell; returns whether something was found; raises what stood in the way of opening it."""
    session.bulk = True
    from spaedbarn_cli.errors import NoStore
    from spaedbarn_cli.store.keyfile import read_keyfile

    try:
        read_keyfile(session.home)
    except NoStore:
        raise  # where nothing is, nothing is examined
    except SpaedbarnError:
        pass  # said among the findings, and at the end
    checks: list[Check] = []
    stopped: SpaedbarnError | None = None
    try:
        checks.extend(_examined(session))
    except SpaedbarnError as error:
        stopped = error
        checks.append(_could_not_open(error))
    _tell(session, checks)
    if stopped is not None:
        raise stopped
    return not all(one.ok for one in checks)


def _examined(session: Session) -> Iterator[Check]:
    from spaedbarn_cli.store.outside import outside_checks
    from spaedbarn_cli.store.verify import store_checks

    yield from outside_checks(session.places)
    yield _definitions()
    yield from store_checks(session.store)


def _could_not_open(error: SpaedbarnError) -> Check:
    from spaedbarn_cli.store.verify import Check

    return Check("open", False, "bad", {"error": error})


def _definitions() -> Check:
    """Read every shipped programme and reference."""
    from spaedbarn_cli.catalog.load import list_definitions
    from spaedbarn_cli.catalog.pregnancy import open_pregnancy
    from spaedbarn_cli.catalog.programmes import list_programmes, open_programme
    from spaedbarn_cli.store.verify import Check

    try:
        for name in list_programmes():
            open_programme(name)
        open_pregnancy()
    except DefinitionInvalid as error:
        first = error.params["problems"][0]
        params = {"count": error.params["count"], "file": first.file, "line": first.line}
        return Check("definitions", False, "bad", params)
    except SpaedbarnError as error:
        return Check("definitions", False, "unreadable", {"error": error})
    return Check("definitions", True, "ok", {"count": len(list_programmes()) + len(list_definitions("reference"))})


def _tell(session: Session, checks: list[Check]) -> None:
    ok = all(one.ok for one in checks)
    if session.terminal.json:
        rows = [{"id": one.id, "ok": one.ok, "detail": detail(one)} for one in checks]
        session.terminal.document({"ok": ok, "checks": rows})
        return
    names = {one.id: t(f"doctor.name.{one.id}") for one in checks}
    wide = max(len(name) for name in names.values())
    marks = {mark: t(f"doctor.{mark}") for mark in ("holds", "noted", "found")}
    for one in checks:
        mark = marks["found" if not one.ok else "noted" if one.note else "holds"].ljust(max(map(len, marks.values())))
        session.terminal.result(f"{mark}  {names[one.id].ljust(wide)}  {detail(one)}")
        for line in [] if one.ok and not one.note else hint(one).splitlines():
            session.terminal.result(f"{' ' * len(mark)}  {' ' * wide}  → {line}")
    bad = sum(not one.ok for one in checks)
    session.terminal.result(plural("doctor.count", bad) if bad else t("doctor.all_well"))


def detail(check: Check) -> str:
    """Return what was found, in words."""
    return t(f"doctor.{check.id}.{check.code}", **{name: _word(value) for name, value in check.params.items()})


def hint(check: Check) -> str:
    """Return what to do about it, in words: that of the finding, of the check, or of the error behind it."""
    error = check.params.get("error")
    if isinstance(error, SpaedbarnError):
        key, params = f"hint.{error.key}", error.params
    else:
        params = {}
        key = f"doctor.hint.{check.id}.{check.code}"
        if not has(key):
            key = f"doctor.hint.{check.id}"
    return t(key, **params) if has(key) else ""


def _word(value: Any) -> str:
    from spaedbarn_cli.domain.dates import zone
    from spaedbarn_cli.ui.terminal import words_of

    if isinstance(value, SpaedbarnError):
        return words_of(value)[0]
    if isinstance(value, datetime):
        here = value.astimezone(zone())
        return f"{day(here.date())} {clock(here)}"
    if isinstance(value, (list, tuple)):
        return ", ".join(map(str, value))
    return str(value)
