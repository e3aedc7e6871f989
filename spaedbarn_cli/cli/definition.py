"""Opening an instrument: the one in force by its id, or the very one something was begun on by its digest."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, NamedTuple

from spaedbarn_cli.errors import NotFound

if TYPE_CHECKING:
    from spaedbarn_cli.domain.instrument import Instrument
    from spaedbarn_cli.session import Session

class Opened(NamedTuple):
    """An instrument and the digest under which the store keeps what it was parsed from."""

    instrument: Instrument
    digest: str


def opened(session: Session, key: str) -> Opened:
    """Return the instrument in force by this id; raises NotFound, Failed, DefinitionInvalid.

    What was parsed is kept in the store: a draft begun today is finished on it whatever is installed tomorrow.
    """
    from spaedbarn_cli import __version__
    from spaedbarn_cli.catalog.instruments import (
        build_instrument,
        definition_digest,
        load_instrument_text,
        read_shipped,
    )
    from spaedbarn_cli.store import definitions

    known_as(key, session)
    site = _site(session, key)
    if site is not None:
        return site
    name, content = read_shipped(key)
    # The file as it is, to be spared the YAML; the definition it holds, which a remark in the file does not change.
    file_digest = hashlib.sha256(f"{__version__}/instruments\n".encode() + content).hexdigest()
    data = definitions.kept(session.store, file_digest)
    if data is None:
        data = load_instrument_text(content, name)
        definitions.keep(session.store, file_digest, data)
    digest = definition_digest(data)
    if definitions.kept(session.store, digest) is None:
        definitions.keep(session.store, digest, data)
    return Opened(build_instrument(data), digest)


def by_digest(session: Session, digest: str) -> Instrument | None:
    """Return the instrument that was kept under this digest, or None: it may have been answered on another machine."""
    from spaedbarn_cli.catalog.instruments import build_instrument
    from spaedbarn_cli.store import definitions

    data = definitions.kept(session.store, digest)
    return None if data is None else build_instrument(data)


def _site(session: Session, key: str) -> Opened | None:
    """Return the site's own definition in force by this id, or None."""
    from spaedbarn_cli.store import site_definitions

    known = site_definitions.in_force(session.store, key)
    instrument = by_digest(session, known.digest) if known is not None else None
    return Opened(instrument, known.digest) if known is not None and instrument is not None else None


def known_as(key: str, session: Session | None = None) -> str:
    """Return the kind of an instrument; raises NotFound, naming the nearest id.

    One that is not shipped can be the site's own: then the store is asked, if a session is given.
    """
    import difflib

    from spaedbarn_cli.catalog.instruments import list_instruments

    kinds = {name: kind for kind, name in list_instruments()}
    if key not in kinds and session is not None:
        from spaedbarn_cli.store import site_definitions

        kinds.update((one.id, one.kind) for one in site_definitions.listed(session.store))
    if key not in kinds:
        near = difflib.get_close_matches(key, kinds, 1)
        if near:
            raise NotFound("instrument_unknown_near", near=near[0])
        raise NotFound("instrument_unknown")
    return kinds[key]


def wording(session: Session, instrument: Instrument) -> dict[str, Any]:
    """Return the site's pack in the language in use, else in another (`items` by id, `tables`); empty without one."""
    from spaedbarn_cli.catalog.instrument_read import expand
    from spaedbarn_cli.i18n.catalog import LANGUAGES, language
    from spaedbarn_cli.store.responses import text_pack

    for lang in (language(), *LANGUAGES):
        found = text_pack(session.store, instrument.id, instrument.version, lang)
        if found is not None:
            items = {key: said for keys, said in found.get("items", {}).items() for key in expand(keys) or ()}
            return {**found, "items": items}
    return {}
