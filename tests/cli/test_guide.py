"""The user guide, as it is printed; what it says is held by tests/test_docs.py."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from pty_session import RUNNER, clean_env

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("lang", "title", "heading"),
    [("da", "Spædbarn, kort fortalt", "Når noget går galt"), ("en", "Spædbarn in short", "The first time")],
)
def test_guide_is_printed_without_a_store(lang: str, title: str, heading: str, tmp_path: Path) -> None:
    command = [sys.executable, str(RUNNER), "guide", "--lang", lang]
    done = subprocess.run(
        command, env=clean_env(tmp_path), capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert lines[:2] == [title, "═" * len(title)]
    assert lines[lines.index(heading) + 1] == "─" * len(heading)
    assert len(lines) <= 125  # one sheet, both sides
    told = subprocess.run(
        [*command, "--json"], env=clean_env(tmp_path), capture_output=True, text=True, encoding="utf-8", check=True
    )
    assert json.loads(told.stdout)["guide"].startswith(f"# {title}\n")
