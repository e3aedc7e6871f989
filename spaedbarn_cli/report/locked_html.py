"""The page that opens an encrypted report with six words: one file, read in any browser, with no network at all.

It holds the document of `sync.locked`, the words it says, and one script (`locked.js`), which the content
security policy knows by its digest; nothing else runs, and nothing is fetched or sent.
"""

from __future__ import annotations

import base64
import hashlib
import json
from typing import TYPE_CHECKING, Any

from spaedbarn_cli.i18n.catalog import language, t
from spaedbarn_cli.report.page import STYLE, element, escape, text

if TYPE_CHECKING:
    from collections.abc import Mapping

_SAID = (
    "working", "opened", "closed", "strange", "count", "refused", "forged", "damaged", "newer", "old", "from", "signed",
    "unchecked", "file", "locale",
)  # fmt: skip
"""What the script says: `locked.says.…`."""

_STYLE = """
[hidden] { display: none !important; }
body { max-width: 62rem; }
#locked { max-width: 34rem; margin: 6vh auto 0; }
#locked h1 { margin-bottom: 10px; }
label { display: block; margin: 22px 0 4px; font-weight: 600; }
input { width: 100%; padding: 10px 12px; font: inherit; font-size: 1.15rem; color: inherit; background: var(--paper);
  border: 1.5px solid #6b7784; border-radius: 6px; }
button, summary { font: inherit; padding: 8px 16px; color: var(--ink); background: var(--paper); border: 1.5px solid #6b7784;
  border-radius: 6px; cursor: pointer; }
button.first { color: #ffffff; background: #1f5175; border-color: #1f5175; font-weight: 600; }
button:hover, summary:hover { border-color: var(--ink); }
:focus-visible { outline: 3px solid #d98e04; outline-offset: 2px; }
#opened:focus { outline: none; }
#locked button { margin-top: 14px; padding: 10px 26px; }
#status, #alarm { min-height: 1.5em; margin: 12px auto 0; max-width: 34rem; }
#alarm, .warning, #dead { color: #8c1d18; font-weight: 600; }
#locked[hidden] ~ #status { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
#dead { margin-top: 18px; animation: late 0s 1s both; } @keyframes late { from { visibility: hidden; } }
.sent { background: var(--wash); border: 1px solid var(--line); border-radius: 8px; padding: 14px 18px; }
.sent strong { font-size: 1.05rem; }
#fingerprint { display: block; margin: 2px 0; font-size: 1.15rem; font-weight: 600; overflow-wrap: anywhere; }
.controls { display: flex; flex-wrap: wrap; gap: 10px; align-items: flex-start; margin-top: 12px; }
summary { display: inline-block; list-style: none; } summary::-webkit-details-marker { display: none; }
details[open] { flex-basis: 100%; } details p { margin: 10px 0; max-width: 42rem; }
.held { position: relative; contain: layout; overflow-x: auto; margin-top: 18px; }
@media (max-width: 40rem) { body { padding: 16px 14px 32px; } #locked { margin-top: 10px; } #locked button { width: 100%; } }
@media print { form, .controls, .advice, #status, #alarm { display: none !important; }
  .held { contain: none; overflow: visible; margin-top: 12px; } .sent { padding: 0 0 6px; border-width: 0 0 1px;
  border-radius: 0; background: none; font-size: 9pt; } #fingerprint { font-size: 9pt; } }
"""


def locked_page(document: Mapping[str, Any]) -> str:
    """Return the whole page around a document of `sync.locked.lock`, in the language in use."""
    script = _script()
    said = {key: t(f"locked.says.{key}", **_LEFT_OPEN) for key in _SAID}
    body = "\n".join((
        _locked(), text("p", "", id="status", role="status", aria_live="polite"), _opened(),
        _data("sealed", dict(document)), _data("says", said),
        f"<script>{script}</script>",
    ))  # fmt: skip
    # `translate` and its meta keep a browser from offering to send what is opened to a service that translates.
    return (
        "<!doctype html>\n"
        f'<html lang="{escape(language())}" translate="no">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(policy(script))}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n<meta name="google" content="notranslate">\n'
        f"<title>{escape(t('locked.title'))}</title>\n<style>{STYLE}{_STYLE}</style>\n</head>\n"
        f"<body>\n{body}\n</body>\n</html>\n"
    )


def policy(script: str) -> str:
    """Return the content security policy of a page with this one script: nothing is loaded, sent or framed."""
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode("ascii")
    return f"default-src 'none'; script-src 'sha256-{digest}'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


_LEFT_OPEN = {name: f"{{{name}}}" for name in ("word", "n", "sender", "when")}  # the script fills these in


def _script() -> str:
    from importlib.resources import files

    return "\n" + (files("spaedbarn_cli") / "report" / "locked.js").read_text(encoding="utf-8")


def _data(name: str, value: Any) -> str:
    """Return a block of JSON that no browser runs; nothing in it can end the block."""
    return element("script", json.dumps(value).replace("<", "\\u003c"), type="application/json", id=name)


def _locked() -> str:
    form = (
        text("label", t("locked.label"), for_="words")
        + '<input id="words" type="text" autocomplete="off" autocapitalize="none" autocorrect="off" spellcheck="false"'
        ' maxlength="200" aria-describedby="advice alarm">\n'
        + text("p", t("locked.advice"), id="advice", class_="faint")
        + text("button", t("locked.open"), type="submit", class_="first")
    )
    return element(
        "main",
        text("h1", t("locked.title"))
        + text("p", t("locked.what"))
        + text("p", t("locked.dead"), id="dead")  # stays where no script runs
        + element("form", form, id="form", hidden="hidden")
        + text("p", "", id="alarm", role="alert"),
        id="locked",
    )


def _opened() -> str:
    saving = text("p", t("locked.save_warning")) + text("button", t("locked.save_anyway"), type="button", id="save")
    controls = (
        text("button", t("locked.print"), type="button", id="print", class_="first")
        + text("button", t("locked.close"), type="button", id="close")
        + element("details", text("summary", t("locked.save")) + saving, id="saving")
    )
    sent = (
        element("p", text("strong", "", id="from"))
        + text("p", "", id="signed")
        + element("p", text("span", t("locked.words")) + text("span", "", id="fingerprint"))
        + text("p", t("locked.compare"), class_="advice faint")
        + text("p", t("locked.left_out"), id="left", class_="warning", hidden="hidden")
        + element("div", controls, class_="controls")
    )
    report = element("div", text("div", "", id="report"), class_="held")  # what is foreign cannot reach out of its holder
    return element(
        "main", element("div", sent, class_="sent") + report, id="opened", tabindex=-1, hidden="hidden", aria_labelledby="from"
    )
