"""Meetings, events and goals on the terminal."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from spaedbarn_cli.i18n.catalog import day, day_short, listing, t
from spaedbarn_cli.report.terminal import FAINT, HEAD, grid, text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rich.console import RenderableType


def _day(iso: str) -> str:
    return day(date.fromisoformat(iso))


def meeting_list(documents: list[dict[str, Any]]) -> RenderableType:
    """Return meetings as short paragraphs: what, who, what was agreed, where each one stands, when next."""
    from rich.console import Group

    if not documents:
        return text(t("meeting.none"))
    parts: list[Any] = []
    for one in documents:
        head = text(
            (f"{_day(one['date'])}  {t('meeting.kind.' + one['kind'])}", HEAD), "  ", (one["id"][:6], FAINT)
        )
        table = grid("", "")
        rows = [
            ("present", listing(one["present"])),
            ("reviewed", _day(one["reviewed"]) if one["reviewed"] else ""),
            ("sent", _day(one["statement_sent"]) if one["statement_sent"] else ""),
            *(("agreement", agreement) for agreement in one["agreements"]),
            ("safety", ", ".join(f"{who} {value}" for who, value in one["safety"].items())),
            ("ahead", listing([day_short(date.fromisoformat(iso)) for iso in one["next_dates"]])),
            ("note", one["note"] or ""),
        ]
        for key, value in rows:
            if value:
                table.add_row(text("  ", (t(f"meeting.field.{key}"), FAINT)), text(value))
        parts += [head, table, text("")]
    return Group(*parts[:-1])


def event_list(documents: list[dict[str, Any]], words: Mapping[str, str]) -> RenderableType:
    """Return events, a line each; `words` names the kinds."""
    if not documents:
        return text(t("meeting.no_events"))
    table = grid("", "", "", "")
    for one in documents:
        what = words.get(one["kind"], one["kind"])
        if one["session"]:
            what = t("meeting.session", what=what, n=one["session"])
        about = " · ".join(part for part in (listing(one["present"]), one["note"] or "") if part)
        table.add_row(text(_day(one["date"])), text((what, HEAD)), text(about), text((one["id"][:6], FAINT)))
    return table


def goal_list(documents: list[dict[str, Any]]) -> RenderableType:
    """Return goals as short paragraphs under the three questions of Signs of Safety."""
    from rich.console import Group

    if not documents:
        return text(t("meeting.no_goals"))
    parts: list[Any] = []
    for one in documents:
        state = t(f"meeting.reached.{one['reached']}", day=_day(one["closed"])) if one["closed"] else ""
        head = text((one["needed"] or "", HEAD), "  ", (state, FAINT), "  ", (one["id"][:6], FAINT))
        table = grid("", "")
        for key in ("worry", "working", "outcome"):
            if one[key]:
                table.add_row(text("  ", (t(f"meeting.field.{key}"), FAINT)), text(one[key]))
        parts += [head, table, text("")]
    return Group(*parts[:-1])
