"""The status statement as one HTML page for family and adviser: calm, printable on A4, without names unless asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from spaedbarn_cli.domain.statement import SECTIONS
from spaedbarn_cli.i18n.catalog import age, day, language, t
from spaedbarn_cli.report import statement_figures as figures
from spaedbarn_cli.report.page import element, page, text
from spaedbarn_cli.report.statement_names import without_names

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from spaedbarn_cli.domain.programme import Programme

_STYLE = """
body { max-width: 46rem; font-size: 15.5px; line-height: 1.5; }
header { border-bottom: 2px solid var(--ink); padding-bottom: 12px; margin-bottom: 6px; }
header p { color: var(--faint); }
dl { display: grid; grid-template-columns: 7.5rem 1fr; gap: 2px 12px; margin: 12px 0 0; }
dt { color: var(--faint); } dd { margin: 0; }
section { margin-top: 22px; }
section p, section ul { max-width: 42rem; }
ul.said { margin: 4px 0; padding-left: 1.2rem; }
figure { margin: 8px 0 4px; }
.key { display: flex; flex-wrap: wrap; gap: 2px 16px; margin: 2px 0 0; padding: 0; font-size: .82rem; list-style: none;
  color: var(--faint); }
.mark { display: inline-block; width: 13px; height: 13px; vertical-align: -2px; margin-right: 5px; }
.stroke { display: inline-block; width: 18px; border-top: 2px solid var(--ink); vertical-align: 4px; margin-right: 6px; }
.stroke.plan { border-top-style: dashed; }
table { font-size: .88rem; margin-top: 8px; }
td.bar { width: 40%; } .bar i { display: block; height: 9px; background: #33658a; margin-top: 7px; }
.signed { display: grid; grid-template-columns: 1fr 1fr; gap: 14px 32px; margin-top: 34px; break-inside: avoid; }
.signed div { border-bottom: 1px solid var(--ink); padding-bottom: 3px; min-height: 2.2em; }
footer { margin-top: 24px; border-top: 1px solid var(--line); padding-top: 6px; font-size: .82rem; color: var(--faint); }
@media print { section { break-inside: avoid-page; } table, th { font-size: 9pt; } p { orphans: 3; widows: 3; } }
@media (max-width: 40rem) { body { padding: 16px; } }
"""


@dataclass(frozen=True, slots=True)
class Paper:
    """A statement as it is shown.

    `people` are (label, role, name) of the family; `names` says whether names are shown; `pairs` are the names that are
    otherwise replaced (see `statement_names`). `day` is the day of the newest version,
    `version` its number from 1; `reviewed` and `sent` are the days a meeting gives, if there is one yet.
    """

    code: str
    people: Sequence[tuple[str, str, str | None]]
    first: date
    last: date
    day: date
    by: str
    role: str
    version: int
    sections: Mapping[str, str]
    facts: Mapping[str, Any]
    programme: Programme
    names: bool = False
    reviewed: date | None = None
    sent: date | None = None
    pairs: Sequence[tuple[str, str]] = ()


def statement_page(paper: Paper) -> str:
    """Return the page in the language in use."""
    parts = [_header(paper)]
    for key in SECTIONS:
        written = paper.sections.get(key, "")
        said = _said(written if paper.names else without_names(written, paper.pairs))
        shown = figures.figure(key, paper)
        if said or shown:
            parts.append(element("section", text("h2", t(f"statement.section.{key}")) + said + shown))
    parts += [_signed(paper), _footer(paper)]
    title, body = f"{t('statement.title')} {paper.code}", "\n".join(part for part in parts if part)
    return page(title, body, lang=language(), style=_STYLE)


def _header(paper: Paper) -> str:
    ages = {child["label"]: age(child["months"], child["days"]) for child in paper.facts.get("children", ())}
    people = []
    for label, _, name in paper.people:
        words = [name] if paper.names and name else []
        words += [ages[label]] if label in ages else []
        people.append(f"{label} ({', '.join(words)})" if words else label)
    rows = [
        ("family", paper.code), ("people", ", ".join(people)),
        ("period", t("statement.period", first=day(paper.first), last=day(paper.last))),
        ("writer", ", ".join(filter(None, [paper.by, t(f"role.{paper.role}") if paper.role else ""]))),
        ("date", day(paper.day)),
        ("version", t("statement.version", n=paper.version) if paper.version > 1 else str(paper.version)),
    ]  # fmt: skip
    facts = "".join(text("dt", t(f"statement.head.{key}")) + text("dd", words) for key, words in rows if words)
    programme = text("p", paper.programme.title[language()])
    return element("header", text("h1", t("statement.title")) + programme + element("dl", facts))


def _said(written: str) -> str:
    """Text as it was written: an empty line begins a paragraph, a line that begins with a dash is one of a list."""
    parts: list[str] = []
    for block in written.strip().split("\n\n"):
        plain: list[str] = []
        rows: list[str] = []
        for line in block.splitlines():
            bare = line.strip()
            if bare[:2] in ("– ", "- ", "* "):
                rows.append(text("li", bare[2:].strip()))
            elif bare:
                plain.append(bare)
        parts += [text("p", " ".join(plain))] if plain else []
        parts += [element("ul", "".join(rows), class_="said")] if rows else []
    return "\n".join(parts)


def _signed(paper: Paper) -> str:
    lines = []
    for key in ("reviewed", "sent"):
        known = paper.reviewed if key == "reviewed" else paper.sent
        words = f"{t(f'statement.{key}')} {day(known)}" if known else t(f"statement.{key}")
        lines.append(text("div", words))
    return element("div", "".join(lines), class_="signed")


def _footer(paper: Paper) -> str:
    sources = figures.sources(paper.facts)
    parts = [text("p", t("statement.sources", sources="; ".join(sources)))] if sources else []
    source = paper.programme.norm_source.rstrip(".")
    parts += [text("p", t("statement.norm_source", source=source))] if paper.facts.get("weeks") and source else []
    parts.append(text("p", t("statement.footer")))
    return element("footer", "".join(parts))
