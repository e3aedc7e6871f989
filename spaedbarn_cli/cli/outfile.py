"""`--out`: where a document is written, and what is said of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spaedbarn_cli.errors import Refused, WrongUsage
from spaedbarn_cli.i18n.catalog import t

if TYPE_CHECKING:
    from pathlib import Path

    from spaedbarn_cli.session import Session


def target(session: Session, text: str, option: str = "--out") -> Path:
    """Return where to write; a person is asked before a file that is there is written over, a script is not.

    Call it before anything else is done: where the answer is no, nothing has happened. Raises WrongUsage for a folder, for
    what is no ordinary file and after a no, Refused for a place among the store's own files.
    """
    from pathlib import Path

    path = Path(text).expanduser()
    if not text.strip() or is_folder(path):
        raise WrongUsage("out_is_folder", option=option)
    if not is_folder(path.parent):
        raise WrongUsage("out_no_folder", option=option)
    if session.home.resolve() in (path.parent.resolve() / path.name).parents:
        raise Refused("out_in_store", option=option)
    if _is_taken(path, option) and session.terminal.interactive:
        from spaedbarn_cli.cli import given
        from spaedbarn_cli.domain.harmless import harmless

        if not given.confirmed(session, "ask.overwrite", file=harmless(text)):
            raise WrongUsage("out_kept", option=option)
    return path


def is_folder(path: Path) -> bool:
    """Say whether a folder is there; a name too long for any is none, and writing says why."""
    try:
        return path.is_dir()
    except OSError:
        return False


def _is_taken(path: Path, option: str) -> bool:
    """Say whether an ordinary file is there; raises WrongUsage for a device, a pipe or a link, which are never replaced."""
    import stat

    try:
        mode = path.lstat().st_mode
    except OSError:  # not there, or not for us to see: writing will say so
        return False
    if not stat.S_ISREG(mode):
        raise WrongUsage("out_not_file", option=option)
    return True


def written(session: Session, path: Path, content: str, *, private: bool = True) -> None:
    """Write a document and say where; `private` adds that it is not encrypted."""
    from spaedbarn_cli.store.atomic import write_atomic

    write_atomic(path, content.encode("utf-8"))
    session.terminal.say(t("norm.written" if private else "standards.written", path=path))
