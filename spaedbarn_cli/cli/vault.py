"""`unlock`, `lock`, `passphrase change`, `recover`, `rotate`: the store and the secrets that open it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from spaedbarn_cli import paths
from spaedbarn_cli.cli.app import command, group, session_of
from spaedbarn_cli.cli.vault_secrets import SKIP, hand_over, new_passphrase, note_code, typeable
from spaedbarn_cli.errors import WrongUsage
from spaedbarn_cli.i18n.catalog import t
from spaedbarn_cli.session import ENV_NEW_PASSPHRASE, ask_key, harden, look_for_answers, take_env

if TYPE_CHECKING:
    from spaedbarn_cli.session import Session
    from spaedbarn_cli.store.keyfile import KeyFile

LONGEST_SESSION = 120
"""Minutes a token lasts at most: two hours, as the best-known agents do."""


def register(app: typer.Typer) -> None:
    """Declare the commands."""

    @command(app, "unlock", key="unlock", codes="2 · 10–14", example="export SPAEDBARN_SESSION=$(spaedbarn unlock)")
    def unlock(
        ctx: typer.Context,
        minutes: Annotated[str, typer.Option("--minutes", metavar="N", help=t("opt.minutes_open"))] = "30",
    ) -> None:
        run_unlock(session_of(ctx), minutes)

    @command(app, "lock", key="lock", codes="10 · 14", example="spaedbarn lock")
    def lock(ctx: typer.Context) -> None:
        run_lock(session_of(ctx))

    passphrase_app = group("passphrase")
    app.add_typer(passphrase_app)

    @command(
        passphrase_app, "change", key="passphrase_change", codes="2 · 10–14", example="spaedbarn passphrase change"
    )  # fmt: skip
    def change(ctx: typer.Context) -> None:
        run_change(session_of(ctx))

    @command(app, "recover", key="recover", codes="2 · 10–14", example="spaedbarn recover")
    def recover(ctx: typer.Context) -> None:
        run_recover(session_of(ctx))

    @command(app, "rotate", key="rotate", codes="2 · 10–14", example="spaedbarn rotate")
    def rotate(ctx: typer.Context, skip: Annotated[bool, SKIP] = False) -> None:
        run_rotate(session_of(ctx), skip_recovery_check=skip)


def run_unlock(session: Session, minutes: str) -> None:
    """Unlock by passphrase and print a token for `SPAEDBARN_SESSION`, alone on stdout."""
    from spaedbarn_cli.store.sessionslot import create_session

    if not minutes.isdigit() or int(minutes) < 1:
        raise WrongUsage("bad_minutes", option="--minutes")
    length = min(int(minutes), LONGEST_SESSION)
    opened = by_passphrase(session)
    known, now = opened.keyfile, datetime.now(UTC).timestamp()
    token = create_session(paths.runtime_dir(), known.vault, opened.key, known.store, length, now)
    if session.terminal.json:
        session.terminal.document({"session": token, "minutes": length})
        return
    if length < int(minutes):
        session.terminal.say(t("said.session_shortened", minutes=length))
    session.terminal.result(token)


class Opened(NamedTuple):
    """What a passphrase opened: the key file as it was, the store key, and the passphrase that did it."""

    keyfile: KeyFile
    key: bytes
    passphrase: str


def by_passphrase(session: Session) -> Opened:
    """Open the store by its passphrase (never by a token); raises what opening raises."""
    from spaedbarn_cli.store.keyfile import PASSPHRASE, read_keyfile, unwrap
    from spaedbarn_cli.store.vault import open_with_key

    harden()
    known = read_keyfile(session.home)
    key, secret = ask_key(session, lambda text: unwrap(known, PASSPHRASE, text))
    store = open_with_key(session.places, known.store, key, vault=known.vault, now=session.now, whole_check=True)
    look_for_answers(store)
    session.adopt(store)
    return Opened(known, key, secret)


def run_lock(session: Session) -> None:
    """Remove every session token of this store, and wipe the screen of a terminal."""
    from spaedbarn_cli.store.keyfile import read_keyfile
    from spaedbarn_cli.store.sessionslot import end_sessions

    known = read_keyfile(session.home)
    ended = end_sessions(paths.runtime_dir(), known.vault)
    if session.terminal.json:
        session.terminal.document({"ended": ended})
        return
    if session.terminal.err.isatty():
        session.terminal.clear()
    session.terminal.say(t("said.locked"))


def run_change(session: Session) -> None:
    """Let a new passphrase take the place of the old one; the store itself is not rewritten."""
    from spaedbarn_cli.store.keyfile import change_passphrase
    from spaedbarn_cli.store.sessionslot import end_sessions

    opened = by_passphrase(session)
    new = new_passphrase(session)
    # Under the store's lock, so that a renewal in another window cannot get the slots of the old key.
    with session.store.writing():
        change_passphrase(session.home, opened.key, new, _moment(session))
    end_sessions(paths.runtime_dir(), opened.keyfile.vault)
    _said(session, "said.passphrase_changed")


def run_recover(session: Session) -> None:
    """Set a new passphrase with the recovery code (typed on the terminal, or one line on stdin)."""
    from spaedbarn_cli.store.keyfile import RECOVERY, change_passphrase, read_keyfile, unwrap
    from spaedbarn_cli.store.vault import open_with_key

    harden()
    known = read_keyfile(session.home)
    if session.terminal.interactive:
        from spaedbarn_cli.ui.prompts import ask_passphrase

        code = ask_passphrase(t("ask.recovery_code"))
    else:
        import sys

        code = sys.stdin.readline()
    key = unwrap(known, RECOVERY, code)
    session.adopt(
        open_with_key(session.places, known.store, key, vault=known.vault, now=session.now, whole_check=True)
    )
    new = new_passphrase(session)
    with session.store.writing():
        change_passphrase(session.home, key, new, _moment(session))
    _said(session, "said.recovered")


def run_rotate(session: Session, *, skip_recovery_check: bool) -> None:
    """Rewrite the store under a new key, with a new recovery code; old copies and old codes open nothing new.

    A script that gives the new passphrase in its variable takes the code as it comes; it is not typed back there.
    """
    from spaedbarn_cli.store import keyfile, recovery, renewal
    from spaedbarn_cli.store.sessionslot import end_sessions
    from spaedbarn_cli.store.vault import open_with_key

    given_new = take_env(ENV_NEW_PASSPHRASE)
    skip_recovery_check = skip_recovery_check or (given_new is not None and not session.terminal.interactive)
    typeable(session, skip=skip_recovery_check)
    opened = by_passphrase(session)
    passphrase = given_new or opened.passphrase
    code = recovery.new_code()
    new_key = renewal.renew(session.store, opened.key, passphrase, code, _moment(session))
    end_sessions(paths.runtime_dir(), opened.keyfile.vault)
    known = keyfile.read_keyfile(session.home)
    session.adopt(
        open_with_key(session.places, known.store, new_key, vault=known.vault, now=session.now, whole_check=True)
    )
    note_code(session, typed_back=False)  # the new code is another one; `doctor` says so until it is typed back
    if session.terminal.json:
        session.terminal.document({"home": str(session.home), "recovery_code": code})
        return
    session.terminal.result(t("said.rotated"))
    hand_over(session, code, skip=skip_recovery_check)


def _said(session: Session, key: str) -> None:
    if session.terminal.json:
        session.terminal.document({"home": str(session.home)})
    else:
        session.terminal.result(t(key))


def _moment(session: Session) -> str:
    return session.now().astimezone(UTC).isoformat(timespec="seconds")
