"""What every test may use: golden files that are compared whole and rewritten only on demand.

A test that meets a program which is not part of this project is marked `needs("age")`. Where that program is not
installed the test is left out, and the end of the run says so. Where everything must run (`make check`, CI), it is not
left out: it fails and says what it lacks. There the drawn examples are the same every time, so that a change is never
refused for what another one let in; `make test` draws new ones at each run.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from collections.abc import Callable

GOLDEN = Path(__file__).parent / "golden"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="rewrite tests/golden with what the program says now")


EVERYTHING = bool(os.environ.get("CI") or os.environ.get("EVERYTHING"))
if EVERYTHING:
    settings.load_profile("ci")
PROGRAMS = {
    "age": ("age", "age-keygen"), "tmux": ("tmux",), "npm": ("npm",), "sshd": ("sshd", "ssh-keygen"),
    "chromium": ("chromedriver",),
}  # fmt: skip
"""What a mark names, and the programs that stand for it."""


def _lacking() -> set[str]:
    path = os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin", "/sbin"])
    return {name for name, programs in PROGRAMS.items() if not all(shutil.which(one, path=path) for one in programs)}


def _needs(item: pytest.Item) -> set[str]:
    named = {str(mark.args[0]) for mark in item.iter_markers("needs")}
    return named | ({"sshd"} if "sftp" in item.nodeid else set())


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    lacking = _lacking()
    if EVERYTHING or not lacking:
        return
    out = [item for item in items if _needs(item) & lacking]
    if out:
        config.hook.pytest_deselected(items=out)
        items[:] = [item for item in items if item not in out]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    lacking = sorted(_lacking())
    if lacking and not EVERYTHING:
        terminalreporter.section("left out")
        named = ", ".join(lacking)
        terminalreporter.line(f"tests that need a program this computer lacks: {named}; README says how to get it")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Return `compare(name, text)`: `text` must be what stands in `tests/golden/<name>`, to the byte."""

    def compare(name: str, text: str) -> None:
        path = GOLDEN / name
        if request.config.getoption("--update-golden"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        assert path.is_file(), f"no golden file {name}; look at the result, then run pytest --update-golden"
        assert text == path.read_bytes().decode("utf-8"), f"{name} differs; if that is meant: pytest --update-golden"

    return compare
