"""The fields of a shared copy, read as what they should be. What is absent, or of another form, reads as nothing.

A copy may come from a newer program and holds only what somebody chose: no field can be counted on, and every text is
made harmless here, once, before anything is built from it.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from spaedbarn_cli.domain.dates import minute_of
from spaedbarn_cli.domain.harmless import harmless, harmless_line

if TYPE_CHECKING:
    from collections.abc import Mapping

_YEARS = range(1900, 2200)
"""Years a day can lie in: beyond them calendar arithmetic comes to an end."""


class Fields:
    """The fields of one copy; every reader has an empty answer for what is not there."""

    def __init__(self, fields: Mapping[str, Any]) -> None:
        self._fields = fields

    def __contains__(self, name: str) -> bool:
        return name in self._fields

    def line(self, name: str) -> str:
        """Return a text on one line."""
        value = self._fields.get(name)
        return harmless_line(value) if isinstance(value, str) else ""

    def text(self, name: str) -> str:
        """Return a text with its line breaks, none at the ends."""
        value = self._fields.get(name)
        return harmless(value).strip() if isinstance(value, str) else ""

    def lines(self, name: str) -> list[str]:
        """Return a list of texts, each on one line."""
        value = self._fields.get(name)
        listed = value if isinstance(value, list | tuple) else ()
        return [said for one in listed if isinstance(one, str) and (said := harmless_line(one))]

    def day(self, name: str) -> date | None:
        """Return a day."""
        return read_day(self._fields.get(name))

    def days(self, name: str) -> list[date]:
        """Return a list of days."""
        return [found for one in self.lines(name) if (found := read_day(one)) is not None]

    def minute(self, name: str) -> int | None:
        """Return a moment as minutes since 1970-01-01T00:00Z."""
        value = self._fields.get(name)
        try:
            moment = datetime.fromisoformat(value) if isinstance(value, str) else None
            return minute_of(moment) if moment is not None and moment.year in _YEARS else None
        except (ValueError, OverflowError):
            return None

    def whole(self, name: str) -> int | None:
        """Return a whole number; yes and no are none."""
        value = self._fields.get(name)
        return value if isinstance(value, int) and not isinstance(value, bool) else None

    def flag(self, name: str) -> bool | None:
        """Return yes or no."""
        value = self._fields.get(name)
        return value if isinstance(value, bool) else None

    def parts(self, name: str) -> list[Fields]:
        """Return a list of things that have fields themselves."""
        value = self._fields.get(name)
        return [Fields(one) for one in value if isinstance(one, dict)] if isinstance(value, list | tuple) else []

    def mapping(self, name: str) -> dict[str, Any]:
        """Return plain JSON with every text in it made harmless."""
        value = self._fields.get(name)
        return _cleaned(value) if isinstance(value, dict) else {}


def read_day(value: object) -> date | None:
    """Return `2026-11-22` as a day, anything else as None."""
    try:
        found = date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return found if found is not None and found.year in _YEARS else None


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return harmless(value)
    if isinstance(value, dict):
        return {harmless_line(str(key)): _cleaned(one) for key, one in value.items()}
    return [_cleaned(one) for one in value] if isinstance(value, list | tuple) else value
