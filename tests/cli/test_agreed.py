"""`discharge`, `pause` and `agree`, and what they do to the week."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from program import Program


def week(program: Program) -> dict[str, Any]:
    """Return week 47 of A17."""
    found: dict[str, Any] = program.json("norm-check", "A17", "--week", "2026-W47")["cases"][0]["weeks"][0]
    return found


def test_a_family_is_home_from_the_discharge(families: Program) -> None:
    shown = families.json("discharge", "A17", "--date", "2026-11-19")
    assert (shown["home_from"], shown["phase"]) == ("2026-11-19", "after-birth")
    assert week(families)["active_days"] == 4
    assert "hjemme fra 19. november" in families.ok("discharge", "A17", "--date", "19-11-2026")


def test_a_pause_has_both_its_days_and_asks_nothing(families: Program) -> None:
    shown = families.json("pause", "A17", "--from", "2026-11-16", "--to", "2026-11-17", "--reason", "ferie")
    assert [(p["from"], p["to"], p["reason"]) for p in shown["pauses"]] == [("2026-11-16", "2026-11-17", "ferie")]
    assert week(families)["active_days"] == 5
    assert "16. november til 18. november" in families.ok(
        "pause", "A17", "--from", "2026-11-16", "--to", "2026-11-18", "--reason", "ferie"
    )


def test_an_agreed_level_stands_beside_the_norm(families: Program) -> None:
    said = ("agree", "A17", "--hours", "7,5", "--from", "2026-11-16", "--reason", "aftalt på netværksmøde")
    shown = families.json(*said, "--to", "2026-12-31")
    assert [(a["minutes"], a["from"], a["to"]) for a in shown["agreements"]] == [(450, "2026-11-16", "2026-12-31")]
    assert (week(families)["plan_minutes"], week(families)["required_minutes"]) == (450, 360)
    assert "7 t 30 min om ugen fra 16. november" in families.ok(*said)
