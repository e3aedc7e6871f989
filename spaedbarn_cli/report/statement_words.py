"""The draft of a status statement: what the records say, in plain sentences, for the writer to complete.

Whole sentences about what was done and seen, as one would say them to the family; figures stand in the tables beside
them. Nothing is concluded: the assessment and the family's own words are left to people.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from spaedbarn_cli.domain.movement import DOWN, SAME, UP, direction
from spaedbarn_cli.domain.statement import SECTIONS, weeks_of
from spaedbarn_cli.i18n.catalog import day_short, duration, language, listing, plural, t
from spaedbarn_cli.report.norm_words import days_between

if TYPE_CHECKING:
    from spaedbarn_cli.domain.programme import Programme

_MOST_SHORT = 6
"""So many weeks that were short are told with their number; of more only how many there were."""


def draft_of(facts: dict[str, Any], programme: Programme, first: date, last: date) -> dict[str, str]:
    """Return a text for every section, empty where only people can write it or nothing is known."""
    texts = {
        "hours": _hours(facts, first, last), "work": _work(facts, programme), "parents": _signs(facts, programme, "parents"),
        "child": _signs(facts, programme, "child"), "scores": _scores(facts), "network": _network(facts),
        "goals": _goals(facts), "agreements": _agreements(facts),
    }  # fmt: skip
    return {key: texts.get(key, "") for key in SECTIONS}


def term_words(key: str, programme: Programme) -> str:
    """Return a core element or a sign in the programme's own words."""
    terms = (*programme.core, *programme.signs)
    return next((term.text[language()] for term in terms if term.key == key), key)


def _hours(facts: dict[str, Any], first: date, last: date) -> str:
    visits = facts["visits"]
    period = days_between(first, last)
    parts = [t("statement.hours", period=period, visits=plural("statement.visits", visits["held"]),
               hours=duration(visits["minutes"]))]  # fmt: skip
    if visits["lost"]:
        lost = [f"{n} {lost_as(key)}" for key, n in sorted(visits["lost"].items())]
        parts.append(t("statement.lost", visits=plural("statement.visits", sum(visits["lost"].values())), what=listing(lost)))
    weeks = [week for week in weeks_of(facts) if not week.running and week.required_sevenths]
    if weeks:
        short = [week for week in weeks if week.delivered_minutes * 7 < week.required_sevenths]
        met = len(weeks) - len(short)
        parts.append(t("statement.norm", met=met, weeks=plural("statement.whole_weeks", len(weeks))))
        if short and len(short) <= _MOST_SHORT:
            said = [
                t("statement.short_week", n=week.monday.isocalendar().week, missing=duration(week.shortfall_minutes))
                for week in short
            ]
            parts.append(t("statement.short", weeks=listing(said)))
    return "\n".join(parts)


def lost_as(key: str) -> str:
    """Return what became of a visit, from how it is counted: `cancelled:family`, `no-show`."""
    status, _, by = key.partition(":")
    return t(f"by.{by}") if by else t(f"status.{status}")


def _work(facts: dict[str, Any], programme: Programme) -> str:
    most = [term_words(key, programme) for key, _ in facts["core"][:3]]
    return t("statement.work", most=listing(most)) if most else ""


def _signs(facts: dict[str, Any], programme: Programme, who: str) -> str:
    """Sentences on the signs of parents or child: those seen more clearly first, those less clearly not left out."""
    groups: dict[str, list[str]] = {UP: [], SAME: [], DOWN: [], "new": []}
    for sign in signs_of(facts, who):
        words = term_words(sign["key"], programme)
        earliest = sign["before"] or sign["steps"][0]["value"]
        kind = direction(earliest, sign["now"])
        if sign["before"] is None and len(sign["steps"]) == 1:
            kind = "new"
        named = words if sign["who"] in ("parents", "child") else f"{words} ({sign['who']})"
        groups[kind].append(f"{named} ({t('seen.' + sign['now'])})" if kind in (SAME, "new") else named)
    whom = t(f"statement.whom.{who}")
    parts = [t(f"statement.signs.{kind}", who=whom, signs="; ".join(found)) for kind, found in groups.items() if found]
    return "\n".join(parts)


def signs_of(facts: dict[str, Any], who: str) -> list[dict[str, Any]]:
    """Return the signs that belong to parents or child; a sign of one person belongs by whom it is."""
    children = {"child", *(child["label"] for child in facts.get("children", ()))}  # a copy may have come without figures
    return [sign for sign in facts.get("signs", ()) if (sign["who"] in children) == (who == "child")]


def _scores(facts: dict[str, Any]) -> str:
    if not facts["scores"]:
        return ""
    subjects = list(dict.fromkeys(one["subject"] for one in facts["scores"]))
    parts = [t("statement.scores", who=listing(subjects))]
    if any(point["score"] is None for one in facts["scores"] for point in one["points"]):
        parts.append(t("statement.scores_missing"))
    parts.append(t("statement.scores_talk"))
    return "\n".join(parts)


def _network(facts: dict[str, Any]) -> str:
    network = facts.get("network")
    if not network or not network["circles"]:
        return ""
    people = plural("statement.people", sum(network["circles"].values()))
    circles = [f"{n} {t(f'network.circle.{circle}')}" for circle, n in sorted(network["circles"].items())]
    parts = [t("statement.network", people=people, circles=listing(circles))]
    for kind in ("new", "gone", "moved"):
        if network[kind]:
            parts.append(t(f"statement.network.{kind}", who=listing([_tie(tie) for tie in network[kind]])))
    return "\n".join(parts)


def _tie(tie: dict[str, Any]) -> str:
    """Somebody on the card, by the short name if there is one, else by where they stand."""
    return tie["label"] or t("statement.one_of", sector=t(f"network.sector.{tie['sector']}").lower())


def _goals(facts: dict[str, Any]) -> str:
    """How many goals there are, and where everybody stands on the scale; the goals themselves stand in the table."""
    goals, parts = facts.get("goals") or [], []
    if goals:
        parts.append(plural("statement.goals", len(goals)))
    reached = sum(goal["reached"] == "yes" for goal in goals)
    if reached:
        parts.append(plural("statement.reached", reached))
    said = []
    for scale in facts.get("scales") or ():
        before, now = scale["steps"][0], scale["steps"][-1]
        moved = len(scale["steps"]) > 1 and before["value"] != now["value"]
        key = "statement.scale_moved" if moved else "statement.scale_who"
        said.append(t(key, who=scale["who"], now=now["value"], before=before["value"]))
    if said:
        parts.append(t("statement.scale", who=listing(said)))
    return "\n".join(parts)


def _agreements(facts: dict[str, Any]) -> str:
    lines = []
    for agreed in facts.get("agreements") or ():
        when, kind = day_short(date.fromisoformat(agreed["day"])), t(f"meeting.kind.{agreed['kind']}")
        lines.append(f"– {t('statement.agreed', day=when, kind=kind, text=' '.join(agreed['text'].split()))}")
    return "\n".join(lines)
