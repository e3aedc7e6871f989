"""What is not loaded takes no time: the quick commands leave the heavy libraries alone."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from pty_session import clean_env

ROOT = Path(__file__).parent.parent
HEAVY = {
    "rich", "questionary", "prompt_toolkit", "sqlite_utils", "sqlcipher3", "cryptography", "yaml", "platformdirs",
    "pydantic", "pygments",
}  # fmt: skip

PROBE = """
import json, sys
{before}
from spaedbarn_cli.main import run
code = run(sys.argv[1:])
print(json.dumps({{"code": code, "loaded": sorted(set(sys.modules))}}), file=sys.stderr)
"""


FAST = "import run_fast"
"""The seam of the key derivation: what was made with it is opened with it."""


def loaded(env: dict[str, str], *args: str, before: str = "") -> tuple[set[str], str]:
    """Run the program in a fresh interpreter; return which heavy libraries it loaded, and what it printed."""
    program = [sys.executable, "-c", PROBE.format(before=before), *args]
    done = subprocess.run(program, env=env, capture_output=True, text=True, encoding="utf-8", check=False)
    found = json.loads(done.stderr.splitlines()[-1])
    assert found["code"] == 0, done.stderr
    return {name for name in found["loaded"] if name in HEAVY}, done.stdout


@pytest.mark.parametrize(
    "words", [["--version"], ["--help"], ["visit", "--help"], ["visit", "log", "--help"]], ids=" ".join
)
def test_help_and_version_load_nothing_heavy(words: list[str], tmp_path: Path) -> None:
    assert loaded(clean_env(tmp_path), *words)[0] == set()


@pytest.mark.parametrize("line", ["", "visit", "visit\nlog\n--kind", "case\nopen\n--programme"], ids=repr)
def test_completion_loads_nothing_heavy(line: str, tmp_path: Path) -> None:
    env = clean_env(tmp_path, _SPAEDBARN_COMPLETE="1", _SPAEDBARN_WORDS=line)
    heavy, shown = loaded(env)
    assert heavy == set()
    assert shown


def test_logging_a_visit_under_a_session_loads_only_the_database(tmp_path: Path) -> None:
    env = clean_env(tmp_path, SPAEDBARN_HOME=str(tmp_path / "store"))

    def sp(*args: str, **extra: str) -> str:
        runner = [sys.executable, str(ROOT / "tests" / "run_fast.py"), *args]
        done = subprocess.run(
            runner, env={**env, **extra}, capture_output=True, text=True, encoding="utf-8", check=True
        )
        return done.stdout.strip()

    secret = {"SPAEDBARN_PASSPHRASE": "fem blå spande sand"}
    sp("demo", **secret)
    env["SPAEDBARN_SESSION"] = sp("unlock", **secret)
    visit = ["visit", "log", "A17", "--start", "i dag 09.00", "--minutes", "60", "--present", "mor"]
    sp(*visit)  # the first one reads the programme's file and keeps it in the store
    env["PYTHONPATH"] += f":{ROOT / 'tests'}"
    heavy, shown = loaded(env, *visit, before=FAST)
    assert "A17" in shown
    assert heavy <= {"sqlcipher3", "cryptography"}
