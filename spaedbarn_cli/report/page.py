"""The shell of every HTML page we write: one file, nothing from outside, printable on A4, all text escaped.

The content security policy lets the page load nothing and run nothing: no script, no font, no picture from elsewhere.
"""

from __future__ import annotations

import html

from spaedbarn_cli.domain.harmless import harmless

POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"

STYLE = """
:root { color-scheme: light; --ink: #1c2733; --faint: #5b6875; --line: #d5dbe1; --paper: #ffffff; --wash: #f4f6f8; }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 28px 32px 40px; max-width: 60rem; color: var(--ink); background: var(--paper);
  font: 15px/1.45 system-ui, "Segoe UI", Roboto, "Helvetica Neue", "DejaVu Sans", Arial, sans-serif; }
h1 { margin: 0; font-size: 1.6rem; line-height: 1.2; }
h2 { margin: 0 0 2px; font-size: 1.15rem; }
p { margin: 4px 0; }
.faint { color: var(--faint); }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th, td { padding: 3px 10px 3px 0; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); }
th { font-weight: 600; color: var(--faint); font-size: .85rem; border-bottom-color: #9aa6b2; }
td.number, th.number { text-align: right; white-space: nowrap; padding-right: 18px; }
td:last-child, th:last-child { padding-right: 0; }
svg { display: block; width: 100%; height: auto; }
@page { size: A4; margin: 14mm; }
@media print {
  body { padding: 0; max-width: none; font-size: 10.5pt; }
  thead { display: table-header-group; }
  tr, figure { break-inside: avoid; }
  h2 { break-after: avoid; }
  * { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
}
"""


def escape(text: str) -> str:
    """Return text as it stands in HTML or SVG: without what controls or hides, which no XML takes, and escaped."""
    return html.escape(harmless(text))


def page(title: str, body: str, *, lang: str, style: str = "") -> str:
    """Return a whole page; `title` is text, `body` and `style` are finished HTML and CSS of our own."""
    return (
        "<!doctype html>\n"
        f'<html lang="{escape(lang)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(POLICY)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{escape(title)}</title>\n<style>{STYLE}{style}</style>\n</head>\n"
        f"<body>\n{body}\n</body>\n</html>\n"
    )


def element(name: str, content: str, **attributes: str | int) -> str:
    """Return an element around finished HTML; `class_` is `class`, `data_x` is `data-x`."""
    return f"<{name}{attributes_of(attributes)}>{content}</{name}>"


def text(name: str, content: str, **attributes: str | int) -> str:
    """Return an element around text, escaped."""
    return element(name, escape(content), **attributes)


def attributes_of(attributes: dict[str, str | int]) -> str:
    """Return attributes as they stand in a tag, escaped."""
    return "".join(
        f' {name.rstrip("_").replace("_", "-")}="{escape(str(value))}"' for name, value in attributes.items()
    )


def table(heads: list[tuple[str, bool]], rows: list[list[str]], *, class_: str = "") -> str:
    """Return a table of text; each head says whether its column holds numbers."""
    kinds = [{"class_": "number"} if number else {} for _, number in heads]
    head = "".join(text("th", name, scope="col", **kind) for (name, _), kind in zip(heads, kinds, strict=True))
    lines = []
    for row in rows:
        cells = [text("td", value, **kind) for value, kind in zip(row, kinds, strict=True)]
        lines.append(element("tr", "".join(cells)))
    body = "\n".join(lines)
    shell = {"class_": class_} if class_ else {}
    return element("table", f"<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody>", **shell)
