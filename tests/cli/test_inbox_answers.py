"""What a receipt says is shown to whom it is for, once; what can be said to a bundle is said at the end; and said again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from .sharing_people import tables

if TYPE_CHECKING:
    from pathlib import Path

    from program import Program

    from .sharing_people import People

LONE, JENS = "Lone Krogh", "Jens Lund"
WHY = "samtykke fra far mangler"
RETURNED = f"Lone Krogh: A17, returneret 22. november 2026 14.30: {WHY}"


def only(reader: Program) -> str:
    """Return the id of the one bundle that came."""
    [one] = reader.json("inbox", "list")["bundles"]
    return str(one["id"])


def sent_back(people: People, *, name: str = "retur.age") -> Path:
    """Let Lone return what Mette shares, and return the file that says so."""
    people.lone.ok("inbox", "open", str(people.notified(people.mette, LONE)))
    people.lone.ok("inbox", "return", only(people.lone), "--reason", WHY, "--out", str(people.post / name))
    return people.post / name


def test_a_receipt_in_a_file_says_who_about_whom_what_and_why(people: People) -> None:
    file = sent_back(people)
    ran = people.mette("inbox", "open", str(file))
    assert (ran.code, ran.err.splitlines()) == (0, ["1 kvittering.", f"  {RETURNED}"])
    english = people.mette("--lang", "en", "inbox", "list")
    assert f"Returned to you:\n  Lone Krogh: A17, returned 22 November 2026 14:30: {WHY}" in english.out


def test_a_receipt_says_so_in_json(people: People) -> None:
    file = sent_back(people)
    [said] = people.mette.json("inbox", "open", str(file))["bundles"]
    [answer] = said["answers"]
    assert answer == {
        "bundle": only(people.lone), "from": LONE, "cases": ["A17"], "state": "returned",
        "at": "2026-11-22T13:30:00+00:00", "reason": WHY, "records": [],
    }  # fmt: skip
    assert people.mette.json("inbox", "open", str(file))["bundles"][0]["answers"] == []


def test_a_receipt_over_the_remote_says_the_same(people: People) -> None:
    people.lone.ok("inbox", "open", str(people.notified(people.mette, LONE)))
    people.lone.ok("inbox", "return", only(people.lone), "--reason", WHY)
    people.lone.ok("sync", "--remote", str(people.remote))
    assert f"1 kvittering.\n  {RETURNED}\n" in people.mette("sync", "--remote", str(people.remote)).err
    people.lone.ok("sync")
    people.lone.ok("inbox", "accept", only(people.lone))
    people.lone.ok("sync")
    [came] = people.mette.json("sync")["received"]
    assert [(one["state"], one["reason"]) for one in came["answers"]] == [("accepted", None)]


def test_a_reason_cannot_write_lines_of_its_own(people: People) -> None:
    people.lone.ok("inbox", "open", str(people.notified(people.mette, LONE)))
    reply = people.post / "svar.age"
    people.lone.ok("inbox", "return", only(people.lone), "--reason", "nej\nspaedbarn: fejl", "--out", str(reply))
    lines = people.mette("inbox", "open", str(reply)).err.splitlines()
    assert (len(lines), lines[1].endswith("returneret 22. november 2026 14.30: nej spaedbarn: fejl")) == (2, True)


def test_what_is_known_already_is_said_to_be(people: People) -> None:
    file = sent_back(people)
    people.mette.ok("inbox", "open", str(file))
    ran = people.mette("inbox", "open", str(file))
    assert (ran.code, ran.out) == (0, "")
    assert ran.err == "Fra Lone Krogh: kvitteringen er kendt i forvejen; der er intet nyt i den.\n"


def test_a_colleague_who_answers_without_a_word_of_her_own_is_heard(people: People) -> None:
    share = ("--profile", "colleague", "--ground", "early-exchange", "--purpose", "fælles familie")
    reply = people.post / "svar.age"
    people.jens.ok("inbox", "open", str(people.sealed(people.mette, JENS, *share)), "--out", str(reply))
    ran = people.mette("inbox", "open", str(reply))
    assert ran.err == (
        "Fra Jens Lund: intet at læse ind, kun besked om, hvad der er nået frem dertil; alt er nået frem.\n"
    )
    people.mette.ok("visit", "log", "A17", "--start", "2026-11-21 09:00", "--minutes", "30")
    assert "1 ændring er ikke nået frem" in people.mette("inbox", "open", str(reply)).err


def test_changes_that_are_all_here_are_said_to_be(people: People) -> None:
    people.lone.ok("inbox", "open", str(people.notified(people.mette, LONE)))
    again = people.notified(people.mette, LONE, SPAEDBARN_NOW="2026-11-23T09:00")
    assert "Fra Mette Holm: intet nyt om A17; det hele er her i forvejen." in people.lone("inbox", "open", str(again)).err


def test_what_was_returned_stands_in_the_inbox_until_it_is_shared_again(people: People) -> None:
    people.mette.ok("inbox", "open", str(sent_back(people)))
    assert people.mette.ok("inbox", "list") == f"Der er ikke kommet noget.\nReturneret til dig:\n  {RETURNED}\n"
    [back] = people.mette.json("inbox", "list")["returned"]
    assert (back["from"], back["cases"], back["reason"]) == (LONE, ["A17"], WHY)
    assert people.lone.json("inbox", "list")["returned"] == []
    people.mette.ok("visit", "log", "A17", "--start", "2026-11-21 09:00", "--minutes", "30")
    people.notified(people.mette, LONE, SPAEDBARN_NOW="2026-11-23T09:00")
    assert people.mette.json("inbox", "list")["returned"] == []


@pytest.mark.parametrize("words", [("accept",), ("return", "--reason", WHY)], ids=["accept", "return"])
def test_what_was_said_is_written_in_a_file_again(people: People, words: tuple[str, ...]) -> None:
    people.lone.ok("inbox", "open", str(people.notified(people.mette, LONE)))
    came = only(people.lone)
    command, *flags = words
    people.lone.ok("inbox", command, came, *flags)
    before, reply = tables(people.lone), people.post / "k.age"
    ran = people.lone("inbox", command, came, "--out", str(reply), SPAEDBARN_NOW="2026-11-24T10:00")
    assert (ran.code, tables(people.lone)) == (0, before)
    state = {"accept": "accepteret", "return": "returneret"}[command]
    assert ran.out == f"Pakke {came[:8]} fra Mette Holm er {state} i forvejen; svaret er skrevet i filen igen.\n"
    assert f"{state} 22. november 2026 14.30" in people.mette("inbox", "open", str(reply)).err
    again = people.post / "k2.age"
    assert people.lone.json("inbox", command, came, *flags, "--out", str(again))["id"] == came
    assert again.is_file()


def test_another_thing_is_said_by_the_rules_of_before(people: People) -> None:
    people.lone.ok("inbox", "open", str(people.notified(people.mette, LONE)))
    came, reply = only(people.lone), people.post / "k.age"
    people.lone.ok("inbox", "return", came, "--reason", WHY)
    people.lone.ok("inbox", "return", came, "--reason", "og mor har trukket sit", "--out", str(reply))
    assert "og mor har trukket sit" in people.mette("inbox", "open", str(reply)).err
    people.lone.ok("inbox", "accept", came)
    assert people.lone.refused("inbox", "return", came, "--out", str(people.post / "k3.age")) == (2, "usage_missing")
    assert people.lone.refused("inbox", "accept", came) == (41, "inbox_said_before")
    assert not (people.post / "k3.age").exists()
    people.lone.ok("inbox", "return", came, "--reason", WHY, "--out", str(people.post / "k3.age"))
    assert f"returneret 22. november 2026 14.30: {WHY}" in people.mette("inbox", "open", str(people.post / "k3.age")).err


def test_the_last_word_of_opening_is_what_can_be_done(people: People) -> None:
    ran = people.lone("inbox", "open", str(people.notified(people.mette, LONE)), "--out", str(people.post / "svar.age"))
    came = only(people.lone)[:8]
    assert ran.err.splitlines()[-1] == (
        f"Det er pakke {came} fra Mette Holm. Næste skridt: `spaedbarn inbox accept {came}`, eller, er der noget galt med "
        f"den, `spaedbarn inbox return {came} --reason GRUND`"
    )
    assert "Næste skridt" in people.lone("inbox", "open", came).err
    people.lone.ok("inbox", "accept", came)
    assert "Næste skridt" not in people.lone("inbox", "open", came).err


def test_a_key_that_was_never_verified_is_said_at_the_end_too(people: People) -> None:
    people.mette.ok("identity", "card", "--out", str(people.post / "kort.txt"))
    people.lone.ok("contact", "remove", "Mette Holm")
    people.lone.ok("contact", "add", "Mette Holm", "--card", str(people.post / "kort.txt"))
    file = people.notified(people.mette, LONE)
    lines = people.lone("inbox", "open", str(file)).err.splitlines()
    assert lines[0] == lines[-1]
    assert lines[0].startswith("spaedbarn: bemærk: nøglerne er ikke bekræftet")
    assert "Næste skridt" in lines[-2]


def test_a_colleague_has_nothing_to_accept(people: People) -> None:
    share = ("--profile", "colleague", "--ground", "early-exchange", "--purpose", "fælles familie")
    assert "Næste skridt" not in people.jens("inbox", "open", str(people.sealed(people.mette, JENS, *share))).err
