"""A site's own definitions: the last one added is in force, a version is one thing, removing keeps the answers."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from spaedbarn_cli.errors import NotFound, Refused
from spaedbarn_cli.store import definitions, site_definitions

if TYPE_CHECKING:
    from spaedbarn_cli.store.vault import Store

FIRST = {"id": "soevn", "version": "1.0", "kind": "questionnaire"}
SECOND = {**FIRST, "version": "0.9"}


def test_the_last_one_added_is_in_force_whatever_its_number(store: Store) -> None:
    site_definitions.add(store, FIRST, "a" * 64)
    site_definitions.add(store, SECOND, "b" * 64)
    assert [one.version for one in site_definitions.listed(store)] == ["1.0", "0.9"]
    found = site_definitions.in_force(store, "soevn")
    assert found is not None
    assert definitions.kept(store, found.digest) == SECOND
    assert site_definitions.in_force(store, "epds") is None


def test_a_clock_set_back_does_not_bring_an_old_one_back(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    first = site_definitions.add(store, FIRST, "a" * 64)
    monkeypatch.setattr(store, "now", lambda: datetime(2020, 1, 1, tzinfo=UTC))
    second = site_definitions.add(store, SECOND, "b" * 64)
    assert second.added > first.added
    assert site_definitions.in_force(store, "soevn") == second


def test_the_same_again_changes_nothing_and_another_content_is_refused(store: Store) -> None:
    added = site_definitions.add(store, FIRST, "a" * 64)
    assert site_definitions.add(store, FIRST, "a" * 64) == added
    with pytest.raises(Refused) as caught:
        site_definitions.add(store, {**FIRST, "title": "andet"}, "c" * 64)
    assert caught.value.key == "site_version_taken"
    assert site_definitions.listed(store) == [added]
    assert definitions.kept(store, "c" * 64) is None


def test_removing_keeps_the_definition_itself(store: Store) -> None:
    site_definitions.add(store, FIRST, "a" * 64)
    assert site_definitions.remove(store, "soevn") == 1
    assert site_definitions.listed(store) == []
    assert definitions.kept(store, "a" * 64) == FIRST
    with pytest.raises(NotFound):
        site_definitions.remove(store, "soevn")
