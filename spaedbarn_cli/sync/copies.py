"""Copies for somebody outside: which records of a journal go, which are new or corrected, and their changes.

To share is to append: the stream of copies is at once what is sent and the ledger of what was given. A journal itself
never goes to a case worker: its chain would tell how much she does not see.
"""

from __future__ import annotations

import json
import secrets
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC
from typing import TYPE_CHECKING, Any, NamedTuple

from spaedbarn_cli.domain.sharing import SharedRecord
from spaedbarn_cli.store.ids import new_record_id
from spaedbarn_cli.store.log import Entry
from spaedbarn_cli.store.projection import OP, Version, fold
from spaedbarn_cli.store.tables import JOURNAL
from spaedbarn_cli.store.vault import case_stream
from spaedbarn_cli.sync.routes import COPIES, is_copies

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from spaedbarn_cli.domain.sharing import Profile, Sharing
    from spaedbarn_cli.store.vault import Store

_RECORDS = (
    f"SELECT c.kind, c.record, c.id, c.hlc, c.device, c.stream, {OP}, p.body FROM changes c "  # noqa: S608 - our own expression
    "LEFT JOIN payloads p ON p.change = c.id WHERE c.stream = ? ORDER BY c.n"
)
_OURS = " AND EXISTS (SELECT 1 FROM changes c WHERE c.record = shared.id AND c.id NOT IN (SELECT change FROM hearsay))"
"""Of the copies those that were written here: what the other sent back of them may be what she would like to have."""
_COPIES = f"SELECT id, record, kind, fields, gone, versions FROM shared WHERE stream = ? AND retracted = 0{_OURS}"  # noqa: S608


class Copy(NamedTuple):
    """What a record comes to for somebody: `known` is the record of the copy she has, None when it is new to her."""

    record: str
    kind: str
    fields: dict[str, Any]
    gone: bool
    known: str | None
    version: int


@dataclass(frozen=True, slots=True)
class Load:
    """What goes of one journal: `new` and `corrected` copies, how many are the same as before, and what stays.

    `kept_back` counts, by kind, records whose free text stays behind; `excluded` the records that were taken out.
    """

    source: str
    new: tuple[Copy, ...] = ()
    corrected: tuple[Copy, ...] = ()
    same: int = 0
    kept_back: Mapping[str, int] = field(default_factory=dict)
    excluded: int = 0

    @property
    def going(self) -> tuple[Copy, ...]:
        """The copies that are to be written."""
        return self.new + self.corrected


class Terms(NamedTuple):
    """On what terms something is shared; days are ISO dates, `consents` and `left_out` short texts without names."""

    act: str
    sender: str
    role: str
    recipient: str
    profile: str
    ground: str
    law: str
    purpose: str
    told: str | None
    code: str
    consents: tuple[str, ...]
    left_out: tuple[str, ...]
    notes: bool


def new_act() -> str:
    """Return a name for one act of sharing (64 random bits, hex)."""
    return secrets.token_hex(8)


def new_target(case_id: str) -> str:
    """Return a new stream for copies of a family."""
    return f"{case_id}{COPIES}{new_record_id()}"


def load_of(
    store: Store, case_id: str, source: str, profile: Profile, *, target: str | None, notes: bool,
    exclude: Collection[str] = (), only_known: bool = False, to: Collection[str] = (),
) -> Load:  # fmt: skip
    """Return what goes of a journal to somebody who has the copies in `target`.

    `exclude` are record ids that stay; with `only_known` nothing new goes, only corrections of what she has from here. What
    she herself says that she has counts for nothing, so after a loss it is all given anew. `to` are the name and
    the role she is called by: what others may have is none of her business, so no consent goes that names somebody else.
    """
    named = {name.casefold() for name in to}
    has = _copies(store, target) if target is not None else {}
    new: list[Copy] = []
    corrected: list[Copy] = []
    kept_back: dict[str, int] = defaultdict(int)
    same = excluded = 0
    for kind, record, state in _states(store, case_stream(case_id, source)):
        fields = profile.chosen(kind, state.fields, notes=notes)
        known = has.get(record)
        if fields is None or state.erased or (known is None and (state.retracted or only_known)):
            continue
        recipient = str(state.fields.get("recipient", "")).casefold()
        if known is None and kind == "consent" and named and recipient not in named:
            continue
        if record in exclude:
            excluded += 1
            continue
        kept_back[kind] += profile.kept_back(kind, state.fields, notes=notes)
        if known is None:
            new.append(Copy(record, kind, fields, False, None, 1))
        elif (known.fields, known.gone) != (fields, state.retracted):
            corrected.append(Copy(record, kind, fields, state.retracted, known.known, known.version + 1))
        else:
            same += 1
    return Load(source, tuple(new), tuple(corrected), same, {k: n for k, n in kept_back.items() if n}, excluded)


def journals_of(store: Store, case_id: str) -> list[str]:
    """Return the journals of a family in which something stands, by name: contact, child, parent:mor …"""
    rows = store.rows("SELECT DISTINCT stream FROM changes WHERE stream >= ? AND stream < ?", f"{case_id}/", f"{case_id}0")
    return sorted(str(row[0]).partition("/")[2] for row in rows if not is_copies(str(row[0])))


def records_in(store: Store, case_id: str, source: str) -> int:
    """Return how many records stand in a journal."""
    rows: Any = store.rows("SELECT count(DISTINCT record) FROM changes WHERE stream = ?", case_stream(case_id, source))
    return int(rows[0][0])


def _states(store: Store, stream: str) -> Iterator[tuple[str, str, Any]]:
    """Yield kind, record and state of every record of a journal, in the order they were first written."""
    versions: dict[tuple[str, str], list[Version]] = {}
    for kind, record, change, hlc, device, place, op, body in store.rows(_RECORDS, stream):
        if kind in JOURNAL:
            payload = json.loads(str(body)) if body is not None else {}
            said = Version(
                str(change), str(hlc), str(device), str(place), str(op), payload.get("fields"), tuple(payload.get("base", ()))
            )
            versions.setdefault((str(kind), str(record)), []).append(said)
    for (kind, record), found in versions.items():
        yield kind, record, fold(found)


def _copies(store: Store, target: str) -> dict[str, Copy]:
    found: dict[str, Copy] = {}
    for key, record, kind, fields, gone, versions in store.rows(_COPIES, target):
        copy = Copy(str(record), str(kind), json.loads(str(fields)), bool(gone), str(key), int(str(versions)))
        found[copy.record] = copy
    return found


def entries(store: Store, case_id: str, load: Load, terms: Terms, target: str) -> list[Entry]:
    """Return the changes that share a load: a letter that says on what terms, and the copies; none for an empty load."""
    if not load.going:
        return []
    at = store.now().astimezone(UTC).isoformat(timespec="milliseconds")
    letter = new_record_id()
    said = {"case_id": case_id, "at": at, "source": load.source, **terms._asdict()}
    said |= {"consents": list(terms.consents), "left_out": list(terms.left_out), "records": len(load.going)}
    made = [Entry(target, "letter", letter, "create", said)]
    for copy in load.going:
        content = {"kind": copy.kind, "fields": copy.fields, "gone": copy.gone, "letter": letter, "at": at}
        if copy.known is None:
            whole = {"case_id": case_id, "record": copy.record, "source": load.source, **content}
            made.append(Entry(target, "shared", new_record_id(), "create", whole))
        else:
            made.append(Entry(target, "shared", copy.known, "amend", content))
    return made


def begin(
    case_id: str, contact: str, source: str, target: str, terms: Terms, today: str, own_stream: str,
    excluded: Collection[str] = (),
) -> Entry:  # fmt: skip
    """Return the record that a journal is copied for a contact from now on, but for the records that are `excluded`."""
    fields = {
        "case_id": case_id, "contact": contact, "profile": terms.profile, "streams": [source], "target": target,
        "ground": terms.ground, "purpose": terms.purpose, "notes": terms.notes, "begun": today, "ended": None,
        "excluded": sorted(excluded),
    }  # fmt: skip
    return Entry(own_stream, "sharing", new_record_id(), "create", fields)


def shared_records(
    store: Store, targets: Sequence[str], *, acts: Collection[str] | None = None, own: bool = False
) -> list[SharedRecord]:
    """Return the copies in some streams as they stand now, those of some acts of sharing only when these are named.

    With `own`, those that were written here: what goes out under our name is what we wrote, and not what the one we gave
    it to has sent back.
    """
    found: list[SharedRecord] = []
    ours = _OURS if own else ""
    for target in targets:
        rows = store.rows(
            "SELECT shared.record, shared.kind, shared.source, shared.fields, shared.versions, shared.gone, l.act "  # noqa: S608
            "FROM shared LEFT JOIN letters l ON l.id = shared.letter "
            f"WHERE shared.stream = ? AND shared.retracted = 0{ours} ORDER BY shared.at, shared.id", target,
        )  # fmt: skip
        for record, kind, source, fields, versions, gone, act in rows:
            if acts is None or act in acts:
                one = SharedRecord(
                    record=str(record), kind=str(kind), stream=str(source), fields=json.loads(str(fields)),
                    version=int(str(versions)), retracted=bool(gone),
                )  # fmt: skip
                found.append(one)
    return found


def targets_of(sharings: Sequence[Sharing]) -> list[str]:
    """Return the streams of copies among what is shared."""
    return [one.target for one in sharings if one.target is not None and COPIES in one.target]
