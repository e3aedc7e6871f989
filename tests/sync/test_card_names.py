"""The name on a card: what stands in it can be seen, and what we write on ours is read by others."""

from __future__ import annotations

import pytest

from spaedbarn_cli.errors import WrongUsage
from spaedbarn_cli.sync import card, keys

MADE = keys.new_keys()
UNSEEN = ("\u3164", "\u115f\u1160", "\u2800", "\u034f", "\u17b4", "\ufe0f", "\uffa0", "\U000e0100")


@pytest.mark.parametrize("letters", UNSEEN, ids=ascii)
def test_a_name_hides_nothing(letters: str) -> None:
    for name in (letters, f"Lone{letters}Krogh", f"Lone Krogh{letters}"):
        assert not card.is_name(name)
    body = f"spaedbarn-card 1\nname: Lone{letters}\nrole: leader\nage: {MADE.public.age}\nsign: {MADE.public.sign}\n"
    body += f"words: {keys.fingerprint(MADE.public)}\n"
    signed = f"{body}signature: {keys.sign(MADE, 'card', body.encode())}\n"
    with pytest.raises(WrongUsage, match="bad_card"):
        card.read_card(signed.encode())
    assert card.read_card(card.make_card(f"Lone{letters} Krogh", "leader", MADE).encode()).name == "Lone Krogh"


@pytest.mark.parametrize("name", ["", " ", "17", "...", "\u0301"], ids=ascii)
def test_a_name_has_a_letter(name: str) -> None:
    assert not card.is_name(name)


@pytest.mark.parametrize("name", ["Lone Krogh", "Åse Bø", "Şêrîn", "李娜", "김민지", "Ö", "Bo 2"])
def test_names_of_people_are_names(name: str) -> None:
    assert card.is_name(name)
