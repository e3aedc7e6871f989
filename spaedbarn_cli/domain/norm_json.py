"""The verdict as plain dictionaries with the field names people script against; nothing is computed here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from spaedbarn_cli.domain.norm_why import Why
    from spaedbarn_cli.domain.norms import CaseNorm, Summary, WeekNorm


def report_json(today: date, norms: Iterable[CaseNorm]) -> dict[str, Any]:
    """Return the whole report: the day it was made and every family."""
    return {"today": today.isoformat(), "cases": [case_json(norm) for norm in norms]}


def case_json(norm: CaseNorm) -> dict[str, Any]:
    """Return one family; minutes are rounded, days are ISO dates, `child` and `age` are null before a birth."""
    return {
        "case": norm.code,
        "programme": norm.programme,
        "child": norm.child.label if norm.child else None,
        "age": {"months": norm.age.months, "days": norm.age.days} if norm.age else None,
        "weeks": [week_json(week) for week in norm.weeks],
        "summary": summary_json(norm.summary),
    }


def week_json(week: WeekNorm) -> dict[str, Any]:
    """Return one week; `why` is there only when the reasons were asked for."""
    fields: dict[str, Any] = {
        "week": week.week,
        "from": week.monday.isoformat(),
        "to": week.sunday.isoformat(),
        "bands": list(week.bands),
        "active_days": week.active_days,
        "required_minutes": week.required_minutes,
        "plan_minutes": week.plan_minutes,
        "delivered_minutes": week.delivered_minutes,
        "practitioner_minutes": week.practitioner_minutes,
        "visits": week.visits,
        "shortfall_minutes": week.shortfall_minutes,
        "status": week.status,
        "remaining_minutes": week.remaining_minutes,
        "maximum_minutes": week.maximum_minutes,
        "maximum_visits": week.maximum_visits,
    }
    if week.why is not None:
        fields["why"] = [why_json(why) for why in week.why]
    return fields


def why_json(why: Why) -> dict[str, Any]:
    """Return one reason: of a visit, or of a day."""
    if why.kind == "visit":
        return {
            "visit": why.visit,
            "counted_minutes": why.counted_minutes,
            "reason": why.reason,
            "minutes": why.minutes,
            "clipped": why.clipped,
        }
    day = why.day.isoformat() if why.day else None
    return {"day": day, "reason": why.reason, **({"pause": why.pause} if why.pause else {})}


def summary_json(summary: Summary) -> dict[str, Any]:
    """Return the whole weeks together."""
    return {
        "weeks": summary.weeks,
        "met": summary.met,
        "below_plan": summary.below_plan,
        "under": summary.under,
        "over": summary.over,
        "required_minutes": summary.required_minutes,
        "plan_minutes": summary.plan_minutes,
        "delivered_minutes": summary.delivered_minutes,
        "longest_gap_days": summary.longest_gap_days,
    }
