"""`inbox`: what came is shown, kept once, waited for by name, and answered with receipts that are signed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from .sharing_people import NOTE, desk, put_back, snapshot, tables

if TYPE_CHECKING:
    from pathlib import Path

    from program import Program

    from .sharing_people import People

LONE = "Lone Krogh"


def bundles(reader: Program) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = reader.json("inbox", "list")["bundles"]
    return found


def test_opening_shows_what_was_shared_and_only_that(people: People) -> None:
    ran = people.lone("inbox", "open", str(people.notified(people.mette, LONE)))
    assert ran.code == 0
    assert "Fra Mette Holm: 7 ændringer om A17." in ran.err
    for words in ("Familien A17", "Mette Holm, sundhedsplejerske", "barnets lov § 133", "bekymring for søvnen", "1 t 30 min"):
        assert words in ran.out
    for never in (NOTE, "Karen", "Villads", "husk"):
        assert never not in ran.out
    assert people.lone.ok("inbox", "list").startswith(bundles(people.lone)[0]["id"][:8])
    assert "Mette Holm: A17, ajour til 22. november 2026 14.30 · åbnet" in people.lone.ok("inbox", "list")


def test_the_commands_on_a_family_work_over_what_she_was_given(people: People) -> None:
    people.lone.ok("inbox", "open", str(people.notified(people.mette, LONE)))
    shown = people.lone.json("case", "show", "A17")
    assert [one["label"] for one in shown["children"]] == ["barn1"]
    hers, own = (one.json("visit", "list", "A17")["visits"] for one in (people.lone, people.mette))
    assert [one["id"] for one in hers] == [one["id"] for one in own]
    one = people.lone.json("visit", "show", own[1]["id"])
    assert (one["note"], one["present"], one["core"]) == (None, ["mor", "barn1"], ["guidance"])
    for command in (("brief", "A17"), ("timeline", "A17"), ("norm-check", "A17"), ("plan", "A17"), ("history", "A17")):
        assert people.lone(*command).code == 0
    asked = ("norm-check", "A17", "--weeks", "9")
    norm, real = people.lone.json(*asked)["cases"][0], people.mette.json(*asked)["cases"][0]
    assert norm.pop("sources") == [{"from": "Mette Holm", "at": "2026-11-22T13:30:00.000+00:00"}]
    assert norm == real


def test_the_same_bundle_twice_changes_nothing(people: People) -> None:
    file = str(people.notified(people.mette, LONE))
    people.lone.ok("inbox", "open", file)
    before = tables(people.lone)
    ran = people.lone("inbox", "open", file)
    assert (ran.code, "er læst ind i forvejen; intet er ændret" in ran.err) == (0, True)
    assert people.lone.json("inbox", "open", file)["bundles"][0]["again"] is True
    assert tables(people.lone) == before


def test_what_comes_too_early_is_kept_waited_for_by_name_and_healed(people: People, tmp_path: Path) -> None:
    first = people.notified(people.mette, LONE)
    before = snapshot(people.lone, tmp_path / "before")
    reply = people.post / "svar.age"
    people.lone.ok("inbox", "open", str(first), "--out", str(reply))
    people.mette.ok("inbox", "open", str(reply))
    people.mette.ok("visit", "log", "A17", "--start", "2026-11-21 10:00", "--minutes", "60")
    second = people.notified(people.mette, LONE)
    put_back(people.lone, before)
    ran = people.lone("inbox", "open", str(second))
    assert ran.code == 3
    assert "2 ændringer er gemt og vises først" in ran.err
    assert "nummer 1 til 7; bed afsenderen sende igen" in ran.err
    assert people.lone.json("case", "list")["cases"] == []
    [wait] = people.lone.json("inbox", "list")["waits"]
    assert (wait["first"], wait["last"]) == (1, 7)
    assert "nummer 1 til 7" in people.lone.ok("inbox", "list")
    assert people.lone("inbox", "open", str(second)).code == 3
    assert people.lone.json("inbox", "open", str(first))["bundles"][0]["new"] == 9
    assert people.lone.json("inbox", "list")["waits"] == []
    assert len(people.lone.json("visit", "list", "A17")["visits"]) == 3
    assert people.lone("inbox", "open", str(second)).code == 0


def test_an_older_bundle_played_again_later_changes_nothing(people: People) -> None:
    first = people.notified(people.mette, LONE)
    visit = people.mette.json("visit", "list", "A17")["visits"][0]["id"]
    people.mette.ok("visit", "correct", visit, "--minutes", "100", "--reason", "uret stod")
    second = people.notified(people.mette, LONE)
    people.lone.ok("inbox", "open", str(second))
    before = people.lone.json("visit", "list", "A17"), tables(people.lone)["shared"]
    ran = people.lone("inbox", "open", str(first), "--json")
    assert (ran.code, json.loads(ran.out)["bundles"][0]["new"]) == (0, 0)
    assert (people.lone.json("visit", "list", "A17"), tables(people.lone)["shared"]) == before
    assert before[0]["visits"][0]["minutes"] == 100


def test_a_store_copied_behind_the_programs_back_is_a_fork_and_both_are_kept(people: People, tmp_path: Path) -> None:
    people.colleagues()
    share = ("--profile", "colleague", "--ground", "early-exchange", "--purpose", "fælles familie")
    kept = snapshot(people.mette, tmp_path / "kept")
    people.mette.ok("visit", "log", "A17", "--start", "2026-11-20 09:00", "--minutes", "45")
    one = people.sealed(people.mette, "Jens Lund", *share)
    put_back(people.mette, kept)
    people.mette.ok("visit", "log", "A17", "--start", "2026-11-20 13:00", "--minutes", "75")
    other = people.sealed(people.mette, "Jens Lund", *share)
    people.jens.ok("inbox", "open", str(one))
    ran = people.jens("inbox", "open", str(other))
    assert ran.code == 21
    assert "spaedbarn: fejl:" in ran.err
    minutes = [visit["minutes"] for visit in people.jens.json("visit", "list", "A17")["visits"]]
    assert sorted(minutes) == [45, 75, 90, 120]
    noted = next(check for check in people.jens.json("doctor")["checks"] if check["id"] == "forks")
    assert noted["detail"] != next(check for check in people.lone.json("doctor")["checks"] if check["id"] == "forks")["detail"]
    assert people.jens("inbox", "open", str(other)).code == 0


@pytest.mark.parametrize("words", [("open", "zzzz"), ("accept", "zzzz"), ("return", "zzzz", "--reason", "x")])
def test_a_bundle_that_never_came_is_not_found(people: People, words: tuple[str, ...]) -> None:
    assert people.lone.refused("inbox", *words) == (40, "bundle_not_found")


@pytest.mark.parametrize(
    ("name", "code", "said"),
    [("{post}/mangler.age", 40, "filen mangler.age er der ikke"), ("mangler.age", 40, "filen mangler.age er der ikke"),
     ("{post}/zzzz", 40, "filen zzzz er der ikke"), ("{post}", 2, "post er en mappe"), ("{post}/", 2, "post er en mappe"),
     (".", 2, ". er en mappe"), ("/dev/null", 2, "filen null kan ikke læses"),
     ("zzzz", 40, "der er ikke kommet nogen pakke med det id, og der er ingen fil af det navn")],
)  # fmt: skip
def test_a_file_that_is_not_there_is_said_to_be_so(people: People, name: str, code: int, said: str) -> None:
    ran = people.lone("inbox", "open", name.format(post=people.post))
    assert (ran.code, ran.out) == (code, "")
    assert f"spaedbarn: fejl: {said}\n" in ran.err
    assert "…" not in ran.err
    assert ("USB-stikket" in ran.err) is ("filen " in said)


def test_a_folder_does_not_stand_in_the_way_of_a_bundle(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    people.lone.ok("inbox", "open", str(people.notified(people.mette, LONE)))
    came = people.lone.json("inbox", "list")["bundles"][0]["id"][:6]
    (people.post / came).mkdir()
    monkeypatch.chdir(people.post)
    assert "Familien A17" in people.lone.ok("inbox", "open", came)


def test_of_several_files_each_is_tried_and_named(people: People) -> None:
    good, bad = people.notified(people.mette, LONE), people.post / "tom.age"
    bad.write_bytes(b"")
    ran = people.lone("inbox", "open", str(bad), str(good))
    assert ran.code == 20
    assert "tom.age:" in ran.err
    assert "Familien A17" in ran.out
    again = people.lone("inbox", "open", str(bad), str(good), "--json")
    assert (again.code, again.err) == (20, "")
    said = json.loads(again.out)
    assert said["problems"] == [{"file": str(bad), "code": 20, "key": "bundle_not_one"}]
    assert [one["again"] for one in said["bundles"]] == [True]
    assert people.lone.refused("inbox", "open", str(bad), str(good), "--out", "x") == (2, "inbox_one_reply")


def test_a_sender_who_is_no_contact_any_more_cannot_be_answered(people: People) -> None:
    people.lone.ok("inbox", "open", str(people.notified(people.mette, LONE)))
    came = bundles(people.lone)[0]["id"]
    people.lone.ok("contact", "remove", "Mette Holm")
    assert people.lone.refused("inbox", "open", str(people.notified(people.mette, LONE))) == (20, "bundle_signature")
    assert bundles(people.lone)[0]["id"] == came
    assert "Familien A17" in people.lone.ok("inbox", "open", came)
    assert desk(people.folder, LONE).json("norm-check", "A17")["cases"][0]["sources"][0]["from"] == "Mette Holm"
