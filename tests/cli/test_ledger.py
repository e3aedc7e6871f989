"""`ledger`: who has had what, on which ground, and how far it has come."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .sharing_people import tables

if TYPE_CHECKING:

    from program import Program

    from .sharing_people import People

LONE = "Lone Krogh"


def entries(program: Program) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = program.json("ledger", "A17")["entries"]
    return found


def test_of_what_nobody_has_had_it_says_so(people: People) -> None:
    assert people.mette.ok("ledger", "A17") == "Intet om A17 er delt.\n"
    assert entries(people.mette) == []
    assert people.mette.refused("ledger", "Z99") == (40, "case_not_found")


def test_every_act_stands_with_its_ground_and_how_far_it_came(people: People) -> None:
    people.agree()
    file = people.sealed(people.mette, LONE)
    people.notified(people.mette, "Birgit Dam", SPAEDBARN_NOW="2026-11-22T15:00")
    lone, birgit = entries(people.mette)
    assert (lone["name"], lone["direction"], lone["records"], lone["streams"]) == (LONE, "given", 7, ["contact"])
    assert (lone["ground"], lone["law"].partition(":")[0]) == ("consent", "sundhedsloven § 43, stk. 1")
    assert lone["consents"] == ["samtykke fra mor, givet 22. november 2026, gælder, til det trækkes tilbage"]
    assert (birgit["ground"], birgit["purpose"], birgit["consents"]) == ("notification", "bekymring for søvnen", [])
    assert [one["state"] for one in (lone, birgit)] == ["sent", "sent"]
    assert [one["arrived"] for one in (lone, birgit)] == [False, False]
    said = people.mette.ok("ledger", "A17")
    for words in ("A17 · delingsprotokol", "22. november 2026 14.30  Lone Krogh: besøgsjournalen", "7 poster; sundhedsloven",
                  "afsendt 22. november 2026 14.30, ingen kvittering endnu", "bekymring for søvnen"):  # fmt: skip
        assert words in said
    people.lone.ok("inbox", "open", str(file))
    [hers] = entries(people.lone)
    assert (hers["direction"], hers["name"], hers["state"]) == ("received", "Mette Holm", "opened")
    assert "fra Mette Holm: besøgsjournalen" in people.lone.ok("ledger", "A17")


def test_a_second_act_is_an_entry_of_its_own_and_bundles_are_the_ones_that_carried_it(people: People) -> None:
    first = people.notified(people.mette, LONE)
    reply = people.post / "svar.age"
    people.lone.ok("inbox", "open", str(first), "--out", str(reply))
    people.mette.ok("inbox", "open", str(reply))
    people.mette.ok("visit", "log", "A17", "--start", "2026-11-21 10:00", "--minutes", "60")
    people.notified(people.mette, LONE, SPAEDBARN_NOW="2026-11-23T09:00")
    old, new = entries(people.mette)
    assert (old["records"], new["records"]) == (6, 1)
    assert (old["state"], new["state"]) == ("opened", "sent")
    assert (len(old["bundles"]), len(new["bundles"])) == (1, 1)
    assert old["bundles"] != new["bundles"]
    assert (old["arrived"], new["arrived"]) == (True, False)


def test_nothing_has_arrived_before_she_says_so_herself(people: People) -> None:
    people.mette.ok("export", "A17", "--to", LONE, "--ground", "notification", "--purpose", "møde", "--sync")
    people.mette.ok("sync", "--remote", str(people.remote))
    for _ in range(2):
        people.mette.ok("sync")
        assert (entries(people.mette)[0]["state"], entries(people.mette)[0]["arrived"]) == ("sent", False)
    people.lone.ok("sync", "--remote", str(people.remote))
    assert entries(people.mette)[0]["arrived"] is False
    people.mette.ok("sync")
    assert (entries(people.mette)[0]["state"], entries(people.mette)[0]["arrived"]) == ("delivered", True)


def test_what_the_family_must_be_told_of_is_reminded_of_until_it_is_said(people: People) -> None:
    ground = ("--ground", "weighty-reasons", "--purpose", "kan ikke vente")
    people.lone.ok("inbox", "open", str(people.sealed(people.mette, LONE, *ground)))
    assert "familien skal have det at vide; skriv dagen med --told" in people.mette.ok("ledger", "A17")
    assert people.mette.refused("ledger", "A17", "--told", "2026-11-23") == (2, "told_ahead")
    assert people.mette.refused("ledger", "A17", "--told", "i overmorgen måske") == (2, "bad_day")
    ran = people.mette("ledger", "A17", "--told", "2026-11-21")
    assert ran.code == 0
    assert "Skrevet ind: familien fik det at vide 21. november 2026." in ran.err
    assert "familien fik det at vide 21. november 2026" in ran.out
    assert (entries(people.mette)[0]["told"], entries(people.mette)[0]["tell"]) == ("2026-11-21", False)
    assert people.mette.refused("ledger", "A17", "--told", "2026-11-22") == (41, "ledger_none_to_tell")
    people.round(people.mette, people.lone)
    assert entries(people.lone)[0]["told"] == "2026-11-21"


def test_reading_the_ledger_of_a_family_that_is_not_ones_own_is_logged(people: People) -> None:
    people.lone.ok("inbox", "open", str(people.notified(people.mette, LONE)))
    people.lone.ok("ledger", "A17")
    assert [row for row in tables(people.lone)["accesses"] if "ledger" in row]
    people.mette.ok("ledger", "A17")
    assert tables(people.mette)["accesses"] == []


def test_what_she_said_stands_with_the_moment_she_said_it(people: People) -> None:
    people.lone.ok("inbox", "open", str(people.notified(people.mette, LONE)))
    came = people.lone.json("inbox", "list")["bundles"][0]["id"]
    later = {"SPAEDBARN_NOW": "2026-11-24T10:15"}
    people.lone.ok("inbox", "return", came, "--reason", "samtykke mangler", **later)
    assert "returneret 24. november 2026 10.15: samtykke mangler" in people.lone.ok("ledger", "A17", **later)
    assert entries(people.lone)[0]["state_at"] == "2026-11-24T09:15:00+00:00"


def test_a_colleague_stands_with_ground_purpose_and_consent(people: People) -> None:
    people.agree("contact", to="family-therapist")
    share = ("--profile", "colleague", "--streams", "contact", "--purpose", "fælles familie")
    people.jens.ok("inbox", "open", str(people.sealed(people.mette, "Jens Lund", *share)))
    [entry] = entries(people.mette)
    assert (entry["ground"], entry["law"].partition(":")[0]) == ("consent", "sundhedsloven § 43, stk. 1")
    said = people.mette.ok("ledger", "A17").splitlines()
    assert said[3].startswith("    sundhedsloven § 43, stk. 1: ")
    assert said[4:6] == [
        "    fælles familie", "    samtykke fra mor, givet 22. november 2026, gælder, til det trækkes tilbage",
    ]  # fmt: skip
    people.mette.ok("consent", "withdraw", "A17", "--reason", "mor har bedt om det")
    assert people.mette.ok("ledger", "A17").splitlines()[5] == "    der er intet samtykke, der gælder i dag"
    assert "hjemlen står i delingsprotokollen hos Mette Holm" in people.jens.ok("ledger", "A17")


def test_copies_say_whether_free_text_went_along(people: People) -> None:
    people.lone.ok("inbox", "open", str(people.notified(people.mette, LONE)))
    people.notified(people.mette, "Birgit Dam", "--notes", SPAEDBARN_NOW="2026-11-22T15:00")
    assert [one["notes"] for one in entries(people.mette)] == [False, True]
    said = people.mette.ok("ledger", "A17")
    assert said.index("uden fri tekst og enkelte svar") < said.index("fri tekst er med, også enkelte svar")
    assert "uden fri tekst og enkelte svar" in people.lone.ok("ledger", "A17")


def test_every_page_that_was_written_is_shown(people: People) -> None:
    people.mette.ok("contact", "add", "Asta Bruun", "--browser", "--role", "social-worker")
    for hour in (9, 10, 11):
        people.mette.ok(
            "export", "A17", "--to", "Asta Bruun", "--ground", "notification", "--purpose", "møde", "--html", "--out",
            str(people.post), SPAEDBARN_NOW=f"2026-11-23T{hour:02}:00",
        )  # fmt: skip
    [entry] = entries(people.mette)
    assert [one[:16] for one in entry["pages"]] == ["2026-11-23T08:00", "2026-11-23T09:00", "2026-11-23T10:00"]
    assert people.mette.ok("ledger", "A17").splitlines()[-3:] == [
        "    skrevet som side 23. november 2026 09.00", "    skrevet som side 23. november 2026 10.00",
        "    skrevet som side 23. november 2026 11.00; der kommer ingen kvittering",
    ]  # fmt: skip
