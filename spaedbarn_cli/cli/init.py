"""`init`: a store made, with its key file, its owner and her identity."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC
from typing import TYPE_CHECKING, Annotated

import typer

from spaedbarn_cli.cli import given
from spaedbarn_cli.cli.app import command, session_of
from spaedbarn_cli.cli.vault_secrets import SKIP, ask_new, hand_over, typeable
from spaedbarn_cli.errors import Refused, WrongUsage
from spaedbarn_cli.i18n.catalog import t
from spaedbarn_cli.session import env_passphrase, harden

if TYPE_CHECKING:
    from spaedbarn_cli.session import Session


@dataclass(frozen=True, kw_only=True)
class InitOptions:
    """`init`."""

    name: str | None
    role: str | None
    municipality: str | None
    skip_recovery_check: bool


def register(app: typer.Typer) -> None:
    """Declare the command."""

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
        skip: Annotated[bool, SKIP] = False,
    ) -> None:
        run_init(
            session_of(ctx),
            InitOptions(name=name, role=role, municipality=municipality, skip_recovery_check=skip),
        )


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
    typeable(session, skip=options.skip_recovery_check)
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
    hand_over(session, code, skip=options.skip_recovery_check)


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
    return ask_new()
