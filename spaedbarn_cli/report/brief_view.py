"""What the brief shows, the same on the screen and as JSON. A section that is None is not kept here and is left out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from spaedbarn_cli.domain.brief import first_line
from spaedbarn_cli.domain.reading import write_moment
from spaedbarn_cli.i18n.catalog import t
from spaedbarn_cli.report import progress_view

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from spaedbarn_cli.domain.brief import Standing
    from spaedbarn_cli.domain.network import Tie
    from spaedbarn_cli.domain.visit import Visit
    from spaedbarn_cli.report.norm_view import Block


class Line(NamedTuple):
    """Something that is due or has changed: its words, whether it is late, and what it is as JSON."""

    words: str
    late: bool
    data: Mapping[str, Any]


class Remembered(NamedTuple):
    """What is to be remembered before the doorbell, and since when."""

    text: str
    since: date


@dataclass(frozen=True, slots=True)
class Brief:
    """One family before the doorbell.

    `case` is the family's document, `week` this week's verdict (None without a norm to speak of), `last` the last visit
    that took place and `lost` those that came to nothing since; `due` and `network` are None where none are kept.
    """

    now: datetime
    case: Mapping[str, Any]
    week: Block | None
    last: Visit | None
    lost: Sequence[Visit]
    due: Sequence[Line] | None
    scores: Sequence[Standing]
    titles: Mapping[str, Mapping[str, str]]
    network: Sequence[Line] | None
    drafts: Sequence[Mapping[str, Any]]
    reminder: Remembered | None


def tie_line(kind: str, tie: Tie, before: int | None = None) -> Line:
    """Return a change of the network card: `new`, `gone`, `moved` (from circle `before`) or `changed`."""
    words = t(f"brief.tie.{kind}", name=tie.name, circle=t(f"network.circle.{tie.circle}"))
    data = {"change": kind, "name": tie.name, "label": tie.label, "sector": tie.sector, "circle": tie.circle}
    return Line(words, False, {**data, "from": before})


def brief_json(brief: Brief) -> dict[str, Any]:
    """Return the brief as `brief --json` promises it."""
    case, week = brief.case, brief.week.rows[-1].week if brief.week and brief.week.rows else None
    return {
        "case": case["code"], "today": brief.now.date().isoformat(), "phase": case["phase"], "due_date": case["due"],
        "persons": [{"label": one["label"], "role": one["role"]} for one in case["persons"]],
        "children": [{key: one[key] for key in ("label", "age", "corrected_age")} for one in case["children"]],
        "week": {
            "week": week.week, "status": week.status, "required_minutes": week.required_minutes,
            "plan_minutes": week.plan_minutes, "delivered_minutes": week.delivered_minutes,
            "remaining_minutes": week.remaining_minutes,
        } if week else None,
        "last_visit": _visit(brief.last) if brief.last else None,
        "not_held_since": [_visit(visit) for visit in brief.lost],
        "due": None if brief.due is None else [dict(line.data) for line in brief.due],
        "scores": [_standing(one) for one in brief.scores],
        "network": None if brief.network is None else [dict(line.data) for line in brief.network],
        "drafts": [dict(draft) for draft in brief.drafts],
        "reminder": {"text": brief.reminder.text, "since": brief.reminder.since.isoformat()} if brief.reminder else None,
    }  # fmt: skip


def _visit(visit: Visit) -> dict[str, Any]:
    return {
        "id": visit.id, "start": write_moment(visit.start), "minutes": visit.minutes, "kind": visit.kind,
        "status": visit.status, "cancelled_by": visit.cancelled_by, "reason": visit.reason,
        "first_line": first_line(visit.note), "promised": visit.next,
    }  # fmt: skip


def _standing(one: Standing) -> dict[str, Any]:
    plain, newest, last, before = progress_view.plain, one.newest, one.last, one.before
    moved = last is not None and last is newest and before is not None
    line = one.series.cutoffs[-1] if one.series.cutoffs else None
    return {
        "subject": one.series.subject, "instrument": one.series.instrument, "version": one.series.version,
        "scale": one.series.scale, "date": newest.date.isoformat(), "score": plain(newest.score),
        "scorable": newest.scorable, "range": [plain(newest.low), plain(newest.high)],
        "before": plain(before.score) if before and moved else plain(last.score) if last and last is not newest else None,
        "change": plain(newest.change) if moved else None,
        "cutoff": {"value": plain(line.value), "side": line.side, "source": line.source} if line else None,
    }  # fmt: skip
