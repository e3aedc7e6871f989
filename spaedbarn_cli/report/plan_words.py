"""A plan in words: what a step is called, where it stands, and why."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from spaedbarn_cli.domain.obligation import parse_offset
from spaedbarn_cli.i18n.catalog import day, day_short, has, language, listing, plural, t, weekday

if TYPE_CHECKING:
    from collections.abc import Mapping

    from spaedbarn_cli.domain.obligation import Obligation
    from spaedbarn_cli.domain.plan_facts import Item, Reason

_SOON = 7
TELLING = (
    "statement_first", "statement_sent", "statement_missing", "statement_late", "statement_not_reviewed", "progress",
    "agreed", "dates_short", "missed_said", "awaits", "awaits_step", "unfinished",
)  # fmt: skip
"""Reasons that say more than the state does: they stand behind an item in a list."""


def step_words(item: Item, steps: Mapping[str, Obligation]) -> str:
    """Return what a step is called in the programme."""
    step = steps.get(item.obligation)
    return step.text[language()] if step else item.obligation


def near(value: date, today: date) -> str:
    """Return a day as one says it today: `i dag`, `i morgen`, `på torsdag`, else the date."""
    distance = (value - today).days
    if distance in (-1, 0, 1):
        return t({-1: "plan.yesterday", 0: "plan.today", 1: "plan.tomorrow"}[distance])
    if 0 < distance < _SOON:
        return t("plan.on", weekday=weekday(value))
    return day_short(value) if value.year == today.year else day(value)


def state_words(item: Item, today: date) -> str:
    """Return where an item stands: `forfalder i morgen`, `forfalden siden 3. marts`, `sket 2. maj`."""
    last = item.latest or item.due
    if item.state == "done" and item.done_on:
        return t("plan.state.done", day=near(item.done_on, today))
    if item.due is None or last is None:
        return t(f"plan.state.{item.state}_undated") if has(f"plan.state.{item.state}_undated") else t("plan.state.open")
    if item.state == "overdue":
        return t("plan.state.overdue", day=near(last, today))
    if item.state in ("due", "begun"):
        key = "plan.state.due" if item.state == "due" else "plan.state.begun"
        return t(key, day=near(max(item.due, today) if item.due < today <= last else item.due, today))
    if item.state == "upcoming" and item.earliest:
        return t("plan.state.from", first=near(item.earliest, today), day=near(last, today))
    return t(f"plan.state.{item.state}", day=near(item.due, today))


def reason_words(reason: Reason, steps: Mapping[str, Obligation], today: date) -> str:
    """Return one reason as a sentence without its full stop."""
    params: dict[str, Any] = dict(reason.params)
    for name, value in list(params.items()):
        if isinstance(value, date):
            params[name] = day(value)
    if "step" in params:
        step = steps.get(str(params["step"]))
        params["step"] = step.text[language()] if step else params["step"]
    if "anchor" in params:
        params["anchor"] = t(f"plan.anchor.{params['anchor']}")
    if "offset" in params:
        params["offset"] = _offset(str(params["offset"]))
    if "what" in params:
        key = {"visit": "kind", "meeting": "meeting.kind"}.get(str(params["what"]))
        params["what"] = t(f"{key}.{params['kind']}") if key else t(f"plan.what.{params['what']}")
    if params.get("missing"):
        return t("plan.why.progress_missing", **{**params, "missing": listing(list(params["missing"]))})
    return t(f"plan.why.{reason.code}", **params)


def _offset(text: str) -> str:
    offset = parse_offset(text)
    if not offset.number:
        return t("plan.same_day")
    side = "after" if offset.number > 0 else "before"
    return plural(f"plan.{side}.{offset.unit}", abs(offset.number))


def telling(item: Item, steps: Mapping[str, Obligation], today: date) -> str:
    """Return the reasons that say more than the state, in one line; nothing where there is none."""
    kept = [reason for reason in item.why if reason.code in TELLING]
    return " · ".join(reason_words(reason, steps, today) for reason in kept)
