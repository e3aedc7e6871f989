"""Documents as rich renderables for the terminal: 80 columns, good at 60, readable without colour."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from spaedbarn_cli.domain.harmless import harmless
from spaedbarn_cli.i18n.catalog import age, clock, day, day_short, duration, listing, t, weekday_short

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table
    from rich.text import Text

    from spaedbarn_cli.domain.programme import Programme

HEAD = "bold"
FAINT = "dim"
GOOD = "green"
BAD = "bold red"


def grid(*columns: str, head: bool = False) -> Table:
    """Return a table without lines; `columns` are headings (or "" without heads)."""
    from rich.table import Table

    table = Table(box=None, show_header=head, header_style=FAINT, pad_edge=False, padding=(0, 2, 0, 0))
    for column in columns:
        table.add_column(column, overflow="fold")
    return table


def text(*parts: tuple[str, str] | str) -> Text:
    """Return styled text out of strings and (string, style) pairs; never read as markup, nor obeyed by a terminal."""
    from rich.text import Text

    line = Text()
    for part in parts:
        if isinstance(part, str):
            line.append(harmless(part))
        else:
            line.append(harmless(part[0]), style=part[1])
    return line


def _day(iso: str | None) -> str:
    return day(date.fromisoformat(iso)) if iso else ""


def child_words(child: dict[str, Any]) -> str:
    """Return `barn1, 2 mdr. 5 dage, korrigeret 1 md.`"""
    words = [child["label"]]
    if child["age"]:
        words.append(age(child["age"]["months"], child["age"]["days"]))
    if child["corrected_age"]:
        corrected = child["corrected_age"]
        words.append(t("label.corrected_age", age=age(corrected["months"], corrected["days"])))
    return ", ".join(words)


def case_list(documents: list[dict[str, Any]]) -> RenderableType:
    """Return the families, a line each."""
    if not documents:
        return text(t("label.no_cases"))
    table = grid("", "", "", "")
    for case in documents:
        about = "; ".join(child_words(child) for child in case["children"])
        if not about and case["due"]:
            about = f"{t('label.due')} {_day(case['due'])}"
        closed = f"{t('label.closed')} {_day(case['closed'])}" if case["closed"] else t(f"phase.{case['phase']}")
        table.add_row(text((case["code"], HEAD)), text(about), text((closed, FAINT)))
    return table


def case_card(case: dict[str, Any]) -> RenderableType:
    """Return one family on a card."""
    from rich.console import Group

    head = text((case["code"], HEAD), "   ", (t(f"phase.{case['phase']}"), FAINT))
    facts = grid("", "")
    for key in ("due", "start", "home_from", "closed"):
        if case[key]:
            facts.add_row(text((t(f"label.{key}"), FAINT)), text(_day(case[key])))
    for key in ("programme", "legal", "owner"):
        if case[key]:
            facts.add_row(text((t(f"label.{key}"), FAINT)), text(case[key]))
    parts: list[Any] = [head, facts]
    people = [p for p in case["persons"] if p["role"] != "child"]
    if people:
        parts.append(_block("label.persons", [(p["label"], _person(p), p["id"]) for p in people]))
    if case["children"]:
        ids = {p["label"]: p["id"] for p in case["persons"]}
        parts.append(_block("label.children", [(c["label"], _child(c), ids[c["label"]]) for c in case["children"]]))
    if case["pauses"]:
        rows = [(f"{_short(p['from'])} – {_short(p['to'])}", p["reason"], p["id"]) for p in case["pauses"]]
        parts.append(_block("label.pauses", rows))
    if case["agreements"]:
        rows = [(t("label.per_week", hours=duration(a["minutes"])), _agreed(a), a["id"]) for a in case["agreements"]]
        parts.append(_block("label.agreements", rows))
    return Group(*parts)


def _block(key: str, rows: list[tuple[str, str, str]]) -> RenderableType:
    from rich.console import Group

    table = grid("", "", "")
    for first, second, record in rows:
        table.add_row(text("  ", first), text(second), text((record[:6], FAINT)))
    return Group(text(""), text((t(key), HEAD)), table)


def _short(iso: str) -> str:
    return day_short(date.fromisoformat(iso))


def _person(person: dict[str, Any]) -> str:
    role = t(f"role.{person['role']}")
    words = [role] if role != person["label"] else []
    words += [person["name"]] if person["name"] else []
    words += [f"{t('label.born')} {_day(person['born'])}"] if person["born"] else []
    return ", ".join(words)


def _child(child: dict[str, Any]) -> str:
    words = [child["name"]] if child["name"] else []
    words.append(f"{t('label.born')} {_day(child['born'])}")
    if child["gestation"]:
        words.append(f"{t('label.gestation')} {child['gestation']}")
    return ", ".join([*words, *child_words(child).split(", ")[1:]])


def _agreed(agreement: dict[str, Any]) -> str:
    words = t("label.from", day=_day(agreement["from"]))
    if agreement["to"]:
        words += " " + t("label.until", day=_day(agreement["to"]))
    return f"{words}: {agreement['reason']}"


def visit_times(visit: dict[str, Any]) -> tuple[str, str]:
    """Return the day and the hours of a visit as they are spoken."""
    start, end = datetime.fromisoformat(visit["start"]), datetime.fromisoformat(visit["end"])
    when = f"{weekday_short(start.date())} {day_short(start.date())}"
    return when, clock(start) if visit["minutes"] == 0 else f"{clock(start)}–{clock(end)}"


def visit_list(documents: list[dict[str, Any]]) -> RenderableType:
    """Return visits, a line each."""
    if not documents:
        return text(t("label.no_visits"))
    table = grid("", "", "", "", "", "")
    for visit in documents:
        when, hours = visit_times(visit)
        held = visit["status"] == "held"
        length = duration(visit["minutes"]) if held else t(f"status.{visit['status']}")
        marks = f" ({t('label.retracted')})" if visit["retracted"] else ""
        table.add_row(
            text((visit["case"], HEAD)), text(when), text(hours), text(t(f"kind.{visit['kind']}")),
            text(length + marks), text((visit["id"][:6], FAINT)),
        )  # fmt: skip
    return table


def visit_card(visit: dict[str, Any], programme: Programme) -> RenderableType:
    """Return one visit on a card, core elements and signs in the programme's words."""
    from spaedbarn_cli.i18n.catalog import language

    words = {term.key: term.text[language()] for term in (*programme.core, *programme.signs)}
    start = datetime.fromisoformat(visit["start"])
    table = grid("", "")

    def row(key: str, value: str) -> None:
        if value:
            table.add_row(text((t(f"label.{key}"), FAINT)), text(value))

    row("family", visit["case"])
    row("when", f"{weekday_short(start.date())} {day(start.date())}")
    row("time", f"{visit_times(visit)[1]}  {duration(visit['minutes'])}" if visit["minutes"] else visit_times(visit)[1])
    status = "" if visit["status"] == "held" else f", {t('status.' + visit['status'])}"
    row("kind", t(f"kind.{visit['kind']}") + status)
    row("reason", visit["reason"] or "")
    row("by", listing(visit["by"]))
    row("present", listing(visit["present"]))
    row("core", listing([words.get(key, key) for key in visit["core"]]))
    for sign in visit["signs"]:
        who = t(f"who.{sign['who']}") if sign["who"] in ("parents", "child") else sign["who"]
        row("signs", f"{who}: {words.get(sign['key'], sign['key'])} – {t('seen.' + sign['value'])}")
    row("note", visit["note"] or "")
    row("next", visit["next"] or "")
    if visit["versions"] > 1:
        table.add_row("", text((t("label.versions", n=visit["versions"] - 1), FAINT)))
    if visit["retracted"]:
        table.add_row("", text((t("label.retracted"), BAD)))
    return table


def draft_words(draft: dict[str, Any]) -> tuple[str, str, str, str]:
    """Return a draft in words: the family, what it is, how far it came, when it was last touched."""
    from spaedbarn_cli.domain.dates import zone
    from spaedbarn_cli.i18n.catalog import plural, weekday

    touched = datetime.fromisoformat(draft["touched"]).astimezone(zone())
    when = f"{weekday(touched.date())} {day_short(touched.date())} {clock(touched)}"
    return draft["case"] or "–", t(f"draft.{draft['kind']}"), plural("label.answered", draft["answered"]), when


def _draft_name(draft: dict[str, Any]) -> str:
    from spaedbarn_cli.i18n.catalog import language

    name = draft["title"][language()] if draft.get("title") else t(f"draft.{draft['kind']}")
    return f"{name}, {draft['subject']}" if draft.get("subject") else str(name)


def draft_list(drafts: list[dict[str, Any]]) -> RenderableType:
    """Return the drafts, a line each."""
    if not drafts:
        return text(t("label.no_drafts"))
    table = grid("", "", "", "", "")
    for draft in drafts:
        case, kind, answered, when = draft_words(draft)
        table.add_row(text((case, HEAD)), text(kind), text(answered), text(when), text((draft["id"][:6], FAINT)))
    return table
