"""The statement as a page: safe, printable, complete, and without names unless they are asked for."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from spaedbarn_cli.domain.statement import SECTIONS
from spaedbarn_cli.i18n.catalog import t
from spaedbarn_cli.report.page import POLICY
from spaedbarn_cli.report.statement_html import statement_page
from spaedbarn_cli.report.statement_words import draft_of

from .families import HOSTILE
from .one_family import FIRST, LAST, PRIVATE, PROGRAMME, facts, paper
from .test_norm_html import Page

WRITTEN = "Karen ser Astas signaler.\n\nVi foreslår:\n– en fast aften\n– Birgitte om tirsdagen"


def sections() -> dict[str, str]:
    return {**draft_of(facts(), PROGRAMME, FIRST, LAST), "summary": WRITTEN, "family": "Vi er glade for besøgene."}


def test_the_page_is_whole_and_loads_nothing(lang: str) -> None:
    text = statement_page(paper(sections()))
    page = Page(text)
    assert page.open == []
    assert ("html", {"lang": lang}) in page.tags
    assert ("meta", {"http-equiv": "Content-Security-Policy", "content": POLICY}) in page.tags
    assert not {"script", "link", "img", "iframe", "form"} & {tag for tag, _ in page.tags}
    assert not {"src", "href"} & {name for _, attributes in page.tags for name in attributes}
    assert "@page { size: A4" in text


def test_every_section_has_its_heading_in_order(lang: str) -> None:
    found = re.findall(r"<h2>(.*?)</h2>", statement_page(paper(sections())))
    assert [one.replace("&#x27;", "'") for one in found] == [t(f"statement.section.{key}") for key in SECTIONS]


def test_names_only_when_asked_for(lang: str) -> None:
    said = " ".join(Page(statement_page(paper(sections()))).words)
    for name in PRIVATE:
        assert name not in said, name
    assert "Mor ser barn1s signaler." in said
    assert "Mette Holm" in said
    named = " ".join(Page(statement_page(paper(sections(), names=True))).words)
    assert "Karen ser Astas signaler." in named
    assert "mor (Karen Vestergaard)" in named


def test_heading_says_who_when_and_which_version(danish: None) -> None:
    said = " ".join(Page(statement_page(paper(sections(), version=3))).words)
    for words in ("A17", "mor, far, barn1 (2 mdr. 5 dage)", "20. september 2026 – 22. november 2026", "3. udgave",
                  "Mette Holm, sundhedsplejerske", "Spædbarnsindsatsen i Jammerbugt"):  # fmt: skip
        assert words in said


def test_paragraphs_and_lists_stand_as_they_were_written(danish: None) -> None:
    text = statement_page(paper({"summary": WRITTEN}))
    assert "<p>Mor ser barn1s signaler.</p>" in text
    assert "<p>Vi foreslår:</p>" in text
    assert '<ul class="said"><li>en fast aften</li><li>Mormor om tirsdagen</li></ul>' in text


def test_figures_stand_beside_the_words(danish: None) -> None:
    text = statement_page(paper(sections()))
    assert text.count("<svg") > 1  # the weeks, and the signs of the key
    said = " ".join(Page(text).words)
    for words in ("har tillid til os", "12 (20. august) → 9 (5. oktober); kan ikke scores", "11 eller derover",
                  "5 (8. oktober) → 7", "en fast aftenrytme", "4 besøg"):  # fmt: skip
        assert words in said, words


def test_cut_offs_and_norm_name_their_sources(danish: None) -> None:
    said = " ".join(Page(statement_page(paper(sections()))).words)
    assert "Grænseværdier: EPDS: dansk validering 2018" in said
    assert "Norm: Indsatsbeskrivelsen 2020" in said


def test_an_unscorable_answer_set_has_no_verdict(danish: None) -> None:
    said = " ".join(Page(statement_page(paper(sections()))).words)
    assert re.search(r"kan ikke scores, mulig score \d+–\d+ \(18\. november\)", said)
    assert not re.search(r"(over|under|på) grænsen", said)


def test_days_of_the_meeting_are_filled_in_once_they_are_known(danish: None) -> None:
    blank = statement_page(paper(sections()))
    assert "<div>Gennemgået med familien den</div>" in blank
    known = statement_page(paper(sections(), reviewed=date(2026, 11, 24), sent=date(2026, 11, 25)))
    assert "<div>Gennemgået med familien den 24. november 2026</div>" in known
    assert "<div>Sendt til rådgiver den 25. november 2026</div>" in known


def test_what_is_empty_is_left_out(danish: None) -> None:
    bare = {**facts(), "weeks": [], "core": [], "signs": [], "scores": [], "network": None, "goals": [], "scales": []}
    text = statement_page(paper({"summary": "Kort."}, facts=bare))
    assert re.findall(r"<h2>(.*?)</h2>", text) == ["Samlet vurdering"]
    assert "<svg" not in text


def test_whatever_is_written_is_escaped(lang: str) -> None:
    people = [(HOSTILE, "mother", HOSTILE)]
    text = statement_page(replace(paper({"summary": HOSTILE}, names=True, by=HOSTILE), people=people))
    assert "<script" not in text
    assert HOSTILE in " ".join(Page(text).words)
