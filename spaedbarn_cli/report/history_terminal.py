"""The history of a family or a record on the terminal: when, who, what it was, what it became, why."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from spaedbarn_cli.domain.dates import zone
from spaedbarn_cli.domain.pregnancy import format_gestation
from spaedbarn_cli.domain.statement import SECTIONS
from spaedbarn_cli.i18n.catalog import clock, day, day_short, duration, has, language, listing, t
from spaedbarn_cli.report.terminal import BAD, FAINT, HEAD, grid, text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rich.console import RenderableType

    from spaedbarn_cli.domain.programme import Programme

_HIDDEN = {"case_id", "facts", "a", "b", "about", "knows", "act", "sender", "ground", "profile"}
_ORDER = (
    "code", "programme", "due", "label", "role", "name", "born", "gestation_days", "first_day", "last_day", "minutes",
    "start", "end", "kind", "status", "cancelled_by", "excused", "reason", "by", "present", "core", "signs", "note",
    "next",
)  # fmt: skip
"""Fields in the order they are asked for; others follow."""
_CODED = {
    "kind": "kind", "status": "status", "role": "role", "cancelled_by": "by", "sector": "network.sector",
    "gives": "network.gives", "sex": "genogram.sex", "state": "genogram.state", "relation": "genogram.kind",
}  # fmt: skip
_TRUTHS = {"excused", "recovery_confirmed", "complete"}
_TIMES = {
    "start", "end", "due", "discharged", "closed", "born", "first_day", "last_day", "at", "date", "entered", "reviewed",
    "sent",
}  # fmt: skip


def history_lines(documents: list[dict[str, Any]], programme: Programme | None) -> RenderableType:
    """Return changes as `history --json` gives them, the oldest first, in words; `programme` knows its own terms."""
    from rich.console import Group

    if not documents:
        return text(t("history.empty"))
    terms = (*programme.core, *programme.signs) if programme else ()
    words = {term.key: term.text[language()] for term in terms}
    known: dict[str, dict[str, Any]] = {}
    parts: list[Any] = []
    for change in documents:
        now = known.setdefault(change["record"], {})
        now.update(change["after"])
        parts += [_head(change, now), _body(change, words), text("")]
    return Group(*parts[:-1])


def _head(change: dict[str, Any], now: dict[str, Any]) -> Any:
    at = datetime.fromisoformat(change["at"]).astimezone(zone())
    what = " ".join((t(f"history.kind.{change['kind']}"), *named(change["kind"], now)))
    style = BAD if change["op"] in ("retract", "erase") else HEAD
    done = t(f"history.op.{change['op']}")
    return text(
        f"{day(at.date())} {clock(at)}  {change['author'] or t('history.somebody')}\n",
        (f"{what}: {done}", style), "  ", (change["record"][:6], FAINT),
    )  # fmt: skip


def named(kind: str, now: dict[str, Any]) -> list[str]:
    """Return the words by which a record is known beside its kind."""
    if kind == "visit" and now.get("start"):
        start = datetime.fromisoformat(now["start"]).astimezone(zone())
        return [day_short(start.date()), clock(start)]
    if kind == "pause" and now.get("first_day") and now.get("last_day"):
        first, last = (day_short(date.fromisoformat(now[name])) for name in ("first_day", "last_day"))
        return [f"{first} – {last}"]
    if kind == "letter" and now.get("recipient"):
        return [t("history.shared_with", name=now["recipient"])]
    if kind in ("tie", "figure") and now.get("name"):
        return [str(now["name"])]
    return [str(now[name]) for name in ("code", "label") if now.get(name)]


def _body(change: dict[str, Any], words: Mapping[str, str]) -> RenderableType:
    table = grid("", "", "")
    if change["erased"]:
        table.add_row("", text((t("history.erased"), FAINT)), "")
    for name in sorted(change["after"], key=lambda name: _ORDER.index(name) if name in _ORDER else len(_ORDER)):
        after = change["after"][name]
        before = change["before"].get(name)
        if name in _HIDDEN or before == after or (before is None and after in (None, [], {}, "")):
            continue
        label = t(f"history.field.{name}")
        was: list[Any] = [] if change["op"] == "create" else [(value(name, before, words), FAINT), " → "]
        table.add_row("  ", text((label, FAINT)), text(*was, value(name, after, words)))
    if change["reason"]:
        table.add_row("  ", text((t("history.why"), FAINT)), text(change["reason"]))
    return table


def value(name: str, content: Any, words: Mapping[str, str]) -> str:
    """Return a field's content as it is spoken; what is not known to be a code or a time is shown as it stands."""
    if content in (None, "", [], {}):
        return t("history.nothing")
    if name in _TRUTHS or isinstance(content, bool):
        return t("word.yes" if content else "word.no")
    if name in _CODED and isinstance(content, list):
        return listing([value(name, one, words) for one in content])
    if name in _CODED:
        key = f"{_CODED[name]}.{content}"
        return t(key) if has(key) else str(content)
    if name in _TIMES:
        return _time(str(content))
    if name == "minutes":
        return duration(content)
    if name == "gestation_days":
        return format_gestation(content)
    if name == "signs":
        return "; ".join(_sign(sign, words) for sign in content)
    if name == "sections":
        return "\n".join(f"{t(f'statement.section.{key}')}: {content[key]}" for key in SECTIONS if key in content)
    if isinstance(content, dict):
        return "; ".join(f"{key}: {value('', part, words)}" for key, part in content.items())
    if isinstance(content, list):
        return listing([words.get(part, part) if isinstance(part, str) else value("", part, words) for part in content])
    return str(content)


def _time(iso: str) -> str:
    if len(iso) == len("2026-11-16"):
        return day(date.fromisoformat(iso))
    at = datetime.fromisoformat(iso).astimezone(zone())
    return f"{day(at.date())} {clock(at)}"


def _sign(sign: Mapping[str, str], words: Mapping[str, str]) -> str:
    who = t(f"who.{sign['who']}") if has(f"who.{sign['who']}") else sign["who"]
    return f"{who}: {words.get(sign['key'], sign['key'])} – {t('seen.' + sign['value'])}"
