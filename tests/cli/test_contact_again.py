"""A contact who is taken off the list and written in again: by her key she is the same, and what was shared goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .sharing_people import People

LONE, JENS = "Lone Krogh", "Jens Lund"
GROUND = ("--ground", "notification", "--purpose", "bekymring for søvnen")


def test_corrections_still_follow_and_nobody_is_refused(people: People) -> None:
    people.mette.ok("export", "A17", "--to", LONE, *GROUND, "--sync")
    people.round(people.mette, people.lone)
    people.mette.ok("contact", "remove", LONE)
    people.mette.ok("contact", "add", LONE, "--card", str(people.lone.home / "card.txt"))
    visit = people.mette.json("visit", "list", "A17")["visits"][0]["id"]
    people.mette.ok("visit", "correct", visit, "--minutes", "61", "--reason", "skrevet forkert")
    people.round(people.mette, people.lone)
    assert 61 in [one["minutes"] for one in people.lone.json("visit", "list", "A17")["visits"]]
    [bundle, *_] = people.lone.json("inbox", "list")["bundles"]
    people.lone.ok("inbox", "accept", bundle["id"])
    people.round(people.lone, people.mette)
    entries = [one for one in people.mette.json("ledger", "A17")["entries"] if one["name"] == LONE]
    assert len(entries) == 2, "what was shared, and the correction"
    assert [one["state"] for one in entries].count("accepted") == 1
    quiet = people.round(people.mette, people.lone)
    assert all((one["sent"], one["waiting"]) == ([], []) for one in quiet[1:])


def test_a_colleague_too(people: People) -> None:
    people.colleagues()
    people.mette.ok("contact", "remove", JENS)
    people.mette.ok("contact", "add", "Jens Lund Holm", "--card", str(people.jens.home / "card.txt"))
    people.jens.ok("visit", "log", "A17", "--start", "2026-11-20 09:00", "--minutes", "45")
    people.mette.ok("visit", "log", "A17", "--start", "2026-11-21 09:00", "--minutes", "50")
    people.round(people.jens, people.mette)
    for one in (people.mette, people.jens):
        assert {45, 50} <= {visit["minutes"] for visit in one.json("visit", "list", "A17")["visits"]}


def test_another_key_under_the_name_is_another_person(people: People) -> None:
    people.mette.ok("export", "A17", "--to", LONE, *GROUND, "--sync")
    people.round(people.mette, people.lone)
    people.mette.ok("contact", "remove", LONE)
    people.mette.ok("contact", "remove", "Birgit Dam")
    people.mette.ok("contact", "add", LONE, "--card", str(people.birgit.home / "card.txt"))
    visit = people.mette.json("visit", "list", "A17")["visits"][0]["id"]
    people.mette.ok("visit", "correct", visit, "--minutes", "61", "--reason", "skrevet forkert")
    went = people.mette.json("sync", "--remote", str(people.remote))
    assert [one["changes"] for one in went["sent"]] in ([], [0])
