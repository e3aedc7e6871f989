"""`timeline`: on the screen, as JSON in order of date, as a page that names nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from program import Program


def test_everything_in_order(families: Program) -> None:
    families.ok("meeting", "log", "A17", "--kind", "network", "--date", "2026-10-20", "--safety", "mor=6")
    families.ok("pause", "A17", "--from", "2026-11-02", "--to", "2026-11-08", "--reason", "ferie")
    found = families.json("timeline", "A17")["items"]
    assert [(one["date"], one["kind"], one["what"]) for one in found] == [
        ("2026-09-17", "phase", "birth"), ("2026-10-20", "meeting", "network"), ("2026-11-02", "pause", "pause"),
        ("2026-11-19", "visit", "home"),
    ]  # fmt: skip
    text = families.ok("timeline", "A17")
    assert "■ netværksmøde (tryghed: mor 6)" in text
    assert "pause til 8. november: ferie" in text


def test_a_part_of_it(families: Program) -> None:
    assert families.json("timeline", "A17", "--from", "2026-10-01", "--to", "2026-11-18")["items"] == []
    assert "der er sket intet" in families.ok("timeline", "A17", "--to", "2026-01-01")
    assert families.refused("timeline", "A17", "--from", "2026-11-02", "--to", "2026-11-01") == (2, "to_before_from")
    assert families.json("timeline", "B03")["items"] == []


def test_the_page_is_written_whole_and_names_nobody(families: Program, tmp_path: Path) -> None:
    families.ok("person", "add", "A17", "mormor", "--role", "network", "--name", "Birgitte Skov")
    families.ok("visit", "log", "A17", "--start", "2026-11-21 09:00", "--status", "cancelled", "--reason", "Birgitte var syg")
    out = tmp_path / "tidslinje.html"
    families.ok("timeline", "A17", "--out", str(out))
    text = out.read_text("utf-8")
    assert "<svg" in text
    assert "Birgitte" not in text
    assert "Første besøg" not in text
    assert families.refused("timeline", "A17", "--out", str(tmp_path)) == (2, "out_is_folder")
    assert families.refused("timeline", "A17", "--out", str(families.store / "t.html")) == (41, "out_in_store")
