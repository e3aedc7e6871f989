"""The pictures and tables of a status statement, drawn from the figures that are kept with it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from spaedbarn_cli.domain import norms
from spaedbarn_cli.domain.case import Case
from spaedbarn_cli.domain.movement import direction
from spaedbarn_cli.domain.network import CIRCLES, SECTORS
from spaedbarn_cli.domain.statement import summary_of, weeks_of
from spaedbarn_cli.domain.timeline import TOTAL
from spaedbarn_cli.i18n.catalog import day_short, language, plural, t
from spaedbarn_cli.report import progress_view as scores
from spaedbarn_cli.report.norm_svg import legend_mark, norm_picture
from spaedbarn_cli.report.norm_view import REACHED, SHORT_OF_PLAN, Block, Family, Row, standing
from spaedbarn_cli.report.page import element, table, text
from spaedbarn_cli.report.score_words import short_title
from spaedbarn_cli.report.statement_names import without_names
from spaedbarn_cli.report.statement_words import signs_of, term_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from spaedbarn_cli.report.statement_html import Paper

_STANDS = {REACHED: norms.MET, SHORT_OF_PLAN: norms.BELOW_PLAN}
"""Which sign of the key a running week has that has its minimum."""
_ARROWS = {"up": "↗", "down": "↘", "same": "→"}


def figure(key: str, paper: Paper) -> str:
    """Return the picture or table of a section, or nothing."""
    made = _FIGURES.get(key)
    return made(paper) if made else ""


def sources(facts: Mapping[str, Any]) -> list[str]:
    """Return where the bounds of the scores come from, each once: `EPDS: dansk validering 2018`."""
    found = []
    for one in facts.get("scores") or ():
        for line in one["cutoffs"]:
            source = t("progress.own_cutoff") if line["own"] else line["source"]
            if not line["own"] and line["evidence"] != "verified":
                source = t("progress.unverified", source=source)
            found.append(f"{_title(one, facts)}: {source}")
    return list(dict.fromkeys(found))


def _hours(paper: Paper) -> str:
    weeks = weeks_of(dict(paper.facts))
    if not any(week.required_sevenths or week.plan_sevenths or week.delivered_minutes for week in weeks):
        return ""
    verdict = norms.CaseNorm(paper.code, paper.programme.id, None, None, weeks, summary_of(dict(paper.facts)))
    family = Family(verdict, Case("", paper.code, paper.programme.id), paper.programme, (), (), (), {})
    rows = tuple(Row(week, standing(week), ()) for week in weeks)
    drawing = norm_picture(Block(family, rows, 0, None), "hours")
    there = {week.status for week in weeks} | {_STANDS.get(row.standing) for row in rows}
    shown = [one for one in norms.STATUSES if one in there]
    keys = "".join(element("li", legend_mark(one) + text("span", t(f"norm.legend.{one}"))) for one in shown)
    lines = ["required"] if any(week.required_sevenths for week in weeks) else []
    lines += ["plan"] if any(week.plan_sevenths > week.required_sevenths for week in weeks) else []
    for kind in lines:
        keys += element("li", f'<span class="stroke {kind}"></span>' + text("span", t(f"norm.page.{kind}_line")))
    return element("figure", drawing + element("ul", keys, class_="key"))


def _work(paper: Paper) -> str:
    core = paper.facts.get("core") or []
    most = max((count for _, count in core), default=0)
    rows = []
    for key, count in core:
        bar = element("td", f'<i style="width:{100 * count / most:.0f}%"></i>', class_="bar")
        cells = text("td", term_words(key, paper.programme)) + bar
        rows.append(element("tr", cells + text("td", plural("statement.visits", count), class_="number")))
    return element("table", element("tbody", "\n".join(rows))) if rows else ""


def _signs(paper: Paper, who: str) -> str:
    heads = [(t(f"statement.column.{key}"), False) for key in ("sign", "before", "now", "moved")]
    rows = []
    for sign in signs_of(dict(paper.facts), who):
        before = sign["before"] or (sign["steps"][0]["value"] if len(sign["steps"]) > 1 else None)
        name = term_words(sign["key"], paper.programme)
        name = name if sign["who"] in ("parents", "child") else f"{name} ({sign['who']})"
        arrow = _ARROWS[direction(before, sign["now"])] if before else ""
        rows.append([name, t(f"seen.{before}") if before else "", t(f"seen.{sign['now']}"), arrow])
    return table(heads, rows) if rows else ""


def _scores(paper: Paper) -> str:
    heads = [(t(f"statement.column.{key}"), False) for key in ("scale_name", "whom", "scores", "bound")]
    rows = []
    for one in paper.facts.get("scores") or ():
        title = _title(one, paper.facts)
        name = title if one["scale"] == TOTAL else f"{title}, {one['title'].get(language()) or one['scale']}"
        said = ""
        for point, before in zip(one["points"], [None, *one["points"]], strict=False):
            joint = "; " if before and None in (point["score"], before["score"]) else " → " if before else ""
            said += f"{joint}{_score(point, one)} ({day_short(date.fromisoformat(point['date']))})"
        bound = "; ".join(
            t(f"progress.side.{line['side']}", value=scores.number(Decimal(str(line["value"])))) for line in one["cutoffs"]
        )
        rows.append(((one["subject"], one["instrument"]), one["scale"] != TOTAL, [name, one["subject"], said, bound or "–"]))
    order = list(dict.fromkeys(row[0] for row in rows))
    rows.sort(key=lambda row: (order.index(row[0]), row[1]))
    return table(heads, [row[2] for row in rows]) if rows else ""


def _score(point: Mapping[str, Any], one: Mapping[str, Any]) -> str:
    """The score; where answers are missing, what it can still be and nothing else."""
    if point["score"] is None:
        words = t("progress.not_scorable")
        if point["low"] is None or [point["low"], point["high"]] == one["bounds"]:
            return words
        low, high = (scores.number(Decimal(str(point[end]))) for end in ("low", "high"))
        return f"{words}, {t('progress.possible', low=low, high=high)}"
    if one["method"] == scores.PATTERN:
        return t("word.yes" if point["score"] else "word.no")
    return scores.number(Decimal(str(point["score"])))


def _title(one: Mapping[str, Any], facts: Mapping[str, Any]) -> str:
    titles = (facts.get("titles") or {}).get(one["instrument"]) or {}
    return short_title(titles.get(language()) or one["instrument"])


def _network(paper: Paper) -> str:
    network = paper.facts.get("network")
    if not network or not network["circles"]:
        return ""
    heads = [("", False), *((t(f"network.circle.{circle}"), True) for circle in CIRCLES)]
    rows = []
    for sector in SECTORS:
        counts = [network["places"].get(f"{sector}:{circle}", 0) for circle in CIRCLES]
        if any(counts):
            rows.append([t(f"network.sector.{sector}"), *(str(count or "–") for count in counts)])
    return table(heads, rows)


def _goals(paper: Paper) -> str:
    goals, scales = paper.facts.get("goals") or [], paper.facts.get("scales") or []

    def said(words: str | None) -> str:
        return (words or "–") if paper.names else without_names(words or "–", paper.pairs)

    parts = []
    if goals:
        heads = [(t(f"statement.column.{key}"), False) for key in ("worry", "working", "needed")]
        ended = any(goal["reached"] for goal in goals)
        heads += [(t("statement.column.reached"), False)] if ended else []
        rows = [[said(goal[key]) for key in ("worry", "working", "needed")] for goal in goals]
        for row, goal in zip(rows, goals, strict=True):
            row += [t(f"statement.reached.{goal['reached']}") if goal["reached"] else ""] if ended else []
        parts.append(table(heads, rows))
    if scales:
        heads = [(t("statement.column.stands"), False), (t("statement.column.scale"), False)]
        rows = []
        for scale in scales:
            steps = [f"{step['value']} ({day_short(date.fromisoformat(step['day']))})" for step in scale["steps"]]
            rows.append([scale["who"], " → ".join(steps)])
        parts.append(table(heads, rows))
    return "".join(parts)


_FIGURES = {
    "hours": _hours, "work": _work, "parents": lambda paper: _signs(paper, "parents"),
    "child": lambda paper: _signs(paper, "child"), "scores": _scores, "network": _network, "goals": _goals,
}  # fmt: skip
