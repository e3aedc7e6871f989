"""Many visits at once: which of them are new, which stand already, and what they come to."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from spaedbarn_cli.domain.visit import Visit
    from spaedbarn_cli.domain.visit_rows import RowVisit


class Batch(NamedTuple):
    """Rows sorted out: `new` are to be written, `already` stand in the store, `repeated` stood in the table before.

    `overlapping` counts new visits that took place at the same time as another of the family.
    """

    new: tuple[RowVisit, ...]
    already: int
    repeated: int
    overlapping: int


def sort_out(rows: Sequence[RowVisit], standing: Iterable[Visit]) -> Batch:
    """Return what is new: family, start, end, kind, status and who of us make a visit the same."""
    old = list(standing)
    known = {(v.case_id, v.start, v.end, v.kind, v.status, tuple(sorted(v.by))) for v in old}
    seen: set[tuple[object, ...]] = set()
    new: list[RowVisit] = []
    already = repeated = 0
    for row in rows:
        said = row.fields
        key = (row.family.id, row.start, row.end, said["kind"], said["status"], tuple(sorted(said["by"])))
        if key in known:
            already += 1
        elif key in seen:
            repeated += 1
        else:
            seen.add(key)
            new.append(row)
    return Batch(tuple(new), already, repeated, _overlapping(new, old))


def _overlapping(new: Iterable[RowVisit], old: Iterable[Visit]) -> int:
    """Count the new visits, among those that took place, that share a minute with another."""
    spans: dict[str, list[tuple[int, int, bool]]] = {}
    for row in new:
        if row.fields["status"] == "held":
            spans.setdefault(row.family.id, []).append((row.start, row.end, True))
    for visit in old:
        if visit.status == "held":
            spans.setdefault(visit.case_id, []).append((visit.start, visit.end, False))
    count = 0
    for times in spans.values():
        times.sort()
        touched = [False] * len(times)
        longest = 0
        for place in range(1, len(times)):
            if times[place][0] < times[longest][1]:
                touched[place] = touched[longest] = True
            if times[place][1] > times[longest][1]:
                longest = place
        count += sum(touched[place] and times[place][2] for place in range(len(times)))
    return count


def totals(rows: Iterable[RowVisit]) -> dict[str, tuple[int, int]]:
    """Return visits and minutes by the family's code, in order of code; minutes are those of visits that took place."""
    found: dict[str, tuple[int, int]] = {}
    for row in rows:
        visits, minutes = found.get(row.family.code, (0, 0))
        length = row.end - row.start if row.fields["status"] == "held" else 0
        found[row.family.code] = (visits + 1, minutes + length)
    return dict(sorted(found.items()))
