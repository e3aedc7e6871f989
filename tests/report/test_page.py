"""The shell of every HTML page: what it may load, and that text stays text."""

from __future__ import annotations

from spaedbarn_cli.report.page import POLICY, element, page, table, text

HOSTILE = "</title><script>alert('x')</script> & \"A17\""


def test_the_page_may_load_and_run_nothing() -> None:
    rules = dict(rule.strip().split(" ", 1) for rule in POLICY.split(";"))
    assert rules == {"default-src": "'none'", "style-src": "'unsafe-inline'", "img-src": "data:"}
    assert POLICY.replace("'", "&#x27;") in page("Norm", "", lang="da")


def test_title_language_and_body() -> None:
    made = page("Norm", "<p>x</p>", lang="da", style="p { color: red }")
    assert made.startswith('<!doctype html>\n<html lang="da">')
    assert "<title>Norm</title>" in made
    assert "<p>x</p>" in made
    assert "p { color: red }" in made
    assert "@page { size: A4" in made


def test_text_stays_text_wherever_it_stands() -> None:
    made = page(HOSTILE, text("p", HOSTILE, title=HOSTILE) + table([(HOSTILE, True)], [[HOSTILE]]), lang=HOSTILE)
    assert "<script" not in made
    assert made.count("</title>") == 1
    assert 'title="&lt;/title&gt;&lt;script&gt;alert(&#x27;x&#x27;)&lt;/script&gt; &amp; &quot;A17&quot;"' in made


def test_attributes_are_named_as_html_names_them() -> None:
    assert element("p", "x", class_="faint", aria_label="y") == '<p class="faint" aria-label="y">x</p>'
