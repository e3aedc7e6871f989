"""The home screen in a terminal that others have made, with a scrollback like the one people have."""

from __future__ import annotations

import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest
from program import NOW, PASSPHRASE
from pty_session import PATIENCE, RUNNER, clean_env

from interactive.asked import DAY, FAMILY
from interactive.test_home import LOCKED, OURS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from interactive.conftest import Desk

pytestmark = pytest.mark.needs("tmux")


class Tmux:
    """A terminal of its own kind, with a scrollback like the one people have."""

    def __init__(self, desk: Desk) -> None:
        self.name = f"spaedbarn-{desk.home.parent.name}"
        self.run("-f", "/dev/null", "new-session", "-d", "-x", "80", "-y", "24", "-s", "s", "sh",
                 env=clean_env(desk.home, SPAEDBARN_HOME=str(desk.store), SPAEDBARN_NOW=NOW))  # fmt: skip

    def run(self, *words: str, env: dict[str, str] | None = None) -> str:
        return subprocess.run(
            ["tmux", "-L", self.name, *words], env=env, check=True, capture_output=True, text=True, timeout=20
        ).stdout

    def type(self, *keys: str) -> None:
        self.run("send-keys", "-t", "s", *keys)

    def everything(self) -> str:
        """Return the scrollback and the screen."""
        return self.run("capture-pane", "-p", "-J", "-S", "-", "-t", "s")

    def wait_for(self, text: str) -> None:
        """Look until the words are there."""
        self._wait(lambda: text in self.everything(), text)

    def wait_gone(self, text: str) -> None:
        """Look until the words are gone."""
        self._wait(lambda: text not in self.everything(), text)

    def _wait(self, seen: Callable[[], bool], text: str) -> None:
        deadline = time.monotonic() + PATIENCE
        while not seen():  # every look is a program of its own, so this needs no pause
            assert time.monotonic() < deadline, f"waited for {text!r}:\n{self.everything()}"


@pytest.fixture
def tmux(desk: Desk) -> Iterator[Tmux]:
    it = Tmux(desk)
    yield it
    it.run("kill-server")


def test_in_tmux_nothing_is_left_when_locked_or_left(tmux: Tmux) -> None:
    tmux.type("-l", f"{sys.executable} {RUNNER}")
    tmux.type("Enter")
    tmux.wait_for("Adgangssætning")
    tmux.type("-l", PASSPHRASE)
    tmux.type("Enter")
    for keys, words in (("", "Hvad nu"), ("n", "uge 46"), ("Enter", "Log et besøg"), ("b", FAMILY), ("Enter", DAY)):
        if keys:
            tmux.type(keys)
        tmux.wait_for(words)
    tmux.type("C-l")
    tmux.wait_for(LOCKED)
    assert [word for word in OURS if word in tmux.everything()] == []
    tmux.type("C-c")
    tmux.wait_gone("Skriv adgangssætningen")
    tmux.wait_for("Låst.")
    assert [word for word in OURS if word in tmux.everything()] == []
