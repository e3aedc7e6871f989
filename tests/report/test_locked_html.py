"""The page around an encrypted report, as text: one script known by its digest, no way out, nothing in the clear."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from html.parser import HTMLParser
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import pytest
from domain.network_people import people

from spaedbarn_cli.i18n.catalog import t
from spaedbarn_cli.report.card_html import card_page
from spaedbarn_cli.report.card_view import Card
from spaedbarn_cli.report.locked_html import locked_page, policy
from spaedbarn_cli.report.norm_html import norm_page
from spaedbarn_cli.report.progress_html import progress_page
from spaedbarn_cli.report.statement_html import statement_page
from spaedbarn_cli.report.timeline_html import timeline_page

from .curves import board
from .families import TODAY, report
from .one_family import facts, paper, timeline
from .test_statement_html import sections

if TYPE_CHECKING:
    from collections.abc import Iterator

SCRIPT = "\n" + (files("spaedbarn_cli") / "report" / "locked.js").read_text("utf-8")
DOCUMENT: dict[str, Any] = {
    "format": "spaedbarn-locked", "version": 1, "kdf": "PBKDF2-SHA-256", "rounds": 1_000_000, "salt": "c2FsdA",
    "cipher": "AES-256-GCM", "nonce": "bm9uY2U", "ciphertext": "Y2lwaGVydGV4dA", "checksum": "c3Vt",
    "words": "abrikos aftale årstid",
}  # fmt: skip
LONGEST_SCRIPT = 170
"""Lines that somebody who wants to know what the page does must read."""


class Read(HTMLParser):
    """Collects tags with their attributes, and what stands in each script by its id."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.scripts: list[tuple[dict[str, str | None], str]] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if self.tags and self.tags[-1][0] == "script" and data.strip():
            self.scripts.append((self.tags[-1][1], data))

    def all(self, tag: str) -> Iterator[dict[str, str | None]]:
        return (attributes for name, attributes in self.tags if name == tag)


def test_one_script_runs_and_the_policy_knows_it(lang: str) -> None:
    page = Read(locked_page(DOCUMENT))
    running = [text for attributes, text in page.scripts if attributes.get("type") != "application/json"]
    assert running == [SCRIPT]
    digest = base64.b64encode(hashlib.sha256(running[0].encode()).digest()).decode()
    rules = dict(rule.strip().split(" ", 1) for rule in policy(SCRIPT).split(";"))
    assert rules == {
        "default-src": "'none'", "script-src": f"'sha256-{digest}'", "style-src": "'unsafe-inline'",
        "base-uri": "'none'", "form-action": "'none'",
    }  # fmt: skip
    metas = list(page.all("meta"))
    assert metas[:2] == [{"charset": "utf-8"}, {"http-equiv": "Content-Security-Policy", "content": policy(SCRIPT)}]
    assert [name for name, _ in page.tags[:4]] == ["html", "head", "meta", "meta"], "nothing stands before the policy"


def test_nothing_points_anywhere(lang: str) -> None:
    text = locked_page(DOCUMENT)
    page = Read(text)
    assert not {"link", "img", "iframe", "a", "base", "object", "embed", "audio", "video"} & {tag for tag, _ in page.tags}
    names = {name for _, attributes in page.tags for name in attributes}
    assert not {"src", "href", "action", "srcset", "formaction", "ping", "style"} & names
    assert not [name for name in names if name.startswith("on")]
    assert not re.search(r"(?i)https?:|wss?:|//[a-z]|\burl\(|@import", re.sub(r"(?m)^ *// .*$", "", text))
    assert next(page.all("html")) == {"lang": lang, "translate": "no"}


def test_the_script_knows_no_way_out_and_keeps_nothing() -> None:
    words = (
        "fetch", "XMLHttpRequest", "WebSocket", "EventSource", "sendBeacon", "RTCPeerConnection", "Worker", "import(", "eval",
        "Function(", "innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "localStorage", "sessionStorage",
        "indexedDB", "cookie", "location", "postMessage", "console", "window.open", "setAttribute", "Math.random",
    )  # fmt: skip
    assert not [word for word in words if word in SCRIPT]
    assert SCRIPT.isascii(), "whatever a mail program believes about letters, the digest stays the same"
    lines = SCRIPT.splitlines()
    assert len(lines) <= LONGEST_SCRIPT
    assert max(map(len, lines)) <= 127


def test_script_and_program_agree_on_the_format() -> None:
    from spaedbarn_cli.sync import locked
    from spaedbarn_cli.sync.keys import ROUNDS

    for value in (locked.FORMAT, locked.KDF, locked.CIPHER, *locked._HEAD):
        assert f'"{value}"' in SCRIPT
    assert json.dumps(list(locked._HEAD)) in SCRIPT, "the order is what is authenticated"
    assert f"FEWEST = {locked.FEWEST_ROUNDS}, MOST = {locked.MOST_ROUNDS};" in SCRIPT
    assert f"VERSION = {locked.VERSION}," in SCRIPT
    assert f"MARK = {locked._MARK};" in SCRIPT
    assert f"iterations: {ROUNDS} " in SCRIPT
    assert f'"spaedbarn {locked._DOMAIN} 1\\n"' in SCRIPT


def test_document_and_words_are_data(lang: str) -> None:
    page = Read(locked_page(DOCUMENT))
    data = {attributes["id"]: json.loads(text) for attributes, text in page.scripts if "id" in attributes}
    assert data["sealed"] == DOCUMENT
    assert data["says"]["from"] == t("locked.says.from", sender="{sender}", when="{when}")
    used = set(re.findall(r"says\.(\w+)", SCRIPT))
    assert set(data["says"]) == used


def test_whatever_the_document_holds_stays_data() -> None:
    text = locked_page({**DOCUMENT, "salt": "</script><script>alert(1)</script><!--"})
    page = Read(text)
    assert len(list(page.all("script"))) == 3
    data = {attributes.get("id"): text for attributes, text in page.scripts}
    assert json.loads(data["sealed"])["salt"] == "</script><script>alert(1)</script><!--"


def test_it_can_be_used_without_eyes_and_without_a_mouse(lang: str) -> None:
    text = locked_page(DOCUMENT)
    page = Read(text)
    assert [one["for"] for one in page.all("label")] == ["words"]
    field = next(page.all("input"))
    assert field["id"] == "words"
    assert (field["autocomplete"], field["spellcheck"]) == ("off", "false"), "a speller may ask a server about the words"
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    pointed = [attributes.get(name) or "" for _, attributes in page.tags for name in ("aria-describedby", "aria-labelledby")]
    assert {one for names in pointed for one in names.split()} <= set(ids)
    live = {attributes["id"]: attributes for _, attributes in page.tags if attributes.get("role") in {"status", "alert"}}
    assert live["status"]["aria-live"] == "polite"
    assert set(live) == {"status", "alarm"}
    assert [one.get("type") for one in page.all("button")] == ["submit", "button", "button", "button"]
    assert set(re.findall(r'\$\("(\w+)"\)', SCRIPT)) <= set(ids)


def test_without_its_script_it_says_what_to_do(lang: str) -> None:
    text = locked_page(DOCUMENT)
    assert f'<p id="dead">{t("locked.dead")}</p>' in text.replace("&#x27;", "'")
    assert '<form id="form" hidden="hidden">' in text


def test_paper_has_no_controls() -> None:
    printed = locked_page(DOCUMENT).rpartition("@media print {")[2]
    assert printed.startswith(" form, .controls, .advice, #status, #alarm { display: none !important; }")


def test_it_is_written_the_same_every_time(lang: str) -> None:
    assert locked_page(DOCUMENT) == locked_page(dict(DOCUMENT))


@pytest.mark.parametrize("made", ["statement", "norm", "timeline", "progress", "card"])
def test_the_page_shows_everything_our_reports_are_made_of(made: str, lang: str) -> None:
    """What the script does not know it takes out: nothing of our own may be among it."""
    pages = {
        "statement": lambda: statement_page(paper(sections(), facts=facts(), names=True)),
        "norm": lambda: norm_page(report(why=True), why=True),
        "timeline": lambda: timeline_page(timeline(), TODAY),
        "progress": lambda: progress_page(board()),
        "card": lambda: card_page(Card("A17", TODAY, ("mor", "barn1"), people(25))),
    }
    elements, attributes = _known("ELEMENTS"), {name.lower() for name in _known("ATTRIBUTES")}  # as the parser writes them
    tags = Read(pages[made]()).tags
    start = next(at for at, (tag, _) in enumerate(tags) if tag == "body")
    assert len(tags) - start > 50
    for tag, given in tags[start:]:
        assert tag in elements, tag
        assert set(given) <= attributes, given


def _known(name: str) -> set[str]:
    listed = SCRIPT.partition(f"const {name} = ")[2].partition(".split(")[0]
    return set(" ".join(re.findall(r'"([^"]*)"', listed)).split())
