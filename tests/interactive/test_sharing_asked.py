"""What the sharing commands ask on a terminal when it was not typed: lists in the words of the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from cli.sharing_people import People
from program import NOW, PASSPHRASE, Program
from pty_session import BACKSPACE, CTRL_C, DOWN, ENTER, SPACE, UP, PtySession, clean_env

from interactive.asked import answer, asking, at

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Start = Callable[..., PtySession]

LATER = {"SPAEDBARN_NOW": "2026-11-22T16:00"}


@pytest.fixture
def people(tmp_path: Path) -> People:
    return People(tmp_path)


@pytest.fixture
def start() -> Iterator[Start]:
    """Return `start(program, *words)`: the program on a terminal at somebody's desk."""
    running: list[PtySession] = []

    def begin(desk: Program, *words: str, cols: int = 80, rows: int = 24, lang: str = "da") -> PtySession:
        known = {"SPAEDBARN_HOME": str(desk.store), "SPAEDBARN_NOW": NOW, "SPAEDBARN_PASSPHRASE": PASSPHRASE}
        env = clean_env(desk.home, SPAEDBARN_LANG=lang, **known)
        running.append(PtySession(words, env=env, cols=cols, rows=rows, cwd=desk.home))
        return running[-1]

    yield begin
    for one in running:
        one.__exit__()


def flat(it: PtySession) -> str:
    """Return what stands on the screen, folded lines in one."""
    return " ".join(it.text().split())


# Consent


def consents(people: People) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = people.mette.json("consent", "list", "A17")["consents"]
    return found


@pytest.mark.parametrize("cols", [60, 80])
def test_a_consent_is_chosen_from_lists(people: People, start: Start, cols: int) -> None:
    it = start(people.mette, "consent", "give", cols=cols)
    answer(it, [("Hvilken familie", ENTER), ("Hvem har sagt ja", "1")])
    at(it, "Hvem må få det")
    for row in ("Lone Krogh, rådgiver", "enhver rådgiver", "enhver sundhedsplejerske"):
        assert row in it.text()
    it.send("6")
    it.wait_for("○ besøgsjournalen")
    for row in ("barnets journal", "netværket", "mål og plan", "forældrejournalen for mor"):
        assert f"○ {row}" in it.text()
    assert "for far" not in it.text()
    it.send(ENTER)
    it.wait_for("vælg mindst én")
    it.send(SPACE, DOWN, SPACE, ENTER)
    at(it, "Til og med hvilken dag")
    it.send("21-11-2026", ENTER)
    it.wait_for("! den dag er gået")
    it.send(BACKSPACE * 10, "24/12", ENTER)
    assert it.wait_exit() == 0
    assert "Samtykket er skrevet ind: mor til rådgiver: besøgsjournalen og barnets journal" in flat(it)
    [made] = consents(people)
    assert (made["by"], made["to"], made["until"]) == ("mor", "social-worker", "2026-12-24")
    assert made["streams"] == ["contact", "child"]


def test_only_what_is_missing_is_asked_and_one_can_go_back(people: People, start: Start) -> None:
    it = start(people.mette, "consent", "give", "A17", "--to", "rådgiver", "--streams", "mål og plan")
    at(it, "Hvem har sagt ja")
    it.send("2")
    at(it, "Til og med hvilken dag")
    it.send(UP)
    it.wait_for("besøgsjournalen")
    it.send(CTRL_C)
    assert it.wait_exit() == 130
    assert consents(people) == []


def test_a_wrong_word_on_the_line_is_refused_before_anything_is_asked(people: People, start: Start) -> None:
    it = start(people.mette, "consent", "give", "A17", "--to", "nabo")
    assert it.wait_exit() == 40
    assert "Hvem har sagt ja" not in it.text()


def test_consents_to_withdraw_are_chosen(people: People, start: Start) -> None:
    people.agree("contact")
    people.agree("child", by="far")
    it = start(people.mette, "consent", "withdraw")
    it.wait_for("○ far til rådgiver: barnets journal")
    it.send(DOWN, SPACE, ENTER)
    at(it, "Begrundelse")
    it.send("far har bedt om det", ENTER)
    assert it.wait_exit() == 0
    held = [one for one in consents(people) if one["holds"]]
    assert len(held) == 1


# Conflicts


@pytest.fixture
def torn(people: People) -> str:
    """Two have changed the end and the presence of one visit at once; returns the visit."""
    people.colleagues()
    visit = str(people.mette.json("visit", "list", "A17")["visits"][1]["id"])
    people.mette.ok("visit", "correct", visit, "--minutes", "80", "--present", "mor", "--reason", "ur")
    people.jens.ok("visit", "correct", visit, "--minutes", "100", "--present", "mor,far", "--reason", "var med",
                   SPAEDBARN_NOW="2026-11-22T15:00")  # fmt: skip
    for one in (people.mette, people.jens, people.mette):
        one.ok("sync", **LATER)
    return visit


@pytest.mark.parametrize("cols", [60, 80])
def test_a_conflict_is_shown_in_words_and_every_field_of_it_chosen(
    people: People, start: Start, torn: str, cols: int
) -> None:
    it = start(people.mette, "conflict", "settle", cols=cols)
    at(it, "Hvad skal stå")
    text = flat(it)
    assert f"A17 besøg 19. november 09.00 ({torn[:6]}): slut" in text
    assert "1 Mette Holm, 22. november 2026 14.30: 19. november 2026 10.20" in text
    assert text.index("10.40 (står nu)") < text.index("Hvad skal stå")
    it.send("1")
    it.wait_until(lambda: "Mette Holm: mor" in it.text() and asking(it) == "Hvad skal stå", "the other field")
    it.send("2")
    at(it, "Begrundelse")
    it.send("talt sammen", ENTER)
    assert it.wait_exit() == 0
    assert "Nu står der ved slut: 19. november 2026 10.20." in flat(it)
    assert "Nu står der ved til stede: mor og far." in flat(it)
    shown = people.mette.json("visit", "show", torn)
    assert (shown["minutes"], shown["present"]) == (80, ["mor", "far"])
    assert people.mette.json("conflict", "list")["conflicts"] == []


def test_of_several_records_one_is_chosen(people: People, start: Start, torn: str) -> None:
    other = str(people.mette.json("visit", "list", "A17")["visits"][0]["id"])
    people.mette.ok("visit", "correct", other, "--note", "en", "--reason", "x", SPAEDBARN_NOW="2026-11-22T16:10")
    people.jens.ok("visit", "correct", other, "--note", "to", "--reason", "y", SPAEDBARN_NOW="2026-11-22T16:10")
    for one in (people.mette, people.jens, people.mette):
        one.ok("sync", SPAEDBARN_NOW="2026-11-22T16:20")
    it = start(people.mette, "conflict", "settle")
    it.wait_for("slut og til stede")
    assert "): note" in it.text()
    assert asking(it) == "Hvilken af dem"


def test_nothing_to_settle_is_said(people: People, start: Start) -> None:
    it = start(people.mette, "conflict", "settle")
    assert it.wait_exit() == 0
    assert "Ingen felter er rettet af to på én gang." in it.text()


# Contacts


def test_a_contact_is_asked_for_from_the_card(people: People, start: Start) -> None:
    people.mette.ok("contact", "remove", "Birgit Dam")
    card = people.mette.home / "Birgits kort.txt"
    people.birgit.ok("identity", "card", "--out", str(card))
    it = start(people.mette, "contact", "add")
    answer(it, [("Hvad har du fra kontakten", ENTER), ("Filen med kontaktkortet", "nej.txt" + ENTER)])
    it.wait_for("! der er ingen fil af det navn")
    it.send(BACKSPACE * 7, "Birgits\\ kort.txt", ENTER)
    at(it, "Kontaktens navn")
    assert "Birgit Dam" in it.text()
    it.send("rådgiver", ENTER)
    it.wait_for("! det kan ikke bruges som navn")
    it.send(BACKSPACE * 8, ENTER)
    assert it.wait_exit() == 0
    assert "Birgit Dam er skrevet ind som kontakt." in it.text()
    assert '`spaedbarn contact verify "Birgit Dam"`' in flat(it)
    assert "Birgit Dam" in [one["name"] for one in people.mette.json("contact", "list")["contacts"]]


def test_a_contact_without_the_program_is_asked_for_name_and_role(people: People, start: Start) -> None:
    it = start(people.mette, "contact", "add")
    answer(it, [("Hvad har du fra kontakten", "2"), ("Kontaktens rolle", "3"), ("Kontaktens navn", "Inger Vad" + ENTER)])
    assert it.wait_exit() == 0
    found = {one["name"]: one for one in people.mette.json("contact", "list")["contacts"]}
    assert (found["Inger Vad"]["role"], found["Inger Vad"]["age"]) == ("social-worker", None)


@pytest.mark.parametrize("cols", [60, 80])
def test_whom_to_verify_is_chosen_and_the_letters_of_the_answer_stay_together(
    people: People, start: Start, cols: int
) -> None:
    it = start(people.mette, "contact", "verify", cols=cols)
    at(it, "Hvem vil du bekræfte")
    it.send(ENTER)
    it.wait_for("(j/N)")
    assert any(line.rstrip().endswith("› (j/N)") for line in it.screen())
    assert any("samme rækkefølge?" in line for line in it.screen())
    it.send("j")
    assert it.wait_exit() == 0


# What came


@pytest.fixture
def came(people: People) -> str:
    """A bundle that Lone has opened and not answered; returns the sealed file."""
    sealed = people.notified(people.mette, "Lone Krogh")
    people.lone.ok("inbox", "open", str(sealed))
    return str(sealed)


@pytest.mark.parametrize(
    ("word", "steps", "state"),
    [
        ("accept", [("Hvilken pakke", ENTER)], "accepted"),
        ("return", [("Hvilken pakke", ENTER), ("Begrundelse", "fars samtykke mangler" + ENTER)], "returned"),
    ],
)
def test_what_came_is_chosen_and_answered(
    people: People, start: Start, came: str, word: str, steps: list[tuple[str, str]], state: str
) -> None:
    it = start(people.lone, "inbox", word)
    answer(it, steps)
    assert it.wait_exit() == 0
    [one] = people.lone.json("inbox", "list")["bundles"]
    assert one["state"] == state
    it = start(people.lone, "inbox", word)
    assert it.wait_exit() == 0
    assert "Ingen pakker venter på svar." in it.text()


def test_the_file_to_open_is_asked_for_until_it_is_there(people: People, start: Start, came: str) -> None:
    it = start(people.lone, "inbox", "open", rows=50)
    answer(it, [("Filen, der skal åbnes", "nej.age" + ENTER)])
    it.wait_for("! der er ingen fil af det navn")
    it.send(BACKSPACE * 7, f"'{came}'", ENTER)
    assert it.wait_exit() == 0
    assert "formål bekymring for søvnen" in flat(it)
