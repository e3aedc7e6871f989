"""The norm report as one HTML page to look at, print and lay on the table of a meeting.

No names of people and no free text: what a pause or a cancellation was about stays in the program.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from spaedbarn_cli.domain import norms
from spaedbarn_cli.i18n.catalog import day, duration, language, plural, t
from spaedbarn_cli.report import norm_why
from spaedbarn_cli.report import norm_words as words
from spaedbarn_cli.report.norm_svg import legend_mark, norm_picture
from spaedbarn_cli.report.page import element, page, table, text

if TYPE_CHECKING:
    from spaedbarn_cli.report.norm_view import Block, Report, Row

_MANY = 9
"""From so many weeks on the figures stand in two tables side by side."""

_STYLE = """
header { border-bottom: 2px solid var(--ink); padding-bottom: 10px; margin-bottom: 14px; }
section { margin-top: 26px; }
.mark { display: inline-block; width: 14px; height: 14px; vertical-align: -2px; margin-right: 5px; }
.key { display: flex; flex-wrap: wrap; gap: 4px 18px; padding: 7px 12px; margin: 12px 0 18px; background: var(--wash);
  font-size: .88rem; list-style: none; }
.stroke { display: inline-block; width: 20px; border-top: 2px solid var(--ink); vertical-align: 4px; }
.stroke { margin-right: 6px; }
.stroke.plan { border-top-style: dashed; }
figure { margin: 6px 0 4px; }
.weeks { display: grid; grid-template-columns: 1fr; gap: 0 28px; font-size: .86rem; }
.weeks.two { grid-template-columns: 1fr 1fr; font-size: .8rem; }
.weeks.two th, .weeks.two td { padding-right: 8px; }
.weeks table { align-self: start; }
.why { font-size: .86rem; margin-top: 12px; }
.why h3 { font-size: .95rem; margin: 12px 0 2px; }
footer { margin-top: 28px; border-top: 1px solid var(--line); padding-top: 6px; font-size: .85rem; }
@media print {
  section.family { break-inside: avoid-page; } section.long { break-inside: auto; }
  .weeks { font-size: 8.5pt; } .weeks.two { font-size: 8pt; }
}
@media (max-width: 40rem) { .weeks.two { grid-template-columns: 1fr; } body { padding: 16px; } }
"""


def norm_page(report: Report, *, why: bool = False) -> str:
    """Return the page in the language in use; with `why`, the reasons of every week too."""
    heading = words.heading(report)
    title = t("norm.page.title")
    made = ". ".join(part for part in (heading, t("norm.page.made", day=day(report.today))) if part) + "."
    parts = [element("header", text("h1", title) + text("p", made, class_="faint"))]
    if not report.blocks or report.first is None:
        parts.append(text("p", t("norm.no_weeks" if report.blocks else "norm.no_cases")))
    else:
        parts += [text("p", line) for line in words.last_words(report)]
        parts.append(_legend())
        if len(report.blocks) > 1:
            parts.append(_overview(report))
        parts += [_family(block, number, report, why=why) for number, block in enumerate(report.blocks, 1)]
    parts.append(element("footer", text("p", t("norm.page.footer"), class_="faint")))
    return page(f"{title} {heading}".strip(), "\n".join(parts), lang=language(), style=_STYLE)


def _legend() -> str:
    keys = (norms.MET, norms.UNDER, norms.BELOW_PLAN, norms.OVER, norms.RUNNING, norms.NO_NORM)
    items = [element("li", legend_mark(key) + text("span", t(f"norm.legend.{key}"))) for key in keys]
    for kind in ("required", "plan"):
        items.append(element("li", f'<span class="stroke {kind}"></span>' + text("span", t(f"norm.page.{kind}_line"))))
    return element("ul", "".join(items), class_="key", aria_label=t("norm.page.legend"))


def _overview(report: Report) -> str:
    heads = [(t(f"norm.page.{key}"), False) for key in ("family", "age", "norm")]
    heads += [(t("norm.page.met"), True), (t("norm.page.gap"), True), (t("norm.page.now"), False)]
    rows = []
    for block in report.blocks:
        summary = block.family.norm.summary
        running = next((row for row in block.rows if row.week.running), None)
        rows.append([
            block.family.case.code, words.child_words(block, label=False), ", ".join(words.asked_words(block)),
            t("norm.page.met_of", met=summary.met, n=summary.weeks) if summary.weeks else "–",
            plural("age.days", summary.longest_gap_days) if any(row.week.active_days for row in block.rows) else "–",
            words.standing_words(running, report.today, private=False) if running else "–",
        ])  # fmt: skip
    return element("section", text("h2", t("norm.page.overview")) + table(heads, rows))


def _family(block: Block, number: int, report: Report, *, why: bool) -> str:
    code = block.family.case.code
    about = f"{words.child_words(block)} · {', '.join(words.asked_words(block))}"
    programme = block.family.programme
    about += f" · {programme.title[language()]} {programme.version}"
    parts = [
        text("h2", code), text("p", about, class_="faint"), element("figure", norm_picture(block, f"f{number}")),
        _weeks(block, report),
    ]  # fmt: skip
    if why:
        parts.append(_why(block, report))
    long = why or len(block.rows) > 2 * _MANY
    return element("section", "\n".join(parts), class_="family long" if long else "family")


def _weeks(block: Block, report: Report) -> str:
    planned = any(row.week.plan_sevenths > row.week.required_sevenths for row in block.rows)
    two = len(block.rows) >= _MANY
    heads = [(t("norm.page.week"), False), (t("norm.page.delivered"), True), (t("norm.page.required"), True)]
    heads += [(t("norm.page.plan"), True)] if planned else []
    heads += [(t("norm.page.missing" if two else "norm.page.visits"), True), (t("norm.page.standing"), False)]
    rows = [_figures(row, report, planned=planned, short=two) for row in block.rows]
    half = -(-len(rows) // 2) if two else len(rows)
    tables = [table(heads, part) for part in (rows[:half], rows[half:]) if part]
    return element("div", "\n".join(tables), class_="weeks two" if two else "weeks")


def _figures(row: Row, report: Report, *, planned: bool, short: bool) -> list[str]:
    week = row.week
    label = words.week_label(week.monday, report.today)
    if short:
        label = label.split(" ", 1)[1]
    elif week.running:
        label += f" ({t('norm.so_far')})"
    figures = [label[:1].upper() + label[1:], duration(week.delivered_minutes)]
    figures.append(duration(week.required_minutes) if week.required_sevenths else "–")
    if planned:
        figures.append(duration(week.plan_minutes) if week.plan_sevenths > week.required_sevenths else "–")
    if short:
        return [*figures, words.missing_words(row), words.short_standing_words(row)]
    return [*figures, str(week.visits), words.standing_words(row, report.today, private=False)]


def _why(block: Block, report: Report) -> str:
    parts = [text("h3", t("norm.page.why"))]
    for row in block.rows:
        said = words.standing_words(row, report.today, private=False)
        parts.append(text("h3", " · ".join([*norm_why.title(row, block, report)[1:], said])))
        found = [
            [line.day, line.time, line.what + (f" ({line.reason})" if line.reason else ""), line.minutes]
            for line in norm_why.lines(row, block, private=False)
        ]
        if found:
            parts.append(_reasons(found))
        parts.append(text("p", words.norm_words(row, block, private=False), class_="faint"))
    return element("div", "\n".join(parts), class_="why")


def _reasons(found: list[list[str]]) -> str:
    lines = []
    for first, time, what, minutes in found:
        cells = [text("td", first), text("td", time), text("td", what), text("td", minutes, class_="number")]
        lines.append(element("tr", "".join(cells)))
    return element("table", element("tbody", "\n".join(lines)))
