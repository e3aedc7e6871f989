"""`export --stop`: sharing a family with a contact ends: nothing more goes; what was given stays where it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spaedbarn_cli.cli import given
from spaedbarn_cli.cli.family import note_access
from spaedbarn_cli.errors import NotFound
from spaedbarn_cli.i18n.catalog import t

if TYPE_CHECKING:
    from spaedbarn_cli.session import Session


def run_stop(session: Session, code: str | None, to: str | None, reason: str | None) -> int:
    """End everything that goes of a family to a contact; raises NotFound when nothing does."""
    from spaedbarn_cli.domain.sharing import RECEIVED
    from spaedbarn_cli.store import cases, contacts
    from spaedbarn_cli.store.log import Entry
    from spaedbarn_cli.store.sharings import sharings

    store = session.store
    case = cases.find(store, given.needed(session, "CASE", code, "ask.code"))
    contact = contacts.find(store, given.needed(session, "--to", to, "ask.export_to"))
    note_access(session, case, "export")
    shared = sharings(store, case_id=case.id, contact=contact.id)
    going = [one for one in shared if one.ended is None and one.profile != RECEIVED]
    if not going:
        raise NotFound("share_none_to_stop")
    why = given.text(given.needed(session, "--reason", reason))
    fields = {"ended": session.today().isoformat()}
    store.append([Entry(store.own_stream, "sharing", one.id, "amend", fields, why) for one in going])
    if session.terminal.json:
        streams = sorted({name for one in going for name in one.streams})
        session.terminal.document({"case": case.code, "to": contact.name, "stopped": streams, "ended": fields["ended"]})
    else:
        session.terminal.result(t("export.stopped", code=case.code, name=contact.name))
    return 0
