"""`init`, `unlock`, `lock`, `passphrase change`, `recover`, `rotate`: the store and the secrets that open it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from spaedbarn_cli import paths
from spaedbarn_cli.cli import given
from spaedbarn_cli.cli.app import command, group, session_of
from spaedbarn_cli.errors import Interrupted, Refused, WrongSecret, WrongUsage
from spaedbarn_cli.i18n.catalog import t
from spaedbarn_cli.session import ENV_NEW_PASSPHRASE, ask_key, env_passphrase, harden, look_for_answers, take_env

if TYPE_CHECKING:
    from spaedbarn_cli.session import Session
    from spaedbarn_cli.store.keyfile import KeyFile

LONGEST_SESSION = 120
"""Minutes a token lasts at most: two hours, as the best-known agents do."""

_SKIP = typer.Option("--skip-recovery-check", help=t("opt.skip_recovery"))


@dataclass(frozen=True, kw_only=True)
class InitOptions:
    """`init`."""

    name: str | None
    role: str | None
    municipality: str | None
    skip_recovery_check: bool


def register(app: typer.Typer) -> None:
    """Declare the commands."""

    @command(
        app, "init", key="init", codes="2 · 41", example='spaedbarn init --name "Mette Holm" --role health-visitor'
    )
    def init(
        ctx: typer.Context,
        name: Annotated[str | None, typer.Option("--name", metavar=t("metavar.text"), help=t("opt.own_name"))] = None,
        role: Annotated[str | None, typer.Option("--role", metavar=t("metavar.role"), help=t("opt.own_role"))] = None,
        municipality: Annotated[
            str | None, typer.Option("--municipality", metavar=t("metavar.text"), help=t("opt.municipality"))
        ] = None,
        skip: Annotated[bool, _SKIP] = False,
    ) -> None:
        run_init(
            session_of(ctx),
            InitOptions(name=name, role=role, municipality=municipality, skip_recovery_check=skip),
        )

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
    def rotate(ctx: typer.Context, skip: Annotated[bool, _SKIP] = False) -> None:
        run_rotate(session_of(ctx), skip_recovery_check=skip)


def run_init(session: Session, options: InitOptions) -> None:
    """Make a store with its key file and its identity, show the recovery code and have it typed back."""
    from spaedbarn_cli.cli.identity import document
    from spaedbarn_cli.domain.case import ROLES
    from spaedbarn_cli.store import atomic, keyfile, recovery, vault
    from spaedbarn_cli.store.ids import new_store_key, new_vault_id

    harden()
    if any(session.home.glob("key.json")):
        raise Refused("store_exists")
    name = given.needed(session, "--name", given.line(options.name), "ask.own_name")
    role = options.role
    if role is None and session.terminal.interactive:
        from spaedbarn_cli.ui.prompts import ask_choice

        rows = [(key, t(f"role.{key}")) for key in ROLES]
        role = str(ask_choice(t("ask.own_role"), rows, skippable=False, first=True))
    if given.needed(session, "--role", role) not in ROLES:
        raise WrongUsage("bad_role", roles=", ".join(ROLES))
    _typeable(session, skip=options.skip_recovery_check)
    passphrase = _first_passphrase(session)
    key, code, now = new_store_key(), recovery.new_code(), session.now().astimezone(UTC).isoformat(timespec="seconds")
    file = _free_name(session)
    # The key file comes last: until it is there, there is no store, and nothing was written that could be missed.
    slots = keyfile.new_keyfile(new_vault_id(), file)
    slots = keyfile.add_slot(slots, keyfile.PASSPHRASE, passphrase, key, now)
    slots = keyfile.add_slot(slots, keyfile.RECOVERY, code, key, now)
    atomic.private_folder(session.home)
    assert role is not None
    store = vault.create(
        session.places, file, key, vault=slots.vault, now=session.now, name=name, role=role,
        municipality=given.line(options.municipality),
    )  # fmt: skip
    try:
        keyfile.write_keyfile(session.home, slots, prove=(keyfile.PASSPHRASE, passphrase))
    except BaseException:
        vault.abandon(store)
        raise
    session.adopt(store)
    if file != "store.db":
        session.terminal.warn("warn.store_left")
    identity = document(session)
    if session.terminal.json:
        session.terminal.document({
            "home": str(session.home), "device": store.device, "recovery_code": code, "identity": identity,
        })  # fmt: skip
        return
    session.terminal.result(t("said.store_made", home=session.home))
    _hand_over(session, code, skip=options.skip_recovery_check)


def _typeable(session: Session, *, skip: bool) -> None:
    """Say before anything is made that the recovery code cannot be typed back where nobody sits at a terminal."""
    if not skip and not session.terminal.interactive:
        raise WrongUsage("recovery_needs_terminal")


def _hand_over(session: Session, code: str, *, skip: bool) -> None:
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
    _note_code(session, typed_back=True)
    session.terminal.clear()
    session.terminal.say(t("said.recovery_confirmed"))


def _note_code(session: Session, *, typed_back: bool) -> None:
    from spaedbarn_cli.store import vault
    from spaedbarn_cli.store.log import Entry

    store = session.store
    fields = {"recovery_confirmed": typed_back}
    store.append([Entry(store.own_stream, "profile", vault.profile_id(store), "amend", fields)])


def _free_name(session: Session) -> str:
    """Return a name for the store file; one left behind by a set-up that was cut off is never touched."""
    if not (session.home / "store.db").exists():
        return "store.db"
    return next(f"store-{n}.db" for n in range(2, 10_000) if not (session.home / f"store-{n}.db").exists())


def _first_passphrase(session: Session) -> str:
    given_secret = env_passphrase()
    if given_secret is not None:
        return given_secret
    if not session.terminal.interactive:
        raise WrongUsage("passphrase_missing")
    session.terminal.say(t("said.passphrase_advice"))
    return _ask_new()


def new_passphrase(session: Session) -> str:
    """Return the new passphrase from its variable, or entered twice on the terminal."""
    found = take_env(ENV_NEW_PASSPHRASE)
    if found is not None:
        return found
    if not session.terminal.interactive:
        raise WrongUsage("new_passphrase_missing")
    return _ask_new()


def _ask_new() -> str:
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
    _typeable(session, skip=skip_recovery_check)
    opened = by_passphrase(session)
    passphrase = given_new or opened.passphrase
    code = recovery.new_code()
    new_key = renewal.renew(session.store, opened.key, passphrase, code, _moment(session))
    end_sessions(paths.runtime_dir(), opened.keyfile.vault)
    known = keyfile.read_keyfile(session.home)
    session.adopt(
        open_with_key(session.places, known.store, new_key, vault=known.vault, now=session.now, whole_check=True)
    )
    _note_code(session, typed_back=False)  # the new code is another one; `doctor` says so until it is typed back
    if session.terminal.json:
        session.terminal.document({"home": str(session.home), "recovery_code": code})
        return
    session.terminal.result(t("said.rotated"))
    _hand_over(session, code, skip=skip_recovery_check)


def _said(session: Session, key: str) -> None:
    if session.terminal.json:
        session.terminal.document({"home": str(session.home)})
    else:
        session.terminal.result(t(key))


def _moment(session: Session) -> str:
    return session.now().astimezone(UTC).isoformat(timespec="seconds")
