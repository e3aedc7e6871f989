"""The timeline as one HTML page: the picture, and everything on it in a table. Labels only, no names, no free text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spaedbarn_cli.i18n.catalog import day, day_short, language, t, weekday_short
from spaedbarn_cli.report.page import element, page, text
from spaedbarn_cli.report.timeline_svg import legend_mark, timeline_picture
from spaedbarn_cli.report.timeline_words import mark_of, words_of

if TYPE_CHECKING:
    from datetime import date

    from spaedbarn_cli.domain.timeline import Item
    from spaedbarn_cli.report.timeline_terminal import Timeline

_STYLE = """
header { border-bottom: 2px solid var(--ink); padding-bottom: 10px; margin-bottom: 12px; }
.mark { display: inline-block; width: 14px; height: 14px; vertical-align: -2px; margin-right: 6px; }
.key { display: flex; flex-wrap: wrap; gap: 4px 18px; padding: 7px 12px; margin: 12px 0 14px; background: var(--wash);
  font-size: .88rem; list-style: none; }
figure { margin: 6px 0 20px; }
h2 { margin-top: 18px; }
table { font-size: .88rem; }
table { table-layout: fixed; }
td:first-child { white-space: nowrap; width: 10rem; }
td.sign { width: 26px; padding-right: 2px; }
footer { margin-top: 26px; border-top: 1px solid var(--line); padding-top: 6px; font-size: .85rem; }
@media print { table { font-size: 9pt; } }
@media (max-width: 40rem) { body { padding: 16px; } }
"""
_SHOWN = ("visit", "lost", "meeting", "event", "up", "down", "noted", "score")
"""The marks that are drawn, in the order of the key."""


def timeline_page(line: Timeline, today: date) -> str:
    """Return the page in the language in use."""
    title = t("timeline.title")
    made = t("timeline.page.made", code=line.code, first=day(line.first), last=day(line.last), today=day(today))
    parts = [element("header", text("h1", title) + text("p", made, class_="faint"))]
    if not line.items:
        parts.append(text("p", t("timeline.nothing", code=line.code)))
    else:
        there = {mark_of(item) for item in line.items}
        keys = [
            element("li", legend_mark(mark) + text("span", t(f"timeline.key.{mark}"))) for mark in _SHOWN if mark in there
        ]
        parts.append(element("ul", "".join(keys), class_="key", aria_label=t("progress.page.legend")) if keys else "")
        parts.append(element("figure", timeline_picture(line)))
        parts += _months(line)
    parts.append(element("footer", text("p", t("timeline.page.footer"), class_="faint")))
    return page(f"{title} {line.code}", "\n".join(parts), lang=language(), style=_STYLE)


def _months(line: Timeline) -> list[str]:
    months: dict[tuple[int, int], list[Item]] = {}
    for item in line.items:
        months.setdefault((item.day.year, item.day.month), []).append(item)
    parts = []
    for (year, month), items in months.items():
        name = f"{t(f'month.{month}')} {year}"
        rows = []
        before: date | None = None
        for item in items:
            when = "" if item.day == before else f"{weekday_short(item.day)} {day_short(item.day)}"
            before = item.day
            mark = mark_of(item)
            sign = legend_mark(mark) if mark in _SHOWN else ""
            said = words_of(item, line.programme, line.titles, private=False)
            rows.append(element("tr", text("td", when) + element("td", sign, class_="sign") + text("td", said)))
        table = element("table", element("tbody", "\n".join(rows)))
        parts.append(text("h2", name[:1].upper() + name[1:]) + "\n" + table)
    return parts
