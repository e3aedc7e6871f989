"""`history`: who said what, when, what it was before, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from program import Program


@pytest.fixture
def visit(families: Program) -> str:
    """A visit of A17 that was corrected and then taken back; its id."""
    [found] = families.json("visit", "list", "A17")["visits"]
    key = str(found["id"])
    families.ok("visit", "correct", key, "--minutes", "60", "--note", "Vejet: 4.120 g.", "--reason", "skrev forkert")
    families.ok("visit", "retract", key, "--reason", "var hos naboen")
    return key


def changes(program: Program, about: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = program.json("history", about)["changes"]
    return found


def test_a_record_tells_what_it_was_what_it_became_and_why(families: Program, visit: str) -> None:
    created, corrected, retracted = changes(families, visit)
    assert [step["op"] for step in (created, corrected, retracted)] == ["create", "amend", "retract"]
    assert {step["record"] for step in (created, corrected, retracted)} == {visit}
    assert (created["kind"], created["author"], created["reason"]) == ("visit", "Mette Holm", None)
    assert created["after"]["note"] == "Første besøg."
    assert corrected["before"]["note"] == "Første besøg."
    assert corrected["after"]["note"] == "Vejet: 4.120 g."
    assert (corrected["before"]["end"], corrected["after"]["end"]) == (
        "2026-11-19T10:30+01:00", "2026-11-19T10:00+01:00",
    )  # fmt: skip
    assert (corrected["reason"], retracted["reason"]) == ("skrev forkert", "var hos naboen")
    assert {"change", "at", "author", "kind", "record", "op", "reason", "before", "after"} <= set(created)
    assert created["at"].startswith("2026-11-22T13:30:00")


def test_it_reads_as_one_would_tell_it(families: Program, visit: str) -> None:
    lines = [" ".join(line.split()) for line in families.ok("history", visit).splitlines()]
    assert lines[0] == "22. november 2026 14.30 Mette Holm"
    assert lines[1] == f"besøg 19. november 09.00: skrevet ind {visit[:6]}"
    assert "note Første besøg. → Vejet: 4.120 g." in lines
    assert "slut 19. november 2026 10.30 → 19. november 2026 10.00" in lines
    assert "hvorfor skrev forkert" in lines
    assert f"besøg 19. november 09.00: trukket tilbage {visit[:6]}" in lines
    assert "til stede mor og barn1" in lines
    assert "hvordan hjemme" in lines
    english = " ".join(families.ok("history", visit, "--lang", "en").split())
    assert "visit 19 November 09:00: corrected" in english
    assert "why var hos naboen" in english


def test_a_family_tells_of_everything_that_belongs_to_it_and_of_no_other(families: Program, visit: str) -> None:
    steps = changes(families, "a17")
    assert [step["kind"] for step in steps] == ["case", "person", "person", "person", "visit", "visit", "visit"]
    spoken = families.ok("history", "A17")
    assert "familien A17: skrevet ind" in spoken
    assert "person mor: skrevet ind" in spoken
    assert "B03" not in spoken


def test_every_field_and_kind_that_can_change_has_words_in_both_languages() -> None:
    from spaedbarn_cli.i18n import catalog
    from spaedbarn_cli.store.tables import KINDS, SECRET_FIELDS

    for lang in catalog.LANGUAGES:
        texts = catalog.load(lang)
        for kind in KINDS:
            assert f"history.kind.{kind}" in texts
            lacking = [name for name in KINDS[kind].columns if f"history.field.{name}" not in texts]
            assert set(lacking) <= {"case_id"} | SECRET_FIELDS


@pytest.mark.parametrize("about", ["Z99", "zzzzzz", "abc", "%%%%", ""])
def test_what_there_is_not_is_said_with_its_code(families: Program, about: str) -> None:
    assert families.refused("history", about) == ((40, "history_not_found") if about else (2, "usage_missing"))


def test_pauses_agreements_and_corrections_of_a_family_are_told_in_words(families: Program) -> None:
    families.ok("pause", "A17", "--from", "2026-12-20", "--to", "2027-01-03", "--reason", "juleferie")
    families.ok("agree", "A17", "--hours", "4,5", "--from", "2026-12-01", "--reason", "aftalt på netværksmøde")
    families.ok("case", "correct", "A17", "--due", "2026-09-25", "--reason", "ny termin efter scanning")
    said = " ".join(families.ok("history", "A17").split())
    assert "pause 20. december – 3. januar: skrevet ind" in said
    assert "tid om ugen 4 t 30 min" in said
    assert "termin 20. september 2026 → 25. september 2026 hvorfor ny termin efter scanning" in said


def test_reading_the_history_of_another_ones_family_is_itself_noted(families: Program) -> None:
    from contextlib import closing

    from program import PASSPHRASE

    from spaedbarn_cli.store import driver, keyfile, keywrap

    families.ok("history", "A17")
    keywrap.testing_kdf_cost, kept = (1, 1, 64), keywrap.testing_kdf_cost
    try:
        key = keyfile.unwrap(keyfile.read_keyfile(families.store), keyfile.PASSPHRASE, PASSPHRASE)
    finally:
        keywrap.testing_kdf_cost = kept
    with closing(driver.connect(families.store / "store.db", key)) as connection:
        assert connection.execute("SELECT count(*) FROM accesses").fetchone() == (0,)
        connection.execute("UPDATE cases SET owner = 'Lone Krogh'")
    families.ok("history", "A17")
    with closing(driver.connect(families.store / "store.db", key)) as connection:
        assert connection.execute("SELECT command FROM accesses").fetchall() == [("history",)]
