"""`brief`: one screen from everything that is kept, and what is not kept is not asked for."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from spaedbarn_cli.store import log, vault

if TYPE_CHECKING:
    from pathlib import Path

    from program import Program


def test_a_family_before_the_doorbell(families: Program) -> None:
    families.ok("case", "remember", "A17", "--text", "hunden skal i bryggers")
    families.ok("visit", "log", "A17", "--start", "2026-11-20 09:00", "--status", "no-show")
    text = families.ok("brief", "a17")
    for words in ("A17", "mor, far, barn1 (2 mdr. 5 dage)", "1 t 30 min af 6 t", "torsdag, hjemme, mor: Første besøg.",
                  "fre 20. november udeblevet", "Forfalder", "hunden skal i bryggers"):  # fmt: skip
        assert words in text, words
    assert len(text.splitlines()) <= 22


def test_json_names_what_was_found(families: Program) -> None:
    found = families.json("brief", "A17")
    assert (found["case"], found["week"]["week"], found["week"]["delivered_minutes"]) == ("A17", "2026-W47", 90)
    assert found["last_visit"]["first_line"] == "Første besøg."
    assert found["network"] is None
    assert {"obligation", "due", "state"} <= set(found["due"][0])
    assert found["reminder"] is None


def test_before_birth_and_without_a_visit(families: Program) -> None:
    text = families.ok("brief", "B03")
    assert "termin 20. december" in text
    assert "der har ikke været noget besøg endnu" in text


def test_scores_promises_and_network_changes(families: Program, tmp_path: Path) -> None:
    file = tmp_path / "svar.json"
    for day, code in (("2026-10-02", 1), ("2026-11-18", 0)):
        file.write_text(json.dumps({str(n): code if n < 10 else 0 for n in range(1, 11)}))
        families.ok("questionnaire", "run", "epds", "A17", "--subject", "mor", "--date", day, "--answers", str(file))
    families.ok("visit", "log", "A17", "--start", "2026-11-21 09:00", "--minutes", "60", "--next", "folder om søvn")
    families.ok("network", "add", "A17", "Birgitte", "--circle", "1", "--sector", "family")
    text = families.ok("brief", "A17")
    assert "9 → 0 ↓ (grænse 11 eller derover)" in text
    assert "Du lovede   folder om søvn" in text
    assert "kortet er tegnet: 1 person" in text
    families.ok("visit", "log", "A17", "--start", "2026-11-22 13:00", "--minutes", "60")
    families.ok("network", "add", "A17", "Louise", "--circle", "2", "--sector", "friends", "--now", "2026-11-23T10:00")
    later = families.json("brief", "A17", "--now", "2026-11-23T11:00")
    assert [one["change"] for one in later["network"]] == ["new"]


def test_who_is_not_there_is_not_found(families: Program) -> None:
    assert families.refused("brief", "Z99") == (40, "case_not_found")
    assert families.refused("brief") == (2, "usage_missing")


@pytest.mark.parametrize(
    ("args", "name"),
    [
        (("brief", "A17"), "brief"), (("timeline", "A17"), "timeline"), (("case", "remember", "A17"), "case remember"),
        (("report", "status", "A17", "--json"), "report status"),
    ],
)  # fmt: skip
def test_reading_a_family_of_another_is_logged_once(
    families: Program, monkeypatch: pytest.MonkeyPatch, args: tuple[str, ...], name: str
) -> None:
    logged: list[str] = []
    real = log.append

    def watched(connection: Any, entries: Any, **more: Any) -> Any:
        logged.extend(entry.fields["command"] for entry in entries if entry.kind == "access")
        return real(connection, entries, **more)

    monkeypatch.setattr(log, "append", watched)
    families.ok(*args)
    assert logged == []  # her own
    monkeypatch.setattr(vault.Store, "author", property(lambda _: "Jens Lund", lambda *_: None), raising=False)
    families.ok(*args)
    assert logged == [name]
