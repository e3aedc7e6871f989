"""The flags of a visit, read into fields."""

from __future__ import annotations

import io
import sys

import pytest

from spaedbarn_cli.cli.visit_fields import MOST_NOTE, read_kind, read_note, read_sign, read_status, split
from spaedbarn_cli.domain.visit import KINDS, STATUSES, Sign
from spaedbarn_cli.errors import WrongUsage


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_taken_in_any_letters(kind: str) -> None:
    assert read_kind(f" {kind.upper()} ") == kind
    assert read_kind(kind.replace("-", "_")) == kind


@pytest.mark.parametrize("status", STATUSES)
def test_every_status_is_taken_in_any_letters(status: str) -> None:
    assert read_status(status.replace("-", "_").title()) == status


def test_nothing_said_is_a_visit_held_at_home() -> None:
    assert (read_kind(None), read_status(None)) == ("home", "held")


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("child:eye_contact=yes", Sign("child", "eye_contact", "yes")),
        (" Mor : trust = Partly ", Sign("mor", "trust", "partly")),
        ("parents:trust=", Sign("parents", "trust", "")),
    ],
)
def test_a_sign_has_somebody_a_key_and_a_value(text: str, sign: Sign) -> None:
    assert read_sign(text) == sign


@pytest.mark.parametrize("text", ["", "trust", "trust=yes", "child:trust", ":", "="])
def test_what_is_no_sign_is_refused(text: str) -> None:
    with pytest.raises(WrongUsage) as refused:
        read_sign(text)
    assert refused.value.key == "bad_sign_form"


def test_lists_may_be_repeated_or_have_commas() -> None:
    assert split(("mor, far", "barn1", " ,")) == ["mor", "far", "barn1"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_a_note_that_is_piped_in_keeps_its_letters(encoding: str, monkeypatch: pytest.MonkeyPatch) -> None:
    note = "smørrebrød – og en god stund på gulvet"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(note.encode(encoding)), encoding="ascii"))
    assert read_note("-") == note


@pytest.mark.parametrize("letter", ["x", "æ", "👶"])
def test_a_note_has_an_end(letter: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def piped(length: int) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO((letter * length).encode())))

    piped(MOST_NOTE)
    assert read_note("-") == letter * MOST_NOTE
    piped(MOST_NOTE + 1)
    with pytest.raises(WrongUsage) as refused:
        read_note("-")
    assert refused.value.key == "note_too_long"
