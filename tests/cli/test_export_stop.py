"""Sharing ends when somebody says so: nothing more goes, and what was given stays in the ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cli.sharing_people import People

TO_JENS = ("A17", "--to", "Jens Lund")


def test_a_colleague_gets_nothing_more_once_sharing_is_stopped(people: People) -> None:
    people.colleagues()
    assert people.mette.refused("export", *TO_JENS, "--stop") == (2, "usage_missing")
    stopped = people.mette.json("export", *TO_JENS, "--stop", "--reason", "familien har fået en anden")
    assert "contact" in stopped["stopped"]
    people.mette.ok("visit", "log", "A17", "--start", "2026-11-21 09:00", "--minutes", "60")
    before = len(people.jens.json("visit", "list", "A17")["visits"])
    people.round(people.mette, people.jens)
    assert len(people.jens.json("visit", "list", "A17")["visits"]) == before
    [entry] = people.mette.json("ledger", "A17")["entries"]
    assert entry["ended"]
    assert people.mette.refused("export", *TO_JENS, "--stop", "--reason", "igen") == (40, "share_none_to_stop")
