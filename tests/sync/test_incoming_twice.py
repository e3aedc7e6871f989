"""One bundle in two hands: two processes that open it at once take it in once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from spaedbarn_cli.store import sharings
from spaedbarn_cli.sync import incoming
from sync.forging import a_visit, three

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sync.somebody import Somebody

    People = tuple[Somebody, Somebody, Somebody, str]


@pytest.fixture
def people() -> Iterator[People]:
    with three() as found:
        yield found


def test_a_bundle_that_came_between_the_look_and_the_writing_is_taken_in_once(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    """INC001"""
    mette, jens, _, family = people
    mette.store.append([a_visit(family, "visitonce0000000")])
    data = mette.send(jens)
    assert data is not None
    real = incoming._known
    looked: list[str] = []

    def late(store: object, bundle: str) -> object:
        """Let the other process be quicker: it has written when we have looked."""
        looked.append(bundle)
        if len(looked) == 1:
            jens.take(data)
            return None
        return real(store, bundle)  # type: ignore[arg-type]

    monkeypatch.setattr(incoming, "_known", late)
    arrival = jens.take(data)
    assert arrival.again
    assert [one.bundle for one in sharings.received(jens.store)].count(arrival.bundle) == 1

