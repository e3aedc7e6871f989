"""Install what `make build` made into fresh environments, and use the program there as somebody who just got it.

    python tests/smoke.py dist

Nothing of this checkout is on the path; dependencies come from where pip gets them. Run by `make check`, not by pytest.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

PASSPHRASE = "fem blå spande sand"
STEPS: tuple[tuple[int, tuple[str, ...]], ...] = (
    (0, ("--version",)),
    (0, ("--help",)),
    (10, ("case", "list")),
    (0, ("init", "--name", "Mette Holm", "--role", "health-visitor", "--skip-recovery-check")),
    (0, ("case", "open", "A17", "--due", "2026-09-10", "--start", "2026-07-01")),
    (0, ("birth", "A17", "--date", "2026-09-17", "--child", "barn1", "--gestation", "39+4")),
    (0, ("visit", "log", "A17", "--start", "2026-11-16 09:00", "--minutes", "90", "--note", "God stund på gulvet")),
    (0, ("visit", "list", "A17")),
    (0, ("norm-check", "--why")),
    (4, ("norm-check", "--check")),
    (0, ("doctor", "--check")),
    (0, ("guide",)),
)
"""What is run, and the exit code it must have."""


def installed(archive: Path, folder: Path) -> Path:
    """Make an environment with the archive in it; returns its `spaedbarn`."""
    venv.create(folder, with_pip=True)
    bin_ = folder / ("Scripts" if os.name == "nt" else "bin")
    subprocess.run(
        [bin_ / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", archive], check=True
    )
    return bin_ / "spaedbarn"


def use(program: Path, home: Path) -> None:
    """Take the steps; ends with the first that goes otherwise than it should."""
    env = {
        name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "SPAEDBARN", "VIRTUAL_ENV"))
    }
    env.update(
        HOME=str(home), SPAEDBARN_HOME=str(home / "store"), XDG_STATE_HOME=str(home / "state"),
        XDG_RUNTIME_DIR=str(home / "run"), SPAEDBARN_PASSPHRASE=PASSPHRASE, SPAEDBARN_NOW="2026-11-22", PYTHONUTF8="1",
    )  # fmt: skip
    for wanted, step in STEPS:
        done = subprocess.run(
            [program, *step], env=env, cwd=home, capture_output=True, text=True, encoding="utf-8", check=False
        )
        if done.returncode != wanted:
            sys.exit(
                f"smoke: spaedbarn {' '.join(step)}: exit {done.returncode}, not {wanted}\n{done.stdout}{done.stderr}"
            )
    shown = subprocess.run(
        [program, "case", "show", "A17", "--json"],
        env=env,
        cwd=home,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    age = json.loads(shown.stdout)["children"][0]["age"]
    if age != {"months": 2, "days": 5}:
        sys.exit(f"smoke: the child is {age}")
    leaked = [path for path in home.rglob("*") if path.is_file() and b"God stund" in path.read_bytes()]
    if leaked:
        sys.exit("smoke: a note lies in the clear")


def exchange(program: Path, home: Path) -> None:
    """Two people with the installed program: one seals, the other opens, accepts and answers over a folder."""

    def run(who: str, *step: str, wanted: int = 0) -> str:
        folder = home / who
        folder.mkdir(exist_ok=True)
        env = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "SPAEDBARN", "VIRTUAL"))}
        env.update(
            HOME=str(folder), SPAEDBARN_HOME=str(folder / "store"), XDG_STATE_HOME=str(folder / "state"),
            XDG_RUNTIME_DIR=str(folder / "run"), SPAEDBARN_PASSPHRASE=PASSPHRASE, SPAEDBARN_NOW="2026-11-22", PYTHONUTF8="1",
        )  # fmt: skip
        done = subprocess.run(
            [program, *step], env=env, cwd=home, capture_output=True, text=True, encoding="utf-8", check=False
        )
        if done.returncode != wanted:
            sys.exit(f"smoke: {who}: spaedbarn {' '.join(step)}: exit {done.returncode}\n{done.stdout}{done.stderr}")
        return done.stdout

    (home / "shared").mkdir()
    for who, name, role in (("mette", "Mette Holm", "health-visitor"), ("lone", "Lone Krogh", "social-worker")):
        run(who, "init", "--name", name, "--role", role, "--skip-recovery-check")
        run(who, "identity", "card", "--out", str(home / f"{who}.txt"))
    run("mette", "contact", "add", "Lone Krogh", "--card", str(home / "lone.txt"))
    run("lone", "contact", "add", "Mette Holm", "--card", str(home / "mette.txt"))
    run("mette", "case", "open", "A17", "--due", "2026-09-10")
    run("mette", "birth", "A17", "--date", "2026-09-17", "--child", "barn1")
    run("mette", "visit", "log", "A17", "--start", "2026-11-16 09:00", "--minutes", "90", "--note", "God stund")
    run("mette", "export", "A17", "--to", "Lone Krogh", "--ground", "duty-by-law", "--purpose", "status", "--sync")
    run("mette", "sync", "--remote", str(home / "shared"))
    run("lone", "sync", "--remote", str(home / "shared"))
    came = json.loads(run("lone", "inbox", "list", "--json"))["bundles"]
    run("lone", "inbox", "accept", came[0]["id"])
    run("lone", "sync")
    run("mette", "sync")
    states = [entry["state"] for entry in json.loads(run("mette", "ledger", "A17", "--json"))["entries"]]
    if states != ["accepted"] or "1 t 30 min" not in run("lone", "visit", "list", "A17"):
        sys.exit(f"smoke: the exchange ended as {states}")
    run("mette", "contact", "add", "Birgit Dam", "--browser")
    run("mette", "export", "A17", "--to", "Birgit Dam", "--ground", "duty-by-law", "--purpose", "status", "--html", "--out",
        str(home / "page.html"))  # fmt: skip


def main() -> None:
    """Try the wheel and the source archive."""
    dist = Path(sys.argv[1])
    for pattern in ("*.whl", "*.tar.gz"):
        (archive,) = dist.glob(pattern)
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            (folder / "home").mkdir()
            program = installed(archive.absolute(), folder / "venv")
            use(program, folder / "home")
            (folder / "two").mkdir()
            exchange(program, folder / "two")
        print(f"smoke: {archive.name} works in an environment of its own")


if __name__ == "__main__":
    main()
