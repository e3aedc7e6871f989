"""What was shared as one HTML page for the case worker: opened without the program, offline, readable on A4.

Every word on it is text that is escaped; nothing on it loads, runs or leads anywhere.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from spaedbarn_cli.domain import norms
from spaedbarn_cli.i18n.catalog import duration, language, plural, t
from spaedbarn_cli.report import norm_words
from spaedbarn_cli.report.norm_svg import legend_mark, norm_picture
from spaedbarn_cli.report.norm_view import REACHED, SHORT_OF_PLAN
from spaedbarn_cli.report.page import element, escape, page, table, text
from spaedbarn_cli.report.shared_visits import notes_of, week_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spaedbarn_cli.report.norm_view import Row
    from spaedbarn_cli.report.shared_entry import Entry, Fact, Group
    from spaedbarn_cli.report.shared_view import Shown
    from spaedbarn_cli.report.shared_visits import Weeks

MANY = 12
"""A list longer than this gets a heading for every month."""

_STANDS = {REACHED: norms.MET, SHORT_OF_PLAN: norms.BELOW_PLAN}
_STYLE = """
body { max-width: 50rem; font-size: 15.5px; line-height: 1.5; overflow-wrap: anywhere; }
header { border-bottom: 2px solid var(--ink); padding-bottom: 14px; }
.secret { margin: 0 0 6px; font-size: .82rem; font-weight: 600; letter-spacing: .08em; text-transform: uppercase; }
dl { display: grid; grid-template-columns: 10.9rem 1fr; gap: 1px 14px; margin: 4px 0 0; }
dt { color: var(--faint); } dd { margin: 0; white-space: pre-line; }
dt::first-letter, h3::first-letter { text-transform: uppercase; }
header dl { margin-top: 12px; }
.note { margin: 12px 0 0; padding: 6px 12px; background: var(--wash); }
section { margin-top: 26px; }
section > h2 { border-bottom: 1px solid var(--line); padding-bottom: 3px; margin-bottom: 6px; }
h3.month { margin: 20px 0 0; font-size: .95rem; color: var(--faint); font-weight: 600; }
article { margin: 12px 0 0; padding: 0 0 0 12px; border-left: 3px solid var(--line); }
article.lone { margin-top: 6px; }
article h3 { margin: 0; font-size: 1rem; font-weight: 600; }
article h3 span { font-weight: 400; }
.mark { margin-left: 6px; padding: 0 7px; border: 1px solid #9aa6b2; border-radius: 9px; font-size: .8rem;
  color: var(--ink); white-space: nowrap; }
article dl { font-size: .95rem; }
del { color: var(--faint); }
header dd::first-letter { text-transform: uppercase; }
table.list { font-size: .95rem; } table.list td:first-child { width: 11.8rem; font-weight: 600; }
table.list td { white-space: pre-line; }
table.weeks { font-size: .88rem; margin-top: 8px; overflow-wrap: normal; } table.weeks td:first-child { white-space: nowrap; }
figure { margin: 8px 0 4px; }
.key { display: flex; flex-wrap: wrap; gap: 2px 16px; margin: 2px 0 0; padding: 0; font-size: .82rem; list-style: none;
  color: var(--faint); }
.key .mark { display: inline-block; width: 13px; height: 13px; vertical-align: -2px; margin: 0 5px 0 0; padding: 0;
  border: 0; }
.stroke { display: inline-block; width: 18px; border-top: 2px solid var(--ink); vertical-align: 4px; margin-right: 6px; }
.stroke.plan { border-top-style: dashed; }
footer { margin-top: 30px; border-top: 2px solid var(--ink); padding-top: 8px; font-size: .88rem; color: var(--faint);
  break-inside: avoid; }
@media print {
  body { font-size: 10pt; max-width: none; } article { margin-top: 9px; } p, dd { orphans: 3; widows: 3; }
  article { break-inside: avoid-page; } article.long { break-inside: auto; } h3 { break-after: avoid; }
  section > h2 { margin-top: 0; }
}
@media (max-width: 40rem) { body { padding: 16px; } dl { grid-template-columns: 1fr; } dd { margin-bottom: 4px; }
  table.list td:first-child { width: 8rem; } table.weeks td:first-child { white-space: normal; } }
"""
_LONG_TEXT = 1500
"""An entry of more letters than this may be parted between two sheets of paper."""


def shared_page(shown: Shown) -> str:
    """Return the page in the language in use."""
    parts = [_header(shown)]
    if shown.dates or shown.people:
        parts.append(element("section", text("h2", t("shared.people")) + _facts(shown.dates) + _list(shown.people)))
    if shown.weeks is not None:
        parts.append(_weeks(shown.weeks, shown))
    parts += [_group(group) for group in shown.groups]
    if shown.unshown:
        parts.append(text("p", plural("shared.unshown", shown.unshown), class_="note"))
    elif not (shown.groups or shown.people or shown.dates):
        parts.append(text("p", t("shared.nothing"), class_="note"))
    parts.append(_footer(shown))
    return page(shown.title, "\n".join(parts), lang=language(), style=_STYLE + _sheets())


def _sheets() -> str:
    """Number the sheets of a print-out, and say on each that it is confidential (where the browser can)."""
    secret = t("shared.confidential").replace("\\", "").replace('"', "")
    return (
        f'@page {{ @bottom-left {{ content: "{secret}"; font: 8pt sans-serif; color: #5b6875; }}\n'
        '  @bottom-right { content: counter(page) " / " counter(pages); font: 8pt sans-serif; color: #5b6875; } }\n'
    )


def _header(shown: Shown) -> str:
    parts = [text("p", t("shared.confidential"), class_="secret"), text("h1", shown.title)]
    parts += [text("p", shown.about, class_="faint")] if shown.about else []
    parts.append(_facts(shown.facts))
    parts += [text("p", note, class_="note") for note in shown.notes]
    return element("header", "".join(parts))


def _facts(facts: Iterable[Fact], *, struck: bool = False) -> str:
    rows = []
    for label, said in facts:
        words = element("del", escape(said)) if struck else escape(said)
        rows.append(text("dt", label) + element("dd", words))
    return element("dl", "".join(rows)) if rows else ""


def _group(group: Group) -> str:
    parts = [text("h2", t(f"shared.group.{group.key}"))]
    parts += [text("p", group.about, class_="faint")] if group.about else []
    if group.short:
        parts.append(_list(group.entries))
    elif len(group.entries) > MANY:
        for month, entries in groupby(group.entries, key=lambda entry: entry.under):
            parts += [text("h3", month, class_="month")] if month else []
            parts += [_entry(entry) for entry in entries]
    else:
        parts += [_entry(entry) for entry in group.entries]
    return element("section", "\n".join(parts))


def _list(entries: Iterable[Entry]) -> str:
    rows = []
    for entry in entries:
        said = " ".join(fact.text for fact in entry.facts)
        first = _words(entry.title, struck=entry.struck)
        rows.append(element("tr", element("td", first) + element("td", _words(said, struck=entry.struck) + _marks(entry))))
    return element("table", element("tbody", "\n".join(rows)), class_="list") if rows else ""


def _entry(entry: Entry) -> str:
    head = _words(entry.title, struck=entry.struck)
    if entry.aside:
        head += element("span", " · " + _words(entry.aside, struck=entry.struck))
    long = sum(len(fact.text) for fact in entry.facts) > _LONG_TEXT
    kind = "long" if long else "short" if entry.facts else "lone"
    return element("article", element("h3", head + _marks(entry)) + _facts(entry.facts, struck=entry.struck), class_=kind)


def _words(said: str, *, struck: bool) -> str:
    return text("del", said) if struck and said else escape(said)


def _marks(entry: Entry) -> str:
    return "".join(" " + text("span", mark, class_="mark") for mark in entry.marks)


def _weeks(weeks: Weeks, shown: Shown) -> str:
    rows = weeks.block.rows
    parts = [text("h2", t("shared.weeks"))]
    if weeks.judged:
        parts.append(text("p", f"{norm_words.child_words(weeks.block)} · {', '.join(norm_words.asked_words(weeks.block))}"))
        parts.append(element("figure", norm_picture(weeks.block, "weeks") + _key(rows)))
    heads = [(t("norm.page.week"), False), (t("norm.page.delivered"), True)]
    heads.append((t("norm.page.standing"), False) if weeks.judged else (t("norm.page.visits"), True))
    lines = []
    for row in rows:
        hours = norm_words.hours_words(row) if weeks.judged else duration(row.week.delivered_minutes)
        said = norm_words.standing_words(row, shown.until) if weeks.judged else str(row.week.visits)
        lines.append([week_words(row, shown.until), hours, said])
    parts.append(table(heads, lines, class_="weeks"))
    parts.append(text("p", " ".join(notes_of(weeks)), class_="faint"))
    return element("section", "\n".join(parts))


def _key(rows: Iterable[Row]) -> str:
    there = {row.week.status for row in rows} | {_STANDS.get(row.standing) for row in rows}
    keys = [legend_mark(one) + text("span", t(f"norm.legend.{one}")) for one in norms.STATUSES if one in there]
    lines = ["required"] if any(row.week.required_sevenths for row in rows) else []
    lines += ["plan"] if any(row.week.plan_sevenths > row.week.required_sevenths for row in rows) else []
    keys += [f'<span class="stroke {kind}"></span>' + text("span", t(f"norm.page.{kind}_line")) for kind in lines]
    return element("ul", "".join(element("li", key) for key in keys), class_="key")


def _footer(shown: Shown) -> str:
    parts = [text("p", t("shared.foot", recipient=shown.recipient))]
    parts += [text("p", t("shared.fingerprint", words=shown.words))] if shown.words else []
    parts.append(text("p", shown.current))
    return element("footer", "".join(parts))
