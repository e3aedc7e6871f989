"""Every kind of place in turn on a real server, and the mailbox of somebody new in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from servers import SERVERS, Served

from spaedbarn_cli.sync import keys, remote
from sync.places import enter

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="module", params=list(SERVERS))
def served(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with SERVERS[request.param](tmp_path_factory.mktemp(request.param)) as one:
        yield one


@pytest.fixture
def place(served: Served, monkeypatch: pytest.MonkeyPatch) -> Served:
    """Return the place, with this process in the home of somebody who may use it."""
    enter(served, monkeypatch)
    return served


@pytest.fixture
def mailbox() -> str:
    return remote.mailbox_of(keys.new_keys().public.age)
