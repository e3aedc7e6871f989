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
    "__main__": "two lines; every installed program is started through its twin",
    "main": "tests/cli/test_bad_input.py: exit codes and messages; tests/test_startup.py: what it loads",
    "session": "tests/cli/test_vault.py opens stores through it in every way",
    "errors": "tests/test_words.py walks its classes",
    "paths": "tests/test_packaging.py finds the shipped folders both ways",
    "i18n/catalog": "tests/test_words.py reads every text through it",
    "catalog/building": "tests/catalog/test_programmes.py",
    "catalog/files": "tests/catalog/test_load.py",
    "cli/app": "tests/test_docs.py and tests/test_words.py read the help it makes",
    "cli/root": "tests/test_docs.py builds the whole tree with it; tests/cli/test_bad_input.py its complaints",
    "cli/family": "tests/cli/test_case.py, and every command on a family",
    "cli/week": "tests/cli/test_visit.py: the line after a visit",
    "domain/demo_families": "tests/cli/test_demo.py",
    "domain/demo_meetings": "tests/cli/test_demo.py",
    "domain/demo_notes": "tests/cli/test_demo.py",
    "domain/json_rows": "tests/domain/test_spreadsheet.py",
    "domain/score_cutoff": "tests/domain/test_scoring.py",
    "domain/score_parts": "tests/domain/test_scoring.py",
    "domain/score_reach": "tests/domain/test_scoring.py",
    "domain/score_result": "tests/domain/test_scoring.py",
    "cli/kept": "tests/interactive/test_resume.py: kill and resume of every draft",
    "report/documents": "tests/cli/test_case.py and test_visit.py: the JSON of both",
    "report/terminal": "tests/cli/test_case.py and test_visit.py: cards and lists",
    "cli/event": "tests/cli/test_meeting.py",
    "cli/goal": "tests/cli/test_meeting.py",
    "cli/today": "tests/cli/test_plan.py",
    "domain/meeting": "tests/cli/test_meeting.py",
    "domain/obligation": "tests/catalog/test_obligations.py",
    "domain/plan_facts": "tests/domain/test_schedule.py",
    "domain/plan_json": "tests/cli/test_plan.py",
    "report/meeting_documents": "tests/cli/test_meeting.py",
    "report/meeting_terminal": "tests/cli/test_meeting.py",
    "report/plan_ics": "tests/cli/test_plan.py: read back by a library made for it",
    "report/plan_terminal": "tests/cli/test_plan.py",
    "report/plan_words": "tests/cli/test_plan.py",
    "store/plan": "tests/cli/test_plan.py and test_meeting.py",
    "report/history_terminal": "tests/cli/test_history.py",
    "report/home_terminal": "tests/interactive/test_home.py",
    "store/driver": "tests/store/test_faults.py: the errors it maps; tests/store/test_vault.py: key and pragmas",
    "store/ids": "random names; every record in every test has one",
    "store/outside": "tests/cli/test_doctor.py",
    "store/tables": "tests/store/test_projection.py",
    "ui/terminal": "tests/cli/test_bad_input.py: where words go; tests/interactive/test_leaks.py: what is wiped",
}
"""Modules without a test file of their own name, and where they are tested."""


def _names(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_every_module_has_a_test() -> None:
    """`visit_fields` is tested by a `test_visit_fields…`, or by a `test_visit…` in the folder of its room."""

    def tested(path: Path) -> bool:
        rooms = [
            ROOT / "tests" / path.parent.name,
            *([ROOT / "tests/interactive"] if path.parent.name == "cli" else []),
        ]
        first = path.stem.split("_")[0]
        whole = any((ROOT / "tests").rglob(f"test_{path.stem}*.py"))
        return whole or any(test for room in rooms for test in room.glob(f"test_{first}*.py"))

    named = {path.relative_to(PACKAGE).with_suffix("").as_posix(): path for path in MODULES if path.stem != "__init__"}
    lacking = [name for name, path in named.items() if name not in WITHOUT_A_TEST_FILE and not tested(path)]
    assert not lacking, "\n".join(lacking)
    assert set(WITHOUT_A_TEST_FILE) <= set(named), "a module of the list is gone"
    told = {test for reason in WITHOUT_A_TEST_FILE.values() for test in re.findall(r"tests/[\w/]+\.py", reason)}
    assert not [test for test in sorted(told) if not (ROOT / test).is_file()], "a test of the list is gone"


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
