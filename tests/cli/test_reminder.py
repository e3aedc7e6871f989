"""`case remember`: a short working note, changed, taken away, never in another stream."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spaedbarn_cli.cli.reminder import LONGEST

if TYPE_CHECKING:
    from program import Program


def test_written_changed_shown_and_cleared(families: Program) -> None:
    remember = ("case", "remember", "A17")
    assert families.json(*remember)["reminder"] is None
    families.ok(*remember, "--text", "hunden skal\ni bryggers")
    found = families.json(*remember, "--text", "ring på hos naboen")["reminder"]
    assert found == {"text": "ring på hos naboen", "since": "2026-11-22"}
    assert "ring på hos naboen" in families.ok(*remember)
    assert "hunden skal i bryggers" in families.ok("history", "A17")
    families.ok(*remember, "--clear")
    assert "ikke skrevet noget" in families.ok(*remember)
    families.ok(*remember, "--text", "ny")
    assert families.json(*remember)["reminder"]["text"] == "ny"


def test_it_is_read_from_stdin_so_that_it_stands_on_no_command_line(families: Program) -> None:
    families.ok("case", "remember", "A17", "--text", "-", stdin="hunden\n")
    assert families.json("case", "remember", "A17")["reminder"]["text"] == "hunden"


def test_what_does_not_fit_the_screen_is_refused(families: Program) -> None:
    assert families.refused("case", "remember", "A17", "--text", "x" * (LONGEST + 1)) == (2, "reminder_too_long")
    assert families.refused("case", "remember", "A17", "--text", "x", "--clear") == (2, "remember_twice")
    families.ok("case", "remember", "A17", "--text", "x" * LONGEST)


def test_the_same_words_again_are_no_change(families: Program) -> None:
    for _ in range(2):
        families.ok("case", "remember", "A17", "--text", "hunden")
    changes = [one for one in families.json("history", "A17")["changes"] if one["kind"] == "reminder"]
    assert len(changes) == 1
