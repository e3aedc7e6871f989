"""Action cards: the shipped templates read well in both languages, and a wrong one is told by line."""

from __future__ import annotations

import re

import pytest

from spaedbarn_cli.catalog import action_cards
from spaedbarn_cli.catalog.instruments import list_instruments, open_instrument
from spaedbarn_cli.errors import DefinitionInvalid

CARDS = action_cards.list_action_cards()


@pytest.mark.parametrize("card_id", CARDS)
def test_a_shipped_card_is_a_template_in_both_languages_without_an_invented_number(card_id: str) -> None:
    card = action_cards.open_action_card(card_id)
    assert card.template
    assert card.steps
    assert card.record
    for words in (card.title, *card.steps, *(row.text for row in card.record), *(row.label for row in card.numbers)):
        assert set(words) >= {"da", "en"}
        assert all(words.values())
    assert {row.number for row in card.numbers} <= {None, "112"}


def test_every_flag_of_every_instrument_has_its_card() -> None:
    wanted = {flag.action_card for _, key in list_instruments() for flag in open_instrument(key).flags}
    assert wanted
    assert wanted <= set(CARDS)


def test_a_wrong_card_names_every_problem_with_its_line() -> None:
    text = "id: self-harm\nversion: '1.0'\ntitle: {da: Kort}\nsteps: []\nfarve: rød\n"
    with pytest.raises(DefinitionInvalid) as caught:
        action_cards.load_action_card_text(text, "self-harm.yaml")
    places = {(problem.path, problem.line) for problem in caught.value.params["problems"]}
    assert any(line == 3 for _, line in places)
    assert any(re.search("farve", path) and line == 5 for path, line in places)
