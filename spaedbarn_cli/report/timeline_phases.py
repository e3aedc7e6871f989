"""The stretches of a family's time: before the birth, on the way home, and the age bands of the norm; pauses apart."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from spaedbarn_cli.i18n.catalog import duration, plural, t

if TYPE_CHECKING:
    from spaedbarn_cli.report.timeline_terminal import Timeline

_DAY = timedelta(days=1)


class Span(NamedTuple):
    """Days from `first` to `last` (both included); `short` is for where the words do not fit, `rest` is a pause."""

    first: date
    last: date
    words: str
    short: str
    rest: bool = False


def spans_of(line: Timeline) -> list[Span]:
    """Return the stretches in order, the pauses last; only what is known is told."""
    marks = [(item.day, item.what, item.facts) for item in line.phases if item.kind == "phase"]
    births = [day for day, what, _ in marks if what == "birth"]
    born = max(births, default=None)
    home = next((day for day, what, _ in marks if what == "home"), born)
    closed = next((day for day, what, _ in marks if what == "closed"), None)
    end = closed or line.last
    found = []
    if born is None:
        found.append((line.first, t("phase.pregnancy"), t("phase.pregnancy")))
    else:
        found.append((min(line.first, born), t("phase.pregnancy"), t("phase.pregnancy")))
        if home is not None and home > born:
            found.append((born, t("phase.birth"), ""))
        bands = [(day, facts) for day, what, facts in marks if what == "band"]
        lowest = next((band for band in line.programme.bands if not band.from_months), None)
        begin = home or born
        edges = [(begin, lowest.minimum_minutes if lowest else 0, 0)]
        edges += [(max(day, begin), facts["minutes"], facts["months"]) for day, facts in bands]
        for number, (day, minutes, months) in enumerate(edges):
            following = edges[number + 1][2] if number + 1 < len(edges) else None
            upper = following or next((b.to_months for b in line.programme.bands if b.from_months == months), None)
            ages = f"{months}–{upper} {t('timeline.months')}" if upper else plural("age.months", months)
            asked = t("norm.at_least", hours=duration(minutes)) if minutes else t("norm.nothing_asked")
            found.append((day, f"{ages}: {asked}", ages))
    spans = []
    for number, (day, words, short) in enumerate(found):
        last = found[number + 1][0] - _DAY if number + 1 < len(found) else end
        if day <= last:
            spans.append(Span(day, last, words, short))
    for item in line.phases:
        if item.kind == "pause":
            words = t("timeline.lane.pause")
            spans.append(Span(item.day, date.fromisoformat(item.facts["to"]), words, words, rest=True))
    return spans
