"""Where definition files lie, and their bytes: the only place in this room that touches the disk."""

from __future__ import annotations

from spaedbarn_cli.errors import Failed, NotFound

MAX_BYTES = 1_000_000

_ID_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-")


def read_definition(kind: str, definition_id: str) -> tuple[str, bytes]:
    """Return name and content of `instruments/<kind>/<id>.yaml`.

    Raises NotFound when there is none by that id, Failed when the folder is gone or the file cannot be read.
    """
    from spaedbarn_cli.paths import instruments_dir

    known = list_definitions(kind)
    if not known:
        raise Failed("definitions_missing", kind=kind)
    # Only a listed name is opened: an id from outside can never lead out of the folder.
    if definition_id not in known:
        raise NotFound("definition_unknown", kind=kind, known=", ".join(known))
    path = instruments_dir() / kind / f"{definition_id}.yaml"
    try:
        with path.open("rb") as file:
            return path.name, file.read(MAX_BYTES + 1)
    except OSError as error:
        raise Failed("definition_unreadable", file=path.name) from error


def list_definitions(kind: str) -> list[str]:
    """Return the ids of all files of a kind (`programmes`, `reference`), sorted."""
    from spaedbarn_cli.paths import instruments_dir

    return sorted(path.stem for path in (instruments_dir() / kind).glob("*.yaml") if set(path.stem) <= _ID_LETTERS)
