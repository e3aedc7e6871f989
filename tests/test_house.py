"""The rules of the house that no tool of others holds for us."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "spaedbarn_cli"
MODULES = sorted(
    path for path in PACKAGE.rglob("*.py") if "i18n/da" not in path.as_posix() and "i18n/en" not in path.as_posix()
)
TOP = ("spaedbarn_cli", "tests", "migrations", "instruments", ".ci")
SHIPPED = sorted(
    path
    for place in (*(ROOT / name for name in TOP), ROOT / "Makefile", ROOT / "README.md", ROOT / "pyproject.toml")
    for path in ([place] if place.is_file() else place.rglob("*"))
    if path.is_file()
    and "__pycache__" not in path.parts
    and path.suffix in {".py", ".md", ".yaml", ".sql", ".toml", ".json", ""}
)
MOST_LINES = 500

WITHOUT_A_TEST_FILE = {
    "__init__": "nothing in it but a name or a version",
    "__main__": "two lines; tests/smoke.py runs it",
    "main": "every test of tests/cli and tests/scripts goes through it; tests/test_startup.py holds what it loads",
    "session": "every command opens the store through it",
    "errors": "tests/test_words.py walks its classes",
    "paths": "tests/test_packaging.py finds the shipped folders both ways",
    "app": "tests/test_docs.py and tests/test_words.py read the help it makes",
    "root": "tests/test_docs.py builds the whole tree with it",
    "catalog": "tests/test_words.py reads every text through it",
    "demo_families": "tests/cli/test_demo.py",
    "demo_notes": "tests/cli/test_demo.py",
    "ids": "random names; every record in every test has one",
}
"""Modules without a test file of their own name, and where they are tested."""


def _names(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_every_module_has_a_test() -> None:
    """`visit_fields` is tested by a `test_visit_fields…`, or by a `test_visit…` in the folder of its room."""
    named = {path.stem for path in MODULES}

    def tested(path: Path) -> bool:
        room = ROOT / "tests" / path.parent.name
        first = path.stem.split("_")[0]
        return any((ROOT / "tests").rglob(f"test_{path.stem}*.py")) or any(room.glob(f"test_{first}*.py"))

    lacking = [_names(path) for path in MODULES if path.stem not in WITHOUT_A_TEST_FILE and not tested(path)]
    assert not lacking, "\n".join(lacking)
    assert set(WITHOUT_A_TEST_FILE) <= named, "a module of the list is gone"


@pytest.mark.parametrize("path", MODULES, ids=_names)
def test_files_stay_readable(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= MOST_LINES
    assert path.stem not in {"utils", "util", "helpers", "helper", "manager", "service", "services", "common", "misc"}


def test_nothing_is_left_for_later() -> None:
    marks = re.compile("|".join(("TO" + "DO", "FIX" + "ME", "XX" + "X")))
    left = [f"{_names(path)}: {found[0]}" for path in SHIPPED if (found := marks.search(path.read_text("utf-8")))]
    assert not left, "\n".join(left)


def test_only_the_terminal_prints() -> None:
    printing = [
        f"{_names(path)}:{node.lineno}"
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    ]
    assert not printing, "\n".join(printing)


def test_no_test_is_skipped_or_asleep() -> None:
    shy = re.compile(r"@pytest\.mark\.(skip|xfail)|pytest\.skip\(|time\." + r"sleep\(")
    found = [
        f"{_names(path)}: {hit[0]}"
        for path in sorted((ROOT / "tests").rglob("*.py"))
        if path != Path(__file__) and (hit := shy.search(path.read_text("utf-8")))
    ]
    assert not found, "\n".join(found)


def test_nothing_names_a_place_on_one_machine() -> None:
    places = re.compile(r"/(root|work|opt|Users|home)/[a-z]|/tmp/(?!$)[a-z]|[Cc]:\\\\Users")
    found = [
        f"{_names(path)}: {hit[0]}"
        for path in SHIPPED
        if path != Path(__file__) and (hit := places.search(path.read_text("utf-8")))
    ]
    assert not found, "\n".join(found)
