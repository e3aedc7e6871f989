"""What is shipped is whole: the wheel carries migrations, instruments and guides, and runs by itself."""

from __future__ import annotations

import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest
from pty_session import clean_env

ROOT = Path(__file__).parent.parent

RUN = """
from spaedbarn_cli.store import keywrap
keywrap.testing_kdf_cost = (1, 1, 64)
from spaedbarn_cli.main import main
main()
"""
"""The program with the quick key derivation of tests/run_fast.py, but found on the path alone."""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build wheel and source archive once; returns their folder."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="module")
def unpacked(built: Path) -> Path:
    """Unpack the wheel, as an installation does; returns the folder to put on the path."""
    folder = built / "unpacked"
    with zipfile.ZipFile(next(built.glob("*.whl"))) as wheel:
        wheel.extractall(folder)
    return folder


def _shipped(name: str, ending: str) -> set[str]:
    return {path.relative_to(ROOT / name).as_posix() for path in (ROOT / name).rglob(f"*.{ending}")}


def test_the_wheel_holds_every_data_file(unpacked: Path) -> None:
    data = unpacked / "spaedbarn_cli" / "_data"
    assert {path.name for path in (data / "migrations").glob("*.sql")} == _shipped("migrations", "sql")
    found = {path.relative_to(data / "instruments").as_posix() for path in (data / "instruments").rglob("*.yaml")}
    assert found == _shipped("instruments", "yaml")
    assert "programmes/jammerbugt-spaedbarn.yaml" in found
    for lang in ("da", "en"):
        assert (unpacked / "spaedbarn_cli" / "i18n" / lang / "guide.md").is_file()


def test_the_wheel_holds_nothing_of_the_workshop(unpacked: Path) -> None:
    top = {path.name for path in unpacked.iterdir()}
    assert {name for name in top if not name.endswith(".dist-info")} == {"spaedbarn_cli"}
    entry = next(unpacked.glob("*.dist-info/entry_points.txt")).read_text("utf-8")
    assert "spaedbarn = spaedbarn_cli.main:main" in entry


def test_the_source_archive_can_be_tested_and_built_again(built: Path) -> None:
    with tarfile.open(next(built.glob("*.tar.gz"))) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert {
        "pyproject.toml",
        "Makefile",
        "README.md",
        "tests/smoke.py",
        "tests/golden/pictures/norm-check.svg",
    } <= names
    assert {f"migrations/{name}" for name in _shipped("migrations", "sql")} <= names
    assert {f"instruments/{name}" for name in _shipped("instruments", "yaml")} <= names
    assert not [name for name in names if name.startswith((".demo", ".venv", ".git/"))]


def test_the_wheel_runs_from_where_it_was_unpacked(unpacked: Path, tmp_path: Path) -> None:
    env = clean_env(tmp_path, SPAEDBARN_HOME=str(tmp_path / "store"), SPAEDBARN_PASSPHRASE="fem blå spande sand")
    env["PYTHONPATH"] = str(unpacked)

    def python(code: str, *args: str) -> str:
        command = [sys.executable, "-c", code, *args]
        done = subprocess.run(
            command, env=env, cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    where = python("from spaedbarn_cli import paths; print(paths.migrations_dir(), paths.instruments_dir(), sep='\\n')")
    assert where.splitlines() == [
        str(unpacked / "spaedbarn_cli" / "_data" / name) for name in ("migrations", "instruments")
    ]
    python(RUN, "demo")
    assert "A17" in python(RUN, "norm-check")
    assert "recover" in python(RUN, "guide")
    python(RUN, "doctor", "--check")


def test_a_checkout_finds_its_data_beside_the_package() -> None:
    from spaedbarn_cli import paths

    assert (paths.migrations_dir(), paths.instruments_dir()) == (ROOT / "migrations", ROOT / "instruments")
