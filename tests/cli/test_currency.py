"""`norm-check` and `timeline` over copies say who gave them, and up to when they tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .sharing_people import put_back, snapshot

if TYPE_CHECKING:
    from pathlib import Path

    from .sharing_people import People

LONE = "Lone Krogh"


def test_what_is_known_from_two_health_visitors_says_how_current_each_is(people: People) -> None:
    people.jens.ok("case", "open", "C21", "--due", "2026-10-10")
    people.jens.ok("birth", "C21", "--date", "2026-10-10", "--child", "barn1")
    people.jens.ok("visit", "log", "C21", "--start", "2026-11-18 10:00", "--minutes", "60")
    people.lone.ok("inbox", "open", str(people.notified(people.mette, LONE)))
    later = {"SPAEDBARN_NOW": "2026-11-25T09:15"}
    hers = people.notified(people.jens, LONE, case="C21", **later)
    people.lone.ok("inbox", "open", str(hers), **later)
    said = people.lone.ok("norm-check", **later).splitlines()
    assert said[-2:] == [
        "A17: kopier fra Mette Holm, ajour til 22. november 2026 14.30",
        "C21: kopier fra Jens Lund, ajour til 25. november 2026 09.15",
    ]
    cases = {one["case"]: one for one in people.lone.json("norm-check", **later)["cases"]}
    assert [one["from"] for one in cases["C21"]["sources"]] == ["Jens Lund"]
    assert people.lone.ok("timeline", "C21", **later).splitlines()[-1] == said[-1]
    assert people.lone.json("timeline", "A17", **later)["sources"][0]["from"] == "Mette Holm"
    assert "ajour" not in people.mette.ok("norm-check")
    assert "sources" not in people.mette.json("norm-check")["cases"][0]


def test_a_correction_alone_does_not_make_the_copies_newer(people: People) -> None:
    people.notified(people.mette, LONE)
    visits = people.mette.json("visit", "list", "A17")["visits"]
    friday = {"SPAEDBARN_NOW": "2026-11-27T12:00"}
    people.mette.ok("visit", "log", "A17", "--start", "2026-11-25 09:00", "--minutes", "60", **friday)
    people.mette.ok("visit", "correct", visits[0]["id"], "--minutes", "100", "--reason", "uret stod", **friday)
    people.round(people.mette, people.lone, **friday)
    assert len(people.lone.json("visit", "list", "A17")["visits"]) == 2
    [found] = people.lone.json("norm-check", "A17", **friday)["cases"]
    assert found["sources"] == [{"from": "Mette Holm", "at": "2026-11-22T13:30:00.000+00:00"}]
    [came] = people.lone.json("inbox", "list", **friday)["bundles"]
    assert came["current_to"] == found["sources"][0]["at"]
    assert came["made"].startswith("2026-11-27T11:00:00")
    said = people.lone.ok("inbox", "list", **friday)
    assert "A17, sendt 27. november 2026 12.00, ajour til 22. november 2026 14.30 · modtaget" in said
    shown = " ".join(people.lone.ok("inbox", "open", came["id"], **friday).split())
    assert (
        "Opdateret til og med 22. november 2026 kl. 14.30. Det, der er kommet siden, senest 27. november 2026 kl. 12.00, "
        "er kun rettelser eller andet end besøg."
    ) in shown
    assert "Opdateret til og med 27." not in shown


def test_a_bundle_that_waits_says_only_when_it_was_sent(people: People, tmp_path: Path) -> None:
    first = people.notified(people.mette, LONE)
    before, reply = snapshot(people.lone, tmp_path / "before"), people.post / "svar.age"
    people.lone.ok("inbox", "open", str(first), "--out", str(reply))
    people.mette.ok("inbox", "open", str(reply))
    people.mette.ok("visit", "log", "A17", "--start", "2026-11-21 10:00", "--minutes", "60")
    second = people.notified(people.mette, LONE)
    put_back(people.lone, before)
    assert people.lone("inbox", "open", str(second)).code == 3
    [one] = people.lone.json("inbox", "list")["bundles"]
    assert one["current_to"] is None
    assert ", sendt 22. november 2026 14.30 · åbnet" in people.lone.ok("inbox", "list")


def test_a_colleagues_journal_is_as_it_was_when_it_was_sent(people: People) -> None:
    people.colleagues()
    [one] = people.jens.json("inbox", "list")["bundles"]
    assert one["current_to"] == one["made"]


def test_a_report_that_is_written_to_a_file_says_it_too(people: People) -> None:
    people.lone.ok("inbox", "open", str(people.notified(people.mette, LONE)))
    out = people.post / "norm.txt"
    people.lone.ok("norm-check", "--out", str(out))
    assert out.read_text("utf-8").splitlines()[-1] == "A17: kopier fra Mette Holm, ajour til 22. november 2026 14.30"


def test_of_one_family_from_two_each_is_named(people: People) -> None:
    people.colleagues()
    for giver in (people.mette, people.jens):
        later = {"SPAEDBARN_NOW": "2026-11-24T08:00"} if giver is people.jens else {}
        people.lone.ok("inbox", "open", str(people.notified(giver, LONE, **later)), **later)
    [found] = people.lone.json("norm-check", "A17")["cases"]
    assert [(one["from"], one["at"][:10]) for one in found["sources"]] == [
        ("Jens Lund", "2026-11-24"), ("Mette Holm", "2026-11-22"),
    ]  # fmt: skip
    own = people.mette.json("norm-check", "A17")["cases"][0]
    assert found["weeks"] == own["weeks"]
