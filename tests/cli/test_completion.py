"""Completion: what the program answers, and that a real shell shows it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from pty_session import RUNNER, TAB, PtySession, clean_env

from spaedbarn_cli.cli.completion import SCRIPTS
from spaedbarn_cli.domain.case import PERSON_ROLES, ROLES
from spaedbarn_cli.domain.visit import KINDS, STATUSES

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def answered(home: Path, *words: str, **extra: str) -> list[str]:
    """Return what is offered after the words, the last of which is being typed."""
    env = clean_env(
        home, _SPAEDBARN_COMPLETE="1", _SPAEDBARN_WORDS="\n".join(words[:-1]), _SPAEDBARN_TYPED=words[-1], **extra
    )
    command = [sys.executable, str(RUNNER)]
    done = subprocess.run(command, env=env, capture_output=True, text=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stderr) == (0, "")
    return [line.partition("\t")[0] for line in done.stdout.splitlines()]


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (["vis"], ["visit"]),
        (["visit", ""], ["log", "list", "show", "correct", "retract"]),
        (["visit", "log", "--k"], ["--kind"]),
        (["visit", "log", "A17", "--kind", "t"], ["transition", "telephone"]),
        (["visit", "log", "A17", "--kind=t"], ["--kind=transition", "--kind=telephone"]),
        (["visit", "log", "A17", "--kind", "=", "t"], ["transition", "telephone"]),
        (["visit", "log", "--kind", ""], [*KINDS]),
        (["visit", "log", "--status", ""], [*STATUSES]),
        (["visit", "log", "--cancelled-by", ""], ["family", "us"]),
        (["visit", "log", "--start", ""], []),
        (["visit", "log", ""], []),
        (["person", "add", "A17", "mor", "--role", ""], [*PERSON_ROLES]),
        (["init", "--role", ""], [*ROLES]),
        (["case", "open", "--programme", ""], ["jammerbugt-spaedbarn"]),
        (["--lang", ""], ["da", "en"]),
        (["--lang", "en", "vis"], ["visit"]),
        (["visit", "--json", "lo"], ["log"]),
        (["--home", ""], [":files"]),
        (["import", "visits", ""], [":files"]),
        (["backup", "create", ""], [":files"]),
        (["norm-check", "--out", ""], [":files"]),
        (["completion", ""], [*SCRIPTS]),
        (["nothing", "of", "ours", ""], []),
        (["norm-check", "--format", "h"], ["html"]),
        ([""], ["init", "unlock", "lock"]),
    ],
    ids=str,
)
def test_answers(words: Sequence[str], wanted: Sequence[str], tmp_path: Path) -> None:
    found = answered(tmp_path, *words)
    assert found[: len(wanted)] == list(wanted) if words == [""] else found == list(wanted)


def test_options_come_with_what_they_mean_in_the_language_in_use(tmp_path: Path) -> None:
    env = clean_env(tmp_path, _SPAEDBARN_COMPLETE="1", _SPAEDBARN_WORDS="visit\nlog", _SPAEDBARN_TYPED="--min")
    for lang, word in (("da", "Længde"), ("en", "minutes")):
        done = subprocess.run(
            [sys.executable, str(RUNNER)], env={**env, "SPAEDBARN_LANG": lang}, capture_output=True, text=True,
            encoding="utf-8", check=True,
        )  # fmt: skip
        assert word in done.stdout


def test_completion_neither_opens_nor_makes_anything(tmp_path: Path) -> None:
    answered(tmp_path, "visit", "log", "--kind", "", SPAEDBARN_HOME=str(tmp_path / "store"), SPAEDBARN_PASSPHRASE="x")
    assert not (tmp_path / "store").exists()


@pytest.mark.parametrize("shell", [*SCRIPTS, "pwsh"])
def test_every_shell_has_a_script(shell: str, tmp_path: Path) -> None:
    command = [sys.executable, str(RUNNER), "completion", shell]
    done = subprocess.run(
        command, env=clean_env(tmp_path), capture_output=True, text=True, encoding="utf-8", check=True
    )
    assert "_SPAEDBARN_COMPLETE" in done.stdout


def test_an_unknown_shell_is_told_which_there_are(tmp_path: Path) -> None:
    command = [sys.executable, str(RUNNER), "completion", "tcsh"]
    done = subprocess.run(
        command, env=clean_env(tmp_path), capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == 2
    assert "bash, zsh, fish, powershell" in done.stderr


def _install(home: Path) -> dict[str, str]:
    bin_ = home / "bin"
    bin_.mkdir()
    (bin_ / "spaedbarn").write_text(f'#!/bin/sh\nexec "{sys.executable}" "{RUNNER}" "$@"\n')
    (bin_ / "spaedbarn").chmod(0o755)
    env = clean_env(home, PS1="> ")
    return {**env, "PATH": f"{bin_}:{env['PATH']}"}


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("spaedbarn vis", "spaedbarn visit "),
        ("spaedbarn visit lo", "spaedbarn visit log "),
        ("spaedbarn visit log A17 --sta", "--sta"),
        ("spaedbarn visit log A17 --kind tel", "--kind telephone "),
        ("spaedbarn visit log A17 --kind=tel", "--kind=telephone "),
        ("spaedbarn visit log --status no", "--status no-show "),
        ("spaedbarn case open D07 --programme jam", "--programme jammerbugt-spaedbarn "),
        ("spaedbarn import visits bes", "spaedbarn import visits besøg.csv "),
    ],
)
def test_bash_completes_at_the_tab_key(typed: str, shown: str, tmp_path: Path) -> None:
    env = _install(tmp_path)
    (tmp_path / "besøg.csv").touch()
    bash = shutil.which("bash")
    assert bash, "bash is where completion is tried for real"
    with PtySession(["--norc", "--noprofile", "-i"], env=env, program=[bash], cwd=tmp_path) as it:
        it.send('eval "$(spaedbarn completion bash)"; PS1="ready$ "\r')
        it.wait_for("ready$ ")
        it.send(typed, TAB)
        it.wait_until(lambda: shown in "".join(it.lines()), f"{shown!r} to be completed")
