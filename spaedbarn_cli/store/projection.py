"""From the log to the tables: what a record is now, after all that was said of it.

Field by field the change with the greatest (hlc, device) wins. Every version stays in the log. Two changes that began
from the same version and touch the same field are a conflict: the later one stands meanwhile, both are named in
`conflicts`, and a further change that builds on both settles it. The order in which changes arrive does not matter.
"""

from __future__ import annotations

import json
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from spaedbarn_cli.domain.sharing import RECEIVED
from spaedbarn_cli.store.belongs import has_journal
from spaedbarn_cli.store.tables import JOURNAL, KINDS, Kind, row_of

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from spaedbarn_cli.store.driver import Connection

TOLD = "told"
"""What an erasure that came in a bundle counts as: kept as evidence, and nothing goes for it. Who has a duty to keep a
journal decides for herself; and what device a change names proves nothing, since only the bundle is signed."""
OP = f"CASE WHEN c.op = 'erase' AND EXISTS (SELECT 1 FROM hearsay WHERE change = c.id) THEN '{TOLD}' ELSE c.op END"  # noqa: S608
"""How the operation of a change `c` is read from the log for folding."""

STANDS = (
    "NOT (c.kind IN ('shared', 'letter') AND c.id IN (SELECT change FROM hearsay) AND EXISTS (SELECT 1 FROM changes o "
    "WHERE o.record = c.record AND o.id NOT IN (SELECT change FROM hearsay)))"
)
"""Which changes `c` a record is folded from: what the one we give a copy to has written on it changes nothing of it."""


class Version(NamedTuple):
    """One change of one record, as far as the projection needs it; `fields` is None once its payload is erased."""

    id: str
    hlc: str
    device: str
    stream: str
    op: str
    fields: dict[str, Any] | None
    base: tuple[str, ...]


class State(NamedTuple):
    """What the versions of a record add up to; `conflicts` maps a field to the changes that disagree about it."""

    fields: dict[str, Any]
    stream: str
    versions: int
    heads: tuple[str, ...]
    retracted: bool
    erased: bool
    conflicts: dict[str, tuple[str, ...]]


def fold(versions: Sequence[Version]) -> State:
    """Return what a record is after all its versions, whatever order they are given in."""
    if len(versions) == 1:  # nearly every record
        only = versions[0]
        return State(dict(only.fields or {}), only.stream, 1, (only.id,), only.op == "retract", only.op == "erase", {})
    ordered = sorted(versions, key=lambda v: (v.hlc, v.device, v.id))
    fields: dict[str, Any] = {}
    for version in ordered:
        fields.update(version.fields or {})
    based_on = {base for version in ordered for base in version.base}
    heads = tuple(sorted(version.id for version in ordered if version.id not in based_on))
    return State(
        fields=fields,
        stream=ordered[0].stream,
        versions=len(ordered),
        heads=heads,
        retracted=any(version.op == "retract" for version in ordered),
        erased=any(version.op == "erase" for version in ordered),
        conflicts=_conflicts(ordered, heads) if len(heads) > 1 else {},
    )


def _conflicts(versions: Sequence[Version], heads: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """Return the fields that branches ending in different heads set to different values, with the heads."""
    by_id = {version.id: version for version in versions}
    lines = {head: _line(by_id, head) for head in heads}
    common = set.intersection(*lines.values())
    said: dict[str, dict[str, Any]] = {}
    for head, line in lines.items():
        own = sorted((by_id[i] for i in line - common), key=lambda v: (v.hlc, v.device, v.id))
        for version in own:
            for name, value in (version.fields or {}).items():
                said.setdefault(name, {})[head] = value
    return {
        name: tuple(sorted(values))
        for name, values in sorted(said.items())
        if len({json.dumps(value, sort_keys=True) for value in values.values()}) > 1
    }


def _line(by_id: dict[str, Version], head: str) -> set[str]:
    seen: set[str] = set()
    waiting = [head]
    while waiting:
        current = waiting.pop()
        if current in seen or current not in by_id:
            continue
        seen.add(current)
        waiting.extend(by_id[current].base)
    return seen


def versions_of(connection: Connection, record: str) -> list[Version]:
    """Return every change of a record from the log."""
    rows = connection.execute(
        f"SELECT c.id, c.hlc, c.device, c.stream, {OP}, p.body FROM changes c "  # noqa: S608 - our own expression
        f"LEFT JOIN payloads p ON p.change = c.id WHERE c.record = ? AND {STANDS}",
        (record,),
    )
    return [version(*row) for row in rows]


def version(change: str, hlc: str, device: str, stream: str, op: str, body: str | None) -> Version:
    """Return a change as the log keeps it; `body` is its payload as canonical JSON, None once that is erased."""
    payload = json.loads(body) if body is not None else {}
    return Version(change, hlc, device, stream, op, payload.get("fields"), tuple(payload.get("base", ())))


def project(connection: Connection, kind_name: str, record: str) -> None:
    """Bring the row of one record up to date with the log, in the transaction that is open."""
    kind = KINDS.get(kind_name)
    if kind is None:
        return
    before = _copy_of(connection, record) if kind_name == "shared" else None
    state = fold(versions_of(connection, record))
    write(connection, kind, record, state)
    if kind_name == "shared":
        now = _copy_of(connection, record)
        for original, was in {one for one in (before, now) if one is not None}:
            project_copies(connection, original, was=(was,))


def project_first(connection: Connection, kind_name: str, record: str, first: Version) -> None:
    """Put a record that the log has just seen for the first time into its table, without reading the log back."""
    kind = KINDS.get(kind_name)
    if kind is not None:
        write(connection, kind, record, fold([first]))
        if kind_name == "shared":
            project_copies(connection, original_of(connection, record))


def project_copies(connection: Connection, original: str | None, *, was: Collection[str] = ()) -> None:
    """Show a record that is known from copies only as they tell it; what the log itself holds of it comes first.

    Where a journal of the family stands here, copies are shown in their bundle and nowhere else: a visit, a pause or a
    consent that only somebody's copy tells of counts for nothing beside a journal. `was` are kinds it has been shown as.
    """
    if original is None or _has_row(connection, original):
        return
    family = connection.execute("SELECT case_id FROM shared WHERE record = ? LIMIT 1", (original,)).fetchone()
    shown = family is None or not has_journal(connection, family[0])
    write_copies(connection, original, was=was, shown=shown)


def _has_row(connection: Connection, record: str) -> bool:
    """Say whether the log holds a record of a kind that has a table; of a kind we do not know nothing is shown."""
    rows = connection.execute("SELECT DISTINCT kind FROM changes WHERE record = ?", (record,)).fetchall()
    return any(kind in KINDS for (kind,) in rows)


def hide_copies(connection: Connection, case_id: str) -> None:
    """Take what copies tell of a family out of the tables: a journal of it has come."""
    for (original,) in connection.execute("SELECT DISTINCT record FROM shared WHERE case_id = ?", (case_id,)).fetchall():
        project_copies(connection, original)


def write_copies(connection: Connection, original: str, *, was: Collection[str] = (), shown: bool = True) -> None:
    """Write the row of a record from its copies: field by field the newest copy that has it stands.

    Only copies that were given to us count. Those we give ourselves are of records of ours; what else the one we give
    them to may write in their stream is shown nowhere.
    """
    rows = connection.execute(
        "SELECT kind, case_id, source, fields, gone, versions, heads FROM shared WHERE record = ? AND retracted = 0 "
        "AND EXISTS (SELECT 1 FROM sharings WHERE target = shared.stream AND profile = ?) ORDER BY at, id",
        (original, RECEIVED),
    ).fetchall() if shown else []
    kinds = {row[0] for row in rows} & JOURNAL
    name = (rows[-1][0] if rows[-1][0] in kinds else min(kinds)) if kinds else None
    for stale in (kinds | ({*was} & JOURNAL) if kinds else JOURNAL) - {name}:
        connection.execute(f"DELETE FROM {KINDS[stale].table} WHERE id = ?", (original,))  # noqa: S608 - our own names
    if name is None:
        return
    fields: dict[str, Any] = {}
    for row in rows:
        if row[0] == name:
            fields.update(json.loads(row[3] or "{}"))
    fields["case_id"] = rows[-1][1]  # whatever a copy says of itself: it is of the family in whose stream it stands
    newest = [row for row in rows if row[0] == name][-1]
    heads = sorted(head for row in rows for head in json.loads(row[6]))
    state = State(fields, f"{newest[1]}/{newest[2]}", max(row[5] for row in rows), tuple(heads), bool(newest[4]), False, {})
    write(connection, KINDS[name], original, state)


def original_of(connection: Connection, record: str) -> str | None:
    """Return the record that a copy is of."""
    row = connection.execute("SELECT record FROM shared WHERE id = ?", (record,)).fetchone()
    return None if row is None else str(row[0])


def _copy_of(connection: Connection, record: str) -> tuple[str, str] | None:
    row = connection.execute("SELECT record, kind FROM shared WHERE id = ?", (record,)).fetchone()
    return None if row is None else (str(row[0]), str(row[1]))


def forget_copies(connection: Connection, record: str, kind: str) -> None:
    """Take a record that the log holds from now on out of the tables of other kinds that copies may have called it."""
    if kind not in KINDS:
        return
    rows = connection.execute("SELECT DISTINCT kind FROM shared WHERE record = ?", (record,)).fetchall()
    for (other,) in rows:
        if other != kind and other in JOURNAL:
            connection.execute(f"DELETE FROM {KINDS[other].table} WHERE id = ?", (record,))  # noqa: S608 - our own names


def is_shown(kind: Kind, state: State) -> bool:
    """Say whether a record can stand in its table: not erased, and with all that its readers count on.

    What a correction says may come before what it corrects, and what a change says may be missing because somebody has
    erased it. Such a record is kept in the log and shown once the rest is there.
    """
    return not state.erased and None not in map(state.fields.get, kind.needed)


def write(connection: Connection, kind: Kind, record: str, state: State) -> None:
    """Put a folded record into its table (or take it out, when it cannot be shown) and note its conflicts."""
    connection.execute("DELETE FROM conflicts WHERE record = ?", (record,))
    if not is_shown(kind, state):
        connection.execute(f"DELETE FROM {kind.table} WHERE id = ?", (record,))  # noqa: S608 - our own table names
        return
    for name, changes in state.conflicts.items():
        connection.execute("INSERT INTO conflicts VALUES (?, ?, ?)", (record, name, json.dumps(changes)))
    row = _row(kind, record, state)
    connection.execute(_insertion(kind, row), tuple(row.values()))


class NewRows:
    """Folded records that are new here, gathered and put into their tables at once; written one by one they take longer."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._rows: dict[str, list[tuple[Any, ...]]] = {}
        self._insertions: dict[str, str] = {}

    def add(self, kind: Kind, record: str, state: State) -> None:
        """Make the row of a record."""
        if state.conflicts or not is_shown(kind, state):
            write(self._connection, kind, record, state)
            return
        row = _row(kind, record, state)
        found = self._rows.get(kind.table)
        if found is None:
            found = self._rows[kind.table] = []
            self._insertions[kind.table] = _insertion(kind, row)
        found.append(tuple(row.values()))

    def write(self) -> None:
        """Put what was gathered into the tables, each in order of its key: a table then grows at its end."""
        for table, rows in self._rows.items():
            self._connection.executemany(self._insertions[table], sorted(rows, key=itemgetter(0)))
        self._rows.clear()


def _row(kind: Kind, record: str, state: State) -> dict[str, Any]:
    return {
        "id": record,
        "stream": state.stream,
        "versions": state.versions,
        "heads": json.dumps(state.heads) if len(state.heads) > 1 else f'["{state.heads[0]}"]',
        "retracted": int(state.retracted),
        **row_of(kind, state.fields),
    }


def _insertion(kind: Kind, row: dict[str, Any]) -> str:
    names = ", ".join(f'"{name}"' for name in row)
    marks = ", ".join("?" * len(row))
    return f"INSERT OR REPLACE INTO {kind.table} ({names}) VALUES ({marks})"  # noqa: S608 - our own table names
