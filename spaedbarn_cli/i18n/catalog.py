"""Look up words, format durations, days and weeks as they are spoken; only the language in use is imported.

Invariant: a lookup never fails a program that works. A key without text is shown as the key itself (the tests hold both
languages complete), a placeholder without a value as `?`.
"""

from __future__ import annotations

import importlib
import string
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datetime import date, datetime

LANGUAGES = ("da", "en")
DEFAULT = "da"

TOPICS = (
    "common", "errors", "keys", "store", "case", "visit", "imports", "norm", "home", "catalog", "help", "doctor",
    "ask", "tour", "backup", "progress", "network", "instrument", "questionnaire", "standards", "brief", "timeline",
    "statement", "plan", "meeting", "sharing", "identity", "consent", "export", "inbox", "sync", "shared", "locked",
    "transport",
)  # fmt: skip
"""One file of words a topic, the same names in both languages."""

_state: dict[str, Any] = {"lang": DEFAULT, "texts": None}


class _Gentle(string.Formatter):
    """Formats with what it is given: building a message must never be what crashes."""

    def get_value(self, key: int | str, args: Any, kwargs: Any) -> Any:
        return kwargs.get(str(key), "?")

    def format_field(self, value: Any, format_spec: str) -> str:
        return str(value)


_formatter = _Gentle()


def load(lang: str) -> dict[str, str]:
    """Return every text of a language, all topics merged."""
    texts: dict[str, str] = {}
    for topic in TOPICS:
        texts.update(importlib.import_module(f"spaedbarn_cli.i18n.{lang}.{topic}").TEXTS)
    return texts


def use(lang: str) -> None:
    """Settle the language of this process; raises ValueError for one we do not have."""
    if lang not in LANGUAGES:
        raise ValueError("unknown language")
    if lang != _state["lang"] or _state["texts"] is None:
        _state["lang"] = lang
        _state["texts"] = None


def language() -> str:
    """Return the language in use."""
    return str(_state["lang"])


def has(key: str) -> bool:
    """Say whether there are words for this key."""
    return key in _texts()


def t(key: str, /, **params: Any) -> str:
    """Return the words for a key with its placeholders filled."""
    text = _texts().get(key)
    if text is None:
        return key
    return _formatter.vformat(text, (), params) if "{" in text else text


def plural(key: str, count: int, /, **params: Any) -> str:
    """Return `key.one` or `key.many` with `{n}` filled."""
    return t(f"{key}.one" if count == 1 else f"{key}.many", n=count, **params)


def _texts() -> dict[str, str]:
    if _state["texts"] is None:
        _state["texts"] = load(_state["lang"])
    texts: dict[str, str] = _state["texts"]
    return texts


def duration(minutes: int) -> str:
    """Return minutes as `4 t 30 min` / `4 h 30 min`."""
    hours, rest = divmod(abs(minutes), 60)
    sign = "−" if minutes < 0 else ""
    hour = t("unit.hour")
    if hours and rest:
        return f"{sign}{hours} {hour} {rest} min"
    return f"{sign}{hours} {hour}" if hours else f"{sign}{rest} min"


def day(value: date) -> str:
    """Return a day as `16. november 2026` / `16 November 2026`."""
    return t("fmt.day", d=value.day, month=t(f"month.{value.month}"), y=value.year)


def day_short(value: date) -> str:
    """Return a day without its year: `16. november` / `16 November`."""
    return t("fmt.day_short", d=value.day, month=t(f"month.{value.month}"))


def weekday(value: date) -> str:
    """Return the name of the day of the week."""
    return t(f"weekday.{value.weekday()}")


def weekday_short(value: date) -> str:
    """Return the short name of the day of the week, three letters."""
    return t(f"weekday.{value.weekday()}")[:3]


def clock(value: datetime) -> str:
    """Return a time of day as `09.00` (Danish) / `09:00`."""
    return value.strftime(t("fmt.clock"))


def week(value: date) -> str:
    """Return the week that holds a day as `uge 47` / `week 47`."""
    return t("fmt.week", n=value.isocalendar().week)


def age(months: int, days: int) -> str:
    """Return an age as `2 mdr. 5 dage`."""
    parts = [plural("age.months", months)] if months else []
    if days or not months:
        parts.append(plural("age.days", days))
    return " ".join(parts)


def listing(words: list[str]) -> str:
    """Return `a, b og c`."""
    if len(words) < 2:
        return "".join(words)
    return t("fmt.and", head=", ".join(words[:-1]), last=words[-1])


def decimal(text: str) -> str:
    """Return a number written with a point as the language writes it."""
    return text.replace(".", t("fmt.decimal"))
