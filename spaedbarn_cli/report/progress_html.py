"""The curves as one HTML page to look at together, print and lay on the table. Labels only, no names, no answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spaedbarn_cli.i18n.catalog import day, day_short, language, t
from spaedbarn_cli.report import progress_view as view
from spaedbarn_cli.report.page import element, page, table, text
from spaedbarn_cli.report.progress_svg import HALF, WHOLE, legend_mark, progress_picture

if TYPE_CHECKING:
    from spaedbarn_cli.report.progress_view import Block, Board, Panel

_STYLE = """
header { border-bottom: 2px solid var(--ink); padding-bottom: 10px; margin-bottom: 14px; }
section { margin-top: 24px; }
.mark { display: inline-block; width: 14px; height: 14px; vertical-align: -2px; margin-right: 6px; }
.key { display: flex; flex-wrap: wrap; gap: 4px 18px; padding: 7px 12px; margin: 12px 0 4px; background: var(--wash);
  font-size: .88rem; list-style: none; }
.panels { display: grid; grid-template-columns: 1fr; gap: 14px 26px; }
.panels.two { grid-template-columns: 1fr 1fr; }
.panels > div { break-inside: avoid; min-width: 0; }
h3 { font-size: .98rem; margin: 8px 0 0; }
figure { margin: 4px 0 6px; }
figcaption { font-size: .82rem; color: var(--faint); }
table { font-size: .84rem; }
.two table { font-size: .8rem; }
.two th, .two td { padding-right: 8px; }
td:first-child { white-space: nowrap; }
td.number { font-weight: 600; }
footer { margin-top: 26px; border-top: 1px solid var(--line); padding-top: 6px; font-size: .85rem; }
@media print { section { break-inside: avoid-page; } section.long { break-inside: auto; } table { font-size: 8.5pt; } }
@media (max-width: 40rem) { .panels.two { grid-template-columns: 1fr; } body { padding: 16px; } }
"""
_LONG = 14
"""From so many answer sets, or more than two scales, a section may run over a page."""


def progress_page(board: Board) -> str:
    """Return the page in the language in use."""
    title = t("progress.title")
    made = t("progress.page.made", code=board.code, day=day(board.today))
    parts = [element("header", text("h1", title) + text("p", made, class_="faint"))]
    if not board.blocks:
        parts.append(text("p", t("progress.nothing", code=board.code)))
    else:
        parts.append(_legend(board))
        parts += [_block(block, board, number) for number, block in enumerate(board.blocks, 1)]
        parts.append(element("footer", text("p", t("progress.page.footer"), class_="faint")))
    return page(f"{title} {board.code}", "\n".join(parts), lang=language(), style=_STYLE)


def _legend(board: Board) -> str:
    """Explain the signs that are there; without a drawing there are none."""
    panels = [panel for block in board.blocks for panel in block.panels if panel.drawn]
    points = [point for panel in panels for point in panel.points]
    shown = {
        "point": bool(points), "change": any(point.reliable for point in points),
        "cutoff": any(one.cutoffs for panel in panels for one in panel.series),
        "gap": any(point.score is None for point in points), "version": any(panel.breaks for panel in panels),
    }  # fmt: skip
    keys = {
        "point": "point",
        "change": "change_key",
        "cutoff": "cutoff_key",
        "gap": "gap_key",
        "version": "version_key",
    }
    items = [
        element("li", legend_mark(kind) + text("span", t(f"progress.page.{keys[kind]}")))
        for kind in shown
        if shown[kind]
    ]
    return element("ul", "".join(items), class_="key", aria_label=t("progress.page.legend")) if items else ""


def _block(block: Block, board: Board, number: int) -> str:
    two = len(block.panels) > 1
    versions = ", ".join(block.versions)
    parts = [
        text("h2", f"{block.title} · {block.subject}"),
        text("p", t("progress.version", version=versions), class_="faint"),
    ]
    drawn = [_panel(panel, block, board, f"b{number}p{place}", two=two) for place, panel in enumerate(block.panels, 1)]
    parts.append(element("div", "\n".join(drawn), class_="panels two" if two else "panels"))
    long = len(block.panels) > 2 or any(len(panel.points) > _LONG for panel in block.panels)
    return element("section", "\n".join(parts), **({"class_": "long"} if long else {}))


def _panel(panel: Panel, block: Block, board: Board, name: str, *, two: bool) -> str:
    title = panel.title
    if panel.series[0].method != view.PATTERN:
        title += f" ({view.number(panel.low)}–{view.number(panel.high)})"
    parts = [text("h3", title)]
    bounds = dict.fromkeys(view.cutoff_words(line) for one in panel.series for line in one.cutoffs)
    said = [] if panel.drawn else list(bounds)  # the drawing says them itself
    said += [view.reliable_words(panel)] if view.reliable_words(panel) else []
    caption = "".join(text("div", words[:1].upper() + words[1:]) for words in said)
    if panel.drawn:
        spoken = t("progress.page.picture", title=block.title, subject=block.subject, scale=panel.title)
        drawing = progress_picture(panel, spoken, name, HALF if two else WHOLE)
        parts.append(element("figure", drawing + (element("figcaption", caption) if caption else "")))
    elif caption:
        parts.append(element("p", caption, class_="faint"))
    parts.append(_figures(panel, board))
    return element("div", "\n".join(parts))


def _figures(panel: Panel, board: Board) -> str:
    versions = len(panel.series) > 1
    heads = [(t("progress.page.day"), False), (t("progress.page.score"), True), (t("progress.page.standing"), False)]
    heads += [(t("progress.page.change"), False)]
    heads += [(t("progress.page.version"), False)] if versions else []
    said = day_short if all(point.date.year == board.today.year for point in panel.points) else day
    rows = []
    for point, one in panel.points_by_version:
        row = [said(point.date), "–", "", ""]
        if point.score is None:
            row[2] = ", ".join(filter(None, [view.score_words(point, one.method), view.range_words(point, panel)]))
        else:
            row[1:] = [view.score_words(point, one.method), view.standing_words(point), view.change_words(point)]
        rows.append([*row, one.version] if versions else row)
    return table(heads, rows)
