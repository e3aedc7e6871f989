"""The draft of a statement: plain sentences from the figures, nothing concluded, nobody named."""

from __future__ import annotations

import re
from datetime import date

from spaedbarn_cli.domain.statement import SECTIONS
from spaedbarn_cli.report.statement_words import draft_of

from .one_family import FIRST, LAST, PRIVATE, PROGRAMME, facts

EMPTY = facts(date(2026, 7, 1), date(2026, 7, 2))


def draft(found: dict | None = None) -> dict[str, str]:  # type: ignore[type-arg]
    return draft_of(facts() if found is None else found, PROGRAMME, FIRST, LAST)


def test_every_section_stands_there_and_people_write_what_only_people_can(lang: str) -> None:
    found = draft()
    assert tuple(found) == SECTIONS
    assert found["summary"] == found["family"] == ""
    for key in set(SECTIONS) - {"summary", "family"}:
        assert found[key], key
        assert not re.search(r"\b(statement|meeting|network)\.[a-z]", found[key])
        assert "?" not in found[key]


def test_hours_are_told_against_the_norm(danish: None) -> None:
    text = draft()["hours"]
    assert "har familien haft 6 besøg, i alt 11 t 30 min." in text
    assert "2 besøg blev ikke til noget (1 aflyst af familien og 1 udeblevet)." in text
    assert re.search(r"Normen er nået i \d af \d hele uger", text)


def test_signs_that_are_seen_less_clearly_are_told_too(danish: None) -> None:
    text = draft()["parents"]
    assert "Tydeligere end før ser vi hos forældrene: ser barnets signaler" in text
    assert "Mindre tydeligt end før ser vi hos forældrene: har tillid til os" in text


def test_missing_answers_are_said_and_no_score_is_judged(danish: None) -> None:
    text = draft()["scores"]
    assert "Hvor der mangler svar, er der ingen score." in text
    assert not re.search(r"over grænsen|under grænsen|forhøjet", " ".join(draft().values()))


def test_network_goals_and_agreements(danish: None) -> None:
    found = draft()
    assert found["network"].splitlines() == [
        "På netværkskortet står 3 personer: 1 tættest på, 1 tæt på og 1 længere ude.", "Kommet med siden sidst: mormor.",
    ]  # fmt: skip
    assert "far 6 og mor 7 (før 5)" in found["goals"]
    assert found["agreements"].splitlines()[1] == "– 5. november, netværksmøde: støtten fortsætter som nu"


def test_only_what_was_written_can_name_anybody(danish: None) -> None:
    found = draft()
    for key in set(SECTIONS) - {"agreements"}:
        assert not any(name in found[key] for name in PRIVATE), key


def test_nothing_known_is_nothing_said(lang: str) -> None:
    found = draft({**EMPTY, "network": None, "goals": [], "scales": [], "agreements": []})
    assert {key for key, text in found.items() if text} == {"hours"}
