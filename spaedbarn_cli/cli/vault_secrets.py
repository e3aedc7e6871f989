"""A new passphrase asked for, and a new recovery code shown and typed back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from spaedbarn_cli.errors import Interrupted, WrongSecret, WrongUsage
from spaedbarn_cli.i18n.catalog import t
from spaedbarn_cli.session import ENV_NEW_PASSPHRASE, take_env

if TYPE_CHECKING:
    from spaedbarn_cli.session import Session

SKIP = typer.Option("--skip-recovery-check", help=t("opt.skip_recovery"))


def typeable(session: Session, *, skip: bool) -> None:
    """Say before anything is made that the recovery code cannot be typed back where nobody sits at a terminal."""
    if not skip and not session.terminal.interactive:
        raise WrongUsage("recovery_needs_terminal")


def hand_over(session: Session, code: str, *, skip: bool) -> None:
    """Show the recovery code and have it typed back; only then is the set-up finished."""
    from spaedbarn_cli.store import recovery

    session.terminal.result(t("said.recovery_code", code=code))
    if skip:
        session.terminal.warn("warn.recovery_unchecked")
        return
    from spaedbarn_cli.ui.prompts import BadAnswer, ask_text

    def same(typed: str) -> str:
        try:
            right = recovery.parse(typed) == recovery.parse(code)
        except WrongSecret as error:
            raise BadAnswer(t(f"err.{error.key}", **error.params)) from None
        if not right:
            raise BadAnswer(t("err.wrong_recovery_code"))
        return typed

    try:
        ask_text(t("ask.recovery_back"), parse=same, skippable=False, first=True)
    except Interrupted:
        session.terminal.clear()
        raise Interrupted("interrupted_recovery") from None
    note_code(session, typed_back=True)
    session.terminal.clear()
    session.terminal.say(t("said.recovery_confirmed"))


def note_code(session: Session, *, typed_back: bool) -> None:
    from spaedbarn_cli.store import vault
    from spaedbarn_cli.store.log import Entry

    store = session.store
    fields = {"recovery_confirmed": typed_back}
    store.append([Entry(store.own_stream, "profile", vault.profile_id(store), "amend", fields)])


def new_passphrase(session: Session) -> str:
    """Return the new passphrase from its variable, or entered twice on the terminal."""
    found = take_env(ENV_NEW_PASSPHRASE)
    if found is not None:
        return found
    if not session.terminal.interactive:
        raise WrongUsage("new_passphrase_missing")
    return ask_new()


def ask_new() -> str:
    from spaedbarn_cli.errors import SpaedbarnError
    from spaedbarn_cli.store.keyfile import check_new_passphrase
    from spaedbarn_cli.ui.prompts import ask_new_passphrase

    def problem(text: str) -> str | None:
        try:
            check_new_passphrase(text)
        except SpaedbarnError as error:
            return t(f"err.{error.key}", **error.params)
        return None

    return str(ask_new_passphrase(problem))
