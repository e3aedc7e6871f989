"""Personal data stands in the encrypted store and on the screen it was asked onto, and nowhere else."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from canary import CANARY, PLAIN, found_in
from program import PASSPHRASE, Program
from pty_session import RUNNER, clean_env

from spaedbarn_cli.cli import visit

if TYPE_CHECKING:
    from pathlib import Path

LABEL = PLAIN.lower()

_events: list[tuple[str, tuple[Any, ...]]] = []
_listening = [False]


def _listen(event: str, args: tuple[Any, ...]) -> None:
    if _listening[0] and event in ("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.fork"):
        _events.append((event, args))


sys.addaudithook(_listen)

COMMANDS = [
    ("case", "open", "A17", "--due", "2026-09-20", "--legal", CANARY),
    ("person", "add", "A17", "mor", "--role", "mother", "--name", CANARY),
    ("person", "add", "A17", LABEL, "--role", "network", "--name", CANARY),
    ("birth", "A17", "--date", "2026-09-17", "--child", "barn1", "--name", CANARY),
    ("birth", "A17", "--date", "2026-09-18", "--child", "barn1", "--name", CANARY, "--reason", CANARY),
    ("discharge", "A17", "--date", "2026-09-20", "--reason", CANARY),
    ("pause", "A17", "--from", "2026-10-12", "--to", "2026-10-16", "--reason", CANARY),
    ("agree", "A17", "--hours", "5", "--from", "2026-10-19", "--reason", CANARY),
    ("visit", "log", "A17", "--start", "2026-11-16 09:00", "--minutes", "90", "--note", CANARY, "--next", CANARY,
     "--by", CANARY, "--present", f"mor,{LABEL}"),
    ("visit", "log", "A17", "--start", "2026-11-17 09:00", "--status", "cancelled", "--reason", CANARY),
    ("visit", "correct", "@visit", "--note", f"{CANARY} igen", "--reason", CANARY),
    ("visit", "retract", "@visit", "--reason", CANARY),
    ("case", "show", "A17"), ("case", "list"), ("visit", "list"), ("visit", "show", "@visit"),
    ("history", "A17"), ("norm-check", "--why"), ("drafts",), ("doctor",),
    ("case", "correct", "A17", "--legal", CANARY, "--reason", CANARY),
    ("case", "close", "A17", "--date", "2026-11-20", "--reason", CANARY),
]  # fmt: skip

WRONG = [
    ("case", "open", "A17", "--legal", CANARY),
    ("case", "show", f"{CANARY} {CANARY}"),
    ("person", "add", "A17", "mor", "--role", CANARY, "--name", CANARY),
    ("person", "add", "A17", f"{CANARY} {CANARY}", "--role", "mother"),
    ("birth", "A17", "--date", CANARY, "--child", "barn1"),
    ("birth", "A17", "--date", "2026-09-17", "--child", "barn9", "--gestation", CANARY),
    ("pause", "A17", "--from", CANARY, "--to", CANARY, "--reason", CANARY),
    ("agree", "A17", "--hours", CANARY, "--from", "2026-10-19", "--reason", CANARY),
    ("visit", "log", "A17", "--start", CANARY, "--minutes", "90"),
    ("visit", "log", "A17", "--start", "2026-11-16 09:00", "--minutes", CANARY),
    ("visit", "log", "A17", "--start", "2026-11-16 09:00", "--end", CANARY),
    ("visit", "log", "A17", "--start", "2026-11-16 09:00", "--minutes", "90", "--kind", CANARY),
    ("visit", "log", "A17", "--start", "2026-11-16 09:00", "--minutes", "90", "--core", CANARY),
    ("visit", "log", "A17", "--start", "2026-11-16 09:00", "--minutes", "90", "--sign", f"{CANARY}:trust=yes"),
    ("visit", "log", "A17", "--start", "2026-11-16 09:00", "--minutes", "90", "--note", CANARY, CANARY),
    ("visit", "log", "A17", f"--{CANARY}"),
    ("visit", "log", "A17", "--status", CANARY, "--start", "2026-11-16 09:00"),
    (CANARY,), ("visit", CANARY),
    ("drafts", "--drop", CANARY, "--yes"), ("resume", CANARY), ("history", CANARY),
    ("norm-check", "--week", CANARY), ("norm-check", "--format", CANARY),
]  # fmt: skip


def test_names_notes_and_reasons_stand_nowhere_outside_the_store(program: Program) -> None:
    said = ["--name", CANARY, "--role", "health-visitor", "--municipality", CANARY]
    ran = program("init", *said, "--skip-recovery-check", "--json")
    assert ran.code == 0
    assert CANARY not in ran.err
    known = ""
    _events.clear()
    for args in COMMANDS:
        line = [known if word == "@visit" else word for word in args]
        _listening[0] = True
        try:
            ran = program(*line, SPAEDBARN_DEBUG="1")
            as_json = program(*line[:2], "--help")
        finally:
            _listening[0] = False
        assert ran.code == 0, ran
        assert PLAIN.lower() not in (ran.err + as_json.err).lower(), args
        if args[:2] == ("visit", "log"):
            known = known or program.json("visit", "list")["visits"][0]["id"]
    assert _events == []
    assert found_in(program.home, CANARY, PLAIN) == []
    assert PASSPHRASE.encode() not in b"".join(p.read_bytes() for p in program.home.rglob("*") if p.is_file())
    assert PLAIN in program.ok("visit", "list", "--retracted", "--json").replace(CANARY, PLAIN)


@pytest.mark.parametrize("args", WRONG, ids=lambda args: " ".join(args)[:50])
def test_errors_name_the_option_and_never_what_was_typed(families: Program, args: tuple[str, ...]) -> None:
    for more in ((), ("--json",), ("--lang", "en")):
        ran = families(*args, *more, SPAEDBARN_DEBUG="1")
        assert ran.code not in (0, 1), ran
        assert PLAIN.lower() not in (ran.out + ran.err).lower()
    assert found_in(families.home, CANARY, PLAIN) == []


@pytest.mark.parametrize("debug", ["", "1"])
def test_a_defect_tells_where_and_not_what(families: Program, monkeypatch: pytest.MonkeyPatch, debug: str) -> None:
    def broken(*_: object, **__: object) -> None:
        secret = {"note": CANARY}
        raise ValueError(f"cannot save {secret}")

    monkeypatch.setattr(visit, "save", broken)
    log = ("visit", "log", "A17", "--start", "2026-11-16 09:00", "--minutes", "90", "--note", CANARY)
    ran = families(*log, SPAEDBARN_DEBUG=debug)
    assert (ran.code, ran.out) == (1, "")
    assert "der er en fejl i programmet (ValueError ved cli.test_leaks:" in ran.err
    assert CANARY not in ran.err
    assert "secret =" not in ran.err
    assert ("raise ValueError" in ran.err) is bool(debug)
    as_json = families(*log, "--json", SPAEDBARN_DEBUG="")
    assert json.loads(as_json.err)["error"]["key"] == "defect"
    assert CANARY not in as_json.err


@pytest.mark.parametrize(
    "args",
    [
        ("visit", "log", "A17", "--note", "barnet er 170926-1234"),
        ("visit", "log", "A17", "--note", "barnet er 1709261234"),
        ("visit", "log", "A17", "--note=170926 1234"),
        ("person", "add", "A17", "barn2", "--name", "1709261234"),
        ("case", "show", "170926-1234"),
        ("case", "close", "A17", "--date", "2026-11-20", "--reason", "170926-1234"),
        ("--home", "x", "case", "show", "170926-1234"),
    ],
)
def test_a_civil_registration_number_on_the_line_is_refused(program: Program, args: tuple[str, ...]) -> None:
    assert program.refused(*args) == (2, "cpr_on_line")
    assert "1234" not in program(*args).err


def test_what_only_looks_long_is_no_civil_registration_number(families: Program, tmp_path: Path) -> None:
    """A phone number, a moment, a week, and the name of a file or folder."""
    log = ("visit", "log", "A17", "--start", "16-11-2026 09.00", "--minutes", "90")
    families.ok(*log, "--note", "ring 98 12 34 56 78")
    families.ok("visit", "list", "--from", "2026-11-16", "--to", "2026-11-22")
    out = tmp_path / "170926-1234.csv"
    families.ok("norm-check", "--format", "csv", "--out", str(out))
    assert out.is_file()
    elsewhere = Program(tmp_path / "170926-1234")
    elsewhere.ok("--home", str(elsewhere.store), "init", "--name", "Mette Holm", "--role", "leader",
                 "--skip-recovery-check")  # fmt: skip


def test_everything_that_is_written_is_the_users_alone(families: Program) -> None:
    families.ok("unlock")
    for path in (families.store, *families.store.rglob("*"), *(families.home / "state").rglob("*"),
                 *(families.home / "run").rglob("*")):  # fmt: skip
        assert path.stat().st_mode & 0o077 == 0, path


PROBE = """
import ctypes, json, os, resource, sys
from program import Program
from pathlib import Path
import spaedbarn_cli.session as session
from spaedbarn_cli.cli import case
real = case.run_list
def watched(given, *, closed):
    real(given, closed=closed)
    mask = os.umask(0o077)
    dumpable = ctypes.CDLL(None).prctl(3, 0, 0, 0, 0)
    sys.__stdout__.write(json.dumps([mask, dumpable, resource.getrlimit(resource.RLIMIT_CORE)[0], sorted(
        name for name in os.environ if name.startswith("SPAEDBARN_PASS"))]))
case.run_list = watched
Program(Path(sys.argv[1])).ok("case", "list")
"""


def test_an_open_store_leaves_no_core_dump_and_no_secret_for_children(families: Program) -> None:
    env = {**clean_env(families.home), "PYTHONPATH": os.pathsep.join([str(RUNNER.parent), str(RUNNER.parent.parent)])}
    probe = subprocess.run(
        [sys.executable, "-c", PROBE, str(families.home)], env=env, capture_output=True, text=True, check=True
    )
    mask, dumpable, core, secrets = json.loads(probe.stdout)
    assert (mask, core, secrets) == (0o077, 0, [])
    if sys.platform == "linux":
        assert dumpable == 0
