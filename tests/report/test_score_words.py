"""Scores in few words: where the number went, never whether that is good, and nothing of what is missing."""

from __future__ import annotations

import pytest

from spaedbarn_cli.domain.brief import standings
from spaedbarn_cli.domain.progress import series_of
from spaedbarn_cli.report.score_words import scale_words, short_title, standing_words

from .curves import epds, opened, rfq


@pytest.mark.parametrize(
    ("title", "short"),
    [("EPDS", "EPDS"), ("WHO-5 (trivsel)", "WHO-5"), ("Forældrestress (PSS)", "PSS"), ("Gotland-skalaen", "Gotland-skalaen"),
     ("Karitane Parenting Confidence Scale (KPCS)", "KPCS"), ("ASQ:SE-2", "ASQ")],
)  # fmt: skip
def test_short_names(title: str, short: str) -> None:
    assert short_title(title).startswith(short)


def test_every_title_of_ours_has_a_short_name_of_one_line() -> None:
    for key in ("epds", "rfq-8", "ors", "srs", "prfq-18", "kpcs", "pss", "who-5", "asqse-2"):
        for title in opened(key).title.values():
            assert 0 < len(short_title(title)) <= 20


def said(*answered: object) -> str:
    return next(standing_words(one) for one in standings(series_of(answered)) if one.series.scale == "total")  # type: ignore[arg-type]


def test_up_down_and_the_same(danish: None) -> None:
    assert said(epds("01-12", 12), epds("02-12", 7)) == "12 → 7 ↓ (grænse 11 eller derover)"
    assert said(epds("01-12", 7), epds("02-12", 12)).startswith("7 → 12 ↑")
    assert said(epds("01-12", 7), epds("02-12", 7)).startswith("7, som sidst")
    assert said(epds("01-12", 7)) == "7 (grænse 11 eller derover)"


def test_without_an_answer_there_is_no_bound_to_stand_at(danish: None) -> None:
    words = said(epds("01-12", 12), epds("02-12", None, 9))
    assert words.startswith("kan ikke scores (9 af 10)")
    assert words.endswith("sidst 12")
    assert "grænse" not in words
    assert "kan ikke scores" in said(epds("02-12", None, 3))


def test_a_scale_with_a_name_says_it(danish: None) -> None:
    named = {one.scale: scale_words(one, {}) for one in series_of([rfq("01-12", 3)])}
    assert all(words.startswith("rfq-8 mor, ") for words in named.values())
