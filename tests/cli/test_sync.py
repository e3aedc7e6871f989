"""`sync`: both ways over a place that sees only sealed files; nothing is lost while it is away, nothing strange is taken."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from servers import SERVERS, free_port

from spaedbarn_cli.sync.remote import mailbox_of

from .sharing_people import put_back, secrets_of, snapshot, tables

if TYPE_CHECKING:
    from pathlib import Path

    from program import Program
    from servers import Served

    from .sharing_people import People

LONE, JENS = "Lone Krogh", "Jens Lund"
GROUND = ("--ground", "notification", "--purpose", "bekymring for søvnen")
BOTH = ("--profile", "colleague", "--ground", "early-exchange", "--purpose", "fælles familie", "--sync")


def minutes(reader: Program) -> list[int]:
    return sorted(visit["minutes"] for visit in reader.json("visit", "list", "A17")["visits"])


def mailbox(people: People, owner: Program) -> Path:
    return people.remote / mailbox_of(secrets_of(owner).public.age)


def test_it_remembers_where_and_says_what_went_and_came(people: People) -> None:
    people.mette.ok("export", "A17", "--to", LONE, *GROUND, "--sync")
    assert people.mette.refused("sync") == (2, "sync_no_remote")
    ran = people.mette("sync", "--remote", str(people.remote))
    assert ran.code == 0
    assert "til Lone Krogh: 7 ændringer, forseglet og lagt klar" in ran.err
    assert ran.out.splitlines() == ["Kom: 0. Gik: 1.", "Lone Krogh: 7 ændringer er ikke kvitteret for endnu"]
    came = people.lone("sync", SPAEDBARN_REMOTE=str(people.remote))
    assert "Fra Mette Holm: 7 ændringer om A17." in came.err
    assert came.out.splitlines() == ["Kom: 1. Gik: 1.", "Mette Holm: 1 kvittering er ikke nået frem endnu"]
    said = people.mette.json("sync")
    assert said["remote"] == str(people.remote)
    assert (said["received"][0]["receipts"], said["waiting"]) == (1, [])
    assert [(one["to"], one["changes"]) for one in said["sent"]] == [(LONE, 0)]  # that she has the receipt
    people.lone.ok("sync")
    for one in (people.mette, people.lone):
        quiet = one.json("sync")
        assert (quiet["received"], quiet["sent"], quiet["waiting"]) == ([], [], [])
    assert [list(folder.iterdir()) for folder in people.remote.iterdir()] == [[], []]
    assert people.lone.json("sync", "--remote", people.remote.as_uri())["remote"].startswith("file://")


def test_a_dry_run_touches_nothing(people: People) -> None:
    people.mette.ok("export", "A17", "--to", LONE, *GROUND, "--sync")
    people.mette.ok("sync", "--remote", str(people.remote))
    visit = people.mette.json("visit", "list")["visits"][0]["id"]
    people.mette.ok("visit", "correct", visit, "--minutes", "7", "--reason", "x")
    before, lying = tables(people.mette), sorted(people.remote.rglob("*"))
    ran = people.mette("sync", "--dry-run")
    assert (ran.code, ran.out) == (0, "Lone Krogh: 7 ændringer er ikke kvitteret for endnu\n")
    said = people.mette.json("sync", "--dry-run", "--remote", str(people.folder / "nowhere"))
    assert (said["dry_run"], said["waiting"]) == (True, [{"to": LONE, "changes": 7}])
    assert (tables(people.mette), sorted(people.remote.rglob("*"))) == (before, lying)
    assert "mappen, som pakkerne skal ligge i, er der ikke" not in ran.err
    away = people.mette("sync", "--dry-run", "--remote", str(people.folder / "nowhere"))
    assert (away.code, away.out) == (0, ran.out)
    assert "mappen, som pakkerne skal ligge i, er der ikke; sæt USB-stikket i" in away.err
    asked_nobody = people.mette("sync", "--dry-run", "--remote", "sftp://nobody.invalid/ind")
    assert (asked_nobody.code, asked_nobody.out, asked_nobody.err) == (0, ran.out, "")
    assert people.mette.refused("sync", "--dry-run", "--remote", "ftp://nobody.invalid/ind") == (2, "remote_scheme")
    assert people.jens.ok("sync", "--dry-run", "--remote", str(people.remote)) == "Intet venter.\n"


def test_colleagues_write_both_ways_and_working_notes_never_go(people: People) -> None:
    people.colleagues()
    assert people.jens.ok("case", "list").startswith("A17")
    people.jens.ok("visit", "log", "A17", "--start", "2026-11-20 09:00", "--minutes", "45", "--note", "fra Jens")
    people.jens.ok("case", "remember", "A17", "--text", "kun for Jens")
    people.mette.ok("visit", "log", "A17", "--start", "2026-11-21 09:00", "--minutes", "30")
    people.round(people.jens, people.mette)
    assert minutes(people.mette) == minutes(people.jens) == [30, 45, 90, 120]
    for own, other in ((people.mette, "kun for Jens"), (people.jens, "ring på hos naboen")):
        assert other not in json.dumps(tables(own), ensure_ascii=False, default=str)
    people.mette.ok("sync")
    entry = people.mette.json("ledger", "A17")["entries"][0]
    assert (entry["direction"], entry["name"], entry["waits"]) == ("both_ways", JENS, 0)
    assert people.mette.ok("norm-check", "A17", "--json") == people.jens.ok("norm-check", "A17", "--json")


def test_a_restored_backup_is_a_new_device_and_gets_everything_back(people: People, tmp_path: Path) -> None:
    people.colleagues()
    backup = tmp_path / "mette.bak"
    people.mette.ok("backup", "create", str(backup))
    people.mette.ok("visit", "log", "A17", "--start", "2026-11-21 09:00", "--minutes", "30")
    people.jens.ok("visit", "log", "A17", "--start", "2026-11-20 09:00", "--minutes", "45")
    people.round(people.mette, people.jens)
    again = tmp_path / "ny"
    people.mette.ok("backup", "restore", str(backup), "--home", str(again))
    people.mette.ok("visit", "log", "A17", "--start", "2026-11-22 09:00", "--minutes", "15", "--home", str(again))
    for _ in range(2):
        people.mette.ok("sync", "--remote", str(people.remote), "--home", str(again))
        people.jens.ok("sync")
    restored = people.mette.json("visit", "list", "A17", "--home", str(again))["visits"]
    assert sorted(visit["minutes"] for visit in restored) == [15, 30, 45, 90, 120] == minutes(people.jens)
    assert people.mette.json("doctor", "--home", str(again))["ok"] is True
    assert people.jens.json("doctor")["ok"] is True


def test_what_is_not_ours_is_named_left_there_and_the_rest_taken_in(people: People) -> None:
    people.mette.ok("export", "A17", "--to", LONE, *GROUND, "--sync")
    people.mette.ok("sync", "--remote", str(people.remote))
    box = mailbox(people, people.lone)
    strange = {"0" * 32: b"", "1" * 32: b"age-encryption.org/v1\n" + bytes(300), "f" * 32: b"tilfaeldigt" * 99}
    theirs = people.notified(people.mette, "Birgit Dam").read_bytes()
    for name, content in {**strange, "2" * 32: theirs}.items():
        (box / f"{name}.age").write_bytes(content)
    (box / "noter.txt").write_text("ikke vores")
    ran = people.lone("sync", "--remote", str(people.remote), "--json")
    assert ran.code == 3
    said = json.loads(ran.out)
    assert [(one["file"], one["code"]) for one in said["problems"]] == [
        ("0" * 32 + ".age", 20), ("1" * 32 + ".age", 20), ("2" * 32 + ".age", 22), ("f" * 32 + ".age", 20),
    ]  # fmt: skip
    assert minutes(people.lone) == [90, 120]
    assert sorted(path.name for path in box.iterdir()) == sorted([*(f"{name * 32}.age" for name in "012f"), "noter.txt"])
    again = people.lone("sync")
    assert (again.code, again.err.count("spaedbarn: fejl:")) == (3, 4)


def test_a_fork_over_the_remote_is_told_and_both_are_kept(people: People, tmp_path: Path) -> None:
    people.colleagues()
    kept = snapshot(people.mette, tmp_path / "kept")
    for start in ("2026-11-20 09:00", "2026-11-20 13:00"):
        put_back(people.mette, kept)
        people.mette.ok("visit", "log", "A17", "--start", start, "--minutes", "45")
        people.mette.ok("sync")
        ran = people.jens("sync", "--json")
    assert (ran.code, json.loads(ran.err)["error"]["key"]) == (21, "bundle_fork")
    assert json.loads(ran.out)["received"][0]["forks"] == 1
    assert minutes(people.jens) == [45, 45, 90, 120]
    assert people.mette("sync").code == 21  # the other of her two stores comes back to her
    people.round(people.jens, people.mette)
    assert minutes(people.mette) == [45, 45, 90, 120]
    assert people.mette.json("doctor")["ok"] is people.jens.json("doctor")["ok"] is True


def over(served: Served) -> dict[str, Any]:
    return {"SPAEDBARN_REMOTE": served.url, **served.env}


@pytest.mark.parametrize("kind", SERVERS)
def test_two_people_exchange_over_a_real_server_that_is_down_for_a_while(people: People, tmp_path: Path, kind: str) -> None:
    with SERVERS[kind](tmp_path / "server") as served:
        people.mette.ok("export", "A17", "--to", JENS, *BOTH)
        away = over(served.via(free_port())) if kind != "file" else {"SPAEDBARN_REMOTE": str(tmp_path / "ingen stick")}
        before = tables(people.mette)
        ran = people.mette("sync", **away)
        assert ran.code == 1
        assert "Jens Lund: 6 ændringer er ikke kvitteret for endnu" in ran.out
        assert "Intet er tabt: det, der venter, går med næste gang." in ran.err
        failed = people.mette("sync", "--json", **away)
        key = json.loads(failed.err)["error"]["key"]
        assert key == ("remote_no_folder" if kind == "file" else "remote_unreachable")
        assert tables(people.mette) == before
        people.mette.ok("sync", **over(served))
        people.jens.ok("sync", **over(served))
        people.jens.ok("visit", "log", "A17", "--start", "2026-11-20 09:00", "--minutes", "45")
        people.jens.ok("sync", **over(served))
        people.mette.ok("sync", **over(served))
        assert minutes(people.mette) == minutes(people.jens) == [45, 90, 120]
        people.jens.ok("sync", **over(served))
        assert [served.lying(mailbox_of(secrets_of(one).public.age)) for one in (people.mette, people.jens)] == [{}, {}]


def test_one_correction_is_one_correction(people: People) -> None:
    people.mette.ok("export", "A17", "--to", LONE, *GROUND, "--sync")
    people.round(people.mette, people.lone)
    visit = people.mette.json("visit", "list", "A17")["visits"][0]["id"]
    people.mette.ok("visit", "correct", visit, "--minutes", "100", "--reason", "uret stod")
    assert "til Lone Krogh: 1 rettelse er føjet til\n" in people.mette("sync").err


def test_of_one_with_only_a_browser_it_says_how_corrections_get_there(people: People) -> None:
    people.mette.ok("contact", "add", "Asta Bruun", "--browser", "--role", "social-worker")
    people.mette.ok("export", "A17", "--to", "Asta Bruun", *GROUND, "--html", "--out", str(people.post))
    for visit, minutes in zip(people.mette.json("visit", "list", "A17")["visits"], ("100", "80"), strict=True):
        people.mette.ok("visit", "correct", visit["id"], "--minutes", minutes, "--reason", "uret stod")
    ran = people.mette("sync", "--remote", str(people.remote))
    assert ran.err == (
        "Asta Bruun har kun en browser: 2 rettelser om A17 når først frem med en ny side, `spaedbarn export A17 --to "
        '"Asta Bruun" --html`\n'
    )
    assert people.mette("sync").err == ""
