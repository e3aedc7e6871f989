"""A hybrid logical clock: the order of changes, however the laptop's clock is set.

Written `2026-11-22T08:15:30.123Z/0004`, so that text order is time order. It never runs behind anything seen.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

COUNTER_LIMIT = 10_000
AHEAD = timedelta(days=1)
"""A change from further ahead than this is said at once."""
BEHIND = timedelta(minutes=5)
"""A clock further behind the newest change than this is said at once."""


def stamp(moment: datetime, newest: str | None) -> str:
    """Return the clock for a change made at `moment` (aware) when the newest seen is `newest`."""
    text = _text(moment)
    if newest is None or text > newest[:24]:
        return f"{text}/0000"
    counter = int(newest[25:]) + 1
    if counter < COUNTER_LIMIT:
        return f"{newest[:24]}/{counter:04d}"
    return f"{_text(moment_of(newest) + timedelta(milliseconds=1))}/0000"


def moment_of(hlc: str) -> datetime:
    """Return the wall-clock part, aware, in UTC; raises ValueError when it is not one of ours."""
    return datetime.strptime(hlc[:24], "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)


def is_behind(moment: datetime, newest: str | None) -> bool:
    """Say whether the laptop's clock stands before the newest change."""
    return newest is not None and moment_of(newest) - moment > BEHIND


def is_ahead(hlc: str, moment: datetime) -> bool:
    """Say whether a change comes from more than a day ahead of the laptop's clock."""
    return moment_of(hlc) - moment > AHEAD


def _text(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")[:23] + "Z"
