"""`backup create|verify|restore`: a copy in one file, proved by opening it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from spaedbarn_cli.cli.app import command, group, session_of
from spaedbarn_cli.errors import StoreDamaged, WrongUsage
from spaedbarn_cli.i18n.catalog import t

if TYPE_CHECKING:
    from pathlib import Path

    from spaedbarn_cli.session import Session


def register(app: typer.Typer) -> None:
    """Declare `backup` and what belongs under it."""
    backup_app = group("backup")
    app.add_typer(backup_app)

    @command(
        backup_app, "create", key="backup_create", codes="2 · 10–14 · 41",
        example="spaedbarn backup create /media/usb/uge47.bak",
    )  # fmt: skip
    def create(ctx: typer.Context, dest: Annotated[str, typer.Argument(metavar="DEST")]) -> None:
        run_create(session_of(ctx), dest)

    @command(
        backup_app, "verify", key="backup_verify", codes="2 · 12–14",
        example="spaedbarn backup verify /media/usb/uge47.bak",
    )  # fmt: skip
    def verify(ctx: typer.Context, file: Annotated[str, typer.Argument(metavar="FILE")]) -> None:
        run_verify(session_of(ctx), file)

    @command(
        backup_app, "restore", key="backup_restore", codes="2 · 12–14 · 41",
        example="spaedbarn backup restore /media/usb/uge47.bak --home ~/spaedbarn-gendannet",
    )  # fmt: skip
    def restore(ctx: typer.Context, file: Annotated[str, typer.Argument(metavar="FILE")]) -> None:
        run_restore(session_of(ctx), file)


def run_create(session: Session, dest: str) -> None:
    """Write a backup and prove it by unpacking it again."""
    import tempfile
    from pathlib import Path

    from spaedbarn_cli.store import backup

    target = Path(dest).expanduser()
    if target.is_dir():
        target = target / f"spaedbarn-{session.today().isoformat()}.bak"
    if not target.parent.is_dir():
        raise WrongUsage("out_no_folder", option="DEST")
    backup.create(session.store, target)
    with tempfile.TemporaryDirectory(prefix="spaedbarn-") as folder:
        backup.unpack(target, Path(folder))
    _say(session, "said.backup_made", {"file": str(target), "bytes": target.stat().st_size})


def run_verify(session: Session, file: str) -> None:
    """Really restore a backup into a temporary folder, open it and examine it."""
    import tempfile
    from pathlib import Path

    from spaedbarn_cli.store import backup

    with tempfile.TemporaryDirectory(prefix="spaedbarn-") as name:
        folder = Path(name) / "store"
        folder.mkdir()
        backup.unpack(Path(file).expanduser(), folder)
        checks = _examined(session, folder)
    _say(session, "said.backup_good", {"ok": True, "changes": checks})


def run_restore(session: Session, file: str) -> None:
    """Restore a backup into the folder named by `--home`; it goes on as a new device."""
    from pathlib import Path

    from spaedbarn_cli.store import backup, keyfile

    backup.unpack(Path(file).expanduser(), session.home)
    try:
        _examined(session, session.home, restored=True)
    except BaseException:
        # Not a store anybody has worked in: leave the folder as it was found.
        for path in (session.home / keyfile.NAME, *session.home.glob("store*.db")):
            path.unlink(missing_ok=True)
        raise
    _say(session, "said.backup_restored", {"home": str(session.home)})


def _examined(session: Session, folder: Path, *, restored: bool = False) -> int:
    """Open what lies in a folder by its passphrase and verify its log; returns how many changes it holds."""
    from dataclasses import replace

    from spaedbarn_cli.session import ask_key, harden
    from spaedbarn_cli.store import memory, vault, verify
    from spaedbarn_cli.store.keyfile import PASSPHRASE, read_keyfile, unwrap

    harden()
    known = read_keyfile(folder)
    key, _ = ask_key(session, lambda text: unwrap(known, PASSPHRASE, text))
    places = replace(session.places, home=folder)
    if restored:  # what this machine remembers of an earlier store in this folder would only raise a false alarm
        memory.forget(places.state, known.vault)
    else:  # a look, not a move: the memory of the real store is none of its business
        places = replace(places, state=folder / "memory")
    store = vault.open_with_key(places, known.store, key, vault=known.vault, now=session.now, whole_check=True)
    try:
        if not (verify.chains(store).ok and verify.integrity(store).ok):
            raise StoreDamaged("backup_damaged")
        return int(str(store.rows("SELECT count(*) FROM changes")[0][0]))
    finally:
        store.close()


def _say(session: Session, key: str, facts: dict[str, Any]) -> None:
    if session.terminal.json:
        session.terminal.document(facts)
    else:
        session.terminal.result(t(key, **facts))
