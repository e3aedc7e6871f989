"""`contact`: malformed keys write nothing, changed keys are never taken in silence, unverified ones are always said."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from program import NOW, PASSPHRASE

from spaedbarn_cli.cli.contact import chosen
from spaedbarn_cli.errors import NotFound
from spaedbarn_cli.session import Session, forget_env, parse_now
from spaedbarn_cli.store import keywrap
from spaedbarn_cli.sync import card, keys
from spaedbarn_cli.ui.terminal import Terminal

if TYPE_CHECKING:
    from program import Program

UNVERIFIED = "nøglerne er ikke bekræftet"
CHANGED = "nøgler er skiftet"


class Lone:
    """A case worker with a card, and later another one."""

    def __init__(self, folder: Path) -> None:
        self.keys = keys.new_keys()
        self.words = keys.fingerprint(self.keys.public)
        self.card = str(folder / f"lone-{self.keys.public.age[-6:]}.txt")
        Path(self.card).write_text(card.make_card("Lone Krogh", "social-worker", self.keys), "utf-8")


@pytest.fixture
def lone(tmp_path: Path) -> Lone:
    return Lone(tmp_path)


def contacts(program: Program) -> list[dict[str, Any]]:
    """Return the contacts."""
    found: list[dict[str, Any]] = program.json("contact", "list")["contacts"]
    return found


def test_a_contact_from_a_card(families: Program, lone: Lone) -> None:
    ran = families("contact", "add", "Lone Krogh", "--card", lone.card)
    assert ran.code == 0
    assert UNVERIFIED in ran.err
    [found] = contacts(families)
    assert (found["name"], found["role"], found["fingerprint"]) == ("Lone Krogh", "social-worker", lone.words)
    assert (found["age"], found["sign"]) == (lone.keys.public.age, lone.keys.public.sign)
    assert (found["verified"], found["changed"]) == (None, None)
    listed = families.ok("contact", "list")
    assert "Lone Krogh, rådgiver: ikke bekræftet" in listed
    assert lone.words in listed


def test_the_same_card_twice_changes_nothing(families: Program, lone: Lone) -> None:
    families.ok("contact", "add", "Lone Krogh", "--card", lone.card)
    first = contacts(families)
    assert "i forvejen" in families.ok("contact", "add", "lone krogh", "--card", lone.card)
    assert contacts(families) == first


def test_verified_only_by_the_same_words(families: Program, lone: Lone) -> None:
    families.ok("contact", "add", "Lone Krogh", "--card", lone.card)
    wrong = " ".join(reversed(lone.words.split()))
    assert families.refused("contact", "verify", "Lone Krogh", "--words", wrong) == (41, "contact_words_differ")
    assert families.refused("contact", "verify", "Lone Krogh", "--yes") == (2, "usage_missing")
    assert contacts(families)[0]["verified"] is None
    assert families.json("contact", "verify", "LONE KROGH", "--words", lone.words.upper())["verified"] == "2026-11-22"
    again = families("contact", "add", "Lone Krogh", "--card", lone.card)
    assert UNVERIFIED not in again.err
    assert "bekræftet 22. november" in families.ok("contact", "list")


def test_other_keys_for_a_known_name_are_refused_and_said(families: Program, lone: Lone, tmp_path: Path) -> None:
    families.ok("contact", "add", "Lone Krogh", "--card", lone.card)
    families.ok("contact", "verify", "Lone Krogh", "--words", lone.words)
    before, new = contacts(families), Lone(tmp_path)
    for more in ((), ("--replace",), ("--reason", "ny computer"), ("--replace", "--reason", "  ")):
        refusal = families.refused("contact", "add", "Lone Krogh", "--card", new.card, *more)
        assert refusal == (41, "contact_key_changed")
        assert contacts(families) == before
    ran = families("contact", "add", "Lone Krogh", "--card", new.card, "--replace", "--reason", "ny computer")
    assert ran.code == 0
    assert "det her er andre nøgler" in ran.err
    assert CHANGED in ran.err
    [found] = contacts(families)
    assert (found["fingerprint"], found["verified"], found["changed"]) == (new.words, None, "2026-11-22")
    assert families.refused("contact", "verify", "Lone Krogh", "--words", lone.words) == (41, "contact_words_differ")
    assert families.json("contact", "verify", "Lone Krogh", "--words", new.words)["changed"] is None


def test_a_recipient_alone_cannot_be_verified(families: Program, lone: Lone) -> None:
    families.ok("contact", "add", "Lone Krogh", "--age", lone.keys.public.age, "--role", "social-worker")
    assert families.refused("contact", "verify", "Lone Krogh", "--words", lone.words) == (41, "contact_without_card")
    assert "kun en age-modtager" in families.ok("contact", "list")
    assert families("contact", "add", "Lone Krogh", "--card", lone.card).code == 41


@pytest.mark.parametrize(
    ("words", "key"),
    [
        (("Lone Krogh", "--age", "age1qqqq"), "bad_recipient"),
        (("Lone Krogh",), "contact_card_or_age"),
        (("Lone Krogh", "--card", "ingen-fil.txt"), "card_unreadable"),
        (("Lone Krogh", "--age", "AGE", "--role", "boss"), "bad_role"),
        (("social-worker", "--age", "AGE"), "bad_contact_name"),
        (("   ", "--age", "AGE"), "bad_contact_name"),
    ],
)
def test_what_is_malformed_is_refused_and_nothing_is_written(
    families: Program, lone: Lone, words: tuple[str, ...], key: str
) -> None:
    given = [lone.keys.public.age if word == "AGE" else word for word in words]
    assert families.refused("contact", "add", *given) == (2, key)
    assert contacts(families) == []


def test_a_changed_card_is_refused(families: Program, lone: Lone, tmp_path: Path) -> None:
    changed = tmp_path / "changed.txt"
    changed.write_text(Path(lone.card).read_text("utf-8").replace("Lone Krogh", "Lone Krog"), "utf-8")
    assert families.refused("contact", "add", "Lone Krog", "--card", str(changed)) == (2, "bad_card")
    assert contacts(families) == []


def test_one_key_is_one_person(families: Program, lone: Lone) -> None:
    families.ok("contact", "add", "Lone Krogh", "--card", lone.card)
    assert families.refused("contact", "add", "Inger", "--age", lone.keys.public.age) == (41, "contact_key_known")
    own = families.json("identity", "show")["age"]
    assert families.refused("contact", "add", "Inger", "--age", own) == (41, "contact_is_own")


def test_a_card_of_another_name_is_said(families: Program, lone: Lone) -> None:
    said = families("contact", "add", "Lone K", "--card", lone.card).err
    assert "på kortet står Lone Krogh, og du skrev Lone K" in said
    assert "`spaedbarn contact remove \"Lone K\"`" in said
    assert "`spaedbarn contact verify \"Lone K\"`" in said
    assert [found["name"] for found in contacts(families)] == ["Lone K"]


def test_a_removed_contact_is_gone_and_its_history_stays(families: Program, lone: Lone) -> None:
    families.ok("contact", "add", "Lone Krogh", "--card", lone.card)
    [found] = contacts(families)
    assert families.json("contact", "remove", "lone krogh")["removed"]
    assert contacts(families) == []
    assert families.refused("contact", "remove", "Lone Krogh") == (40, "contact_not_found")
    assert [change["op"] for change in families.json("history", found["id"])["changes"]] == ["create", "retract"]


def test_whoever_shares_is_told_each_time(
    families: Program, lone: Lone, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Sealing something asks for its contact by `chosen`."""
    families.ok("contact", "add", "Lone Krogh", "--card", lone.card)
    monkeypatch.setenv("SPAEDBARN_PASSPHRASE", PASSPHRASE)
    monkeypatch.setenv("XDG_STATE_HOME", str(families.home / "state"))
    monkeypatch.setattr(keywrap, "testing_kdf_cost", (1, 1, 64))
    session = Session(place=str(families.store), terminal=Terminal(), moment=parse_now(NOW))
    try:
        for _ in range(2):
            assert chosen(session, "lone krogh").age == lone.keys.public.age
            assert capsys.readouterr().err.count(UNVERIFIED) == 1
        with pytest.raises(NotFound):
            chosen(session, "Inger")
    finally:
        session.close()
        forget_env()


def test_a_role_is_given_in_the_words_of_the_screen(families: Program) -> None:
    families.ok("contact", "add", "Inger Vad", "--browser", "--role", "rådgiver")
    assert contacts(families)[0]["role"] == "social-worker"
    ran = families("contact", "add", "Bo", "--browser", "--role", "nabo")
    assert "sundhedsplejerske, familieterapeut, rådgiver, leder" in ran.err
