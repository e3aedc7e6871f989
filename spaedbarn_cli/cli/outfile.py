"""`--out`: where a document is written, and what is said of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spaedbarn_cli.errors import Refused, WrongUsage
from spaedbarn_cli.i18n.catalog import t

if TYPE_CHECKING:
    from pathlib import Path

    from spaedbarn_cli.session import Session


def target(session: Session, text: str) -> Path:
    """Return where to write; raises WrongUsage for a folder, Refused for a place among the store's own files."""
    from pathlib import Path

    path = Path(text).expanduser()
    if not text.strip() or path.is_dir():
        raise WrongUsage("out_is_folder", option="--out")
    if not path.parent.is_dir():
        raise WrongUsage("out_no_folder", option="--out")
    if session.home.resolve() in (path.parent.resolve() / path.name).parents:
        raise Refused("out_in_store", option="--out")
    return path


def written(session: Session, path: Path, content: str, *, private: bool = True) -> None:
    """Write a document and say where; `private` adds that it is not encrypted."""
    from spaedbarn_cli.store.atomic import write_atomic

    write_atomic(path, content.encode("utf-8"))
    session.terminal.say(t("norm.written" if private else "standards.written", path=path))
