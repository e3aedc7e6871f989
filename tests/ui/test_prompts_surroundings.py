"""Where a question is asked: without colour, beside pipes, on a terminal of plain lines; and what naming it loads."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from pty_session import CTRL_C, ENTER, ROOT, PtySession, clean_env

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.conftest import Asked

    Start = Callable[..., Asked]


def test_what_is_shown_cannot_steer_the_terminal(asked: Start) -> None:
    it = asked("dark")
    it.wait_for("[31mFar")
    it.send(ENTER)
    assert it.wait_exit() == 0
    assert it.answers() == ["i dag"]
    assert "\x1b[31m" not in it.raw
    assert "\u202e" not in it.raw


def test_no_colour_is_sent_when_none_is_wanted(asked: Start) -> None:
    it = asked("mixed")
    it.wait_for("Dag")
    it.send(ENTER * 2)
    it.wait_for("mor, barn1")
    styles = {code for codes in re.findall(r"\x1b\[([0-9;]*)m", it.raw) for code in codes.split(";")}
    assert styles <= {"", "0", "1"}  # plain and bold
    assert "\x1b[?1000h" not in it.raw  # no mouse


def test_stdout_stays_clean_for_a_pipe(asked: Start) -> None:
    it = asked("text")
    home = it.path.parent
    it.__exit__()
    program = f"{sys.executable} {ROOT}/tests/ui/asking.py text {home}/answers >{home}/piped"
    with PtySession(["-c", program], env=clean_env(home), program=["/bin/sh"]) as shell:
        shell.wait_for("Dag")
        shell.send(ENTER, ENTER)
        assert shell.wait_exit() == 0
    assert (home / "piped").read_text() == "slut\n"
    assert it.answers() == ["i dag", 9]


def test_the_terminal_is_asked_when_stdin_and_stderr_are_pipes(asked: Start) -> None:
    it = asked("text")
    home = it.path.parent
    it.__exit__()
    program = f"echo data | {sys.executable} {ROOT}/tests/ui/asking.py text {home}/answers 2>{home}/err"
    with PtySession(["-c", program], env=clean_env(home), program=["/bin/sh"]) as shell:
        shell.wait_for("Dag")
        shell.send(ENTER, ENTER)
        assert shell.wait_exit() == 0
    assert it.answers() == ["i dag", 9]
    assert (home / "err").read_text() == ""


@pytest.mark.parametrize(
    ("scenario", "steps", "answers"),
    [
        ("text", [("Dag", "\n"), ("Minutter", "x\n"), ("et tal", "90\n")], ["i dag", 90]),
        ("optional", [("Tegn", "<\n")], ["<BACK>"]),
        ("optional", [("Tegn", ">\n")], ["<SKIP>"]),
        ("choice", [("(2)", "9\n"), ("fra 1 til 3", "3\n")], ["video"]),
        ("many", [("0 for ingen", "\n")], [["mother", "child1"]]),
        ("many", [("0 for ingen", "2 4\n")], [["father", "child2"]]),
        ("note", [("punktum", "Træt.\nSøvn.\n.\n")], ["Træt.\nSøvn."]),
        ("new-passphrase", [("Ny", "kort\n"), ("for kort", "lang nok\n"), ("igen", "lang nok\n")], ["lang nok"]),
        ("confirm", [("Slet", "j\n")], [True]),
        ("optional", [("Tegn", CTRL_C)], ["!Interrupted"]),
        ("idle-text", [("Dag", "")], ["!IdleLock idle"]),
    ],
)
def test_a_terminal_of_plain_lines(asked: Start, scenario: str, steps: list[tuple[str, str]], answers: list) -> None:
    it = asked(scenario, TERM="dumb")
    for shown, keys in steps:
        it.wait_for(shown)
        it.send(keys)
    it.wait_exit()
    assert it.answers() == answers
    assert "\x1b" not in it.raw
    assert scenario != "new-passphrase" or "lang nok" not in it.raw


def test_naming_the_prompts_loads_nothing_that_draws() -> None:
    code = (
        "import sys; from spaedbarn_cli.ui.prompts import BACK, ask_text;"
        "print([m for m in ('questionary', 'prompt_toolkit', 'asyncio') if m in sys.modules])"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert told.stdout == "[]\n"
