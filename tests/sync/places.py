"""A place of any kind: entered by this process, opened through another port or where it is not, and what it then says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from servers import Served, free_port

from spaedbarn_cli.errors import Failed
from spaedbarn_cli.sync import remote

if TYPE_CHECKING:
    from collections.abc import Callable

ON_A_WIRE = ("sftp", "webdav", "s3")


def enter(place: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let this process find keys where somebody who uses the place has them."""
    monkeypatch.delenv("SSH_AUTH_SOCK", raising=False)
    for name, value in place.env.items():
        monkeypatch.setenv(name, value)


def use(place: Served, monkeypatch: pytest.MonkeyPatch, port: int) -> remote.Remote:
    """Open the place through another port."""
    other = place.via(port)
    enter(other, monkeypatch)
    return remote.open_remote(other.url)


def failure(work: Callable[[], Any]) -> Failed:
    with pytest.raises(Failed) as caught:
        work()
    return caught.value


def on_a_wire(place: Served) -> bool:
    return place.kind in ON_A_WIRE


def nobody(place: Served, monkeypatch: pytest.MonkeyPatch) -> remote.Remote:
    """Open the place where it is not: a port where nobody listens, a stick that is not plugged in."""
    if on_a_wire(place):
        return use(place, monkeypatch, free_port())
    return remote.open_remote(f"{place.url}-et-andet-stik")
