"""What was corrected or taken back follows to everybody who has a copy, as long as the ground it was given on holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from program import Program

    from .sharing_people import People

LONE = "Lone Krogh"
GROUND = ("--ground", "notification", "--purpose", "bekymring for søvnen")


def minutes(reader: Program) -> list[int]:
    return sorted(visit["minutes"] for visit in reader.json("visit", "list", "A17")["visits"])


def test_corrections_and_what_was_taken_back_follow_to_everybody_who_has_it(people: People) -> None:
    for to in (LONE, "Birgit Dam"):
        people.mette.ok("export", "A17", "--to", to, *GROUND, "--sync")
    people.round(people.mette, people.lone, people.birgit)
    first, second = (visit["id"] for visit in people.mette.json("visit", "list", "A17")["visits"])
    people.mette.ok("visit", "correct", first, "--minutes", "100", "--reason", "uret stod")
    people.mette.ok("visit", "retract", second, "--reason", "forkert familie")
    people.mette.ok("visit", "log", "A17", "--start", "2026-11-21 09:00", "--minutes", "30")
    ran = people.mette("sync")
    assert "til Lone Krogh: 2 rettelser er føjet til" in ran.err
    people.round(people.lone, people.birgit)
    for reader in (people.lone, people.birgit):
        assert minutes(reader) == [100]  # the new visit goes only when somebody shares it
        shown = reader.json("visit", "list", "A17", "--retracted")["visits"]
        assert [one["retracted"] for one in shown] == [False, True]
        assert reader.json("visit", "show", first)["versions"] == 2
        norm = reader.json("norm-check", "A17", "--week", "2026-W47")["cases"][0]
        assert norm["weeks"][0]["delivered_minutes"] == 100
    people.round(people.mette, people.lone, people.birgit)
    assert [one["sent"] for one in people.round(people.mette, people.lone, people.birgit)] == [[], [], [], []]


def test_what_was_taken_out_is_not_sent_as_a_correction(people: People) -> None:
    """Until somebody decides otherwise, by sharing without leaving it out."""
    people.mette.ok("export", "A17", "--to", LONE, *GROUND, "--sync")
    people.round(people.mette, people.lone)
    visit = people.mette.json("visit", "list", "A17")["visits"][0]["id"]
    people.mette.ok("visit", "correct", visit, "--minutes", "77", "--reason", "uret stod")
    people.mette.ok("export", "A17", "--to", LONE, *GROUND, "--exclude", visit, "--sync")
    people.round(people.mette, people.lone)
    assert 77 not in minutes(people.lone)
    people.mette.ok("visit", "correct", visit, "--minutes", "78", "--reason", "uret stod")
    people.round(people.mette, people.lone)
    assert not {77, 78} & {*minutes(people.lone)}
    people.mette.ok("export", "A17", "--to", LONE, *GROUND, "--sync")
    people.round(people.mette, people.lone)
    assert 78 in minutes(people.lone)


def test_a_consent_that_was_withdrawn_holds_back_and_is_said(people: People) -> None:
    people.agree("contact")
    people.mette.ok("export", "A17", "--to", LONE, "--sync")
    people.round(people.mette, people.lone)
    people.mette.ok("consent", "withdraw", "A17", "--reason", "mor har bedt om det")
    visit = people.mette.json("visit", "list", "A17")["visits"][0]["id"]
    people.mette.ok("visit", "correct", visit, "--minutes", "10", "--reason", "rettet")
    ran = people.mette("sync")
    assert (
        "Lone Krogh: besøgsjournalen bliver her; der er intet samtykke, der gælder i dag. Rettelser af det, der er sendt før, "
        "bliver her også\n"
    ) in ran.out
    assert people.mette.json("sync")["held_back"] == [{"to": LONE, "stream": "contact", "reason": "consent"}]
    people.lone.ok("sync")
    assert minutes(people.lone) == [90, 120]
    people.agree("contact")
    people.round(people.mette, people.lone)
    assert minutes(people.lone) == [10, 90]
