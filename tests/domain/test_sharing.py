"""What of a record is copied, and what is never shown by accident."""

from __future__ import annotations

from typing import Any

import pytest

from spaedbarn_cli.domain.sharing import (
    ACCEPTED,
    DELIVERED,
    OPENED,
    RETURNED,
    STATES,
    Profile,
    SharedRecord,
    Sharing,
)

PROFILE = Profile(
    key="caseworker", text={"da": "rådgiver", "en": "case worker"}, streams=("contact",),
    fields={"visit": ("start", "end", "excused"), "pause": ("reason",)}, notes={"visit": ("note", "next")},
)  # fmt: skip
VISIT: dict[str, Any] = {
    "start": "2026-11-16T09:00+01:00", "end": None, "excused": False, "note": "Sover roligt.", "next": "", "new": "ukendt",
}  # fmt: skip


def test_the_fields_that_are_named_go_and_nothing_else() -> None:
    assert PROFILE.chosen("visit", VISIT, notes=False) == {"start": VISIT["start"], "excused": False}
    assert PROFILE.chosen("visit", VISIT, notes=True) == {
        "start": VISIT["start"], "excused": False, "note": "Sover roligt.", "next": "",
    }  # fmt: skip


def test_a_kind_that_is_not_named_never_goes_and_one_without_content_is_empty() -> None:
    assert PROFILE.chosen("tie", {"name": "mormor"}, notes=True) is None
    assert PROFILE.chosen("pause", {}, notes=False) == {}
    assert PROFILE.chosen("pause", {"reason": "ferie"}, notes=True) == {"reason": "ferie"}, "a kind without free text"


@pytest.mark.parametrize(("value", "stays"), [("Ord.", True), ({"q1": 2}, True), (0, True), ("", False), (None, False),
                                              ([], False), ({}, False)])  # fmt: skip
def test_free_text_stays_behind_where_there_is_some(value: Any, stays: bool) -> None:
    assert PROFILE.kept_back("visit", {"note": value}, notes=False) is stays
    assert PROFILE.kept_back("visit", {"note": value}, notes=True) is False
    assert PROFILE.kept_back("pause", {"note": value}, notes=False) is False


def test_the_states_of_a_receipt_stand_in_the_order_they_come_to_be_said() -> None:
    assert STATES == (DELIVERED, OPENED, ACCEPTED, RETURNED)


def test_a_copy_does_not_show_its_content_when_it_is_printed() -> None:
    one = SharedRecord(record="r1", kind="visit", stream="contact", fields={"note": "Signe sover."})
    assert "Signe" not in repr(one)
    assert (one.version, one.retracted) == (1, False)


def test_what_is_shared_lasts_until_it_ends() -> None:
    one = Sharing(id="s", case_id="c", contact="k", profile="colleague", streams=("contact",))
    assert (one.target, one.ended, one.notes) == (None, None, False)
