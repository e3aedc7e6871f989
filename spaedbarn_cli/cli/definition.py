"""Opening an instrument: the one in force by its id, or the very one something was begun on by its digest."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, NamedTuple

from spaedbarn_cli.errors import NotFound

if TYPE_CHECKING:
    from spaedbarn_cli.domain.instrument import Instrument
    from spaedbarn_cli.session import Session

FOLDERS = ("questionnaires", "observations", "interviews")


class Opened(NamedTuple):
    """An instrument and the digest under which the store keeps what it was parsed from."""

    instrument: Instrument
    digest: str


def known() -> dict[str, str]:
    """Return the folder of every instrument that is here, by id."""
    from spaedbarn_cli.catalog.files import list_definitions

    return {key: folder for folder in FOLDERS for key in list_definitions(folder)}


def opened(session: Session, key: str) -> Opened:
    """Return the instrument in force by this id; raises NotFound, Failed, DefinitionInvalid.

    What was parsed is kept in the store: a draft begun today is finished on it whatever is installed tomorrow.
    """
    from spaedbarn_cli import __version__
    from spaedbarn_cli.catalog.files import read_definition
    from spaedbarn_cli.catalog.instruments import build_instrument, load_instrument_text
    from spaedbarn_cli.store import definitions

    folder = folder_of(key)
    name, content = read_definition(folder, key)
    digest = hashlib.sha256(f"{__version__}/{folder}\n".encode() + content).hexdigest()
    data = definitions.kept(session.store, digest)
    if data is None:
        data = load_instrument_text(content, name)
        definitions.keep(session.store, digest, data)
    return Opened(build_instrument(data), digest)


def by_digest(session: Session, digest: str) -> Instrument | None:
    """Return the instrument that was kept under this digest, or None: it may have been answered on another machine."""
    from spaedbarn_cli.catalog.instruments import build_instrument
    from spaedbarn_cli.store import definitions

    data = definitions.kept(session.store, digest)
    return None if data is None else build_instrument(data)


def folder_of(key: str) -> str:
    """Return the folder an instrument lies in; raises NotFound, naming the nearest id."""
    import difflib

    found = known()
    if key not in found:
        near = difflib.get_close_matches(key, found, 1)
        if near:
            raise NotFound("instrument_unknown_near", near=near[0])
        raise NotFound("instrument_unknown")
    return found[key]


def wording(session: Session, instrument: Instrument) -> dict[str, Any]:
    """Return the site's wording in the language in use, or in another it has; empty without a text pack."""
    from spaedbarn_cli.i18n.catalog import LANGUAGES, language
    from spaedbarn_cli.store.responses import text_pack

    for lang in (language(), *LANGUAGES):
        found = text_pack(session.store, instrument.id, instrument.version, lang)
        if found is not None:
            return found
    return {}
