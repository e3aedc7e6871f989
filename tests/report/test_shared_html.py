"""The page of shared copies: whole by itself, harmless whatever was written, complete, and the same from day to day."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from spaedbarn_cli.i18n.catalog import t
from spaedbarn_cli.report.page import POLICY
from spaedbarn_cli.report.shared_html import MANY, shared_page

from .families import HOSTILE
from .shared_family import FAMILY, LETTER, RECORDS, VISITS, copy, many, shown
from .test_norm_html import Page

if TYPE_CHECKING:
    from collections.abc import Callable

BIDI = "\u202ebagfra\u2066\x1b[2J\x9b\u200f"


def test_whole_page(lang: str, golden: Callable[[str, str], None]) -> None:
    golden(f"shared/page.{lang}.html", shared_page(shown()))


def test_the_page_is_whole_and_loads_and_runs_nothing(lang: str) -> None:
    text = shared_page(shown())
    page = Page(text)
    assert page.open == []
    assert ("html", {"lang": lang}) in page.tags
    assert ("meta", {"http-equiv": "Content-Security-Policy", "content": POLICY}) in page.tags
    assert not {"script", "link", "img", "iframe", "form", "a", "object"} & {tag for tag, _ in page.tags}
    assert not {"src", "href", "onload", "onclick", "style"} & {name for _, attributes in page.tags for name in attributes}
    assert set(re.findall(r"https?://[^\"'<> ]+", text)) == {"http://www.w3.org/2000/svg"}
    assert "@page { size: A4" in text


def test_every_key_has_words(lang: str) -> None:
    words = " ".join(Page(shared_page(shown(earlier=True, consents=(), told=None))).words)
    assert not re.search(r"\b(shared|label|meeting|norm|progress|network|kind|status|role|seen|word)\.[a-z]", words)


def test_it_is_confidential_and_says_how_current_it_is(danish: None) -> None:
    words = Page(shared_page(shown())).words
    assert "Fortroligt" in words
    assert "Opdateret til og med 22. november 2026 kl. 14.30." in words
    assert any("ravn kilde tærskel mose bølge fyr" in said for said in words)
    assert any("delt med Susanne Krogh" in said for said in words)
    assert "seks ord" not in shared_page(shown(words=""))


def hostile(value: Any, written: str) -> Any:
    """Put `written` in the place of every text and every name of a field's inside."""
    if isinstance(value, dict):
        return {f"{key}{written}" if key == "nyt-afsnit" else key: hostile(one, written) for key, one in value.items()}
    if isinstance(value, list):
        return [hostile(one, written) for one in value]
    return written if isinstance(value, str) else value


@pytest.mark.parametrize("written", [HOSTILE, "</style><img src=x onerror=alert(1)>", '" onmouseover="alert(1)'])
def test_whatever_is_written_stays_text(lang: str, written: str) -> None:
    """Every text of every field is replaced, one field at a time and all of them, and the letter's too."""
    letter = replace(
        LETTER, sender=written, role=written, recipient=written, purpose=written, ground=written, consents=(written,),
        words=written, left_out=(written,),
    )  # fmt: skip
    all_of_them = [replace(one, fields=hostile(dict(one.fields), written)) for one in RECORDS]
    each = [
        replace(one, fields={**one.fields, name: hostile(value, written)})
        for one in RECORDS for name, value in one.fields.items()
    ]  # fmt: skip
    tags = {tag for tag, _ in Page(shared_page(shown())).tags}
    for text in (shared_page(shown(all_of_them, letter)), shared_page(shown(each, letter))):
        page = Page(text)
        assert {tag for tag, _ in page.tags} <= tags
        assert not any(name.startswith("on") or name == "src" for _, attributes in page.tags for name in attributes)
        assert page.open == []
        assert text.count("</style>") == 1
        assert " ".join(written.split()) in " ".join(page.words)


def test_characters_that_turn_or_hide_the_writing_are_taken_out(lang: str) -> None:
    letter = replace(LETTER, purpose=BIDI, sender=BIDI, words=BIDI, left_out=(BIDI,), consents=(BIDI,))
    text = shared_page(shown([replace(one, fields=hostile(dict(one.fields), BIDI)) for one in RECORDS], letter))
    assert "bagfra[2J" in text
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]", text)


def test_what_was_taken_back_is_struck_and_said(danish: None) -> None:
    text = shared_page(shown([VISITS[8]]))
    assert "<del>tir 3. november 2026</del>" in text
    assert "<dd><del>Skrevet ind på den forkerte familie.</del></dd>" in text
    assert '<span class="mark">trukket tilbage</span>' in text
    assert "<del>" not in shared_page(shown(VISITS[:3]))


def test_paragraphs_stay_apart(danish: None) -> None:
    assert "delt i to.\n\nVi gennemgik ugen" in shared_page(shown([VISITS[10]]))


def test_a_long_list_has_its_months(danish: None) -> None:
    text = shared_page(shown(many(200)))
    assert text.count('<h3 class="month">') == len({entry.under for entry in shown(many(200)).groups[0].entries}) > MANY
    assert text.count("<article") == 200
    assert '<h3 class="month">' not in shared_page(shown(many(MANY)))


def test_few_records_make_a_short_page(danish: None) -> None:
    text = shared_page(shown(VISITS[9:12], earlier=True))
    assert re.findall(r"<h2>(.*?)</h2>", text) == ["Timer pr. uge", "Besøg"]
    assert "<svg" not in text
    assert "Her står kun det nye." in text


def test_nothing_at_all_is_said(danish: None) -> None:
    assert "Der er intet, siden kan vise." in shared_page(shown([]))
    assert "Der er intet" not in shared_page(shown(FAMILY))


def test_a_printed_sheet_says_that_it_is_confidential(lang: str) -> None:
    assert f'content: "{t("shared.confidential")}"' in shared_page(shown([copy("v1", "visit", {})]))
