"""`identity show|card`: who I am to others, and the card that tells them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from spaedbarn_cli.cli.app import command, group, session_of
from spaedbarn_cli.errors import WrongUsage
from spaedbarn_cli.i18n.catalog import t

if TYPE_CHECKING:
    from spaedbarn_cli.session import Session

LINES_BELOW = 3
"""What stands below a QR code: the six words, on one line or two, and the shell's next prompt."""


def register(app: typer.Typer) -> None:
    """Declare `identity` and what belongs under it."""
    identity = group("identity")
    app.add_typer(identity)

    @command(identity, "show", key="identity_show", codes="10–14", example="spaedbarn identity show")
    def show(ctx: typer.Context) -> None:
        run_show(session_of(ctx))

    @command(
        identity, "card", key="identity_card", codes="2 · 10–14 · 41",
        example="spaedbarn identity card --out mette-holm.txt",
    )  # fmt: skip
    def card(
        ctx: typer.Context,
        out: Annotated[str | None, typer.Option("--out", metavar=t("metavar.file"), help=t("opt.card_out"))] = None,
        qr: Annotated[bool, typer.Option("--qr", help=t("opt.card_qr"))] = False,
    ) -> None:
        run_card(session_of(ctx), out, qr=qr)


def document(session: Session) -> dict[str, Any]:
    """Return what others may know of the owner of the store; makes the keys of a store that has none yet."""
    from spaedbarn_cli.sync import identity, keys

    public = identity.own(session.store).public
    return {
        "name": session.store.author, "role": session.store.role, "age": public.age, "sign": public.sign,
        "fingerprint": keys.fingerprint(public),
    }  # fmt: skip


def run_show(session: Session) -> None:
    """Show name, role, public keys and the six words."""
    shown = document(session)
    if session.terminal.json:
        session.terminal.document(shown)
        return
    role = t(f"role.{shown['role']}")
    session.terminal.result(t("identity.shown", **{**shown, "role": role}))


def run_card(session: Session, out: str | None, *, qr: bool = False) -> None:
    """Write the contact card: to a file, as a QR code, or on stdout."""
    from spaedbarn_cli.cli.outfile import target, written
    from spaedbarn_cli.sync import card, identity

    path = target(session, out) if out is not None else None
    store = session.store
    made = card.make_card(store.author, store.role, identity.own(store))
    code = _code(session, made) if qr and not session.terminal.json else None
    if path is not None:
        written(session, path, made, private=False)
    if session.terminal.json:
        session.terminal.document({**document(session), "card": made, "file": str(path) if path else None})
        return
    if code is not None:
        session.terminal.rich(code)
    elif path is None:
        session.terminal.raw(made)
    session.terminal.say(t("identity.card_hint", words=document(session)["fingerprint"]))


def _code(session: Session, made: str) -> Any:
    """Return the card as a QR code; raises WrongUsage where it does not fit: cut off or rolled away, no camera reads it."""
    from spaedbarn_cli.report.qr_terminal import qr_lines

    code = qr_lines(made)
    lines = code.plain.split("\n")
    columns, rows = len(lines[0]), len(lines) + LINES_BELOW
    height = session.terminal.height
    if columns > session.terminal.width or (height is not None and rows > height):
        raise WrongUsage("qr_too_big", columns=columns, rows=rows)
    return code
