"""A family of which there are only copies: it is read, and nobody writes in it, whatever the command."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from .sharing_people import tables

if TYPE_CHECKING:
    from .sharing_people import People


@pytest.fixture
def given(people: People) -> People:
    people.lone.ok("inbox", "open", str(people.notified(people.mette, "Lone Krogh")))
    return people


def test_no_command_writes_in_it(given: People) -> None:
    lone = given.lone
    visit = lone.json("visit", "list", "A17")["visits"][0]["id"]
    before = tables(lone)
    for command in (
        ("visit", "log", "A17", "--start", "2026-11-20 09:00", "--minutes", "60"),
        ("visit", "correct", visit, "--minutes", "60", "--reason", "x"),
        ("visit", "retract", visit, "--reason", "x"),
        ("pause", "A17", "--from", "2026-11-16", "--to", "2026-11-22", "--reason", "x"),
        ("person", "add", "A17", "partner", "--role", "partner"),
        ("case", "close", "A17", "--date", "2026-11-20", "--reason", "x"),
        ("case", "correct", "A17", "--start", "2026-08-01", "--reason", "x"),
        ("case", "remember", "A17", "--text", "x"),
        ("consent", "give", "A17", "--by", "mor", "--to", "social-worker", "--streams", "contact"),
        ("agree", "A17", "--hours", "5", "--from", "2026-11-20", "--reason", "x"),
        ("meeting", "log", "A17", "--kind", "network", "--date", "2026-11-16"),
        ("goal", "add", "A17", "--worry", "x", "--working", "y", "--needed", "z"),
        ("network", "add", "A17", "Inger", "--circle", "1", "--sector", "family"),
    ):
        assert lone.refused(*command) == (41, "only_copies"), command
    after = tables(lone)
    journal = [name for name in ("changes", "payloads", "visits", "pauses", "persons", "cases", "consents") if name in before]
    read = {name: [row for row in before[name] if row in after[name]] for name in journal}
    assert all(read[name] == before[name] for name in journal)
    assert [len(after[name]) for name in journal if name not in ("changes", "payloads")] == [
        len(before[name]) for name in journal if name not in ("changes", "payloads")
    ]


def test_whose_copies_they_are_is_said_and_a_family_of_ones_own_is_another(given: People) -> None:
    ran = given.lone("pause", "A17", "--from", "2026-11-16", "--to", "2026-11-22", "--reason", "x")
    assert "kun kopier" in ran.err
    assert "spaedbarn ledger A17" in ran.err
    given.lone.ok("case", "open", "B03", "--due", "2026-12-20")
    given.lone.ok("person", "add", "B03", "mor", "--role", "mother")


def test_who_is_given_the_journal_later_writes_in_it(given: People) -> None:
    """Whoever had copies and becomes a colleague goes on in the journal itself."""
    given.jens.ok("inbox", "open", str(given.notified(given.mette, "Jens Lund")))
    assert given.jens.refused("visit", "log", "A17", "--start", "2026-11-20 09:00", "--minutes", "60")[0] == 41
    given.colleagues()
    given.jens.ok("visit", "log", "A17", "--start", "2026-11-20 09:00", "--minutes", "60")
