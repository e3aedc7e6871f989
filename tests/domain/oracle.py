"""A second, slow computation of the norm to hold the engine against. It shares no code with it.

Every day is looked at by itself, every minute is a member of a set, every share of a week is a Fraction. It is meant to
be read beside the rules and believed; speed is no concern.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
DAY = timedelta(days=1)


def first_minute(day):
    """Minutes from 1970 in UTC to midnight in Copenhagen."""
    return int(datetime(day.year, day.month, day.day, tzinfo=COPENHAGEN).timestamp()) // 60


def months_later(day, months):
    """Turn the leaves of the calendar; where the month is too short, step back to its last day."""
    year, month = day.year, day.month
    for _ in range(months):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    for number in (day.day, 30, 29, 28):
        if number <= day.day:
            try:
                return date(year, month, number)
            except ValueError:
                continue
    raise AssertionError(day, months)


def births(family):
    return [p.born for p in family.children if p.role == "child" and p.born]


def inactive(family, day):
    """Why the day asks for nothing, and the pause if it is one; (None, None) for an active day."""
    case = family.case
    if not any(born <= day for born in births(family)):
        return "before_birth", None
    if day < (case.discharged or min(births(family))):
        return "not_home", None
    if case.start is not None and day < case.start:
        return "before_start", None
    if case.closed and day > case.closed:
        return "closed", None
    pauses = [p for p in family.pauses if p.first_day <= day <= p.last_day]
    if pauses:
        return "pause", min(pauses, key=lambda p: (p.first_day, p.last_day, p.id)).id
    return None, None


def band_of(family, day):
    born = max(b for b in births(family) if b <= day)
    for band in family.programme.bands:
        too_old = band.to_months is not None and day >= months_later(born, band.to_months)
        if day >= months_later(born, band.from_months) and not too_old:
            return band
    return None


def agreed(family, day):
    """Minutes a week of the agreement that started last, if it has not ended."""
    begun = [a for a in family.agreements if a.first_day <= day]
    if not begun:
        return 0
    latest = max(begun, key=lambda a: (a.first_day, a.id))
    return latest.minutes if latest.last_day is None or day <= latest.last_day else 0


def counts(family, span):
    return span.status == "held" and any(k.key == span.kind and k.counts for k in family.programme.kinds)


def one_week(family, monday):
    days = [monday + n * DAY for n in range(7)]
    low, high = first_minute(monday), first_minute(monday + 7 * DAY)
    required = plan = Fraction(0)
    bands, caps, active, why_days = [], [], 0, []
    for day in days:
        reason, pause = inactive(family, day)
        if reason:
            why_days.append((day, reason, pause))
            continue
        active += 1
        band = band_of(family, day)
        minimum = band.minimum_minutes if band else 0
        required += Fraction(minimum, 7)
        plan += Fraction(max(minimum, agreed(family, day)), 7)
        caps.append(band.maximum_minutes if band else None)
        if band is None:
            why_days.append((day, "no_norm_at_age", None))
        elif band not in bands:
            bands.append(band)

    taken, practitioner, visits, why_visits = set(), 0, 0, []
    for span in sorted(family.spans, key=lambda s: (s.start, s.end, s.id)):
        if not (low <= span.start < high or (span.start < low and span.end > low)):
            continue
        minutes = set(range(max(span.start, low), min(span.end, high)))
        counted = set()
        if counts(family, span):
            counted = minutes - taken
            reason = "counted" if counted == minutes else "overlap"
            taken |= minutes
            practitioner += len(minutes) * span.practitioners
            visits += 1
        elif span.status == "held":
            reason = "kind_does_not_count"
        else:
            reason = {"cancelled": "cancelled", "no-show": "no_show", "declined": "declined"}[span.status]
        clipped = span.start < low or span.end > high
        why_visits.append((span.id, len(minutes), len(counted), reason, clipped))

    delivered = len(taken)
    cap = sum(Fraction(c, 7) for c in caps) if caps and None not in caps else None
    visit_caps = [b.maximum_visits for b in bands]
    visit_cap = max(visit_caps) if visit_caps and None not in visit_caps else None
    running = monday <= family.today <= days[-1]
    if plan == 0 and cap is None and visit_cap is None:
        status = "no_norm"
    elif (cap is not None and delivered > cap) or (visit_cap is not None and visits > visit_cap):
        status = "over"
    elif running:
        status = "running"
    elif delivered >= plan:
        status = "met"
    elif delivered >= required:
        status = "below_plan"
    else:
        status = "under"
    return {
        "monday": monday,
        "bands": [b.id for b in bands],
        "active_days": active,
        "required": required,
        "plan": plan,
        "maximum": cap,
        "maximum_visits": visit_cap,
        "delivered": delivered,
        "practitioner": practitioner,
        "visits": visits,
        "status": status,
        "running": running,
        "why_visits": why_visits,
        "why_days": why_days,
    }


def all_weeks(family):
    mondays, day = [], family.first
    while day <= family.last:
        monday = day - day.weekday() * DAY
        if monday <= family.today and monday not in mondays:
            mondays.append(monday)
        day += DAY
    return [one_week(family, monday) for monday in mondays]


def longest_gap(family, weeks):
    seen = set()
    for span in family.spans:
        if counts(family, span):
            seen |= set(range(span.start, span.end))
    longest = run = 0
    for day in (week["monday"] + n * DAY for week in weeks for n in range(7)):
        visited = not seen.isdisjoint(range(first_minute(day), first_minute(day + DAY)))
        run = 0 if visited or inactive(family, day)[0] or day > family.today else run + 1
        longest = max(longest, run)
    return longest
