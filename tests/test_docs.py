"""What README and guide say is so: every command is named, every example runs, every help shows one."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from command_help import ROOT, commands, help_of_all
from pty_session import RUNNER, clean_env

from spaedbarn_cli.cli.guide import guide_text

if TYPE_CHECKING:
    from pathlib import Path

README = (ROOT / "README.md").read_text("utf-8")
BLOCKS = re.findall(r"<!-- run -->\n```sh\n(.*?)```", README, re.DOTALL)
PASSPHRASE = "fem blå spande sand"


def shell(env: dict[str, str], script: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run lines as a shell does, with `spaedbarn` on the path."""
    return subprocess.run(
        ["sh", "-eu", "-c", script], env=env, cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False
    )


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    bin_ = tmp_path / "bin"
    bin_.mkdir()
    program = bin_ / "spaedbarn"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{RUNNER}" "$@"\n')
    program.chmod(0o755)
    made = clean_env(tmp_path, SPAEDBARN_HOME=str(tmp_path / "store"), SPAEDBARN_PASSPHRASE=PASSPHRASE)
    return {**made, "PATH": f"{bin_}{os.pathsep}{made['PATH']}", "SPAEDBARN_NOW": "2026-11-22"}


def test_the_commands_of_the_readme_run(env: dict[str, str], tmp_path: Path) -> None:
    assert len(BLOCKS) == 5
    made = shell(env, 'spaedbarn init --name "Mette Holm" --role health-visitor --skip-recovery-check', tmp_path)
    assert made.returncode == 0, made.stderr
    for block in BLOCKS:
        done = shell(env, block, tmp_path)
        assert done.returncode == 0, f"{block}\n{done.stderr}"
    assert "<svg" in (tmp_path / "norm.html").read_text("utf-8")
    assert "Birgit Dam" not in (tmp_path / "page.html").read_text("utf-8")


@pytest.mark.parametrize("lang", ["da", "en"])
def test_the_first_steps_of_the_guide_run(lang: str, env: dict[str, str], tmp_path: Path) -> None:
    first = "\n".join(line.strip() for line in guide_text(lang).splitlines() if line.startswith("    "))
    env["SPAEDBARN_NOW"] = "2026-12-07"
    done = shell(env, f"spaedbarn init --name Mette --role health-visitor --skip-recovery-check\n{first}", tmp_path)
    assert done.returncode == 0, done.stderr


def test_every_command_stands_in_the_readme() -> None:
    table = README.partition("## Commands")[2].partition("\n## ")[0]
    named = set(re.findall(r"`([a-z -]+)`", table))
    assert named == set(commands())


def test_the_guides_name_only_commands_that_exist() -> None:
    for lang in ("da", "en"):
        for line in re.findall(r"spaedbarn ([a-z][a-z -]*)", guide_text(lang)):
            words = line.split(" -")[0].split()
            assert any(" ".join(words[:n]) in commands() for n in (1, 2)), f"{lang}: {line}"


def test_the_guides_are_the_same_page_in_two_languages() -> None:
    shape = [
        [re.sub(r"[^#\d-]", "", line[:3]) for line in guide_text(lang).splitlines() if re.match(r"#|- |\d\. ", line)]
        for lang in ("da", "en")
    ]
    assert shape[0] == shape[1]
    assert all(len(line) <= 78 for lang in ("da", "en") for line in guide_text(lang).splitlines())


@pytest.mark.parametrize(("lang", "mark"), [("da", "Eksempel: "), ("en", "Example: ")])
def test_every_help_shows_an_example_of_its_own_command(lang: str, mark: str) -> None:
    for name in commands():
        text = help_of_all(lang)[f"spaedbarn {name}"]
        example = [line for line in text.splitlines() if line.startswith(mark)]
        assert len(example) == 1, f"{name} ({lang}) shows {len(example)} examples"
        assert f"spaedbarn {name}" in example[0]


@pytest.mark.parametrize("lang", ["da", "en"])
def test_every_option_is_explained(lang: str) -> None:
    for name in commands():
        for line in help_of_all(lang)[f"spaedbarn {name}"].splitlines():
            assert not re.fullmatch(r"  --\S+( \S+)?", line), f"{name} ({lang}): {line.strip()} says nothing"


def test_the_variables_of_the_program_are_those_of_the_readme() -> None:
    source = "".join(path.read_text("utf-8") for path in (ROOT / "spaedbarn_cli").rglob("*.py"))
    read = set(re.findall(r'"(SPAEDBARN_[A-Z_]+)"', source))
    assert read == set(re.findall(r"\bSPAEDBARN_[A-Z_]+", README))
