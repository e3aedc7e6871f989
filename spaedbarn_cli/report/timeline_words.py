"""What stands on the timeline, in words; the same for terminal and HTML. Reasons are only for the user's own screen."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from spaedbarn_cli.catalog.building import build_events
from spaedbarn_cli.domain.movement import UP, direction
from spaedbarn_cli.domain.reading import write_moment
from spaedbarn_cli.i18n.catalog import day_short, duration, language, listing, plural, t
from spaedbarn_cli.report import progress_view as scores
from spaedbarn_cli.report.score_words import missing_words, scale_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from spaedbarn_cli.domain.programme import Programme
    from spaedbarn_cli.domain.timeline import Item

MARKS = {
    "phase": "◆", "pause": "‖", "agreement": "=", "event": "▪", "meeting": "■", "visit": "●", "lost": "○",
    "score": "◇", "up": "↗", "down": "↘", "noted": "·",
}  # fmt: skip
"""A sign for each kind of item; a visit that was not held is hollow."""


def mark_of(item: Item) -> str:
    """Return which of `MARKS` an item gets."""
    if item.kind == "visit" and item.facts["status"] != "held":
        return "lost"
    if item.kind == "sign":
        before = item.facts["before"]
        if before is None:
            return "noted"
        return "up" if direction(before, item.facts["value"]) == UP else "down"
    return item.kind


def lost_words(status: str, cancelled_by: str | None) -> str:
    """Return what became of a visit: `aflyst af familien`, `udeblevet`."""
    return t(f"by.{cancelled_by}") if status == "cancelled" and cancelled_by else t(f"status.{status}")


def words_of(item: Item, programme: Programme, titles: Mapping[str, Mapping[str, str]], *, private: bool = True) -> str:
    """Return an item in words; `private` allows the reasons that somebody wrote in free text."""
    return _WORDS[item.kind](item, programme, titles, private)


def _reason(facts: Mapping[str, Any], private: bool) -> str:
    return f": {' '.join(facts['reason'].split())}" if private and facts.get("reason") else ""


def _phase(item: Item, *_: Any) -> str:
    facts = item.facts
    if item.what == "band":
        asked = t("norm.at_least", hours=duration(facts["minutes"])) if facts["minutes"] else t("norm.nothing_asked")
        return t("timeline.band", subject=facts["subject"], age=plural("age.months", facts["months"]), asked=asked)
    return t(f"timeline.{item.what}", subject=facts.get("subject", ""))


def _pause(item: Item, _: Any, __: Any, private: bool) -> str:
    return t("timeline.pause", day=day_short(date.fromisoformat(item.facts["to"]))) + _reason(item.facts, private)


def _agreement(item: Item, _: Any, __: Any, private: bool) -> str:
    return t("timeline.agreement", hours=duration(item.facts["minutes"])) + _reason(item.facts, private)


def _visit(item: Item, _: Any, __: Any, private: bool) -> str:
    facts = item.facts
    if facts["status"] != "held":
        said = f"{t(f'kind.{item.what}')}, {lost_words(facts['status'], facts['cancelled_by'])}"
        return said + _reason(facts, private)
    words = [t(f"kind.{item.what}"), duration(facts["minutes"])]
    return ", ".join(words) + (f" ({listing(facts['present'])})" if facts["present"] else "")


def _meeting(item: Item, *_: Any) -> str:
    said = [f"{who} {value}" for who, value in item.facts["safety"]]
    name = t(f"meeting.kind.{item.what}")
    return f"{name} ({t('timeline.safety')}: {', '.join(said)})" if said else name


def _event(item: Item, programme: Programme, *_: Any) -> str:
    known = build_events(programme).get(item.what)
    name = str(known[language()]) if known else item.what
    session = item.facts["session"]
    return f"{name}, {t('timeline.session', n=session)}" if session else name


def _score(item: Item, _: Any, titles: Mapping[str, Mapping[str, str]], __: bool) -> str:
    one, point = item.facts["series"], item.facts["point"]
    name = scale_words(one, titles)
    if point.score is None:
        return f"{name}: {missing_words(point, one)}"
    line = next((line for line in one.cutoffs if line.first <= point.date <= line.last), None)
    bound = f" ({t('brief.bound', bound=scores.bound_words(line))})" if line else ""
    return f"{name}: {scores.score_words(point, one.method)}{bound}"


def sign_words(key: str, programme: Programme) -> str:
    """Return a sign in the programme's own words."""
    return next((term.text[language()] for term in programme.signs if term.key == key), key)


def who_words(who: str) -> str:
    """Return whom a sign is seen in."""
    return t(f"who.{who}") if who in ("parents", "child") else who


def _sign(item: Item, programme: Programme, *_: Any) -> str:
    facts = item.facts
    now, before = t(f"seen.{facts['value']}"), facts["before"]
    moved = now if before is None else f"{t(f'seen.{before}')} → {now}"
    return f"{who_words(facts['subject'])}: {sign_words(item.what, programme)} – {moved}"


_WORDS = {
    "phase": _phase, "pause": _pause, "agreement": _agreement, "visit": _visit, "meeting": _meeting, "event": _event,
    "score": _score, "sign": _sign,
}  # fmt: skip


def timeline_json(items: list[Item], programme: Programme, titles: Mapping[str, Mapping[str, str]]) -> dict[str, Any]:
    """Return the timeline as `timeline --json` promises it, in order of date; `words` is how it reads on screen."""
    return {"items": [_item(item, words_of(item, programme, titles)) for item in items]}


def _item(item: Item, words: str) -> dict[str, Any]:
    facts = {name: value for name, value in item.facts.items() if name not in ("point", "series")}
    if item.kind == "score":
        point, one = item.facts["point"], item.facts["series"]
        facts.update(
            score=scores.plain(point.score), scorable=point.scorable, band=point.band,
            range=[scores.plain(point.low), scores.plain(point.high)],
            cutoffs=[{"value": scores.plain(line.value), "side": line.side, "source": line.source}
                     for line in one.cutoffs if line.first <= point.date <= line.last],
        )  # fmt: skip
    start = {"start": write_moment(item.minute)} if item.kind == "visit" else {}
    return {
        "date": item.day.isoformat(), "kind": item.kind, "what": item.what, "words": words, **start, **facts,
        "record": item.record,
    }  # fmt: skip
